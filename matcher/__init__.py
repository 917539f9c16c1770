"""Matcher: explained shortlists, both ways, for voluntary employment support."""

__version__ = "0.1.0"

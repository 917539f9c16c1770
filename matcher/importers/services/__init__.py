"""Directories of services."""

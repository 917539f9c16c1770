"""Adverts: postings and plain texts, each a vacancy."""

"""Workflows: the week in work and out of it."""

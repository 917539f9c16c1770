"""Workflows: jobs that people start, hold and leave."""

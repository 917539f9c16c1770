"""Workflows: the database, the log, whether all is in order."""

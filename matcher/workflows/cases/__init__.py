"""Workflows: questions, next steps, contacts and requests, and who is waiting on us."""

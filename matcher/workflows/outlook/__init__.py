"""Workflows: the whole market: what keeps people out, what is wanted and not open, whom to approach."""

"""Raise doubts about what a vacancy asks for: a question to the employer, and what it lets the matcher do meanwhile."""

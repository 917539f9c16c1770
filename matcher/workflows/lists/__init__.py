"""Workflows: who suits a vacancy and which vacancies suit a client: made, kept, shown again."""

"""Workflows: making a programme, filling it and its maps."""

"""Workflows: adverts and notes read and questioned."""

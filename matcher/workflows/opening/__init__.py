"""Workflows: what would open more doors to one client, and for one pair."""

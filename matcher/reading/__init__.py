"""Turns words (a job title, a skill, a line about pay) into typed facts and links, each with its
confidence."""

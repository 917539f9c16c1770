"""Workflows: employers: contacts, promises, records that are one."""

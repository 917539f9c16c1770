"""Commands: employers: contacts, promises, records that are one."""

"""Keep a programme's people, vacancies and consents, and hand out only what the stated purpose covers.

The door is `store.folder`: create, open, read, change. Nothing else of this room is meant for others.
"""

"""What one client, vacancy, requirement, employer, observation or consent is. Frozen, typed, unknown kept apart.

Names, contact details and equality answers live in `records.identity` and `records.equality`, which few rooms
may import; nothing here re-exports them.
"""

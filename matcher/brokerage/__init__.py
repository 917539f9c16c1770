"""Decide what may happen next: caps, cool-off, put forward, hand back, challenge, weeks worked."""

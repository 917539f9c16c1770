"""Counts of people so that nobody can be recognised: the small are kept back, the others are about right."""

from __future__ import annotations


def about(count: int, *, least: int, to: int) -> int | None:
    """A count to the nearest multiple of `to`, and 0 as it is; None for 1 to `least` - 1 people.

    The others are rounded so that no small count can be told by taking one number from another, whatever wholes and
    parts stand on one page or on two: each number leaves several counts open, and so does every difference.
    """
    if 0 < count < least:
        return None
    return max((count + to // 2) // to * to, to) if count else 0

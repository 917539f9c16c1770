"""A week as a set of minutes: one bit for each of the 10,080. Nothing here cuts, joins or sorts intervals."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

WEEK = 7 * 24 * 60
EVERY_MINUTE = (1 << WEEK) - 1


@cache
def stretch(start: int, end: int) -> int:
    """The minutes from `start` up to, not including, `end`, round the circle of the week."""
    if end <= start:
        return 0
    length = min(end - start, WEEK)
    straight = ((1 << length) - 1) << (start % WEEK)
    return (straight | straight >> WEEK) & EVERY_MINUTE


def minutes_in(spells: Iterable[tuple[int, int]]) -> int:
    """Every minute that lies in any of the spells."""
    found = 0
    for start, end in spells:
        found |= stretch(start, end)
    return found


def without(minutes: int, taken: int) -> int:
    """The minutes that are not in `taken`."""
    return minutes & ~taken

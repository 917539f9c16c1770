"""Choices, by Hypothesis (which shrinks what failed) or by a seed (which makes whole programmes quickly)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

Thing = TypeVar("Thing")


class Chances(Protocol):
    """What a maker of records asks for."""

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        ...


class Drawn:
    """Choices drawn by Hypothesis."""

    def __init__(self, draw: Any) -> None:  # Hypothesis's own callable, which has no useful type
        self._draw = draw

    def whole(self, low: int, high: int) -> int:
        """A whole number; simpler cases have smaller ones."""
        return int(self._draw(st.integers(low, high)))


class Seeded:
    """Choices that one seed decides, the same on every machine."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def whole(self, low: int, high: int) -> int:
        """A whole number."""
        return self._random.randint(low, high)


def one_of(chances: Chances, things: Sequence[Thing]) -> Thing:
    """One of the things."""
    return things[chances.whole(0, len(things) - 1)]


def percent(chances: Chances, share: int) -> bool:
    """True in about so many of a hundred cases; False is the simpler case."""
    return chances.whole(1, 100) > 100 - share


def perhaps(chances: Chances, share: int, things: Sequence[Thing]) -> Thing | None:
    """One of the things in about so many of a hundred cases, else None."""
    return one_of(chances, things) if percent(chances, share) else None


def some(chances: Chances, things: Sequence[Thing], most: int) -> list[Thing]:
    """Up to so many of the things, none twice, in their own order."""
    count = chances.whole(0, most)
    picked = {chances.whole(0, len(things) - 1) for _ in range(count)}
    return [things[place] for place in sorted(picked)]

"""Whole numbers by chance, the same on every machine: raw words of PCG64, brought into range without floats.

numpy promises the raw stream of a bit generator for ever, but not what its `Generator` makes of it; so only
raw words are used. Every topic has a stream of its own: drawing more names cannot change a vacancy.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

import numpy as np

from matcher.library.document import Part
from matcher.library.marginals import Rate, Shares, Steps

T = TypeVar("T")

BLOCK = 4096
HALF_WORD = 32
SIGMA_PARTS = 12
"""Twelve even draws summed have a standard deviation of one: a bell without a float."""


class Table(Generic[T]):
    """Values with whole weights, ready to be drawn from."""

    __slots__ = ("ends", "total", "values")

    def __init__(self, weights: Mapping[T, int]) -> None:
        self.values = tuple(weights)
        self.ends = list(accumulate(weights.values()))
        self.total = self.ends[-1] if self.ends else 0
        if self.total < 1:
            raise ValueError("nothing can be drawn: every weight is 0")


class Dice:
    """One stream of chance for one topic. Every draw moves it on by one word, whatever the answer."""

    __slots__ = ("_bits", "_words")

    def __init__(self, seed: int, topic: str) -> None:
        entropy = int.from_bytes(hashlib.sha256(f"{seed}:{topic}".encode()).digest()[:16], "big")
        self._bits = np.random.PCG64(entropy)
        self._words: Iterator[int] = iter(())

    def below(self, bound: int) -> int:
        """A whole number from 0 up to, not including, `bound` (at most 2**32)."""
        for word in self._words:
            return word * bound >> HALF_WORD
        self._words = iter((self._bits.random_raw(BLOCK) >> np.uint64(HALF_WORD)).tolist())
        return next(self._words) * bound >> HALF_WORD

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both possible."""
        return low + self.below(high - low + 1)

    def in_1000(self, rate: int) -> bool:
        """True `rate` times in a thousand."""
        return self.below(1000) < rate

    def yes(self, rate: Rate) -> bool:
        """True as often as the rate says."""
        return self.below(1000) < rate.in_1000

    def pick(self, table: Table[T]) -> T:
        """One value, as often as its weight says."""
        return table.values[bisect_right(table.ends, self.below(table.total))]

    def one_of(self, values: Sequence[T]) -> T:
        """One of the values, all alike."""
        return values[self.below(len(values))]

    def some_of(self, values: Sequence[T], count: int) -> list[T]:
        """`count` different places of `values`, in the order drawn; all of them where there are fewer."""
        left = list(values)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]

    def different(self, table: Table[T], count: int) -> list[T]:
        """Up to `count` different values by weight; fewer where the same one keeps coming up."""
        found: dict[T, None] = {}
        for _ in range(2 * count):
            if len(found) < count:
                found[self.pick(table)] = None
        return list(found)

    def bell(self, spread: int) -> int:
        """A whole number around 0 with standard deviation `spread`."""
        return (sum(self.below(1000) for _ in range(SIGMA_PARTS)) - 500 * SIGMA_PARTS) * spread // 1000

    def in_ring(self, inner: int, outer: int) -> tuple[int, int]:
        """A point whose distance from 0, 0 is from `inner` to `outer`, all places alike."""
        while True:
            east, north = self.between(-outer, outer), self.between(-outer, outer)
            if inner * inner <= east * east + north * north <= outer * outer:
                return east, north


def tables(drawn: Mapping[str, Shares]) -> dict[str, Table[str]]:
    """Shares by name, ready to be drawn from."""
    return {name: Table(one.of) for name, one in drawn.items()}


def share_tables(drawn: Part) -> dict[str, Table[str]]:
    """The shares of a document's part by field name, ready to be drawn from."""
    return {name: Table(one.of) for name, one in drawn if isinstance(one, Shares)}


def step_tables(drawn: Part) -> dict[str, Table[int]]:
    """The steps of a document's part by field name, ready to be drawn from."""
    return {name: Table(one.of) for name, one in drawn if isinstance(one, Steps)}

"""Which combinations of changes open a pair, and which of those are the smallest: numbers only, no names.

A *space* has one dimension for each kind of change that excludes its own alternatives: a shift is moved one way or not
at all. The first option of a dimension is no change. Options are ordered where one holds the other: a start 45 minutes
later is more than one 30 minutes later. A combination is smaller than another if it is no more in any dimension and
less in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Flags


@dataclass(frozen=True)
class Dimension:
    """Options of one kind; option 0 is no change and lies within every other."""

    within: tuple[tuple[int, ...], ...]
    """For each option, the others that it goes beyond (its own alternatives that are a part of it), 0 among them."""

    def __post_init__(self) -> None:
        for option, smaller in enumerate(self.within):
            if (0 in smaller) != (option > 0) or option in smaller:
                raise AssertionError(f"option {option}: no change lies within every other option, and none in itself")

    @property
    def size(self) -> int:
        """How many options there are, no change among them."""
        return len(self.within)


@dataclass(frozen=True)
class Space:
    """Every combination of one option a dimension, in the order of `itertools.product`."""

    dimensions: tuple[Dimension, ...]

    @cached_property
    def options(self) -> NDArray[np.int64]:
        """(combinations, dimensions) the option taken in each dimension."""
        rows = list(product(*(range(one.size) for one in self.dimensions)))
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(self.dimensions))

    @cached_property
    def levers(self) -> NDArray[np.int64]:
        """(combinations,) how many dimensions are changed."""
        changed: NDArray[np.int64] = (self.options > 0).sum(axis=1)
        return changed

    @cached_property
    def smaller(self) -> Flags:
        """(combinations, combinations) whether the second is smaller than the first."""
        count = len(self.options)
        all_within = np.ones((count, count), dtype=bool)
        for place, dimension in enumerate(self.dimensions):
            within = np.eye(dimension.size, dtype=bool)
            for option, parts in enumerate(dimension.within):
                within[option, list(parts)] = True
            taken = self.options[:, place]
            all_within &= within[taken[:, None], taken[None, :]]
        found: Flags = all_within & ~np.eye(count, dtype=bool)
        return found

    def minimal(self, opens: Flags) -> Flags:
        """(pairs, combinations) which of those that open a pair have no smaller one that opens it.

        Nothing is taken for granted about larger ones: hours cut too far may close what a smaller cut opened.
        """
        within = opens.astype(np.float32) @ self.smaller.T.astype(np.float32)
        found: Flags = opens & (within == 0)
        return found


def hitting_sets(ways: Sequence[frozenset[int]], *, most: int) -> list[frozenset[int]]:
    """The smallest sets of levers, at most `most` in each, that hold one way for everything that is in the way.

    `ways` has one entry for each obstacle: the levers that clear it. Smallest by inclusion: no lever can be left out.
    Nothing in the way is met by the empty set; an obstacle without a lever by none.
    """
    found: set[frozenset[int]] = {frozenset()}
    for obstacle in ways:
        wider = {one if one & obstacle else one | {lever} for one in found for lever in (obstacle or ())}
        found = smallest(one for one in wider if len(one) <= most)
    return sorted(found, key=lambda one: (len(one), sorted(one)))


def smallest(sets: Iterable[frozenset[int]]) -> set[frozenset[int]]:
    """Those of some sets that hold no other of them."""
    every = set(sets)
    return {one for one in every if not any(other < one for other in every)}

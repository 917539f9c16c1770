"""What each requirement does to the pool of one vacancy, by adding up counts of failure patterns (see `patterns`).

Masks and requirements are whole numbers in the form of a failure number: fixed gates in bits 0 to 23, requirements
from bit 24. Every figure here is a count of people among those considered, and nobody is looked at again for it.

Two masks are read. *As applied* is what severity and status allow today; *as stated* is every essential requirement
that can be compared, whatever doubts there are about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.matching.patterns import Counted
from matcher.scoring.decision import REQUIREMENT_BIT


@dataclass(frozen=True)
class BestPair:
    """The two requirements that, relaxed together, would bring most people."""

    first: int
    second: int
    """Places of the two in stored order, the lower first."""
    brings: int
    """People who fail one or both of the two and nothing else that counts."""
    only_together: int
    """Of those, people who fail both, so that relaxing either alone would bring none of them."""


@dataclass(frozen=True)
class RequirementEffect:
    """What one compared requirement does to the pool."""

    place: int
    sole: int
    """People it alone keeps out as requirements are applied, or would if it were applied too (design 5a, 9)."""
    sole_as_stated: int
    """The same if every essential requirement were applied as stated."""
    any_open: int
    """Everyone who fails it among the people whom no fixed gate stops, whatever else they fail."""
    any_everyone: int
    """Everyone who fails it, those whom a fixed gate stops included."""
    relaxing_brings: int
    """People who would join the pool if it alone were relaxed: 0 where it is not applied."""


@dataclass(frozen=True)
class PoolEffect:
    """One vacancy's pool under both masks, and what its requirements do to it."""

    considered: int
    as_applied: int
    """People whom nothing blocks as requirements are applied."""
    as_stated: int
    """People whom nothing would block if every essential compared requirement were applied as stated."""
    no_fixed_gate: int
    """People whom no fixed gate stops: the most that the requirements could leave."""
    requirements: tuple[RequirementEffect, ...]
    best_pair: BestPair | None
    """Among the requirements that are applied; None where no two of them would bring anyone."""
    best_pair_as_stated: BestPair | None


def pool_effect(counted: Counted, *, fixed: int, applied: int, essential: int, compared: int) -> PoolEffect:
    """Everything about one vacancy's pool.

    `fixed` is the fixed gates' bits; the other three are the vacancy's masks, from bit 0 as columns hold them.
    """
    now, stated = applied << REQUIREMENT_BIT, essential << REQUIREMENT_BIT
    places = [place for place in range(compared.bit_length()) if compared >> place & 1]
    return PoolEffect(
        considered=counted.considered,
        as_applied=passing(counted, mask=fixed | now),
        as_stated=passing(counted, mask=fixed | stated),
        no_fixed_gate=passing(counted, mask=fixed),
        requirements=tuple(_effect(counted, place, fixed=fixed, now=now, stated=stated) for place in places),
        best_pair=best_pair(counted, fixed=fixed, mask=now),
        best_pair_as_stated=best_pair(counted, fixed=fixed, mask=stated),
    )


def _effect(counted: Counted, place: int, *, fixed: int, now: int, stated: int) -> RequirementEffect:
    bit = requirement_bit(place)
    return RequirementEffect(
        place=place,
        sole=sole(counted, bit, mask=fixed | now),
        sole_as_stated=sole(counted, bit, mask=fixed | stated),
        any_open=failing(counted, bit, none_of=fixed),
        any_everyone=failing(counted, bit, none_of=0),
        relaxing_brings=sole(counted, bit, mask=fixed | now) if now & bit else 0,
    )


def requirement_bit(place: int) -> int:
    """The bit of a vacancy's requirement in a failure number, by its place in stored order."""
    return 1 << (REQUIREMENT_BIT + place)


def passing(counted: Counted, *, mask: int) -> int:
    """People who fail nothing of the mask."""
    return int(counted.count[counted.fail & np.uint64(mask) == 0].sum())


def failing(counted: Counted, bit: int, *, none_of: int) -> int:
    """People who fail `bit` and nothing of `none_of`."""
    fails = counted.fail & np.uint64(bit | none_of) == np.uint64(bit)
    return int(counted.count[fails].sum())


def sole(counted: Counted, bit: int, *, mask: int) -> int:
    """People for whom `bit` is the only failure among the mask and itself."""
    return failing(counted, bit, none_of=mask & ~bit)


def best_pair(counted: Counted, *, fixed: int, mask: int) -> BestPair | None:
    """Of the requirements in `mask`, the two whose relaxing together brings most people; the earliest among equals.

    Brought by two requirements is everyone whose failures within `fixed | mask` are one or both of the two. None
    where there are not two of them, or where no two would bring anyone.
    """
    places = [place for place in range(mask.bit_length() - REQUIREMENT_BIT) if mask & requirement_bit(place)]
    alone = {place: sole(counted, requirement_bit(place), mask=fixed | mask) for place in places}
    best: BestPair | None = None
    for first, second in _pairs(places):
        both = _both(counted, first, second, mask=fixed | mask)
        brings = alone[first] + alone[second] + both
        if brings > (best.brings if best else 0):
            best = BestPair(first, second, brings, both)
    return best


def _pairs(places: Sequence[int]) -> list[tuple[int, int]]:
    return [(first, second) for at, first in enumerate(places) for second in places[at + 1 :]]


def _both(counted: Counted, first: int, second: int, *, mask: int) -> int:
    """People whose failures within the mask are exactly these two."""
    two = np.uint64(requirement_bit(first) | requirement_bit(second))
    return int(counted.count[counted.fail & np.uint64(mask) == two].sum())

"""What each requirement does to the pool of one vacancy, by adding up counts of failure patterns (see `patterns`).

Masks and requirements are whole numbers in the form of a failure number: fixed gates in bits 0 to 23, requirements
from bit 24. Every figure here is a count of people among those considered, and nobody is looked at again for it.

Two masks are read. *As applied* is what severity and status allow today; *as stated* is every essential requirement
that can be compared, whatever doubts there are about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from matcher.base.arrays import Bits, Flags
from matcher.matching.patterns import Counted
from matcher.scoring.decision import REQUIREMENT_BIT

ALL_BITS = 2**64 - 1


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
        sole=failing(counted, bit, none_of=fixed | now),
        sole_as_stated=failing(counted, bit, none_of=fixed | stated),
        any_open=failing(counted, bit, none_of=fixed),
        any_everyone=failing(counted, bit, none_of=0),
        relaxing_brings=failing(counted, bit & now, none_of=fixed | now),
    )


def requirement_bit(place: int) -> int:
    """The bit of a vacancy's requirement in a failure number, by its place in stored order."""
    return 1 << (REQUIREMENT_BIT + place)


def passing(counted: Counted, *, mask: int) -> int:
    """People who fail nothing of the mask."""
    return int(counted.count[counted.fail & np.uint64(mask) == 0].sum())


def failing(counted: Counted, bits: int, *, none_of: int) -> int:
    """People who fail one or more of `bits`, and nothing else of `none_of`."""
    return int(counted.count[fails_only(counted.fail, bits, none_of=none_of)].sum())


def fails_only(fail: Bits, bits: int, *, none_of: int) -> Flags:
    """Which failure numbers have one or more of `bits`, and nothing else of `none_of`."""
    fails = fail & np.uint64(bits | none_of)
    found: Flags = (fails != 0) & (fails & np.uint64(~bits & ALL_BITS) == 0)
    return found


def best_pair(counted: Counted, *, fixed: int, mask: int) -> BestPair | None:
    """Of the requirements in `mask`, the two whose relaxing together brings most people; the earliest among equals.

    Brought by two requirements is everyone whose failures within `fixed | mask` are one or both of the two. None
    where there are not two of them, or where no two would bring anyone.
    """
    bits = [requirement_bit(place) for place in range(mask.bit_length() - REQUIREMENT_BIT)]
    alone = {bit: failing(counted, bit, none_of=fixed | mask) for bit in bits if mask & bit}
    best: BestPair | None = None
    for first, second in combinations(alone, 2):
        brings = failing(counted, first | second, none_of=fixed | mask)
        if brings > (best.brings if best else 0):
            only_together = brings - alone[first] - alone[second]
            best = BestPair(bits.index(first), bits.index(second), brings, only_together)
    return best

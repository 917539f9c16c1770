"""What an employer could change about one vacancy, and how many people each change would open it to. Counts only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from matcher.base.arrays import Bits, Flags, Ints
from matcher.library.levers import LEVERS_MOST, SHIFT_KINDS, LeverKind, Step
from matcher.library.matching import REQUIREMENTS_MOST
from matcher.matching.ladder import Space
from matcher.records.client import Client
from matcher.records.vacancy import Vacancy
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.scoring.gatebits import EVERY_BIT, fixed_bits
from matcher.workflows.opening import levers as pull
from matcher.workflows.opening.doors import Standing, in_order, order
from matcher.workflows.opening.halves import Ladder, Market, Options


@dataclass(frozen=True)
class Move:
    """One set of changes on the employer's side."""

    steps: tuple[Step, ...]
    opens: int
    """People who are kept out today and would not be then."""
    closes: int
    """People whom nothing keeps out today and something would then."""


@dataclass(frozen=True)
class Moves:
    """What could be changed about one vacancy, those that open it to most people first."""

    considered: int
    open_today: int
    by_minutes: tuple[tuple[int, int], ...]
    """By minutes: people it would be open to if the shift alone were moved by at most so much; today's too."""
    moves: tuple[Move, ...]
    """Each opens it to more people than any smaller set does."""


def employer_moves(ladder: Ladder, vacancy: Vacancy, clients: Sequence[Client], standing: Standing) -> Moves:
    """Every set of up to three changes of the employer's that opens a vacancy to more people than a smaller one does.

    `standing` has a place for each client. Counted are people whom nothing keeps out then, as requirements are applied;
    of some, something is still to be asked.
    """
    blocked, fixed = standing.blocked, np.uint64(standing.fixed)
    relax = _may_go(ladder, vacancy, blocked)
    reach = ladder.reach.by_shift | ladder.reach.by_day | sum(bit for _, bit in relax)
    near = np.flatnonzero(blocked & np.uint64(~reach & EVERY_BIT) == 0)
    own = standing.of(near.tolist())
    in_the_way = np.bitwise_or.reduce(own.blocked & fixed, initial=np.uint64(0))
    steps = ladder.market_steps(int(in_the_way))
    space = ladder.space(steps)
    every = np.ones((1, len(space.options)), dtype=bool)
    market = Market.of([vacancy], steps, every, library=ladder.library, on=ladder.on)
    passes = _passes(ladder, market, vacancy, [clients[row] for row in near.tolist()], own)
    passes &= space.levers <= LEVERS_MOST
    asked = own.blocked & ~fixed
    opened = passes & (asked == 0)[:, None] & (own.blocked != 0)[:, None]
    return Moves(
        considered=len(clients),
        open_today=int((blocked == 0).sum()),
        by_minutes=_by_minutes(ladder, steps, space, opened, int((blocked == 0).sum())),
        moves=_worth_asking(ladder, steps, _Sets(space, passes, asked, own.blocked == 0, relax)),
    )


def _may_go(ladder: Ladder, vacancy: Vacancy, blocked: Bits) -> list[tuple[Step, int]]:
    """The requirements that keep somebody out and that the employer may be asked about, with their bits."""
    seen = int(np.bitwise_or.reduce(blocked, initial=np.uint64(0)))
    first = int(ladder.first_days([vacancy])[0])
    return [
        (step, 1 << (REQUIREMENT_BIT + place))
        for lever in ladder.library.levers.of_kind(LeverKind.REQUIREMENT)
        for place, one in enumerate(vacancy.requirements[:REQUIREMENTS_MOST])
        if seen >> (REQUIREMENT_BIT + place) & 1
        and pull.may_relax(one, vacancy, library=ladder.library)
        and ladder.soon(step := Step(lever.id, of=one.id)) <= first
    ]


def _passes(ladder: Ladder, market: Market, vacancy: Vacancy, clients: Sequence[Client], standing: Standing) -> Flags:
    """(clients, combinations) whether no fixed gate is in the way, and every change can be made in time."""
    at, shape = market.at[0], (len(clients), len(market.records))
    if not clients:
        return np.zeros((0, len(at)), dtype=bool)
    tables, mine, theirs = market.tables(clients, ladder.effects, within=ladder)
    moving = ladder.reach.moving(vacancy=ladder.moving_of_vacancy(market))
    read, _ = fixed_bits(tables, np.repeat(mine, shape[1]), np.tile(theirs, shape[0]), only=moving)
    still = standing.fail & np.uint64(~moving & standing.fixed)
    fail = read.reshape(shape)[:, np.maximum(at, 0)] & standing.keep[:, None] | still[:, None]
    first = int(ladder.first_days([vacancy])[0])
    in_time = [all(ladder.soon(step) <= first for step in chosen) for chosen in product(*market.steps)]
    found: Flags = (fail == 0) & (at >= 0)[None, :] & np.array(in_time)[None, :]
    return found


def _by_minutes(
    ladder: Ladder, steps: Options, space: Space, opened: Flags, open_today: int
) -> tuple[tuple[int, int], ...]:
    """People it is open to if the shift alone is moved, the best way for most of them, by at most so many minutes."""
    amounts = sorted({amount for one in ladder.library.levers.of_kind(*SHIFT_KINDS) for amount in one.amounts})
    shift = np.array([0 if one is None else one.amount for one in steps[0]], dtype=np.int64)[space.options[:, 0]]
    alone = space.levers == 1
    return tuple(
        (amount, open_today + int(opened[:, alone & (shift > 0) & (shift <= amount)].sum(axis=0).max(initial=0)))
        for amount in amounts
    )


@dataclass(frozen=True)
class _Sets:
    """Counts of every combination of moved shifts and first days with every few requirements let go."""

    space: Space
    passes: Flags
    """(clients, combinations) whether no fixed gate is in the way."""
    asked: Bits
    """(clients,) requirements in the way."""
    open_today: Flags
    relax: list[tuple[Step, int]]

    def opens(self, mask: int) -> Ints:
        """(combinations,) people kept out today whom nothing keeps out then, with some requirements let go."""
        free = ~self.open_today & (self.asked & np.uint64(~mask & EVERY_BIT) == 0)
        found: Ints = self.passes[free].sum(axis=0)
        return found

    def closes(self, combination: int) -> int:
        """People whom nothing keeps out today, and something would then."""
        return int((self.open_today & ~self.passes[:, combination]).sum())

    def masks(self) -> Iterator[tuple[tuple[Step, ...], tuple[int, ...]]]:
        """Every few requirements, fewer first: their steps and their bits."""
        for count in range(LEVERS_MOST + 1):
            for some in combinations(self.relax, count):
                yield tuple(step for step, _ in some), tuple(bit for _, bit in some)


def _worth_asking(ladder: Ladder, steps: Options, sets: _Sets) -> tuple[Move, ...]:
    """The sets that open it to more people than each smaller one, those that open it to most first."""
    smaller = sets.space.smaller
    best: dict[tuple[int, ...], Ints] = {}
    found = []
    for names, bits in sets.masks():
        counts = np.where(sets.space.levers + len(bits) <= LEVERS_MOST, sets.opens(sum(bits)), 0)
        below = [best[tuple(one for one in bits if one != left)] for left in bits]
        fewer = np.maximum.reduce([np.zeros_like(counts), *below])
        # What a smaller combination opens with the same requirements, or any combination within it with fewer.
        within = np.where(smaller, counts[None, :], 0).max(axis=1, initial=0)
        for combination in np.flatnonzero(counts > np.maximum(fewer, within)).tolist():
            taken = (steps[place][option] for place, option in enumerate(sets.space.options[combination].tolist()))
            step = in_order(ladder, [*names, *(one for one in taken if one is not None)])
            found.append(Move(step, int(counts[combination]), sets.closes(combination)))
        best[bits] = np.maximum(np.maximum(counts, within), fewer)
    return tuple(sorted(found, key=lambda one: (-one.opens, order(ladder, one.steps))))

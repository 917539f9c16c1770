"""Which smallest sets of levers open which doors of one client, by the engine's own gates.

A door is a vacancy that something keeps the client out of. What levers change on either side becomes records of its
own, put beside each other in one set of columns; the gates are read for every combination, and the smallest that leave
nothing in the way are picked. A requirement is one bit: whatever clears it changes nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.base.arrays import Bits, Flags
from matcher.base.ids import VacancyId
from matcher.columns.predicates import MET, abilities, state
from matcher.library.levers import LEVERS_MOST, LeverKind, Step
from matcher.library.matching import REQUIREMENTS_MOST
from matcher.matching.hope import moving_could_help
from matcher.matching.ladder import hitting_sets
from matcher.records.client import Client
from matcher.records.requirement import Requirement
from matcher.records.vacancy import Vacancy
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.scoring.gatebits import EVERY_BIT, fixed_bits, gate_bits
from matcher.scoring.tables import Index, Tables
from matcher.workflows.opening import levers as pull
from matcher.workflows.opening.halves import Ladder, Market, Options, Sides


@dataclass(frozen=True)
class Standing:
    """How one client stands with some vacancies today, a place for each: the numbers of the pass."""

    fail: Bits
    unknown: Bits
    opted: Flags
    applied: Bits
    """From bit 24, as in a failure number."""
    fixed: int
    client_owned: int

    @staticmethod
    def read(tables: Tables, client: int, vacancies: Index) -> Standing:
        """The standing of one client, by rows of the columns."""
        bits = gate_bits(tables, np.full(len(vacancies), client, dtype=np.intp), vacancies)
        bound = tables.bound
        applied = bound.columns.applied[vacancies] << np.uint64(REQUIREMENT_BIT)
        return Standing(bits.fail, bits.unknown, bits.opted, applied, bound.fixed, bound.bits_where(owner="client"))

    @property
    def blocked(self) -> Bits:
        """Bits that keep the client out, by vacancy."""
        return self.fail & (np.uint64(self.fixed) | self.applied)

    @property
    def keep(self) -> Bits:
        """Bits that count: who asked for a vacancy has set their own limits aside for it."""
        return np.where(self.opted, np.uint64(~self.client_owned & EVERY_BIT), np.uint64(EVERY_BIT))

    def of(self, rows: Sequence[int]) -> Standing:
        """The same for some of the vacancies."""
        at = np.array(rows, dtype=np.intp)
        return Standing(
            self.fail[at], self.unknown[at], self.opted[at], self.applied[at], self.fixed, self.client_owned
        )


@dataclass(frozen=True)
class Opening:
    """One smallest set of levers that opens a door, and the bits of the gates that are still to be asked about then."""

    steps: tuple[Step, ...]
    unknown: int


@dataclass(frozen=True)
class Door:
    """One vacancy that a client is kept out of today."""

    vacancy: VacancyId
    blocked: int
    openings: tuple[Opening, ...]
    """Every smallest set of up to three levers, shortest first; none where there is none."""


Held = tuple[frozenset[Step], int]
"""Steps that meet every fixed gate, and the bits that are unknown then."""
Ways = Mapping[Step, Requirement]
"""The steps that clear one requirement."""


def doors(ladder: Ladder, client: Client, vacancies: Sequence[Vacancy], standing: Standing) -> Iterator[Door]:
    """Every door of a client among some vacancies, in their order, with its smallest sets."""
    fixed, blocked = standing.fixed, standing.blocked
    shut = np.flatnonzero(blocked).tolist()
    near = [at for at in shut if not int(blocked[at]) & fixed & ~ladder.reach.whole]
    asked = {at: ways_of(ladder, client, vacancies[at], int(blocked[at])) for at in near}
    worth = [at for at in near if all(asked[at])]
    held = _held(ladder, client, [vacancies[at] for at in worth], standing.of(worth)) if worth else []
    found = dict(zip(worth, held, strict=True))
    for at in shut:
        open_asked = int(standing.unknown[at] & standing.applied[at])
        openings = _openings(ladder, found.get(at, []), asked.get(at, []), open_asked)
        yield Door(vacancies[at].id, int(blocked[at]), openings)


def ways_of(ladder: Ladder, client: Client, vacancy: Vacancy, blocked: int) -> list[Ways]:
    """For each requirement that is in the way: the steps that clear it, where they can be in place in time."""
    asked = [
        one
        for place, one in enumerate(vacancy.requirements[:REQUIREMENTS_MOST])
        if blocked >> (REQUIREMENT_BIT + place) & 1
    ]
    if not asked:
        return []
    library = ladder.library
    first = int(ladder.first_days([vacancy])[0])
    papers = _papers(ladder, client, asked, first)
    found: list[Ways] = []
    for one in asked:
        relax = [Step(lever.id, of=one.id) for lever in library.levers.of_kind(LeverKind.REQUIREMENT)]
        steps = [step for step in relax if ladder.soon(step) <= first and pull.may_relax(one, vacancy, library=library)]
        steps += [step for step, met in papers.items() if one.id in met]
        found.append(dict.fromkeys(steps, one))
    return found


def _papers(ladder: Ladder, client: Client, asked: Sequence[Requirement], first: int) -> dict[Step, frozenset[str]]:
    """The licences and certificates that what is asked names, with the requirements that each would meet."""
    library, found = ladder.library, dict[Step, frozenset[str]]()
    for lever in library.levers.of_kind(LeverKind.CREDENTIAL):
        for entry in (e for one in asked for e in pull.credentials_of(one, library=library)):
            step = Step(lever.id, of=entry.id)
            if step not in found and ladder.soon(step) <= first:
                holding = pull.with_credential(client, entry)
                able = abilities(holding, library)
                met = (one.id for one in asked if state(one.needs, holding, able, library) == MET)
                found[step] = frozenset(met)
    return found


def _held(ladder: Ladder, client: Client, vacancies: Sequence[Vacancy], standing: Standing) -> list[list[Held]]:
    """By vacancy: the smallest sets that meet every fixed gate."""
    fixed = standing.blocked & np.uint64(standing.fixed)
    in_the_way = int(np.bitwise_or.reduce(fixed))
    sides = Sides.of(client, in_the_way, library=ladder.library)
    look = _Look(ladder, sides, vacancies, standing, ladder.market_steps(in_the_way))
    found = look.where_there_is_hope()
    steps = (*sides.steps, *look.steps)
    space = ladder.space(steps)
    opens = (found.fail == 0) & found.possible & (space.levers <= LEVERS_MOST)
    first = ladder.first_days(vacancies)
    for place, options in enumerate(steps):
        from_day = np.array([ladder.soon(one) for one in options], dtype=np.int64)[space.options[:, place]]
        opens &= from_day[None, :] <= first[:, None]
    held: list[list[Held]] = [[] for _ in vacancies]
    for at, combination in zip(*(one.tolist() for one in np.nonzero(space.minimal(opens))), strict=True):
        taken = (steps[place][option] for place, option in enumerate(space.options[combination].tolist()))
        held[at].append((frozenset(one for one in taken if one is not None), int(found.unknown[at, combination])))
    return held


@dataclass(frozen=True)
class _Look:
    """One client's combinations against some vacancies': failing and unknown bits, read where there is hope."""

    ladder: Ladder
    sides: Sides
    vacancies: Sequence[Vacancy]
    standing: Standing
    steps: Options

    def where_there_is_hope(self) -> _Found:
        """Every combination that could open a door, with its bits.

        Shifts are moved only where nothing else is left in the way and they could be moved far enough, and first days
        only for the shifts that then do: each kind of lever is read by its own gates, so nothing that opens a door is
        passed over.
        """
        reach, fixed = self.ladder.reach, self.standing.blocked & np.uint64(self.standing.fixed)
        shifts, days = (len(one) for one in self.steps)
        wanted = np.zeros((len(self.vacancies), shifts, days), dtype=bool)
        wanted[:, 0, 0] = True
        found = self._read(wanted)
        if shifts > 1:
            hope = found.left(reach.by_shift | reach.by_day)[:, :, 0, 0] & self._near(found)
            wanted[:, 1:, 0] = (hope.any(axis=1) & (fixed & np.uint64(reach.by_shift) != 0))[:, None]
            found = self._read(wanted)
        if days > 1:
            by_shift = found.left(reach.by_day)[:, :, :, 0].any(axis=1)
            wanted[:, :, 0] = by_shift
            wanted[:, :, 1:] = (by_shift & (fixed & np.uint64(reach.by_day) != 0)[:, None])[:, :, None]
            found = self._read(wanted)
        return found

    def _near(self, found: _Found) -> Flags:
        """(vacancies, client's combinations) whether moving the shifts could meet what is in the way."""
        if found.tables is None:
            return np.zeros((len(self.vacancies), len(self.sides.clients)), dtype=bool)
        who = np.tile(found.mine, len(self.vacancies))
        what = np.repeat(found.theirs[found.at[:, 0]], len(found.mine))
        failing = found.by_half[:, :, 0, 0].reshape(-1)
        most = max((step.amount for step in self.steps[0] if step is not None), default=0)
        near = moving_could_help(found.tables, who, what, failing=failing, minutes=most)
        return near.reshape(len(self.vacancies), -1)

    def _read(self, wanted: Flags) -> _Found:
        """Gates that read nothing a lever changes keep today's bits; the others are read with the levers pulled."""
        ladder, standing, sides = self.ladder, self.standing, self.sides
        rows = wanted.reshape(len(wanted), -1)
        market = Market.of(self.vacancies, self.steps, rows, library=ladder.library, on=ladder.on)
        client = sides.clients[0]
        if client is None or not market.records:
            nothing = np.zeros((len(rows), len(sides.clients) * rows.shape[1]), dtype=np.uint64)
            none = np.zeros(0, dtype=np.intp)
            return _Found(nothing, nothing, nothing != 0, wanted.shape, market.at, None, none, none)
        tables, mine, theirs = market.tables([one or client for one in sides.clients], ladder.effects, within=ladder)
        size, at = (len(mine), len(theirs)), market.at
        moving = ladder.reach.moving(client=ladder.reach.of_client, vacancy=ladder.moving_of_vacancy(market))
        read = fixed_bits(tables, np.repeat(mine, size[1]), np.tile(theirs, size[0]), only=moving)
        keep, still = standing.keep, np.uint64(~moving & standing.fixed)

        def whole(bits: Bits, today: Bits) -> Bits:
            # By vacancy, then the client's combination, then the employer's: the order of `product` over all.
            moved = bits.reshape(size)[:, np.maximum(at, 0)].transpose(1, 0, 2) & keep[:, None, None]
            every: Bits = (moved | (today & still)[:, None, None]).reshape(len(at), -1)
            return every

        can = np.array([one is not None for one in sides.clients])
        possible = (can[None, :, None] & (at >= 0)[:, None, :]).reshape(len(at), -1)
        fail, unknown = whole(read[0], standing.fail), whole(read[1], standing.unknown)
        return _Found(fail, unknown, possible, wanted.shape, at, tables, mine, theirs)


@dataclass(frozen=True)
class _Found:
    """What was read of some combinations."""

    fail: Bits
    """(vacancies, combinations) failing fixed bits."""
    unknown: Bits
    possible: Flags
    """Which combinations were looked at and can be."""
    shape: tuple[int, ...]
    """(vacancies, shifts, first days)."""
    at: Index
    tables: Tables | None
    mine: Index
    theirs: Index

    @property
    def by_half(self) -> Bits:
        """(vacancies, client's combinations, shifts, first days) failing fixed bits."""
        return self.fail.reshape(self.shape[0], -1, *self.shape[1:])

    def left(self, levers: int) -> Flags:
        """The same shape: whether only what `levers` may meet is left in the way."""
        hope: Flags = (self.fail & np.uint64(~levers & EVERY_BIT) == 0) & self.possible
        return hope.reshape(self.shape[0], -1, *self.shape[1:])


def settled_by_a_place(ladder: Ladder, client: Client, vacancies: Sequence[Vacancy], standing: Standing) -> int:
    """How many open jobs leave the times unknown today and would not if every place hoped for were confirmed."""
    confirmed = pull.with_care_place(client)
    rests = np.flatnonzero((standing.blocked == 0) & (standing.unknown & np.uint64(ladder.reach.by_care) != 0))
    if confirmed is None or not len(rests):
        return 0
    every = np.ones((len(rests), 1), dtype=bool)
    some = [vacancies[at] for at in rests.tolist()]
    market = Market.of(some, ((None,), (None,)), every, library=ladder.library, on=ladder.on)
    tables, mine, theirs = market.tables([confirmed], ladder.effects, within=ladder)
    _, unknown = fixed_bits(tables, np.repeat(mine, len(theirs)), theirs, only=ladder.reach.by_care)
    return int((unknown[market.at[:, 0]] & standing.of(rests.tolist()).keep == 0).sum())


def _openings(ladder: Ladder, held: Sequence[Held], ways: Sequence[Ways], asked: int) -> tuple[Opening, ...]:
    """Sets for the fixed gates joined with sets for the requirements: neither has a part in the other's."""
    if not held:
        return ()
    every = sorted({step for one in ways for step in one})
    number = {step: at for at, step in enumerate(every)}
    sets = hitting_sets([frozenset(number[step] for step in one) for one in ways], most=LEVERS_MOST)
    found = [
        Opening(in_order(ladder, {*steps, *(every[at] for at in one)}), unknown | asked)
        for steps, unknown in held
        for one in sets
        if len(steps) + len(one) <= LEVERS_MOST
    ]
    return tuple(sorted(found, key=lambda one: order(ladder, one.steps)))


def in_order(ladder: Ladder, steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps in the order of the model, small amounts first."""
    place = ladder.library.levers.place
    return tuple(sorted(steps, key=lambda one: (place[one.lever], one.amount, one.of)))


def order(ladder: Ladder, steps: Sequence[Step]) -> tuple[int, list[tuple[int, int, str]]]:
    """What sets are ordered by: fewer levers first, then the order of the model, then smaller amounts."""
    place = ladder.library.levers.place
    return len(steps), [(place[one.lever], one.amount, one.of) for one in steps]

"""What the open vacancies offer each client: nothing, something, or all they asked for; and what alone is missing.

One reading of every gate of every pair answers for two kinds of limit. *Today* is as every list has it: what the client
must have, the law, the programme, and the requirements that are applied. *All that was asked for* is the same with
every wish that the client stated kept as if it were a must (only what they do not mind stays open), and with the work
itself among those they named. What is not known never stops a pair, on either side, as everywhere.

Clients may besides be divided into groups of people who ask for alike conditions; then every group gets the number of
vacancies that are known to keep these conditions for one person of the group or more, and of those that may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Bits, Flags, Ints
from matcher.columns.facts import Columns
from matcher.columns.frame import ACCEPTED
from matcher.library.load import Library
from matcher.measures.all import MEASURES
from matcher.scoring.bind import ANY, MUST, Bound, touched
from matcher.scoring.checks import assert_bound
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.scoring.gatebits import gate_bits
from matcher.scoring.tables import Index, MeasureTable, Tables

STRIP_PAIRS = 131_072
"""Pairs worked out at once, or one vacancy's where there are more clients. A matter of memory, not of results."""
A_REQUIREMENT = 1 << REQUIREMENT_BIT
"""The bit that stands for any requirement of whatever vacancy, where different vacancies are put together."""
THE_WORK = 2 << REQUIREMENT_BIT
"""The bit of a job that is none of those the client named, where requirements have been put together."""
NOTHING_NEAR = 127

Watch = Callable[[int, Bits, Flags], None]
"""Told every vacancy's row, what stops each client today, and to whom it is known to be none of the work they named."""


@dataclass(frozen=True)
class Groups:
    """Clients divided into groups, with the fixed gates' bits that the groups are about."""

    of: Ints
    """(clients,) number of each client's group; -1 for none."""
    count: int
    bits: int


@dataclass(frozen=True)
class Missing:
    """What stands between each client and the vacancies, under one kind of limit; all (clients,)."""

    open: Ints
    """Vacancies that nothing stops."""
    alone: Bits
    """Bits of what alone stops one vacancy or more; requirements are one bit together."""
    fewest: Ints
    """The fewest things that stop a vacancy; NOTHING_NEAR where there is no vacancy."""
    every: Bits
    """Bits of what stops every one of the nearest vacancies: those with the fewest things."""


@dataclass(frozen=True)
class Offers:
    """What all vacancies together offer each client, and each group."""

    today: Missing
    asked: Missing
    sure: Ints
    """(clients,) vacancies that nothing stops and that are known to have all that was asked for and recorded."""
    known: tuple[Ints, ...]
    """For each division, (groups,): vacancies known to keep the group's conditions for one of its people or more."""
    maybe: tuple[Ints, ...]
    """The same, for vacancies that may, as far as is known, and are not known to."""


def offers(
    columns: Columns,
    library: Library,
    *,
    vacancies: Index,
    groups: Sequence[Groups] = (),
    threads: int = 1,
    watch: Watch | None = None,
) -> Offers:
    """What some vacancies offer all clients. Exact: every pair is read; threads do not show in the result."""
    assert_bound(library)
    wishes = replace(columns, emphasis=np.where(columns.emphasis == ANY, ANY, MUST).astype(np.uint8))
    pairs = max(1, len(columns.clients) * len(vacancies))
    bound = Bound(wishes, library)
    conditions = sum(1 << gate.bit for gate in bound.gates if gate.condition is not None)
    goal = columns.clients.bits(("goal",))
    reading = _Reading(
        tables=Tables(bound, pairs=pairs),
        work=MeasureTable(MEASURES["goal_steps"], wishes, pairs),
        stated=np.uint64(conditions) & ~bound.gates_left_out[0],
        named=~touched(columns.clients, "missing", goal),
        musts=Bound(columns, library).gates_on,
        groups=tuple(groups),
    )
    size = max(1, STRIP_PAIRS // max(1, len(columns.clients)))
    strips = [vacancies[start : start + size] for start in range(0, len(vacancies), size)]
    found = reading.nothing()
    for strip, more in zip(strips, _each(reading, strips, threads), strict=True):
        if watch is not None:
            for vacancy, stops, other in zip(strip.tolist(), more.stops, more.other_work, strict=True):
                watch(vacancy, stops, other)
        found = _together(found, more.offers)
    return found


@dataclass(frozen=True)
class _Strip:
    offers: Offers
    stops: Bits
    """(vacancies, clients) what stops each pair today."""
    other_work: Flags
    """(vacancies, clients) where the work is none of those the client named."""


def _each(reading: _Reading, strips: Sequence[Index], threads: int) -> Iterator[_Strip]:
    if threads <= 1 or len(strips) <= 1:
        yield from map(reading.strip, strips)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(reading.strip, strips)


@dataclass(frozen=True)
class _Reading:
    """What strips are read by."""

    tables: Tables
    work: MeasureTable
    stated: Bits
    """(clients,) gates on conditions of which the client said something."""
    named: Flags
    """(clients,) whether the client named work, or would take any."""
    musts: Bits
    """(clients,) fixed gates that apply to each client today."""
    groups: tuple[Groups, ...]

    def nothing(self) -> Offers:
        """What no vacancy at all offers."""
        people = len(self.tables.bound.columns.clients)
        none = _missing(np.zeros((0, people), dtype=np.uint64), np.zeros((0, people), dtype=bool))
        zero = tuple(np.zeros(one.count, dtype=np.int64) for one in self.groups)
        return Offers(none, none, np.zeros(people, dtype=np.int64), zero, zero)

    def strip(self, vacancies: Index) -> _Strip:
        """What a few vacancies offer."""
        bound = self.tables.bound
        people = len(bound.columns.clients)
        clients, rows = np.tile(np.arange(people), len(vacancies)), np.repeat(vacancies, people)
        shape = (len(vacancies), people)
        bits = gate_bits(self.tables, clients, rows)
        fail, unknown = bits.fail.reshape(shape), bits.unknown.reshape(shape)
        applied = bound.columns.applied[vacancies].astype(np.uint64) << np.uint64(REQUIREMENT_BIT)
        counts = (np.uint64(bound.fixed) | applied)[:, None]
        stops = fail & counts & (self.musts[None, :] | ~np.uint64(bound.fixed))
        least, most = self.work.at(clients, rows)
        other = ((least > ACCEPTED) & ~bits.opted).reshape(shape)
        perhaps = ((most > ACCEPTED) & ~bits.opted).reshape(shape) & self.named[None, :]
        open_question = (unknown & self.stated[None, :]) != 0
        sure = ((fail & counts) == 0) & ~(other | perhaps | open_question)
        kept = [_kept(one, fail, unknown) for one in self.groups]
        return _Strip(
            Offers(
                _missing(stops, np.zeros_like(other)),
                _missing(fail & counts, other),
                sure.sum(axis=0, dtype=np.int64),
                tuple(known for known, _ in kept),
                tuple(maybe for _, maybe in kept),
            ),
            stops,
            other,
        )


def _missing(stops: Bits, other_work: Flags) -> Missing:
    """What stands between each client and the vacancies; both (vacancies, clients)."""
    people = stops.shape[1]
    if not len(stops):
        zero, none = np.zeros(people, dtype=np.int64), np.zeros(people, dtype=np.uint64)
        return Missing(zero, none, np.full(people, NOTHING_NEAR, dtype=np.int64), ~none)
    how_many = np.bitwise_count(stops).astype(np.int64) + other_work
    folded = _folded(stops) | np.where(other_work, np.uint64(THE_WORK), np.uint64(0))
    fewest = how_many.min(axis=0)
    return Missing(
        open=(how_many == 0).sum(axis=0, dtype=np.int64),
        alone=np.bitwise_or.reduce(np.where(how_many == 1, folded, np.uint64(0)), axis=0),
        fewest=fewest,
        every=np.bitwise_and.reduce(np.where(how_many == fewest, folded, ~np.uint64(0)), axis=0),
    )


def _folded(stops: Bits) -> Bits:
    """The same with all requirements as one bit: each vacancy has its own."""
    fixed = np.uint64(A_REQUIREMENT - 1)
    return (stops & fixed) | np.where(stops > fixed, np.uint64(A_REQUIREMENT), np.uint64(0))


def _kept(groups: Groups, fail: Bits, unknown: Bits) -> tuple[Ints, Ints]:
    """(groups,) vacancies known to keep the conditions for somebody of the group, and vacancies that may."""
    bits = np.uint64(groups.bits)
    can: Flags = (fail & bits) == 0
    does = can & ((unknown & bits) == 0)
    some_do, some_can = _any(does, groups), _any(can, groups)
    return some_do.sum(axis=0, dtype=np.int64), (some_can & ~some_do).sum(axis=0, dtype=np.int64)


def _any(flags: Flags, groups: Groups) -> NDArray[np.bool_]:
    """(vacancies, groups) whether it holds of anybody in the group."""
    found = np.zeros((len(flags), groups.count), dtype=bool)
    order = np.argsort(groups.of, kind="stable")
    order = order[groups.of[order] >= 0]
    if not len(order):
        return found
    there, starts = np.unique(groups.of[order], return_index=True)
    found[:, there] = np.logical_or.reduceat(flags[:, order], starts, axis=1)
    return found


def _together(one: Offers, other: Offers) -> Offers:
    """Both put together."""
    return Offers(
        _both(one.today, other.today),
        _both(one.asked, other.asked),
        one.sure + other.sure,
        tuple(a + b for a, b in zip(one.known, other.known, strict=True)),
        tuple(a + b for a, b in zip(one.maybe, other.maybe, strict=True)),
    )


def _both(one: Missing, other: Missing) -> Missing:
    nearer = np.minimum(one.fewest, other.fewest)
    every = np.where(one.fewest == nearer, one.every, ~np.uint64(0))
    every &= np.where(other.fewest == nearer, other.every, ~np.uint64(0))
    return Missing(one.open + other.open, one.alone | other.alone, nearer, every)

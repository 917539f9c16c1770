"""What clients ask for and no open vacancy offers: by hours and times, by place, by occupation, and all together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from matcher.base.arrays import Bits, Flags, Ints
from matcher.base.days import Day
from matcher.base.ids import ClientId
from matcher.columns import wishes
from matcher.explain.gaps import Alone, Cell, Counted, Gaps, Row, Shown, State, View, shown
from matcher.library.load import Library
from matcher.matching.offers import A_REQUIREMENT, NOTHING_NEAR, THE_WORK, Groups, Missing, Offers, Watch, offers
from matcher.records.client import Client
from matcher.records.words import Kind, Stance
from matcher.workflows.desk import open_desk
from matcher.workflows.lists.jobs import only_open
from matcher.workflows.lists.prepared import Prepared, prepare
from matcher.workflows.lists.runs import stamp
from matcher.workflows.lists.shortlist import threads
from matcher.workflows.where import Where


class Kinds(Protocol):
    """Puts what a client asks for into a kind, on a day; None where nothing is known."""

    def __call__(self, client: Client, library: Library, *, on: Day) -> str | None: ...


DIVISIONS: Mapping[View, tuple[Kinds, ...]] = {
    "hours": (wishes.hours_kind,),
    "times": (wishes.times_kind,),
    "hours and times": (wishes.hours_kind, wishes.times_kind),
    "place": (wishes.home_kind,),
    "together": (wishes.hours_kind, wishes.times_kind, wishes.minutes_kind, wishes.home_kind),
}
"""By what clients are divided in each view."""
ABOUT: Mapping[View, tuple[str, ...]] = {
    "hours": ("hours",),
    "times": ("times",),
    "hours and times": ("hours", "times"),
    "place": ("travel",),
    "together": ("hours", "times", "travel"),
}
"""The gates that say whether a vacancy offers what a view's kinds are about."""


def gaps(where: Where, *, by: str | None = None) -> Shown:
    """The gaps, with every count of people that is too small kept back. `by` is what the reader will look at."""
    return counted_gaps(where, by=by)[1]


def counted_gaps(where: Where, *, by: str | None = None) -> tuple[Gaps, Shown]:
    """The gaps as they are counted, for checking that they add up, and as they may be shown."""
    desk = open_desk(where)
    read = desk.read()
    prepared = prepare(desk, only_open(read.programme, on=desk.on), left_out=read.left_out)
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=["gaps", by or ""])
    found = count_gaps(prepared)
    return found, shown(found, library=desk.library, stamp=run)


def count_gaps(prepared: Prepared) -> Gaps:
    """Everything counted. Exact: every pair is read."""
    counting = count_all(prepared)
    states = counting.states
    return Gaps(
        clients=len(states),
        left_out=prepared.left_out,
        vacancies=len(prepared.columns.vacancies),
        states={state: int((states == state).sum()) for state in State},
        alone_today=_alone(counting.offers.today, states == State.EMPTY, prepared.desk.library),
        alone_asked=_alone(counting.offers.asked, states == State.PARTLY, prepared.desk.library),
        views={view: counting.rows(place) for place, view in enumerate(DIVISIONS)},
        occupations=counting.occupations(),
    )


@dataclass(frozen=True)
class Counting:
    """One reading of all pairs, with what clients are divided by."""

    prepared: Prepared
    kinds: tuple[tuple[Cell, ...], ...]
    """For each view, the cells in the order of their numbers."""
    groups: tuple[Groups, ...]
    offers: Offers
    open_of: Mapping[str, Flags]
    """(clients,) by occupation: whether a vacancy of it is open to them."""

    @property
    def states(self) -> Ints:
        """(clients,) how each stands."""
        found = np.where(self.offers.sure > 0, State.OFFERED, State.MAYBE)
        found = np.where(self.offers.asked.open > 0, found, State.PARTLY)
        return np.where(self.offers.today.open > 0, found, State.EMPTY).astype(np.int64)

    def rows(self, view: int) -> tuple[Row, ...]:
        """The cells of one view, every client in one of them."""
        states, groups = self.states, self.groups[view]
        return tuple(
            Row(
                cell=cell,
                people=Counted(*(int(((groups.of == number) & (states == state)).sum()) for state in State)),
                known=int(self.offers.known[view][number]),
                may=int(self.offers.maybe[view][number]),
            )
            for number, cell in enumerate(self.kinds[view])
        )

    def occupations(self) -> tuple[tuple[str, int, int, int], ...]:
        """(occupation, people who want it, those to whom one is open, open vacancies of it), by name."""
        library = self.prepared.desk.library
        linked = [one.occupation.to for one in self.prepared.programme.vacancies if one.occupation]
        found = []
        for entry in sorted(library.occupations.entries, key=lambda one: one.title):
            want = self.wanting(entry.id)
            if want.any():
                found.append(
                    (entry.title, int(want.sum()), int((want & self.open_to(entry.id)).sum()), linked.count(entry.id))
                )
        return tuple(found)

    @cached_property
    def _wanted(self) -> list[frozenset[str]]:
        of_client = {one.id: one for one in self.prepared.programme.clients}
        return [_wanted(of_client[ClientId(one)]) for one in self.prepared.columns.clients.ids]

    def wanting(self, occupation: str) -> Flags:
        """(clients,) who wants an occupation."""
        return np.array([occupation in one for one in self._wanted], dtype=bool)

    def open_to(self, occupation: str) -> Flags:
        """(clients,) to whom a vacancy of it is open."""
        return self.open_of.get(occupation, np.zeros(len(self._wanted), dtype=bool))


def _wanted(client: Client) -> frozenset[str]:
    return frozenset(one.what.to for one in client.says(Stance.WANTS, Kind.OCCUPATION) if one.what.to)


def count_all(prepared: Prepared, *, watch: Watch | None = None) -> Counting:
    """One reading of all pairs. `watch` is told of every vacancy as it passes by."""
    columns, library = prepared.columns, prepared.desk.library
    of_client = {one.id: one for one in prepared.programme.clients}
    people = [of_client[ClientId(one)] for one in columns.clients.ids]
    bits = {gate.id: 1 << gate.bit for gate in library.gates.gates}
    kinds, groups = [], []
    for view, divided in DIVISIONS.items():
        cells = [tuple(kind(one, library, on=columns.on) for kind in divided) for one in people]
        distinct = tuple(sorted(set(cells), key=lambda cell: tuple((one is None, one or "") for one in cell)))
        number = {cell: place for place, cell in enumerate(distinct)}
        about = sum(bits.get(gate, 0) for gate in ABOUT[view])
        kinds.append(distinct)
        groups.append(Groups(np.array([number[cell] for cell in cells], dtype=np.int64), len(distinct), about))
    seen = _OpenTo(prepared, watch)
    rows = np.arange(len(columns.vacancies))
    found = offers(columns, library, vacancies=rows, groups=groups, threads=threads(), watch=seen)
    return Counting(prepared, tuple(kinds), tuple(groups), found, seen.of)


@dataclass
class _OpenTo:
    """To whom some vacancy of each occupation is open, as vacancies pass by."""

    prepared: Prepared
    also: Watch | None
    of: dict[str, Flags] = field(default_factory=dict)

    def __post_init__(self) -> None:
        linked = {one.id: one.occupation.to for one in self.prepared.programme.vacancies if one.occupation}
        self._linked = [linked.get(one) for one in self.prepared.columns.vacancies.ids]  # type: ignore[call-overload]

    def __call__(self, vacancy: int, stops: Bits, other_work: Flags) -> None:
        if self.also is not None:
            self.also(vacancy, stops, other_work)
        occupation = self._linked[vacancy]
        if occupation is not None:
            self.of[occupation] = self.of.get(occupation, np.zeros(len(stops), dtype=bool)) | (stops == 0)


def _alone(missing: Missing, who: Flags, library: Library) -> Alone:
    """Among some people: by condition, those for whom some vacancy lacks it alone; and those who need several."""
    gates = {gate.id: 1 << gate.bit for gate in library.gates.gates}
    named = {**{one.gate: gates.get(one.gate, 0) for one in library.gaps.conditions}}
    named |= {"requirement": A_REQUIREMENT, "work": THE_WORK}
    rest = ~np.uint64(sum(named.values()))
    alone = missing.alone[who]
    every = np.where(missing.fewest[who] == NOTHING_NEAR, np.uint64(0), missing.every[who])
    by = {name: (_having(alone, bit), _having(every, bit)) for name, bit in named.items()}
    others = (int((alone & rest != 0).sum()), int((every & rest != 0).sum()))
    return Alone({**by, "other": others}, several=int((alone == 0).sum()), people=int(who.sum()))


def _having(bits: Bits, mask: int) -> int:
    return int((bits & np.uint64(mask) != 0).sum())

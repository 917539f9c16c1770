"""Measures of the way to work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.columns.facts import Columns, Rows
from matcher.measures.registry import Array, Ends, measure
from matcher.records.words import Mode
from matcher.travel.transit import NOT_SAID

BUS = tuple(Mode).index(Mode.BUS)


@dataclass(frozen=True)
class Ways:
    """Minutes from some places to the sites, going by bus kept apart: a timetable may say other than the estimate."""

    bus: Array
    """As estimated."""
    rest: Array
    """By the best of the client's other ways; of all others where nobody asked how they travel."""
    rest_most: Array
    """By the slowest of the others, whoever takes it."""
    takes_bus: Array
    asked: Array
    placed: Array
    longest: int

    def ends(self, by_call: Array | None = None, *, or_estimate: Array | None = None) -> Ends:
        """Least and most; an unknown place at either end leaves the whole range of the table.

        `by_call` are minutes by public transport from a timetable, in place of the estimate where it says any;
        `or_estimate` marks where the estimate counts beside them, if it is longer.
        """
        bus = self._bus(by_call)
        if or_estimate is not None:
            bus = np.where(or_estimate, np.maximum(bus, self.bus), bus)
        return self._least(bus), self._most(bus)

    def end(self, by_call: Array | None, *, far: bool) -> Array:
        """One of the two: the least, or the most where `far`."""
        bus = self._bus(by_call)
        return self._most(bus) if far else self._least(bus)

    def _bus(self, by_call: Array | None) -> Array:
        if by_call is None:
            return self.bus
        return np.where(by_call == NOT_SAID, self.bus, np.minimum(by_call, self.longest))  # NO_WAY is more than that

    def _best(self, bus: Array) -> Array:
        return np.where(self.takes_bus, np.minimum(self.rest, bus), self.rest)

    def _least(self, bus: Array) -> Array:
        return np.where(self.placed, self._best(bus), 0)

    def _most(self, bus: Array) -> Array:
        most = self._best(bus)
        if not self.asked.all():
            most = np.where(self.asked, most, np.maximum(self.rest_most, bus))
        return np.where(self.placed, most, self.longest)


def ways(origin: Array, clients: Rows, vacancies: Rows, columns: Columns) -> Ways:
    """The ways from places to the sites; `origin` are rows of the minutes table."""
    minutes = columns.shared.minutes
    longest = int(minutes[-1, -1, 0])
    at = vacancies.take("site", "at")
    by_mode = minutes[origin, at].astype(np.int32)
    has = clients.take("modes", "any").astype(bool)
    asked: Array = np.any(has, axis=-1)
    others = [mode for mode in range(by_mode.shape[-1]) if mode != BUS]
    rest = by_mode[..., others]
    usable = has[..., others] | ~asked[..., None]
    return Ways(
        bus=by_mode[..., BUS],
        rest=np.where(usable, rest, longest).min(axis=-1),
        rest_most=rest.max(axis=-1),
        takes_bus=has[..., BUS] | ~asked,
        asked=asked,
        placed=(origin < minutes.shape[0] - 1) & (at < minutes.shape[1] - 1),
        longest=longest,
    )


def journey_ends(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Minutes one way from home, door to door: the longest of the usual week's ways there and back.

    Without a timetable all ways are one. With one, the least is of the certain shifts and the most of all that may be
    worked; where shifts may be missing from the list, or none is certain, the estimate stands beside them.
    """
    origin = clients.take("home", "origin")
    from_home = ways(origin, clients, vacancies, columns)
    estimate = from_home.ends()
    if columns.shared.transit is None:
        return estimate
    said, silent = _longest(origin, vacancies, columns, shifts="certain")
    sure = from_home.ends(said, or_estimate=silent)
    said, silent = _longest(origin, vacancies, columns, shifts="all")
    perhaps = from_home.ends(said, or_estimate=silent)
    some = np.minimum(estimate[0], perhaps[0])
    least = np.where(vacancies.take("calls", "certain_count") > 0, sure[0], some)
    most = np.where(vacancies.take("calls", "complete"), perhaps[1], np.maximum(estimate[1], perhaps[1]))
    return np.minimum(least, most), most


def _longest(origin: Array, vacancies: Rows, columns: Columns, *, shifts: str) -> tuple[Array, Array]:
    """(the most minutes by timetable of some shifts' ways there and back, whether it is silent about one).

    NOT_SAID where it says nothing of any. The best of several ways is never longer than any of them, so the longest of
    the bests is the best with the longest bus. Shifts of equal minutes are read once.
    """
    transit = columns.shared.transit
    assert transit is not None
    shape = np.broadcast_shapes(origin.shape, vacancies.rows.shape)
    said, silent = np.full(shape, NOT_SAID, dtype=np.int16), np.zeros(shape, dtype=bool)
    for table, way in ((transit.there.door, "there"), (transit.back.door, "back")):
        calls = vacancies.take("calls", f"{shifts}_{way}_once")
        for place in range(calls.shape[-1]):
            call = calls[..., place]
            if not np.any(call >= 0):
                continue
            minutes = np.where(call >= 0, table[origin, call], NOT_SAID)
            silent |= (minutes == NOT_SAID) & (call >= 0)
            np.maximum(said, minutes, out=said)
    return said.astype(np.int32), silent


def call_minutes(
    table: NDArray[np.int16], origin: Array, vacancies: Rows, *, calls: str, place: int
) -> NDArray[np.int32]:
    """One table of a direction read at some origins, for the shifts in one place of the vacancies' lists."""
    found: NDArray[np.int32] = table[origin, vacancies.take("calls", calls)[..., place]].astype(np.int32)
    return found


@measure("minutes", 0, 240, better="less", client=("home", "modes"), vacancy=("site",), extra=("calls",))
def journey_minutes(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Whole minutes one way, rounded up: by the timetable where one is loaded, else an estimate."""
    return journey_ends(clients, vacancies, columns)


@measure(
    "minutes", 0, 240, better="less", client=("home", "modes", "travel_limit"), vacancy=("site",), extra=("calls",)
)
def journey_over_limit(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Minutes by which the journey one way is over the client's own limit."""
    near, far = journey_ends(clients, vacancies, columns)
    return (
        np.maximum(near - clients.take("travel_limit", "most"), 0),
        np.maximum(far - clients.take("travel_limit", "least"), 0),
    )


@measure("yes_no", 0, 1, better="less", client=("refused_areas",), vacancy=("site",), extra=("sector",))
def refused_area(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """1 where the place of work is in an area the client does not want to go to."""
    classes, sector = clients.of_class("refused_areas"), vacancies.take("sector", "at")
    return (
        clients.pool("refused_areas", "least")[classes, sector].astype(np.int64),
        clients.pool("refused_areas", "most")[classes, sector].astype(np.int64),
    )

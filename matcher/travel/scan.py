"""The connection scan: every ride of a day in order of time, gone through once.

J. Dibbelt, T. Pajor, B. Strasser, D. Wagner, "Connection Scan Algorithm", ACM Journal of Experimental Algorithmics 23
(2018). A ride from one stop to the next can be taken if its trip has been boarded before or its first stop has been
reached in time; then its second stop is reached, and from there every stop that a change leads to.

Going back from a workplace to whoever leaves latest is the same scan of the same rides with time turned round.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.base.arrays import Flags, Ints, Small
from matcher.base.days import Day
from matcher.travel.timetable import Timetable
from matcher.travel.walks import Changes, Leg
from matcher.travel.week import noon_gap

NEVER = 16_000
"""A minute after every minute of a day and its neighbours; twice it still fits sixteen bits."""
TURN = 4_000
"""Turned round, minute `m` reads as TURN - m, so that no minute is below zero."""


@dataclass(frozen=True)
class Rides:
    """Rides in the order they are gone through: (rides,) each. Minutes are of the day they are looked at for."""

    trip: Small
    start: Small
    end: Small
    leaves: Small
    comes: Small
    may_board: Flags
    may_alight: Flags
    row: Small
    """The timetable's row of the stop time at the ride's first stop."""
    trips: int
    changes: Changes
    """From each stop to where, in how many minutes."""

    def __len__(self) -> int:
        return len(self.trip)

    def turned(self) -> Rides:
        """The same with time and every way turned round."""
        order = np.lexsort((-self.row, self.trip, -self.comes))
        return Rides(
            trip=self.trip[order],
            start=self.end[order],
            end=self.start[order],
            leaves=TURN - self.comes[order],
            comes=TURN - self.leaves[order],
            may_board=self.may_alight[order],
            may_alight=self.may_board[order],
            row=self.row[order],
            trips=self.trips,
            changes=self.changes.turned(),
        )

    @cached_property
    def rows(self) -> list[tuple[int, int, int, int, int, bool, bool]]:
        """(trip, start, end, leaves, comes, may board, may alight) of every ride."""
        columns = (self.trip, self.start, self.end, self.leaves, self.comes, self.may_board, self.may_alight)
        return list(zip(*(one.tolist() for one in columns), strict=True))

    @cached_property
    def leaving(self) -> list[int]:
        """When each leaves, in order."""
        minutes: list[int] = self.leaves.tolist()
        return minutes


def rides_on(timetable: Timetable, changes: Changes, day: Day, *, since: int, until: int) -> Rides:
    """The rides that leave and come within some minutes of a day, those of the days before and after included.

    Minutes count from noon minus twelve hours of that day; a service of the day before counts from its own noon, so
    that a night when the clock changes is as long as it is.
    """
    one, parts = _single_rides(timetable), []
    by_trip = np.repeat(np.arange(timetable.trips), np.maximum(np.diff(timetable.trip_start) - 1, 0))
    for number, ahead in enumerate((-1, 0, 1)):
        other = Day.fromordinal(day.toordinal() + ahead)
        shift = {-1: -noon_gap(day), 0: 0, 1: noon_gap(other)}[ahead]
        runs = timetable.services_on(other)[timetable.trip_service][by_trip] if timetable.trips else by_trip > 0
        leaves, comes = timetable.depart[one] + shift, timetable.arrive[one + 1] + shift
        chosen = np.flatnonzero(runs & (leaves >= since) & (comes <= until))
        parts.append((number, chosen, leaves[chosen], comes[chosen]))
    number_of = np.concatenate([np.full(len(chosen), number) for number, chosen, _, _ in parts])
    chosen = np.concatenate([chosen for _, chosen, _, _ in parts]).astype(np.int64)
    leaves = np.concatenate([leaves for _, _, leaves, _ in parts]).astype(np.int32)
    comes = np.concatenate([comes for _, _, _, comes in parts]).astype(np.int32)
    row, trip = one[chosen], by_trip[chosen] + number_of * timetable.trips
    order = np.lexsort((row, trip, leaves))
    row = row[order]
    names, numbers = np.unique(trip[order], return_inverse=True)
    return Rides(
        trip=numbers.astype(np.int32),
        start=timetable.at_stop[row],
        end=timetable.at_stop[row + 1],
        leaves=leaves[order],
        comes=comes[order],
        may_board=timetable.may_board[row],
        may_alight=timetable.may_alight[row + 1],
        row=row.astype(np.int32),
        trips=len(names),
        changes=changes,
    )


def _single_rides(timetable: Timetable) -> Ints:
    """Rows of the stop times that a ride starts at: all but the last of each trip."""
    rows = np.arange(len(timetable.at_stop), dtype=np.int64)
    last = np.zeros(len(rows), dtype=bool)
    last[timetable.trip_start[1:] - 1] = True
    return rows[~last]


@dataclass
class Reached:
    """What one scan from one place found, by stop."""

    comes: list[int]
    """The first minute that a vehicle sets down there; NEVER where none does."""
    came_by: list[tuple[int, int]]
    """(the ride that was boarded, the ride that was left); (-1, -1) where none came."""
    ready: list[int]
    """The first minute to board from there."""
    ready_from: list[int]
    """The stop that the change began at; -1 from the place itself."""


def scan_one(rides: Rides, first: Sequence[Leg], *, at: int, until: int) -> Reached:
    """From one place at a minute to every stop. `first`: the stops it is near, with minutes on foot."""
    stops = len(rides.changes.start) - 1
    ways, rows = rides.changes.lists, rides.rows
    comes, ready, boarded = [NEVER] * stops, [NEVER] * stops, [-1] * rides.trips
    came_by, ready_from = [(-1, -1)] * stops, [-1] * stops
    for stop, minutes in first:
        ready[stop] = min(ready[stop], at + minutes)
    begin, end = bisect_left(rides.leaving, at), bisect_right(rides.leaving, until)
    for number in range(begin, end):
        trip, start, stop, leaves, minute, may_board, may_alight = rows[number]
        if boarded[trip] < 0:
            if not may_board or ready[start] > leaves:
                continue
            boarded[trip] = number
        if may_alight and minute < comes[stop]:
            comes[stop] = minute
            came_by[stop] = (boarded[trip], number)
            for other, walk in ways[stop]:
                if minute + walk < ready[other]:
                    ready[other] = minute + walk
                    ready_from[other] = stop
    return Reached(comes, came_by, ready, ready_from)

"""Every call at once: one sweep through a day's rides, a column for each home.

The same connection scan with its question turned round. Going through the minutes of a day, each stop keeps for every
home the latest minute at which one can have left there and be at the stop by now. At a place of work the same number,
read at the minute of a call, is the latest departure that is there in time; and the minute at which it last rose is
when whoever leaves then arrives. So one sweep answers all calls of a day, to the minute, whatever their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.travel.scan import Rides
from matcher.travel.walks import Leg

FAR = -16_000
"""A minute long before every other: nobody can be here yet."""
Row = NDArray[np.int16]
Moment = tuple[int, int]
"""(place of work, minute) of the rides that are swept."""
Waiting = dict[int, dict[int, Row]]
"""By minute, then by stop or place: what comes into force then."""


@dataclass(frozen=True)
class Swept:
    """(moments, homes) each: the latest minute to leave home, and when one arrives then; FAR where there is no way."""

    leaves: NDArray[np.int16]
    comes: NDArray[np.int16]


class Sweep:
    """One day's rides with the homes and the places of work they are swept for."""

    def __init__(self, rides: Rides, homes: Sequence[Sequence[Leg]], works: Sequence[Sequence[Leg]]) -> None:
        stops = len(rides.changes.start) - 1
        self.rides, self.ways = rides, rides.changes.lists
        self.works_near: list[list[Leg]] = [[] for _ in range(stops)]
        for work, legs in enumerate(works):
            for stop, minutes in legs:
                self.works_near[stop].append((work, minutes))
        near: dict[int, list[Leg]] = defaultdict(list)
        for home, legs in enumerate(homes):
            for stop, minutes in legs:
                near[stop].append((home, minutes))
        self.near = {stop: _split(legs) for stop, legs in near.items()}
        self.nobody = np.full(len(homes), FAR, dtype=np.int16)
        self.ready: dict[int, Row] = {}
        self.down: dict[int, Row] = {}
        self.riding: dict[int, Row] = {}
        self.best = np.full((len(works), len(homes)), FAR, dtype=np.int16)
        self.rose = np.full((len(works), len(homes)), FAR, dtype=np.int16)
        self.readies: Waiting = defaultdict(dict)
        self.downs: Waiting = defaultdict(dict)
        self.arrivals: Waiting = defaultdict(dict)

    def run(self, moments: Sequence[Moment], *, longest: int) -> Swept:
        """What holds at each moment, of those who leave at most `longest` minutes before the first of them."""
        leaves = np.full((len(moments), self.best.shape[1]), FAR, dtype=np.int16)
        comes = leaves.copy()
        asked: dict[int, list[int]] = defaultdict(list)
        for place, (_, minute) in enumerate(moments):
            asked[minute].append(place)
        first, last = min(asked) - longest, max(asked)
        at = int(np.searchsorted(self.rides.leaves, first, side="left"))
        rows, count = self.rides.rows, len(self.rides)
        for minute in range(first, last + 1):
            for stop, row in self.readies.pop(minute, {}).items():
                self.ready[stop] = np.maximum(self.ready[stop], row) if stop in self.ready else row
            while at < count and rows[at][3] == minute:
                self._ride(rows[at])
                at += 1
            for stop, row in self.downs.pop(minute, {}).items():
                self._set_down(stop, row, minute)
            for work, row in self.arrivals.pop(minute, {}).items():
                rose = row > self.best[work]
                self.rose[work][rose] = minute
                np.maximum(self.best[work], row, out=self.best[work])
            for place in asked.get(minute, ()):
                work = moments[place][0]
                leaves[place], comes[place] = self.best[work], self.rose[work]
        return Swept(leaves, comes)

    def _ride(self, ride: tuple[int, int, int, int, int, bool, bool]) -> None:
        """Board at its first stop who is there; set down at its second, in its minute, whoever is on the trip."""
        trip, start, stop, leaves, minute, may_board, may_alight = ride
        on = self.riding.get(trip)
        if may_board:
            near, ready = self.near.get(start), self.ready.get(start)
            if near is not None:
                there = (self.nobody if ready is None else ready).copy()
                there[near[0]] = np.maximum(there[near[0]], leaves - near[1])
                on = there if on is None else np.maximum(on, there)
            elif ready is not None:
                on = ready if on is None else np.maximum(on, ready)
            if on is not None:
                self.riding[trip] = on
        if on is not None and may_alight:
            _merge(self.downs[minute], stop, on)

    def _set_down(self, stop: int, row: Row, minute: int) -> None:
        """Who is set down later than ever may change from here, and may have arrived."""
        before = self.down.get(stop, self.nobody)
        if not np.count_nonzero(row > before):
            return
        self.down[stop] = np.maximum(before, row)
        for other, walk in self.ways[stop]:
            _merge(self.readies[minute + walk], other, row)
        for work, walk in self.works_near[stop]:
            _merge(self.arrivals[minute + walk], work, row)


def _split(legs: Sequence[Leg]) -> tuple[NDArray[np.intp], Row]:
    """(which, their minutes) of some legs."""
    return np.array([one for one, _ in legs], dtype=np.intp), np.array([minutes for _, minutes in legs], dtype=np.int16)


def _merge(waiting: dict[int, Row], key: int, row: Row) -> None:
    """Add a row to what waits under a key. Rows are shared, so none is ever written to."""
    other = waiting.get(key)
    waiting[key] = row if other is None else np.maximum(other, row)

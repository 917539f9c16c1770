"""Journeys found the slow way: Dijkstra over events in absolute time, one departure after the other.

Shares nothing with the program but the declared figures: it walks the stop times of every trip of every day as they
are written, in minutes of universal time by the system's own rules for London, and knows no rides, windows or turning.
"""

from __future__ import annotations

import datetime as dt
import heapq
import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from matcher.library.travelling import Travel

LONDON = ZoneInfo("Europe/London")
Point = tuple[int, int]


@dataclass(frozen=True)
class Stopping:
    """One line of a trip: where, and seconds from noon minus twelve hours."""

    stop: str
    arrive: int
    depart: int
    board: bool = True
    alight: bool = True


@dataclass(frozen=True)
class Feed:
    """A timetable as it is written."""

    stops: Mapping[str, Point]
    trips: Sequence[tuple[frozenset[dt.date], Sequence[Stopping]]]
    """(the days it runs, where it stops)."""
    changes: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    """Minutes that the timetable states; None where nobody can change."""


@dataclass(frozen=True)
class Journey:
    """Minutes of universal time."""

    leaves: int
    comes: int


class Brute:
    """A feed on a map, to be asked for one journey at a time."""

    def __init__(self, feed: Feed, travel: Travel, days: Sequence[dt.date]) -> None:
        self.feed, self.travel = feed, travel
        self.rules = travel.public_transport
        self.longest = int(self.rules.wait_most_minutes.value)
        self.trips = [
            [(s.stop, start + -(-s.arrive // 60), start + s.depart // 60, s.board, s.alight) for s in stopping]
            for runs, stopping in feed.trips
            for day in days
            if day in runs
            for start in [noon(day) - 720]
        ]
        self.calls: dict[str, list[tuple[int, int, int]]] = {}
        for number, trip in enumerate(self.trips):
            for place, (stop, _, depart, board, _) in enumerate(trip):
                if board:
                    self.calls.setdefault(stop, []).append((depart, number, place))
        for one in self.calls.values():
            one.sort()
        self.ways = {stop: list(self._ways(stop)) for stop in feed.stops}

    def walk(self, a: Point, b: Point) -> int:
        walk = self.travel.modes[0]
        metres = math.isqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)
        return math.ceil(metres * walk.detour.thousandths * 60 / (walk.speed_km_h.thousandths * 1000))

    def _ways(self, stop: str) -> Iterator[tuple[str, int]]:
        here = self.feed.stops[stop]
        for other, there in self.feed.stops.items():
            near = math.dist(here, there) // 1 <= self.rules.change_walk_most_metres.value
            minutes = int(self.rules.change_minutes.value) + (0 if other == stop else self.walk(here, there))
            said = self.feed.changes.get((stop, other), minutes if near or other == stop else None)
            if said is not None:
                yield other, max(1, said)

    def near(self, point: Point) -> dict[str, int]:
        most = self.rules.walk_most_metres.value
        return {
            stop: self.walk(point, there)
            for stop, there in self.feed.stops.items()
            if math.dist(point, there) // 1 <= most
        }

    def earliest(self, start: Point, end: Point, leaves: int) -> int | None:
        """When someone who leaves at a minute is there by public transport at the earliest."""
        last = self.near(end)
        best: int | None = None
        ready: dict[str, int] = {}
        queue = [(leaves + walk, 0, stop) for stop, walk in self.near(start).items()]
        heapq.heapify(queue)
        down: dict[str, int] = {}
        while queue and (best is None or queue[0][0] < best):
            minute, kind, stop = heapq.heappop(queue)
            if kind == 0 and minute < ready.get(stop, minute + 1):
                ready[stop] = minute
                calls = self.calls.get(stop, [])
                for depart, number, place in calls[bisect_left(calls, (minute,)) :]:
                    if depart > leaves + self.longest or (best is not None and depart >= best):
                        break
                    for other, arrive, _, _, alight in self.trips[number][place + 1 :]:
                        if alight and arrive < down.get(other, arrive + 1):
                            heapq.heappush(queue, (arrive, 1, other))
            elif kind == 1 and minute < down.get(stop, minute + 1):
                down[stop] = minute
                if stop in last and (best is None or minute + last[stop] < best):
                    best = minute + last[stop]
                for other, walk in self.ways[stop]:
                    heapq.heappush(queue, (minute + walk, 0, other))
        return best

    def there(self, home: Point, work: Point, by: int) -> Journey | None:
        """The latest departure that is there by a minute, and its earliest arrival."""
        near = self.near(home)
        times = {depart - walk for stop, walk in near.items() for depart, _, _ in self.calls.get(stop, ())}
        for leaves in sorted((one for one in times if by - self.longest <= one <= by), reverse=True):
            comes = self.earliest(home, work, leaves)
            if comes is not None and comes <= by:
                return Journey(leaves, comes)
        return None

    def back(self, home: Point, work: Point, after: int) -> Journey | None:
        """The earliest to be home, leaving after a minute, and the latest departure that still makes it."""
        comes = self.earliest(work, home, after)
        if comes is None or comes > after + self.longest:
            return None
        near = self.near(work)
        times = {depart - walk for stop, walk in near.items() for depart, _, _ in self.calls.get(stop, ())}
        tried = sorted((one for one in times if after <= one < comes), reverse=True)
        return Journey(next(one for one in tried if self.earliest(work, home, one) == comes), comes)


def noon(day: dt.date) -> int:
    """Noon in London, in minutes of universal time."""
    return int(dt.datetime.combine(day, dt.time(12), LONDON).timestamp()) // 60


def clock(day: dt.date, minute: int) -> int:
    """A minute by the clock in London, in minutes of universal time; the second of an hour that comes twice."""
    ahead, minute = divmod(minute, 1440)
    when = dt.datetime.combine(day + dt.timedelta(days=ahead), dt.time(minute // 60, minute % 60), LONDON)
    return int(when.replace(fold=1).timestamp()) // 60

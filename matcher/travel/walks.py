"""On foot between places and stops: who can reach which stop in how many minutes, and which changes can be made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Ints, Small
from matcher.library.travelling import Travel
from matcher.records.words import Mode
from matcher.travel.timetable import NO_CHANGE, Timetable

Leg = tuple[int, int]
"""(a stop, minutes on foot)."""
Point = tuple[int, int]


def walk_minutes(metres: Ints, travel: Travel) -> Ints:
    """Whole minutes on foot, rounded up, for metres as the crow flies: the same sum as the estimate's."""
    walk = travel.mode(Mode.WALK)
    way = metres * walk.detour.thousandths * 60
    return int(walk.fixed_minutes.value) - (-way // (walk.speed_km_h.thousandths * 1000))


def crow_metres(start: NDArray[np.integer], end: NDArray[np.integer]) -> Ints:
    """Whole metres, rounded down, between points in the last axis."""
    squares = ((start.astype(np.int64) - end.astype(np.int64)) ** 2).sum(axis=-1)
    metres: Ints = np.floor(np.sqrt(squares.astype(np.float64))).astype(np.int64)
    return metres


class Cells:
    """Stops by squares of the map, so that only those near a point are measured."""

    def __init__(self, points: NDArray[np.int64], size: int) -> None:
        self.points, self.size = points, max(1, size)
        self.by_cell: dict[tuple[int, int], list[int]] = {}
        for stop, (east, north) in enumerate((points // self.size).tolist()):
            self.by_cell.setdefault((east, north), []).append(stop)

    def near(self, point: Point) -> tuple[Small, Ints]:
        """(stops within the size, their metres), in order of stops."""
        east, north = point[0] // self.size, point[1] // self.size
        found = [
            stop for e in (east - 1, east, east + 1) for n in (north - 1, north, north + 1)
            for stop in self.by_cell.get((e, n), ())
        ]  # fmt: skip
        stops = np.array(sorted(found), dtype=np.int32)
        metres = crow_metres(self.points[stops], np.array([point], dtype=np.int64))
        close = metres <= self.size
        return stops[close], metres[close]


@dataclass(frozen=True)
class Changes:
    """Where to go from each stop, in how many minutes: rows of `to` and `minutes` from `start[stop]` on."""

    start: Small
    to: Small
    minutes: Small

    @cached_property
    def lists(self) -> list[list[Leg]]:
        """The same by stop, for going through one at a time."""
        ends, minutes = self.to.tolist(), self.minutes.tolist()
        bounds = self.start.tolist()
        return [
            list(zip(ends[a:b], minutes[a:b], strict=True)) for a, b in pairwise(bounds)
        ]  # fmt: skip

    def turned(self) -> Changes:
        """The same ways the other way round: to each stop, from where."""
        stops = len(self.start) - 1
        start = np.repeat(np.arange(stops, dtype=np.int32), np.diff(self.start))
        return _changes(self.to, start, self.minutes, stops=stops)


def _changes(start: Small, to: Small, minutes: Small, *, stops: int) -> Changes:
    order = np.lexsort((to, start))
    counts = np.bincount(start, minlength=stops)
    bounds = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return Changes(bounds, to[order].astype(np.int32), minutes[order].astype(np.int32))


def changes_of(timetable: Timetable, travel: Travel) -> Changes:
    """Every change that can be made: on the spot, on foot to a stop close by, or as the timetable itself says.

    On the spot a change takes the declared minutes; to another stop the walk besides. What the timetable says of a
    pair of stops stands instead, but never less than a minute.
    """
    rules = travel.public_transport
    points = np.stack([timetable.stop_east, timetable.stop_north], axis=1).astype(np.int64)
    cells = Cells(points, int(rules.change_walk_most_metres.value))
    least = int(rules.change_minutes.value)
    found: dict[tuple[int, int], int] = {}
    for stop, point in enumerate(points.tolist()):
        others, metres = cells.near((point[0], point[1]))
        minutes = (walk_minutes(metres, travel) + least).tolist()
        found.update(zip(((stop, other) for other in others.tolist()), minutes, strict=True))
        found[stop, stop] = least
    for a, b, minutes_said in zip(
        timetable.transfer_from.tolist(), timetable.transfer_to.tolist(), timetable.transfer_minutes.tolist(),
        strict=True,
    ):  # fmt: skip
        if minutes_said == NO_CHANGE:
            found.pop((a, b), None)
        else:
            found[a, b] = max(1, minutes_said)
    pairs = np.array([*found], dtype=np.int32).reshape(-1, 2)
    took = np.array([*found.values()], dtype=np.int32)
    return _changes(pairs[:, 0], pairs[:, 1], took, stops=timetable.stops)


def stops_near(timetable: Timetable, points: Mapping[str, Point], *, travel: Travel) -> dict[str, list[Leg]]:
    """For each named point, the stops that may be walked to and the minutes it takes; none for a point far from all."""
    where = np.stack([timetable.stop_east, timetable.stop_north], axis=1).astype(np.int64)
    cells = Cells(where, int(travel.public_transport.walk_most_metres.value))
    legs: dict[str, list[Leg]] = {}
    for name, point in points.items():
        stops, metres = cells.near(point)
        legs[name] = list(zip(stops.tolist(), walk_minutes(metres, travel).tolist(), strict=True))
    return legs


def networks(timetable: Timetable, changes: Changes) -> Small:
    """(stops,) a number that two stops share where lines and changes join them in any way."""
    parent = list(range(timetable.stops))

    def top(stop: int) -> int:
        while parent[stop] != stop:
            parent[stop] = parent[parent[stop]]
            stop = parent[stop]
        return stop

    trip_of = np.repeat(np.arange(timetable.trips), np.diff(timetable.trip_start))
    same = trip_of[1:] == trip_of[:-1] if len(trip_of) else np.zeros(0, dtype=bool)
    rides = np.stack([timetable.at_stop[:-1][same], timetable.at_stop[1:][same]], axis=1) if same.size else None
    pairs: list[Sequence[int]] = [] if rides is None else np.unique(rides, axis=0).tolist()
    pairs += [[stop, other] for stop, ends in enumerate(changes.lists) for other, _ in ends]
    for a, b in pairs:
        one, other = top(a), top(b)
        parent[max(one, other)] = min(one, other)
    return np.array([top(stop) for stop in range(timetable.stops)], dtype=np.int32)

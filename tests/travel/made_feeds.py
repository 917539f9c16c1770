"""Small made-up timetables, written as GTFS would write them and as the program keeps them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence

import numpy as np

from matcher.travel.timetable import NO_CHANGE, Timetable
from tests.travel.brute import Feed, Point, Stopping


def timetable_from(feed: Feed, *, first: dt.date, days: int, whole: bool = True) -> Timetable:
    """The same feed as arrays, made without the importer."""
    stops = list(feed.stops)
    number = {stop: place for place, stop in enumerate(stops)}
    lines = [line for _, trip in feed.trips for line in trip]
    runs = [[first + dt.timedelta(days=n) in on for n in range(days)] for on, _ in feed.trips]
    changes = list(feed.changes.items())

    def small(values: Sequence[int]) -> np.ndarray:
        return np.array(values, dtype=np.int32)

    return Timetable(
        stop_names=tuple(f"Stop {one}" for one in stops),
        stop_zones=tuple("" for _ in stops),
        stop_east=small([feed.stops[one][0] for one in stops]),
        stop_north=small([feed.stops[one][1] for one in stops]),
        route_names=tuple(f"Line {n}" for n in range(len(feed.trips))),
        trip_route=small(range(len(feed.trips))),
        trip_service=small(range(len(feed.trips))),
        trip_start=small([0, *np.cumsum([len(trip) for _, trip in feed.trips]).tolist()]),
        at_stop=small([number[line.stop] for line in lines]),
        arrive=small([-(-line.arrive // 60) for line in lines]),
        depart=small([line.depart // 60 for line in lines]),
        may_board=np.array([line.board for line in lines], dtype=bool),
        may_alight=np.array([line.alight for line in lines], dtype=bool),
        first_day=first.toordinal(),
        runs=np.array(runs, dtype=bool).reshape(len(feed.trips), days),
        transfer_from=small([number[a] for (a, _), _ in changes]),
        transfer_to=small([number[b] for (_, b), _ in changes]),
        transfer_minutes=small([NO_CHANGE if said is None else said for _, said in changes]),
        fare_route=small([]),
        fare_from=(),
        fare_to=(),
        fare_pence=small([]),
        source="Made-up buses",
        whole=whole,
    )


SIDE = 9_000
"""Metres of the square that small feeds lie in: too far to walk across."""
BUSY = (5 * 60, 8 * 60, 17 * 60, 22 * 60, 25 * 60)
"""Minutes of the day around which small feeds have their trips."""


def random_feed(chance: random.Random, *, first: dt.date, days: int, near: Mapping[str, Point]) -> Feed:
    """A few lines that run a few times around busy minutes, on some days; their stops in reach of the places or not."""
    spots = [*near.values(), *((chance.randrange(SIDE), chance.randrange(SIDE)) for _ in range(3))]
    stops = {
        f"s{n}": (east + chance.randrange(-500, 500), north + chance.randrange(-500, 500))
        for n, (east, north) in enumerate(spot for spot in spots for _ in range(chance.choice((1, 1, 2))))
    }
    every = [first + dt.timedelta(days=n) for n in range(days)]
    trips = []
    for _ in range(chance.choice((2, 8, 14))):
        called = [chance.choice(list(stops)) for _ in range(chance.randrange(3, 8))]
        on = chance.choice([range(7), range(7), range(5), (5,), (6,), (0, 2)])
        runs = frozenset(day for day in every if day.weekday() in on)
        begin = chance.choice(BUSY) + chance.randrange(-90, 90)
        trips += [
            (runs, _times(chance, called, (begin + again * chance.choice((7, 20, 45))) * 60))
            for again in range(chance.randrange(1, 9))
        ]
    changes = {
        (chance.choice(list(stops)), chance.choice(list(stops))): chance.choice((None, 0, 2, 15))
        for _ in range(chance.randrange(3))
    }
    return Feed(stops, trips, changes)


def _times(chance: random.Random, called: Sequence[str], second: int) -> tuple[Stopping, ...]:
    lines = []
    for stop in called:
        arrive = second
        second = arrive + chance.choice((0, 0, 45, 180))
        lines.append(Stopping(stop, arrive, second, chance.random() < 0.9, chance.random() < 0.9))
        second += chance.choice((0, 30, 240, 420, 700))
    return tuple(lines)

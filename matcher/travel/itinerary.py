"""The steps of one journey whose minutes the sweep found: which stops, which rides, and what they cost.

Whoever leaves as late as the sweep says, and goes on as soon as can be, arrives when it says. So one plain scan from
that minute, keeping where it came from, gives the steps; it finds nothing that would decide anything again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from matcher.base.ids import SectorCode
from matcher.travel.scan import Reached, Rides, scan_one
from matcher.travel.timetable import Timetable
from matcher.travel.transit import NO_WAY, NOT_SAID, Call
from matcher.travel.transport import PublicTransport, normal
from matcher.travel.week import clock_minute


class Ride(NamedTuple):
    """From getting on to getting off; minutes by the clock of the call's day, names as the timetable has them."""

    route: str
    start: str
    leaves: int
    end: str
    comes: int
    walked: bool
    """Whether one gets on at another stop than where the ride before was left."""
    pence: int | None
    """A single fare; None where the timetable gives none, or more than one."""


@dataclass(frozen=True)
class Way:
    """One journey. Minutes by the clock of the call's day: below 0 on the day before, past 1440 on the day after."""

    leaves: int
    comes: int
    rides: tuple[Ride, ...] = ()
    """None where the whole way is on foot."""
    first_walk: int = 0
    last_walk: int = 0
    """Minutes on foot before the first ride and after the last."""

    @property
    def pence(self) -> int | None:
        """What the rides cost one by one; None where one of them is not known, or nothing is ridden."""
        known = [one.pence for one in self.rides if one.pence is not None]
        return sum(known) if self.rides and len(known) == len(self.rides) else None


def find_way(
    transport: PublicTransport, home: SectorCode, call: Call, *, away: int, door: int, back: bool
) -> Way | None:
    """The steps of the journey that takes these minutes; None where no way in the timetable does.

    `away` and `door` as the tables have them: from leaving home to the call (or from it to being home), and from
    door to door.
    """
    if away in (NOT_SAID, NO_WAY):
        return None
    call = normal(call)
    start, end = (call.sector, home) if back else (home, call.sector)
    day = transport.usual_day(call, back=back)
    minute = transport.at(day, call.minute)
    leaves = minute + away - door if back else minute - away
    on_foot = int(transport.on_foot([home], [call.sector])[0, 0])
    if away == door == on_foot and transport.travel.never_slower_than_walking:
        return _by_clock(Way(leaves, leaves + door), transport, day)
    rides = transport.rides(day)
    found = scan_one(rides, transport.legs(start), at=leaves, until=leaves + door)
    last = min(((found.comes[stop] + walk, walk, stop) for stop, walk in transport.legs(end)), default=None)
    if last is None or last[0] != leaves + door:
        return None
    taken = list(_taken(rides, found, last[2]))[::-1]
    first_walk = dict(transport.legs(start))[int(rides.start[taken[0][0]])]
    steps = tuple(_ride(transport.timetable, rides, *one) for one in taken)
    return _by_clock(Way(leaves, leaves + door, steps, first_walk, last[1]), transport, day)


def _taken(rides: Rides, found: Reached, stop: int) -> Iterator[tuple[int, int, int]]:
    """(the ride boarded, the ride left, the stop that was come from, or -1), the last first.

    Every change takes at least a minute, so going back never comes round to the same stop.
    """
    while stop >= 0:
        boarded, left = found.came_by[stop]
        stop = found.ready_from[int(rides.start[boarded])]
        yield boarded, left, stop


def _ride(timetable: Timetable, rides: Rides, boarded: int, left: int, before: int) -> Ride:
    start, end = int(rides.start[boarded]), int(rides.end[left])
    trip = int(np.searchsorted(timetable.trip_start, rides.row[boarded], side="right")) - 1
    route = int(timetable.trip_route[trip])
    return Ride(
        route=timetable.route_names[route],
        start=timetable.stop_names[start],
        leaves=int(rides.leaves[boarded]),
        end=timetable.stop_names[end],
        comes=int(rides.comes[left]),
        walked=before not in (-1, start),
        pence=fare(timetable, route, start, end),
    )


def fare(timetable: Timetable, route: int, start: int, end: int) -> int | None:
    """Pence for one ride by the fare that says most of it; None where there is none, or two that differ."""
    zones = timetable.stop_zones[start], timetable.stop_zones[end]
    found: dict[int, set[int]] = {}
    for of, one, other, pence in zip(
        timetable.fare_route.tolist(), timetable.fare_from, timetable.fare_to, timetable.fare_pence.tolist(),
        strict=True,
    ):  # fmt: skip
        if of in (-1, route) and one in ("", zones[0]) and other in ("", zones[1]):
            found.setdefault((of >= 0) + bool(one) + bool(other), set()).add(pence)
    best = found[max(found)] if found else set()
    return best.pop() if len(best) == 1 else None


def _by_clock(way: Way, transport: PublicTransport, day: int) -> Way:
    """The same with minutes by the clock, which differ in a night when it changes."""
    date = transport.week.day(day)
    rides = tuple(
        one._replace(leaves=clock_minute(date, one.leaves), comes=clock_minute(date, one.comes)) for one in way.rides
    )
    return Way(
        clock_minute(date, way.leaves), clock_minute(date, way.comes), rides, way.first_walk, way.last_walk
    )  # fmt: skip

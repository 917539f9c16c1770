"""The steps of a journey take the minutes that decided, and each is in the feed as it was written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.base.ids import SectorCode
from matcher.travel.itinerary import fare, find_way
from matcher.travel.transit import NO_WAY as NO_WAY_AT_ALL
from matcher.travel.transit import NOT_SAID, Call
from matcher.travel.transport import NO_WAY, normal
from matcher.travel.week import clock_minute, service_minute
from tests.travel.brute import Brute, Feed
from tests.travel.made_feeds import timetable_from
from tests.travel.test_search import CALLS, DAYS, FIRST, HOMES, LIBRARY, MONDAY, PLACES, WEEK, a_feed, transport


def check_ride(feed: Feed, ride, day: dt.date) -> None:
    """The ride is one of the feed's: its trip runs that day or the one before or after, at these minutes."""
    runs, lines = feed.trips[int(ride.route.removeprefix("Line "))]
    for ahead in (-1, 0, 1):
        if day + dt.timedelta(days=ahead) not in runs:
            continue
        on = [place for place, line in enumerate(lines) if line.board and f"Stop {line.stop}" == ride.start
              and line.depart // 60 + ahead * 1440 == ride.leaves]  # fmt: skip
        off = [place for place, line in enumerate(lines) if line.alight and f"Stop {line.stop}" == ride.end
               and -(-line.arrive // 60) + ahead * 1440 == ride.comes]  # fmt: skip
        if on and off and min(on) < max(off):
            return
    raise AssertionError(f"{ride} is not in the feed")


def check_way(feed: Feed, brute: Brute, way, home: str, call, *, away: int, door: int, back: bool) -> None:
    call, minute = normal(call), normal(call).minute
    assert way.comes - way.leaves == door
    assert (way.comes - minute if back else minute - way.leaves) == away
    start, end = (call.sector, home) if back else (home, call.sector)
    if not way.rides:
        return
    first, last = way.rides[0], way.rides[-1]
    assert way.leaves + way.first_walk == first.leaves  # who leaves as late as can be waits at no stop
    assert last.comes + way.last_walk == way.comes
    assert brute.near(PLACES[start])[first.start.removeprefix("Stop ")] == way.first_walk
    assert brute.near(PLACES[end])[last.end.removeprefix("Stop ")] == way.last_walk
    for ride in way.rides:
        check_ride(feed, ride, MONDAY + dt.timedelta(days=call.day))
    for one, other in zip(way.rides, way.rides[1:], strict=False):
        a, b = one.end.removeprefix("Stop "), other.start.removeprefix("Stop ")
        assert one.comes + dict(brute.ways[a])[b] <= other.leaves
        assert other.walked == (a != b)


@settings(max_examples=60, deadline=None)
@given(number=st.integers(0, 10**9), calls=st.lists(CALLS, min_size=1, max_size=3))
def test_the_steps_take_the_minutes_that_decided(number, calls):
    feed = a_feed(number)
    brute, search = Brute(feed, LIBRARY.travel, WEEK), transport(feed)
    for back in (False, True):
        trips = (search.back if back else search.there)(sorted(HOMES), calls)
        for row, home in enumerate(sorted(HOMES)):
            for column, call in enumerate(calls):
                away, door = int(trips.away[row, column]), int(trips.travelling[row, column])
                if away == NO_WAY:
                    continue
                way = find_way(search, SectorCode(home), call, away=away, door=door, back=back)
                assert way is not None, (home, call, back)
                check_way(feed, brute, way, home, call, away=away, door=door, back=back)


def test_minutes_that_no_way_takes_have_no_steps():
    search = transport(a_feed(4))
    moment = Call(SectorCode("ZZ2 1"), 0, 600)
    for away in (NOT_SAID, NO_WAY_AT_ALL, 3):
        assert find_way(search, SectorCode("ZZ1 1"), moment, away=away, door=3, back=False) is None


@given(st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31)), st.integers(180, 1439))
def test_the_clock_is_told_as_it_was_asked(day, minute):
    assert clock_minute(day, service_minute(day, minute)) == minute


def test_a_fare_is_told_where_one_and_only_one_holds():
    made = timetable_from(a_feed(1), first=FIRST, days=DAYS)
    zones = ("A", "B", *("" for _ in range(made.stops - 2)))

    def with_fares(*rows):
        of, start, end, pence = zip(*rows, strict=True)
        return replace(
            made, stop_zones=zones, fare_route=np.array(of, dtype=np.int32), fare_from=start, fare_to=end,
            fare_pence=np.array(pence, dtype=np.int32),
        )  # fmt: skip

    assert fare(made, 0, 0, 1) is None
    assert fare(with_fares((-1, "", "", 200)), 0, 0, 1) == 200
    assert fare(with_fares((-1, "", "", 200), (0, "A", "B", 240)), 0, 0, 1) == 240
    assert fare(with_fares((-1, "", "", 200), (0, "A", "B", 240)), 0, 1, 0) == 200
    assert fare(with_fares((0, "", "", 200), (0, "", "", 240)), 0, 0, 1) is None

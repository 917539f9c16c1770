"""The sweep finds what a slow search finds: on any small timetable, both ways."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.base.ids import SectorCode
from matcher.library.load import load_library
from matcher.travel.kept import kept_of
from matcher.travel.transit import Call
from matcher.travel.transport import NO_WAY, PublicTransport
from tests.travel.brute import Brute, Feed, Journey, Stopping, clock
from tests.travel.made_feeds import BUSY, random_feed, timetable_from

LIBRARY = load_library()
MONDAY = dt.date(2026, 11, 23)
FIRST = dt.date(2026, 11, 16)
DAYS = 21
WEEK = [MONDAY + dt.timedelta(days=n) for n in range(-1, 8)]
HOMES = {"ZZ1 1": (0, 0), "ZZ1 2": (6_900, 300), "ZZ1 3": (8_000, 8_000)}
WORKS = {"ZZ2 1": (7_000, 900), "ZZ2 2": (1_000, 8_000), "ZZ1 1": (0, 0)}
PLACES = {**HOMES, **WORKS}


def a_feed(number: int) -> Feed:
    return random_feed(random.Random(number), first=FIRST, days=DAYS, near=PLACES)


def transport(feed: Feed, on: dt.date = MONDAY) -> PublicTransport:
    made = timetable_from(feed, first=FIRST, days=DAYS)
    return PublicTransport(made, PLACES, travel=LIBRARY.travel, holidays=LIBRARY.bank_holidays, on=on)


def slow(brute: Brute, home: str, call: Call, *, back: bool, monday: dt.date = MONDAY) -> tuple[int, int]:
    """(away, travelling) as the program says them, on foot where that is quicker."""
    minute = clock(monday + dt.timedelta(days=call.day), call.minute)
    find = brute.back if back else brute.there
    journey = find(PLACES[home], PLACES[call.sector], minute)
    same = int(LIBRARY.travel.same_sector_metres.value)
    walk = brute.walk(PLACES[home], PLACES[call.sector]) if home != call.sector else brute.walk((0, 0), (0, same))
    on_foot = Journey(minute, minute + walk) if back else Journey(minute - walk, minute)
    found = [one for one in (journey, on_foot) if one is not None]
    away = min(one.comes - minute if back else minute - one.leaves for one in found)
    if away > brute.longest:
        return NO_WAY, NO_WAY
    quick = [one.comes - one.leaves for one in found if away == (one.comes - minute if back else minute - one.leaves)]
    return away, min(quick)


MINUTES = [one % 1440 + after for one in BUSY for after in (0, 37, 90, 141)]
MINUTE = st.sampled_from(MINUTES) | st.sampled_from(MINUTES) | st.integers(0, 1700)
DAY_OF_WEEK = st.sampled_from([0, 1, 2, 4, 5, 6])
CALLS = st.builds(Call, st.sampled_from(sorted(WORKS)), DAY_OF_WEEK, MINUTE)


@settings(max_examples=80, deadline=None)
@given(number=st.integers(0, 10**9), calls=st.lists(CALLS, min_size=1, max_size=4))
def test_any_journey_is_what_a_slow_search_finds(number, calls):
    feed = a_feed(number)
    brute, search = Brute(feed, LIBRARY.travel, WEEK), transport(feed)
    for back in (False, True):
        trips = (search.back if back else search.there)(sorted(HOMES), calls)
        for row, home in enumerate(sorted(HOMES)):
            for column, call in enumerate(calls):
                away, travelling = slow(brute, home, call, back=back)
                assert trips.away[row, column] == away, (home, call, back)
                assert trips.travelling[row, column] == travelling, (home, call, back)


@pytest.mark.parametrize("monday", [dt.date(2027, 3, 22), dt.date(2027, 10, 25)])
@settings(max_examples=15, deadline=None)
@given(number=st.integers(0, 10**9), minute=st.sampled_from([0, 20, 50, 130, 200, 300, 1_430]), day=st.integers(5, 7))
def test_in_the_night_when_the_clock_changes(monday, number, minute, day):
    """The only week there is has the change in it: its Sunday is the last of March, or of October."""
    near = monday - dt.timedelta(days=1)
    feed = random_feed(random.Random(number), first=near, days=9, near=PLACES)
    brute = Brute(feed, LIBRARY.travel, [near + dt.timedelta(days=n) for n in range(9)])
    made = timetable_from(feed, first=near, days=9)
    search = PublicTransport(made, PLACES, travel=LIBRARY.travel, holidays=LIBRARY.bank_holidays, on=monday)
    call = Call("ZZ2 1", min(day, 6), minute)
    if not search.week.note:
        return  # a feed without any trip
    assert search.week.monday == monday
    for back in (False, True):
        trips = (search.back if back else search.there)(sorted(HOMES), [call])
        for row, home in enumerate(sorted(HOMES)):
            assert trips.away[row, 0] == slow(brute, home, call, back=back, monday=monday)[0]


@settings(max_examples=25, deadline=None)
@given(number=st.integers(0, 10**9), calls=st.lists(CALLS, min_size=1, max_size=5), again=st.lists(CALLS, max_size=3))
def test_what_was_kept_is_what_would_be_found(number, calls, again):
    feed = a_feed(number)
    first = transport(feed)
    first.there(sorted(HOMES), calls)
    kept = kept_of(first.kept.parts())
    second = transport(feed)
    second.kept = kept
    for origins in (sorted(HOMES), ["ZZ1 2"], [*sorted(HOMES), "ZZ2 2"]):
        asked = [*again, *calls]
        one, other = second.there(origins, asked), transport(feed).there(origins, asked)
        assert np.array_equal(one.away, other.away)
        assert np.array_equal(one.travelling, other.travelling)
    assert not (set(first.kept.rows) - set(kept.rows)) or kept.origins != first.kept.origins


def test_two_places_that_no_line_joins_are_not_spoken_of():
    lines = [
        (frozenset([MONDAY]), (Stopping("a", 28_800, 28_800), Stopping("b", 29_400, 29_400))),
        (frozenset([MONDAY]), (Stopping("c", 28_800, 28_800), Stopping("d", 29_400, 29_400))),
    ]
    feed = Feed({"a": (0, 0), "b": (7_000, 900), "c": (1_000, 8_000), "d": (8_000, 8_000)}, lines)
    found = transport(feed).there(
        [SectorCode("ZZ1 1"), SectorCode("ZZ1 3")],
        [Call("ZZ2 1", 0, 600), Call("ZZ2 2", 0, 600), Call("XX1 1", 0, 600)],
    )
    assert found.speaks.tolist() == [[True, False, False], [False, True, False]]
    assert found.away[0].tolist() == [115, 132, NO_WAY]
    assert found.away[1, 2] == NO_WAY

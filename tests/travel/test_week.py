"""A usual week is found, and said to be another where it has to be; the clock is reckoned with."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.library.load import load_library
from matcher.travel.week import noon_gap, service_minute, usual_week
from tests.travel.brute import Feed, Stopping, clock, noon
from tests.travel.made_feeds import timetable_from

HOLIDAYS = load_library().bank_holidays
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))


def made(first: dt.date, days: int):
    every = frozenset(first + dt.timedelta(days=n) for n in range(days))
    trip = (every, (Stopping("a", 0, 0), Stopping("b", 600, 600)))
    return timetable_from(Feed({"a": (0, 0), "b": (9, 9)}, [trip]), first=first, days=days)


@pytest.mark.parametrize(
    ("on", "first", "days", "monday", "says"),
    [
        (dt.date(2026, 11, 16), dt.date(2026, 1, 1), 700, dt.date(2026, 11, 16), ""),
        (dt.date(2026, 11, 17), dt.date(2026, 1, 1), 700, dt.date(2026, 11, 23), ""),
        # 30 November is St Andrew's Day; the week of Christmas and the two after it have bank holidays.
        (dt.date(2026, 11, 28), dt.date(2026, 1, 1), 700, dt.date(2026, 12, 7), ""),
        (dt.date(2026, 12, 21), dt.date(2026, 1, 1), 700, dt.date(2027, 1, 11), ""),
        # The clock changes on 31 October 2027.
        (dt.date(2027, 10, 25), dt.date(2027, 1, 1), 700, dt.date(2027, 11, 1), ""),
        (dt.date(2026, 11, 16), dt.date(2026, 1, 5), 60, dt.date(2026, 2, 23), "a newer timetable is worth importing"),
        (dt.date(2026, 11, 16), dt.date(2026, 12, 22), 9, dt.date(2026, 11, 16), "has no service on any day near"),
        (dt.date(2026, 11, 16), dt.date(2026, 12, 21), 7, dt.date(2026, 12, 21), "is not a usual one"),
        (dt.date(2026, 11, 16), dt.date(2027, 4, 1), 60, dt.date(2027, 4, 5), "a newer timetable is worth importing"),
    ],
)
def test_the_week_that_is_read(on, first, days, monday, says):
    week = usual_week(made(first, days), HOLIDAYS, on=on)
    assert week.monday == monday
    assert says in week.note
    assert bool(says) == bool(week.note)


@given(day=DAYS)
def test_from_noon_to_noon_is_as_the_systems_clock_has_it(day):
    assert noon_gap(day) == noon(day) - noon(day - dt.timedelta(days=1))


@given(day=DAYS, minute=st.integers(0, 1439))
@pytest.mark.parametrize("change", [None, dt.date(2027, 3, 28), dt.date(2027, 10, 31)])
def test_a_minute_by_the_clock_counts_from_noon_minus_twelve_hours(change, day, minute):
    day = change or day
    if noon_gap(day) == 1380 and 60 <= minute < 120:
        return  # an hour that is not there
    assert service_minute(day, minute) == clock(day, minute) - (noon(day) - 720)

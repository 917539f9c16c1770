"""Opening times in iCalendar's words, against a slow look at every day."""

from __future__ import annotations

import calendar
import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.base.weeks import DAY
from matcher.importers.services.schedules import DAYS, sessions_of
from matcher.importers.services.told import Told
from matcher.records.service import open_in_week
from tests.demos import library

DATES = st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31))
CLOCKS = st.integers(0, 95).map(lambda quarter: quarter * 15)


def read(schedule):
    told = Told("here", library().services)
    sessions, words = sessions_of({name: value for name, value in schedule.items() if value is not None}, told)
    return sessions, words, told.problems


def written(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}:00"


@settings(max_examples=150, deadline=None)
@given(
    days=st.lists(st.sampled_from(DAYS), min_size=1, max_size=4, unique=True),
    opens=CLOCKS,
    lasts=st.integers(1, 40),
    every=st.integers(1, 4),
    start=DATES,
    until=st.none() | DATES,
    day=DATES,
)
def test_a_weekly_session_runs_on_the_days_a_calendar_says(days, opens, lasts, every, start, until, day):
    closes = min(opens + lasts * 15, DAY - 1)
    until = None if until is None or until < start else until
    sessions, _, problems = read(
        {
            "freq": "WEEKLY",
            "byday": ",".join(days),
            "interval": str(every),
            "dtstart": start.isoformat(),
            "valid_to": until and until.isoformat(),
            "opens_at": written(opens),
            "closes_at": written(closes),
        }
    )
    assert problems == []
    monday = day - dt.timedelta(days=day.weekday())
    first = start - dt.timedelta(days=start.weekday())
    due = [
        (place * DAY + opens, place * DAY + closes)
        for place in range(7)
        if DAYS[place] in days
        and start <= monday + dt.timedelta(days=place) <= (until or dt.date.max)
        and ((monday - first).days // 7) % every == 0
    ]
    assert list(open_in_week(sessions, day)) == due


@settings(max_examples=100, deadline=None)
@given(
    place=st.sampled_from([1, 2, 3, 4, 5, -1]),
    weekday=st.integers(0, 6),
    year=st.integers(2025, 2028),
    month=st.integers(1, 12),
)
def test_the_second_tuesday_of_the_month(place, weekday, year, month):
    sessions, _, _ = read(
        {"freq": "MONTHLY", "byday": f"{place}{DAYS[weekday]}", "opens_at": "10:00", "closes_at": "11:00"}
    )
    own = [
        day
        for day in calendar.Calendar().itermonthdates(year, month)
        if day.month == month and day.weekday() == weekday
    ]
    due = [own[place - 1 if place > 0 else -1]] if abs(place) <= len(own) else []
    runs = [
        day
        for day in calendar.Calendar().itermonthdates(year, month)
        if day.month == month and sessions[0].runs_on(day)
    ]
    assert runs == due


def test_days_of_the_month():
    sessions, _, problems = read({"freq": "MONTHLY", "bymonthday": "1,15,-1", "opens_at": "9am", "closes_at": "noon"})
    assert (sessions, len(problems)) == ((), 1), "noon is not a time of the standard"
    sessions, _, problems = read({"freq": "MONTHLY", "bymonthday": "1,15,-1", "opens_at": "9am", "closes_at": "12:00"})
    assert problems == []
    runs = [day for day in range(1, 29) if sessions[0].runs_on(dt.date(2027, 2, day))]
    assert runs == [1, 15, 28]


def test_a_night_runs_into_the_next_week():
    sessions, _, _ = read({"byday": "SU", "opens_at": "22:00", "closes_at": "02:00"})
    assert open_in_week(sessions, dt.date(2026, 11, 16)) == ((0, 120), (6 * DAY + 1320, 7 * DAY))


def test_words_are_kept_where_there_are_no_times():
    sessions, words, problems = read({"description": "Most mornings; ring first."})
    assert (sessions, words, problems) == ((), "Most mornings; ring first.", [])

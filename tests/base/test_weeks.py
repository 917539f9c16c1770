"""A week as minutes: set arithmetic, and times as people in the UK write them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.base import weeks
from matcher.base.weeks import DAY, WEEK, NotATime

interval = st.tuples(st.integers(0, WEEK - 1), st.integers(1, WEEK)).map(lambda p: (p[0], p[0] + p[1]))
sets = st.lists(interval, max_size=6)


def minutes_of(spells) -> set[int]:
    """The same set, minute by minute."""
    return {minute % WEEK for start, end in spells for minute in range(start, end)}


@given(sets)
def test_normalising_keeps_every_minute_and_no_other(spells):
    normal = weeks.normalise(spells)
    assert minutes_of(normal) == minutes_of(spells)
    assert all(0 <= start < end <= WEEK for start, end in normal)
    assert all(first[1] < second[0] for first, second in pairwise(normal))


@given(sets, sets)
def test_set_operations_agree_with_minutes(one, other):
    a, b = weeks.normalise(one), weeks.normalise(other)
    assert minutes_of(weeks.subtract(a, b)) == minutes_of(a) - minutes_of(b)
    assert minutes_of(weeks.union(a, b)) == minutes_of(a) | minutes_of(b)
    assert minutes_of(weeks.intersect(a, b)) == minutes_of(a) & minutes_of(b)
    assert weeks.minutes(a) == len(minutes_of(a))


@pytest.mark.parametrize(
    ("text", "minute"),
    [("9:15am", 555), ("14:45", 885), ("2pm", 840), ("12am", 0), ("12pm", 720), ("noon", 720), ("midnight", 0),
     ("12 noon", 720), ("09:30", 570), ("9.30", 570), ("24:00", 1440), ("07:30", 450)],
)  # fmt: skip
def test_times_that_are_beyond_doubt(text, minute):
    assert weeks.parse_clock(text) == minute


@pytest.mark.parametrize("text", ["2:45", "7", "1:30", "25:00", "12:60", "13pm", "0am", "half past two", "", "9:3"])
def test_times_that_are_not(text):
    with pytest.raises(NotATime) as raised:
        weeks.parse_clock(text)
    assert "Write" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "days"),
    [("Mon-Fri", (0, 1, 2, 3, 4)), ("weekdays", (0, 1, 2, 3, 4)), ("Sat, Sun", (5, 6)), ("Fri to Mon", (0, 4, 5, 6)),
     ("Tuesday and Thursday", (1, 3)), ("Mon, Wed & Fri", (0, 2, 4)), ("Tues", (1,)), ("Mondays", (0,)),
     ("every day", tuple(range(7)))],
)  # fmt: skip
def test_days_people_write(text, days):
    assert weeks.parse_days(text) == days


@pytest.mark.parametrize("text", ["", "Funday", "Mon-", "M", "1", "Mon-Wed-Fri"])
def test_days_nobody_can_read(text):
    with pytest.raises(NotATime):
        weeks.parse_days(text)


def test_a_night_shift_ends_on_the_next_day_and_sunday_runs_into_monday():
    assert weeks.spell(2, 22 * 60, 6 * 60) == (2 * DAY + 1320, 3 * DAY + 360)
    assert weeks.normalise([weeks.spell(6, 22 * 60, 6 * 60)]) == ((0, 360), (6 * DAY + 1320, WEEK))


def test_spells_read_aloud():
    week = weeks.normalise(weeks.spell(day, 570, 780) for day in range(5))
    assert weeks.say_spells(week) == "Mon to Fri 9:30am to 1pm"
    assert weeks.say_days([0, 2, 5]) == "Mon, Wed and Sat"
    assert weeks.say_clock(0) == "midnight"
    assert weeks.say_clock(720) == "noon"

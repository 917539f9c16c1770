"""The UK's day, with summer time, without a table of time zones."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.workflows.today import uk_day

UTC = dt.UTC
LONDON = ZoneInfo("Europe/London")


@given(st.integers(0, 40 * 366 * 24 * 60))
def test_it_agrees_with_the_table(minutes):
    moment = dt.datetime(1997, 1, 1, tzinfo=UTC) + dt.timedelta(minutes=minutes)
    assert uk_day(moment) == moment.astimezone(LONDON).date()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-29T00:30", "2026-03-29"),
        ("2026-06-30T23:30", "2026-07-01"),
        ("2026-10-24T23:30", "2026-10-25"),
        ("2026-11-16T23:30", "2026-11-16"),
    ],
)
def test_the_day_turns_an_hour_earlier_in_summer(moment, day):
    assert uk_day(dt.datetime.fromisoformat(moment).replace(tzinfo=UTC)) == dt.date.fromisoformat(day)

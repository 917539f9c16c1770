"""Today in the United Kingdom: the one place that looks at a clock. Below this room, the day is an argument."""

from __future__ import annotations

import datetime as dt

from matcher.base.days import Day


def today() -> Day:
    """The day it is now, as a calendar in the UK has it."""
    return uk_day(now())


def now() -> dt.datetime:
    """The moment it is, in UTC."""
    return dt.datetime.now(dt.UTC)


def uk_day(moment: dt.datetime) -> Day:
    """The UK's day at a moment in UTC. Summer time runs from 1:00 on the last Sunday of March to that of October.

    Worked out here, since not every computer has the table of time zones.
    """
    year = moment.year
    summer = _changes(year, 3) <= moment < _changes(year, 10)
    return (moment + dt.timedelta(hours=1 if summer else 0)).date()


def _changes(year: int, month: int) -> dt.datetime:
    """1:00 UTC on the last Sunday of a month of 31 days."""
    last = dt.datetime(year, month, 31, 1, tzinfo=dt.UTC)
    return last - dt.timedelta(days=(last.weekday() + 1) % 7)

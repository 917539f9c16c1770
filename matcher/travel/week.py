"""Which days of a timetable stand for a usual week, and what the clock does on them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matcher.base.days import Day, say_day
from matcher.library.holidays import BankHolidays
from matcher.travel.timetable import Timetable

DAY = 1440
SOON_WEEKS = 8
"""A later week is as good as the one asked for, where a bank holiday or two lie between."""
FURTHEST_WEEKS = 540
"""How far from the day asked a usual week is looked for: ten years either way."""


@dataclass(frozen=True)
class UsualWeek:
    """Seven days from a Monday on, and what to say where they are not the days that were asked for."""

    monday: Day
    note: str = ""

    def day(self, number: int) -> Day:
        """The date of a day of the week, 0 for Monday."""
        return self.monday + dt.timedelta(days=number)


def usual_week(timetable: Timetable, holidays: BankHolidays, *, on: Day) -> UsualWeek:
    """The first whole week from `on` that the timetable covers, without a bank holiday and a change of the clock.

    Where it covers none, the nearest such week before; where there is none at all, the nearest week that it has any
    service in. The note says so.
    """
    start = on - dt.timedelta(days=on.weekday())
    start = start if start == on else start + dt.timedelta(days=7)
    for plain in (True, False):
        for monday in _outwards(start):
            if _covered(timetable, monday) and (not plain or _usual(monday, holidays)):
                return UsualWeek(monday, _note(timetable, holidays, asked=start, found=monday))
    return UsualWeek(start, f"{timetable.source or 'The timetable'} has no service on any day near {say_day(on)}.")


def _outwards(start: Day) -> Iterator[Day]:
    """Mondays from `start`: those that come soon, then further and further both ways."""
    for weeks in range(SOON_WEEKS):
        yield start + dt.timedelta(days=7 * weeks)
    for weeks in range(1, FURTHEST_WEEKS):
        for ahead in (weeks, -weeks):
            if not 0 < ahead < SOON_WEEKS:
                yield start + dt.timedelta(days=7 * ahead)


def _covered(timetable: Timetable, monday: Day) -> bool:
    """Whether the timetable reaches all seven days and has service on some."""
    first, last = timetable.days
    sunday = monday + dt.timedelta(days=6)
    reached = first <= monday and sunday <= last
    return reached and any(timetable.services_on(monday + dt.timedelta(days=n)).any() for n in range(7))


def _usual(monday: Day, holidays: BankHolidays) -> bool:
    week = [monday + dt.timedelta(days=number) for number in range(7)]
    return not any(day in holidays.all_days or noon_gap(day) != DAY for day in week)


def _note(timetable: Timetable, holidays: BankHolidays, *, asked: Day, found: Day) -> str:
    name = timetable.source or "The timetable"
    if not _usual(found, holidays):
        return f"The week read from {name}, from {say_day(found)}, is not a usual one: it has no other."
    far = abs((found - asked).days) >= 7 * SOON_WEEKS
    if found < asked or far:
        first, last = timetable.days
        return (
            f"{name} holds {say_day(first)} to {say_day(last)}. Journeys are read from its week of {say_day(found)}: "
            "a newer timetable is worth importing."
        )
    return ""


def noon_gap(day: Day) -> int:
    """Minutes from noon of the day before to noon: 1380 where the clock went forward in the night, 1500 back.

    In the United Kingdom that is on the last Sundays of March and October (The Summer Time Order 2002).
    """
    if day.month in (3, 10) and day.weekday() == 6 and day.day + 7 > calendar.monthrange(day.year, day.month)[1]:
        return DAY - 60 if day.month == 3 else DAY + 60
    return DAY


def service_minute(day: Day, minute: int) -> int:
    """A minute by the clock as minutes from noon minus twelve hours of that day, which is how timetables count.

    They differ only before the clock changes at one or two in the morning. On the hour that comes twice, the second.
    """
    gap = noon_gap(day) - DAY
    return minute - gap if minute < 60 else minute


def clock_minute(day: Day, minute: int) -> int:
    """The minute by the clock of one that counts from noon minus twelve hours of that day: `service_minute` undone."""
    gap = noon_gap(day) - DAY
    return minute + gap if minute < 60 + max(0, -gap) else minute


def weekday_services(timetable: Timetable, week: UsualWeek) -> list[bytes]:
    """For Sunday before, the seven days and Monday after: which services run, as bytes to compare."""
    return [np.packbits(timetable.services_on(week.day(number))).tobytes() for number in range(-1, 8)]

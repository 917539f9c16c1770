"""A service in the district that helps with something: what it is, whom it says it is for, when and where it runs.

Organisations only: who works there is nobody's matter. What a directory does not say stays unknown; what it says of
whom a service is for is kept as *stated*, and most of it is never compared with anything we hold of a client.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field, model_validator

from matcher.base.days import Day
from matcher.base.ids import SectorCode, ServiceId
from matcher.base.weeks import DAY, Interval, Intervals, normalise
from matcher.records.shape import Record

AGE_MOST = 120


class ServiceStatus(StrEnum):
    """Whether the directory says that a service runs."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    CLOSED = "closed"


class KindsFrom(StrEnum):
    """Where we have it from what a service helps with, the surest first."""

    STATED = "stated"
    TERMS = "terms"
    NAME = "name"
    DESCRIPTION = "description"


class Stated(Record):
    """Something a service says of whom it is for, in its own words; `to` is the vocabulary's id, None for other words.

    Never decided by us: it is shown, with a question.
    """

    words: str
    to: str | None = None
    in_passing: bool = False
    """Whether its description only mentions them, without saying that it is for them."""


class Area(Record):
    """One area a service says it serves, by name; with the postcode areas, districts or sectors that it names."""

    name: str
    nation: str | None = None
    """The nation that it is, or lies in; None where that is not said."""
    whole_nation: bool = False
    postcodes: tuple[str, ...] = ()


class Session(Record):
    """When a service is open: on one weekday, or on some days of the month. Minutes are of the day; an end past
    midnight counts on."""

    weekday: int | None = Field(default=None, ge=0, le=6)
    opens: int = Field(ge=0, lt=DAY)
    closes: int
    every_weeks: int = Field(default=1, ge=1, le=52)
    weeks_from: Day | None = None
    """A day in a week in which it runs, where it does not run every week."""
    nth: tuple[int, ...] = ()
    """Which of that weekday in the month, 1 to 5, or -1 for the last; empty for all."""
    month_days: tuple[int, ...] = ()
    """Days of the month, where no weekday is given."""
    valid_from: Day | None = None
    valid_to: Day | None = None
    words: str = ""

    @model_validator(mode="after")
    def _can_be(self) -> Session:
        if not self.opens < self.closes <= self.opens + DAY:
            raise ValueError("a session ends after it starts and within a day")
        if (self.weekday is None) == (not self.month_days):
            raise ValueError("a session is on a weekday or on days of the month")
        return self

    def runs_on(self, day: Day) -> bool:
        """Whether it starts on a day of the calendar."""
        if (self.valid_from and day < self.valid_from) or (self.valid_to and day > self.valid_to):
            return False
        if self.weekday is None:
            return day.day in self.month_days or day.day - _days_in_month(day) - 1 in self.month_days
        return day.weekday() == self.weekday and self._in_its_week(day) and self._in_its_place(day)

    def _in_its_week(self, day: Day) -> bool:
        if self.every_weeks == 1 or self.weeks_from is None:
            return True
        return (_monday(day) - _monday(self.weeks_from)).days // 7 % self.every_weeks == 0

    def _in_its_place(self, day: Day) -> bool:
        from_the_end = -((_days_in_month(day) - day.day) // 7 + 1)
        return not self.nth or (day.day - 1) // 7 + 1 in self.nth or from_the_end in self.nth


class ServicePlace(Record):
    """Where a service is given: as it calls it, the postcode sector, metres on the programme's grid or degrees."""

    name: str = ""
    address: str = ""
    sector: SectorCode | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)


class Service(Record):
    """One service. What is None or empty was not said; that is never `no`."""

    id: ServiceId
    name: str
    organisation: str = ""
    description: str = ""
    status: ServiceStatus | None = None
    kinds: tuple[str, ...] = ()
    """Ids of kinds of service in the vocabulary; empty where what it helps with is not known."""
    kinds_from: KindsFrom | None = None
    terms: tuple[str, ...] = ()
    """The directory's own words for what it helps with."""
    age_least: int | None = Field(default=None, ge=0, le=AGE_MOST)
    age_most: int | None = Field(default=None, ge=0, le=AGE_MOST)
    areas: tuple[Area, ...] = ()
    for_whom: tuple[Stated, ...] = ()
    free: bool | None = None
    cost: str = ""
    sessions: tuple[Session, ...] = ()
    times: str = ""
    """Opening times in words that could not be put on days."""
    places: tuple[ServicePlace, ...] = ()
    online: bool | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    languages: tuple[str, ...] = ()
    how_to_refer: str = ""
    opens_on: Day | None = None
    closes_on: Day | None = None
    last_checked: Day | None = None
    source: str = ""

    @model_validator(mode="after")
    def _ages_in_order(self) -> Service:
        if self.age_least is not None and self.age_most is not None and self.age_least > self.age_most:
            raise ValueError("the least age is above the most age")
        return self


def open_in_week(sessions: Iterable[Session], day: Day) -> Intervals:
    """When it is open in the week of a day, in minutes from Monday 0:00."""
    monday = _monday(day)
    found: list[Interval] = []
    for place in range(7):
        that = monday + dt.timedelta(days=place)
        found += [(place * DAY + one.opens, place * DAY + one.closes) for one in sessions if one.runs_on(that)]
    return normalise(found)


def _monday(day: Day) -> Day:
    return day - dt.timedelta(days=day.weekday())


def _days_in_month(day: Day) -> int:
    following = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1) if day.year < dt.MAXYEAR else None
    return 31 if following is None else (following - dt.timedelta(days=1)).day

"""Kinds of column that hold a quantity: hours, money, shares, times of day, days of the week."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from matcher.base.money import NotAnAmount, parse_pence
from matcher.base.weeks import DAY, NotATime, parse_clock, parse_days, say_clock, say_days
from matcher.importers.cells import Cell, CellFault, shown
from matcher.importers.kinds import Form, Kind
from matcher.importers.labels import Lists

Parsed = TypeVar("Parsed")

_HOURS = re.compile(
    r"(?P<hours>\d{1,4}(?:\.\d{1,4})?)\s*(?:h|hrs?|hours?)?"
    r"|(?P<h>\d{1,4})\s*(?::|h|hrs?|hours?)\s*(?P<m>[0-5]?\d)\s*(?:m|mins?|minutes?)?"
    r"|(?P<only>\d{1,5})\s*(?:m|mins?|minutes?)",
    re.IGNORECASE | re.ASCII,
)
_ODS_DURATION = re.compile(r"PT(\d{1,4})H(\d{1,2})M(?:0?0(?:\.0*)?S)?", re.ASCII)


@dataclass(frozen=True)
class Hours(Kind):
    """A length of time as hours: `16`, `16.5`, `16h 20m`. Kept as whole minutes."""

    most_minutes: int = 7 * DAY
    form: Form = field(default="number", init=False)

    def read(self, cell: Cell, lists: Lists) -> int:
        minutes = self._minutes(cell)
        if not 0 <= minutes <= self.most_minutes:
            most = self.say(self.most_minutes, lists)
            raise CellFault(f"is not from 0 to {most} hours.", f"Write hours from 0 to {most}, for example 16.")
        return minutes

    def _minutes(self, cell: Cell) -> int:
        if isinstance(cell, dt.timedelta):
            return _whole(Decimal(cell.days * 86400 + cell.seconds) / 60)
        if isinstance(cell, dt.time):
            return cell.hour * 60 + cell.minute
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return _whole(_decimal(cell) * 60)
        text = " ".join(str(cell).split())
        ods = _ODS_DURATION.fullmatch(text)
        if ods:
            return int(ods.group(1)) * 60 + int(ods.group(2))
        found = _HOURS.fullmatch(text) if isinstance(cell, str) else None
        if not found:
            raise CellFault("is not a number of hours.", "Write hours like 16, 16.5 or 16h 20m.")
        if found["hours"]:
            return _whole(Decimal(found["hours"]) * 60)
        return int(found["only"]) if found["only"] else int(found["h"]) * 60 + int(found["m"])

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, int)
        hours, rest = divmod(value, 60)
        if rest == 0:
            return hours
        if rest % 15 == 0:
            return float(Decimal(value) / 60)
        return f"{hours}h {rest}m"

    @property
    def limits(self) -> tuple[int | float, int | float] | None:
        return 0, self.most_minutes / 60


def _whole(minutes: Decimal) -> int:
    if minutes != minutes.to_integral_value():
        raise CellFault("is not a whole number of minutes.", "Write hours and minutes, like 16h 20m.")
    return int(minutes)


def _decimal(number: float) -> Decimal:
    try:
        exact = Decimal(repr(number))
        return exact if abs(exact) < Decimal(10**12) else Decimal(-1)
    except InvalidOperation:
        return Decimal(-1)


@dataclass(frozen=True)
class Months(Kind):
    """A length of work, kept as whole months: `18 months`, `2 years`, `1 year 6 months`, or a bare number of months."""

    most: int = 720

    def read(self, cell: Cell, _lists: Lists) -> int:
        found = _MONTHS.fullmatch(shown(cell).strip())
        if not found or not any(found.groups()):
            raise CellFault("is not a length of time.", "Write it like 18 months or 2 years.")
        months = 12 * int(found["years"] or 0) + int(found["months"] or found["bare"] or 0)
        if months > self.most:
            raise CellFault(f"is more than {self.most // 12} years.", "Write it like 18 months or 2 years.")
        return months

    def say(self, value: object, _lists: Lists) -> Cell:
        return f"{value} months"


_MONTHS = re.compile(
    r"(?P<bare>\d{1,3})|(?:(?P<years>\d{1,2})\s*(?:years?|yrs?))?(?:\s*(?:and\s*)?(?P<months>\d{1,3})\s*months?)?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Money(Kind):
    """Pounds, kept as whole pence: `12.71`, `£12.71`, `85p`."""

    most_pence: int = 10_000_000
    form: Form = field(default="number", init=False)

    def read(self, cell: Cell, _lists: Lists) -> int:
        pence = self._pence(cell)
        if not 0 <= pence <= self.most_pence:
            most = f"{self.most_pence / 100:,.2f}"
            raise CellFault(f"is not from 0 to {most} pounds.", "Write pounds and pence, like 12.71.")
        return pence

    def _pence(self, cell: Cell) -> int:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            pence = _decimal(cell) * 100
            if pence != pence.to_integral_value():
                raise CellFault("has parts of a penny.", "Write pounds and pence, like 12.71.")
            return int(pence)
        try:
            if isinstance(cell, str) and len(cell) < 40:
                return parse_pence(cell)
        except NotAnAmount:
            pass
        raise CellFault("is not an amount of money.", "Write pounds and pence, like 12.71.")

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, int)
        return float(Decimal(value) / 100) if value % 100 else value // 100

    @property
    def limits(self) -> tuple[int | float, int | float] | None:
        return 0, self.most_pence / 100


@dataclass(frozen=True)
class Percent(Kind):
    """A share as a percentage, kept as thousandths: `12.5%`, `30`."""

    def read(self, cell: Cell, _lists: Lists) -> int:
        if isinstance(cell, float) and 0 < cell < 1:
            raise CellFault("may be a share of one or a percentage.", "Make the cell text and write it like 12.5%.")
        found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})?)\s*%?", shown(cell).strip(), re.ASCII)
        thousandths = Decimal(found.group(1)) * 10 if found else Decimal(-1)
        if not 1 <= thousandths <= 1000 or thousandths != thousandths.to_integral_value():
            raise CellFault("is not a percentage from 0.1 to 100.", "Write it like 12.5%.")
        return int(thousandths)

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, int)
        whole, rest = divmod(value, 10)
        return f"{whole}.{rest}%" if rest else f"{whole}%"


@dataclass(frozen=True)
class Clock(Kind):
    """A time of day: `9:15am`, `14:45`, or a true time cell. Kept as minutes after midnight."""

    def read(self, cell: Cell, _lists: Lists) -> int:
        if isinstance(cell, dt.time):
            return _minute(cell.hour * 3600 + cell.minute * 60 + cell.second)
        if isinstance(cell, dt.timedelta) and dt.timedelta(0) <= cell <= dt.timedelta(days=1):
            return _minute(int(cell.total_seconds()))
        if not isinstance(cell, str):
            raise CellFault("is a number or a date, not a time.", "Write the time like 9:15am or 14:45.")
        ods = _ODS_DURATION.fullmatch(cell.strip())
        if ods and int(ods.group(1)) <= 24:
            return int(ods.group(1)) * 60 + int(ods.group(2))
        return _told(cell, "Write the time like 9:15am or 14:45.", parse_clock)

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, int)
        return say_clock(value)


def _minute(seconds: int) -> int:
    if seconds % 60:
        raise CellFault("has seconds.", "Write the time to the minute, like 9:15am.")
    return seconds // 60


@dataclass(frozen=True)
class WeekDays(Kind):
    """Days of the week: `Mon-Fri`, `Mon, Wed and Fri`, `weekends`. Kept as numbers, Monday 0."""

    def read(self, cell: Cell, _lists: Lists) -> tuple[int, ...]:
        if not isinstance(cell, str):
            raise CellFault("is not days of the week.", "Write them like Mon-Fri or Mon, Wed.")
        return _told(cell, "Write them like Mon-Fri or Mon, Wed.", parse_days)

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, tuple)
        return say_days(list(value))


def _told(text: str, otherwise: str, parse: Callable[[str], Parsed]) -> Parsed:
    """What `parse` makes of the text; its error, without the text it repeats, as a fault."""
    if len(text) > 200:
        raise CellFault("is too long to be a time or a day.", otherwise)
    try:
        return parse(text)
    except NotATime as error:
        what, _, fix = str(error).removeprefix(repr(text)).strip().partition(". Write ")
        raise CellFault(f"{what}.", f"Write {fix}" if fix else otherwise) from None

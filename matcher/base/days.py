"""Days as people in the UK write them. Day first, always; nothing is guessed from the numbers."""

from __future__ import annotations

import datetime as dt
import re

Day = dt.date

_NUMERIC = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_WORDED = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})$")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


class NotADay(ValueError):
    """The text does not name one day beyond doubt."""


def parse_day(text: str) -> Day:
    """The day that `text` names: 01/02/2027 is 1 February 2027. Raises NotADay otherwise."""
    words = " ".join(text.split())
    for pattern, order in ((_NUMERIC, (2, 1, 0)), (_ISO, (0, 1, 2))):
        found = pattern.match(words)
        if found:
            year, month, day = (int(found.groups()[place]) for place in order)
            return _day(year, month, day, words)
    found = _WORDED.match(words)
    if found:
        name = found.group(2).casefold()
        months = [n for n, full in enumerate(_MONTHS, 1) if full.startswith(name)]
        if len(months) == 1:
            return _day(int(found.group(3)), months[0], int(found.group(1)), words)
    raise NotADay(f"{text!r} is not a date we can read. Write it like 05/01/2027.")


def _day(year: int, month: int, day: int, text: str) -> Day:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise NotADay(f"{text!r} is not a day in the calendar. Write it like 05/01/2027.") from None


def say_day(day: Day) -> str:
    """The day in words: 4 December 2026."""
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"

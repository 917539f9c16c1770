"""The days of an advert: posted, closing, starting. A day is kept as written, in its own time zone."""

from __future__ import annotations

import re

from matcher.base.days import Day, NotADay, parse_day, say_day
from matcher.base.problems import Problem
from matcher.importers.adverts.facts import Advert

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?\Z",
    re.IGNORECASE,
)
_UK_TIME = frozenset(["", "Z", "+00", "+0000", "+01", "+0100", "-0000"])


def day_of(advert: Advert, name: str, written: str, notes: list[Problem]) -> Day | None:
    """The day a field names, as written; None, with a note, where it names none beyond doubt."""
    if not written:
        return None
    moment = _MOMENT.match(written.strip())
    try:
        day = parse_day(moment.group(1) if moment else written)
    except NotADay:
        notes.append(advert.note(name, written, "is not a date we can read.", "It stays unknown."))
        return None
    zone = (moment.group(2) or "") if moment else ""
    if zone.upper().replace(":", "") not in _UK_TIME:
        notes.append(advert.note(name, written, "is in another time zone.", f"It was kept as {say_day(day)}."))
    return day


def closing(advert: Advert, notes: list[Problem], *, on: Day) -> Day | None:
    """The closing day, with a note where it is past, or before the advert was posted."""
    closes = day_of(advert, "closes", advert.closes, notes)
    opened = day_of(advert, "posted", advert.opened, [])
    if closes is None:
        return None
    if opened is not None and closes < opened:
        what = f"is before the day it was posted, {say_day(opened)}."
        notes.append(advert.note("closes", advert.closes, what, "Both were kept. Ask when it closes."))
    elif closes < on:
        notes.append(advert.note("closes", advert.closes, "has passed.", "Ask whether it is still open."))
    return closes

"""Adverts as flat objects, one a line: title, employer, location, pay_text, hours_text, contract."""

from __future__ import annotations

import re

from matcher.importers.adverts.facts import (
    FIELD_MOST_CHARACTERS,
    MARKUP_MOST_CHARACTERS,
    Advert,
    SaidOfPay,
    SaidOfPlace,
)
from matcher.importers.adverts.files import Value
from matcher.importers.adverts.text import plain, words_of

_NAMES = {
    "pay": "pay_text",
    "hours": "hours_text",
    "place": "location",
    "posted": "posted",
    "title": "title",
    "contract": "contract",
}
_MARKS = frozenset(["title", "pay_text", "hours_text", "description", "employer", "location"])
_CUT = re.compile(r"(?:\d[\d.]*|\d+\.\s+)\Z")


def is_line(value: Value) -> bool:
    """Whether a value is an advert of this shape: an object with a title, or with two of the other fields."""
    return isinstance(value, dict) and ("title" in value or len(_MARKS.intersection(value)) > 1)


def advert_of(line: dict[str, Value], where: str) -> Advert:
    """One line's fields as text."""
    description = plain(_text(line.get("description"))[:MARKUP_MOST_CHARACTERS])
    return Advert(
        where=where,
        title=_line(line, "title"),
        id=_line(line, "id"),
        url=_line(line, "url"),
        employer=_line(line, "employer"),
        pay=SaidOfPay(words=_line(line, "pay_text")),
        place=SaidOfPlace(words=_line(line, "location"), postcode=_line(line, "postcode")),
        hours=_hours(plain(_text(line.get("hours_text")))[:FIELD_MOST_CHARACTERS], description),
        tags=tuple(tag for tag in [_line(line, "contract")] if tag),
        opened=_line(line, "posted"),
        closes=_line(line, "closes"),
        starts=_line(line, "starts"),
        description=description,
        names=_NAMES,
    )


def _line(line: dict[str, Value], name: str) -> str:
    return words_of(line.get(name))[:FIELD_MOST_CHARACTERS]


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _hours(words: str, description: str) -> str:
    """The hours field, with the start of a number put back that was cut off when the field was made.

    `5 hours per week` out of `37.5 hours per week` would otherwise be read as five.
    """
    at = description.find(words) if words[:1].isdigit() else -1
    before = _CUT.search(description, max(0, at - 8), at) if at > 0 else None
    return before.group().strip() + words if before else words

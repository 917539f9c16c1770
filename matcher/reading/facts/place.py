"""Postcode and starting day in the words of an advert."""

from __future__ import annotations

import re
from typing import Literal

from matcher.base.days import Day, NotADay, parse_day
from matcher.reading.facts.shape import Shown, Source

_WHOLE = re.compile(
    r"\b(?P<area>[A-Z]{1,2})(?P<district>\d[A-Z\d]?) ?(?P<inward>\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE
)
_DISTRICT = re.compile(r"(?<![\w£#/])(?P<area>[A-Z]{1,2})(?P<district>\d{1,2}[A-Z]?)(?![\w£%/])")
_LED_IN = re.compile(
    r"(?:\b(?:in|near|at|around|based in|location|postcode|area)\b[\s:]{1,3}(?:[A-Z][\w']+,?\s){0,3}"
    r"|^|[,(|–-]\s?|[a-z]\s)$"
)
_NAMED = re.compile(
    r"\b(?:based (?:in|at)|located (?:in|at)|location:|postcode:?|office in|site in) (?:[A-Z][\w']+,? ){0,3}$"
)
_LIVES = re.compile(r"\b(?:live|living|reside|resident|applicants?|candidates?|within|miles?|your)\b", re.IGNORECASE)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?[A-Z][a-z]{2,8},?\s\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{4}"
_STARTS = re.compile(
    r"\b(?:start(?:s|ing)?(?:\sdate)?|commenc(?:e|es|ing)|to\sstart|begin(?:s|ning)?)(?:\s(?:is|on|from|of|will\sbe))?\s{0,2}[:–-]?\s{0,2}"
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?(?:the\s)?(?P<day>{_DAY})",
    re.IGNORECASE,
)


class PlaceReader:
    """Finds postcodes by the letters a UK postcode may begin with."""

    def __init__(self, areas: str) -> None:
        self._areas = frozenset(areas.split())

    def read(self, place: str, title: str, text: str) -> Shown | None:
        """The postcode of the place of work: of the place itself, else of the title, else of the words."""
        sources: tuple[tuple[Source, str], ...] = (("place", place), ("title", title), ("text", text))
        for source, words in sources:
            whole = self._whole(source, words)
            if whole:
                return whole
        return self._district("place", place) or self._district("title", title) or self._district("text", text)

    def _whole(self, source: Source, words: str) -> Shown | None:
        for found in _WHOLE.finditer(words):
            written = found.group()
            plain = source == "text" and written != written.upper()
            if found["area"].upper() in self._areas and not plain:
                code = f"{found['area']}{found['district']} {found['inward']}".upper()
                return Shown("postcode", code, source, found.start(), found.end())
        return None

    def _district(self, source: Source, words: str) -> Shown | None:
        for found in _DISTRICT.finditer(words):
            before = words[max(0, found.start() - 40) : found.start()]
            leads = (_NAMED if source == "text" else _LED_IN).search(before)
            if found["area"] in self._areas and leads and not _LIVES.search(before):
                return Shown("postcode", found.group(), source, found.start(), found.end(), "medium")
        return None


def starting_day(text: str) -> tuple[Day, Shown] | None:
    """The day the work starts, where the words name it as such."""
    for found in _STARTS.finditer(text):
        written = re.sub(r"\bof\s", "", found["day"])
        try:
            day = parse_day(written.replace(",", ""))
        except NotADay:
            continue
        return day, Shown("starts", day.isoformat(), "text", found.start("day"), found.end("day"))
    return None


Starts = Day | Literal["as soon as possible"]

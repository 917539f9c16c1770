"""Hours a week added up from named days and their times: `Monday to Thursday 10-2, Friday 10-12.45` is 18.75.

Only where every day is so short that no break has to be given in it, so that all of its time is paid, where each day is
named once, and where nothing says that the days are some of several (a rota, alternate weeks, opening hours).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from matcher.library.reading import HoursWords
from matcher.reading.facts_shape import Range

_DAY = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?s?\b\.?"
_DAYS = rf"(?P<days>\b{_DAY}(?:\s{{0,2}}(?:to|-|–|—|until|through|,|&|and|/|\+)\s{{0,2}}{_DAY}){{0,6}})"
_CLOCK = r"(?P<{0}h>[01]?\d|2[0-3])(?:[:.](?P<{0}m>[0-5]\d))?\s?(?P<{0}half>[ap]\.?m\b\.?|noon|midday)?(?:\s?hrs\b)?"
_TIMES = rf"{_CLOCK.format('a')}\s{{0,2}}(?:-|–|—|to|until|till)\s{{0,2}}{_CLOCK.format('b')}(?![\d:.]*\d)"
_DAYS_AND_TIMES = re.compile(rf"{_DAYS}[\s:,(\-–—]{{1,4}}(?:from\s|between\s)?{_TIMES}", re.IGNORECASE)
_ONE_DAY = re.compile(_DAY, re.IGNORECASE)
_RANGE = re.compile(r"\s{0,2}(?:to|-|–|—|until|through)\s{0,2}", re.IGNORECASE)
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HALF_DAY = 720
_AROUND = 90
_LEAST_DAYS = 2
"""One day with times may be any of several."""


class _Stretch(NamedTuple):
    """Days of one length, and where they are told."""

    days: tuple[int, ...]
    minutes: int
    start: int
    end: int


class ClockHours:
    """Adds up the times of named days by the words of a library."""

    def __init__(self, words: HoursWords) -> None:
        self._words = words

    @cached_property
    def _several(self) -> re.Pattern[str]:
        words = "|".join(re.escape(one) for one in sorted(self._words.not_added_near, key=len, reverse=True))
        return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)

    def read(self, text: str) -> Range | None:
        """Minutes a week in thousandths of an hour, from the first day's words to the last's; None where not plain."""
        found = list(_stretches(text))
        days = [day for one in found for day in one.days]
        if len(days) < _LEAST_DAYS or len(set(days)) != len(days):
            return None
        if any(not 0 < one.minutes <= self._words.unbroken_most_minutes for one in found):
            return None
        start, end = found[0].start, found[-1].end
        if self._several.search(text, max(0, start - _AROUND), min(len(text), end + _AROUND)):
            return None
        total = sum(one.minutes * len(one.days) for one in found) * 1000 // 60
        return Range(total, total, start, end, "medium")


def _stretches(text: str) -> Iterator[_Stretch]:
    for found in _DAYS_AND_TIMES.finditer(text):
        yield _Stretch(_days(found["days"]), _minutes(found), found.start(), found.end())


def _days(written: str) -> tuple[int, ...]:
    """The days of a week that are named, 0 for Monday; both ends of a range and what lies between."""
    named = list(_ONE_DAY.finditer(written))
    days: list[int] = []
    for before, one in zip([None, *named], named, strict=False):
        number = _WEEK.index(one.group()[:3].casefold())
        between = written[before.end() : one.start()] if before else ""
        if before and days and _RANGE.fullmatch(between) and days[-1] < number:
            days += range(days[-1] + 1, number)
        days.append(number)
    return tuple(days)


def _minutes(found: re.Match[str]) -> int:
    """How long a day is; without am or pm an end before its beginning is in the afternoon."""
    starts, ends = (_clock(found, side) for side in "ab")
    if ends <= starts and not found["bhalf"]:
        ends += _HALF_DAY
    return ends - starts


def _clock(found: re.Match[str], side: str) -> int:
    hour, minute, half = int(found[f"{side}h"]), int(found[f"{side}m"] or 0), (found[f"{side}half"] or "").casefold()
    if half.startswith("p") and hour < 12:
        hour += 12
    return hour * 60 + minute


__all__: Sequence[str] = ["ClockHours"]

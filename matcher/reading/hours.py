"""A line about hours, such as `Part time, 22.5 hours per week`, as minutes a week, where it says so plainly.

Only a plain `N hours per week`, a range, `up to` or `at least`. More than one number, hours that may not be
this job's, or part-time hours beside a full week are left unknown, with the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from matcher.library.adverts import AdvertReading
from matcher.reading.phrases import said

MOST_LETTERS = 400

_NUMBER = r"(?<![\w.£])(?<!\d[:,])\d{1,3}(?:\.\d{1,2})?"
_UNIT = r"\s*(?:hours?|hrs?)\.?(?:\s+hours?)?"
_A_WEEK = r"\s*(?:\(?\s*(?:per|a|an|each|/|-)\s*(?:week|wk)\b|weekly\b|/?\s*p\s*/?\s*w\b|week\b)"
_WEEKLY = re.compile(
    rf"(?:(?P<label>[a-z]+)\s+)?(?:(?P<first>{_NUMBER})(?:{_UNIT})?\s*(?P<joint>-|–|—|\bto\b|\band\b)\s*)?"
    rf"(?P<last>(?:(?<=[-–—])\d{{1,3}}(?:\.\d{{1,2}})?|{_NUMBER})){_UNIT}(?:\s*(?P<minutes>\d{{1,2}})\s*min(?:ute)?s?)?{_A_WEEK}",
    re.IGNORECASE,
)
_MORE_HOURS = re.compile(rf"{_NUMBER}{_UNIT}\s*(?:per|a|/)\s*w", re.IGNORECASE)
_LISTED_BEFORE = re.compile(r"\d\s*(?:,|/|\bor\b|\band\b)\s*$", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:up\s?to|max(?:imum)?(?:\s+of)?|no more than)\s*$", re.IGNORECASE)
_AT_LEAST = re.compile(r"\b(?:at least|min(?:imum)?(?:\s+of)?|from)\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
_EITHER = re.compile(r"\beither\s*$", re.IGNORECASE)
_LABELS = frozenset(
    ["band", "grade", "level", "post", "role", "position", "ward", "unit", "team", "floor", "x", "scale"]
)
_GRADES = frozenset(["band", "grade", "level", "scale"])

Doubt = Literal["", "several", "not_this_job", "part_time_too", "out_of_bounds"]


@dataclass(frozen=True)
class Hours:
    """Minutes a week that a line says; `doubt` is why they stay unknown although the line holds a number of
    hours."""

    least: int | None = None
    most: int | None = None
    doubt: Doubt = ""


def read_hours(text: str, rules: AdvertReading) -> Hours:
    """The paid hours a week that `text` says plainly."""
    line = " | ".join(" ".join(row.split()) for row in text[:MOST_LETTERS].splitlines())
    stated = [one for one in _WEEKLY.finditer(line) if one["first"] or not _is_grade(one)]
    if not stated:
        return Hours()
    if said(line, rules.not_these_hours):
        return Hours(doubt="not_this_job")
    found = [_ends(line, one) for one in stated]
    if len(set(found)) > 1 or found[0] is None or _MORE_HOURS.search(line, stated[-1].end()):
        return Hours(doubt="several")
    least, most = found[0]
    longest = max(end for end in (least, most) if end is not None)
    if longest > rules.hours_most_minutes or not all(end is None or end > 0 for end in (least, most)):
        return Hours(doubt="out_of_bounds")
    if longest >= rules.full_time_from_minutes and most == least and said(line, rules.part_time):
        return Hours(doubt="part_time_too")
    return Hours(least, most)


def with_open_end(hours: Hours, before: str) -> Hours:
    """One number of hours with the end left open that the words right `before` it leave open: `up to`, `at least`."""
    if hours.least != hours.most:
        return hours
    if _UP_TO.search(before):
        return replace(hours, least=None)
    return replace(hours, most=None) if _AT_LEAST.search(before) else hours


def _is_grade(found: re.Match[str]) -> bool:
    """`Band 4 hours per week` names a grade, not four hours."""
    return (found["label"] or "").casefold() in _GRADES


def _ends(line: str, found: re.Match[str]) -> tuple[int | None, int | None] | None:
    """Least and most minutes of one statement; None where it names alternatives."""
    most = _minutes(found["last"]) + int(found["minutes"] or 0)
    first_at = found.start("first") if found["first"] else found.start("last")
    before = line[:first_at]
    if _LISTED_BEFORE.search(before) or _EITHER.search(before):
        return None
    if found["first"]:
        if found["joint"].casefold() == "and" and not _BETWEEN.search(before):
            return None
        if (found["label"] or "").casefold() not in _LABELS:
            least = _minutes(found["first"])
            return (least, most) if least <= most else None
    before = line[: found.start("last")]
    if _UP_TO.search(before):
        return None, most
    if _AT_LEAST.search(before):
        return most, None
    return most, most


def _minutes(hours: str) -> int:
    whole, _, part = hours.partition(".")
    return int(whole) * 60 + round(int(part.ljust(2, "0")) * 60 / 100) if part else int(whole) * 60

"""Households told by the line: each a household and its day, or everything that is wrong with the line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from matcher.base.days import Day, NotADay, parse_day
from matcher.base.problems import shorten
from matcher.betteroff.household import Household
from matcher.betteroff.households import NATIONS, OF_ADULTS
from matcher.library.benefits import BetterOff

LINE_MOST = 100_000
"""Characters of one line; a longer one is refused, not read."""
ID_MOST = 200
FIELDS = (
    *("id", "on", "adults", "children", "rent_week", "childcare_week", "nation", "travel_week"),
    *("london", "marriage_allowance"),
)
ADULT_FIELDS = ("age", "hours", "hourly_pay_pence")
_ALIKE = 0.75
"""How like a field's name an unknown one must be to be a slip of the hand; another is only told of."""


class HouseholdLine(NamedTuple):
    """One line: its id, and a household on a day, or what is wrong."""

    id: str | int | None
    on: Day | None
    household: Household | None
    problems: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """Fields that are none of ours and like none, which were passed over."""
    small: bool = False
    """Whether an amount looks as if it were in pounds."""


class HouseholdReader:
    """Reads lines one after another. `on` is the day of lines that name none."""

    def __init__(self, known: BetterOff, *, on: Day | None = None) -> None:
        self.most, self.on = known.most, on
        self.pay_most, self.amount_most = known.most.pay_hour_pence, known.most.amount_week_pence
        self.small_below: dict[str, int] = known.looks_like_pounds_below_pence.model_dump()
        self.line: Mapping[str, object] = {}
        self.problems: list[str] = []
        self.small = False

    def read(self, text: str) -> HouseholdLine:
        """What one line tells, with every problem of it. Never raises for what is in the line."""
        line, problem = _object(text)
        if line is None:
            return HouseholdLine(None, None, None, (problem,))
        self.line, self.problems, self.small = line, [], False
        reference = self.reference()
        unread = () if line.keys() <= _KNOWN else self.strangers(line, FIELDS)
        day = self.day()
        adults, children = self.adults(), self.children()
        rent, childcare, travel = self.amount("rent_week"), self.amount("childcare_week"), self.amount("travel_week")
        if line.get("rent_week") is None:
            self.wrong("rent_week is missing. Write the rent a week in pence; 0 where none is paid.")
        nation, london, married = self.nation(), self.yes("london"), self.yes("marriage_allowance")
        if self.problems:
            return HouseholdLine(reference, day, None, tuple(self.problems), unread)
        age, hours, pay = adults[0]
        other_age, other_hours, other_pay = adults[1] if len(adults) > 1 else (0, 0.0, 0.0)
        told = Household(
            len(adults), age, other_age, hours, other_hours, pay, other_pay,
            nation, rent, childcare, travel, london, married, children,
        )  # fmt: skip
        return HouseholdLine(reference, day, told, (), unread, self.small)

    def wrong(self, text: str) -> None:
        self.problems.append(text)

    def reference(self) -> str | int | None:
        value = self.line.get("id")
        if value is None or type(value) is int or (type(value) is str and len(value) <= ID_MOST):
            return value
        self.wrong(f"id must be text of at most {ID_MOST} characters or a whole number; it is {_shown(value)}.")
        return None

    def strangers(self, given: Mapping[str, object], fields: tuple[str, ...]) -> tuple[str, ...]:
        """Names that are no field: a slip is a problem, another is told."""
        unread = []
        for name in given:
            if name in fields:
                continue
            near = get_close_matches(name[:40].casefold(), fields, n=1, cutoff=_ALIKE)
            if near:
                self.wrong(f"{_shown(name)} is not a field here. Did you mean {near[0]}?")
            else:
                unread.append(shorten(name, 40))
        return tuple(unread)

    def day(self) -> Day | None:
        value = self.line.get("on")
        if value is None:
            if self.on is None:
                self.wrong("on is missing. Write the day, such as 2026-11-16, since rates go by the day.")
            return self.on
        found = _day(value) if type(value) is str else None
        if found is None:
            self.wrong(f"on must be a day such as 2026-11-16; it is {_shown(value)}.")
        return found

    def adults(self) -> list[tuple[int, float, float]]:
        value = self.line.get("adults")
        if type(value) is not list or not 1 <= len(value) <= OF_ADULTS:
            self.wrong(
                "adults must be a list of one person or a couple, such as "
                '[{"age": 29, "hours": 16, "hourly_pay_pence": 1271}]; other adults are households of their own.'
            )
            return []
        return [self.adult(one, f"adults[{place}]") for place, one in enumerate(value)]

    def adult(self, value: object, where: str) -> tuple[int, float, float]:
        if type(value) is not dict:
            self.wrong(f"{where} must be an object with age, hours and hourly_pay_pence.")
            return 0, 0.0, 0.0
        if not value.keys() <= _ADULT and self.strangers(value, ADULT_FIELDS):
            self.wrong(f"{where} holds more than age, hours and hourly_pay_pence: leave the rest out.")
        age = self.whole(value.get("age"), f"{where}.age", least=self.most.adult_age_least, most=self.most.age)
        hours = self.number(value, "hours", where, most=self.most.hours_week, such="16 or 37.5 hours a week")
        pay = value.get("hourly_pay_pence")
        if pay is None and not hours:
            return age, hours, 0.0
        pence = self.number(value, "hourly_pay_pence", where, most=self.pay_most, such="1271 for £12.71")
        if 0 < pence < self.small_below["hourly_pay_pence"]:
            self.small = True
        return age, hours, pence

    def number(self, given: Mapping[str, object], name: str, where: str, *, most: int, such: str) -> float:
        value = given.get(name)
        if (type(value) is float or type(value) is int) and 0 <= value <= most:
            return float(value)
        what = "is missing" if value is None else f"is {_shown(value)}"
        self.wrong(f"{where}.{name} {what}. Write a number from 0 to {most:,}, such as {such}.")
        return 0.0

    def whole(self, value: object, where: str, *, least: int, most: int) -> int:
        if (type(value) is int or (type(value) is float and value.is_integer())) and least <= value <= most:
            return int(value)
        what = "is missing" if value is None else f"is {_shown(value)}"
        self.wrong(f"{where} {what}. Write a whole number of years from {least} to {most}.")
        return 0

    def children(self) -> tuple[int, ...]:
        value = self.line.get("children")
        if value is None:
            return ()
        if type(value) is not list or len(value) > self.most.children:
            self.wrong(f"children must be a list of at most {self.most.children} ages, such as [3, 7]; [] for none.")
            return ()
        last = self.most.child_age
        return tuple(
            age if type(age) is int and 0 <= age <= last else self.whole(age, f"children[{place}]", least=0, most=last)
            for place, age in enumerate(value)
        )

    def amount(self, name: str) -> float:
        """Pence a week; nothing where it is not said."""
        value = self.line.get(name)
        if value is None:
            return 0.0
        if (type(value) is float or type(value) is int) and 0 <= value <= self.amount_most:
            if 0 < value < self.small_below[name]:
                self.small = True
            return float(value)
        self.wrong(
            f"{name} is {_shown(value)}. Write pence a week from 0 to {self.amount_most:,}, such as 15000 for £150."
        )
        return 0.0

    def nation(self) -> int:
        value = self.line.get("nation")
        if value is None:
            return 0
        found = _nation(value) if type(value) is str and len(value) < ID_MOST else None
        if found is None:
            self.wrong(f"nation is {_shown(value)}. Write one of {', '.join(NATIONS)}; England where it is left out.")
        return found or 0

    def yes(self, name: str) -> bool:
        value = self.line.get(name)
        if value is not None and type(value) is not bool:
            self.wrong(f"{name} is {_shown(value)}. Write true or false; false where it is left out.")
        return value is True


def _object(line: str) -> tuple[Mapping[str, object] | None, str]:
    if len(line) > LINE_MOST:
        return None, f"The line has {len(line):,} characters; at most {LINE_MOST:,} are read."
    try:
        value = json.loads(line)
    except RecursionError:
        return None, "The line is not JSON that can be read: it is nested too deeply."
    except ValueError as error:
        return None, _not_json(line, error)
    if not isinstance(value, dict):
        return None, "The line is not an object with id, on and adults. Write one object a line, not a list of them."
    return value, ""


def _not_json(line: str, error: ValueError) -> str:
    """Why a line is not JSON, as somebody who did not write the file can mend it."""
    if "\0" in line:
        return "The line is not JSON: the file seems to be UTF-16. Save it as UTF-8."
    if line.lstrip("\ufeff")[:1] not in "{":
        return "The line is not JSON: it does not begin with {. Write one object a line, in UTF-8, not a list of them."
    what = str(error) if isinstance(error, json.JSONDecodeError) else "it holds a number too long to read."
    return f"The line is not JSON: {shorten(what)}"


_KNOWN, _ADULT = frozenset(FIELDS), frozenset(ADULT_FIELDS)


def _shown(value: object) -> str:
    """A value as the line has it, short."""
    return shorten(json.dumps(value, ensure_ascii=False), 40)


@lru_cache(maxsize=4_000)
def _day(text: str) -> Day | None:
    try:
        return parse_day(text[:40])
    except NotADay:
        return None


@lru_cache(maxsize=100)
def _nation(text: str) -> int | None:
    name = "_".join(text.casefold().replace("-", " ").replace("_", " ").split())
    return NATIONS.index(name) if name in NATIONS else None

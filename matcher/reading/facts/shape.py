"""What the words of an advert say as plain facts, each with the characters it came from and a confidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from matcher.base.days import Day
from matcher.library.adverts import Period
from matcher.library.reading import ShiftKind
from matcher.records.words import Contract

Confidence = Literal["high", "medium", "low"]
"""`high`: said plainly. `medium`: the words fit, but the unit, the period or whom it is about was concluded from its
surroundings. `low`: a guess worth a question."""
Source = Literal["text", "title", "pay_text", "hours_text", "place"]
HoursBasis = Literal["stated", "full_time_only", "part_time_only", "not_stated"]
SOON = "as soon as possible"


@dataclass(frozen=True)
class Shown:
    """Where one fact was read: characters `start` to `end` of its source."""

    fact: str
    value: str
    source: Source
    start: int
    end: int
    confidence: Confidence = "high"


@dataclass(frozen=True)
class AdvertFacts:
    """The facts of one advert. None, and an empty tuple, mean: not said."""

    hours_min: int | None = None
    """Minutes a week that are paid; one figure fills both ends."""
    hours_max: int | None = None
    hours_exact: tuple[int | None, int | None] = (None, None)
    """The same in thousandths of an hour, as written: 16.375 hours are no whole number of minutes."""
    hours_basis: HoursBasis = "not_stated"
    pay_min: int | None = None
    """Pence for one `pay_period`: base pay, without enhancements."""
    pay_max: int | None = None
    pay_period: Period | None = None
    contract: tuple[Contract, ...] = ()
    shifts: tuple[ShiftKind, ...] = ()
    postcode: str | None = None
    driving_duty: bool | None = None
    starts: Day | Literal["as soon as possible"] | None = None
    shown: tuple[Shown, ...] = field(default=(), repr=False)

    def where(self, fact: str) -> tuple[Shown, ...]:
        """Where a fact was read, in the order of its words; empty where it was not said."""
        return tuple(one for one in self.shown if one.fact == fact)


@dataclass(frozen=True)
class Conflict:
    """A fact that an advert's fields and its words tell differently. Both are kept."""

    fact: str
    fields_say: str
    words_say: str


@dataclass(frozen=True)
class Range:
    """Two ends that were read, where they stand, and how sure that is."""

    least: int | None
    most: int | None
    start: int
    end: int
    confidence: Confidence = "high"

"""How the facts of an advert are found in its words: bounds, plain words and patterns."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.records.words import Contract

ShiftKind = Literal[
    "early",
    "late",
    "night",
    "weekend",
    "evening",
    "rotating",
    "school_hours",
    "term_time",
    "flexible",
    "on_call",
    "split",
    "bank_holidays",
]
"""Kinds of shift that an advert may name."""


class WordFact(Part):
    """One thing that words may say, in the pattern language of `reading.patterns`."""

    id: str
    title: tuple[str, ...] = ()
    """Tried on the advert's title alone, where a word says more than in running text."""
    says: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    """Look-alikes: what overlaps one of these does not count."""


class ContractWords(WordFact):
    id: Contract


class ShiftWords(WordFact):
    id: ShiftKind


class HoursWords(Part):
    """Words around a number of hours that make it a week's work, or something else."""

    bare_least_minutes: int = Field(ge=0)
    labelled_least_minutes: int = Field(ge=0)
    first_least_minutes: int = Field(ge=0)
    bare_mark: Mark
    days_most: int = Field(ge=1, le=7)
    not_followed_by: tuple[str, ...]
    not_preceded_by: tuple[str, ...]
    not_right_before: tuple[str, ...]
    labelled_by: tuple[str, ...]
    confirmed_by: tuple[str, ...]
    weekdays: tuple[str, ...]
    weekday_count: int = Field(ge=1, le=7)
    several_weeks_least_minutes: int = Field(ge=1)
    """More hours than this over several weeks are those weeks' together and no one week's."""


class PayWords(Part):
    """Words around an amount that make it base pay, or something else."""

    hour_least_pence: int = Field(ge=0)
    hour_most_pence: int = Field(ge=1)
    day_least_pence: int = Field(ge=0)
    day_most_pence: int = Field(ge=1)
    paid_daily: tuple[str, ...]
    """Words that make an amount without a period, of a day's size, pay for a day."""
    year_least_pence: int = Field(ge=0)
    year_most_pence: int = Field(ge=1)
    inferred_mark: Mark
    penny_apart_pence: int = Field(ge=0)
    penny_mark: Mark
    never_pay: tuple[str, ...]
    other_rate: tuple[str, ...]
    labels: tuple[str, ...]

    @model_validator(mode="after")
    def _bounds_stay_apart(self) -> PayWords:
        if not self.hour_least_pence < self.hour_most_pence < self.year_least_pence < self.year_most_pence:
            raise ValueError("a figure without a period must not fit both an hour and a year")
        return self


class ClockWords(Part):
    """When a shift between two times of day is early, night or evening work, in minutes after midnight."""

    night_from_minutes: int = Field(ge=0, lt=1440)
    night_until_minutes: int = Field(ge=0, lt=1440)
    night_beyond_minutes: int = Field(ge=0, lt=1440)
    evening_from_minutes: int = Field(ge=0, lt=1440)
    evening_least_minutes: int = Field(ge=1, lt=1440)
    early_from_minutes: int = Field(ge=0, lt=1440)
    early_until_minutes: int = Field(ge=0, lt=1440)
    early_most_minutes: int = Field(ge=1, lt=1440)
    mark: Mark


class FactReading(Document):
    """Everything by which facts are read in running text."""

    hours: HoursWords
    pay: PayWords
    lists: dict[str, tuple[str, ...]]
    contract: tuple[ContractWords, ...]
    shifts: tuple[ShiftWords, ...]
    full_time: tuple[WordFact, ...]
    part_time: tuple[WordFact, ...]
    driving: tuple[WordFact, ...]
    starts_soon: tuple[WordFact, ...]
    clock: ClockWords
    postcode_areas: str
    postcode_areas_mark: Mark
    twins: TwinRule

    @model_validator(mode="after")
    def _every_kind_once(self) -> FactReading:
        for name, several in (("contract", self.contract), ("shifts", self.shifts)):
            ids = [str(one.id) for one in several]
            if len(set(ids)) < len(ids):
                raise ValueError(f"{name} names a kind twice")
        return self


class TwinRule(Part):
    """When two adverts are taken for one."""

    words_in_a_row: int = Field(ge=1, le=12)
    alike_thousandths: int = Field(ge=1, le=1000)
    """Least share of their runs of words that both have, in thousandths (Jaccard)."""
    sketch: int = Field(ge=8, le=1000)
    """So many of an advert's runs are looked up to find others worth comparing with."""
    common_most: int = Field(ge=2)
    """A run is looked up in so many adverts and no further: what very many share makes no twins by itself."""
    short_words: int = Field(ge=0)
    """An advert of fewer words has no twin but one with exactly its words."""
    mark: Mark


FactReading.model_rebuild()

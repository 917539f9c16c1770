"""How wishes are put into kinds, to be counted beside what is offered, and how small a count may be shown."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats


class HoursKind(Part):
    """Weekly hours up to a bound; the last kind has none."""

    upto: int | None = Field(default=None, ge=1, le=100)
    """Hours a week."""
    says: str


class Offerable(Part):
    """A condition of clients that an employer or a place could offer otherwise."""

    gate: str
    says: str


class GapWords(Part):
    """Words in place of counts and kinds."""

    few: str
    nobody_asked: str
    any: str


class GapRules(Document):
    """Everything that decides how gaps are counted and shown."""

    mark: Mark
    why: dict[str, str]
    smallest: int = Field(ge=5, le=100)
    """The smallest count of people that is shown; never under five."""
    rounded_to: int = Field(ge=5, le=100)
    """Counts of people are shown to the nearest multiple of it."""
    hours: tuple[HoursKind, ...] = Field(min_length=1)
    times: tuple[str, ...] = Field(min_length=1)
    """Usual weeks by their ids in weeks.yaml."""
    outside_share_most: int = Field(ge=0, le=500)
    """How much of a week may lie outside a usual one, in thousandths, and still count as that one."""
    minutes: tuple[int, ...] = Field(min_length=1)
    rows_most: int = Field(ge=1, le=1000)
    conditions: tuple[Offerable, ...]
    requirement: str
    work: str
    other: str
    words: GapWords

    @model_validator(mode="after")
    def _kinds_rise(self) -> GapRules:
        bounds = [one.upto for one in self.hours[:-1]]
        if None in bounds or self.hours[-1].upto is not None:
            raise ValueError("every kind of hours but the last has `upto`, and the last has none")
        for name, values in (("hours", [one or 0 for one in bounds]), ("minutes", list(self.minutes))):
            if any(later <= earlier for earlier, later in pairwise(values)):
                raise ValueError(f"{name} rise from each to the next")
        refuse_repeats("times", list(self.times))
        refuse_repeats("conditions", [one.gate for one in self.conditions])
        return self

    @cached_property
    def says_of(self) -> dict[str, str]:
        """What each condition is called, by its gate."""
        return {one.gate: one.says for one in self.conditions}

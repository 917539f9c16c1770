"""Whom to approach: what makes a prospect, in whole numbers that add up, and what to ask or offer."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.occupations import Pattern
from matcher.library.vocabulary import refuse_repeats

ProspectKind = Literal["change", "wanted", "times", "place"]


class Points(Part):
    """One line of the sum."""

    points: int = Field(ge=0, le=100)
    says: str


class PointsFrom(Points):
    """One line of the sum, from a number on."""

    at_least: int = Field(ge=1, le=100_000)


class Asking(Part):
    """What is said of a prospect, and what to ask or offer."""

    says: str
    ask: str


class ChangeAsked(Asking):
    """One thing an employer could do otherwise, by the gate it is about."""

    gate: str


class UsualIn(Part):
    """Patterns of occupations in which a usual week of weeks.yaml is at home."""

    times: str
    patterns: tuple[Pattern, ...] = Field(min_length=1)


class Paused(Part):
    """Why an employer is not approached now."""

    stopped: str
    not_before: str
    full: str
    no_end: str


class ProspectRules(Document):
    """Everything that decides who is approached, and in which order."""

    mark: Mark
    why: dict[str, str]
    top: int = Field(ge=1, le=100)
    kinds: dict[ProspectKind, int]
    people: tuple[PointsFrom, ...] = Field(min_length=1)
    unmet: tuple[PointsFrom, ...]
    contact: tuple[PointsFrom, ...]
    """From so many whole weeks without a word on."""
    no_contact: Points
    lead: Points
    doubt: Points
    changes_asked: tuple[ChangeAsked, ...]
    requirement: Asking
    wanted: Asking
    place: Asking
    elsewhere: Asking
    """Where employers are known, and what they have is not open to these people or they are not approached now."""
    place_unknown: str
    times: Asking
    usual_in: tuple[UsualIn, ...]
    jobs_most: int = Field(ge=1, le=30)
    paused: Paused

    @model_validator(mode="after")
    def _from_most_to_least(self) -> ProspectRules:
        for name in ("people", "unmet", "contact"):
            lines = getattr(self, name)
            if any(one.at_least <= other.at_least or one.points < other.points for one, other in pairwise(lines)):
                raise ValueError(f"{name} run from the highest number and points down")
        if self.people[-1].at_least != 1 or any(2 <= one.at_least < 5 for one in (*self.people, *self.unmet)):
            raise ValueError("the steps of people are 1, and then none under 5: a smaller number points at a person")
        if any(one.at_least < 5 for one in self.unmet):
            raise ValueError("the steps of unmet begin at 5 or more: a smaller number points at a person")
        missing = {"change", "wanted", "times", "place"} - set(self.kinds)
        if missing:
            raise ValueError(f"kinds lacks {', '.join(sorted(missing))}")
        refuse_repeats("changes_asked", [one.gate for one in self.changes_asked])
        refuse_repeats("usual_in", [one.times for one in self.usual_in])
        return self

    @cached_property
    def change_of(self) -> dict[str, ChangeAsked]:
        """What could be done otherwise, by gate."""
        return {one.gate: one for one in self.changes_asked}


def step_of(steps: tuple[PointsFrom, ...], number: int) -> PointsFrom | None:
    """The first step that a number reaches; None where it reaches none."""
    return next((one for one in steps if number >= one.at_least), None)

"""Occupations: what entry-level jobs usually are, so that any title has tasks, hours and demands."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import CheckLevel, Nation, refuse_repeats
from matcher.records.words import Demand

Level = Literal["high", "medium", "low"]
Pattern = Literal[
    "early_am",
    "am",
    "lunch",
    "pm",
    "late_pm",
    "evening",
    "night",
    "weekday",
    "saturday",
    "weekend",
    "school_hours",
    "term_time",
    "term_time_plus",
    "school_holidays",
    "seasonal",
    "split",
    "part_time_split",
    "rotating",
    "twelve_hour",
    "four_on_four_off",
    "remote_possible",
]


class Soc(Part):
    """A SOC 2020 unit group, as the Office for National Statistics publishes it."""

    code: str = Field(pattern=r"^\d{4}$")
    title: str
    mark: Mark = "verified"
    """How well the pairing with the unit group is known; code and title are always checked."""


class UsualHours(Part):
    """Usual paid hours a week and when they fall. What a vacancy says comes first; this only helps to ask."""

    least: int = Field(ge=1, le=60)
    most: int = Field(ge=1, le=60)
    patterns: tuple[Pattern, ...]
    part_time: Literal["always", "common", "some", "rare"]
    school_hours: Level
    """How often such jobs fall inside a school day with the run there and back."""
    school_hours_why: str = ""

    @model_validator(mode="after")
    def _runs_up(self) -> UsualHours:
        if self.least > self.most:
            raise ValueError("the least hours are more than the most hours")
        return self


class CheckAfterOffer(Part):
    """The check that may follow an offer. Never asked of a person before, never a gate."""

    level: CheckLevel | None
    """None where no check is usual, or, with `when: unknown`, where nobody can say."""
    when: Literal["never", "always", "if_duty", "unknown"]
    ask: str = ""
    """Which duty decides: the question to the employer."""
    mark: Mark = "own_knowledge"
    source: str = ""

    @model_validator(mode="after")
    def _says_one_thing(self) -> CheckAfterOffer:
        if (self.level is None) != (self.when in ("never", "unknown")):
            raise ValueError("a level goes with `always` or `if_duty`; `never` and `unknown` have none")
        if self.when in ("if_duty", "unknown") and not self.ask:
            raise ValueError("`if_duty` and `unknown` need the question that decides")
        return self


class LegalRule(Part):
    """A rule of law or of a regulator about the occupation. Only a verified rule may ever stop anyone."""

    rule: str
    nations: tuple[Nation, ...] = ()
    """Where it holds; empty where it holds in all four."""
    min_age: int | None = Field(default=None, ge=13, le=30)
    """The age the rule sets, where it sets one."""
    age_with: tuple[str, ...] = ()
    """The age holds only where the vacancy asks for one of these licences; empty where it always holds."""
    mark: Mark
    source: str = ""

    @property
    def may_gate(self) -> bool:
        """Whether a legal gate may stand on it. What someone believes may only raise a question."""
        return self.mark == "verified"


class Occupation(Part):
    """One entry-level occupation."""

    id: str
    title: str
    soc2020: Soc
    aliases: tuple[str, ...]
    duties: tuple[str, ...] = Field(min_length=1)
    skills: tuple[str, ...] = Field(min_length=1)
    demands: dict[Demand, int]
    hours: UsualHours
    check: CheckAfterOffer
    driving: Literal["none", "depends", "required"]
    driving_why: str = ""
    legal: tuple[LegalRule, ...] = ()
    not_required: tuple[str, ...] = ()
    """Ids of `often_asked`: what adverts ask for and the work does not need."""
    not_required_here: tuple[str, ...] = ()
    """The same in words, where it is said of this occupation only."""
    note: str = ""

    @model_validator(mode="after")
    def _demands_are_levels(self) -> Occupation:
        if any(level not in (0, 1, 2) for level in self.demands.values()):
            raise ValueError(f"occupation {self.id}: a demand is 0 none, 1 some of the shift or 2 most of it")
        if self.driving == "depends" and not self.driving_why:
            raise ValueError(f"occupation {self.id}: `depends` needs `driving_why`")
        return self


class OftenAsked(Part):
    """Something adverts often ask for and entry-level work seldom needs, with the reason to say."""

    id: str
    asked: str
    because: str
    requirement_kinds: tuple[str, ...]
    mark: Mark


class MappedCondition(Part):
    """How one condition of the draft became a demand, or why it did not."""

    draft: str
    demand: Demand | None
    why: str = ""


class Occupations(Document):
    """The occupations, with what adverts often ask for beside them."""

    mapping: tuple[MappedCondition, ...]
    often_asked: tuple[OftenAsked, ...]
    entries: tuple[Occupation, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Occupations:
        refuse_repeats("occupations", [entry.id for entry in self.entries])
        refuse_repeats("reasons", [reason.id for reason in self.often_asked])
        known = {reason.id for reason in self.often_asked}
        for entry in self.entries:
            refuse_repeats(f"skills of {entry.id}", list(entry.skills))
            unknown = sorted(set(entry.not_required) - known)
            if unknown:
                raise ValueError(
                    f"occupation {entry.id}: {', '.join(unknown)} is not in often_asked; "
                    f"write one of: {', '.join(sorted(known))}"
                )
        return self

    @cached_property
    def by_id(self) -> dict[str, Occupation]:
        """Every occupation by its id."""
        return {entry.id: entry for entry in self.entries}


class EscoLink(Part):
    """The nearest ESCO occupation, with how near it is."""

    label: str
    uri: str
    match: Literal["close", "approximate", "loose"]
    isco08: str = ""


class OnetBenchmark(Part):
    """What a United States survey says entry to such work takes: a yardstick for an advert's demands."""

    code: str
    title: str
    job_zone: float | None = None
    education: float | None = None
    experience: float | None = None
    training: float | None = None


class OccupationLink(Part):
    """One occupation's place in other lists."""

    id: str
    esco: EscoLink | None = None
    onet: OnetBenchmark | None = None
    note: str = ""


class OccupationLinks(Document):
    """Optional links to ESCO and O*NET; nothing scores by them."""

    scales: tuple[str, ...]
    entries: tuple[OccupationLink, ...]

    @cached_property
    def by_id(self) -> dict[str, OccupationLink]:
        """Every occupation's links by its id."""
        return {entry.id: entry for entry in self.entries}

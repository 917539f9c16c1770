"""Figures that change by date, each with its source. One that nobody has published yet says so."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from matcher.base.days import Day, say_day
from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats

Unit = Literal[
    "pence_an_hour",
    "pence_a_week",
    "pence_a_month",
    "pence_a_year",
    "thousandths",
    "hours",
    "years",
    "count",
    "yes_or_no",
]


class ParameterError(LookupError):
    """There is no value for that day. The message says which of the three reasons it is."""


class BeforeFirst(ParameterError):
    """The day lies before the first value held."""


class AcrossGap(ParameterError):
    """No value held covers the day, though an earlier one does."""


class NotKnownYet(ParameterError):
    """The value for that day is not known."""


class Dated(Part):
    """One value and the days it holds, both included. `until: null` means no end is known."""

    since: Day = Field(alias="from")
    until: Day | None
    value: int | None
    mark: Mark
    source: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _holds_together(self) -> Dated:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"the value from {self.since} ends before it begins")
        if (self.value is None) != (self.mark == "unknown"):
            raise ValueError(f"the value from {self.since}: `value: null` and `mark: unknown` go together")
        return self

    def covers(self, day: Day) -> bool:
        """Whether the value is the one for that day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Parameter(Part):
    """One figure through time."""

    id: str
    name: str
    unit: Unit
    applies: str
    values: tuple[Dated, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _runs_on(self) -> Parameter:
        for earlier, later in zip(self.values, self.values[1:], strict=False):
            if earlier.until is None or later.since <= earlier.until:
                raise ValueError(f"parameter {self.id}: the values from {earlier.since} and {later.since} overlap")
        return self

    def on(self, day: Day) -> int:
        """The value on the day. Raises BeforeFirst, AcrossGap or NotKnownYet, with a sentence to show."""
        return self.dated(day).value or 0

    def dated(self, day: Day) -> Dated:
        """The value on the day with its source and mark; never one that is unknown. Raises as `on` does."""
        for one in self.values:
            if one.covers(day):
                if one.value is None:
                    raise NotKnownYet(
                        f"{self.name} from {say_day(one.since)} is not known yet. "
                        "Look it up and write it into the parameter file with its source."
                    )
                return one
        first = self.values[0].since
        if day < first:
            raise BeforeFirst(
                f"{self.name} is held from {say_day(first)} on; {say_day(day)} lies before. "
                "Add the earlier value with its source."
            )
        last = max((one for one in self.values if one.since < day), key=lambda one: one.since)
        assert last.until is not None
        raise AcrossGap(
            f"{self.name} has no value for {say_day(day)}: the one before ends on {say_day(last.until)}. "
            "Add the value that follows, or mark it unknown."
        )

    def known(self, day: Day) -> int | None:
        """The value on the day; None where it is not held or not known, for text that must say so."""
        try:
            return self.on(day)
        except ParameterError:
            return None


class Parameters(Document):
    """A family of figures, such as the minimum wages."""

    parameters: tuple[Parameter, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Parameters:
        refuse_repeats("parameters", [parameter.id for parameter in self.parameters])
        return self

    @cached_property
    def by_id(self) -> dict[str, Parameter]:
        """Every parameter by its id."""
        return {parameter.id: parameter for parameter in self.parameters}


class WageGroup(Part):
    """Whom one minimum wage is for: from an age on, below an age. `apprentice` never depends on age alone."""

    parameter: str
    age_from: int | None = Field(default=None, ge=0, le=100)
    age_below: int | None = Field(default=None, ge=0, le=100)


class MinimumWage(Parameters):
    """The statutory hourly rates by age and for apprentices."""

    groups: tuple[WageGroup, ...]

    @model_validator(mode="after")
    def _groups_name_parameters(self) -> MinimumWage:
        unknown = sorted({group.parameter for group in self.groups} - {one.id for one in self.parameters})
        if unknown:
            raise ValueError(f"groups name {', '.join(unknown)}, which is not a parameter here")
        return self

    def adult(self, day: Day) -> int:
        """Pence an hour that those aged 21 and over must be paid on the day. Raises ParameterError."""
        return self.by_id["national_living_wage_21_plus"].on(day)

    def for_age(self, age: int) -> Parameter:
        """The parameter for someone of that age who is no apprentice."""
        return next(
            self.by_id[group.parameter]
            for group in self.groups
            if group.age_from is not None
            and group.age_from <= age
            and (group.age_below is None or age < group.age_below)
        )

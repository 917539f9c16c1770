"""Tax and benefit figures by date, and what is said beside an estimate made with them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from matcher.base.days import Day
from matcher.library.document import Document, Mark, Part
from matcher.library.parameters import Parameters

Nation = Literal["england", "scotland", "wales", "northern_ireland"]


class TaxBand(Part):
    """One slice of taxable income, by the ids of its rate and of its upper end; the last slice has no end."""

    system: str
    rate: str
    up_to: str | None = None
    marriage_allowance: bool = False
    """Whether a couple whose income ends in this slice may transfer the Marriage Allowance."""


class IncomeTax(Parameters):
    """Allowances and bands, for each nation's system."""

    bands: tuple[TaxBand, ...]
    systems: dict[Nation, str]

    @model_validator(mode="after")
    def _bands_hold_together(self) -> IncomeTax:
        named = {name for band in self.bands for name in (band.rate, band.up_to) if name is not None}
        unknown = sorted(named - {one.id for one in self.parameters})
        if unknown:
            raise ValueError(f"bands name {', '.join(unknown)}, which is not a parameter here")
        for system in sorted(set(self.systems.values())):
            ends = [band.up_to for band in self.of(system)]
            if not ends or ends[-1] is not None or None in ends[:-1]:
                raise ValueError(f"the bands of {system} must have an upper end each, and the last one none")
        return self

    def of(self, system: str) -> tuple[TaxBand, ...]:
        """The bands of one system, lowest first."""
        return tuple(band for band in self.bands if band.system == system)


class UniversalCredit(Parameters):
    """Amounts, shares and ages of Universal Credit."""

    higher_amount_born_before: Day


class LeftOut(Part):
    """One thing that an estimate leaves out, in words that fit after "Not in it:", and why."""

    id: str
    what: str
    because: str


class Calculator(Part):
    """Where a full calculation can be had."""

    name: str
    url: str


class Most(Part):
    """Bounds of what is read, so that a slip of the hand is told and not calculated."""

    hours_week: int = Field(gt=0)
    pay_hour_pence: int = Field(gt=0)
    amount_week_pence: int = Field(gt=0)
    children: int = Field(gt=0)
    age: int = Field(gt=0)
    adult_age_least: int = Field(ge=0)
    child_age: int = Field(ge=0)
    mark: Mark


class Pounds(Part):
    """Amounts above nothing and below these look like pounds."""

    hourly_pay_pence: int
    rent_week: int
    childcare_week: int
    travel_week: int


class BetterOffWords(Part):
    """What is said above and below the table."""

    estimate: str
    left_over: str
    left_out: str
    calculators: str
    private: str
    work_choice: str
    pair_staff_more: str
    pair_staff_less: str
    pair_staff_mixed: str
    pair_client_more: str
    pair_client_less: str
    pair_client_mixed: str


class BetterOffNotes(Part):
    """What may be said of one household, a sentence each."""

    below_minimum_wage: str
    first_child_birthday: str
    later_child_birthday: str
    pension_age: str
    too_young: str
    young_person: str
    childcare_no_child: str
    childcare_no_work: str
    childcare_limit: str
    capped: str
    northern_ireland: str
    read_as_pence: str
    read_as_pounds: str

    def of(self, note: str) -> str:
        """The sentence of one note."""
        return str(getattr(self, note))


class BetterOff(Document):
    """How an estimate is made, and what is said beside it."""

    weeks_in_year: int = Field(gt=0)
    months_in_year: int = Field(gt=0)
    convention_mark: Mark
    convention: str
    hours_shown: tuple[int, ...] = Field(min_length=1)
    hours_shown_mark: Mark
    most: Most
    looks_like_pounds_below_pence: Pounds
    looks_like_pounds_mark: Mark
    says: BetterOffWords
    left_out: tuple[LeftOut, ...]
    calculators: tuple[Calculator, ...] = Field(min_length=1)
    notes: BetterOffNotes

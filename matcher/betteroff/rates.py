"""Every figure an estimate needs, as it is on one day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from matcher.base.days import Day
from matcher.library.benefits import BetterOff, IncomeTax, UniversalCredit
from matcher.library.document import Document
from matcher.library.load import Library
from matcher.library.parameters import MinimumWage, NotKnownYet, Parameter, ParameterError, Parameters

Doc = TypeVar("Doc", bound=Document)
PENCE = 100


@dataclass(frozen=True)
class Band:
    """A slice of taxable income: its share of a pound, and its upper end in pence a year (None: no end)."""

    rate: float
    up_to: int | None
    marriage_allowance: bool


@dataclass(frozen=True)
class Rates:
    """One day's figures. Money is in pence: a year unless the name says a month or a week; shares are of one."""

    weeks: int
    months: int
    personal_allowance: int
    allowance_taper_from: int
    allowance_taper: float
    bands: tuple[tuple[str, tuple[Band, ...]], ...]
    """For each nation, its slices."""
    marriage_allowance: int
    charge_from: int
    charge_step: int
    ni_threshold: int
    ni_upper: int
    ni_rate: float
    ni_rate_above: float
    ni_age_from: int
    pension_age: int
    single_young_month: int
    single_month: int
    couple_young_month: int
    couple_month: int
    older_from: int
    uc_age_from: int
    uc_age_from_parent: int
    first_child_month: int
    child_month: int
    child_limit: int | None
    """The most children that count, but for those born before the limit; None where there is no limit."""
    care_share: float
    care_most_one_month: int
    care_most_more_month: int
    care_age_below: int
    work_allowance_rent_month: int
    work_allowance_month: int
    taper: float
    least_award_month: int
    cap_family: tuple[int, int]
    """Outside London, in London."""
    cap_single: tuple[int, int]
    cap_exempt_month: int
    eldest_week: int
    other_week: int
    scottish_child_week: int
    scottish_child_age_below: int
    minimum_wage: tuple[tuple[int, int, int], ...]
    """(from this age, below this age, pence an hour)."""

    @cached_property
    def by_nation(self) -> dict[str, tuple[Band, ...]]:
        """The slices of each nation's income tax."""
        return dict(self.bands)


class RatesUnknown(ParameterError):
    """There are figures that nobody holds for the day. The message is a sentence to show."""


def rates_on(library: Library, day: Day) -> Rates:
    """The figures of a day. Raises RatesUnknown where one of them is not held or not known yet."""
    reader = _Reader(library, day)
    rates = reader.rates()
    if reader.missing:
        raise RatesUnknown(_sentence(reader.missing))
    return rates


def _sentence(missing: list[ParameterError]) -> str:
    """The plainest of the reasons, and how many figures have one."""
    first = next((one for one in missing if isinstance(one, NotKnownYet)), missing[0])
    more = len(missing) - 1
    return str(first) + (f" {more} other figures have no value for that day either." if more else "")


class _Reader:
    """Looks up figures and collects what is missing, so that one sentence can tell of all."""

    def __init__(self, library: Library, day: Day) -> None:
        self.library, self.day, self.missing = library, day, list[ParameterError]()

    def document(self, name: str, model: type[Doc]) -> Doc:
        """A document by its name in the catalogue."""
        found = self.library.on_shelf(name)
        assert isinstance(found, model)
        return found

    def look(self, parameter: Parameter) -> int:
        """The figure of the day; 0 where there is none, which is then missing."""
        try:
            return parameter.on(self.day)
        except ParameterError as error:
            self.missing.append(error)
            return 0

    def rates(self) -> Rates:
        """All figures; only to be used where nothing is missing."""
        better_off = self.document("better_off", BetterOff)
        return Rates(
            weeks=better_off.weeks_in_year,
            months=better_off.months_in_year,
            **self.tax(),  # type: ignore[arg-type]
            **self.insurance(),  # type: ignore[arg-type]
            **self.universal_credit(),  # type: ignore[arg-type]
            **self.cap(better_off),  # type: ignore[arg-type]
            **self.children(),  # type: ignore[arg-type]
            minimum_wage=self.wages(),
        )

    def tax(self) -> dict[str, object]:
        """Income tax."""
        tax = self.document("income_tax", IncomeTax)
        at = _Figures(self, tax)
        nations = tuple(
            (
                nation,
                tuple(
                    Band(at.share(band.rate), None if band.up_to is None else at(band.up_to), band.marriage_allowance)
                    for band in tax.of(system)
                ),
            )
            for nation, system in tax.systems.items()
        )
        return {
            "personal_allowance": at("personal_allowance"),
            "allowance_taper_from": at("allowance_taper_from"),
            "allowance_taper": at.share("allowance_taper"),
            "bands": nations,
            "marriage_allowance": at("marriage_allowance"),
            "charge_from": at("child_benefit_charge_from"),
            "charge_step": at("child_benefit_charge_step"),
        }

    def insurance(self) -> dict[str, object]:
        """National Insurance, and the State Pension age."""
        at = _Figures(self, self.document("national_insurance", Parameters))
        return {
            "ni_threshold": at("primary_threshold"),
            "ni_upper": at("upper_earnings_limit"),
            "ni_rate": at.share("main_rate"),
            "ni_rate_above": at.share("rate_above"),
            "ni_age_from": at("age_from"),
            "pension_age": at("state_pension_age"),
        }

    def universal_credit(self) -> dict[str, object]:
        """Universal Credit."""
        at = _Figures(self, self.document("universal_credit", UniversalCredit))
        return {
            "single_young_month": at("single_under_25"),
            "single_month": at("single_25_or_over"),
            "couple_young_month": at("couple_under_25"),
            "couple_month": at("couple_25_or_over"),
            "older_from": at("standard_allowance_age"),
            "uc_age_from": at("age_from"),
            "uc_age_from_parent": at("age_from_with_children"),
            "first_child_month": at("first_child_higher"),
            "child_month": at("child"),
            "child_limit": at("two_child_limit_children") if at("two_child_limit") else None,
            "care_share": at.share("childcare_share"),
            "care_most_one_month": at("childcare_most_one_child"),
            "care_most_more_month": at("childcare_most_two_children"),
            "care_age_below": at("childcare_age_below"),
            "work_allowance_rent_month": at("work_allowance_with_rent"),
            "work_allowance_month": at("work_allowance_without_rent"),
            "taper": at.share("taper"),
            "least_award_month": at("least_award"),
        }

    def cap(self, better_off: BetterOff) -> dict[str, object]:
        """The benefit cap; the pay that lifts it is a whole number of pounds a month (regulations 6(1A) and 82)."""
        at = _Figures(self, self.document("benefit_cap", Parameters))
        wage = self.look(self.document("minimum_wage", MinimumWage).by_id["national_living_wage_21_plus"])
        year = at("exempt_from_hours") * wage * better_off.weeks_in_year
        return {
            "cap_family": (at("family_outside_london"), at("family_in_london")),
            "cap_single": (at("single_outside_london"), at("single_in_london")),
            "cap_exempt_month": year // (better_off.months_in_year * PENCE) * PENCE,
        }

    def children(self) -> dict[str, object]:
        """Child Benefit and the Scottish Child Payment."""
        benefit = _Figures(self, self.document("child_benefit", Parameters))
        scottish = _Figures(self, self.document("scottish_child_payment", Parameters))
        return {
            "eldest_week": benefit("eldest"),
            "other_week": benefit("other"),
            "scottish_child_week": scottish("scottish_child_payment"),
            "scottish_child_age_below": scottish("age_below"),
        }

    def wages(self) -> tuple[tuple[int, int, int], ...]:
        """The minimum wages by age that are held for the day; one that is not known is only not checked."""
        wages = self.document("minimum_wage", MinimumWage)
        return tuple(
            (group.age_from, group.age_below if group.age_below is not None else 1_000, known)
            for group in wages.groups
            if group.age_from is not None and (known := wages.by_id[group.parameter].known(self.day)) is not None
        )


class _Figures:
    """The figures of one document by id."""

    def __init__(self, reader: _Reader, document: Parameters) -> None:
        self.reader, self.by_id = reader, document.by_id

    def __call__(self, name: str) -> int:
        return self.reader.look(self.by_id[name])

    def share(self, name: str) -> float:
        """Thousandths as a share of one."""
        return self(name) / 1000


def born_before_from_age(day: Day, cutoff: Day) -> int:
    """The age from which somebody of that age on `day` was certainly born before `cutoff`."""
    for age in range(200):
        if (day.year - age, day.month, day.day) < (cutoff.year, cutoff.month, cutoff.day):
            return age
    raise AssertionError("a cutoff two centuries ago")

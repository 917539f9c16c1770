"""The rules once more, one household at a time, in pounds, with the published figures typed in again.

Written from the Acts and Regulations and not from matcher/betteroff, so that the two can only agree by being right,
or by sharing a misreading. Nothing is rounded but where the law rounds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass
class Year:
    """One tax year's published figures, pounds."""

    standard: dict[str, float]
    first_child: float
    child: float
    two_child_limit: bool
    care_one: float
    care_two: float
    allowance_rent: float
    allowance_no_rent: float
    living_wage: float
    scottish: list[tuple[float, float]]
    eldest: float
    other: float
    scottish_child: float
    protected_from: int
    """The age from which a child was surely born before 6 April 2017, on any day of the year (see below)."""


YEARS = {
    "2025-26": Year(
        {"s<25": 316.98, "s": 400.14, "c<25": 497.55, "c": 628.10}, 339.00, 292.81, True, 1031.88, 1768.94, 411, 684,
        12.21, [(2827, 0.19), (14921, 0.20), (31092, 0.21), (62430, 0.42), (125140, 0.45), (math.inf, 0.48)],
        26.05, 17.25, 27.15, 9,
    ),
    "2026-27": Year(
        {"s<25": 338.58, "s": 424.90, "c<25": 528.34, "c": 666.97}, 351.88, 303.94, False, 1071.09, 1836.16, 427, 710,
        12.71, [(3967, 0.19), (16956, 0.20), (31092, 0.21), (62430, 0.42), (125140, 0.45), (math.inf, 0.48)],
        27.05, 17.90, 28.20, 10,
    ),
}  # fmt: skip
UK = [(37700.0, 0.20), (125140.0, 0.40), (math.inf, 0.45)]
CAPS = {(True, False): 22020, (False, False): 14753, (True, True): 25323, (False, True): 16967}


@dataclass
class Home:
    """One household. Money in pence, as in a line of the file."""

    ages: list[int]
    hours: list[float]
    pay: list[float]
    children: list[int] = field(default_factory=list)
    rent: float = 0
    childcare: float = 0
    travel: float = 0
    nation: str = "england"
    london: bool = False
    married: bool = False


def slices(taxable, bands):
    """Tax on what is above the personal allowance."""
    tax, start = 0.0, 0.0
    for end, rate in bands:
        if taxable > start:
            tax += (min(taxable, end) - start) * rate
        start = end
    return tax


def allowance(income):
    """12,570, less a pound for every two above 100,000, rounded up to a pound."""
    return max(0, math.ceil(12570 - max(0.0, income - 100000) / 2 - 1e-9))


def income_taxes(home, incomes, year):
    bands = year.scottish if home.nation == "scotland" else UK
    taxes = [slices(max(0.0, income - allowance(income)), bands) for income in incomes]
    if home.married and len(incomes) == 2:
        limit = 31092 if home.nation == "scotland" else 37700
        giver = 0 if incomes[0] <= incomes[1] else 1
        given = slices(max(0.0, incomes[giver] - (allowance(incomes[giver]) - 1260)), bands)
        taken = max(0.0, taxes[1 - giver] - 252)
        basic = all(income - allowance(income) <= limit for income in incomes)
        if basic and given + taken < sum(taxes):
            taxes[giver], taxes[1 - giver] = given, taken
    return taxes


def insurance(age, income):
    """8 % from 12,570 to 50,270 and 2 % above; from 16 to State Pension age."""
    if age < 16 or age >= 66:
        return 0.0
    return 0.08 * max(0.0, min(income, 50270) - 12570) + 0.02 * max(0.0, income - 50270)


def universal_credit(home, year, net_month, child_benefit_month):
    """(paid, taken by the cap), pounds a month."""
    has_children = bool(home.children)
    old_enough = [age >= (16 if has_children else 18) for age in home.ages]
    if not any(old and age < 66 for old, age in zip(old_enough, home.ages, strict=True)):
        return 0.0, 0.0
    couple = len(home.ages) == 2 and all(old_enough)
    young = "<25" if max(home.ages) < 25 else ""
    most = year.standard[("c" if couple else "s") + young]
    protected = sum(age >= year.protected_from for age in home.children)
    paid_for = len(home.children)
    if year.two_child_limit:
        paid_for = max(min(paid_for, 2), protected)
    for place in range(paid_for):
        most += year.first_child if place == 0 and protected else year.child
    most += home.rent / 100 * 52 / 12
    care = 0.0
    if all(hours > 0 and pay > 0 for hours, pay in zip(home.hours, home.pay, strict=True)):
        in_care = sum(age < 16 for age in home.children)
        limit = 0.0 if in_care == 0 else year.care_one if in_care == 1 else year.care_two
        care = min(0.85 * home.childcare / 100 * 52 / 12, limit)
    most += care
    work_allowance = 0.0
    if has_children:
        work_allowance = year.allowance_rent if home.rent > 0 else year.allowance_no_rent
    award = most - 0.55 * max(0.0, net_month - work_allowance)
    if award < 0.01:
        return 0.0, 0.0
    if net_month >= math.floor(16 * year.living_wage * 52 / 12 + 1e-9):
        return award, 0.0
    excess = award + child_benefit_month - CAPS[(couple or has_children, home.london)] / 12
    taken = min(award, max(0.0, excess - care))
    return award - taken, taken


def week(home, year):
    """The lines by name, pence a week, not rounded."""
    incomes = [hours * pay / 100 * 52 for hours, pay in zip(home.hours, home.pay, strict=True)]
    taxes = income_taxes(home, incomes, year)
    insured = [insurance(age, income) for age, income in zip(home.ages, incomes, strict=True)]
    benefit = 0.0 if not home.children else year.eldest + year.other * (len(home.children) - 1)
    hundredths = min(100, math.floor(max(0.0, max(incomes) - 60000) / 200 + 1e-9))
    charge = math.floor(hundredths / 100 * math.floor(benefit * 52 + 1e-9) + 1e-9)
    paid, taken = universal_credit(home, year, (sum(incomes) - sum(taxes) - sum(insured)) / 12, benefit * 52 / 12)
    scottish = year.scottish_child * sum(age < 16 for age in home.children)
    pounds = {
        "gross": sum(incomes) / 52,
        "income_tax": (sum(taxes) + charge) / 52,
        "national_insurance": sum(insured) / 52,
        "universal_credit": paid * 12 / 52,
        "child_benefit": benefit,
        "scottish_child_payment": scottish if home.nation == "scotland" and paid > 0 else 0.0,
        "benefit_cap_reduction": taken * 12 / 52,
        "childcare": home.childcare / 100,
        "travel": home.travel / 100,
    }
    return {name: amount * 100 for name, amount in pounds.items()}

"""Income tax and National Insurance of each adult, a year, in pence."""

from __future__ import annotations

import numpy as np

from matcher.betteroff.households import NATIONS, Bools, Floats, Households
from matcher.betteroff.rates import PENCE, Band, Rates

_SPECK = 1e-6


def income_tax(income: Floats, households: Households, rates: Rates) -> Floats:
    """(n, 2) tax on earnings of `income`, (n, 2) pence a year. Income Tax Act 2007, sections 10 to 13, 23 and 35."""
    allowance = personal_allowance(income, rates)
    systems = {rates.by_nation[nation] for nation in NATIONS}
    if len(systems) == 1:
        return _taxed(income, allowance, households, next(iter(systems)), rates)
    tax = np.zeros_like(income)
    for bands in systems:
        numbers = [number for number, nation in enumerate(NATIONS) if rates.by_nation[nation] == bands]
        rows = np.flatnonzero(np.isin(households.nation, numbers))
        if len(rows):
            tax[rows] = _taxed(income[rows], allowance[rows], households.take(rows), bands, rates)
    return tax


def personal_allowance(income: Floats, rates: Rates) -> Floats:
    """The allowance after its taper, rounded up to a whole pound (section 35)."""
    over = np.maximum(income - rates.allowance_taper_from, 0.0)
    left = np.maximum(rates.personal_allowance - over * rates.allowance_taper, 0.0)
    return np.ceil(left / PENCE - _SPECK) * PENCE


def _taxed(income: Floats, allowance: Floats, households: Households, bands: tuple[Band, ...], rates: Rates) -> Floats:
    tax = sliced(np.maximum(income - allowance, 0.0), bands)
    wanted = households.marriage_allowance & (households.adults > 1)
    return _transferred(tax, income, allowance, bands, rates, wanted) if wanted.any() else tax


def sliced(taxable: Floats, bands: tuple[Band, ...]) -> Floats:
    """Tax on taxable income by slices."""
    tax, start = np.zeros_like(taxable), 0.0
    for band in bands:
        end = np.inf if band.up_to is None else float(band.up_to)
        tax += band.rate * np.clip(taxable - start, 0.0, end - start)
        start = end
    return tax


def _transferred(
    tax: Floats, income: Floats, allowance: Floats, bands: tuple[Band, ...], rates: Rates, wanted: Bools
) -> Floats:
    """Tax where one of a couple gives the other the Marriage Allowance and both together gain (sections 55A to 55E)."""
    within = max(band.up_to or 0 for band in bands if band.marriage_allowance)
    basic = next(band.rate for band in rates.by_nation["england"] if band.marriage_allowance)
    gives = np.argmin(income, axis=1)[:, None]
    takes = 1 - gives
    allowance_left = np.take_along_axis(allowance, gives, 1) - rates.marriage_allowance
    after_giving = sliced(np.maximum(np.take_along_axis(income, gives, 1) - allowance_left, 0.0), bands)
    after_taking = np.maximum(np.take_along_axis(tax, takes, 1) - basic * rates.marriage_allowance, 0.0)
    total: Floats = after_giving + after_taking
    better = total < tax.sum(axis=1, keepdims=True)
    can = wanted[:, None] & better & ((income - allowance).max(axis=1, keepdims=True) <= within)
    changed = tax.copy()
    np.put_along_axis(changed, gives, after_giving, 1)
    np.put_along_axis(changed, takes, after_taking, 1)
    moved: Floats = np.where(can, changed, tax)
    return moved


def national_insurance(income: Floats, households: Households, rates: Rates) -> Floats:
    """(n, 2) employees' contributions of class 1. Nobody pays below or above the ages given."""
    due = rates.ni_rate * np.clip(income - rates.ni_threshold, 0.0, rates.ni_upper - rates.ni_threshold)
    due += rates.ni_rate_above * np.maximum(income - rates.ni_upper, 0.0)
    return np.where((households.age >= rates.ni_age_from) & (households.age < rates.pension_age), due, 0.0)


def child_benefit_charge(income: Floats, child_benefit_year: Floats, rates: Rates) -> Floats:
    """(n,) what the higher earner of a household pays back of Child Benefit, a year.

    Whole hundredths, whole pounds, downwards (Income Tax (Earnings and Pensions) Act 2003, section 681C).
    """
    over = np.maximum(income.max(axis=1) - rates.charge_from, 0.0)
    hundredths = np.minimum(np.floor(over / rates.charge_step + _SPECK), 100.0)
    paid = np.floor(child_benefit_year / PENCE + _SPECK)
    charge: Floats = np.floor(hundredths * paid / 100 + _SPECK) * PENCE
    return charge

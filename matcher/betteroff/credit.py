"""Universal Credit and the benefit cap, a month, in pence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.betteroff.households import Bools, Floats, Households
from matcher.betteroff.rates import Rates


@dataclass(frozen=True)
class Award:
    """Universal Credit of each household, a month."""

    paid: Floats
    """What is paid, after the cap."""
    capped: Floats
    """What the cap took."""


def award(households: Households, net_month: Floats, child_benefit_month: Floats, rates: Rates) -> Award:
    """The award on net earnings of all adults together, and what the benefit cap takes from it."""
    couple, anyone = claimants(households, rates)
    care = childcare_element(households, rates)
    most = standard_allowance(households, couple, rates) + child_element(households, rates) + care
    most += households.rent * (rates.weeks / rates.months)
    due = most - rates.taper * np.maximum(net_month - work_allowance(households, rates), 0.0)
    before = np.where(anyone & (due >= rates.least_award_month), due, 0.0)
    capped = cap_reduction(households, couple, before, care, net_month, child_benefit_month, rates)
    return Award(before - capped, capped)


def claimants(households: Households, rates: Rates) -> tuple[Bools, Bools]:
    """Whether two people claim together, and whether anybody can (Welfare Reform Act 2012, section 4; regulation 3).

    Of a couple with one below State Pension age both claim; who is under 18 without a child does not, and the other
    claims as a single person, with the pay of both.
    """
    least = np.where(households.children > 0, rates.uc_age_from_parent, rates.uc_age_from)[:, None]
    old_enough = households.age >= least
    below_pension = old_enough & (households.age < rates.pension_age)
    return old_enough[:, 0] & old_enough[:, 1], below_pension[:, 0] | below_pension[:, 1]


def standard_allowance(households: Households, couple: Bools, rates: Rates) -> Floats:
    """By one or two claimants, and whether one of them has reached the age of the higher amount."""
    older = households.age.max(axis=1) >= rates.older_from
    single = np.where(older, rates.single_month, rates.single_young_month)
    both = np.where(older, rates.couple_month, rates.couple_young_month)
    return np.where(couple, both, single).astype(np.float64)


def child_element(households: Households, rates: Rates) -> Floats:
    """An amount for each child that counts; more for an eldest born before the limit."""
    counted = households.children
    if rates.child_limit is not None:
        counted = np.maximum(np.minimum(counted, rates.child_limit), households.children_protected)
    higher = (households.children_protected > 0) * (rates.first_child_month - rates.child_month)
    return (counted * rates.child_month + higher).astype(np.float64)


def working(households: Households) -> Bools:
    """Whether every adult has pay (regulation 32)."""
    second = households.adults > 1
    paid = (households.hours > 0) & (households.pay > 0)
    return paid[:, 0] & (paid[:, 1] | ~second)


def childcare_most(households: Households, rates: Rates) -> Floats:
    """The most of the childcare element, by how many children can be helped with (regulation 36)."""
    several = np.where(households.children_in_care > 1, rates.care_most_more_month, rates.care_most_one_month)
    return np.where(households.children_in_care > 0, several, 0).astype(np.float64)


def childcare_element(households: Households, rates: Rates) -> Floats:
    """A share of the cost up to the most, while every adult works."""
    helped = rates.care_share * households.childcare * (rates.weeks / rates.months)
    return np.where(working(households), np.minimum(helped, childcare_most(households, rates)), 0.0)


def work_allowance(households: Households, rates: Rates) -> Floats:
    """Net earnings that lower nothing: with a child only, less with help towards rent (regulation 22)."""
    allowance = np.where(households.rent > 0, rates.work_allowance_rent_month, rates.work_allowance_month)
    return np.where(households.children > 0, allowance, 0).astype(np.float64)


def cap_reduction(
    households: Households,
    couple: Bools,
    before: Floats,
    care: Floats,
    net_month: Floats,
    child_benefit_month: Floats,
    rates: Rates,
) -> Floats:
    """What Universal Credit and Child Benefit are above the cap, less the childcare element (regulations 79 to 82)."""
    place = households.london.astype(np.int64)
    family = np.array(rates.cap_family, dtype=np.float64)[place]
    single = np.array(rates.cap_single, dtype=np.float64)[place]
    cap_month = np.where(couple | (households.children > 0), family, single) / rates.months
    excess = np.maximum(before + child_benefit_month - cap_month, 0.0)
    applies = (before > 0) & (net_month < rates.cap_exempt_month)
    return np.where(applies, np.clip(excess - care, 0.0, before), 0.0)

"""What should be said beside an estimate, by household: which of the declared notes hold."""

from __future__ import annotations

import numpy as np

from matcher.betteroff.credit import childcare_most, claimants, working
from matcher.betteroff.households import NATIONS, Bools, Households, Ints, WholeWeek
from matcher.betteroff.rates import Rates


def doubts(
    households: Households, eldest: Ints, protected_from: Ints, lines: WholeWeek, rates: Rates
) -> dict[str, Bools]:
    """For each note of `better_off.yaml` that can be told from the figures, where it holds."""
    couple, anyone = claimants(households, rates)
    present = np.stack([np.ones(len(households), dtype=np.bool_), households.adults > 1], axis=1)
    ages, has_care = households.age, households.childcare > 0
    just_below = eldest == protected_from - 1
    later = (households.children > households.children_protected) & (households.children > (rates.child_limit or 0))
    young = present & (ages < rates.uc_age_from) & (households.children == 0)[:, None]
    helped = rates.care_share * households.childcare * (rates.weeks / rates.months)
    pays = has_care & working(households)
    return {
        "below_minimum_wage": below_minimum_wage(households, rates),
        "first_child_birthday": just_below & anyone,
        "later_child_birthday": later & just_below & (rates.child_limit is not None) & anyone,
        "pension_age": (present & (ages >= rates.pension_age)).any(axis=1),
        "too_young": young.any(axis=1),
        "young_person": households.children > households.children_scottish,
        "childcare_no_child": has_care & (households.children_in_care == 0),
        "childcare_no_work": has_care & ~working(households),
        "childcare_limit": pays & (households.children_in_care > 0) & (helped > childcare_most(households, rates)),
        "northern_ireland": households.nation == NATIONS.index("northern_ireland"),
        "capped": (lines.benefit_cap_reduction > 0) & (couple | anyone),
    }


def below_minimum_wage(households: Households, rates: Rates) -> Bools:
    """Whether somebody with hours is paid less than the rate for their age."""
    least = np.zeros(households.age.shape, dtype=np.float64)
    for age_from, age_below, pence in rates.minimum_wage:
        least[(households.age >= age_from) & (households.age < age_below)] = pence
    below = (households.hours > 0) & (households.pay < least)
    return below[:, 0] | below[:, 1]

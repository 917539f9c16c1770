"""The week's money of many households at once."""

from __future__ import annotations

import numpy as np

from matcher.betteroff.credit import award
from matcher.betteroff.households import NATIONS, Floats, Households, Week
from matcher.betteroff.rates import Rates
from matcher.betteroff.tax import child_benefit_charge, income_tax, national_insurance

SCOTLAND = NATIONS.index("scotland")


def week(households: Households, rates: Rates) -> Week:
    """What comes in and goes out in a week, pence, for households that share one day's rates.

    Income tax holds the charge that takes Child Benefit back from high incomes, since in law it is one; Universal
    Credit does not look at that charge.
    """
    per_month = rates.weeks / rates.months
    income = households.hours * households.pay * rates.weeks
    tax = income_tax(income, households, rates)
    insurance = national_insurance(income, households, rates)
    child_benefit = child_benefit_week(households, rates)
    charge = child_benefit_charge(income, child_benefit * rates.weeks, rates)
    net_month = (income - tax - insurance).sum(axis=1) / rates.months
    credit = award(households, net_month, child_benefit * per_month, rates)
    scottish = (households.nation == SCOTLAND) & (credit.paid > 0)
    return Week(
        gross=income.sum(axis=1) / rates.weeks,
        income_tax=(tax.sum(axis=1) + charge) / rates.weeks,
        national_insurance=insurance.sum(axis=1) / rates.weeks,
        universal_credit=credit.paid / per_month,
        child_benefit=child_benefit,
        scottish_child_payment=np.where(scottish, households.children_scottish * rates.scottish_child_week, 0.0),
        benefit_cap_reduction=credit.capped / per_month,
        childcare=households.childcare,
        travel=households.travel,
    )


def child_benefit_week(households: Households, rates: Rates) -> Floats:
    """Child Benefit: an amount for the eldest and one for each other child."""
    more = np.maximum(households.children - 1, 0) * rates.other_week
    return np.where(households.children > 0, rates.eldest_week + more, 0).astype(np.float64)

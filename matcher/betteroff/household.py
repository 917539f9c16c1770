"""One household as it is told: plain values, and many of them made into arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from matcher.betteroff.households import Bools, Households, Ints
from matcher.betteroff.rates import Rates


class Household(NamedTuple):
    """One or two adults, the second all nought where there is none. Money is pence, an hour or a week."""

    adults: int
    age: int
    other_age: int
    hours: float
    other_hours: float
    pay: float
    other_pay: float
    nation: int
    """Index in `households.NATIONS`."""
    rent: float
    childcare: float
    travel: float
    london: bool
    marriage_allowance: bool
    children: tuple[int, ...]
    """Ages."""


def gather(told: Sequence[Household], *, rates: Rates, protected_from: Ints) -> Households:
    """Arrays of households that share rates; `protected_from` is the age that shows a birth before the limit."""
    columns = np.array([one[:-1] for one in told], dtype=np.float64).reshape(len(told), len(Household._fields) - 1)
    by_name = dict(zip(Household._fields, columns.T, strict=False))
    ages = np.array([age for one in told for age in one.children], dtype=np.int64)
    owner = np.repeat(np.arange(len(told)), [len(one.children) for one in told])

    def count(rows: Bools) -> Ints:
        return np.bincount(owner[rows], minlength=len(told)).astype(np.int64)

    return Households(
        adults=by_name["adults"].astype(np.int64),
        age=np.stack([by_name["age"], by_name["other_age"]], axis=1).astype(np.int64),
        hours=np.stack([by_name["hours"], by_name["other_hours"]], axis=1),
        pay=np.stack([by_name["pay"], by_name["other_pay"]], axis=1),
        children=count(np.ones(len(ages), dtype=np.bool_)),
        children_in_care=count(ages < rates.care_age_below),
        children_scottish=count(ages < rates.scottish_child_age_below),
        children_protected=count(ages >= protected_from[owner]),
        nation=by_name["nation"].astype(np.int64),
        rent=by_name["rent"],
        childcare=by_name["childcare"],
        travel=by_name["travel"],
        london=by_name["london"].astype(np.bool_),
        marriage_allowance=by_name["marriage_allowance"].astype(np.bool_),
    )

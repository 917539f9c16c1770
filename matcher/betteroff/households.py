"""Households as arrays: one number for each, or two for each adult."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NATIONS = ("england", "scotland", "wales", "northern_ireland")
"""In the order of their numbers in `Households.nation`."""
OF_ADULTS = 2
"""Most adults whose money is one: a single person or a couple."""


@dataclass(frozen=True)
class Households:
    """Arrays of one length. Ages are whole years; money is pence, an hour or a week."""

    adults: Ints
    """1 or 2."""
    age: Ints
    """(n, 2); 0 where there is no second adult."""
    hours: Floats
    """(n, 2) a week."""
    pay: Floats
    """(n, 2) pence an hour."""
    children: Ints
    """How many, of any age that counts."""
    children_in_care: Ints
    """How many of an age for which childcare can be helped with."""
    children_scottish: Ints
    """How many of an age for the Scottish Child Payment."""
    children_protected: Ints
    """How many were certainly born before the two-child limit."""
    nation: Ints
    """Index in NATIONS."""
    rent: Floats
    childcare: Floats
    travel: Floats
    london: Bools
    marriage_allowance: Bools

    def __len__(self) -> int:
        return len(self.adults)

    def take(self, rows: Ints) -> Households:
        """Some of them, in the order of `rows`."""
        return Households(**{name: values[rows] for name, values in vars(self).items()})


@dataclass(frozen=True)
class Week:
    """The week's money of each household, in pence, not rounded."""

    gross: Floats
    income_tax: Floats
    national_insurance: Floats
    universal_credit: Floats
    child_benefit: Floats
    scottish_child_payment: Floats
    benefit_cap_reduction: Floats
    childcare: Floats
    travel: Floats


@dataclass(frozen=True)
class WholeWeek:
    """The week's money in whole pence, each line rounded half up; `left_over` is the sum of the lines as shown."""

    gross: Ints
    income_tax: Ints
    national_insurance: Ints
    universal_credit: Ints
    child_benefit: Ints
    scottish_child_payment: Ints
    benefit_cap_reduction: Ints
    childcare: Ints
    travel: Ints
    left_over: Ints


LINES = tuple(WholeWeek.__annotations__)
"""Names of the lines, in order."""
_HALF = 0.5
_SPECK = 1e-6
"""Pence: what a sum of floats may lack of a half, which must still round up."""


def whole(week: Week) -> WholeWeek:
    """Every line in whole pence, and what is left over."""
    lines = {name: np.floor(values + (_HALF + _SPECK)).astype(np.int64) for name, values in vars(week).items()}
    comes = ("gross", "universal_credit", "child_benefit", "scottish_child_payment")
    goes = ("income_tax", "national_insurance", "childcare", "travel")
    left_over = np.sum([lines[name] for name in comes], axis=0) - np.sum([lines[name] for name in goes], axis=0)
    return WholeWeek(**lines, left_over=left_over)

"""Homes of the tests, as the room is told of them, and at random."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from matcher.betteroff.estimate import Estimator
from matcher.betteroff.household import Household
from matcher.betteroff.households import NATIONS
from matcher.library.load import load_library
from tests.betteroff.reference import YEARS, Home

DAYS = {
    "2025-26": (dt.date(2025, 4, 7), dt.date(2026, 3, 31)),
    "2026-27": (dt.date(2026, 4, 6), dt.date(2027, 3, 31)),
}
"""The days on which all of a tax year's figures hold; the first days of April mix two years."""
TODAY = dt.date(2026, 11, 22)
ESTIMATOR = Estimator(load_library())


def told(home: Home) -> Household:
    """A home as the room is told of it."""
    other = len(home.ages) > 1
    return Household(
        adults=len(home.ages),
        age=home.ages[0],
        other_age=home.ages[1] if other else 0,
        hours=home.hours[0],
        other_hours=home.hours[1] if other else 0,
        pay=home.pay[0],
        other_pay=home.pay[1] if other else 0,
        nation=NATIONS.index(home.nation),
        rent=home.rent,
        childcare=home.childcare,
        travel=home.travel,
        london=home.london,
        marriage_allowance=home.married,
        children=tuple(home.children),
    )


def lines(home: Home, on: dt.date = TODAY) -> dict[str, int]:
    """A home's week in whole pence."""
    return ESTIMATOR.estimate([told(home)], [on]).of(0)


def year_of(on: dt.date):
    """The figures typed in for a day."""
    return next(YEARS[name] for name, (first, last) in DAYS.items() if first <= on <= last)


days = st.one_of(*(st.dates(first, last) for first, last in DAYS.values()))
ages = st.integers(16, 75)
hours = st.one_of(st.just(0.0), st.integers(1, 120).map(lambda halves: halves / 2), st.sampled_from([16.0, 168.0]))
pay = st.one_of(st.integers(0, 2500), st.sampled_from([1271, 1221, 4000, 9000]))
money = st.one_of(st.just(0), st.integers(0, 60_000), st.decimals(0, 40_000, places=1).map(float))


@st.composite
def homes(draw):
    """A random home of one or two adults."""
    count = draw(st.integers(1, 2))
    return Home(
        ages=[draw(ages) for _ in range(count)],
        hours=[draw(hours) for _ in range(count)],
        pay=[draw(pay) for _ in range(count)],
        children=draw(st.lists(st.integers(0, 19), max_size=6)),
        rent=draw(money),
        childcare=draw(money),
        travel=draw(money),
        nation=draw(st.sampled_from(NATIONS)),
        london=draw(st.booleans()),
        married=draw(st.booleans()),
    )

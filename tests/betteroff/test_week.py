"""The vectorised estimate is the plain one, adds up, and moves the way money moves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.betteroff.rates import RatesUnknown, born_before_from_age
from tests.betteroff.homes import ESTIMATOR, TODAY, days, homes, lines, told, year_of
from tests.betteroff.reference import Home, week

NEAR = 0.02
"""Pence by which floats in another order may fall on the other side of a half."""


def agrees(shown: dict[str, int], reference: dict[str, float]) -> None:
    for name, exact in reference.items():
        assert abs(shown[name] - exact) <= 0.5 + NEAR, name


@given(st.lists(st.tuples(homes(), days), min_size=1, max_size=12))
def test_many_together_are_each_as_the_plain_reference_says(pairs):
    estimate = ESTIMATOR.estimate([told(home) for home, _ in pairs], [on for _, on in pairs])
    for row, (home, on) in enumerate(pairs):
        agrees(estimate.of(row), week(home, year_of(on)))


@given(homes(), days)
def test_the_lines_add_up_to_what_is_left_over(home, on):
    shown = lines(home, on)
    comes = shown["gross"] + shown["universal_credit"] + shown["child_benefit"] + shown["scottish_child_payment"]
    goes = shown["income_tax"] + shown["national_insurance"] + shown["childcare"] + shown["travel"]
    assert shown["left_over"] == comes - goes
    assert all(value >= 0 for name, value in shown.items() if name != "left_over")


@given(homes(), days)
def test_order_among_adults_and_children_does_not_matter(home, on):
    turned = replace(
        home, ages=home.ages[::-1], hours=home.hours[::-1], pay=home.pay[::-1], children=home.children[::-1]
    )
    assert lines(home, on) == lines(turned, on)


@given(homes(), days)
def test_the_cap_takes_only_what_is_above_it_and_never_more_than_there_is(home, on):
    shown, year = lines(home, on), year_of(on)
    if not shown["benefit_cap_reduction"]:
        return
    care = 0.85 * home.childcare
    family = len(home.ages) > 1 or home.children
    cap = 100 / 52 * ((25323 if home.london else 22020) if family else (16967 if home.london else 14753))
    assert shown["universal_credit"] + shown["child_benefit"] <= cap + care + 2
    assert sum(h * p for h, p in zip(home.hours, home.pay, strict=True)) * 52 / 1200 < year.living_wage * 16 * 52 / 6


@given(homes(), days, st.integers(1, 20_000))
def test_more_rent_never_lowers_universal_credit_but_by_the_lower_work_allowance(home, on, more):
    """The first pound of rent halves the work allowance; from there on more rent is never less."""
    if home.rent > 0:
        assert (
            lines(replace(home, rent=home.rent + more), on)["universal_credit"] >= lines(home, on)["universal_credit"]
        )


@given(homes(), days, st.integers(0, 19))
def test_another_child_never_lowers_what_comes_in_from_benefits(home, on, age):
    """Nobody above the charge on high incomes: there another child brings more to pay back."""
    before, after = lines(home, on), lines(replace(home, children=[*home.children, age]), on)
    for name in ("child_benefit", "scottish_child_payment"):
        assert after[name] >= before[name]
    # Universal Credit may fall by what the cap takes for the added Child Benefit, and by nothing else; a partner of
    # 16 or 17 becomes a claimant with the first child, which may change the cap and the allowance.
    capped = after["benefit_cap_reduction"]
    assert after["universal_credit"] + capped + 1 >= before["universal_credit"]


@given(homes(), days, st.integers(1, 50))
def test_a_higher_wage_never_lowers_gross_tax_or_insurance_nor_raises_universal_credit_uncapped(home, on, more):
    if home.married or home.hours[0] == 0 or home.pay[0] == 0:
        return
    before, after = lines(home, on), lines(replace(home, pay=[home.pay[0] + more, *home.pay[1:]]), on)
    for name in ("gross", "income_tax", "national_insurance"):
        assert after[name] >= before[name]
    uncapped = [one["universal_credit"] + one["benefit_cap_reduction"] for one in (before, after)]
    assert uncapped[1] <= uncapped[0] + 1


@given(homes(), days)
def test_childcare_helps_only_while_every_adult_works(home, on):
    working = all(h > 0 and p > 0 for h, p in zip(home.hours, home.pay, strict=True))
    without = lines(replace(home, childcare=0), on)
    with_cost = lines(home, on)
    helped = with_cost["universal_credit"] - without["universal_credit"]
    assert helped >= 0
    if not working or not any(age < 16 for age in home.children):
        assert helped == 0
    assert helped <= 0.85 * home.childcare + 1


@given(homes(), days)
def test_marriage_allowance_never_costs(home, on):
    single = lines(replace(home, married=False), on)
    claimed = lines(replace(home, married=True), on)
    assert claimed["income_tax"] <= single["income_tax"]
    # In Scotland the one who takes it loses 20 pence in the pound, never 19 or 21 (section 55B): 252 pounds a year.
    assert single["income_tax"] - claimed["income_tax"] <= 25200 / 52 + 1


def test_at_sixteen_hours_of_the_living_wage_the_cap_is_lifted_and_just_below_it_is_not():
    big = Home(ages=[30], hours=[16], pay=[1271], children=[3, 5, 8], rent=25_000)
    assert lines(big)["benefit_cap_reduction"] == 0
    assert lines(replace(big, hours=[15.99]))["benefit_cap_reduction"] > 0
    assert (
        lines(replace(big, hours=[15.99], london=True))["benefit_cap_reduction"]
        < (lines(replace(big, hours=[15.99]))["benefit_cap_reduction"])
    )


def test_the_two_child_limit_ends_on_6_april_2026():
    home = Home(ages=[30], hours=[0], pay=[0], children=[1, 2, 3])
    last, first = dt.date(2026, 4, 5), dt.date(2026, 4, 6)
    assert lines(home, last)["universal_credit"] == round((40014 + 2 * 29281) * 12 / 52)
    assert lines(home, first)["universal_credit"] == round((42490 + 3 * 30394) * 12 / 52)
    older = replace(home, children=[9, 10, 11])
    assert lines(older, last)["universal_credit"] == round((40014 + 33900 + 2 * 29281) * 12 / 52)


@pytest.mark.parametrize(
    ("on", "age"),
    [("2026-04-05", 9), ("2026-04-06", 10), ("2026-11-22", 10), ("2027-04-05", 10), ("2027-04-06", 11)],
)
def test_the_age_that_shows_a_birth_before_6_april_2017(on, age):
    assert born_before_from_age(dt.date.fromisoformat(on), dt.date(2017, 4, 6)) == age


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ("2024-11-22", "is held from"),
        ("2027-04-06", "is not known yet"),
        ("2031-01-01", "is not known yet"),
    ],
)
def test_a_day_whose_figures_nobody_holds_is_refused_with_a_sentence(on, says):
    with pytest.raises(RatesUnknown, match=says):
        ESTIMATOR.rates(dt.date.fromisoformat(on))


def test_a_couple_of_whom_one_is_under_18_without_a_child_claims_as_one():
    home = Home(ages=[30, 17], hours=[0, 0], pay=[0, 0])
    assert lines(home)["universal_credit"] == round(42490 * 12 / 52)
    assert lines(replace(home, ages=[17, 17]))["universal_credit"] == 0
    assert lines(replace(home, ages=[17], hours=[0], pay=[0]))["universal_credit"] == 0
    assert lines(Home(ages=[17], hours=[0], pay=[0], children=[0]))["universal_credit"] > 0


def test_over_state_pension_age_there_is_no_universal_credit_and_no_insurance_but_a_younger_partner_claims():
    assert lines(Home(ages=[67], hours=[0], pay=[0]))["universal_credit"] == 0
    assert lines(Home(ages=[67], hours=[30], pay=[2000]))["national_insurance"] == 0
    assert lines(Home(ages=[67, 60], hours=[0, 0], pay=[0, 0]))["universal_credit"] == round(66697 * 12 / 52)


def test_the_scottish_child_payment_needs_scotland_a_child_under_16_and_universal_credit():
    home = Home(ages=[30], hours=[0], pay=[0], children=[15, 16], nation="scotland")
    assert lines(home)["scottish_child_payment"] == 2820
    assert lines(replace(home, nation="wales"))["scottish_child_payment"] == 0
    assert lines(replace(home, hours=[60], pay=[3000]))["scottish_child_payment"] == 0
    assert TODAY.year == 2026

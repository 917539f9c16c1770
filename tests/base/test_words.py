"""Days, money, references and problems as people write and read them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.base.days import NotADay, parse_day, say_day
from matcher.base.ids import natural_order
from matcher.base.money import NotAnAmount, parse_pence, say_pence
from matcher.base.problems import Problem, shorten


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_a_day_survives_every_way_of_writing_it(day):
    ways = (
        say_day(day),
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%b} {day.year}",
    )
    assert {parse_day(way) for way in ways} == {day}


def test_the_day_comes_first():
    assert parse_day("01/02/2027") == dt.date(2027, 2, 1)


@pytest.mark.parametrize(
    "text", ["13/13/2027", "31/02/2027", "01/02/27", "2027/02/01", "soon", "5 Ju 2027", "", "44197"]
)
def test_days_nobody_can_be_sure_of(text):
    with pytest.raises(NotADay) as raised:
        parse_day(text)
    assert "05/01/2027" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "pence"), [("£12.71", 1271), ("12.7", 1270), ("1,200", 120_000), ("85p", 85), ("£0", 0), (" £ 9 ", 900)]
)
def test_amounts(text, pence):
    assert parse_pence(text) == pence


@pytest.mark.parametrize("text", ["", "12.711", "12,71", "twelve", "-3", "12.5p", "£", "1e3", "12 to 13"])
def test_amounts_nobody_can_read(text):
    with pytest.raises(NotAnAmount):
        parse_pence(text)


@given(st.integers(0, 10_000_000))
def test_money_round_trips(pence):
    assert parse_pence(say_pence(pence)) == pence


def test_references_sort_as_people_count():
    assert sorted(["C10", "C9", "C009", "c1"], key=natural_order) == ["c1", "C009", "C9", "C10"]


@given(st.lists(st.text(max_size=8), unique=True, max_size=8))
def test_every_reference_has_its_own_place(references):
    assert len({natural_order(one) for one in references}) == len(references)


def test_a_problem_says_where_what_and_what_to_type_and_a_huge_cell_stays_short():
    problem = Problem("clients!D4", "x" * 10_000_000, "is not a number.", "Write a whole number, for example 16.")
    assert len(problem.say()) < 200
    assert problem.say().startswith("clients!D4")
    assert problem.say().endswith("for example 16.")
    assert shorten("a\n b") == "a b"

"""Values in words: plain, by unit, and never a step as a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.explain.values import UNITS, say_range, say_value
from matcher.explain.weeks import say_week
from matcher.measures.all import MEASURES
from tests.explain.made import week


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (45, "minutes", "45 minutes"),
        (1, "minutes", "1 minute"),
        (60, "minutes", "1 hour"),
        (200, "minutes", "3 hours 20 minutes"),
        (0, "minutes", "0 minutes"),
        (50, "pence_hour", "50p an hour"),
        (-50, "pence_hour", "50p an hour"),
        (120, "pence_hour", "£1.20 an hour"),
        (3500, "pence_week", "£35 a week"),
        (1, "days", "1 day"),
        (7, "days", "7 days"),
        (750, "thousandths", "three quarters"),
        (1000, "thousandths", "all"),
        (0, "thousandths", "none"),
        (620, "thousandths", "62 per cent"),
        (5, "thousandths", "a little"),
        (3, "count", "3"),
        (2, "steps", ""),
        (1, "yes_no", ""),
    ],
)
def test_a_value_reads_as_people_say_it(value, unit, said):
    assert say_value(value, unit) == said


@pytest.mark.parametrize(
    ("least", "most", "unit", "said"),
    [
        (20, 25, "minutes", "20 to 25 minutes"),
        (50, 70, "minutes", "50 minutes to 1 hour 10 minutes"),
        (2250, 2610, "minutes", "37 hours 30 to 43 hours 30 minutes"),
        (60, 120, "minutes", "1 hour to 2 hours"),
        (200, 10_080, "minutes", "3 hours 20 minutes or more"),
        (110, 160, "pence_hour", "£1.10 to £1.60 an hour"),
        (-120, -60, "pence_hour", "60p to £1.20 an hour"),
        (700, 780, "thousandths", "70 to 78 per cent"),
        (700, 705, "thousandths", "70 per cent"),
        (3, 3, "days", "3 days"),
    ],
)
def test_a_range_says_both_ends_once(least, most, unit, said):
    ends = {"minutes": (0, 10_080), "pence_hour": (-10_000, 10_000), "thousandths": (0, 1000), "days": (0, 90)}[unit]
    assert say_range(least, most, unit, ends=ends) == said


def test_every_unit_a_measure_may_have_has_words():
    assert {measure.unit for measure in MEASURES.values()} <= set(UNITS)


def test_a_unit_nobody_knows_is_an_error_with_the_list():
    with pytest.raises(ValueError, match="minutes, pence_hour"):
        say_value(1, "furlongs")


@given(st.integers(-10_000, 10_000), st.integers(-10_000, 10_000), st.sampled_from(UNITS))
def test_any_value_can_be_said_without_a_sign_or_a_double_space(one, other, unit):
    said = say_range(min(one, other), max(one, other), unit, ends=(-10_000, 10_000))
    assert "-" not in said
    assert "  " not in said


def test_the_week_is_said_as_people_say_it():
    def said(spells):
        return say_week(spells, any_time="any time", all_day="all day")

    assert said(week("Mon-Fri", "9:30am", "1pm")) == "Mon to Fri 9:30am to 1pm"
    assert said(week("Sun", "10pm", "6am")) == "Sun 10pm to 6am", "a night stays whole across Sunday midnight"
    assert said([(0, 10_080)]) == "any time"
    assert said([(0, 1440), (1440, 2880)]) == "Mon and Tue all day"
    assert said([(600, 2880 + 300)]) == "Tue all day; Mon 10am to midnight; Wed midnight to 5am"
    assert said([]) == ""

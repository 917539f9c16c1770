"""A line about hours gives a week only where it plainly says one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.library.load import load_library
from matcher.reading.hours import read_hours

RULES = load_library().adverts


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("• Full Time- 37.5 hours per week", 37.5, 37.5),
        ("Part Time 18.75 hours per week", 18.75, 18.75),
        ("1.0 WTE (37.5 hrs/pw)", 37.5, 37.5),
        ("25hrs Hours per Week", 25, 25),
        ("Full Time 37 Hours 30 Minutes/Week", 37.5, 37.5),
        ("16-20 Hours per week", 16, 20),
        ("vacancies between 30 and 37.5 Hours per week", 30, 37.5),
        ("posts available up to 35 hours a week", None, 35),
        ("minimum of 25 hours per week but possibly more", 25, None),
        ("Mon - Fri - 07:00 - 14:00 - 32.5 hours per week", 32.5, 32.5),
        ("Ward Clerk – Band 2 – Ward F7 – 20 hours per week", 20, 20),
        ("5 hours per day, 37.5 hours per week", 37.5, 37.5),
        ("working a 37.5 hour week", 37.5, 37.5),
        ("Hours:30hrs per week", 30, 30),
    ],
)
def test_a_plain_week_is_read(text, least, most):
    hours = read_hours(text, RULES)
    expected = tuple(None if end is None else round(end * 60) for end in (least, most))
    assert ((hours.least, hours.most), hours.doubt) == (expected, "")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("part_time", ""),
        ("Full Time", ""),
        ("24 hours, 7 days a week", ""),
        ("24 hours per 7 day week", ""),
        ("2 x 37 hours (5 days per week)", ""),
        ("Salary – Band 4\nHours per week – 22", ""),
        ("Band 4 hours per week", ""),
        ("69 hours over a 4 week rota", ""),
        ("1 x 37.5 hours per week, 1 x 30 hours per w", "several"),
        ("23 or 34.5 hours per week", "several"),
        ("22.5 and 30 hours per week", "several"),
        ("either 32 hours per week over five days", "several"),
        ("The initial training is 37.5 hours a week", "not_this_job"),
        ("Full time (37.5 hours per week) and part time hours", "part_time_too"),
        ("0 hrs per week BANK", "out_of_bounds"),
        ("within our scope of 57 hours per week", "out_of_bounds"),
    ],
)
def test_what_is_not_plain_stays_unknown(text, doubt):
    hours = read_hours(text, RULES)
    assert (hours.least, hours.most, hours.doubt) == (None, None, doubt)


@given(st.text(alphabet="0123456789 .-hourspewktand:()|\n", max_size=120))
def test_any_line_gives_a_week_that_can_be(text):
    hours = read_hours(text, RULES)
    ends = [end for end in (hours.least, hours.most) if end is not None]
    assert all(0 < end <= RULES.hours_most_minutes for end in ends)
    assert ends == sorted(ends)
    assert not (ends and hours.doubt)

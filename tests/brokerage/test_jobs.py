"""Hours and endings of a job: told twice they are there once, in any order; a slip is asked about."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.base.problems import GivenProblems
from matcher.brokerage import working
from matcher.brokerage.jobs import with_end, with_hours
from matcher.records.jobs import Job, JobEnd, Worked

START = dt.date(2026, 1, 5)


def day(number):
    return START + dt.timedelta(days=number)


def job(**more):
    return Job(id="J1", client="C1", started=START, **more)


def hours(since, until=None, hours=16, pay=None):
    return Worked(
        since=day(since),
        until=None if until is None else day(until),
        minutes_week=None if hours is None else hours * 60,
        pay_week_pence=pay,
    )


def told(stretches, to=None):
    """The job with every stretch that fits, and how many did not."""
    found, refused = to or job(), 0
    for one in stretches:
        try:
            found = with_hours(found, one)
        except GivenProblems:
            refused += 1
    return found, refused


STRETCHES = st.lists(
    st.builds(
        hours,
        st.integers(-3, 60),
        st.none() | st.integers(0, 60),
        st.none() | st.integers(0, 60),
        st.none() | st.just(5),
    ),
    max_size=8,
)


@given(STRETCHES, st.none() | st.integers(0, 80))
def test_whatever_is_told_the_job_stays_in_order(stretches, ends):
    found, _ = told(stretches)
    if ends is not None:
        try:
            found = with_end(found, JobEnd(on=day(ends)))
        except GivenProblems:
            assert found.end is None
    assert Job.model_validate(found.model_dump()) == found  # no two overlap, none lies outside


@given(STRETCHES)
def test_told_again_nothing_changes(stretches):
    found, _ = told(stretches)
    again, refused = told(found.worked, to=found)
    assert (again, refused) == (found, 0)


@given(STRETCHES.map(lambda all_of: [one for one in all_of if one.until and (one.since - START).days >= 0]))
def test_days_told_are_never_lost(stretches):
    """A stretch with both its days that was taken keeps them, whatever comes after."""
    found = job()
    for one in stretches:
        before = found
        try:
            found = with_hours(found, one)
        except GivenProblems:
            assert found == before
            continue
        if one.minutes_week is not None or one.pay_week_pence is not None:
            assert next(held for held in found.worked if held.since == one.since).until == one.until
            assert {held.since for held in before.worked} <= {held.since for held in found.worked}


def test_new_hours_end_the_open_ones_the_day_before():
    found, _ = told([hours(0), hours(28, hours=20)])
    assert [(one.since, one.until, one.minutes_week) for one in found.worked] == [
        (day(0), day(27), 960),
        (day(28), None, 1200),
    ]


def test_hours_told_late_for_earlier_days_end_where_the_next_begin():
    found, _ = told([hours(28, hours=20), hours(0)])
    assert [(one.since, one.until) for one in found.worked] == [(day(0), day(27)), (day(28), None)]


def test_the_same_first_day_corrects_what_is_said_and_keeps_the_rest():
    found, _ = told([hours(0, 27, pay=20_000), hours(0, hours=20)])
    assert found.worked == (hours(0, 27, hours=20, pay=20_000),)


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (hours(-1), "no hours before it started"),
        (hours(5, 4), "end before they begin"),
        (hours(41), "after it ended"),
        (hours(10, 12), "told already for days from 5 January 2026 to 25 January 2026"),
    ],
)
def test_a_slip_is_told_with_what_to_do(one, says):
    held = with_end(with_hours(job(), hours(0, 20)), JobEnd(on=day(40)))
    with pytest.raises(GivenProblems, match=says) as caught:
        with_hours(held, one)
    assert caught.value.problems[0].where == "job J1"
    assert caught.value.problems[0].fix


def test_a_stretch_may_not_run_into_the_next():
    held, _ = told([hours(0, 6), hours(20)])
    with pytest.raises(GivenProblems, match="told already for days from 15 January 2026 to 25 January 2026"):
        with_hours(held, hours(10, 20))


def test_an_end_is_told_by_both_sides_one_after_the_other():
    first = with_end(job(), JobEnd(on=day(9), client_reason="hours", client_words="The shifts moved."))
    both = with_end(first, JobEnd(on=day(9), employer_reason="contract_over"))
    assert both.end == JobEnd(
        on=day(9), client_reason="hours", client_words="The shifts moved.", employer_reason="contract_over"
    )
    assert with_end(both, both.end) == both


def test_planned_hours_end_with_the_job():
    ended = with_end(with_hours(job(), hours(0, 90)), JobEnd(on=day(30)))
    assert working.worked([ended], since=day(0), until=day(90), on=day(99)).days == 31
    assert with_hours(ended, hours(0, 90)) == ended


def test_hours_are_taken_back_field_by_field_and_a_stretch_that_says_nothing_goes():
    held = with_hours(job(), hours(0, pay=20_000))
    without = with_hours(held, Worked(since=day(0)), not_known=["minutes_week"])
    assert without.worked == (hours(0, hours=None, pay=20_000),)
    assert with_hours(without, Worked(since=day(0)), not_known=["pay_week_pence"]).worked == ()
    assert with_hours(job(), Worked(since=day(0), source="client")).worked == ()


@pytest.mark.parametrize(("last", "says"), [(-1, "end before it starts"), (10, "hours told from 25 January 2026")])
def test_an_end_that_cannot_be_is_refused(last, says):
    with pytest.raises(GivenProblems, match=says):
        with_end(with_hours(job(), hours(20)), JobEnd(on=day(last)))

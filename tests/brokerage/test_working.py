"""Weeks worked: the spans agree with a count day by day, and three published rules can be replayed from the weeks."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from matcher.brokerage import working
from matcher.brokerage.working import Bounds, Gap, ToAsk
from matcher.records.jobs import Job, JobEnd, Worked

START = dt.date(2026, 1, 5)
SOURCES = ("", "payslip", "client")


def day(number):
    return START + dt.timedelta(days=number)


@st.composite
def jobs_of_one(draw):
    """Up to four jobs in two years, each with stretches that do or do not say hours and pay."""
    return tuple(draw(one_job(f"J{n}")) for n in range(draw(st.integers(0, 4))))


@st.composite
def one_job(draw, reference="J1"):
    begins = draw(st.integers(0, 400))
    ends = draw(st.none() | st.integers(begins, 500))
    edges = sorted(draw(st.sets(st.integers(begins, 500 if ends is None else ends), max_size=6)))
    stretches = []
    for low, high in zip(edges[::2], edges[1::2], strict=False):
        stretches.append(stretch(draw, low, high))
    if edges and len(edges) % 2:
        stretches.append(stretch(draw, edges[-1], None))
    return Job(
        id=reference,
        client="C1",
        started=day(begins),
        worked=tuple(draw(st.permutations(stretches))),
        end=None if ends is None else JobEnd(on=day(ends)),
    )


def stretch(draw, since, until):
    return Worked(
        since=day(since),
        until=None if until is None else day(until),
        minutes_week=draw(st.none() | st.integers(0, 4000)),
        pay_week_pence=draw(st.none() | st.integers(0, 90_000)),
        source=draw(st.sampled_from(SOURCES)),
    )


DAYS = st.integers(-20, 550).map(day)


def by_day(jobs, since, until, on):
    """(days with a job, minutes, pence, hours known, pay known, sources), one day and one job at a time."""
    minutes, pence, days, sources, known = Fraction(0), Fraction(0), 0, set(), [True, True]
    at = since
    while at <= min(until, on):
        here = [job for job in jobs if job.started <= at and (job.end is None or at <= job.end.on)]
        days += bool(here)
        for job in here:
            said = [w for w in job.worked if w.since <= at and (w.until is None or at <= w.until)]
            assert len(said) <= 1
            one = said[0] if said else Worked(since=at)
            minutes += Fraction(one.minutes_week or 0, 7)
            pence += Fraction(one.pay_week_pence or 0, 7)
            sources.add(one.source)
            known = [known[0] and one.minutes_week is not None, known[1] and one.pay_week_pence is not None]
        at += dt.timedelta(days=1)
    return days, int(minutes), int(pence), *known, tuple(sorted(sources))


@given(jobs_of_one(), DAYS, DAYS, DAYS)
def test_a_span_is_what_its_days_add_up_to(jobs, since, until, on):
    span = working.worked(jobs, since=since, until=until, on=on)
    days, minutes, pence, hours_known, pay_known, sources = by_day(jobs, since, until, on)
    assert (span.days, span.sources) == (days, sources)
    assert span.minutes == Bounds(minutes, minutes if hours_known else None)
    assert span.pay_pence == Bounds(pence, pence if pay_known else None)


@given(jobs_of_one(), DAYS, st.integers(0, 90), DAYS)
def test_weeks_follow_each_other_and_stop_at_today(jobs, since, count, on):
    found = working.weeks(jobs, since=since, count=count, on=on)
    assert [week.number for week in found] == list(range(1, len(found) + 1))
    assert len(found) == min(count, max(0, ((on - since).days + 7) // 7))
    for week in found:
        assert (week.span.until - week.span.since).days == 6
        assert week.whole == (week.span.until <= on)
    whole = working.worked(jobs, since=since, until=since + dt.timedelta(days=7 * count - 1), on=on)
    assert sum(week.span.days for week in found) == whole.days
    if whole.minutes.known and found:  # each week is rounded down by less than one minute
        assert 0 <= whole.minutes.least - sum(week.span.minutes.least for week in found) <= len(found)


@given(jobs_of_one(), DAYS)
def test_gaps_are_the_days_without_a_job(jobs, on):
    began = min((job.started for job in jobs if job.started <= on), default=None)
    empty = set()
    at = began
    while at is not None and at <= on:
        if not any(job.started <= at and (job.end is None or at <= job.end.on) for job in jobs):
            empty.add(at)
        at += dt.timedelta(days=1)
    found = working.gaps(jobs, on=on)
    assert {gap.since + dt.timedelta(days=n) for gap in found for n in range(gap.days)} == empty
    assert [gap for gap in found if gap.until is None] == [gap for gap in found if on in empty][-1:]


@given(jobs_of_one(), DAYS)
def test_what_is_to_be_asked_is_what_keeps_a_total_open(jobs, on):
    span = working.to_date(jobs, on=on)
    asks = working.to_ask(jobs, on=on)
    assert any(one.hours for one in asks) == (span is not None and not span.minutes.known)
    assert any(one.pay for one in asks) == (span is not None and not span.pay_pence.known)


@given(jobs_of_one(), jobs_of_one(), DAYS, DAYS, DAYS)
def test_jobs_add_up(one, other, since, until, on):
    both = working.worked((*one, *other), since=since, until=until, on=on)
    apart = [working.worked(jobs, since=since, until=until, on=on) for jobs in (one, other)]
    assert 0 <= both.minutes.least - sum(span.minutes.least for span in apart) <= 1
    assert both.minutes.known == all(span.minutes.known for span in apart)
    assert max(span.days for span in apart) <= both.days <= sum(span.days for span in apart)


@given(one_job(), st.integers(0, 3000), DAYS)
def test_an_answer_never_lowers_what_is_known(job, minutes, on):
    """Filling in hours that nobody had said can only narrow the range."""
    asked = job.model_copy(
        update={
            "worked": tuple(
                w if w.minutes_week is not None else w.model_copy(update={"minutes_week": minutes}) for w in job.worked
            )
        }
    )
    before, after = (working.to_date([one], on=on) for one in (job, asked))
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.minutes.least >= before.minutes.least


def test_two_jobs_one_of_unknown_hours():
    jobs = (
        Job(id="J1", client="C1", started=day(0), worked=(Worked(since=day(0), minutes_week=600),)),
        Job(id="J2", client="C1", started=day(3)),
    )
    span = working.worked(jobs, since=day(0), until=day(6), on=day(30))
    assert (span.days, span.minutes, span.pay_pence) == (7, Bounds(600, None), Bounds(0, None))
    assert working.to_ask(jobs, on=day(6)) == (
        ToAsk("J1", day(0), day(6), hours=False, pay=True),
        ToAsk("J2", day(3), day(6), hours=True, pay=True),
    )


def test_a_week_without_a_job_is_zero_and_a_week_without_an_answer_is_not():
    job = Job(id="J1", client="C1", started=day(7))
    first, second = working.weeks([job], since=day(0), count=2, on=day(30))
    assert first.span.minutes == Bounds(0, 0)
    assert second.span.minutes == Bounds(0, None)


def test_a_week_without_hours_is_in_work():
    job = Job(id="J1", client="C1", started=day(0), worked=(Worked(since=day(0), minutes_week=0, pay_week_pence=0),))
    (week,) = working.weeks([job], since=day(0), count=1, on=day(9))
    assert (week.span.days, week.span.minutes) == (7, Bounds(0, 0))
    assert working.gaps([job], on=day(9)) == ()


def test_the_last_paid_day_counts_and_the_next_begins_a_gap():
    job = Job(id="J1", client="C1", started=day(0), end=JobEnd(on=day(4)))
    assert working.gaps([job], on=day(4)) == ()
    assert working.gaps([job], on=day(5)) == (Gap(day(5), None, 1),)


def test_whoever_has_a_job_is_in_work_until_the_day_it_ends():
    job = Job(id="J1", client="C1", started=day(3), end=JobEnd(on=day(9)))
    assert [n for n in range(14) if working.in_work([job], on=day(n))] == list(range(3, 9))
    assert working.in_work([job.model_copy(update={"end": None})], on=day(99)) == {"C1"}


def test_more_hours_than_a_week_has_are_found():
    long = [
        Job(id=f"J{n}", client="C1", started=day(5 * n), worked=(Worked(since=day(5 * n), minutes_week=6000),))
        for n in range(2)
    ]
    assert working.overfull(long, on=day(20)) == ((day(5), day(20)),)
    assert working.overfull(long[:1], on=day(20)) == ()


@pytest.mark.parametrize(
    ("job", "says"),
    [
        ({"end": JobEnd(on=day(-1))}, "ends before it starts"),
        ({"worked": (Worked(since=day(3), until=day(2)),)}, "ends before it begins"),
        ({"worked": (Worked(since=day(3)), Worked(since=day(9)))}, "overlap"),
        ({"worked": (Worked(since=day(-1)),)}, "before the job started"),
        ({"worked": (Worked(since=day(6)),), "end": JobEnd(on=day(5))}, "after the job ended"),
    ],
)
def test_a_job_that_cannot_be_is_refused(job, says):
    with pytest.raises(ValidationError, match=says):
        Job(id="J1", client="C1", started=day(0), **job)


# --- Three rules as they are published, to see that the weeks hold what a rule reads. The rules themselves, with their
# declared readings of breaks and of "weeks in work", are for the room `outcomes`.


def steady(weeks_worked, minutes=16 * 60, pay=20_800):
    """A job of so many weeks, a break of one, and the same again."""
    first = Job(
        id="J1",
        client="C1",
        started=day(0),
        worked=(Worked(since=day(0), minutes_week=minutes, pay_week_pence=pay),),
        end=JobEnd(on=day(7 * weeks_worked - 1)),
    )
    again = Job(
        id="J2",
        client="C1",
        started=day(7 * weeks_worked + 7),
        worked=(Worked(since=day(7 * weeks_worked + 7), minutes_week=minutes, pay_week_pence=pay),),
    )
    return first, again


def test_sixteen_hours_over_fifty_of_fifty_four_weeks():
    """Weeks in work of the first 54, and hours over 50: the sustained outcome of the seed programme."""
    found = working.weeks(steady(20), since=day(0), count=54, on=day(400))
    in_work = sum(week.span.days == 7 for week in found)
    assert (len(found), in_work) == (54, 53)
    assert sum(week.span.minutes.least for week in found) >= 50 * 16 * 60
    short = working.weeks(steady(20, minutes=900), since=day(0), count=54, on=day(400))
    assert sum(week.span.minutes.least for week in short) < 50 * 16 * 60


def test_seven_hours_in_thirteen_of_sixteen_weeks():
    """The measure of supported employment in primary care."""
    found = working.weeks(steady(5, minutes=7 * 60), since=day(0), count=16, on=day(400))
    assert sum(week.span.minutes.least >= 7 * 60 for week in found) == 15


def test_earnings_in_all():
    """Restart's: the day on which earnings since the start pass a threshold, breaks or not."""
    threshold, jobs = 528_736, steady(5)

    def earned(until):
        span = working.to_date(jobs, on=until)
        return span.pay_pence.least if span else 0

    reached = next(n for n in range(400) if earned(day(n)) >= threshold)
    weeks_needed = Fraction(threshold, 20_800)
    assert reached == -(-weeks_needed * 7 // 1) + 7 - 1  # whole days of pay, one week's break, the first day is day 0

"""What may be written to a job: hours told for a stretch of days, and how it ended. A slip is asked about, not kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from matcher.base.days import Day, say_day
from matcher.base.problems import GivenProblems, Problem
from matcher.records.jobs import Job, JobEnd, Worked


def with_hours(job: Job, told: Worked, *, not_known: Collection[str] = ()) -> Job:
    """The job with what is told of the weeks of a stretch. Telling it again changes nothing.

    A stretch is known by its first day: told again it is corrected in what is said and keeps the rest; `not_known`
    names fields that are taken back. A new one ends the open one before it on the day before, and itself runs to the
    day before the next. A stretch that says nothing is not kept. Raises GivenProblems where days would be told twice,
    or lie before the first or after the last paid day.
    """
    _check_days(job, told)
    same = next((one for one in job.worked if one.since == told.since), told)
    stretch = same.model_copy(update={**_said(told), **dict.fromkeys(not_known)})
    others = sorted((one for one in job.worked if one.since != told.since), key=lambda one: one.since)
    if not _said(stretch).keys() & _TELLING:
        return job.model_copy(update={"worked": tuple(others)})
    before = [one for one in others if one.since < told.since]
    after = [one for one in others if one.since > told.since]
    if before:
        before[-1] = _ended_before(job, before[-1], told.since)
    if after:
        stretch = _ended_before(job, stretch, after[0].since)
    return job.model_copy(update={"worked": (*before, stretch, *after)})


def with_end(job: Job, told: JobEnd) -> Job:
    """The job as ended: the last paid day, both sides' reasons and words. Telling it again changes nothing.

    What is told later is added to what was said, each side in its own field; the day may be corrected. A stretch that
    was to run longer counts up to that day. Raises GivenProblems where it would end before it began, or before hours
    that are told.
    """
    if told.on < job.started:
        fix = f"The first paid day was {say_day(job.started)}: correct one of the two."
        raise _problem(job, say_day(told.on), "would end before it starts.", fix)
    late = next((one for one in job.worked if one.since > told.on), None)
    if late is not None:
        fix = "Give a later last day, or correct the hours."
        raise _problem(job, say_day(told.on), f"has hours told from {say_day(late.since)} on, after that day.", fix)
    end = told if job.end is None else job.end.model_copy(update=_said(told))
    return job.model_copy(update={"end": end})


_TELLING = {"minutes_week", "pay_week_pence"}
"""What makes a stretch worth keeping."""


def _ended_before(job: Job, stretch: Worked, day: Day) -> Worked:
    """A stretch that goes on, ended the day before another begins. Raises GivenProblems where it is told for longer."""
    if stretch.until is None:
        return stretch.model_copy(update={"until": day - dt.timedelta(days=1)})
    if stretch.until < day:
        return stretch
    what = f"has hours told already for days from {say_day(stretch.since)} to {say_day(stretch.until)}."
    fix = "Choose days that do not overlap, or correct the earlier ones first."
    raise _problem(job, say_day(day), what, fix)


def _check_days(job: Job, told: Worked) -> None:
    """Raises GivenProblems for a stretch that cannot lie in the job."""
    if told.since < job.started:
        fix = f"The first paid day is {say_day(job.started)}: correct one of the two."
        raise _problem(job, say_day(told.since), "has no hours before it started.", fix)
    if told.until is not None and told.until < told.since:
        raise _problem(job, say_day(told.until), "cannot have hours that end before they begin.", "Correct the days.")
    if job.end is not None and told.since > job.end.on:
        fix = f"The last paid day is {say_day(job.end.on)}: correct one of the two."
        raise _problem(job, say_day(told.since), "has no hours after it ended.", fix)


def _said(told: Worked | JobEnd) -> dict[str, Any]:
    """What is filled in: nothing that is left blank takes back what was said."""
    return {name: value for name, value in told.__dict__.items() if value not in (None, "", ())}


def _problem(job: Job, value: str, what: str, fix: str) -> GivenProblems:
    return GivenProblems([Problem(f"job {job.id}", value, what, fix)])

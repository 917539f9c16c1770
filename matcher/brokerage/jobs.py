"""What may be written to a job: hours told for a stretch of days, and how it ended. A slip is asked about, not kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

from matcher.base.days import Day, say_day
from matcher.base.problems import GivenProblems, Problem
from matcher.records.jobs import Job, JobEnd, Worked


def with_hours(job: Job, told: Worked) -> Job:
    """The job with what is told of the weeks of a stretch. Telling it again changes nothing.

    A stretch is known by its first day: told again it is corrected in what is said and keeps the rest. A new one ends
    the open one before it on the day before, and itself runs to the day before the next. Raises GivenProblems where
    days would be told twice, or lie before the first or after the last paid day.
    """
    _check_days(job, told)
    same = next((one for one in job.worked if one.since == told.since), None)
    others = sorted((one for one in job.worked if one.since != told.since), key=lambda one: one.since)
    stretch = told if same is None else same.model_copy(update=_said(told))
    before = [one for one in others if one.since < told.since]
    after = [one for one in others if one.since > told.since]
    if before and before[-1].until is None:
        before[-1] = before[-1].model_copy(update={"until": told.since - dt.timedelta(days=1)})
    elif before and before[-1].until is not None and before[-1].until >= told.since:
        raise _overlap(job, before[-1], told.since)
    if after and stretch.until is None:
        stretch = stretch.model_copy(update={"until": after[0].since - dt.timedelta(days=1)})
    elif after and stretch.until is not None and stretch.until >= after[0].since:
        raise _overlap(job, after[0], stretch.until)
    return job.model_copy(update={"worked": (*before, stretch, *after)})


def with_end(job: Job, told: JobEnd) -> Job:
    """The job as ended: the last paid day, both sides' reasons and words. Telling it again changes nothing.

    What is told later is added to what was said, each side in its own field; the day may be corrected. A stretch that
    was to run longer ends with the job. Raises GivenProblems where it would end before it began, or before hours that
    are told.
    """
    if told.on < job.started:
        fix = f"The first paid day was {say_day(job.started)}: correct one of the two."
        raise _problem(job, say_day(told.on), "would end before it starts.", fix)
    late = next((one for one in job.worked if one.since > told.on), None)
    if late is not None:
        fix = "Give a later last day, or correct the hours."
        raise _problem(job, say_day(told.on), f"has hours told from {say_day(late.since)} on, after that day.", fix)
    end = told if job.end is None else job.end.model_copy(update=_said(told))
    cut = tuple(
        one.model_copy(update={"until": told.on}) if one.until is not None and one.until > told.on else one
        for one in job.worked
    )
    return job.model_copy(update={"end": end, "worked": cut})


def _check_days(job: Job, told: Worked) -> None:
    """Raises GivenProblems for a stretch that cannot lie in the job."""
    if told.since < job.started:
        fix = f"The first paid day is {say_day(job.started)}: correct one of the two."
        raise _problem(job, say_day(told.since), "has no hours before it started.", fix)
    if told.until is not None and told.until < told.since:
        raise _problem(job, say_day(told.until), "cannot have hours that end before they begin.", "Correct the days.")
    last = told.until or told.since
    if job.end is not None and last > job.end.on:
        fix = f"The last paid day is {say_day(job.end.on)}: correct one of the two."
        raise _problem(job, say_day(last), "has no hours after it ended.", fix)


def _said(told: Worked | JobEnd) -> dict[str, Any]:
    """What is filled in: nothing that is left blank takes back what was said."""
    return {name: value for name, value in told.__dict__.items() if value not in (None, "", ())}


def _overlap(job: Job, held: Worked, at: Day) -> GivenProblems:
    until = "on" if held.until is None else f"to {say_day(held.until)}"
    what = f"has hours told already from {say_day(held.since)} {until}."
    return _problem(job, say_day(at), what, "Choose days that do not overlap, or correct the earlier ones first.")


def _problem(job: Job, value: str, what: str, fix: str) -> GivenProblems:
    return GivenProblems([Problem(f"job {job.id}", value, what, fix)])

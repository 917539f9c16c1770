"""Hours told of a job, a row at a time: kept where they fit the job as it stands, and told what to do where not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.base.problems import GivenProblems
from matcher.brokerage.jobs import with_hours
from matcher.importers.rows import RowFault
from matcher.records.jobs import Job, Worked


@dataclass(frozen=True)
class HoursTold:
    """What one row says of the weeks of a stretch."""

    job: str
    worked: Worked
    not_known: frozenset[str] = frozenset()
    """Fields that are taken back to not known."""


def told_of(job: Job, told: HoursTold) -> Job:
    """The job with what a row says. Raises RowFault at the day where it does not fit."""
    try:
        return with_hours(job, told.worked, not_known=told.not_known)
    except GivenProblems as refused:
        problem = refused.problems[0]
        ends = told.worked.until is not None and told.worked.until < told.worked.since
        raise RowFault("until" if ends else "since", f"does not fit: the job {problem.what}", problem.fix) from None


def with_told(jobs: dict[str, Job], told: Iterable[HoursTold]) -> dict[str, Job]:
    """The jobs with everything told, row by row. Raises GivenProblems where one no longer fits."""
    found = dict(jobs)
    for one in told:
        if one.job in found:
            found[one.job] = with_hours(found[one.job], one.worked, not_known=one.not_known)
    return found

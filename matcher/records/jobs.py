"""A job somebody started: hours and pay week by week, so that any outcome rule can be replayed; and how it ended."""

from __future__ import annotations

from itertools import pairwise

from pydantic import Field, model_validator

from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId, VacancyId
from matcher.base.weeks import WEEK
from matcher.records.shape import Record


class Worked(Record):
    """What was worked and paid in each week of a stretch of days (product J1)."""

    since: Day
    until: Day | None = None
    """The last day; None while it goes on. Where the job ends before it, the job's last day."""
    minutes_week: int | None = Field(default=None, ge=0, le=WEEK)
    pay_week_pence: int | None = Field(default=None, ge=0, le=1_000_000)
    """Before tax."""
    source: str = ""
    """What it rests on: payslip, employer, client, contract."""


class JobEnd(Record):
    """How a job ended, in both sides' words; kept with the job and never as a mark on the person (product J5)."""

    on: Day
    """The last paid day."""
    client_reason: str = ""
    """One of the reasons of `models/brokerage/endings.yaml`."""
    client_words: str = ""
    employer_reason: str = ""
    employer_words: str = ""
    did_not_hold: tuple[str, ...] = ()
    """Promises of the employer that did not hold, by their ids."""


class Job(Record):
    """One job of one client, from its first paid day."""

    id: str
    client: ClientId
    vacancy: VacancyId | None = None
    employer: EmployerId | None = None
    title: str = ""
    started: Day
    """The first paid day."""
    worked: tuple[Worked, ...] = ()
    end: JobEnd | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Job:
        if self.end is not None and self.end.on < self.started:
            raise ValueError("the job ends before it starts")
        stretches = sorted(self.worked, key=lambda one: one.since)
        if any(one.until is not None and one.until < one.since for one in stretches):
            raise ValueError("a stretch of hours ends before it begins")
        for earlier, later in pairwise(stretches):
            if earlier.until is None or earlier.until >= later.since:
                raise ValueError("two stretches of hours overlap")
        if stretches and stretches[0].since < self.started:
            raise ValueError("hours are given from before the job started")
        if stretches and self.end is not None and stretches[-1].since > self.end.on:
            raise ValueError("hours are given from after the job ended")
        return self

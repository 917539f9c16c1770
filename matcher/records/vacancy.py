"""A vacancy is a job analysis, not an advert: what is done, when, where, what it asks of a person, who decides."""

from __future__ import annotations

from pydantic import Field, model_validator

from matcher.base.days import Day
from matcher.base.ids import EmployerId, SectorCode, VacancyId
from matcher.base.weeks import WEEK, Interval, Intervals, normalise
from matcher.records.finding import ReadDoubt
from matcher.records.requirement import Requirement
from matcher.records.shape import Link, Record
from matcher.records.words import Contract, Demand, Opportunity, VacancyStatus


class Shift(Record):
    """One shift of the usual week. `certain` is False where the rota only may touch it."""

    start: int = Field(ge=0, lt=WEEK)
    end: int
    unpaid_break_minutes: int = Field(default=0, ge=0, le=240)
    certain: bool = True

    @model_validator(mode="after")
    def _fits_a_day(self) -> Shift:
        if not self.start < self.end <= self.start + 1440:
            raise ValueError("a shift must end after it starts, within 24 hours")
        if self.unpaid_break_minutes >= self.end - self.start:
            raise ValueError("the unpaid break is as long as the shift")
        return self

    @property
    def interval(self) -> Interval:
        return self.start, self.end


class Task(Record):
    """One task: the words, the skill it is linked to, its share of the shift in thousandths where known."""

    what: Link
    share: int | None = Field(default=None, ge=1, le=1000)
    essential: bool = True
    taught: bool = False
    """True where it is taught on the job, so that nobody needs to have done it before."""


class Vacancy(Record):
    """One opportunity. A list that is not `complete` may hold more than is written; its silence says nothing."""

    id: VacancyId
    title: str
    employer: EmployerId | None = None
    host: EmployerId | None = None
    occupation: Link | None = None
    opportunity: Opportunity = Opportunity.JOB
    contract: Contract | None = None
    status: VacancyStatus = VacancyStatus.OPEN
    opened: Day | None = None
    closes: Day | None = None
    interviews: Day | None = None
    starts: Day | None = None
    last_word: Day | None = None
    places: int | None = Field(default=None, ge=1, le=1000)
    decides: str = ""
    decides_by: Day | None = None
    sector: SectorCode | None = None
    nation: str | None = None
    shifts: tuple[Shift, ...] = ()
    shifts_complete: bool = False
    hours_least_minutes: int | None = Field(default=None, ge=0, le=WEEK)
    hours_most_minutes: int | None = Field(default=None, ge=0, le=WEEK)
    guaranteed_minutes: int | None = Field(default=None, ge=0, le=WEEK)
    notice_days: int | None = Field(default=None, ge=0, le=90)
    term_time_only: bool | None = None
    pay_least_pence: int | None = Field(default=None, ge=0, le=100_000)
    """Pence an hour, before tax; the least and the most that is offered."""
    pay_most_pence: int | None = Field(default=None, ge=0, le=100_000)
    tasks: tuple[Task, ...] = ()
    tasks_complete: bool = False
    drives: bool | None = None
    """Whether any duty drives; None where nobody said."""
    demands: dict[Demand, int] = Field(default_factory=dict)
    requirements: tuple[Requirement, ...] = ()
    requirements_complete: bool = False
    apply_online_only: bool | None = None
    adjustments: tuple[str, ...] = ()
    """What the employer already offers: ids of the adjustments vocabulary."""
    doubts: tuple[ReadDoubt, ...] = ()
    """What the audit read in the words when the record came in; `matcher check` reads them afresh."""
    raw: dict[str, str] = Field(default_factory=dict)
    """The source's own text beside every value parsed from it, by field name."""

    @model_validator(mode="after")
    def _ends_agree(self) -> Vacancy:
        for low, high, name in (
            (self.hours_least_minutes, self.hours_most_minutes, "hours"),
            (self.pay_least_pence, self.pay_most_pence, "pay"),
        ):
            if low is not None and high is not None and low > high:
                raise ValueError(f"the least {name} is more than the most {name}")
        if len({requirement.id for requirement in self.requirements}) < len(self.requirements):
            raise ValueError("two requirements have the same reference")
        return self

    def pattern(self, *, certain: bool) -> Intervals:
        """The week's shifts: only the certain ones, or all that may be worked."""
        return normalise(s.interval for s in self.shifts if s.certain or not certain)

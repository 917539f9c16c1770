"""What a line about pay, hours or place in a job advert is taken to say, and what is left unknown and
asked."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part

Period = Literal["hour", "day", "week", "month", "year"]
PERIODS: tuple[Period, ...] = ("hour", "day", "week", "month", "year")


class PayBounds(Part):
    """What one period's pay can be, in pence. A figure outside does not mean that period."""

    period: Period
    least_pence: int = Field(ge=0)
    most_pence: int = Field(ge=1)
    mark: Mark

    @model_validator(mode="after")
    def _runs_up(self) -> PayBounds:
        if self.least_pence >= self.most_pence:
            raise ValueError(f"pay by the {self.period}: the least must be below the most")
        return self


class AdvertReading(Document):
    """Bounds and plain words by which adverts' own fields are read. Nothing here fills in what an advert
    leaves out."""

    pay_bounds: tuple[PayBounds, ...]
    days_in_year: int = Field(ge=364, le=366)
    days_in_year_mark: Mark
    """Yearly pay becomes weekly pay by this many days over seven."""
    full_time_from_minutes: int = Field(ge=0)
    """A week of at least this is full time, so that a yearly figure is what is truly paid."""
    full_time_mark: Mark
    hours_most_minutes: int = Field(ge=0)
    """A week beyond this is more likely a misreading, or a limit, than one job's hours."""
    hours_most_mark: Mark
    part_time: tuple[str, ...]
    pro_rata: tuple[str, ...]
    full_time: tuple[str, ...]
    unpaid: tuple[str, ...]
    bank: tuple[str, ...]
    apprentice: tuple[str, ...]
    volunteer: tuple[str, ...]
    drives_title: tuple[str, ...]
    """In a title: driving is the work."""
    drives: tuple[str, ...]
    """In running text: a duty is to drive, not only to get to homes or sites that a bus may go to."""
    not_these_hours: tuple[str, ...]
    """Beside one of these, a number of hours is not, or not alone, the job's own."""
    anywhere: tuple[str, ...]
    """A place that is no one place: its postcode is most likely an office's."""
    nothing_asked: tuple[str, ...]
    """A requirement field that says there is none."""

    @model_validator(mode="after")
    def _every_period_once(self) -> AdvertReading:
        if [bounds.period for bounds in self.pay_bounds] != list(PERIODS):
            raise ValueError(f"pay_bounds needs each period once, in this order: {', '.join(PERIODS)}")
        return self

    def bounds(self, period: Period) -> PayBounds:
        """What pay by `period` can be."""
        return self.pay_bounds[PERIODS.index(period)]

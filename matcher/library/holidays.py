"""Bank holidays, so that a usual week can be told from one that is not."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from matcher.base.days import Day
from matcher.library.document import Document, Mark, Part

Nation = Literal["england_and_wales", "scotland", "northern_ireland"]


class Holiday(Part):
    """One day, and where it is a bank holiday."""

    on: Day
    name: str
    nations: tuple[Nation, ...] = Field(min_length=1)
    mark: Mark
    source: str


class BankHolidays(Document):
    """The days held, and from when until when the list is whole."""

    nations: tuple[Nation, ...]
    since: Day = Field(alias="from")
    until: Day
    days: tuple[Holiday, ...]

    @model_validator(mode="after")
    def _in_order(self) -> BankHolidays:
        days = [one.on for one in self.days]
        if days != sorted(set(days)) or (days and not self.since <= days[0] <= days[-1] <= self.until):
            raise ValueError("each day once, in order, from the first day held until the last")
        return self

    @cached_property
    def all_days(self) -> frozenset[Day]:
        """Every day that is a bank holiday in some nation."""
        return frozenset(one.on for one in self.days)

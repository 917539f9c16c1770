"""What a client told of their household for a better-off figure. Kept apart; no room that matches may import this."""

from __future__ import annotations

from pydantic import Field

from matcher.base.days import Day
from matcher.base.ids import ClientId
from matcher.base.weeks import WEEK
from matcher.records.shape import Record

PENCE_WEEK_MOST = 1_000_000


class HouseholdFacts(Record):
    """Ages are as they were on the day `told`. `None` is not said."""

    client: ClientId
    told: Day
    age: int = Field(ge=16, le=120)
    partner_age: int | None = Field(default=None, ge=16, le=120)
    partner_hours_minutes: int | None = Field(default=None, ge=0, le=WEEK)
    partner_pay_pence: int | None = Field(default=None, ge=0, le=100_000)
    """An hour, before tax."""
    children: tuple[int, ...] = Field(default=(), max_length=20)
    """Ages of the children at home."""
    rent_week_pence: int | None = Field(default=None, ge=0, le=PENCE_WEEK_MOST)
    childcare_week_pence: int | None = Field(default=None, ge=0, le=PENCE_WEEK_MOST)
    """While working."""
    travel_week_pence: int | None = Field(default=None, ge=0, le=PENCE_WEEK_MOST)
    """While working."""
    london: bool | None = None

    def years_since(self, day: Day) -> int:
        """Whole years from the day it was told; 0 before it."""
        birthday = (day.month, day.day) >= (self.told.month, self.told.day)
        return max(0, day.year - self.told.year - (not birthday))

"""An employer, with what was agreed and how it went. Organisations only; people are identity records."""

from __future__ import annotations

from pydantic import Field

from matcher.base.days import Day
from matcher.base.ids import EmployerId
from matcher.records.shape import Record


class ConductFact(Record):
    """One dated, sourced fact about what was agreed, with the employer's reply. `stops` until `until` where serious."""

    on: Day
    what: str
    source: str
    reply: str = ""
    until: Day | None = None
    stops: bool = False


class Employer(Record):
    """One employer. `agency` is True where it supplies people to a host."""

    id: EmployerId
    name: str
    agency: bool = False
    lead: str = ""
    conduct: tuple[ConductFact, ...] = ()
    not_before: Day | None = None
    """Cool-off: no introductions before this day."""
    contact_full_until: Day | None = None
    """The contact budget is used up until this day."""
    adjustments: tuple[str, ...] = Field(default=())
    named_person: bool | None = None
    induction: bool | None = None
    first_week_agreed: bool | None = None

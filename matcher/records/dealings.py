"""What passed between us and employers: approaches, promises, and which records are one employer. No person in any."""

from __future__ import annotations

from pydantic import Field

from matcher.base.days import Day
from matcher.base.ids import EmployerId, VacancyId
from matcher.records.shape import Record


class Approach(Record):
    """One contact with an employer (product H3). It names no client and no member of staff."""

    employer: EmployerId
    on: Day
    how: str
    """One of the ways of `models/brokerage/contact.yaml`."""
    programme: str = ""
    """Whose contact it was; empty for our own."""
    vacancy: VacancyId | None = None
    about: str = ""
    """A case or pack reference, never a person's."""
    answered: Day | None = None
    said: str = ""
    """What they said to being contacted, where they did: one of the answers of `models/brokerage/contact.yaml`."""


class Promise(Record):
    """Something an employer said they would do, and whether it held (product H4)."""

    employer: EmployerId
    what: str
    """One of the promises of `models/brokerage/contact.yaml`, or in words."""
    on: Day
    due: Day | None = None
    vacancy: VacancyId | None = None
    kept: bool | None = None
    """None where it is open."""
    settled: Day | None = None


class SameEmployer(Record):
    """A person's word on two records: one employer, or two (product D4)."""

    first: EmployerId
    second: EmployerId
    same: bool
    on: Day
    by: str = ""
    turn: int = Field(default=1, ge=1)
    """Which word on the two this is: the last one holds, also where several are of one day."""

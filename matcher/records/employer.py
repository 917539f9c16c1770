"""An employer, with what was agreed and how it went. Organisations only; people are identity records."""

from __future__ import annotations

from pydantic import Field, model_validator

from matcher.base.days import Day
from matcher.base.ids import EmployerId, SectorCode
from matcher.records.shape import Record

WEEKLY_MOST, MONTHLY_MOST = 100, 400
"""Contacts with one employer; more is a slip."""


class ConductFact(Record):
    """One dated, sourced fact about what was agreed, with the employer's reply. `stops` until `until` where serious."""

    on: Day
    what: str
    source: str
    reply: str = ""
    asked: Day | None = None
    """The day they were asked for their side of it."""
    until: Day | None = None
    stops: bool = False


class Site(Record):
    """One place an employer works from."""

    name: str = ""
    sector: SectorCode | None = None


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
    also: tuple[str, ...] = ()
    """Other names it goes by."""
    sites: tuple[Site, ...] = ()
    weekly_contacts: int | None = Field(default=None, ge=0, le=WEEKLY_MOST)
    """How many contacts a week were agreed with this employer; None: as `models/brokerage/contact.yaml` says."""
    monthly_contacts: int | None = Field(default=None, ge=0, le=MONTHLY_MOST)

    @model_validator(mode="after")
    def _names_are_apart(self) -> Employer:
        if any(";" in name or "\n" in name for name in (*self.also, *(site.name for site in self.sites))):
            raise ValueError("another name or a site has a semicolon in it, which stands between names")
        return self

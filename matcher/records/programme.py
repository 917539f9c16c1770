"""Everything a programme holds that matching may read, as one frozen value."""

from __future__ import annotations

from pydantic import Field

from matcher.base.days import Day
from matcher.base.ids import SectorCode
from matcher.records.client import Client
from matcher.records.employer import Employer
from matcher.records.evidence import Action, Consent, Introduction, Observation, Remembered
from matcher.records.service import Service
from matcher.records.shape import Record
from matcher.records.vacancy import Vacancy


class Place(Record):
    """A postcode sector's middle, in metres east and north on one flat grid (in Great Britain, the national one)."""

    sector: SectorCode
    east: int
    north: int
    name: str = ""


class Programme(Record):
    """One programme's working records. Order carries no meaning; references are unique within a kind."""

    data_date: Day | None = None
    clients: tuple[Client, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    employers: tuple[Employer, ...] = ()
    observations: tuple[Observation, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    actions: tuple[Action, ...] = ()
    consents: tuple[Consent, ...] = ()
    remembered: tuple[Remembered, ...] = ()
    places: tuple[Place, ...] = Field(default=())
    services: tuple[Service, ...] = ()

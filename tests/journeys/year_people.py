"""Who is there in the simulated year: two programmes that share employers, people who arrive, vacancies that open.

Drawn by the region generator, cut in two, spread over the year and written as the spreadsheets that the programmes
would be sent. Every name, telephone number and word of a client is one of a kind, so that it can be searched for.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.base.days import Day
from matcher.importers.export import write_csvs
from matcher.library.load import Library
from matcher.records.employer import Employer
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy
from matcher.specimens.programme import made_up

START = dt.date(2026, 11, 16)
NAMES = ("north", "south")
MONTH = 28
OPEN_DAYS = 84
"""How long a vacancy stays open in the year."""
DAYS_OF_VACANCY = ("opened", "closes", "interviews", "starts", "last_word", "decides_by")


@dataclass(frozen=True)
class Size:
    """How much of a year: people and vacancies of both programmes together, weeks, and EPCs of each programme."""

    clients: int
    vacancies: int
    weeks: int
    epcs: tuple[int, int]
    months: int
    """Batches in which people and vacancies arrive."""
    seed: int = 1


@dataclass(frozen=True)
class Batch:
    """What one programme is sent on one day."""

    on: Day
    folder: Path


def code_of(reference: str) -> str:
    """Letters that stand for a reference in names and words, so that a search for one does not find the other."""
    number = int("".join(c for c in reference if c.isdigit()))
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, 20)
        letters += "bcdfghjklmnpqrstvwxz"[rest]
    return letters


def words_of(client: str, what: str) -> str:
    """Words about one client that stand nowhere else; long enough for a reason in somebody's own words."""
    return f"Whispered {code_of(client)}ople {what}, as was said between us."


def identity_of(client: str) -> Identity:
    """A made-up name and a number that is nobody's."""
    code = code_of(client)
    digits = f"{int(''.join(c for c in client if c.isdigit())):05d}"
    return Identity(
        client=client,
        name=f"Quillow {code.capitalize()}imberly",
        phone=f"01632 96{digits}",
        email=f"{code}imberly@example.org",
    )


def batches(size: Size, library: Library, folder: Path) -> dict[str, list[Batch]]:
    """The spreadsheets of each programme, month by month; the first holds employers and places too."""
    whole = made_up(
        clients=size.clients, vacancies=size.vacancies, seed=size.seed, on=START, library=library, blank=250
    )
    found: dict[str, list[Batch]] = {}
    for place, name in enumerate(NAMES):
        own = _half(whole, place)
        found[name] = [
            Batch(START + dt.timedelta(days=MONTH * month), _written(own, month, size, folder / name, library))
            for month in range(size.months)
        ]
    return found


def _half(whole: Programme, place: int) -> Programme:
    """Every other client and vacancy, with what is theirs, and all employers. What is about pairs comes in the year."""
    clients = {one.id for n, one in enumerate(whole.clients) if n % 2 == place}
    vacancies = {one.id for n, one in enumerate(whole.vacancies) if n % 2 == place}
    mine = [one for one in whole.clients if one.id in clients]
    return whole.model_copy(
        update={
            "clients": tuple(one.model_copy(update={"choices": ()}) for one in mine),
            "vacancies": tuple(one for one in whole.vacancies if one.id in vacancies),
            "employers": tuple(_employer(one, n) for n, one in enumerate(whole.employers)),
            "observations": tuple(dict.fromkeys(one for one in whole.observations if one.client in clients)),
            "actions": tuple(one for one in whole.actions if one.client in clients),
            "consents": tuple(one for one in whole.consents if one.client in clients),
            "introductions": (),
            "remembered": (),
        }
    )


def _employer(one: Employer, number: int) -> Employer:
    """Without a pause on record; two of three have agreed to fewer contacts than the models allow."""
    agreed = {"weekly_contacts": 1, "monthly_contacts": 3 - number % 3} if number % 3 else {}
    return one.model_copy(update={"not_before": None, "contact_full_until": None, **agreed})


def _written(own: Programme, month: int, size: Size, folder: Path, library: Library) -> Path:
    """One batch as CSV files: half of the people come with the first, the others month by month."""
    here = folder / f"{month:02d}"
    people = _of_month(own.clients, month, size.months, first=len(own.clients) // min(2, size.months))
    openings = _of_month(own.vacancies, month, size.months, first=len(own.vacancies) // size.months)
    who = {one.id for one in people}
    batch = Programme(
        data_date=START if month == 0 else None,
        clients=tuple(people),
        vacancies=tuple(_opened(one, START + dt.timedelta(days=MONTH * month)) for one in openings),
        employers=own.employers if month == 0 else (),
        places=own.places if month == 0 else (),
        observations=tuple(one for one in own.observations if one.client in who),
        actions=tuple(one for one in own.actions if one.client in who),
        consents=tuple(one for one in own.consents if one.client in who),
    )
    write_csvs(batch, [identity_of(one.id) for one in people], here, library=library)
    return here


def _of_month(records: tuple[Any, ...], month: int, months: int, *, first: int) -> list[Any]:
    if month == 0:
        return list(records[:first])
    return [one for n, one in enumerate(records[first:]) if n % max(1, months - 1) == month - 1]


def _opened(vacancy: Vacancy, on: Day) -> Vacancy:
    """The vacancy, its days moved so that it opens on a day and stays open for a while. Its facts, not its words."""
    by = on - (vacancy.opened or START)
    requirements = tuple(one.model_copy(update={"words": ""}) for one in vacancy.requirements)
    moved = {name: _moved(getattr(vacancy, name), by) for name in DAYS_OF_VACANCY}
    kept = {**moved, "opened": on, "closes": on + dt.timedelta(days=OPEN_DAYS), "last_word": on, "interviews": None}
    return vacancy.model_copy(
        update={**kept, "decides_by": None, "starts": None, "raw": {}, "requirements": requirements}
    )


def _moved(day: Day | None, by: dt.timedelta) -> Day | None:
    return None if day is None else day + by

"""The sheets `employers`, `conduct`, `places` and `programme`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matcher.importers.columns import Column, Sheet, Values
from matcher.importers.employer_cells import Names, Sites
from matcher.importers.entries import Entry
from matcher.importers.kinds import Date, Reference, Sector, Several, Text, Whole, YesNo
from matcher.importers.labels import ADJUSTMENTS, Lists
from matcher.importers.paths import said
from matcher.importers.rows import Row
from matcher.importers.tools import Tools
from matcher.records.employer import MONTHLY_MOST, WEEKLY_MOST, ConductFact, Employer
from matcher.records.identity import Identity
from matcher.records.programme import Place, Programme
from matcher.records.shape import Record

FAR = 10_000_000


def record_values(sheet: Sheet, record: Record) -> dict[str, Any]:
    """What a record says in the columns of its sheet."""
    found = ((column.name, said(record, column)) for column in sheet.columns if column.path)
    return {name: value for name, (told, value) in found if told}


def _write_employers(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    return (record_values(EMPLOYERS, employer) for employer in programme.employers)


EMPLOYERS = Sheet(
    name="employers",
    about="One row an employer. Organisations only: no names of people.",
    owner="employer",
    keeps="record",
    columns=(
        Column(
            "employer",
            "Employer",
            "Your own reference for the employer, as text.",
            Reference(),
            ("example-E1", "example-E2"),
            path="id",
            needed=True,
        ),
        Column(
            "name",
            "Name",
            "What the organisation is called.",
            Text(),
            ("Example Kitchens", "Example Staffing"),
            path="name",
            needed=True,
            width=26,
        ),
        Column(
            "agency", "Agency", "Yes if it supplies people to another employer.", YesNo(), ("No", "Yes"), path="agency"
        ),
        Column("lead", "Our lead", "Which of our teams holds the relation.", Text(), ("EPC north", ""), path="lead"),
        Column(
            "not_before",
            "No introductions before",
            "A pause: nobody is introduced before this day.",
            Date(),
            path="not_before",
        ),
        Column(
            "contact_full_until",
            "Contact used up until",
            "The agreed number of contacts is used up until this day.",
            Date(),
            path="contact_full_until",
        ),
        Column(
            "adjustments",
            "Adjustments offered",
            "What they already offer, with semicolons between.",
            Several(ADJUSTMENTS),
            path="adjustments",
            width=28,
        ),
        Column(
            "named_person",
            "Named person",
            "Someone by name looks after new starters.",
            YesNo(),
            ("Yes", ""),
            path="named_person",
        ),
        Column("induction", "Induction", "There is an induction.", YesNo(), path="induction"),
        Column(
            "first_week_agreed",
            "First week agreed",
            "The first week is planned beforehand.",
            YesNo(),
            path="first_week_agreed",
        ),
        Column(
            "also",
            "Other names",
            "What else it goes by, with semicolons between: a trading name, the name on its adverts.",
            Names(),
            ("Example Canteens", ""),
            path="also",
            width=26,
        ),
        Column(
            "sites",
            "Sites",
            "Where it works from: a name, a postcode sector or both, with semicolons between.",
            Sites(),
            ("Kitchen, ND3 4; Depot, ND5 1", ""),
            path="sites",
            width=28,
        ),
        Column(
            "weekly_contacts",
            "Contacts a week",
            "How many contacts in seven days were agreed with them; blank: as usual.",
            Whole(0, WEEKLY_MOST),
            ("2", ""),
            path="weekly_contacts",
        ),
        Column(
            "monthly_contacts",
            "Contacts a month",
            "How many contacts in a month were agreed with them; blank: as usual.",
            Whole(0, MONTHLY_MOST),
            ("5", ""),
            path="monthly_contacts",
        ),
    ),
    write=_write_employers,
    model=Employer,
)


def _fact(row: Row, _tools: Tools) -> Entry:
    named = ("on", "what", "source", "asked", "reply", "until", "stops")
    fact = ConductFact(**{name: row.values[name] for name in named if row.values.get(name) is not None})
    return Entry("employer", row.key, fact)


def _write_conduct(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    for employer in programme.employers:
        for fact in employer.conduct:
            told = {name: value for name, value in fact.__dict__.items() if value not in (None, "")}
            yield {"employer": employer.id, **told}


def employer_column() -> Column:
    """The column that says whose row it is."""
    return Column(
        "employer",
        "Employer",
        "The employer's reference.",
        Reference(to="employer"),
        ("example-E1", "example-E2"),
        needed=True,
    )


CONDUCT = Sheet(
    name="conduct",
    about="What was agreed with an employer and how it went, with their reply. One row a fact.",
    owner="employer",
    keeps="facts",
    columns=(
        employer_column(),
        Column(
            "on",
            "On",
            "The day it was agreed or seen.",
            Date(),
            ("01/09/2026", "14/09/2026"),
            covers=("ConductFact.on",),
            needed=True,
        ),
        Column(
            "what",
            "What",
            "What was agreed, or what happened.",
            Text(),
            ("Shifts told a week ahead, as agreed", "Paid two weeks late"),
            covers=("ConductFact.what",),
            needed=True,
            width=36,
        ),
        Column(
            "source",
            "Source",
            "Who says so, and where it is written.",
            Text(),
            ("Call with the manager", "Payslip seen"),
            covers=("ConductFact.source",),
            needed=True,
            width=26,
        ),
        Column(
            "asked",
            "Asked for their side",
            "The day they were asked what they say to it. It may be filled in later.",
            Date(),
            covers=("ConductFact.asked",),
        ),
        Column("reply", "Their reply", "What the employer says.", Text(), covers=("ConductFact.reply",), width=30),
        Column("until", "Until", "The last day it counts.", Date(), covers=("ConductFact.until",)),
        Column(
            "stops",
            "Stops introductions",
            "Yes if nobody is introduced while it counts.",
            YesNo(),
            ("No", "No"),
            covers=("ConductFact.stops",),
        ),
    ),
    write=_write_conduct,
    build=_fact,
)


def _write_places(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    return (record_values(PLACES, place) for place in programme.places)


PLACES = Sheet(
    name="places",
    about="Where each postcode sector is: the middle of it in metres. Loaded once, by whoever looks after the data.",
    owner="place",
    keeps="record",
    columns=(
        Column(
            "sector",
            "Sector",
            "Like ND3 4.",
            Sector(),
            ("example ND3 4", "example ND3 5"),
            path="sector",
            needed=True,
        ),
        Column("east", "East", "Metres east.", Whole(-FAR, FAR), ("401200", "402900"), path="east", needed=True),
        Column("north", "North", "Metres north.", Whole(-FAR, FAR), ("298100", "297400"), path="north", needed=True),
        Column("name", "Name", "What people call it.", Text(), ("Example Cross", ""), path="name", width=22),
    ),
    write=_write_places,
    model=Place,
)


def _write_programme(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    if programme.data_date is not None:
        yield {"data_date": programme.data_date}


PROGRAMME = Sheet(
    name="programme",
    about="The day the data stands for. One row.",
    owner="programme",
    keeps="facts",
    columns=(
        Column(
            "data_date",
            "Data date",
            "The day up to which these records are complete.",
            Date(),
            ("example", ""),
            covers=("Programme.data_date",),
            needed=True,
        ),
    ),
    write=_write_programme,
    build=lambda row, _tools: row.values["data_date"],
)

"""The sheet `services`: a directory of our own, or corrections to one that was brought in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matcher.importers.columns import Column, Sheet, Values
from matcher.importers.kinds import Choice, Date, Reference, Several, Text, Whole, YesNo
from matcher.importers.labels import SERVICE_KINDS, Lists, listed
from matcher.importers.paths import said
from matcher.importers.rows import Row, RowFault
from matcher.importers.services.cells import Areas, ServicePlaces, Times, Whom, Words
from matcher.importers.tools import Tools
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.records.service import AGE_MOST, KindsFrom, Service, ServiceStatus

RUNNING = listed(
    {ServiceStatus.ACTIVE: "Running", ServiceStatus.INACTIVE: "Not running for now", ServiceStatus.CLOSED: "Closed"},
    {"active": ServiceStatus.ACTIVE, "inactive": ServiceStatus.INACTIVE, "defunct": ServiceStatus.CLOSED},
)
KNOWN_FROM = listed(
    {
        KindsFrom.STATED: "Stated",
        KindsFrom.TERMS: "The directory's terms",
        KindsFrom.NAME: "Read in the name",
        KindsFrom.DESCRIPTION: "Read in the description",
    }
)


def _together(row: Row, _tools: Tools, base: Service | None) -> None:
    """Kinds that somebody writes down are stated; ages stand in order with those that are held."""
    values = row.values
    if "kinds" in values and "kinds_from" not in values and (base is None or base.kinds != values["kinds"]):
        values["kinds_from"] = KindsFrom.STATED if values["kinds"] else None
    least = values.get("age_least", base.age_least if base else None)
    most = values.get("age_most", base.age_most if base else None)
    if least is not None and most is not None and least > most:
        raise RowFault("age_least", f"is above the most age, {most}.", "Correct one of the two.")


def _write(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    for service in programme.services:
        found = ((column, said(service, column)) for column in SERVICES.columns if column.path)
        values: dict[str, Any] = {column.name: value for column, (told, value) in found if told}
        if any(
            one.nth or one.month_days or one.every_weeks > 1 or one.valid_from or one.valid_to
            for one in service.sessions
        ):
            values.pop("sessions", None)  # more than a line can say: a blank cell leaves what is held
        if any(one.address or one.latitude is not None or ";" in one.name for one in service.places):
            values.pop("places", None)
        yield values


SERVICES = Sheet(
    name="services",
    about="Services that could help clients, one row each. Organisations only: no names of people.",
    owner="service",
    keeps="record",
    columns=(
        Column(
            "service",
            "Service",
            "Your own reference for the service, as text.",
            Reference(),
            ("example-S1", "example-S2"),
            path="id",
            needed=True,
        ),
        Column(
            "name",
            "Name",
            "What the service is called.",
            Text(),
            ("Example money advice", "Example job club"),
            path="name",
            needed=True,
            width=26,
        ),
        Column(
            "organisation",
            "Organisation",
            "Who runs it.",
            Text(),
            ("Example Advice", ""),
            path="organisation",
            width=22,
        ),
        Column(
            "kinds",
            "Helps with",
            "What it helps with, with semicolons between.",
            Several(SERVICE_KINDS),
            path="kinds",
            width=28,
        ),
        Column(
            "kinds_from",
            "Helps with is known from",
            "Leave it blank: what you write in Helps with is stated.",
            Choice(KNOWN_FROM),
            path="kinds_from",
        ),
        Column("description", "Description", "What it does, in a line or two.", Text(), path="description", width=36),
        Column("status", "Running", "Whether it is running.", Choice(RUNNING), ("Running", ""), path="status"),
        Column(
            "age_least", "Least age", "The least age, in years.", Whole(0, AGE_MOST), ("18", "16"), path="age_least"
        ),
        Column("age_most", "Most age", "The most age, in years.", Whole(0, AGE_MOST), ("", "25"), path="age_most"),
        Column(
            "areas",
            "Serves",
            "Postcode areas, districts or sectors, nations, or names, with semicolons between.",
            Areas(),
            ("ND1; ND2", "England"),
            path="areas",
            width=22,
        ),
        Column(
            "for_whom",
            "Says it is for",
            "Whom it says it is for, in its words, with semicolons between. It is asked about, never decided.",
            Whom(),
            ("", "Young carers of the borough"),
            path="for_whom",
            width=26,
        ),
        Column("free", "Free", "Yes if nothing is paid.", YesNo(), ("Yes", ""), path="free"),
        Column("cost", "Cost", "What it costs, in words.", Text(), ("", "£2 a week"), path="cost"),
        Column(
            "sessions",
            "Open",
            "Days and times of every week, like Mon-Fri 9am to 5pm; Sat 9am to noon.",
            Times(),
            ("Mon-Fri 9am to 5pm", "Tue 10am to noon"),
            path="sessions",
            width=24,
        ),
        Column(
            "times", "Open, in words", "Opening times that are not the same every week.", Text(), path="times", width=22
        ),
        Column(
            "places",
            "Places",
            "Where it is: a name and a postcode or sector, with semicolons between.",
            ServicePlaces(),
            ("Example Square, ND1 1", "ND2 3"),
            path="places",
            width=24,
        ),
        Column("online", "Online", "Yes if it can be used online or by phone.", YesNo(), path="online"),
        Column("phone", "Phone", "The organisation's number.", Text(), ("01632 960199", ""), path="phone"),
        Column("email", "Email", "A shared address, such as info@.", Text(), path="email", width=20),
        Column("website", "Website", "Its page.", Text(), path="website", width=20),
        Column("languages", "Languages", "Languages spoken, with semicolons between.", Words(), path="languages"),
        Column(
            "how_to_refer",
            "How to refer",
            "How somebody gets there.",
            Text(),
            ("Ring, or call in.", ""),
            path="how_to_refer",
        ),
        Column("opens_on", "Begins on", "The first day, if it is still to come.", Date(), path="opens_on"),
        Column("closes_on", "Ends on", "The last day, if one is set.", Date(), path="closes_on"),
        Column(
            "last_checked",
            "Last checked",
            "The day somebody last made sure of it.",
            Date(),
            ("02/11/2026", ""),
            path="last_checked",
        ),
    ),
    write=_write,
    model=Service,
    together=_together,
    in_order=(("opens_on", "closes_on"),),
)

"""A GTFS feed as a timetable: what can be used is used, what cannot is told by file and row.

Read as GTFS Schedule describes it (gtfs.org/documentation/schedule/reference): times count from noon minus twelve
hours of the service's day and may pass 24:00:00; what is blank between two times lies evenly between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from matcher.base.days import Day
from matcher.base.problems import Problem
from matcher.importers.bulk import Part
from matcher.importers.gtfs.days import services_of
from matcher.importers.gtfs.files import Files
from matcher.importers.gtfs.more import changes_of, fares_of
from matcher.importers.gtfs.stops import stops_of
from matcher.importers.gtfs.trips import trips_of
from matcher.travel.timetable import Timetable

LONDON = frozenset(
    {
        "europe/london",
        "gb",
        "europe/belfast",
        "europe/dublin",
        "europe/jersey",
        "europe/guernsey",
        "europe/isle_of_man",
        "",
    }
)
Count = tuple[int, int]
"""(found, used)."""


@dataclass(frozen=True)
class TimetableRead:
    """What came of a feed. Everything found is used or among the problems."""

    timetable: Timetable | None
    """None where nothing can be used."""
    counts: Mapping[str, Count] = field(default_factory=dict)
    """By what they are: stops, trips, calls."""
    problems: Sequence[Problem] = ()


def read_feed(path: Path, parts: Sequence[Part], *, whole: bool = True, on: Day | None = None) -> TimetableRead:
    """The feed in these parts of a zip or folder. Never raises for what is in them.

    Of a calendar too long to hold, the years around `on` are read; without it, the first.
    """
    files = Files(parts)
    stops = stops_of(files)
    services = services_of(files, on=on)
    routes, names = _routes(files)
    trips = trips_of(files, stops, services, routes)
    changes, fares = changes_of(files, stops), fares_of(files, routes, frozenset(stops.zones) - {""})
    source = _source(files, path)
    counts = {
        "stops": (len(files.table("stops.txt")), len(stops.ids)),
        "trips": (trips.found, len(set(trips.ids))),
    }
    made = None
    if len(trips.ids):
        calls = trips.calls
        made = Timetable(
            stop_names=stops.names,
            stop_zones=stops.zones,
            stop_east=stops.east,
            stop_north=stops.north,
            route_names=(*names, ""),
            trip_route=np.where(trips.route < 0, len(names), trips.route).astype(np.int32),
            trip_service=trips.service.astype(np.int32),
            trip_start=np.searchsorted(calls.trip, np.arange(len(trips.ids) + 1)).astype(np.int32),
            at_stop=calls.stop.astype(np.int32),
            arrive=(-(-calls.arrive // 60)).astype(np.int32),
            depart=(calls.depart // 60).astype(np.int32),
            may_board=calls.board,
            may_alight=calls.alight,
            first_day=services.first_day,
            runs=services.runs,
            transfer_from=changes.start,
            transfer_to=changes.end,
            transfer_minutes=changes.minutes,
            fare_route=fares.route,
            fare_from=fares.start,
            fare_to=fares.end,
            fare_pence=fares.pence,
            source=source,
            whole=whole,
        )
    return TimetableRead(made, counts, _problems(files, made, path))


def _problems(files: Files, made: Timetable | None, path: Path) -> list[Problem]:
    """Everything wrong, file by file."""
    found = [problem for faults in files.faults.values() for problem in faults.problems]
    if made is None:
        what = "has no trip that can be used, so there is no timetable."
        found.append(Problem(path.name, "", what, "Put right what is listed, or ask for the whole feed."))
    return found


def _routes(files: Files) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(route ids, their names as a passenger knows them)."""
    table = files.table("routes.txt")
    if not files.has("routes.txt"):
        table.faults.file("is missing, so lines are shown without a name.", "Ask for the whole feed.", stops=False)
    found: dict[str, str] = {}
    columns = (table.text("route_id"), table.text("route_short_name"), table.text("route_long_name"))
    for route, short, long in zip(*columns, strict=True):
        found.setdefault(route, short or long)
    return tuple(found), tuple(found.values())


def _source(files: Files, path: Path) -> str:
    """What the feed calls itself, with a note where its clock is not ours."""
    agency, info = files.table("agency.txt"), files.table("feed_info.txt")
    zones = {zone for zone in agency.text("agency_timezone") if zone.casefold() not in LONDON}
    if zones:
        what = f"keeps time by {', '.join(sorted(zones))[:80]}; its times were read as they stand, as if by London's."
        agency.faults.file(what, "", stops=False)
    publisher = next((one for one in info.text("feed_publisher_name") if one), "")
    agencies = [one for one in dict.fromkeys(agency.text("agency_name")) if one]
    return (publisher or (agencies[0] if len(agencies) == 1 else "") or path.stem)[:80]

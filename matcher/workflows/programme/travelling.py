"""Loading what people travel by: a map of postcode sectors, a timetable, a table of travel times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matcher.base.days import say_day
from matcher.base.problems import GivenProblems, Problem
from matcher.importers.bulk import parts_of
from matcher.importers.gtfs.importer import read_feed
from matcher.importers.opener import CannotOpen
from matcher.importers.places import read_places
from matcher.importers.travel_table import headings_in, is_table, read_table
from matcher.store import travelling as kept
from matcher.travel.timetable import Timetable
from matcher.travel.week import usual_week
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.programme.places import not_on_map
from matcher.workflows.where import Where


@dataclass(frozen=True)
class Loaded:
    """What an import of places or of a timetable came to."""

    what: str
    """`places`, `timetable` or `travel times`; empty where nothing could be used."""
    saved: bool
    source: str = ""
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """By what they are: (found, used)."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Rows that were not used, by why."""
    problems: Sequence[Problem] = ()
    says: Sequence[str] = ()
    """Sentences about what was read."""

    @property
    def stopping(self) -> list[Problem]:
        """Problems that kept something out."""
        return [one for one in self.problems if one.stops_row]

    @property
    def notes(self) -> list[Problem]:
        """What to look at."""
        return [one for one in self.problems if not one.stops_row]


def import_places(where: Where, path: Path, *, dry_run: bool = False) -> Loaded:
    """Read a published list of postcodes, or a table of sectors, in the place of the map there was.

    Sectors on the programme's own places sheet stay as they are: they win over the map.
    """
    desk = open_desk(where)
    read = read_places(path)
    if read.map is None:
        return Loaded("", False, left_out=read.counts, problems=read.problems)
    if not dry_run:
        kept.write_map(desk.folder.path, read.map)
        desk.folder.changed_beside()
    programme = desk.folder.everything()
    known = {*read.map.rows, *(place.sector for place in programme.places)}
    return Loaded(
        what="places",
        saved=not dry_run,
        source=read.map.source,
        counts={"rows": (read.found, read.used), "sectors": (len(read.map), len(read.map))},
        left_out=read.counts,
        problems=[*read.problems, *not_on_map(programme, known)],
    )


def import_timetable(
    where: Where, path: Path, *, replace: bool = False, partial: bool = False, dry_run: bool = False
) -> Loaded:
    """Read a GTFS feed, or a table of travel times. Raises GivenProblems where one is loaded and none is replaced.

    `partial`: other services run where this feed has stops, so that no way in it does not mean that there is none.
    """
    desk = open_desk(where)
    try:
        parts = parts_of(path)
        table = len(parts) == 1 and is_table(headings_in(parts[0]))
    except CannotOpen as error:
        return Loaded("", False, problems=[error.problem(path.name)])
    if not dry_run and not replace:
        _nothing_there(desk, kept.TABLE if table else kept.TIMETABLE)
    if table:
        times = read_table(parts[0])
        if times.table is None:
            return Loaded("", False, problems=times.problems)
        if not dry_run:
            kept.write_table(desk.folder.path, times.table)
            desk.folder.changed_beside()
        counts = {"rows": (times.found, len(times.table))}
        return Loaded("travel times", not dry_run, times.table.source, counts, problems=times.problems)
    read = read_feed(path, parts, whole=not partial, on=desk.on)
    if read.timetable is None:
        return Loaded("", False, counts=read.counts, problems=read.problems)
    if not _runs_near(desk, read.timetable):
        first, last = (say_day(day) for day in read.timetable.days)
        what = f"has no service in any week within ten years of {say_day(desk.on)}: it holds {first} to {last}."
        problem = Problem(path.name, "", what, "Ask for a feed of this year, or correct its calendar.")
        return Loaded("", False, counts=read.counts, problems=[*read.problems, problem])
    if not dry_run:
        kept.write_timetable(desk.folder.path, read.timetable)
        desk.folder.changed_beside()
    return Loaded(
        what="timetable",
        saved=not dry_run,
        source=read.timetable.source,
        counts=read.counts,
        problems=read.problems,
        says=list(_said(desk, read.timetable)),
    )


def _runs_near(desk: Desk, timetable: Timetable) -> bool:
    """Whether some week that journeys can be read from has a trip: without one, every place would count as cut off."""
    week = usual_week(timetable, desk.library.bank_holidays, on=desk.on)
    return any(timetable.services_on(week.day(number)).any() for number in range(7))


def _nothing_there(desk: Desk, name: str) -> None:
    if (desk.folder.path / name).exists():
        what = "is loaded already." if name == kept.TIMETABLE else "of travel times is loaded already."
        fix = "Add --replace to put the new one in its place."
        raise GivenProblems([Problem("A timetable" if name == kept.TIMETABLE else "A table", "", what, fix)])


def _said(desk: Desk, timetable: Timetable) -> list[str]:
    first, last = timetable.days
    week = usual_week(timetable, desk.library.bank_holidays, on=desk.on)
    trips = [int(timetable.services_on(week.day(n))[timetable.trip_service].sum()) for n in range(7)]
    says = [
        f"It holds {say_day(first)} to {say_day(last)}: {_count(timetable.trips, 'trip')}, "
        f"{_count(timetable.connections, 'ride')} from one stop to the next.",
        f"{week.note or f'Journeys are read from its week of {say_day(week.monday)}.'} "
        f"Trips on its Monday: {trips[0]:,}; Saturday: {trips[5]:,}; Sunday: {trips[6]:,}.",
    ]
    if timetable.whole:
        says.append(
            "Where two places are near its stops and it has no way between them, that counts as no way. "
            "If other services run there too, import it again with --partial."
        )
    else:
        says.append("Where it has no way between two places, the estimate from the distance stands, and says so.")
    return says


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"

"""The timetable and the travel times of a programme, ready to be asked; and what was found, kept for the next run."""

from __future__ import annotations

from matcher.base.stamp import digest
from matcher.records.programme import Programme
from matcher.store.travelling import read_journeys, read_table, read_timetable, write_journeys
from matcher.travel.loaded import Loaded
from matcher.travel.timetable import Timetable
from matcher.travel.transport import PublicTransport
from matcher.workflows.desk import Desk


def travelled_by(desk: Desk, programme: Programme) -> Loaded | None:
    """What was loaded to travel by; None where nothing was. Journeys found before are at hand."""
    folder, library = desk.folder.path, desk.library
    timetable, table = read_timetable(folder), read_table(folder)
    if timetable is None:
        return None if table is None else Loaded(table=table)
    transport = PublicTransport(
        timetable,
        {place.sector: (place.east, place.north) for place in programme.places},
        travel=library.travel,
        holidays=library.bank_holidays,
        on=desk.on,
        kept=read_journeys(folder, _stamp(desk, timetable)),
    )
    return Loaded(transport, table)


def keep_journeys(desk: Desk, loaded: Loaded | None) -> None:
    """Keep what was found, where anything new was; a folder that may not be written to is left as it is."""
    if loaded is not None and loaded.transport is not None:
        stamp = _stamp(desk, loaded.transport.timetable)
        write_journeys(desk.folder.path, stamp, loaded.transport.kept)


def _stamp(desk: Desk, timetable: Timetable) -> str:
    """Of all that journeys depend on besides their own places, services and minutes."""
    return digest([timetable.digest, desk.library.texts["vocabulary/travel.yaml"]])

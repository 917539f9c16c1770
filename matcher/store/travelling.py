"""What a programme has loaded to travel by: its map of sectors, its timetable, and journeys found before."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.base.problems import GivenProblems
from matcher.store.arrays import damaged, read_arrays, stamp_of, write_arrays
from matcher.travel.kept import MOST_CELLS, Kept, kept_of
from matcher.travel.sectors import SectorMap
from matcher.travel.tables import TravelTable, table_of
from matcher.travel.timetable import Timetable, packed, timetable_of, unpacked

PLACES, TIMETABLE, TABLE, JOURNEYS = "places.npz", "timetable.npz", "travel-times.npz", "journeys.npz"
FORMAT = 1


def write_map(folder: Path, made: SectorMap) -> None:
    """Keep a map in the place of the one there was."""
    parts: dict[str, NDArray[np.generic]] = {
        "sectors": packed(made.sectors),
        "east": made.east,
        "north": made.north,
        "postcodes": made.postcodes,
        "source": packed((made.source,)),
    }
    write_arrays(folder / PLACES, parts)


def read_map(folder: Path) -> SectorMap | None:
    """The map that was imported; None where there is none. Raises GivenProblems where it is damaged."""
    parts = read_arrays(folder / PLACES)
    if parts is None:
        return None
    try:
        (source,) = unpacked(parts["source"].astype(np.uint8, casting="equiv"))
        sectors = unpacked(parts["sectors"].astype(np.uint8, casting="equiv"))
        east, north, count = (parts[name].astype(np.int32, casting="equiv") for name in ("east", "north", "postcodes"))
    except (KeyError, ValueError, TypeError):
        raise damaged(folder / PLACES) from None
    if any(len(one) != len(sectors) for one in (east, north, count)):
        raise damaged(folder / PLACES)
    return SectorMap(sectors, east, north, count, source)


def write_timetable(folder: Path, made: Timetable) -> None:
    """Keep a timetable in the place of the one there was. Journeys found by that one are let go."""
    write_arrays(folder / TIMETABLE, made.parts())
    forget_journeys(folder)


def read_timetable(folder: Path) -> Timetable | None:
    """The timetable that was imported; None where there is none. Raises GivenProblems where it is damaged."""
    parts = read_arrays(folder / TIMETABLE)
    try:
        return None if parts is None else timetable_of(parts)
    except (KeyError, ValueError, TypeError):
        raise damaged(folder / TIMETABLE) from None


def write_table(folder: Path, made: TravelTable) -> None:
    """Keep a table of travel times in the place of the one there was."""
    write_arrays(folder / TABLE, made.parts())


def read_table(folder: Path) -> TravelTable | None:
    """The table of travel times that was imported; None where there is none."""
    parts = read_arrays(folder / TABLE)
    try:
        return None if parts is None else table_of(parts)
    except (KeyError, ValueError, TypeError):
        raise damaged(folder / TABLE) from None


def travel_stamps(folder: Path) -> tuple[str, ...]:
    """Digests of all that was loaded to travel by, for what a run was made from; empty where nothing was."""
    return _stamps(folder, TIMETABLE, TABLE)


def map_stamp(folder: Path) -> tuple[str, ...]:
    """The same of the map of sectors. A list is made from the places that its records name, so they are in its own
    digest, and the map's is not.
    """
    return _stamps(folder, PLACES)


def _stamps(folder: Path, *names: str) -> tuple[str, ...]:
    found = {name: stamp_of(folder / name) for name in names}
    return tuple(f"{name} {stamp}" for name, stamp in found.items() if stamp)


def read_journeys(folder: Path, stamp: str) -> Kept:
    """Journeys found before under the same stamp; none where they are another timetable's, or cannot be read."""
    try:
        parts = read_arrays(folder / JOURNEYS)
        if parts is not None and unpacked(parts.pop("of").astype(np.uint8, casting="equiv")) == (stamp,):
            return kept_of(parts)
    except (GivenProblems, KeyError, ValueError, TypeError):
        pass  # they are found anew
    return Kept()


def write_journeys(folder: Path, stamp: str, kept: Kept) -> None:
    """Keep journeys for the next run; too many, or a folder that may not be written to, and they are found anew."""
    if not kept.changed or kept.away.size > MOST_CELLS:
        return
    try:
        write_arrays(folder / JOURNEYS, {**kept.parts(), "of": packed((stamp,))})
    except GivenProblems:
        return


def forget_journeys(folder: Path) -> None:
    """Let go of journeys found before."""
    (folder / JOURNEYS).unlink(missing_ok=True)

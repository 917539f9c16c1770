"""The stops of a GTFS feed with their places on the National Grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Flags, Small
from matcher.importers.gtfs.files import Files, Table
from matcher.travel.grid import to_grid, within

_PLACES = "Write them in degrees, such as 56.4561 and -2.9747."


@dataclass(frozen=True)
class Stops:
    """Stops that vehicles call at, in the order of the file."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    zones: tuple[str, ...]
    east: Small
    north: Small
    of_station: dict[str, list[int]]
    """For each station (and each stop by itself): the stops that belong to it."""


def stops_of(files: Files) -> Stops:
    """Every stop whose place is known. The others are told, and calls at them are left out later."""
    table = files.table("stops.txt")
    faults, kinds = table.faults, table.number("location_type")
    is_stop = np.isnan(kinds) | (kinds == 0) | (kinds == 4)
    ids, parents = table.text("stop_id"), table.text("parent_station")
    first = _first_of_its_name(ids)
    nameless = np.array([not one for one in ids], dtype=bool)
    faults.rows(table.rows[nameless], "has no stop_id.", "Give it one.")
    faults.rows(
        table.rows[~first & ~nameless],
        "has a stop_id that stands further up; the first one counts.",
        "Give it another.",
    )
    lat, lon = _places(table, ids, parents, kinds)
    placed = within(lat, lon)
    lost = is_stop & first & ~nameless & ~placed
    unknown = np.isnan(lat) | np.isnan(lon)
    faults.rows(table.rows[lost & unknown], "is a stop without latitude and longitude, so it was left out.", _PLACES)
    faults.rows(
        table.rows[lost & ~unknown], "is a stop that lies nowhere near the United Kingdom, so it was left out.", _PLACES
    )
    good = np.flatnonzero(is_stop & first & ~nameless & placed)
    east, north = to_grid(lat[good], lon[good])
    names, zones = table.text("stop_name"), table.text("zone_id")
    of_station: dict[str, list[int]] = {}
    for number, row in enumerate(good.tolist()):
        for name in dict.fromkeys((ids[row], parents[row])):
            if name:
                of_station.setdefault(name, []).append(number)
    return Stops(
        ids=tuple(ids[row] for row in good),
        names=tuple(names[row] or ids[row] for row in good),
        zones=tuple(zones[row] for row in good),
        east=east.astype(np.int32),
        north=north.astype(np.int32),
        of_station=of_station,
    )


def _first_of_its_name(ids: list[str]) -> Flags:
    seen: set[str] = set()
    first = np.zeros(len(ids), dtype=bool)
    for row, one in enumerate(ids):
        first[row] = one not in seen
        seen.add(one)
    return first


def _places(
    table: Table, ids: list[str], parents: list[str], kinds: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Latitudes and longitudes; a stop without its own has its station's."""
    lat, lon = table.number("stop_lat"), table.number("stop_lon")
    stations = {ids[row]: row for row in np.flatnonzero(kinds == 1).tolist()}
    for row in np.flatnonzero(np.isnan(lat) | np.isnan(lon)).tolist():
        station = stations.get(parents[row])
        if station is not None:
            lat[row], lon[row] = lat[station], lon[station]
    return lat, lon

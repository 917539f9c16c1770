"""What a GTFS feed says of changes and of fares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.base.arrays import Small
from matcher.importers.gtfs.files import Files
from matcher.importers.gtfs.stops import Stops
from matcher.travel.timetable import NO_CHANGE

ON_TIME, AT_LEAST, NEVER, IN_SEAT = 1, 2, 3, (4, 5)
"""Kinds of transfer: the vehicle waits, a least time, not possible, staying seated."""
CHANGES_MOST = 500_000


@dataclass(frozen=True)
class Changes:
    """(changes,) from a stop to a stop in minutes, NO_CHANGE where it is ruled out."""

    start: Small
    end: Small
    minutes: Small


@dataclass(frozen=True)
class Fares:
    """(fares,) what a ride costs in pence, for a route (-1 for any) and between zones (empty for any)."""

    route: Small
    start: tuple[str, ...]
    end: tuple[str, ...]
    pence: Small


def changes_of(files: Files, stops: Stops) -> Changes:
    """The transfers between stops; one of a station holds for each of its stops. Those of single trips are counted."""
    table = files.table("transfers.txt")
    kinds, seconds = np.nan_to_num(table.number("transfer_type"), nan=0), table.number("min_transfer_time")
    special = ~(table.empty("from_trip_id") & table.empty("to_trip_id"))
    special |= ~(table.empty("from_route_id") & table.empty("to_route_id")) | np.isin(kinds, IN_SEAT)
    table.faults.rows(
        table.rows[special], "is a change between certain lines or trips only; it was not used.", "", stops=False
    )
    untimed = ~special & (kinds == AT_LEAST) & ~(seconds >= 0)
    table.faults.rows(
        table.rows[untimed], "asks for a least time and gives none; it was left out.", "Give the seconds."
    )
    says = ~special & ~untimed & (np.isin(kinds, (ON_TIME, NEVER)) | (seconds >= 0))
    minutes = np.where(kinds == NEVER, NO_CHANGE, np.where(kinds == ON_TIME, 1, -(-np.nan_to_num(seconds) // 60)))
    found: dict[tuple[int, int], int] = {}
    starts, ends, strange = table.text("from_stop_id"), table.text("to_stop_id"), []
    for place in np.flatnonzero(says).tolist():
        pairs = [
            (a, b) for a in stops.of_station.get(starts[place], ()) for b in stops.of_station.get(ends[place], ())
        ]  # fmt: skip
        if not pairs:
            strange.append(int(table.rows[place]))
        if len(found) < CHANGES_MOST:
            found.update(dict.fromkeys(pairs, min(int(minutes[place]), 600)))
    table.faults.rows(
        strange, "is a change at a stop that is not known, so it was left out.", "Add the stop, with its place."
    )
    pairs_found = np.array([*found], dtype=np.int32).reshape(-1, 2)
    return Changes(pairs_found[:, 0], pairs_found[:, 1], np.array([*found.values()], dtype=np.int32))


def fares_of(files: Files, routes: tuple[str, ...], zones: frozenset[str]) -> Fares:
    """Fares that are given for zones or routes, in pounds. Other currencies and unknown routes are told."""
    prices = _prices(files)
    table = files.table("fare_rules.txt")
    number = {route: place for place, route in enumerate(routes)}
    kept: set[tuple[int, str, str, int]] = set()
    no_fare, no_route, no_zone, through = [], [], [], []
    columns = [table.text(one) for one in ("fare_id", "route_id", "origin_id", "destination_id", "contains_id")]
    for row, fare, route, start, end, contains in zip(table.rows.tolist(), *columns, strict=True):
        if fare not in prices:
            no_fare.append(row)
        elif contains:
            through.append(row)
        elif route and route not in number:
            no_route.append(row)
        elif (start and start not in zones) or (end and end not in zones):
            no_zone.append(row)
        else:
            kept.add((number.get(route, -1), start, end, prices[fare]))
    for rows, what in (
        (no_fare, "names a fare that has no price in pounds; it was left out."),
        (no_route, "names a route that is not in routes.txt; its fare was left out."),
        (no_zone, "names a zone that no stop is in; its fare was left out."),
        (through, "is a fare by the zones passed through, which is not worked out; it was left out."),
    ):
        table.faults.rows(rows, what, "", stops=False)
    ordered = sorted(kept)
    return Fares(
        np.array([one[0] for one in ordered], dtype=np.int32),
        tuple(one[1] for one in ordered),
        tuple(one[2] for one in ordered),
        np.array([one[3] for one in ordered], dtype=np.int32),
    )


def _prices(files: Files) -> dict[str, int]:
    """Pence by fare."""
    table = files.table("fare_attributes.txt")
    amounts = table.number("price")
    good = (amounts >= 0) & (amounts < 10_000)
    pounds = np.array([one.upper() in ("GBP", "") for one in table.text("currency_type")], dtype=bool)
    table.faults.rows(table.rows[~good], "has a price that cannot be read; it was left out.", "Write it like 2.90.")
    table.faults.rows(table.rows[good & ~pounds], "is not in pounds; it was left out.", "", stops=False)
    names = table.text("fare_id")
    return {names[place]: round(float(amounts[place]) * 100) for place in np.flatnonzero(good & pounds).tolist()}

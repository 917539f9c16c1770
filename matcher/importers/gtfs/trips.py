"""The trips of a GTFS feed: where each calls and when, in order; those that cannot be told are left out and named."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Flags, Ints
from matcher.importers.gtfs.days import Services
from matcher.importers.gtfs.files import Files, Table
from matcher.importers.gtfs.stops import Stops, _first_of_its_name

NOT_GIVEN, NOT_A_TIME = -1, -2
LATEST = 7 * 86_400
"""Seconds: a trip that is still under way a week later is a slip."""
REPEATS_MOST = 200_000
"""Trips that frequencies.txt may come to."""


@dataclass(frozen=True)
class Calls:
    """Stop times in order, trip by trip: (stop times,) each. Times are seconds of the service's day."""

    trip: Ints
    stop: Ints
    arrive: Ints
    depart: Ints
    board: Flags
    alight: Flags
    row: Ints
    """Where each stands in stop_times.txt."""

    def only(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> Calls:
        """Some of them."""
        return Calls(*(getattr(self, name)[which] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Trips:
    """Trips that can be used, and their calls numbered by them."""

    ids: tuple[str, ...]
    route: Ints
    """-1 where the route is not in the feed."""
    service: Ints
    calls: Calls
    found: int
    """Trips in trips.txt."""


def trips_of(files: Files, stops: Stops, services: Services, routes: tuple[str, ...]) -> Trips:
    """Every trip with at least two calls at stops we know, on a service that runs."""
    import pyarrow as pa

    table = files.table("trips.txt")
    ids = table.text("trip_id")
    first = _first_of_its_name(ids)
    table.faults.rows(
        table.rows[~first], "has a trip_id that stands further up; the first one counts.", "Give it another."
    )
    service = table.place_in("service_id", pa.array(services.names, pa.string()))
    idle = first & (service < 0)
    table.faults.rows(
        table.rows[idle],
        "is a trip whose service runs on no known day, so it was left out.",
        "Add the service to the calendar.",
    )
    route = table.place_in("route_id", pa.array(routes, pa.string()))
    strange = first & (service >= 0) & (route < 0)
    if files.has("routes.txt"):
        table.faults.rows(
            table.rows[strange], "names a route that is not in routes.txt; it is shown without a name.", "Add it.",
            stops=False,
        )  # fmt: skip
    calls = _calls(files.table("stop_times.txt"), pa.array(ids, pa.string()), stops)
    usable = first & (service >= 0)
    calls = calls.only(usable[calls.trip])
    calls = _sound(calls, files)
    used = np.unique(calls.trip)
    without = np.setdiff1d(np.flatnonzero(usable), used)
    table.faults.rows(
        table.rows[without],
        "is a trip without two calls that can be used, so it was left out.",
        "Look at its stop times.",
    )
    number = np.full(len(ids), -1, dtype=np.int64)
    number[used] = np.arange(len(used))
    made = Trips(
        ids=tuple(ids[trip] for trip in used.tolist()),
        route=route[used],
        service=service[used],
        calls=replace(calls, trip=number[calls.trip]),
        found=len(ids),
    )
    return _repeated(files.table("frequencies.txt"), made)


def _calls(table: Table, trips: object, stops: Stops) -> Calls:
    """Rows that can be read, in order of trip and sequence; the others are told and left out."""
    import pyarrow as pa

    assert isinstance(trips, pa.Array)
    faults = table.faults
    trip, stop = table.place_in("trip_id", trips), table.place_in("stop_id", pa.array(stops.ids, pa.string()))
    arrive, depart, order = (
        table.seconds("arrival_time"),
        table.seconds("departure_time"),
        table.number("stop_sequence"),
    )
    arrive, depart = np.where(arrive == NOT_GIVEN, depart, arrive), np.where(depart == NOT_GIVEN, arrive, depart)
    good = np.ones(len(table), dtype=bool)
    for bad, what, fix in (
        (trip < 0, "belongs to a trip that is not in trips.txt, so it was left out.", "Add the trip."),
        (stop < 0, "calls at a stop that is not known, so the call was left out.", "Add the stop, with its place."),
        ((arrive == NOT_A_TIME) | (depart == NOT_A_TIME), "has a time that cannot be read, so the call was left out.",
         "Write it like 08:05:00; past midnight 25:10:00."),
        ((arrive > LATEST) | (depart > LATEST), "has a time more than a week later, so the call was left out.",
         "Correct the time."),
        (np.isnan(order), "has no number in stop_sequence, so the call was left out.", "Number the calls."),
    ):  # fmt: skip
        faults.rows(table.rows[good & bad], what, fix)
        good &= ~bad
    rows = np.flatnonzero(good)
    rows = rows[np.lexsort((order[rows], trip[rows]))]
    again = np.zeros(len(rows), dtype=bool)
    again[1:] = (trip[rows][1:] == trip[rows][:-1]) & (order[rows][1:] == order[rows][:-1])
    faults.rows(
        table.rows[rows[again]], "has a stop_sequence that its trip has already; the first counts.", "Number it anew."
    )
    rows = rows[~again]
    return Calls(
        trip=trip[rows],
        stop=stop[rows],
        arrive=arrive[rows],
        depart=depart[rows],
        board=table.number("pickup_type")[rows] != 1,
        alight=table.number("drop_off_type")[rows] != 1,
        row=table.rows[rows],
    )


def _sound(calls: Calls, files: Files) -> Calls:
    """Only trips whose times begin, end and never go back; times between two that are given are filled in evenly."""
    faults = files.told("stop_times.txt")
    starts = np.flatnonzero(np.diff(calls.trip, prepend=-1))
    ends = np.append(starts[1:], len(calls.trip)) - 1 if len(starts) else starts
    open_ended = (calls.depart[starts] < 0) | (calls.arrive[ends] < 0)
    faults.rows(
        calls.row[starts[open_ended]],
        "begins a trip without a time at its first or last stop, so the trip was left out.",
        "Give both times.",
    )  # fmt: skip
    bad = set(calls.trip[starts[open_ended]].tolist())
    calls = calls.only(~np.isin(calls.trip, list(bad)))
    known = calls.arrive >= 0
    if not known.all() and known.any():
        places = np.arange(len(known))
        calls = replace(
            calls,
            arrive=np.where(known, calls.arrive, np.interp(places, places[known], calls.arrive[known])).astype(
                np.int64
            ),
            depart=np.where(known, calls.depart, np.interp(places, places[known], calls.depart[known])).astype(
                np.int64
            ),
        )
    same = np.append(calls.trip[1:] == calls.trip[:-1], False) if len(calls.trip) else np.zeros(0, dtype=bool)
    backwards = calls.depart < calls.arrive
    backwards[1:] |= same[:-1] & (calls.arrive[1:] < calls.depart[:-1])
    turned = np.unique(calls.trip[backwards])
    firsts = np.searchsorted(calls.trip[backwards], turned)
    faults.rows(
        calls.row[backwards][firsts], "is where the times of a trip go backwards, so the trip was left out.",
        "Correct the times; after midnight they go on: 24:05:00.",
    )  # fmt: skip
    calls = calls.only(~np.isin(calls.trip, turned))
    often = np.bincount(calls.trip, minlength=1)[calls.trip] if len(calls.trip) else np.zeros(0, dtype=int)
    return calls.only(often >= 2)


def _repeated(table: Table, trips: Trips) -> Trips:
    """The trips with those of frequencies.txt run again and again, as often as it says."""
    if not len(table):
        return trips
    number = {one: place for place, one in enumerate(trips.ids)}
    begins, ends, every = table.seconds("start_time"), table.seconds("end_time"), table.number("headway_secs")
    which = np.array([number.get(one, -1) for one in table.text("trip_id")], dtype=np.int64)
    good = (which >= 0) & (begins >= 0) & (ends > begins) & (ends <= LATEST) & (every >= 30)
    table.faults.rows(
        table.rows[~good], "says how often a trip runs and cannot be read, so it was left out.",
        "Give a trip that is there, two times in order and at least 30 seconds.",
    )  # fmt: skip
    bounds = np.searchsorted(trips.calls.trip, np.arange(len(trips.ids) + 1))
    plain = np.setdiff1d(np.arange(len(trips.ids)), which[good])
    pieces: list[tuple[int, int]] = [(trip, 0) for trip in plain.tolist()]
    for row in np.flatnonzero(good).tolist():
        trip = int(which[row])
        first = int(trips.calls.depart[bounds[trip]])
        pieces += [(trip, at - first) for at in range(int(begins[row]), int(ends[row]), int(every[row]))]
        if len(pieces) > REPEATS_MOST + len(plain):
            table.faults.file(f"comes to more than {REPEATS_MOST:,} trips; the rest were left out.", "Give fewer.")
            break
    return _copies(trips, pieces, bounds)


def _copies(trips: Trips, pieces: list[tuple[int, int]], bounds: Ints) -> Trips:
    """One trip for each (trip, seconds later)."""
    which = np.array([trip for trip, _ in pieces], dtype=np.int64)
    later = np.array([seconds for _, seconds in pieces], dtype=np.int64)
    lengths = np.diff(bounds)[which]
    begin = np.repeat(bounds[which] - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
    rows = (np.arange(int(lengths.sum())) + begin).astype(np.intp)
    calls = trips.calls.only(rows)
    shift = np.repeat(later, lengths)
    number = np.repeat(np.arange(len(which)), lengths)
    return Trips(
        ids=tuple(trips.ids[trip] for trip in which.tolist()),
        route=trips.route[which],
        service=trips.service[which],
        calls=replace(calls, trip=number, arrive=calls.arrive + shift, depart=calls.depart + shift),
        found=trips.found,
    )

"""`python -m benchmarks.journeys`: journeys over a made-up city of 200,000 rides a day, beside a plain Dijkstra.

Prints seconds: loading, one place to all stops (this program's scan and the peer, which must agree), and the
tables that a batch needs: so many homes, so many calls, both ways.
"""

from __future__ import annotations

import argparse
import datetime as dt
import heapq
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from matcher.base.ids import SectorCode
from matcher.library.load import load_library
from matcher.store.travelling import read_timetable, write_timetable
from matcher.travel.scan import NEVER, Rides, scan_one
from matcher.travel.timetable import Timetable
from matcher.travel.transit import Call
from matcher.travel.transport import PublicTransport

ON = dt.date(2026, 11, 23)
SIDE = 24_000
"""Metres of the city's square."""
STOPS_A_LINE, LINES, GAP = 36, 60, 620
"""Stops of a line, lines, and metres from one stop to the next."""


def made_up(rides: int, *, seed: int = 1, corner: tuple[int, int] = (0, 0)) -> Timetable:
    """Lines that wander over a square, there and back, at even times from five in the morning until midnight."""
    chance = random.Random(seed)
    places: list[tuple[int, int]] = []
    number: dict[tuple[int, int], int] = {}
    lines = [_line(chance, places, number) for _ in range(LINES)]
    trips: list[tuple[int, list[int], int]] = []
    every = max(1, int(19 * 60 * 2 * LINES * (STOPS_A_LINE - 1) / rides))
    for minute in range(5 * 60, 24 * 60, every):
        for route, line in enumerate(lines):
            trips += [(route, line, minute + route % every), (route, line[::-1], minute + (route * 7) % every)]
    stop_times = [(stop, begin + 2 * place) for _, line, begin in trips for place, stop in enumerate(line)]
    at, minutes = np.array(stop_times, dtype=np.int32).T
    east, north = (np.array(places, dtype=np.int32) + np.array(corner, dtype=np.int32)).T
    none = np.zeros(0, dtype=np.int32)
    return Timetable(
        stop_names=tuple(f"Stop {n}" for n in range(len(places))),
        stop_zones=("",) * len(places),
        stop_east=east,
        stop_north=north,
        route_names=tuple(f"Line {n}" for n in range(LINES)),
        trip_route=np.array([route for route, _, _ in trips], dtype=np.int32),
        trip_service=np.zeros(len(trips), dtype=np.int32),
        trip_start=np.concatenate([[0], np.cumsum([len(line) for _, line, _ in trips])]).astype(np.int32),
        at_stop=at,
        arrive=minutes,
        depart=minutes,
        may_board=np.ones(len(at), dtype=bool),
        may_alight=np.ones(len(at), dtype=bool),
        first_day=dt.date(2026, 11, 1).toordinal(),
        runs=np.ones((1, 90), dtype=bool),
        transfer_from=none,
        transfer_to=none,
        transfer_minutes=none,
        fare_route=none,
        fare_from=(),
        fare_to=(),
        fare_pence=none,
        source="Made-up city",
    )


def _line(chance: random.Random, places: list[tuple[int, int]], number: dict[tuple[int, int], int]) -> list[int]:
    """A walk over a lattice of stops, going on in one direction more often than not."""
    lattice = SIDE // GAP
    x, y = chance.randrange(lattice), chance.randrange(lattice)
    step = chance.choice(((1, 0), (0, 1), (-1, 0), (0, -1)))
    line: list[int] = []
    while len(line) < STOPS_A_LINE:
        spot = (x % lattice, y % lattice)
        if spot not in number:
            number[spot] = len(places)
            places.append((spot[0] * GAP + chance.randrange(-60, 60), spot[1] * GAP + chance.randrange(-60, 60)))
        line.append(number[spot])
        if chance.random() < 0.2:
            step = chance.choice(((1, 0), (0, 1), (-1, 0), (0, -1)))
        x, y = x + step[0], y + step[1]
    return line


def dijkstra(rides: Rides, start: list[tuple[int, int]], *, at: int, until: int) -> list[int]:
    """The peer: when a vehicle first sets down at each stop, by a queue of stops and a search among their rides."""
    leaving: list[list[tuple[int, int]]] = [[] for _ in rides.changes.lists]
    after: dict[int, list[int]] = {}
    for place, (trip, stop, _, leaves, _, board, _) in enumerate(rides.rows):
        after.setdefault(trip, []).append(place)
        if board:
            leaving[stop].append((leaves, place))
    place_in = {ride: n for one in after.values() for n, ride in enumerate(one)}
    comes, ready = [NEVER] * len(leaving), [NEVER] * len(leaving)
    boarded: dict[int, int] = {}
    queue = [(at + walk, stop) for stop, walk in start]
    heapq.heapify(queue)
    while queue:
        minute, stop = heapq.heappop(queue)
        if minute >= ready[stop]:
            continue
        ready[stop] = minute
        for leaves, ride in leaving[stop]:
            if minute <= leaves <= until:
                trip = rides.rows[ride][0]
                since = place_in[ride]
                for later in after[trip][since : boarded.get(trip, len(after[trip]))]:
                    _, _, end, _, arrives, _, alight = rides.rows[later]
                    if alight and arrives < comes[end]:
                        comes[end] = arrives
                        for other, walk in rides.changes.lists[end]:
                            heapq.heappush(queue, (arrives + walk, other))
                boarded[trip] = min(boarded.get(trip, since), since)
    return comes


def timed(what: str, run: Callable[[], object], *, rounds: int = 3) -> float:
    """The median of some rounds, printed."""
    took = []
    for _ in range(rounds):
        begin = time.process_time()
        run()
        took.append(time.process_time() - begin)
    print(f"{what:<64}{statistics.median(took):9.3f} s", flush=True)
    return statistics.median(took)


def batch(size: str, rides: int, *, lists: bool) -> None:
    """A made-up programme without a timetable, with one for the first time, and again.

    With `lists` the whole of `matcher batch`; else what it does before it writes: read, columns, match both ways.
    """
    from benchmarks.workload import ON as DAY
    from benchmarks.workload import size as size_of
    from benchmarks.workload import workload
    from matcher.matching.match import match
    from matcher.store.about import About
    from matcher.store.folder import create_folder
    from matcher.workflows.desk import open_desk
    from matcher.workflows.hand import own_hand
    from matcher.workflows.lists.batch import batch as make
    from matcher.workflows.lists.prepared import prepare
    from matcher.workflows.where import Where

    with tempfile.TemporaryDirectory() as folder:
        programme = workload(size_of(size), library=load_library())
        kept = create_folder(Path(folder) / "programme", About(name="Made up", data_date=DAY))
        with kept.changing(own_hand("benchmark")) as change:
            change.put(programme)
        east, north = ([getattr(place, way) for place in programme.places] for way in ("east", "north"))
        print(
            f"{size}, {len(programme.places):,} sectors over {max(east) - min(east):,} by {max(north) - min(north):,} m"
        )

        def run() -> None:
            if lists:
                make(Where(kept.path), Path(folder) / "lists", progress=lambda *_: None)
                return
            desk = open_desk(Where(kept.path))
            read = desk.read()
            match(prepare(desk, read.programme, left_out=read.left_out).columns, desk.library, threads=2)

        plain = timed("batch without a timetable", run, rounds=1)
        corner = (sum(east) // len(east) - SIDE // 2, sum(north) // len(north) - SIDE // 2)
        write_timetable(kept.path, made_up(rides, corner=corner))
        first = timed("batch with one, for the first time", run, rounds=1)
        again = timed("batch with one, again", run, rounds=1)
        print(f"{first / plain:.2f} times as long the first time, {again / plain:.2f} times afterwards")


def main() -> int:
    """Print the figures; 1 where the peer finds another answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rides", type=int, default=200_000)
    parser.add_argument("--homes", type=int, default=300)
    parser.add_argument("--calls", type=int, default=4_000)
    parser.add_argument("--batch", metavar="CLIENTSxVACANCIES", help="instead: a batch, such as 3000x12500")
    parser.add_argument("--lists", action="store_true", help="with --batch: every list explained and written, too")
    given = parser.parse_args()
    if given.batch:
        batch(given.batch, given.rides, lists=given.lists)
        return 0
    library, chance = load_library(), random.Random(7)
    timetable = made_up(given.rides)
    print(f"{timetable.connections:,} rides a day, {timetable.stops:,} stops, {timetable.trips:,} trips; CPU seconds")
    with tempfile.TemporaryDirectory() as folder:
        write_timetable(Path(folder), timetable)
        timed("loading the kept timetable", lambda: read_timetable(Path(folder)))
    places = {f"ZZ{n} 1": (chance.randrange(SIDE), chance.randrange(SIDE)) for n in range(given.homes + 400)}
    names = [SectorCode(one) for one in places]

    def transport() -> PublicTransport:
        return PublicTransport(timetable, places, travel=library.travel, holidays=library.bank_holidays, on=ON)

    search = transport()
    timed("a day's rides in order", lambda: transport().rides(0).rows)
    rides, start = search.rides(0), next(legs for legs in map(search.legs, names) if len(legs) > 3)
    rides.rows, rides.leaving, rides.changes.lists  # noqa: B018  kept for all that follow
    at = 7 * 60
    scan = timed("one place to all stops, the whole day, scan", lambda: scan_one(rides, start, at=at, until=1_680))
    peer = timed(
        "one place to all stops, the whole day, plain Dijkstra", lambda: dijkstra(rides, start, at=at, until=1_680)
    )
    same = scan_one(rides, start, at=at, until=1_680).comes == dijkstra(rides, start, at=at, until=1_680)
    print(f"{'the same answer' if same else 'ANOTHER ANSWER'}; Dijkstra takes {peer / scan:.1f} times as long")
    homes, works = names[: given.homes], names[given.homes :]
    calls = [Call(chance.choice(works), chance.randrange(5), chance.randrange(24, 80) * 15) for _ in range(given.calls)]
    timed(f"{given.homes:,} homes, {given.calls:,} calls: there", lambda: transport().there(homes, calls), rounds=1)
    timed(f"{given.homes:,} homes, {given.calls:,} calls: back", lambda: transport().back(homes, calls), rounds=1)
    one = [Call(works[0], day, 9 * 60) for day in range(5)]
    timed(f"{given.homes:,} homes, one shift of a week: there", lambda: transport().there(homes, one), rounds=1)
    timed(f"one home, {given.calls:,} calls: there", lambda: transport().there(homes[:1], calls), rounds=1)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())

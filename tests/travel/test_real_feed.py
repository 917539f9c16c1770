"""The real feed of shared data: it loads, and 200 random journeys are what a slow search finds."""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

import numpy as np
import pytest

from matcher.base.ids import SectorCode
from matcher.importers.bulk import parts_of
from matcher.importers.gtfs.importer import read_feed
from matcher.library.load import load_library
from matcher.travel.grid import to_grid
from matcher.travel.itinerary import find_way
from matcher.travel.transit import Call
from matcher.travel.transport import NO_WAY, PublicTransport
from tests.reading.shared import shared_data
from tests.travel.brute import Brute, Feed, Stopping, clock

LIBRARY = load_library()
MONDAY = dt.date(2026, 11, 23)
JOURNEYS = 200


@pytest.fixture(scope="module")
def folder() -> Path:
    return shared_data("timetable", "ember_gtfs_scotland")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def seconds(text: str) -> int:
    hours, minutes, rest = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + rest


def as_written(folder: Path, days: list[dt.date]) -> Feed:
    """The feed as its files say, read by the simplest means there are."""
    stops = {}
    for one in rows(folder, "stops.txt"):
        east, north = to_grid(np.array([float(one["stop_lat"])]), np.array([float(one["stop_lon"])]))
        stops[one["stop_id"]] = (int(east[0]), int(north[0]))
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    runs = {
        one["service_id"]: frozenset(
            day
            for day in days
            if one[names[day.weekday()]] == "1" and one["start_date"] <= day.strftime("%Y%m%d") <= one["end_date"]
        )
        for one in rows(folder, "calendar.txt")
    }
    called: dict[str, list[tuple[int, Stopping]]] = {}
    for one in rows(folder, "stop_times.txt"):
        times = seconds(one["arrival_time"]), seconds(one["departure_time"])
        board, alight = one["pickup_type"] != "1", one["drop_off_type"] != "1"
        line = (int(one["stop_sequence"]), Stopping(one["stop_id"], *times, board, alight))
        called.setdefault(one["trip_id"], []).append(line)
    trips = [
        (runs[one["service_id"]], tuple(line for _, line in sorted(called[one["trip_id"]], key=lambda pair: pair[0])))
        for one in rows(folder, "trips.txt")
    ]
    return Feed(stops, trips)


def test_two_hundred_random_journeys(folder):
    days = [MONDAY + dt.timedelta(days=n) for n in range(-1, 8)]
    feed = as_written(folder, days)
    brute = Brute(feed, LIBRARY.travel, days)
    chance = random.Random(20261123)
    near = {
        f"ZZ{n} 1": (e + chance.randrange(-700, 700), n_ + chance.randrange(-700, 700))
        for n, (e, n_) in enumerate(feed.stops.values())
    }
    read = read_feed(folder, parts_of(folder))
    assert read.timetable is not None
    assert read.timetable.trips == len(feed.trips)
    search = PublicTransport(read.timetable, near, travel=LIBRARY.travel, holidays=LIBRARY.bank_holidays, on=MONDAY)
    found = 0
    for _ in range(JOURNEYS):
        home, work = (SectorCode(one) for one in chance.sample(sorted(near), 2))
        call = Call(work, chance.randrange(7), chance.randrange(300, 1_500))
        minute = clock(MONDAY + dt.timedelta(days=call.day), call.minute)
        for back in (False, True):
            trips = (search.back if back else search.there)([home], [call])
            journey = (brute.back if back else brute.there)(near[home], near[work], minute)
            walk = brute.walk(near[home], near[work])
            away, took = int(trips.away[0, 0]), int(trips.travelling[0, 0])
            if away != NO_WAY:
                way = find_way(search, home, call, away=away, door=took, back=back)
                assert way is not None
                assert (way.comes - way.leaves, abs((way.comes if back else way.leaves) - call.minute % 1440)) == (
                    took,
                    away,
                )
            if walk <= brute.longest and (
                journey is None or walk <= abs((journey.comes if back else journey.leaves) - minute)
            ):
                assert away == walk
            elif journey is None:
                assert (away, took) == (NO_WAY, NO_WAY)
            else:
                found += 1
                assert away == abs((journey.comes if back else journey.leaves) - minute)
                assert took == journey.comes - journey.leaves
    assert found > JOURNEYS // 2

"""GTFS feeds come in whole, or say file by file and row by row what was left out."""

from __future__ import annotations

import datetime as dt
import zipfile

import numpy as np
import pytest

from matcher.importers import bulk
from matcher.importers.bulk import parts_of
from matcher.importers.gtfs.importer import read_feed
from matcher.importers.opener import CannotOpen
from matcher.travel.timetable import NO_CHANGE, Timetable, timetable_of
from tests.importers.feeds import FEED, read, said, write_feed, zipped


@pytest.fixture
def sound(tmp_path):
    return read(write_feed(tmp_path / "feed"))


def test_a_sound_feed_is_read_whole(sound):
    timetable = sound.timetable
    assert sound.counts == {"stops": (4, 3), "trips": (3, 3)}
    assert timetable.stop_names == ("Market Square", "Hospital", "School Lane")
    assert timetable.source == "Made-up Buses"
    assert timetable.route_names == ("7", "")
    assert timetable.trip_start.tolist() == [0, 3, 6, 8]
    # Departures down, arrivals up; what is blank lies half way; past midnight goes on.
    assert timetable.arrive.tolist() == [480, 490, 501, 1510, 1520, 1530, 540, 560]
    assert timetable.depart.tolist() == [480, 490, 500, 1510, 1520, 1530, 540, 560]
    assert timetable.may_board.tolist() == [True] * 7 + [False]
    assert [problem for problem in sound.problems if problem.stops_row] == []


def test_days_and_their_exceptions(sound):
    on = {day: sound.timetable.services_on(dt.date(2026, 12, day)).tolist() for day in (24, 25, 26, 27)}
    assert on == {24: [True, False], 25: [False, True], 26: [True, False], 27: [False, True]}
    assert not sound.timetable.services_on(dt.date(2030, 1, 1)).any()


def test_changes_hold_for_the_stops_of_a_station_and_round_up(sound):
    timetable = sound.timetable
    changes = list(zip(timetable.transfer_from, timetable.transfer_to, timetable.transfer_minutes, strict=True))
    assert changes == [(0, 0, 2), (1, 0, 11), (2, 2, NO_CHANGE)]


def test_fares_in_pounds_only(sound):
    assert sound.timetable.fare_pence.tolist() == [290]
    assert (sound.timetable.fare_from, sound.timetable.fare_to) == (("z1",), ("z2",))
    assert "fare_attributes.txt, row 3: is not in pounds" in said(sound)


def test_stops_lie_where_the_grid_has_them(sound):
    north = np.diff(sound.timetable.stop_north)
    assert (abs(north - 2_225) < 5).all()  # a fiftieth of a degree of latitude


def test_it_keeps_its_digest_through_its_parts(sound):
    assert timetable_of(sound.timetable.parts()).digest == sound.timetable.digest


@pytest.mark.parametrize("inside", ["", "a folder/"])
def test_a_zip_is_the_same_feed(tmp_path, sound, inside):
    again = used(zipped(tmp_path / "feed", tmp_path / "feed.zip", inside=inside))
    assert again.digest == sound.timetable.digest


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_and_line_ends_of_all_kinds(tmp_path, sound, encoding):
    folder = write_feed(tmp_path / "other")
    for path in folder.iterdir():
        text = path.read_text().replace("School", "Schoöl").replace("\n", "\r\n")
        path.write_bytes(text.encode(encoding))
    again = used(folder)
    assert again.stop_names[2] == "Schoöl Lane"
    assert again.arrive.tolist() == sound.timetable.arrive.tolist()


def used(path) -> Timetable:
    """The timetable that came of a feed."""
    made = read(path).timetable
    assert made is not None
    return made


def edit(name: str, old: str, new: str) -> dict[str, str]:
    assert old in FEED[f"{name}.txt"]
    return {name: FEED[f"{name}.txt"].replace(old, new)}


BROKEN = [
    (edit("stops", "b,Hospital,52.0200,-1.0000", "b,Hospital,,"), "stops.txt, row 3: is a stop without", 3),
    (edit("stops", "52.0200", "12.02"), "stops.txt, row 3: is a stop that lies nowhere near", 3),
    (edit("stops", "b,Hospital", "a,Hospital"), "stops.txt, row 3: has a stop_id that stands further up", 3),
    (edit("stop_times", "08:10:00,08:10:30", "8.10,08:10:30"), "row 3: has a time that cannot be", 3),
    (edit("stop_times", "08:10:00,08:10:30", "07:10:00,07:10:30"), "stop_times.txt, row 3: is where the times", 2),
    (edit("stop_times", "T1,08:00:00,08:00:00", "T1,,"), "stop_times.txt, row 2: begins a trip without a time", 2),
    (edit("stop_times", "T1,08:00:00", "T9,08:00:00"), "row 2: belongs to a trip that is not in trips.txt", 3),
    (edit("stop_times", "b,2,0,0\nT1", "b,3,0,0\nT1"), "row 4: has a stop_sequence that its trip", 3),
    (edit("stop_times", "09:20:00,c,2,1,0", "09:20:00,x,2,1,0"), "calls at a stop that is", 2),
    (edit("trips", "R,sun,T3", "R,sun,T2"), "trips.txt, row 4: has a trip_id that stands further up", 2),
    (edit("trips", "R,sun,T3", "R,none,T3"), "trips.txt, row 4: is a trip whose service runs on no known day", 2),
    (edit("trips", "R,sun,T3", "X,sun,T3"), "trips.txt, row 4: names a route that is not in routes.txt", 3),
    (edit("calendar", "sun,0,0,0,0,0,0,1", "sun,0,0,0,0,0,0,0"), "", 3),
    (edit("calendar", "20261101,20270131\nsun", "20261131,20270131\nsun"), "row 2: has a first or", 3),
    (edit("calendar", "20261101,20270131\nsun", "20270201,20270131\nsun"), "row 2: ends before it begins", 3),
    (edit("calendar", "week,1,1", "week,yes,1"), "calendar.txt, row 2: has a day of the week that is neither", 3),
    (edit("calendar_dates", "sun,20261225,1", "sun,20261225,3"), "calendar_dates.txt, row 3: says neither", 3),
    (edit("transfers", "a,a,2,120", "x,a,2,120"), "row 2: is a change at a stop that is not known", 3),
    (edit("transfers", "a,a,2,120", "a,a,2,"), "transfers.txt, row 2: asks for a least time and gives none", 3),
    (edit("agency", "Europe/London", "Europe/Paris"), "agency.txt: keeps time by Europe/Paris", 3),
    ({"routes": None}, "routes.txt: is missing, so lines are shown without a name", 3),
    ({"transfers": None, "fare_rules": None, "agency": None}, "", 3),
    (edit("stop_times", "08:10:30,b,2,0,0", "08:10:30,b,2"), "row 3: has more or fewer cells", 3),
    ({"frequencies": "trip_id,start_time,end_time,headway_secs\nT1,07:00:00,08:00:00,0\n"}, "says how often a trip", 3),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "told", "trips"), BROKEN, ids=[told[:60] or str(n) for n, (_, told, _) in enumerate(BROKEN)]
)
def test_what_is_broken_is_told_and_the_rest_is_used(tmp_path, changed, told, trips):
    found = read(write_feed(tmp_path, **changed))
    assert told in said(found)
    assert found.timetable is not None
    assert found.timetable.trips == trips


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"stops": None}, "stops.txt: is missing, and without it there is no timetable"),
        (
            {"stop_times": "trip_id,stop_id\n"},
            "stop_times.txt: has no column arrival_time, departure_time, stop_sequence",
        ),
        ({"calendar": None, "calendar_dates": None}, "calendar.txt: is missing, and calendar_dates.txt too"),
        ({"trips": ""}, "trips.txt: has no column"),
        ({"stop_times": "\0\1\2"}, "stop_times.txt: is not plain text"),
    ],
)
def test_without_what_is_needed_there_is_no_timetable(tmp_path, changed, told):
    found = read(write_feed(tmp_path, **changed))
    assert found.timetable is None
    assert told in said(found)
    assert "has no trip that can be used" in said(found)


def test_a_trip_that_runs_every_ten_minutes(tmp_path):
    often = "trip_id,start_time,end_time,headway_secs\nT1,07:00:00,07:30:00,600\n"
    timetable = used(write_feed(tmp_path, frequencies=often))
    assert timetable.trips == 5
    first = sorted(int(timetable.depart[start]) for start in timetable.trip_start[:-1])
    assert first == [420, 430, 440, 540, 1510]


def test_very_many_rows_with_one_fault_are_counted_not_listed(tmp_path):
    rows = "".join(f"T1,08:00:00,08:00:00,nowhere{n},{n + 9},0,0\n" for n in range(5_000))
    found = read(write_feed(tmp_path, stop_times=FEED["stop_times.txt"] + rows))
    assert len(found.problems) < 60
    assert "stop_times.txt: has 4,987 more rows like that" in said(found)


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "ALL_MOST_BYTES", 1_000)
    with pytest.raises(CannotOpen, match="unpacks to more"):
        read(zipped(write_feed(tmp_path / "feed"), tmp_path / "feed.zip"))


@pytest.mark.parametrize("cut", [30, 400, 1_000])
def test_a_zip_that_is_cut_short_says_so(tmp_path, cut):
    path = zipped(write_feed(tmp_path / "feed"), tmp_path / "feed.zip")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(CannotOpen, match="is not a whole zip file"):
        read(path)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("feed.zip", b"<!DOCTYPE html><html><body>Please sign in</body></html>", "is a web page"),
        ("feed.zip", b"", "is empty"),
        ("feed.zip", b"PK\x03\x04 cut short", "is not a whole zip file"),
        ("feed.gtfs", b"PK\x03\x04 cut short", "is not a whole zip file"),
    ],
)
def test_what_is_a_feed_by_name_only_says_so_at_once(tmp_path, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CannotOpen, match=told):
        read(path)


def test_a_zip_of_zips_says_so(tmp_path):
    inner = zipped(write_feed(tmp_path / "feed"), tmp_path / "feed.zip")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(inner, "north.zip")
    with pytest.raises(CannotOpen, match="holds other zip files"):
        read(tmp_path / "all.zip")


def test_of_a_calendar_of_a_century_the_years_around_the_day_are_read(tmp_path):
    edited = FEED["calendar.txt"].replace("20261101,20270131\nsun", "20000101,20991231\nsun")
    path = write_feed(tmp_path, calendar=edited)
    found = read_feed(path, parts_of(path), on=dt.date(2026, 11, 16))
    assert found.timetable is not None
    assert found.timetable.services_on(dt.date(2026, 11, 16)).any()
    assert not found.timetable.services_on(dt.date(2026, 12, 25))[0]
    first, last = found.timetable.days
    assert first < dt.date(2022, 1, 1)
    assert dt.date(2031, 1, 1) < last
    assert "what runs before" in said(found)
    assert "or after" in said(found)


def test_a_service_in_two_rows_is_told_and_both_count(tmp_path):
    twice = FEED["calendar.txt"] + "week,0,0,0,0,0,0,1,20261101,20270131\n"
    found = read(write_feed(tmp_path, calendar=twice))
    assert "calendar.txt, row 4: is a service that stands further up" in said(found)
    assert found.timetable is not None
    assert found.timetable.services_on(dt.date(2026, 11, 22)).all()

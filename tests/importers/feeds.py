"""A small sound GTFS feed as its files, to be written, spoilt and read."""

from __future__ import annotations

import zipfile
from pathlib import Path

from matcher.importers.bulk import parts_of
from matcher.importers.gtfs.importer import TimetableRead, read_feed

FEED = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\nA,Made-up Buses,https://example.org,Europe/London\n",
    "stops.txt": (
        "stop_id,stop_name,stop_lat,stop_lon,zone_id,location_type,parent_station\n"
        "a,Market Square,52.0000,-1.0000,z1,0,st\n"
        "b,Hospital,52.0200,-1.0000,z2,0,\n"
        "c,School Lane,52.0400,-1.0000,z3,0,\n"
        "st,Market,52.0001,-1.0001,,1,\n"
    ),
    "routes.txt": "route_id,agency_id,route_short_name,route_long_name,route_type\nR,A,7,Market to School Lane,3\n",
    "trips.txt": "route_id,service_id,trip_id\nR,week,T1\nR,week,T2\nR,sun,T3\n",
    "stop_times.txt": (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
        "T1,08:00:00,08:00:00,a,1,0,0\nT1,08:10:00,08:10:30,b,2,0,0\nT1,08:20:30,08:20:30,c,3,0,0\n"
        "T2,25:10:00,25:10:00,c,1,0,0\nT2,,,b,2,0,0\nT2,25:30:00,25:30:00,a,3,0,0\n"
        "T3,09:00:00,09:00:00,a,1,0,0\nT3,09:20:00,09:20:00,c,2,1,0\n"
    ),
    "calendar.txt": (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "week,1,1,1,1,1,1,0,20261101,20270131\nsun,0,0,0,0,0,0,1,20261101,20270131\n"
    ),
    "calendar_dates.txt": "service_id,date,exception_type\nweek,20261225,2\nsun,20261225,1\n",
    "transfers.txt": "from_stop_id,to_stop_id,transfer_type,min_transfer_time\na,a,2,120\nb,st,2,630\nc,c,3,\n",
    "fare_attributes.txt": "fare_id,price,currency_type,payment_method,transfers\nF,2.90,GBP,0,0\nG,3.5,EUR,0,0\n",
    "fare_rules.txt": "fare_id,route_id,origin_id,destination_id\nF,R,z1,z2\nG,R,z1,z3\n",
}


def write_feed(folder: Path, **changed: str | None) -> Path:
    """The feed in a folder, with some files other than they are; `None` leaves one out. `stops="..."` is stops.txt."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FEED, **{f"{name}.txt": text for name, text in changed.items()}}.items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def zipped(folder: Path, target: Path, *, inside: str = "") -> Path:
    """The files of a folder as a zip, perhaps in a folder of their own."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, inside + path.name)
    return target


def read(path: Path) -> TimetableRead:
    """What the importer makes of it."""
    return read_feed(path, parts_of(path))


def said(found: TimetableRead) -> str:
    """Everything told, a line each."""
    return "\n".join(problem.say() for problem in found.problems)

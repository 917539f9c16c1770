"""Sound timetables and lists of postcodes, ways to spoil them, and what must hold of what comes of them."""

import random
import zipfile
from pathlib import Path

from matcher.importers.bulk import parts_of
from matcher.importers.gtfs.importer import TimetableRead, read_feed
from matcher.importers.opener import CannotOpen
from matcher.importers.places import PlacesRead, read_places
from matcher.travel.timetable import timetable_of
from tests.fuzz.spoiling import BYTES, NASTY
from tests.importers.feeds import write_feed, zipped

LISTED = (
    "pcds,doterm,oseast1m,osnrth1m,lat,long\nND1 1AB,,50000,50000,,\nND1 2AB,,50600,50300,,\n"
    "ND1 2AC,201901,50601,50301,,\nBT1 5GS,,333900,374200,54.5973,-5.9301\n"
)


def feeds(folder: Path) -> list[Path]:
    """A feed as a zip."""
    return [zipped(write_feed(folder / "feed"), folder / "feed.zip")]


def lists(folder: Path) -> list[Path]:
    """ONSPD as a file and as a zip, Code-Point Open without headings, a table of sectors."""
    (folder / "onspd.csv").write_text(LISTED, encoding="utf-8")
    with zipfile.ZipFile(folder / "onspd.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Data/ONSPD.csv", LISTED)
    (folder / "nd.csv").write_text('"ND11AB",10,50000,50000,"E92"\n"ND12AB",10,50600,50300,"E92"\n', encoding="utf-8")
    (folder / "sectors.csv").write_text("sector,e,n,postcodes\nND1 1,50000,50000,40\n", encoding="utf-8")
    return sorted(path for path in folder.iterdir())


def spoil(chance: random.Random, source: Path, folder: Path) -> Path:
    """The same file with something wrong in it; of a zip in one of its files, or in the zip itself."""
    path = folder / source.name
    if source.suffix != ".zip" or chance.random() < 0.2:
        path.write_bytes(_spoilt(chance, source.read_bytes(), text=source.suffix != ".zip"))
        return path
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.choice((1, 1, 3))):
        name = chance.choice(sorted(files))
        change = chance.choice(("gone", "empty", "text", "text", "text", "name"))
        if change == "gone" and len(files) > 1:
            del files[name]
        elif change == "name":
            files[chance.choice(("STOPS.TXT", "x/" + name, "stops.csv", "../../stops.txt", name + "é"))] = files.pop(
                name
            )
        else:
            files[name] = b"" if change == "empty" else _spoilt(chance, files[name], text=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def _spoilt(chance: random.Random, data: bytes, *, text: bool) -> bytes:
    if not text or chance.random() < 0.2:
        return chance.choice(BYTES)(chance, data)
    lines = data.decode("utf-8", "replace").split("\n")
    at = chance.randrange(len(lines))
    change = chance.choice(("cell", "cell", "cell", "gone", "twice", "many", "quote"))
    if change == "cell":
        cells = lines[at].split(",")
        odd = (*NASTY, "25:61:00", "-1:00:00", "99:00:00", "20261331", "999999999", "nan", "1e5", "٣", "52.0;-1.0")
        cells[chance.randrange(len(cells))] = chance.choice(odd)
        lines[at] = ",".join(cells)
    elif change == "gone":
        del lines[at]
    elif change == "quote":
        lines[at] = '"' + lines[at]
    else:
        lines += [lines[at]] * (1 if change == "twice" else 400)
    return "\n".join(lines).encode("utf-8", "replace")


def read_feeds(paths: list[Path]) -> TimetableRead:
    """What comes of the last of some feeds."""
    try:
        return read_feed(paths[-1], parts_of(paths[-1]))
    except CannotOpen as error:
        return TimetableRead(None, problems=[error.problem(paths[-1].name)])


def check_feed(read: TimetableRead) -> None:
    """A whole timetable or the reason why there is none; each problem says where and what."""
    assert all(problem.where and problem.what for problem in read.problems)
    if read.timetable is None:
        assert any(problem.stops_row for problem in read.problems)
        return
    made = timetable_of(read.timetable.parts())
    assert made.digest == read.timetable.digest
    same = made.depart[:-1][_within(made)]
    assert (made.depart >= 0).all()
    assert (made.arrive[1:][_within(made)] >= same).all()


def _within(made):
    """Which stop times have another of the same trip after them."""
    last = made.trip_start[1:] - 1
    return [row not in set(last.tolist()) for row in range(len(made.at_stop) - 1)]


def read_lists(paths: list[Path]) -> PlacesRead:
    """What comes of the last of some lists."""
    return read_places(paths[-1])


def check_list(read: PlacesRead) -> None:
    """Every row is used or counted, and a list without a map says why."""
    assert read.add_up
    assert all(problem.where and problem.what for problem in read.problems)
    if read.map is None:
        assert any(problem.stops_row for problem in read.problems)
    else:
        assert list(read.map.sectors) == sorted(set(read.map.sectors))
        assert (read.map.postcodes >= 0).all()

"""Published lists of postcodes become one row a sector, or say row by row what could not be read."""

from __future__ import annotations

import statistics
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.importers.places import read_places
from matcher.travel.grid import to_grid
from tests.reading.shared import shared_data

ONSPD = "pcd,pcd2,pcds,dointr,doterm,oseast1m,osnrth1m,osgrdind,lat,long\n"


def onspd(postcode: str, east: object, north: object, ended: str = "", lat: object = "", lon: object = "") -> str:
    return f'"{postcode}","{postcode}","{postcode}","198001","{ended}",{east},{north},1,{lat},{lon}\n'


def read(tmp_path, text: str, name: str = "list.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = read_places(path)
    assert found.add_up
    return found


def said(found) -> str:
    return "\n".join(problem.say() for problem in found.problems)


def rows(found) -> dict[str, tuple[int, int, int]]:
    places = zip(found.map.east.tolist(), found.map.north.tolist(), found.map.postcodes.tolist(), strict=True)
    return dict(zip(found.map.sectors, places, strict=True))


def test_the_middle_of_a_sector_is_the_median_of_its_postcodes_in_use(tmp_path):
    text = (
        ONSPD
        + onspd("AB1 2CD", 1000, 50)
        + onspd("AB12CE", 1010, 90)
        + onspd("AB1  2CF", 5000, 60)
        + onspd("AB1 2CG", 1, 1, ended="199906")
        + onspd("AB11 2CD", 7, 8)
        + onspd("EC1A 1BB", 532_000, 181_000)
    )
    found = read(tmp_path, text)
    assert rows(found) == {"AB1 2": (1010, 60, 3), "AB11 2": (7, 8, 1), "EC1A 1": (532_000, 181_000, 1)}
    assert found.counts == {"no longer in use": 1}


def test_what_is_not_a_postcode_or_has_no_place_is_told_by_row(tmp_path):
    text = (
        ONSPD + onspd("AB1 2CD", 10, 50) + onspd("A1B2 2CD", 10, 50) + onspd("AB1 3CD", "", "") + onspd("AB1 4CD", 0, 0)
    )
    found = read(tmp_path, text)
    assert list(rows(found)) == ["AB1 2"]
    assert found.counts == {"not a postcode": 1, "without a place": 2}
    assert "list.csv, row 3: is not a form that a postcode can take. Write it like ND3 4AB." in said(found)
    assert "list.csv, row 5: has no place on the National Grid." in said(found)


def test_northern_ireland_goes_by_latitude_and_says_so(tmp_path):
    text = ONSPD + onspd("BT1 5GS", 333_900, 374_200, lat=54.5973, lon=-5.9301) + onspd("BT2 7AB", 333_900, 374_200)
    found = read(tmp_path, text)
    ((east, north),) = zip(*to_grid(np.array([54.5973]), np.array([-5.9301])), strict=True)
    assert rows(found) == {"BT1 5": (east, north, 1)}
    assert "on the Irish Grid, which is another map" in said(found)


def test_latitude_and_longitude_alone_will_do(tmp_path):
    found = read(tmp_path, "Postcode,Latitude,Longitude\nSW1A 1AA,51.501009,-0.141588\nSW1A 2AA,200,0\n")
    east, north, _ = rows(found)["SW1A 1"]
    assert abs(east - 529_090) < 5
    assert abs(north - 179_645) < 5
    assert found.counts == {"without a place": 1}


def test_code_point_open_as_it_is_published(tmp_path):
    path = tmp_path / "codepo_gb.zip"
    with zipfile.ZipFile(path, "w") as archive:
        heads = "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\nPostcode,Positional_quality_indicator,Eastings,Northings,a,b,c,d,e,f\n"
        archive.writestr("Doc/Code-Point_Open_Column_Headers.csv", heads)
        archive.writestr("Data/CSV/ab.csv", '"AB101AB",10,394235,806529,"S92","","S08","","S12","S13"\n' * 2)
        archive.writestr(
            "Data/CSV/ze.csv", '"ZE1 0AA",10,447000,1141000,"S92","","","","",""\n"ZE10AB",90,0,0,"","","","","",""\n'
        )
        archive.writestr("Doc/licence.txt", "Open Government Licence\n")
    found = read_places(path)
    assert rows(found) == {"AB10 1": (394_235, 806_529, 1), "ZE1 0": (447_000, 1_141_000, 1)}
    assert found.counts == {"the same again": 1, "without a place": 1}
    assert found.add_up
    assert [problem for problem in found.problems if problem.stops_row] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty. Download it again."),
        ("Name,Age\nx,1\n", "has no column of postcodes or sectors with a place"),
        ("postcode,east,north\n", "has no rows"),
        ("postcode,east,north\nnowhere,1,2\n", "is not a form that a postcode can take"),
        ("\0\0\0", "is not plain text"),
        ('postcode,east,north\n"AB1 2CD,1,2\n', "has more or fewer cells than the headings"),
    ],
)
def test_files_that_hold_no_map_say_so(tmp_path, text, told):
    found = read(tmp_path, text)
    assert found.map is None
    assert told in said(found)


def test_a_file_that_is_not_there():
    from pathlib import Path

    found = read_places(Path("no-such-file.zip"))
    assert "no-such-file.zip: is not there." in said(found)


LETTER = st.sampled_from("ABDEFGHJLN")
POSTCODE = st.tuples(st.sampled_from(["A1", "AB12", "E1W", "EC2A", "M60"]), st.integers(0, 9), LETTER, LETTER)
METRES = st.tuples(st.integers(1, 700_000), st.integers(1, 1_200_000))


@settings(max_examples=60)
@given(found=st.dictionaries(POSTCODE, METRES, min_size=1, max_size=40), space=st.sampled_from(["", " ", "  "]))
def test_any_list_gives_the_median_of_each_sector(tmp_path_factory, found, space):
    lines = [f"{a}{space}{d}{b}{c},{e},{n}" for (a, d, b, c), (e, n) in found.items()]
    read_back = rows(read(tmp_path_factory.mktemp("places"), "postcode,e,n\n" + "\n".join(lines) + "\n"))
    wanted: dict[str, list[tuple[int, int]]] = {}
    for (a, d, _, _), place in found.items():
        wanted.setdefault(f"{a} {d}", []).append(place)
    assert read_back == {
        sector: (
            int(statistics.median_low([e for e, _ in points]) + statistics.median_high([e for e, _ in points])) // 2,
            int(statistics.median_low([n for _, n in points]) + statistics.median_high([n for _, n in points])) // 2,
            len(points),
        )
        for sector, points in wanted.items()
    }


def test_the_sectors_of_great_britain():
    found = read_places(shared_data("places", "postcode_sectors_gb.csv"))
    assert found.add_up
    assert found.map is not None
    assert (len(found.map), found.problems) == (10_820, [])
    assert list(found.map.sectors) == sorted(found.map.sectors)

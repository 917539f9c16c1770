"""Two places become minutes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.library.load import load_library
from matcher.records.programme import Place
from matcher.records.words import Mode
from matcher.travel.minutes import MODES, minutes_table
from matcher.travel.places import in_area, sector_of

TRAVEL = load_library().travel


@pytest.mark.parametrize(
    ("text", "sector"),
    [("LS2 7EW", "LS2 7"), ("ls27ew", "LS2 7"), ("EC3R 5AR", "EC3R 5"), ("M1 1AE", "M1 1"), ("ND3 4", "ND3 4"),
     ("EX2", None), ("E1", None), ("", None), ("Leeds", None), ("LS2 7EWX", None), ("EC3", None)],
)  # fmt: skip
def test_a_sector_needs_a_whole_postcode(text, sector):
    assert sector_of(text) == sector


@pytest.mark.parametrize(
    ("sector", "area", "inside"),
    [("ND3 4", "ND3", True), ("ND3 4", "ND", True), ("ND3 4", "ND3 4", True), ("ND3 4", "nd3  4", True),
     ("ND30 4", "ND3", False), ("ND3 4", "ND3 5", False), ("ND3 4", "N", False)],
)  # fmt: skip
def test_areas_end_at_a_boundary(sector, area, inside):
    assert in_area(sector, area) is inside


@given(st.lists(st.tuples(st.integers(0, 60_000), st.integers(0, 60_000)), min_size=1, max_size=6))
def test_every_cell_is_the_declared_sum_rounded_up(points):
    places = [Place(sector=f"ZZ{n} 1", east=east, north=north) for n, (east, north) in enumerate(points)]
    names = [place.sector for place in places]
    table = minutes_table(places, names, names, travel=TRAVEL)
    for one in places:
        for other in places:
            metres = math.isqrt((one.east - other.east) ** 2 + (one.north - other.north) ** 2)
            if one.sector == other.sector:
                metres = int(TRAVEL.same_sector_metres.value)
            wanted = {mode: TRAVEL.mode(mode).minutes(metres) for mode in MODES}
            wanted[Mode.BUS] = min(wanted[Mode.BUS], wanted[Mode.WALK])
            for mode in MODES:
                found = table.between(one.sector, other.sector, mode)
                assert found == min(TRAVEL.longest_minutes, wanted[mode])


def test_an_unknown_place_is_not_in_the_table():
    table = minutes_table([Place(sector="ZZ1 1", east=0, north=0)], ["ZZ1 1", "XX9 9"], ["ZZ1 1"], travel=TRAVEL)
    assert table.between("XX9 9", "ZZ1 1", Mode.WALK) is None

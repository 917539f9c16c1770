"""Minutes from a distance: whole, never less for more, and plainly an estimate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from matcher.library.load import load_library
from matcher.library.travelling import Travel
from matcher.records.words import Mode

TRAVEL = load_library().travel


@given(st.sampled_from(list(Mode)), st.integers(0, 100_000), st.integers(0, 100_000))
def test_more_distance_is_never_fewer_minutes(mode, one, other):
    speeds = TRAVEL.mode(mode)
    near, far = sorted((one, other))
    assert speeds.minutes(near) <= speeds.minutes(far)
    assert isinstance(speeds.minutes(near), int)


def test_minutes_are_rounded_up_and_include_the_fixed_ones():
    assert TRAVEL.mode(Mode.WALK).minutes(0) == 0
    assert TRAVEL.mode(Mode.WALK).minutes(1) == 1
    assert TRAVEL.mode(Mode.WALK).minutes(1000) == 17  # 1.3 km at 4.8 km/h is 16.25 minutes
    assert TRAVEL.mode(Mode.BUS).minutes(5000) == 38  # 14 fixed, 7 km at 18 km/h is 23.3 minutes


def test_each_way_of_travelling_says_that_it_is_an_estimate_and_what_to_look_up():
    for one in TRAVEL.modes:
        assert "estimate" in one.says
        assert "{minutes}" in one.says
        assert one.ask


def test_a_way_of_travelling_left_out_is_told():
    broken = TRAVEL.model_dump()
    broken["modes"] = broken["modes"][1:]
    with pytest.raises(ValidationError, match="missing: walk"):
        Travel.model_validate(broken)

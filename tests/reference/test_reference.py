"""The reference itself, against sums done by hand: what everything else is held to has to be right."""

from __future__ import annotations

from typing import Any, cast

import pytest

from matcher.library.load import load_library
from matcher.records.programme import Programme
from matcher.records.words import Mode, Opportunity
from tests.reference import care, measures
from tests.reference.lists import _ranked_long, number
from tests.reference.measures import MEASURES, in_area, measured
from tests.reference.week import WEEK, minutes_in, stretch
from tests.reference.words import World
from tests.wild import ON

HOUR, DAY = 60, 1440
NINE_TO_THREE = minutes_in((day * DAY + 9 * HOUR, day * DAY + 15 * HOUR) for day in range(5))
TEN_TO_TWO = ((10 * HOUR, 14 * HOUR),)
HERE, THERE = "ND1 1", "ND3 4"


def plain(free: int) -> care.Weeks:
    """A week without care."""
    week = care.World(free, frozenset(), frozenset())
    return care.Weeks(frozenset({week}), None, False, 0)


@pytest.fixture(scope="module")
def world() -> World:
    """A journey of 35 minutes by bus and 20 by car, whatever the places."""
    minutes = {Mode.BUS: 35, Mode.CAR: 20, Mode.WALK: 120, Mode.CYCLE: 60}
    return World(load_library(), Programme(), ON, lambda _from, _to, mode: minutes[mode])


def _value(world: World, name: str, client: tuple[Any, ...], vacancy: tuple[Any, ...]) -> tuple[int, int]:
    return measured(MEASURES[name], client, vacancy, world)


def test_a_stretch_of_the_week_goes_round_sunday_night():
    assert stretch(6 * DAY + 22 * HOUR, 7 * DAY + 6 * HOUR).bit_count() == 8 * HOUR
    assert stretch(-30, 30) == stretch(0, 30) | stretch(WEEK - 30, WEEK)
    assert stretch(5, 5) == 0


@pytest.mark.parametrize(
    ("week", "modes", "shifts", "expected"),
    [
        # Free 9 to 3, the shift 10 to 2, 35 minutes each way: from 9:25 to 2:35.
        (plain(NINE_TO_THREE), frozenset({Mode.BUS}), (TEN_TO_TWO, TEN_TO_TWO, True, True), (0, 0)),
        # On foot from 8 to 4: an hour too early and an hour too late.
        (plain(NINE_TO_THREE), frozenset({Mode.WALK}), (TEN_TO_TWO, TEN_TO_TWO, True, True), (120, 120)),
        # How they travel is not known: from the shortest way to the longest.
        (plain(NINE_TO_THREE), None, (TEN_TO_TWO, TEN_TO_TWO, True, True), (0, 120)),
        # A shift that is only perhaps worked, 2pm to 6pm: with the car, from 3pm until 6:20.
        (
            plain(NINE_TO_THREE),
            frozenset({Mode.CAR}),
            (TEN_TO_TWO, (*TEN_TO_TWO, (14 * HOUR, 18 * HOUR)), True, True),
            (0, 200),
        ),
        # The list of shifts is not complete: anything from what is certain.
        (plain(NINE_TO_THREE), frozenset({Mode.CAR}), (TEN_TO_TWO, TEN_TO_TWO, False, True), (0, WEEK)),
        (None, frozenset({Mode.CAR}), (TEN_TO_TWO, TEN_TO_TWO, True, True), (0, WEEK)),
    ],
)
def test_minutes_not_covered(world, week, modes, shifts, expected):
    assert _value(world, "uncovered_minutes", (week, HERE, modes), (shifts, (THERE, THERE))) == expected


@pytest.mark.parametrize(
    ("wanted", "offered", "expected"),
    [
        ((960, 1200), (600, 600), (360, 360)),
        ((960, 1200), (600, 1300), (0, 360)),
        ((960, None), (1500, 1500), (0, 540)),
        ((None, 1200), (600, 600), (0, 600)),
        ((None, None), (600, 900), (0, WEEK - 600)),
        ((960, 1200), (None, None), (0, WEEK - 1200)),
    ],
)
def test_hours_outside_what_is_wanted(world, wanted, offered, expected):
    assert _value(world, "hours_outside", (wanted,), (offered,)) == expected


@pytest.mark.parametrize(
    ("floors", "pay", "hours", "expected"),
    [
        ((1271, None), (1250, 1300), (600, 600), (-21, 29)),
        # 200.00 a week from 16 hours is 12.50 an hour.
        ((None, 20_000), (1271, 1271), (960, 960), (21, 21)),
        ((None, 20_000), (1271, 1271), (0, 960), (-10_000, 21)),
        ((None, None), (1271, 1271), (960, 960), (-10_000, 1271)),
        ((1271, None), (1271, None), (960, 960), (0, 10_000)),
    ],
)
def test_pay_above_the_least(world, floors, pay, hours, expected):
    assert _value(world, "pay_margin", (floors,), (pay, hours)) == expected


def test_shares_of_the_work(world):
    """Liked: 400 of 1000 for sure. What is not tied to a skill, and what is not on the list, may be liked too."""
    rows = (("basic_it", 400, True, False), ("pick_pack", 300, True, False), (None, 100, True, False))
    liked = frozenset({"basic_it"})
    assert _value(world, "liked_share", (liked,), ((rows, True),)) == (500, 625)
    assert _value(world, "liked_share", (liked,), ((rows, False),)) == (400, 700)
    assert _value(world, "liked_share", (frozenset(),), ((rows, True),)) == (0, 1000)
    skills = (frozenset({"basic_it"}), frozenset({"pick_pack"}), False)
    assert _value(world, "task_evidence", (skills,), ((rows, True),)) == (500, 625)
    taught = tuple((skill, share, essential, True) for skill, share, essential, _ in rows)
    assert _value(world, "task_evidence", (skills,), ((taught, True),)) == (1000, 1000)


def test_the_laws_age_fails_only_on_a_known_no(world):
    tomorrow, last_year = world.later(ON, 1), world.later(ON, -365)
    age = MEASURES["days_until_old_enough"]
    assert measured(age, (((18, tomorrow),),), (18, ON), world) == (1, 1)
    assert measured(age, (((21, tomorrow),),), (18, ON), world) == (0, 1)
    assert measured(age, (((16, tomorrow),),), (18, ON), world) == (1, 3650)
    assert measured(age, (((21, last_year),),), (18, ON), world) == (0, 0)
    assert measured(age, ((),), (18, ON), world) == (0, 3650)
    assert measured(age, ((),), (0, ON), world) == (0, 0)


def test_nobody_who_was_not_asked_is_offered_less_than_a_job(world):
    said = MEASURES["opportunity_declined"]
    assert measured(said, (None,), (Opportunity.JOB,), world) == (0, 0)
    assert measured(said, (None,), (Opportunity.VOLUNTEERING,), world) == (0, 1)
    assert measured(said, (frozenset({Opportunity.JOB}),), (Opportunity.TASTER,), world) == (1, 1)


@pytest.mark.parametrize("area", ["ND", "nd3", "ND3 4", "nd3  4"])
def test_a_sector_is_in_its_area_district_and_itself(area):
    assert in_area("ND3 4", area)


@pytest.mark.parametrize("area", ["N", "ND34", "ND31", "ND3 5", "D3", ""])
def test_a_sector_is_in_nothing_that_only_begins_alike(area):
    assert not in_area("ND3 4", area)


def test_equal_keys_share_a_rank():
    assert _ranked_long([5, 5, 7, 8, 8, 9]) == [1, 1, 3, 4, 4, 6]


def test_the_number_of_a_pair_is_forty_bits_and_not_the_same_both_ways():
    assert number("C1", "V1").bit_length() <= 40
    assert number("C1", "V1") != number("V1", "C1")
    assert len({number(f"C{one}", f"V{other}") for one in range(40) for other in range(40)}) == 1600


def test_every_declared_measure_is_here(world):
    library = cast(Any, world.library)
    declared = {one.measure for one in (*library.terms.terms, *library.gates.gates)}
    assert declared <= set(MEASURES) | set(measures.OF_A_PAIR)

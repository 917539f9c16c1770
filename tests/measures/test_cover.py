"""Minutes of the shifts that a week does not cover, with care: sums done by hand, and the plain reference."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from matcher.base.weeks import DAY, WEEK, spell
from matcher.columns.facts import Rows
from matcher.measures.all import MEASURES
from matcher.records.client import CareWindow, Client, Conditions, Spell
from matcher.records.programme import Place, Programme
from matcher.records.vacancy import Shift, Vacancy
from matcher.records.words import CareWeeks, Cover, Free, Mode
from tests.chances import Seeded
from tests.engine import engine
from tests.properties.views import covered
from tests.reference.market import market
from tests.reference.measures import MEASURES as BY_HAND
from tests.reference.measures import measured
from tests.wild import ON
from tests.wild_work import programme as wild_programme

HOME, SCHOOL, WORK, NURSERY = "ND1 1", "ND1 2", "ND2 1", "ND1 3"
PLACES = (
    Place(sector=HOME, east=0, north=0),
    Place(sector=SCHOOL, east=1000, north=0),
    Place(sector=WORK, east=2000, north=0),
    Place(sector=NURSERY, east=3000, north=0),
)
ON_FOOT = {HOME: 33, SCHOOL: 17, NURSERY: 17}
"""Minutes on foot to work: 80 metres a minute, streets 1.3 times the straight line, rounded up."""


def times(days: str, start: str, end: str) -> list[tuple[int, int]]:
    """Spells of some days, as 0 to 6, from and to as HH:MM."""
    first, last = (int(text[:2]) * 60 + int(text[3:]) for text in (start, end))
    return [spell(int(day), first, last) for day in days]


def looked_after(days: str, start: str, end: str, **said: object) -> list[CareWindow]:
    said.setdefault("cover", Cover.CONFIRMED)
    return [CareWindow.model_validate({"start": a, "end": b, **said}) for a, b in times(days, start, end)]


SCHOOL_DAY = looked_after("01234", "08:45", "15:15", sector=SCHOOL, drop_off_minutes=5, pick_up_minutes=5)
TO_BE_AT_DOOR = {"drop_off_minutes": 5, "sector": SCHOOL}


def ends(care: list[CareWindow], shifts: list[tuple[int, int]], *, library, **conditions: object) -> tuple[int, int]:
    """Least and most for one person free all week, who walks, and one job."""
    in_term = conditions.pop("term_time_job", None)
    said = Conditions.model_validate(
        {
            "week": (Spell(start=0, end=WEEK, free=Free.FREE),),
            "care": tuple(care),
            "modes": (Mode.WALK,),
            **conditions,
        }
    )
    job = Vacancy.model_validate(
        {
            "id": "V1",
            "title": "Kitchen assistant",
            "sector": WORK,
            "shifts": tuple(Shift(start=a, end=b) for a, b in shifts),
            "shifts_complete": True,
            "term_time_only": in_term,
        }
    )
    person = Client.model_validate({"id": "C1", "sector": HOME, "conditions": said})
    programme = covered(Programme(clients=(person,), vacancies=(job,), places=PLACES))
    columns = engine(programme, library=library, on=ON).columns
    rows = np.zeros(1, dtype=np.intp)
    least, most = MEASURES["uncovered_minutes"].ends(
        Rows(columns.clients, rows), Rows(columns.vacancies, rows), columns
    )
    return int(least[0]), int(most[0])


@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        # 8:45, 5 minutes at the door, 17 on foot: there by 9:07. Back by 3:10, so away by 2:53.
        (("09:07", "14:53"), 0),
        (("09:00", "14:53"), 7),
        (("09:07", "15:00"), 7),
        # Over the pick-up at 3:10 to 3:15 and 17 minutes each way to it and back.
        (("10:00", "16:00"), 5 + 2 * 17),
        # Over the drop-off and the pick-up.
        (("08:00", "16:00"), 2 * (5 + 2 * 17)),
        # Before anyone has to be brought, and home again in time: 33 minutes from 8:12 would be 8:45 exactly.
        (("05:00", "08:12"), 0),
        # The way home runs into the minutes at the door.
        (("05:00", "08:15"), 3),
        # In the evening nobody is at school: from home and back.
        (("18:00", "22:00"), 0),
    ],
)
def test_a_school_day_with_its_two_ways(shift, expected, library):
    assert ends(SCHOOL_DAY, times("0", *shift), library=library) == (expected, expected)


def test_on_days_without_school_the_way_is_from_home(library):
    assert ends(SCHOOL_DAY, times("5", "09:00", "15:00"), library=library) == (0, 0)


def test_a_breakfast_club_and_the_school_are_one_stay(library):
    club = looked_after("01234", "07:45", "08:45", sector=SCHOOL, drop_off_minutes=5)
    after = looked_after("01234", "15:15", "17:45", sector=NURSERY, pick_up_minutes=5)
    early = times("0", "08:07", "17:23")
    assert ends([*club, *SCHOOL_DAY, *after], early, library=library) == (0, 0)
    assert ends([*club, *SCHOOL_DAY, *after], times("0", "08:06", "17:24"), library=library) == (2, 2)
    assert ends(SCHOOL_DAY, early, library=library)[0] > 0


def test_a_hoped_for_place_is_not_known_and_never_a_no(library):
    club = looked_after("0", "07:45", "08:45", cover=Cover.HOPED_FOR, **TO_BE_AT_DOOR)
    school = looked_after("0", "08:45", "15:15", sector=SCHOOL, drop_off_minutes=5)
    least, most = ends([*club, *school], times("0", "08:07", "15:00"), library=library)
    assert (least, most > 0) == (0, True)


def test_a_place_that_begins_later_is_hoped_for_until_then(library):
    later = looked_after("0", "07:45", "15:15", since=ON.replace(month=12), **TO_BE_AT_DOOR)
    shift = times("0", "08:07", "15:00")
    assert ends(later, shift, library=library)[0] == 0 < ends(later, shift, library=library)[1]
    begun = looked_after("0", "07:45", "15:15", since=ON, **TO_BE_AT_DOOR)
    assert ends(begun, shift, library=library) == (0, 0)


def test_nobody_said_where_they_are_looked_after(library):
    somewhere = looked_after("0", "08:45", "15:15", drop_off_minutes=5)
    least, most = ends(somewhere, times("0", "09:00", "12:00"), library=library)
    assert (least, most) == (0, 8 * 60 + 50 - (9 * 60 - 240))


def test_two_children_two_doors_and_no_order(library):
    """From the nearer at best and from the further at worst; both doors are passed by ten to nine."""
    nursery = looked_after("0", "08:40", "15:00", sector=HOME, drop_off_minutes=5)
    school = looked_after("0", "08:45", "15:00", sector=SCHOOL, drop_off_minutes=5)
    shift = times("0", "09:10", "12:00")
    assert ends([*nursery, *school], shift, library=library) == (0, 8 * 60 + 50 - (9 * 60 + 10 - ON_FOOT[HOME]))


def test_in_school_holidays_nobody_has_them_unless_somebody_said_so(library):
    school = looked_after("01234", "08:45", "15:15", sector=SCHOOL, weeks=CareWeeks.TERM_TIME)
    shift = times("0", "10:00", "14:00")
    both_ways = 4 * 60 + 2 * ON_FOOT[HOME]
    asked = {"library": library, "term_time_only": False}
    assert ends(school, shift, term_time_job=True, **asked) == (0, 0)
    assert ends(school, shift, term_time_job=False, **asked) == (0, both_ways)
    club = looked_after("01234", "09:00", "17:00", sector=SCHOOL, weeks=CareWeeks.HOLIDAYS)
    assert ends([*school, *club], shift, term_time_job=False, **asked) == (0, 0)
    short = looked_after("01234", "09:00", "13:00", sector=SCHOOL, weeks=CareWeeks.HOLIDAYS)
    assert ends([*school, *short], shift, term_time_job=False, **asked) == (93, 93)
    assert ends([*school, *short], shift, term_time_job=None, **asked) == (0, 93)
    assert ends([*school, *short], shift, term_time_job=False, library=library, term_time_only=True) == (0, 0)


def test_a_night_over_sunday_midnight_meets_mondays_door(library):
    brought = looked_after("0", "06:00", "15:15", sector=SCHOOL, drop_off_minutes=5)
    night = [(6 * DAY + 22 * 60, 7 * DAY + 7 * 60)]
    assert ends(brought, night, library=library) == (5 + 2 * 17, 5 + 2 * 17)


@cache
def _programme(seed: int) -> Programme:
    return wild_programme(Seeded(seed), clients=40, vacancies=25)


@pytest.mark.parametrize("seed", range(3))
def test_every_pair_is_as_the_plain_reference_says(seed, library):
    programme = _programme(seed)
    columns, by_hand = engine(programme, library=library, on=ON).columns, BY_HAND["uncovered_minutes"]
    world = market(programme, library=library, on=ON)
    rows, jobs = np.arange(len(columns.clients))[:, None], np.arange(len(columns.vacancies))[None, :]
    least, most = MEASURES["uncovered_minutes"].ends(
        Rows(columns.clients, rows), Rows(columns.vacancies, jobs), columns
    )
    with_care = 0
    for row, client in enumerate(columns.clients.ids):
        person = world.subjects[client].person
        with_care += any(w.drop_off_minutes is not None for w in person.client.conditions.care)
        for place, vacancy in enumerate(columns.vacancies.ids):
            job = world.offers[vacancy].job
            facts = (tuple(person.facts[f] for f in by_hand.of_client), tuple(job.facts[f] for f in by_hand.of_vacancy))
            assert measured(by_hand, *facts, world.world) == (least[row, place], most[row, place]), (client, vacancy)
    assert with_care

"""With a timetable the engine decides every pair as the plain reference does, told of journeys by the slow search."""

from __future__ import annotations

import random

import numpy as np
import pytest

from matcher.library.load import load_library
from matcher.records.words import Mode
from matcher.travel.loaded import Loaded
from matcher.travel.tables import ANY_TIME, ARRIVE_BY, EVERY_DAY, MODES, TravelTable
from matcher.travel.transit import NO_WAY, NOT_SAID
from matcher.travel.transport import PublicTransport
from tests.chances import Seeded
from tests.engine import engine
from tests.exact.agreement import disagreements
from tests.reference.market import market
from tests.travel.in_the_engine import TimedBySearch
from tests.travel.made_feeds import random_feed, timetable_from
from tests.wild import ON
from tests.wild_work import programme as wild_programme

LIBRARY = load_library()
FIRST = ON.replace(day=1)


def with_timetable(seed: int, *, whole: bool):
    """(a programme, what is loaded, the same as the reference is told of it)."""
    programme = wild_programme(Seeded(seed), clients=14, vacancies=8)
    places = {place.sector: (place.east, place.north) for place in programme.places}
    feed = random_feed(random.Random(seed), first=FIRST, days=60, near=places)
    made = timetable_from(feed, first=FIRST, days=60, whole=whole)
    transport = PublicTransport(made, places, travel=LIBRARY.travel, holidays=LIBRARY.bank_holidays, on=ON)
    timed = TimedBySearch(feed, places, travel=LIBRARY.travel, monday=transport.week.monday, whole=whole)
    return programme, Loaded(transport), timed


@pytest.mark.parametrize(("seed", "whole"), [(1, True), (2, True), (3, False), (4, True)])
def test_every_pair_is_as_the_reference_says(seed, whole):
    programme, travelled, timed = with_timetable(seed, whole=whole)
    found = engine(programme, library=LIBRARY, on=ON, travelled=travelled)
    wanted = market(programme, library=LIBRARY, on=ON, timed=timed)
    assert disagreements(found, wanted, every_pair=True) == []
    transit = found.columns.shared.transit
    assert transit is not None
    said = transit.there.away[:-1, :-1]
    assert (said != NOT_SAID).any()
    assert whole == bool((said == NO_WAY).any()) or not (said == NO_WAY).any()


def test_the_timetable_moves_some_decision():
    programme, travelled, _ = with_timetable(1, whole=True)
    plain = engine(programme, library=LIBRARY, on=ON).decisions()
    timed = engine(programme, library=LIBRARY, on=ON, travelled=travelled).decisions()
    assert plain.keys() == timed.keys()
    assert any(plain[pair].terms != timed[pair].terms for pair in plain)


def test_a_table_of_travel_times_stands_in_place_of_the_estimate():
    programme = wild_programme(Seeded(5), clients=14, vacancies=8)
    sectors = sorted({place.sector for place in programme.places})
    bus, car = MODES.index(Mode.BUS), MODES.index(Mode.CAR)
    table = TravelTable(
        origins=(sectors[0], sectors[0].split()[0]),
        destinations=(sectors[1], sectors[1]),
        mode=np.array([bus, car], dtype=np.int32),
        minutes=np.array([77, 9], dtype=np.int32),
        kind=np.array([ARRIVE_BY, ANY_TIME], dtype=np.int32),
        at=np.array([540, -1], dtype=np.int32),
        days=np.full(2, EVERY_DAY, dtype=np.int32),
    )
    loaded = Loaded(table=table)
    shared = engine(programme, library=LIBRARY, on=ON, travelled=loaded).columns.shared
    estimate = engine(programme, library=LIBRARY, on=ON).columns.shared
    assert shared.transit is not None
    assert set(np.unique(shared.transit.there.away)) <= {NOT_SAID, 77}
    changed = shared.minutes != estimate.minutes
    assert set(np.unique(np.nonzero(changed)[2])) <= {car}
    assert (shared.minutes[changed] == 9).all()

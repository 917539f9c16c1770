"""With a timetable loaded the ladder counts what the plain reference counts, told of journeys by the slow search."""

from __future__ import annotations

import random

from matcher.library.levers import SHIFT_KINDS
from matcher.matching.match import match
from matcher.records.programme import Place, Programme
from matcher.records.words import Mode
from matcher.travel.loaded import Loaded
from matcher.travel.transport import PublicTransport
from matcher.workflows.lists.jobs import only_open
from matcher.workflows.lists.runs import stamp
from matcher.workflows.opening import levers as pull
from matcher.workflows.opening.ladder import ladder_of_client
from tests.chances import Seeded
from tests.demos import library
from tests.ladder import cases
from tests.ladder.test_counts import prepared, with_consent
from tests.reference.market import market
from tests.travel.in_the_engine import TimedBySearch
from tests.travel.made_feeds import random_feed, timetable_from
from tests.wild import ON, PLACES

READY = "matcher.workflows.lists.prepared"
FIRST = ON.replace(day=1)
SEEDS = (1, 2, 3, 4)


def opened(programme, client, timed):
    there = market(programme, library=library(), on=ON, timed=timed)
    jobs = (one for one in programme.vacancies if there.is_open(one))
    return {one.id for one in jobs if there.pair(client, one.id).blocked_by == 0}


def recounted(programme, client, timed):
    """By minutes: the vacancies open if the shift of each were moved, one way or another, by at most so much."""
    found = {0: opened(programme, client, timed)}
    for lever in library().levers.of_kind(*SHIFT_KINDS):
        for amount in lever.amounts:
            soon = [pull.in_time(lever.lead_days, one, on=ON, library=library()) for one in programme.vacancies]
            moved = tuple(
                (pull.with_shift_moved(one, lever, amount) or one) if in_time else one
                for one, in_time in zip(programme.vacancies, soon, strict=True)
            )
            changed = programme.model_copy(update={"vacancies": moved})
            found.setdefault(amount, set()).update(opened(changed, client, timed))
    return {most: set().union(*(found[one] for one in found if one <= most)) for most in sorted(found)}


def case(seed):
    """(three clients who go by bus and eight jobs, what is loaded, the same as the reference is told of it)."""
    chances = Seeded(seed)
    clients = []
    for place in range(3):
        one = cases.client(chances)
        conditions = one.conditions.model_copy(update={"modes": (Mode.BUS,), "travel_limit_minutes": None})
        clients.append(one.model_copy(update={"id": f"C{place}", "conditions": conditions}))
    programme = Programme(
        data_date=ON,
        clients=tuple(clients),
        vacancies=tuple(cases.vacancy(chances, f"V{place}") for place in range(1, 9)),
        places=tuple(Place(sector=sector, east=east, north=north) for sector, (east, north) in PLACES.items()),
    )
    feed = random_feed(random.Random(seed), first=FIRST, days=60, near=PLACES)
    made = timetable_from(feed, first=FIRST, days=60)
    transport = PublicTransport(made, PLACES, travel=library().travel, holidays=library().bank_holidays, on=ON)
    timed = TimedBySearch(feed, PLACES, travel=library().travel, monday=transport.week.monday)
    return with_consent(only_open(programme, on=ON)), Loaded(transport), timed


def test_the_ladder_counts_what_the_reference_counts(monkeypatch):
    moved = 0
    for seed in SEEDS:
        programme, travelled, timed = case(seed)
        monkeypatch.setattr(f"{READY}.travelled_by", lambda *_, found=travelled: found)
        monkeypatch.setattr(f"{READY}.keep_journeys", lambda *_: None)
        ready = prepared(programme, library(), ON)
        matched = match(ready.columns, library(), lists="clients", driver="numpy")
        run = stamp(inputs="", models="", on=ON, arguments=[])
        for one in programme.clients:
            ladder = ladder_of_client(ready, matched, one.id, run)
            by = recounted(programme, one.id, timed)
            assert ladder.open_today == len(by[0])
            assert ladder.by_minutes == tuple((amount, len(found)) for amount, found in by.items() if amount)
            moved += by != recounted(programme, one.id, None)
    assert moved, "the timetable makes no difference here, so nothing was compared"

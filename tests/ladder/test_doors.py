"""Every set that is named opens its door and no smaller one does: held to every subset, decided by the reference."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.audit.doubts import all_findings
from matcher.library.levers import LeverKind, Step
from matcher.library.load import Library
from matcher.matching.ladder import hitting_sets
from matcher.records.client import Client
from matcher.workflows.opening import levers as pull
from matcher.workflows.opening.doors import Standing, doors
from matcher.workflows.opening.halves import Ladder, Sides
from tests import strategies
from tests.chances import Seeded
from tests.engine import Engine, engine
from tests.ladder.cases import NAME, ON, goes_beyond, programme, small_library, tried

OLD_ENOUGH = 1 << 17
SEEDS = (0, 1, 11, 25, 29, 42, 45, 61, 65, 101)
"""Cases that show every kind of lever between them, and sets of one, two and three."""


def found(seed: int, library: Library):
    """(programme, blocked bits by vacancy, sets by vacancy) of one small case."""
    of = programme(Seeded(seed), vacancies=2)
    there: Engine = engine(of, library=library, on=ON)
    _, effects = all_findings(of.vacancies, library=library)
    jobs = [next(one for one in of.vacancies if one.id == name) for name in there.vacancies]
    standing = Standing.read(there.shortlists.tables, 0, np.arange(len(jobs)))
    named = doors(Ladder(library, of, ON, effects), of.clients[0], jobs, standing)
    blocked = dict(zip(there.vacancies, standing.blocked.tolist(), strict=True))
    return of, blocked, {one.vacancy: {frozenset(o.steps) for o in one.openings} for one in named}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sets_named_are_the_smallest_of_all_subsets_that_open_the_door(seed):
    library = small_library()
    of, blocked, named = found(seed, library)
    for job in of.vacancies:
        smallest = set(tried(of, job, library).smallest)
        if not blocked[job.id]:
            assert smallest == {frozenset()}
        elif blocked[job.id] & OLD_ENOUGH:
            assert named[job.id] == set()  # only time does; the day is said
        else:
            assert named[job.id] == smallest


def test_the_cases_above_are_near_enough_to_the_line_to_show_something():
    sets = [one for seed in SEEDS for ways in found(seed, small_library())[2].values() for one in ways]
    kinds = {small_library().levers.by_id[step.lever].kind for one in sets for step in one}
    assert {len(one) for one in sets} == {1, 2, 3}
    assert kinds == set(LeverKind) - {LeverKind.CARE_PLACE}  # a place hoped for is unknown, never in the way


@pytest.mark.parametrize("seed", [11, 25, 65])
def test_a_lever_added_takes_no_set_away_but_for_a_smaller_one(seed):
    more = small_library()
    text = more.texts[NAME]
    fewer = Library({**more.raw, NAME: text.replace("amounts: [30, 45]", "amounts: [45]").encode()})
    _, _, before = found(seed, fewer)
    _, _, after = found(seed, more)
    for vacancy, sets in before.items():
        for one in sets:
            assert one in after[vacancy] or any(goes_beyond(one, other) for other in after[vacancy])


KEPT = ("emphasis", "week", "hours_least_minutes", "hours_most_minutes", "longest_shift_minutes", "notice_days")
KEPT_TOO = ("term_time_only", "travel_limit_minutes", "pay_floor_hour_pence", "pay_floor_week_pence")
LIMITS = (*KEPT, *KEPT_TOO, "earnings_ceiling_week_pence", "demand_limits", "opportunities")


@given(strategies.clients())
def test_no_lever_touches_a_must_a_limit_or_a_refusal(client: Client):
    library = small_library()
    for lever in library.levers.levers:
        of = "food_hygiene_2" if lever.kind is LeverKind.CREDENTIAL else ""
        step = Step(lever.id, max(lever.amounts, default=0), of)
        changed = pull.client_with(client, lever, step, library=library)
        if changed is None:
            continue
        for limit in LIMITS:
            assert getattr(changed.conditions, limit) == getattr(client.conditions, limit)
        assert changed.statements[: len(client.statements)] == client.statements
        assert all(said.stance.value == "holds" for said in changed.statements[len(client.statements) :])
        assert set(client.conditions.modes or ()) <= set(changed.conditions.modes or ())
        same = {name: getattr(client, name) for name in type(client).model_fields if name not in _MOVED}
        assert same == {name: getattr(changed, name) for name in same}


_MOVED = {"conditions", "statements"}


@given(strategies.clients())
def test_the_first_of_a_clients_combinations_is_the_client(client: Client):
    sides = Sides.of(client, 2**24 - 1, library=small_library())
    assert sides.clients[0] == client
    assert all(one is not None for one in sides.clients)


@given(st.lists(st.frozensets(st.integers(0, 5), max_size=4), max_size=4))
def test_hitting_sets_hold_one_way_for_every_obstacle_and_nothing_to_spare(ways):
    sets = hitting_sets(ways, most=3)
    every = [frozenset(i for i in range(6) if bits >> i & 1) for bits in range(64)]
    opens = [one for one in every if all(one & way for way in ways)]
    assert set(sets) == {one for one in opens if len(one) <= 3 and not any(other < one for other in opens)}

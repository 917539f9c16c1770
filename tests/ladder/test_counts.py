"""Counts for a client, for a vacancy, and pairs of short jobs: equal to a plain recount, one pair at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

import pytest

from matcher.base.days import Day
from matcher.base.weeks import DAY
from matcher.explain.ladder import ClientLadder
from matcher.library.levers import SHIFT_KINDS, Step
from matcher.library.load import Library
from matcher.matching.match import match
from matcher.records.client import Client, Conditions, Permission, Spell
from matcher.records.evidence import Consent
from matcher.records.programme import Place, Programme
from matcher.records.vacancy import Shift, Vacancy
from matcher.records.words import Condition, Emphasis, Free, Mode
from matcher.specimens.programme import made_up
from matcher.store.folder import open_folder
from matcher.travel.minutes import minutes_table
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.lists.jobs import jobs_with_ladder, only_open
from matcher.workflows.lists.prepared import Prepared, prepare
from matcher.workflows.lists.runs import stamp
from matcher.workflows.opening import levers as pull
from matcher.workflows.opening.doors import Standing
from matcher.workflows.opening.ladder import ladder_of_client, ladder_of_vacancy, ladder_with, of_everyone
from matcher.workflows.opening.short_jobs import pairs_of
from matcher.workflows.outlook.employer_moves import employer_moves
from matcher.workflows.where import Where
from tests.chances import Seeded, one_of
from tests.demos import library as shipped
from tests.demos import made_demo
from tests.ladder import cases
from tests.ladder.cases import goes_beyond, small_library, subsets, universe
from tests.reference.market import Market, market
from tests.reference.week import stretch
from tests.wild import ON, PLACES

SCHOOL_HOURS = "C0001"


def with_consent(programme: Programme) -> Programme:
    """The programme with everyone's agreement to matching."""
    agreed = (Consent(client=one.id, purpose="matching", basis="agreement", on=ON) for one in programme.clients)
    return programme.model_copy(update={"consents": tuple(agreed)})


def prepared(programme: Programme, library: Library, on: Day) -> Prepared:
    """Records made ready, at a desk of no folder in particular."""
    return prepare(Desk(open_folder(made_demo()), library, on), programme, left_out=0)


# --- a client: the start or finish moved ---


def recounted(programme: Programme, client: str, library: Library, on: Day) -> dict[int, set[str]]:
    """By minutes: the vacancies open if the shift of each were moved, one way or another, by at most so much."""
    open_: dict[int, set[str]] = {0: _open(programme, client, library, on)}
    for lever in library.levers.of_kind(*SHIFT_KINDS):
        for amount in lever.amounts:
            moved = []
            for one in programme.vacancies:
                soon = pull.in_time(lever.lead_days, one, on=on, library=library)
                moved.append((pull.with_shift_moved(one, lever, amount) or one) if soon else one)
            changed = programme.model_copy(update={"vacancies": tuple(moved)})
            open_.setdefault(amount, set()).update(_open(changed, client, library, on))
    amounts = sorted(open_)
    return {most: set().union(*(open_[one] for one in amounts if one <= most)) for most in amounts}


def _open(programme: Programme, client: str, library: Library, on: Day) -> set[str]:
    there = market(programme, library=library, on=on)
    jobs = (one for one in programme.vacancies if there.is_open(one))
    return {one.id for one in jobs if there.pair(client, one.id).blocked_by == 0}


def test_the_school_hours_persona_of_the_demo_is_answered_with_counts_and_employers():
    ladder = jobs_with_ladder(Where(made_demo()), SCHOOL_HOURS).ladder
    assert isinstance(ladder, ClientLadder)
    desk = open_desk(Where(made_demo()))
    programme = desk.read(clients=[desk.client(SCHOOL_HOURS)]).programme
    by = recounted(programme, SCHOOL_HOURS, desk.library, desk.on)
    assert ladder.open_today == len(by[0])
    assert ladder.by_minutes == tuple((amount, len(found)) for amount, found in by.items() if amount)
    assert ladder.by_minutes[-1][1] > ladder.open_today
    names = {str(one.id): one.name for one in programme.employers}
    employers = {str(one.id): names[str(one.employer)] for one in programme.vacancies if one.employer}
    for move in ladder.moves:
        assert move.asks
        for ask in move.asks:
            assert ask.employer.startswith(employers[ask.vacancy])


@pytest.mark.parametrize("seed", [2])
def test_the_same_persona_among_many_made_up_jobs(seed):
    library = shipped()
    made = made_up(clients=1, vacancies=110, seed=seed, on=ON, library=library, blank=100)
    desk = open_desk(Where(made_demo()))
    persona = next(one for one in desk.read().programme.clients if one.id == SCHOOL_HOURS)
    easier = {"hours_least_minutes": 300, "hours_most_minutes": 1800, "modes": (Mode.CAR,), "travel_limit_minutes": 60}
    conditions = persona.conditions.model_copy(update={**easier, "care": ()})
    who = persona.model_copy(update={"sector": made.clients[0].sector, "conditions": conditions})
    programme = with_consent(only_open(made.model_copy(update={"clients": (who,)}), on=ON))
    ready = prepared(programme, library, ON)
    matched = match(ready.columns, library, lists="clients")
    run = stamp(inputs="", models=library.digest, on=ON, arguments=[])
    ladder = ladder_of_client(ready, matched, who.id, run)
    by = recounted(programme, who.id, library, ON)
    assert ladder.by_minutes == tuple((amount, len(found)) for amount, found in by.items() if amount)
    assert ladder.open_today == len(by[0])
    assert ladder.by_minutes[-1][1] > ladder.open_today


# --- pairs of short jobs ---


def short_case(seed: int) -> Programme:
    """Somebody who wants fifteen hours between two drop-offs, and jobs of an hour or three."""
    chances = Seeded(seed)
    week = tuple(Spell(start=day * DAY + 525, end=day * DAY + 945, free=Free.FREE) for day in range(5))
    musts = dict.fromkeys((Condition.TIMES, Condition.HOURS, Condition.PAY), Emphasis.MUST)
    limits = {"hours_least_minutes": 720, "hours_most_minutes": one_of(chances, (None, 900, 1020))}
    pay = {
        "pay_floor_week_pence": one_of(chances, (None, 14_000)),
        "earnings_ceiling_week_pence": one_of(chances, (None, 19_000)),
    }
    modes = one_of(chances, ((Mode.WALK, Mode.BUS), (Mode.CYCLE,), None))
    who = Client(
        id="C1",
        sector="ND1 1",
        conditions=Conditions(emphasis=musts, week=week, modes=modes, **limits, **pay),
        permission=one_of(chances, (None, Permission(hours_most_minutes=960))),
    )
    places = tuple(Place(sector=one, east=at[0], north=at[1]) for one, at in PLACES.items())
    jobs = tuple(_short_job(chances, f"V{number}") for number in range(1, 25))
    return with_consent(Programme(data_date=ON, clients=(who,), vacancies=jobs, places=places))


def _short_job(chances: Seeded, reference: str) -> Vacancy:
    start, length = one_of(chances, (540, 570, 660, 690, 720, 765)), one_of(chances, (60, 90, 120, 150))
    days = one_of(chances, (range(5), range(5), (0, 2, 4), (1, 3)))
    shifts = tuple(
        Shift(start=day * DAY + start, end=day * DAY + start + length, certain=chances.whole(0, 19) > 0) for day in days
    )
    return Vacancy(
        id=reference,
        title="Assistant",
        sector=one_of(chances, ("ND1 1", "ND1 1", "ND1 2", "ND3 4", None)),
        shifts=shifts,
        shifts_complete=chances.whole(0, 9) > 0,
        pay_least_pence=one_of(chances, (1271, 1400, None)),
        pay_most_pence=1400,
        tasks_complete=True,
    )


def plain_pairs(programme: Programme, library: Library) -> set[tuple[str, str]]:
    """Every pair that what is known leaves possible, on minute sets and plain sums."""
    who, there = programme.clients[0], market(programme, library=library, on=ON)
    gates = {gate.id: 1 << gate.bit for gate in library.gates.gates}
    weekly = who.conditions.pay_floor_week_pence is not None
    let_be = gates["hours"] | (gates["pay_floor"] if weekly else 0)
    short = [
        one
        for one in programme.vacancies
        if _hours(there, one)[1] < (who.conditions.hours_least_minutes or 0)
        and not there.pair("C1", one.id).blocked_by & ~let_be
    ]
    sectors = {one.sector for one in programme.vacancies if one.sector}
    between = minutes_table(programme.places, sectors, sectors, travel=library.travel).between
    found = set[tuple[str, str]]()
    for one, other in combinations(short, 2):
        modes = who.conditions.modes or tuple(Mode)
        ways = [between(one.sector or "", other.sector or "", mode) for mode in modes]
        way = 0 if None in ways else min(minutes for minutes in ways if minutes is not None)
        if not _meet(one, other, way) and _sums_can_be(there, who, one, other):
            found.add((one.id, other.id))
    return found


def _hours(there: Market, job: Vacancy) -> tuple[int, int]:
    least, most = there.offers[job.id].job.facts["hours"]
    return least or 0, 7 * DAY if most is None else most


def _meet(one: Vacancy, other: Vacancy, way: int) -> bool:
    return any(
        stretch(a.start, a.end + way) & stretch(b.start, b.end)
        or stretch(b.start, b.end + way) & stretch(a.start, a.end)
        for a in one.shifts
        for b in other.shifts
        if a.certain and b.certain
    )


def _sums_can_be(there: Market, who: Client, one: Vacancy, other: Vacancy) -> bool:
    conditions, (least, most) = (
        who.conditions,
        (sum(ends) for ends in zip(_hours(there, one), _hours(there, other), strict=True)),
    )
    low = sum((job.pay_least_pence or 0) * _hours(there, job)[0] for job in (one, other))
    high = sum((job.pay_most_pence or 0) * _hours(there, job)[1] for job in (one, other))
    checks = [most >= (conditions.hours_least_minutes or 0)]
    checks += [least <= top for top in (conditions.hours_most_minutes, _allowed(who)) if top is not None]
    if conditions.pay_floor_week_pence is not None:
        checks.append(high >= 60 * conditions.pay_floor_week_pence)
    if conditions.earnings_ceiling_week_pence is not None:
        checks.append(low <= 60 * conditions.earnings_ceiling_week_pence)
    return all(checks)


def _allowed(who: Client) -> int | None:
    return who.permission.hours_most_minutes if who.permission else None


@pytest.mark.parametrize("seed", range(8))
def test_pairs_of_short_jobs_are_those_of_a_recount_minute_by_minute(seed):
    library, programme = shipped(), short_case(seed)
    ready = prepared(programme, library, ON)
    matched = match(ready.columns, library, lists="clients")
    names = matched.columns.vacancies.ids
    jobs = [next(one for one in programme.vacancies if one.id == name) for name in names]
    standing = Standing.read(matched.tables, 0, matched.scope.vacancies)
    found, rows = pairs_of(ready, matched, programme.clients[0], jobs, standing)
    named = {(names[rows[one.first]], names[rows[one.second]]) for one in found}
    assert {frozenset(one) for one in named} == {frozenset(one) for one in plain_pairs(programme, library)}
    for one in found:
        first, second = (jobs[rows[place]] for place in (one.first, one.second))
        sure = first.shifts_complete and second.shifts_complete and bool(first.sector and second.sector)
        assert sure or not one.sure
        assert one.least_minutes >= 720 or not one.sure


def test_somewhere_there_are_pairs_and_pairs_with_a_question():
    counts = [len(plain_pairs(short_case(seed), shipped())) for seed in range(8)]
    assert sum(counts) > 20


# --- a vacancy: what its employer could change ---


def everyone(seed: int) -> Programme:
    """Thirty people near to the line of one job."""
    people = tuple(
        cases.client(Seeded(1000 * seed + number)).model_copy(update={"id": f"C{number}"}) for number in range(1, 31)
    )
    chances = Seeded(seed)
    job = cases.vacancy(chances, "V1")
    places = tuple(Place(sector=one, east=at[0], north=at[1]) for one, at in PLACES.items())
    return with_consent(Programme(data_date=ON, clients=people, vacancies=(job,), places=places))


@pytest.mark.parametrize("seed", [2, 5, 11, 17])
def test_counts_for_a_vacancy_are_those_of_every_change_tried(seed):
    library, programme = small_library(), everyone(seed)
    ready = prepared(programme, library, ON)
    matched = match(ready.columns, library, lists="vacancies")
    by_id = {str(one.id): one for one in programme.clients}
    people = [by_id[name] for name in matched.columns.clients.ids]
    standing = of_everyone(matched, "V1")
    moves = employer_moves(ladder_with(ready), programme.vacancies[0], people, standing)
    blocked = dict(zip(matched.columns.clients.ids, standing.blocked.tolist(), strict=True))
    tried = {steps: _open_to(programme, steps, library, blocked) for steps in employer_sets(programme, library)}
    today = tried[frozenset()]
    assert moves.open_today == len(today)
    opens = {steps: len(then - today) for steps, then in tried.items()}
    worth = {
        steps
        for steps, count in opens.items()
        if count and all(count > opens[one] for one in opens if goes_beyond(steps, one))
    }
    assert {frozenset(one.steps) for one in moves.moves} == worth
    for one in moves.moves:
        then = tried[frozenset(one.steps)]
        assert (one.opens, one.closes) == (len(then - today), len(today - then))
    shift = {one.id for one in library.levers.of_kind(*SHIFT_KINDS)}
    for minutes, count in moves.by_minutes:
        alone = [n for steps, n in opens.items() if [s.lever in shift and s.amount <= minutes for s in steps] == [True]]
        assert count == len(today) + max(alone, default=0)


def employer_sets(programme: Programme, library: Library) -> Iterable[frozenset[Step]]:
    """Every set of up to three of the employer's own levers."""
    groups = universe(programme.clients[0], programme.vacancies[0], library)
    own = {one.id for one in library.levers.levers if "employer" in one.who}
    return subsets([kept for group in groups if (kept := [step for step in group if step.lever in own])])


def _open_to(programme: Programme, steps: frozenset[Step], library: Library, today: dict[str, int]) -> set[str]:
    job = programme.vacancies[0]
    for step in steps:
        changed = pull.vacancy_with(job, library.levers.by_id[step.lever], step, on=ON, library=library)
        if changed is None:
            return set()
        job = changed
    there = market(programme.model_copy(update={"vacancies": (job,)}), library=library, on=ON)
    never = library.levers.never_opened
    only_time = sum(1 << gate.bit for gate in library.gates.gates if gate.id in never)
    return {
        one.id for one in programme.clients if not there.pair(one.id, "V1").blocked_by and not today[one.id] & only_time
    }


def test_nobody_is_named_in_a_vacancys_ladder():
    library, programme = small_library(), everyone(5)
    ready = prepared(programme, library, ON)
    matched = match(ready.columns, library, lists="vacancies")
    run = stamp(inputs="", models=library.digest, on=ON, arguments=[])
    said = str(ladder_of_vacancy(ready, matched, programme.vacancies[0].id, run))
    assert "opens=" in said
    assert not re.search(r"\bC\d+\b", said)

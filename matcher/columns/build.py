"""A programme's records as columns, for one day: the one loop over records between the store and the arrays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Bits, Ints
from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId, SectorCode, VacancyId, natural_order
from matcher.columns import asked, readiness
from matcher.columns import clients as client_facts
from matcher.columns import vacancies as vacancy_facts
from matcher.columns.asked import Asks, all_asks, with_bits
from matcher.columns.effects import Effects
from matcher.columns.facts import (
    CLIENT_FACTS,
    MISSING,
    OPTED_IN,
    PARTLY,
    REMEMBERED,
    SAID_NO,
    VACANCY_FACTS,
    Columns,
    Made,
    PairFacts,
    Shared,
    Side,
)
from matcher.columns.frame import Frame, numbered
from matcher.columns.pooling import bits_of, numbers_of
from matcher.columns.predicates import Abilities, abilities
from matcher.columns.readiness import Items, all_items
from matcher.columns.weeks import week
from matcher.evidence.standings import Standings
from matcher.library.load import Library
from matcher.library.matching import REQUIREMENTS_MOST
from matcher.records.client import Client
from matcher.records.employer import Employer
from matcher.records.evidence import Remembered
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy
from matcher.records.words import Condition, Emphasis, Importance
from matcher.travel.loaded import Loaded
from matcher.travel.minutes import MinutesTable, minutes_table
from matcher.travel.transit import Transit

WEEKS_MOST = 4095
"""Twelve bits of the order key."""
REMEMBERED_DECISIONS = frozenset({"held", "declined", "employer_said_no", "put_forward"})


def build_columns(
    programme: Programme,
    *,
    library: Library,
    standings: Mapping[ClientId, Standings],
    effects: Mapping[VacancyId, Effects],
    on: Day,
    left_out: int = 0,
    travelled: Loaded | None = None,
) -> Columns:
    """Columns of every client and vacancy of `programme` (already only those that may be read), sorted by id.

    `travelled` is the timetable or table of travel times that was loaded; without one journeys are estimates.
    """
    clients = sorted(programme.clients, key=lambda one: natural_order(one.id))
    vacancies = sorted(programme.vacancies, key=lambda one: natural_order(one.id))
    employers = {one.id: one for one in programme.employers}
    able = [abilities(client, library) for client in clients]
    asks = all_asks(vacancies, clients, able, library=library)
    items = all_items(vacancies, effects, library=library)
    frame = _frame(programme, clients, vacancies, library=library, travelled=travelled)
    days = readiness.ready_days([c.id for c in clients], standings, able, items=items, asks=asks)
    return Columns(
        on=on,
        clients=_client_side(clients, able, frame, asks=asks, days=days, on=on),
        vacancies=_vacancy_side(vacancies, employers, effects, frame, asks=asks, items=items, on=on),
        pairs=_pairs(clients, vacancies, programme.remembered, on=on),
        shared=_shared(frame),
        emphasis=_emphasis(clients),
        has_ceiling=np.array([c.conditions.earnings_ceiling_week_pence is not None for c in clients], dtype=bool),
        requirement_ids=tuple(tuple(r.id for r in with_bits(v)) for v in vacancies),
        applied=bits_of([effects[v.id].applied[:REQUIREMENTS_MOST] for v in vacancies]),
        compared=bits_of([[asked.speaks(r) for r in with_bits(v)] for v in vacancies]),
        doubted=bits_of([effects[v.id].doubted[:REQUIREMENTS_MOST] for v in vacancies]),
        essential=bits_of(
            [[asked.speaks(r) and r.importance is Importance.ESSENTIAL for r in with_bits(v)] for v in vacancies]
        ),
        criteria_names=items.criteria,
        left_out=left_out,
    )


def _frame(
    programme: Programme,
    clients: Sequence[Client],
    vacancies: Sequence[Vacancy],
    *,
    library: Library,
    travelled: Loaded | None,
) -> Frame:
    origins = {client.sector for client in clients if client.sector}
    origins |= {window.sector for client in clients for window in client.conditions.care if window.sector}
    destinations = {vacancy.sector for vacancy in vacancies if vacancy.sector}
    names = {v.employer for v in vacancies if v.employer} | {v.host for v in vacancies if v.host}
    minutes = minutes_table(programme.places, origins, destinations, travel=library.travel)
    return Frame(
        library=library,
        minutes=minutes if travelled is None else travelled.minutes(minutes),
        employers=numbered(sorted(names)),
        sectors=numbered(sorted(destinations)),
        transit=None if travelled is None else _transit(minutes, vacancies, travelled),
    )


def _transit(minutes: MinutesTable, vacancies: Sequence[Vacancy], travelled: Loaded) -> Transit | None:
    """Journeys by call between the places of the minutes table and every shift on the map."""
    both = [
        vacancy_facts.shift_calls(shift, vacancy.sector)
        for vacancy in vacancies
        if vacancy.sector in minutes.destinations
        for shift in vacancy.shifts
    ]
    there, back = ({pair[way] for pair in both if pair[way] is not None} for way in (0, 1))
    return travelled.transit([SectorCode(one) for one in minutes.origins], there, back)  # type: ignore[arg-type]


def _client_side(
    clients: Sequence[Client],
    able: Sequence[Abilities],
    frame: Frame,
    *,
    asks: Asks,
    days: NDArray[np.int64],
    on: Day,
) -> Side:
    scalar = client_facts.ends
    makers: dict[str, Callable[[Sequence[Client], Frame], Made]] = {
        "week": week(on),
        "home": client_facts.home,
        "modes": client_facts.modes,
        "travel_limit": scalar(lambda c: c.conditions.travel_limit_minutes, 0, frame.minutes.longest),
        "hours": client_facts.hours,
        "longest_shift": scalar(lambda c: c.conditions.longest_shift_minutes, 0, 1440),
        "notice": scalar(lambda c: c.conditions.notice_days, 0, 90),
        "holidays": client_facts.holidays,
        "pay_floor": client_facts.pay_floor,
        "earnings_ceiling": client_facts.earnings_ceiling,
        "demand_limits": client_facts.demand_limits,
        "goal": client_facts.goal,
        "likes": client_facts.likes,
        "refused_work": client_facts.refused_work,
        "refused_tasks": client_facts.refused_tasks,
        "refused_employers": client_facts.refused_employers,
        "refused_areas": client_facts.refused_areas,
        "opportunities": client_facts.opportunities,
        "work_done": client_facts.work_done,
        "permission": client_facts.permission,
        "old_enough": client_facts.old_enough,
    }
    made = {name: make(clients, frame) for name, make in makers.items()}
    made["skills"] = client_facts.skills(able, frame)
    made["credentials"] = asked.credentials(clients, asks)
    made["readiness"] = readiness.readiness(days)
    unaskable = _unaskable(clients, on=on, days=frame.library.ranking.unanswered_days)
    return _side([c.id for c in clients], CLIENT_FACTS, made, _waiting(clients, frame.library, on=on), unaskable)


def _vacancy_side(
    vacancies: Sequence[Vacancy],
    employers: Mapping[EmployerId, Employer],
    effects: Mapping[VacancyId, Effects],
    frame: Frame,
    *,
    asks: Asks,
    items: Items,
    on: Day,
) -> Side:
    facts = vacancy_facts
    scalar = facts.ends
    makers: dict[str, Callable[[Sequence[Vacancy], Frame], Made]] = {
        "shifts": facts.shifts,
        "site": facts.site,
        "hours": facts.hours,
        "guaranteed": scalar(lambda v: v.guaranteed_minutes, 0, 10_080),
        "notice": scalar(lambda v: v.notice_days, 0, 90),
        "holidays": facts.holidays,
        "pay": facts.pay,
        "demands": facts.demands,
        "occupation": facts.occupation,
        "tasks": facts.tasks,
        "employer": facts.employer,
        "opportunity": facts.opportunity,
        "age_rule": facts.age_rule,
    }
    made = {name: make(vacancies, frame) for name, make in makers.items()}
    made["desirable"] = asked.desirable(vacancies, effects, asks)
    made["requirements"] = asked.requirements(vacancies, asks)
    made["start"] = facts.start(vacancies, on=on, days_if_unstated=frame.library.ranking.start_if_unstated_days)
    made["triggers"] = readiness.triggers(items)
    made["employer_flags"] = facts.employer_flags(vacancies, employers, on=on)
    made["listed_tasks"] = facts.refusable_tasks(vacancies, frame), made["tasks"][1]
    made["sector"] = facts.sector(vacancies, frame), made["site"][1]
    made["calls"] = facts.calls(vacancies, frame), made["shifts"][1]
    closing = [
        WEEKS_MOST if v.closes is None else min(WEEKS_MOST, max(0, (v.closes - on).days) // 7) for v in vacancies
    ]
    return _side(
        [v.id for v in vacancies],
        VACANCY_FACTS,
        made,
        np.array(closing, dtype=np.int64),
        np.zeros(len(vacancies), dtype=np.uint64),
    )


def _side(ids: Sequence[str], names: tuple[str, ...], made: Mapping[str, Made], weeks: Ints, unaskable: Bits) -> Side:
    missing = np.zeros(len(ids), dtype=np.uint64)
    open_ = np.zeros(len(ids), dtype=np.uint64)
    for place, name in enumerate(names):
        known = np.array(made[name][1], dtype=np.int64)
        missing |= np.where(known == MISSING, np.uint64(1 << place), np.uint64(0))
        open_ |= np.where(known <= PARTLY, np.uint64(1 << place), np.uint64(0))
    return Side(
        ids=tuple(ids),
        names=names,
        facts={name: fact for name, (fact, _) in made.items()},
        missing=missing,
        open=open_ & ~unaskable,
        number=numbers_of(ids),
        weeks=weeks,
    )


def _unaskable(clients: Sequence[Client], *, on: Day, days: int) -> Bits:
    """Bits of facts that were asked about and declined, or not answered for so many days (design 5a, 13)."""
    place = numbered(CLIENT_FACTS)
    late = on - dt.timedelta(days=days)
    out = np.zeros(len(clients), dtype=np.uint64)
    for row, client in enumerate(clients):
        for put in client.questions_put:
            if put.fact in place and put.on <= on and (put.declined or put.on <= late):
                out[row] |= np.uint64(1 << place[put.fact])
    return out


def _waiting(clients: Sequence[Client], library: Library, *, on: Day) -> Ints:
    """Whole weeks since the goal was agreed or the last introduction, whichever is later."""
    after = dt.timedelta(days=library.ranking.goal_after_joining_days)
    weeks = []
    for client in clients:
        goal = client.goal_agreed or (client.joined + after if client.joined else None)
        days = [day for day in (goal, client.last_introduced) if day is not None]
        weeks.append(min(WEEKS_MOST, max(0, (on - max(days)).days) // 7) if days else 0)
    return np.array(weeks, dtype=np.int64)


def _emphasis(clients: Sequence[Client]) -> NDArray[np.uint8]:
    order = {Emphasis.ANY: 0, Emphasis.PREFER: 1, Emphasis.MOST: 2, Emphasis.MUST: 3}
    table = [[order[client.conditions.stance_on(one)] for one in Condition] for client in clients]
    return np.array(table, dtype=np.uint8).reshape(len(clients), len(Condition))


def _pairs(
    clients: Sequence[Client], vacancies: Sequence[Vacancy], remembered: Sequence[Remembered], *, on: Day
) -> PairFacts:
    """What holds today of single pairs. Of a client's words on one vacancy the latest counts; on one day, the no."""
    rows = numbered([client.id for client in clients])
    columns = numbered([vacancy.id for vacancy in vacancies])
    found: list[tuple[int, int, int]] = []
    for client in clients:
        latest: dict[str, tuple[Day, bool]] = {}
        for choice in client.choices:
            if choice.on <= on and (choice.until is None or choice.until >= on):
                said = (choice.on, not choice.wants_it)
                latest[choice.vacancy] = max(latest.get(choice.vacancy, said), said)
        found += [
            (rows[client.id], columns[vacancy], SAID_NO if no else OPTED_IN)
            for vacancy, (_, no) in latest.items()
            if vacancy in columns
        ]
    found += [
        (rows[one.client], columns[one.vacancy], REMEMBERED)
        for one in remembered
        if one.client in rows
        and one.vacancy in columns
        and one.decision in REMEMBERED_DECISIONS
        and one.on <= on
        and (one.until is None or one.until >= on)
    ]
    table = np.array(sorted(set(found)), dtype=np.int64).reshape(-1, 3)
    return PairFacts(
        clients=table[:, 0].astype(np.int32),
        vacancies=table[:, 1].astype(np.int32),
        kind=table[:, 2].astype(np.uint8),
    )


def _shared(frame: Frame) -> Shared:
    lists = [
        [frame.skills[skill] for skill in entry.skills if skill in frame.skills]
        for entry in frame.library.occupations.entries
    ]
    return Shared(
        minutes=frame.minutes.minutes,
        occupation_skills=client_facts.occupation_lists([*lists, []]),
        transit=frame.transit,
    )

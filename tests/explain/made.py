"""Records and decisions made by hand, so that explanations are tested on what they are given and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from matcher.base.ids import ClientId, EmployerId, RequirementId, RunId, SectorCode, VacancyId
from matcher.base.stamp import Stamp
from matcher.base.weeks import parse_clock, parse_days, spell
from matcher.evidence.standings import all_standings
from matcher.explain import Context
from matcher.library.load import Library, load_library
from matcher.measures.all import MEASURES
from matcher.records.client import Client, Conditions, Spell, Statement
from matcher.records.employer import Employer
from matcher.records.evidence import Action, Observation
from matcher.records.finding import Finding
from matcher.records.requirement import DrivingLicence, Gcse, LevelQualification, NotCompared, References, Requirement
from matcher.records.shape import Link
from matcher.records.vacancy import Shift, Task, Vacancy
from matcher.records.words import Condition, Contract, Emphasis, Free, Importance, Kind, Mode, Role, Stance
from matcher.scoring.decision import (
    REQUIREMENT_BIT,
    Decision,
    GateDecision,
    ListCounts,
    ListPlace,
    RankedList,
    RankedRow,
    TermDecision,
)

ON = dt.date(2026, 11, 16)
STAMP = Stamp(run=RunId("2026-11-16-1a2b3c4d"), digest="0" * 64, on=ON, version="0.1.0")
Ends = Mapping[str, tuple[int, int]]


@cache
def library() -> Library:
    """The shipped models."""
    return load_library()


def week(text_days: str, start: str, end: str) -> list[tuple[int, int]]:
    """Spells of some days, like `Mon-Fri`, from one clock time to another."""
    return [spell(day, parse_clock(start), parse_clock(end)) for day in parse_days(text_days)]


def a_client(**changes: Any) -> Client:  # any field of the record
    """Somebody with a week, a way of travelling, a job wanted and a licence not held."""
    conditions = Conditions(
        emphasis={Condition.TIMES: Emphasis.MUST, Condition.TRAVEL: Emphasis.MOST, Condition.HOLIDAYS: Emphasis.ANY},
        week=tuple(Spell(start=a, end=b, free=Free.FREE) for a, b in week("Mon-Fri", "9am", "3pm")),
        hours_least_minutes=16 * 60,
        hours_most_minutes=20 * 60,
        modes=(Mode.BUS,),
        travel_limit_minutes=45,
        pay_floor_hour_pence=1221,
    )
    says = (
        (Stance.WANTS, Kind.OCCUPATION, "shop work", "retail_assistant"),
        (Stance.CAN_DO, Kind.TASK, "stacking shelves", "stock_shelves"),
    )
    facts: dict[str, Any] = {
        "id": ClientId("C0012"),
        "sector": SectorCode("ND3 4"),
        "joined": dt.date(2026, 5, 1),
        "goal_agreed": dt.date(2026, 6, 1),
        "conditions": conditions,
        "statements": tuple(
            Statement(stance=stance, kind=kind, what=Link(words=words, to=to, confidence=100))
            for stance, kind, words, to in says
        ),
        "words_for_employers": "I stacked shelves in my aunt's shop and like early starts.",
    }
    return Client(**{**facts, **changes})


def a_vacancy(**changes: Any) -> Vacancy:  # any field of the record
    """Shelf stacking with a driving licence asked for, which no duty needs."""
    facts: dict[str, Any] = {
        "id": VacancyId("V0031"),
        "title": "Shelf filler",
        "employer": EmployerId("E007"),
        "contract": Contract.PERMANENT,
        "sector": SectorCode("ND1 2"),
        "starts": dt.date(2026, 12, 7),
        "closes": dt.date(2026, 11, 27),
        "last_word": dt.date(2026, 11, 2),
        "shifts": tuple(Shift(start=a, end=b) for a, b in week("Mon-Fri", "9:30am", "1pm")),
        "shifts_complete": True,
        "hours_least_minutes": 17 * 60 + 30,
        "hours_most_minutes": 17 * 60 + 30,
        "pay_least_pence": 1271,
        "places": 2,
        "decides": "store manager",
        "tasks": (Task(what=Link(words="fill shelves", to="stock_shelves", confidence=100)),),
        "drives": False,
        "requirements": (
            Requirement(id=RequirementId("R1"), needs=(DrivingLicence(),), words="full driving licence"),
            Requirement(id=RequirementId("R2"), needs=(Gcse(subject="maths", grade=4), LevelQualification(level=2))),
            Requirement(id=RequirementId("R3"), needs=(References(count=1),), importance=Importance.DESIRABLE),
            Requirement(id=RequirementId("R4"), needs=(NotCompared(kind="personal_quality"),), words="bubbly"),
        ),
    }
    return Vacancy(**{**facts, **changes})


LICENCE_DOUBT = Finding(
    rule="driving_licence",
    requirement=RequirementId("R1"),
    severity="high_risk",
    question="What is driven in this job, how often, and could it be shared or done by bus or taxi?",
    rewording="You will visit two sites a week; travel is paid, by any means.",
    may_fall_on="people with some health conditions, younger and older people",
)


def a_context(
    *,
    clients: Sequence[Client] | None = None,
    vacancies: Sequence[Vacancy] | None = None,
    observations: Sequence[Observation] = (),
    actions: Sequence[Action] = (),
    findings: Sequence[Finding] = (LICENCE_DOUBT,),
    **changes: Any,  # any field of the context
) -> Context:
    """Everything an explanation is looked up in; findings are all of V0031."""
    clients, vacancies = clients or [a_client()], vacancies or [a_vacancy()]
    by_client: dict[ClientId, list[Action]] = {}
    for action in actions:
        by_client.setdefault(action.client, []).append(action)
    facts: dict[str, Any] = {
        "library": library(),
        "stamp": STAMP,
        "clients": {client.id: client for client in clients},
        "vacancies": {vacancy.id: vacancy for vacancy in vacancies},
        "employers": {EmployerId("E007"): Employer(id=EmployerId("E007"), name="Harbourmill Stores")},
        "standings": all_standings(observations, actions, rubric=library().rubric, on=ON),
        "findings": {vacancies[0].id: tuple(findings)},
        "actions": by_client,
    }
    return Context(**{**facts, **changes})


KNOWN: Ends = {
    "uncovered_minutes": (0, 0),
    "minutes_not_chosen": (0, 0),
    "hours_outside": (0, 0),
    "journey_minutes": (32, 32),
    "journey_over_limit": (0, 0),
    "pay_margin": (50, 8779),
    "goal_steps": (0, 0),
    "task_evidence": (1000, 1000),
    "skills_held": (250, 600),
    "work_steps": (1, 1),
    "desirable_held": (0, 1),
    "demands_over": (0, 12),
    "guaranteed_shortfall": (0, 960),
    "holiday_work": (0, 1),
}
"""Measured ends of the made pair; any measure left out is wholly unknown where both sides speak of it, else met."""


def a_decision(
    ends: Ends = KNOWN,
    *,
    fail: Sequence[str] = (),
    unknown: Sequence[str] = ("R2", "R3"),
    applied: Sequence[str] = ("R2",),
    criteria: Sequence[tuple[str, str]] = (),
    weights: Mapping[str, int] | None = None,
    open_client: Sequence[str] = (),
    open_vacancy: Sequence[str] = (),
    client: Client | None = None,
    vacancy: Vacancy | None = None,
    gates_on: Sequence[str] | None = None,
    opted_in: bool = False,
    wanted: bool = True,
) -> Decision:
    """A decision with bands looked up from the ends; gates and requirements by id in `fail` and `unknown`."""
    client, vacancy = client or a_client(), vacancy or a_vacancy()
    gates = library().gates.gates
    bit = {gate.id: 1 << gate.bit for gate in gates}
    bit |= {r.id: 1 << (REQUIREMENT_BIT + place) for place, r in enumerate(vacancy.requirements[:40])}
    on = [gate.id for gate in gates if gate.condition is None or gate.id == "times"] if gates_on is None else gates_on
    terms = []
    for term in library().terms.terms:
        least, most = measured(term.measure, ends)
        kinder, harsher = (least, most) if term.better_less else (most, least)
        asked = term.id in open_client or (least != most and not open_vacancy)
        weight = (weights or {}).get(term.id, 1)
        terms.append(
            TermDecision(
                term=term.id,
                best=term.band_of(kinder),
                worst=term.band_of(harsher),
                least=least,
                most=most,
                weight=weight if term.side == "client" else 1,
                open_client=asked,
                open_vacancy=term.id in open_vacancy,
            )
        )
    return Decision(
        client=client.id,
        vacancy=vacancy.id,
        terms=tuple(terms),
        gates=tuple(GateDecision(gate.id, *measured(gate.measure, ends)) for gate in gates),
        fail=sum(bit[name] for name in fail),
        unknown=sum(bit[name] for name in unknown),
        gates_on=sum(bit[name] for name in on),
        applied=sum(bit[name] for name in applied),
        fixed=sum(1 << gate.bit for gate in gates),
        criteria_least=sum(state == "gap" for _, state in criteria),
        criteria_most=sum(state in ("gap", "not_asked") for _, state in criteria),
        criteria=tuple(criteria),
        opted_in=opted_in,
        wanted=wanted,
    )


def measured(name: str, ends: Ends) -> tuple[int, int]:
    """The ends given; else the whole range of a measure that a term reads, and the kinder end of any other."""
    measure = MEASURES[name]
    if name in ends:
        return ends[name]
    if any(term.measure == name for term in library().terms.terms):
        return measure.low, measure.high
    kinder = measure.low if measure.better == "less" else measure.high
    return kinder, kinder


def a_row(decision: Decision | None = None, *, section: str | None = "could_start", **place: Any) -> RankedRow:
    """A decision at a place on a list."""
    facts: dict[str, Any] = {
        "rank": 1 if section else None,
        "fit_low": 640,
        "fit_reach": 810,
        "answers": 2,
        "first_conversation": False,
    }
    return RankedRow(decision or a_decision(), ListPlace(section=section, **{**facts, **place}))


def a_list(rows: Sequence[RankedRow], *, subject: str = "V0031", side: str = "vacancy", **changes: Any) -> RankedList:
    """A list of rows with counts that add up."""
    counts = ListCounts(
        considered=60,
        blocked=22,
        by_gate={"times": 9, "refused_work": 4, "R1": 12, "R2": 5},
        by_owner={"client": 12, "employer": 5, "programme": 6},
        sole={"R1": 7, "R2": 2},
        passing_if_all_applied=29,
        first_conversations=3,
    )
    facts: dict[str, Any] = {"counts": counts, "tied_out": {"question": 2}, "left_out_terms": ("notice",)}
    return RankedList(subject=subject, side=side, rows=tuple(rows), **{**facts, **changes})


def observed(
    criterion: str, level: int, *, on: dt.date = dt.date(2026, 10, 1), role: Role = Role.CLIENT
) -> Observation:
    """What one role saw on one criterion of C0012."""
    return Observation(client=ClientId("C0012"), criterion=criterion, level=level, role=role, on=on)

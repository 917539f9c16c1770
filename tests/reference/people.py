"""What is known of one client, fact by fact: a value to compare, and known, partly or missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from matcher.base.days import Day
from matcher.records.client import Client, Statement
from matcher.records.words import Demand, Kind, Stance
from tests.reference.care import Weeks, weeks
from tests.reference.words import World, folded

KNOWN, PARTLY, MISSING = "known", "partly", "missing"
PAPERS = (Stance.HOLDS, Stance.DOES_NOT_HOLD)


@dataclass(eq=False)
class Papers:
    """What one client says they hold or do not, have done and can do. Compared by identity."""

    statements: tuple[Statement, ...]
    names: Callable[[str], frozenset[str]]
    done: frozenset[str]
    months: dict[str, list[int | None]]
    work_complete: bool
    held: frozenset[str]
    denied: frozenset[str]
    skills_complete: bool
    answers: dict[tuple[Any, ...], bool | None] = field(default_factory=dict)
    """Answers already worked out, by need."""

    def levels(self, stance: Stance, kind: Kind, *names: str) -> list[int | None]:
        """Levels of the statements of one stance and kind about any of the names; without names, all."""
        wanted = {folded(name) for name in names}
        return [
            said.level
            for said in self.statements
            if said.stance is stance
            and said.kind is kind
            and (not wanted or folded(said.what.to or said.what.words) in wanted)
        ]

    def holdings(self, kind: Kind) -> list[frozenset[str]]:
        """For each thing of a kind that is held: its folded names, and those of all it includes."""
        return [
            self.names(said.what.to or said.what.words)
            for said in self.statements
            if said.stance is Stance.HOLDS and said.kind is kind
        ]


@dataclass(eq=False)
class Person:
    """One client, ready to be compared."""

    client: Client
    facts: dict[str, Any]
    """By fact: a hashable value."""
    states: dict[str, str]
    open: frozenset[str]
    """Facts that are not known and may still be asked."""
    papers: Papers


def person(client: Client, world: World) -> Person:
    """Everything the measures read of one client."""
    facts: dict[str, Any] = {}
    states: dict[str, str] = {}
    said = client.conditions

    def put(name: str, value: Any, state: str) -> None:
        facts[name], states[name] = value, state

    def put_plain(name: str, value: Any) -> None:
        put(name, value, MISSING if value is None else KNOWN)

    put("week", *_week(client, world))
    put_plain("home", client.sector if client.sector in world.sectors else None)
    put_plain("modes", frozenset(said.modes) if said.modes else None)
    put_plain("travel_limit", said.travel_limit_minutes)
    put_plain("notice", said.notice_days)
    put_plain("longest_shift", said.longest_shift_minutes)
    put_plain("earnings_ceiling", said.earnings_ceiling_week_pence)
    put_plain("holidays", said.term_time_only)
    put_plain("opportunities", said.opportunities)
    put_plain("permission", client.permission)
    ends = (said.hours_least_minutes, said.hours_most_minutes)
    put("hours", ends, (MISSING, PARTLY, KNOWN)[sum(end is not None for end in ends)])
    floors = (said.pay_floor_hour_pence, said.pay_floor_week_pence)
    put("pay_floor", floors, MISSING if floors == (None, None) else KNOWN)
    limits = tuple(said.demand_limits.get(demand) for demand in Demand)
    put("demand_limits", limits, _of_all(limits))
    put("old_enough", client.old_enough, KNOWN if client.old_enough else MISSING)
    _put_statements(client, world, put)
    papers = _papers(client, world)
    put("skills", (papers.held, papers.denied, papers.skills_complete), _skills_state(papers))
    if client.work_complete:
        put("work_done", (papers.done, True), KNOWN)
    else:
        put("work_done", (papers.done, False), PARTLY if papers.done else MISSING)
    put("credentials", papers, PARTLY if any(s.stance in PAPERS for s in client.statements) else MISSING)
    closed = {
        put_.fact
        for put_ in client.questions_put
        if put_.on <= world.on and (put_.declined or (world.on - put_.on).days >= world.ranking.unanswered_days)
    }
    open_ = frozenset(name for name, state in states.items() if state != KNOWN and name not in closed)
    return Person(client, facts, states, open_, papers)


def _week(client: Client, world: World) -> tuple[Weeks | None, str]:
    """The client's weeks; missing where no week was stated."""
    if client.conditions.week is None:
        return None, MISSING
    found = weeks(client, world.on)
    return found, KNOWN if found.known else PARTLY


def _of_all(levels: tuple[int | None, ...]) -> str:
    known = sum(level is not None for level in levels)
    return KNOWN if known == len(levels) else PARTLY if known else MISSING


def _put_statements(client: Client, world: World, put: Any) -> None:
    def linked(stance: Stance, kind: Kind, known: frozenset[str]) -> frozenset[str]:
        return frozenset(s.what.to for s in client.says(stance, kind) if s.what.to in known and s.what.to)

    jobs = world.occupation_ids
    wants, accepts = (
        linked(Stance.WANTS, Kind.OCCUPATION, jobs),
        linked(Stance.ACCEPTS, Kind.OCCUPATION, jobs),
    )
    anything = client.open_to_anything or client.undecided
    put("goal", (wants, accepts, anything), KNOWN if wants or accepts or anything else MISSING)
    likes = linked(Stance.LIKES, Kind.TASK, world.skill_ids)
    put("likes", likes, KNOWN if likes else MISSING)
    put("refused_work", linked(Stance.REFUSES, Kind.OCCUPATION, jobs), KNOWN)
    put("refused_tasks", linked(Stance.REFUSES, Kind.TASK, world.skill_ids), KNOWN)
    employers = {s.what.to for s in client.says(Stance.REFUSES, Kind.EMPLOYER) if s.what.to}
    put("refused_employers", frozenset(employers | set(client.refused_employers)), KNOWN)
    areas = frozenset(s.what.to or s.what.words for s in client.says(Stance.REFUSES, Kind.AREA))
    put("refused_areas", areas, KNOWN)


def _papers(client: Client, world: World) -> Papers:
    months: dict[str, list[int | None]] = {}
    for said in client.says(Stance.HAS_DONE, Kind.OCCUPATION):
        if said.what.to in world.occupation_ids:
            months.setdefault(str(said.what.to), []).append(said.level)

    def tasks(stance: Stance) -> set[str]:
        return {str(s.what.to) for s in client.says(stance, Kind.TASK) if s.what.to in world.skill_ids}

    shown = tasks(Stance.CAN_DO) | tasks(Stance.HAS_DONE)
    from_work = {skill for occupation in months for skill in world.skills_of(occupation)}
    not_yet = tasks(Stance.NOT_YET) - shown
    return Papers(
        statements=tuple(s for s in client.statements if s.stance in PAPERS),
        names=world.licence_names,
        done=frozenset(months),
        months=months,
        work_complete=client.work_complete,
        held=frozenset(shown | (from_work - not_yet)),
        denied=frozenset(not_yet),
        skills_complete=client.skills_complete,
    )


def _skills_state(papers: Papers) -> str:
    if papers.skills_complete:
        return KNOWN
    return PARTLY if papers.held or papers.denied else MISSING


def waiting_since(client: Client, world: World) -> Day | None:
    """The later of goal agreed (or some weeks after joining) and last introduction, where known."""
    goal = client.goal_agreed
    if goal is None and client.joined is not None:
        goal = world.later(client.joined, world.ranking.goal_after_joining_days)
    days = [day for day in (goal, client.last_introduced) if day is not None]
    return max(days) if days else None

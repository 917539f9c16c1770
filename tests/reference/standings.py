"""Readiness: what stands on each criterion today, and what of it a vacancy asks about on a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from matcher.base.days import Day
from matcher.library.rubric import Criterion, Trigger
from matcher.records.evidence import Action, Observation
from matcher.records.words import Grade, Role
from tests.reference.jobs import Job
from tests.reference.people import Papers
from tests.reference.requirements import can, met
from tests.reference.words import World, folded

LICENCES = ("licence_driving", "licence_other", "professional_registration")
IN_PLACE, BY_START, NOT_ASKED, GAP = "in_place", "by_start", "not_asked", "gap"
NOTHING, KNOWN_GAP, UNDER_WAY, THERE = 0, 1, 2, 3


@dataclass(frozen=True)
class Item:
    """One thing a criterion is about for one vacancy: a licence, a skill, or the criterion as a whole."""

    names: frozenset[str]
    """What an observation's detail may call it; none for the criterion as a whole."""
    needs: Any = None
    skill: str | None = None


@dataclass(frozen=True)
class Standing:
    """What stands on one item of a criterion today."""

    level: int
    due: Day | None
    """The day by which all that is under way is due."""
    past: bool
    """Whether it is past its date, to be asked again."""
    disputed: int | None
    """The least that any role says, where the roles see it differently."""


@dataclass(eq=False)
class Readiness:
    """What was recorded about one client, and what follows from it."""

    seen: list[Observation]
    actions: list[Action]
    worked_out: dict[Any, Standing] = field(default_factory=dict)


def items(criterion: Criterion, job: Job, world: World) -> list[Item]:
    """What the vacancy asks about at the list under one criterion; nothing where it does not trigger it."""
    if criterion.trigger is Trigger.NEEDS_LICENCE:
        return [
            Item(names=frozenset(folded(_licence(need)) for need in one.requirement.needs), needs=one.needs)
            for one in job.asked
            if one.applied and all(need.kind in LICENCES for need in one.requirement.needs)
        ]
    if criterion.trigger is Trigger.NEEDS_SKILLS_NOW:
        tasks = [task.what.to for task in job.vacancy.tasks if task.essential and not task.taught]
        return [Item(frozenset({folded(skill)}), skill=skill) for skill in tasks if skill in world.skill_ids]
    assert criterion.trigger is Trigger.APPLY_ONLINE_ONLY
    return [Item(names=frozenset())] if job.vacancy.apply_online_only else []


def _licence(need: Any) -> str:
    return str(getattr(need, "category", "") or getattr(need, "licence", "") or getattr(need, "body", ""))


def states(
    readiness: Readiness, papers: Papers, asked: list[tuple[Criterion, list[Item]]], job: Job, world: World
) -> tuple[tuple[str, str], ...]:
    """The state of every criterion that the vacancy triggers and that may move a section."""
    return tuple(
        (criterion.id, _worst([_state(criterion, item, readiness, papers, job, world) for item in of_it]))
        for criterion, of_it in asked
        if of_it
    )


def _worst(found: list[str]) -> str:
    return next(state for state in (GAP, NOT_ASKED, BY_START, IN_PLACE) if state in found)


def _state(criterion: Criterion, item: Item, readiness: Readiness, papers: Papers, job: Job, world: World) -> str:
    known = can(item.skill, papers) if item.skill else met(item.needs, papers) if item.needs else None
    if known:
        return IN_PLACE
    now = standing(criterion, item, readiness, world)
    if now.level == NOTHING:
        return NOT_ASKED if known is None else GAP
    if now.level < THERE:
        return _by(now.due, job.start) if now.level == UNDER_WAY and now.due else GAP
    least_said = now.disputed if criterion.kind == "legal" else None
    if now.past or least_said == KNOWN_GAP or (least_said == UNDER_WAY and now.due is None):
        return NOT_ASKED
    return _by(now.due, job.start) if least_said == UNDER_WAY and now.due else IN_PLACE


def _by(due: Day, start: Day) -> str:
    return BY_START if due <= start else GAP


def standing(criterion: Criterion, item: Item, readiness: Readiness, world: World) -> Standing:
    """What stands on an item, worked out once for each client."""
    asked = (criterion.id, item.names)
    if asked not in readiness.worked_out:
        readiness.worked_out[asked] = _standing(criterion, item, readiness, world)
    return readiness.worked_out[asked]


def _standing(criterion: Criterion, item: Item, readiness: Readiness, world: World) -> Standing:
    due = _due([one.due for one in readiness.actions if one.criterion == criterion.id and not one.done], world.on)
    seen = [
        one
        for one in readiness.seen
        if one.criterion == criterion.id
        and one.on <= world.on
        and (not item.names or one.detail is None or folded(one.detail) in item.names)
        and (one.role is Role.CLIENT or criterion.kind != "client_choice")
    ]
    live = [one for one in seen if not _ended(criterion, one, seen)]
    counted = [(_level(criterion, one, due, world), one) for one in live]
    level = max((worth for worth, _ in counted), default=NOTHING)
    until = [_until(criterion, one) for worth, one in counted if worth == level]
    past = bool(until) and all(day is not None and day < world.on for day in until)
    if level < UNDER_WAY and due is not None:
        level = UNDER_WAY
    return Standing(level, due, past, _disputed(live, world))


def _disputed(live: list[Observation], world: World) -> int | None:
    """The least that any role said last, where the roles see it differently."""
    said = []
    for role in {one.role for one in live}:
        own = [one for one in live if one.role is role]
        last = max(one.on for one in own)
        said.append(max(one.level for one in own if one.on == last))
    said = [level for level in said if level > NOTHING]
    if not said:
        return None
    rule = world.library.rubric.disagreement
    below, above = rule.line_between
    apart = max(said) - min(said) >= rule.levels_apart or min(said) <= below < above <= max(said)
    return min(said) if apart else None


def _due(days: Iterable[Day | None], on: Day) -> Day | None:
    """The last due day of what is under way; None where anything has no day, or a day gone by."""
    every = list(days)
    known = [day for day in every if day is not None and day >= on]
    return max(known) if known and len(known) == len(every) else None


def _ended(criterion: Criterion, one: Observation, seen: list[Observation]) -> bool:
    """Whether later news ended it: that it no longer holds, or the client's word on their own affairs."""
    if any(other.on > one.on and _is_news(criterion, other) for other in seen):
        return True
    same_day = [other for other in seen if other.on == one.on and _is_news(criterion, other)]
    if any(other.no_longer for other in same_day):
        return not one.no_longer
    return bool(same_day) and not _is_news(criterion, one)


def _is_news(criterion: Criterion, one: Observation) -> bool:
    return one.no_longer or (criterion.client_word_stands and one.role is Role.CLIENT)


def _level(criterion: Criterion, one: Observation, due: Day | None, world: World) -> int:
    """What it supports: 'in place' needs evidence of the grade, from somebody who may attest it."""
    if one.level < THERE:
        return one.level
    grade = one.grade or (Grade.CLIENT_SAYS if one.role is Role.CLIENT else None)
    strong = grade is not None and grade.value <= criterion.evidence.least_grade.value
    if strong and (one.role is Role.CLIENT or one.role in criterion.attestors):
        return THERE
    rule = world.library.rubric.disagreement
    return rule.most_without_evidence if due is None else rule.most_with_action


def _until(criterion: Criterion, one: Observation) -> Day | None:
    if one.valid_until is not None:
        return one.valid_until
    return None if criterion.valid_days is None else one.on + dt.timedelta(days=criterion.valid_days)

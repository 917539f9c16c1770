"""Questions to employers about a requirement: asked once, answered, and what becomes of the vacancy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from matcher.base.days import Day, say_day
from matcher.base.ids import EmployerId, RequirementId
from matcher.brokerage.lesser import asks_less
from matcher.brokerage.machine import Move, Refused, begin, take
from matcher.library.brokerage.cases import Challenges
from matcher.library.occupations import Occupations
from matcher.records.cases import Challenge
from matcher.records.requirement import Need, NotCompared, Requirement
from matcher.records.vacancy import Vacancy
from matcher.records.words import RequirementStatus

UNLAWFUL = "unlawful_on_face"
IN_WORDS = ("personal_quality", "physical", "other")
"""Kinds of which every one is another thing: two of them are the same only in the same words."""
SUBJECT_MOST = 200
LESSER_ID, LESSER_AS = "lesser_id", "lesser_as"
"""Facts of an answer: the reference of what was put in a requirement's place, and its record."""


@dataclass(frozen=True)
class Answered:
    """A question after a step, and its vacancy as it then stands."""

    challenge: Challenge
    vacancy: Vacancy


@dataclass(frozen=True)
class Question:
    """What is asked, of whom, and what is known about it."""

    id: str
    requirement: RequirementId
    criterion: str = ""
    """The audit's criterion that raised it."""
    question: str = ""
    alone: int | None = None
    """How many people the requirement alone keeps out today."""


def family_of(vacancy: Vacancy, occupations: Occupations) -> str:
    """The family of work: the first two digits of its code in SOC 2020; empty where it is not linked."""
    entry = occupations.by_id.get((vacancy.occupation.to or "") if vacancy.occupation else "")
    return "" if entry is None else entry.soc2020.code[:2]


def subject_of(requirement: Requirement) -> str:
    """What a requirement asks for, but for how much of it: `qualification_gcse:maths`."""
    return "+".join(sorted(_subject(one, requirement.words) for one in requirement.needs))[:SUBJECT_MOST]


def _subject(need: Need, words: str) -> str:
    if isinstance(need, NotCompared):
        return f"{need.kind}:{' '.join(words.casefold().split())}" if need.kind in IN_WORDS else need.kind
    named = [str(value) for name, value in need if name != "kind" and isinstance(value, str)]
    return ":".join([need.kind, *(one.casefold() for one in named)])


def already_asked(
    rules: Challenges,
    earlier: Iterable[Challenge],
    *,
    employers: Collection[EmployerId],
    family: str,
    subject: str,
    criterion: str = "",
    on: Day,
) -> Challenge | None:
    """The latest question by which the employer was asked the same for the same family of work; None if never.

    `employers` are all references that are one employer. Asked is asked, whatever the answer; what was never sent
    does not count, nor what was asked longer ago than the rules say.
    """
    since = on - dt.timedelta(days=min(rules.asked_once_in_days, (on - Day.min).days))
    same = [
        one
        for one in earlier
        if one.employer in employers
        and since < one.opened <= on
        and one.steps[0].facts.get("family", "") == family
        and _same_thing(one, subject, criterion)
        and one.steps[-1].reason not in rules.not_counted
    ]
    return max(same, key=lambda one: (one.opened, one.id), default=None)


def _same_thing(earlier: Challenge, subject: str, criterion: str) -> bool:
    before = earlier.steps[0].facts.get("subject", "")
    if before == subject:
        return True
    alike = {one.partition(":")[0] for one in before.split("+")} == {
        one.partition(":")[0] for one in subject.split("+")
    }
    return bool(criterion) and criterion == earlier.criterion and alike


def ask(
    rules: Challenges,
    vacancy: Vacancy,
    question: Question,
    move: Move,
    *,
    occupations: Occupations,
    earlier: Iterable[Challenge],
    employers: Collection[EmployerId] = (),
) -> Answered | Refused:
    """A question to an employer begun, with the requirement marked as asked; or why it is not asked."""
    requirement = next((one for one in vacancy.requirements if one.id == question.requirement), None)
    if requirement is None:
        known = ", ".join(one.id for one in vacancy.requirements) or "none"
        return Refused(f"{vacancy.id} has no requirement {question.requirement}. It has: {known}.")
    if requirement.status is not RequirementStatus.AS_STATED:
        said = requirement.status.value.replace("_", " ")
        return Refused(f"{requirement.id} of {vacancy.id} is not put to the employer again: its status is {said}.")
    family, subject = family_of(vacancy, occupations), subject_of(requirement)
    same = {vacancy.employer, *employers} if vacancy.employer is not None else set()
    before = already_asked(
        rules,
        earlier,
        employers=same,
        family=family,
        subject=subject,
        criterion=question.criterion,
        on=move.on,
    )
    if before is not None:
        return Refused(_asked_before(rules, before))
    facts = {"subject": subject, "family": family}
    if question.alone is not None:
        facts["alone"] = str(question.alone)
    step = begin(rules, replace(move, facts=facts))
    if isinstance(step, Refused):
        return step
    challenge = Challenge(
        id=question.id,
        steps=(step,),
        vacancy=vacancy.id,
        requirement=requirement.id,
        employer=vacancy.employer,
        criterion=question.criterion,
        question=question.question,
    )
    return Answered(challenge, _with(vacancy, requirement, status=rules.status_in[challenge.state]))


def _asked_before(rules: Challenges, before: Challenge) -> str:
    state = rules.by_state.get(before.state)
    answer = state.says if state is not None else before.state
    again = before.opened + dt.timedelta(days=min(rules.asked_once_in_days, (Day.max - before.opened).days))
    return (
        f"This employer was asked the same on {say_day(before.opened)} for the same family of work ({before.id}, about "
        f"{before.requirement} of {before.vacancy}): {answer}. Nobody is asked the same thing twice; it may be asked "
        f"again from {say_day(again)}."
    )


def answer(
    rules: Challenges,
    challenge: Challenge,
    vacancy: Vacancy,
    move: Move,
    *,
    severity: str = "none",
    lesser: Requirement | None = None,
) -> Answered | Refused:
    """A question after any later step, and what becomes of its requirement.

    `severity` is the gravest open doubt about the requirement: what the law bars on its face is kept only with the
    text of the exception. `lesser` is what it is relaxed to; its reference is given here. A requirement that is no
    longer there leaves the vacancy as it is.
    """
    requirement = next((one for one in vacancy.requirements if one.id == challenge.requirement), None)
    leads_to = _status_after(rules, move.step)
    if leads_to is RequirementStatus.RELAXED and lesser is not None and requirement is not None:
        if asks_less(requirement, lesser) is False:
            return Refused(rules.lesser_refused)
        lesser = lesser.model_copy(update={"id": _free(vacancy, requirement.id), "status": RequirementStatus.AS_STATED})
        move = replace(move, facts={**move.facts, **_as_facts(lesser, rules.words_most)})
    if leads_to is RequirementStatus.KEPT and severity == UNLAWFUL and not move.facts.get("exception", "").strip():
        return Refused(rules.exception_ask)
    stepped = take(rules, challenge, move)
    if isinstance(stepped, Refused):
        return stepped
    if leads_to is RequirementStatus.RELAXED and lesser is None:
        return Refused("lesser is missing: what is asked for now in its place, as a requirement?")
    return Answered(stepped, vacancy if requirement is None else _effect(rules, stepped, vacancy, requirement, lesser))


def _as_facts(lesser: Requirement, most: int) -> dict[str, str]:
    """What is placed, kept with the answer, so that it is there again when the vacancy comes in anew."""
    record = lesser.model_dump_json(exclude_none=True)
    return {LESSER_ID: lesser.id, **({LESSER_AS: record} if len(record) <= most else {})}


def _status_after(rules: Challenges, step: str) -> RequirementStatus | None:
    rule = rules.by_step.get(step)
    return None if rule is None or rule.to is None else rules.status_in[rule.to]


def _effect(
    rules: Challenges, challenge: Challenge, vacancy: Vacancy, requirement: Requirement, lesser: Requirement | None
) -> Vacancy:
    """The vacancy with the status that a question's state gives its requirement, and what stands in its place."""
    last, status = challenge.steps[-1], rules.status_in[challenge.state]
    kept = status is RequirementStatus.KEPT
    changed = _with(
        vacancy,
        requirement,
        status=status,
        reason=last.words if kept else "",
        exception=last.facts.get("exception", "") if kept else "",
    )
    if status is RequirementStatus.RELAXED and lesser is not None:
        return changed.model_copy(update={"requirements": (*changed.requirements, lesser)})
    if status is RequirementStatus.ASKED:
        return _without_lesser(challenge, changed)
    return changed


def _without_lesser(challenge: Challenge, vacancy: Vacancy) -> Vacancy:
    """What was put in a requirement's place by an answer that was written down wrongly is no longer asked for."""
    placed = {one.facts[LESSER_ID] for one in challenge.steps if LESSER_ID in one.facts}
    for requirement in vacancy.requirements:
        if requirement.id in placed:
            vacancy = _with(vacancy, requirement, status=RequirementStatus.REMOVED)
    return vacancy


def _with(vacancy: Vacancy, requirement: Requirement, **changes: object) -> Vacancy:
    changed = requirement.model_copy(update=changes)
    return vacancy.model_copy(
        update={"requirements": tuple(changed if one.id == requirement.id else one for one in vacancy.requirements)}
    )


def _free(vacancy: Vacancy, reference: RequirementId) -> RequirementId:
    """A reference that no requirement of the vacancy has: `R2.1`."""
    taken = {one.id for one in vacancy.requirements}
    number = 1
    while f"{reference}.{number}" in taken:
        number += 1
    return RequirementId(f"{reference}.{number}")

"""Questions to employers: put, answered with effect on the vacancy in the same transaction, counted."""

from __future__ import annotations

from dataclasses import replace

from matcher.audit.doubts import findings_of, gravest
from matcher.base.ids import EmployerId, RequirementId, VacancyId
from matcher.base.problems import GivenProblems, Problem
from matcher.brokerage import challenges
from matcher.brokerage.challenge_counts import Counted, counted
from matcher.brokerage.challenges import LESSER_ID, Answered, Question
from matcher.brokerage.one_employer import Groups, resolved_ledger
from matcher.explain.requirements import RequirementWords
from matcher.library.brokerage.cases import Challenges
from matcher.library.doubts import SEVERITIES
from matcher.records.cases import Challenge
from matcher.records.dealings import SameEmployer
from matcher.records.requirement import Requirement
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance
from matcher.store.change import Change
from matcher.workflows.adverts.check import check
from matcher.workflows.allowed import allowed
from matcher.workflows.cases.casework import Kept, Told, keep_new, keep_step, kept, move_of, taken
from matcher.workflows.cases.challenge_contact import answered, contacted, refuse_where_full
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.outlook.lesser import lesser_requirement
from matcher.workflows.where import Where

ASK, ASK_AGAIN = "ask", "ask_again"
ANSWERS = ("keep", "relax", "remove")
"""Steps by which the employer has answered."""


def ask(where: Where, vacancy: str, requirement: str, *, question: str = "", told: Told | None = None) -> Kept:
    """Put a question about one requirement, marked on the vacancy as asked.

    Without words of one's own, the question is the audit's for the gravest doubt about it. How many people it alone
    keeps out today is counted and kept with it. Raises GivenProblems where it may not be asked, or was before.
    """
    desk = open_desk(where)
    allowed(where.role, "challenge", library=desk.library)
    asked = _question(where, desk.vacancy(vacancy), requirement, question)
    rules = desk.library.brokerage.challenges
    with desk.folder.changing(hand(where)) as change:
        record = _vacancy(change, desk.vacancy(vacancy))
        employers = one_employer(change, record)
        refuse_where_full(change, record, employers, rules=desk.library.brokerage.contact, on=desk.on)
        begun = taken(
            challenges.ask(
                rules,
                record,
                replace(asked, id=change.next_id("challenge")),
                move_of(change, ASK, told or Told(), on=desk.on),
                occupations=desk.library.occupations,
                earlier=change.some(Challenge, employers=employers),
                employers=employers,
            ),
            f"{record.id} {requirement}",
        )
        keep_new(change, rules, begun.challenge, begun.vacancy)
        contacted(change, begun.challenge, on=desk.on)
        return kept(
            change, rules, begun.challenge, on=desk.on, lines=_lines(rules, begun, RequirementWords(desk.library))
        )


def _question(where: Where, vacancy: VacancyId, requirement: str, question: str) -> Question:
    """The question with what the audit and the pool know of the requirement."""
    checked = next((one for one in check(where, vacancy).requirements if one.id == requirement), None)
    doubts = [one for one in checked.doubts if one.finding.open] if checked is not None else []
    worst = max(doubts, key=lambda one: ("none", *SEVERITIES).index(one.finding.severity), default=None)
    return Question(
        id="",
        requirement=RequirementId(requirement),
        criterion=worst.finding.rule if worst is not None else "",
        question=question.strip() or (worst.finding.question if worst is not None else ""),
        alone=checked.sole if checked is not None and checked.compared else None,
    )


def answer(where: Where, reference: str, step: str, told: Told, *, lesser: str = "") -> Kept:
    """A later step of a question, and what becomes of its requirement, both or neither.

    `step` is a step or the state it leads to. `lesser` is what it is relaxed to, as `lesser_requirement` reads it.
    Raises GivenProblems where it cannot be taken, or somebody was there before.
    """
    desk = open_desk(where)
    allowed(where.role, "reply", library=desk.library)
    rules = desk.library.brokerage.challenges
    with desk.folder.changing(hand(where)) as change:
        case = change.case(Challenge, reference, seen=told.seen)
        record = _vacancy(change, case.vacancy)
        move = move_of(change, step_of(rules, case, step), told, on=desk.on)
        placed = _placed(record, case, lesser, desk)
        if lesser:
            move = replace(move, facts={**move.facts, "lesser": lesser})
        doubts = [one for one in findings_of(record, library=desk.library) if one.requirement == case.requirement]
        result = challenges.answer(rules, case, record, move, severity=gravest(doubts), lesser=placed)
        done = taken(result, reference)
        if move.step == ASK_AGAIN:
            refuse_where_full(
                change, record, one_employer(change, record), rules=desk.library.brokerage.contact, on=desk.on
            )
        keep_step(change, rules, done.challenge)
        change.add([done.vacancy])
        if move.step == ASK_AGAIN:
            contacted(change, done.challenge, on=desk.on)
        elif move.step in ANSWERS:
            answered(change, done.challenge, on=desk.on)
        return kept(
            change, rules, done.challenge, on=desk.on, lines=_lines(rules, done, RequirementWords(desk.library))
        )


def _placed(vacancy: Vacancy, case: Challenge, lesser: str, desk: Desk) -> Requirement | None:
    old = next((one for one in vacancy.requirements if one.id == case.requirement), None)
    return lesser_requirement(old, lesser, library=desk.library) if lesser and old is not None else None


def step_of(rules: Challenges, case: Challenge, typed: str) -> str:
    """The step that was meant: by its name, or by the state it leads to, as in `kept` for `keep`."""
    said = typed.strip().lower().replace("-", "_")
    if said in rules.by_step:
        return said
    leading = [rule.id for rule in rules.steps if rule.to == said and case.state in rule.leaves]
    return leading[0] if leading else next((rule.id for rule in rules.steps if rule.to == said), said)


def _lines(rules: Challenges, done: Answered, words: RequirementWords) -> tuple[tuple[str, str], ...]:
    """What became of the requirement, and what may be said."""
    lines: list[tuple[str, str]] = []
    for one in done.vacancy.requirements:
        if one.id == done.challenge.requirement:
            lines.append(("", f"{one.id} of {done.vacancy.id} now stands as: {one.status.value.replace('_', ' ')}."))
    placed = done.challenge.steps[-1].facts.get(LESSER_ID)
    for one in done.vacancy.requirements:
        if one.id == placed:
            wished = " (wished for, not needed)" if one.importance is not Importance.ESSENTIAL else ""
            lines.append(("", f"In its place stands {one.id}, as stated: {words.name(one)}{wished}."))
    if done.challenge.state == rules.by_step[ASK].to and done.challenge.question:
        lines.append(("?", done.challenge.question))
    return tuple(lines)


def one_employer(change: Change, vacancy: Vacancy) -> tuple[EmployerId, ...]:
    """Every reference that people said is the vacancy's employer; none where nobody knows whose it is."""
    return () if vacancy.employer is None else Groups.of(change.some(SameEmployer)).members(vacancy.employer)


def _vacancy(change: Change, reference: VacancyId) -> Vacancy:
    found = change.one(Vacancy, reference)
    if found is None:
        raise GivenProblems([Problem(reference, "", "is no longer a vacancy of this programme.", "Import it again.")])
    return found


def tally(where: Where) -> tuple[tuple[Counted, str], ...]:
    """The counts by employer and family of work, each with the family's name."""
    desk = open_desk(where)
    allowed(where.role, "totals", library=desk.library)
    rules = desk.library.brokerage.challenges
    ledger = resolved_ledger(desk.folder.ledger(purpose="accountability", on=desk.on))
    return tuple(
        (one, rules.family_names.get(one.family, rules.no_family))
        for one in counted(rules, ledger.challenges, jobs=ledger.jobs)
    )

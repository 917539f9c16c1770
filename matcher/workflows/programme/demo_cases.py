"""The demo's cases: a question to an employer, next steps with the key worker, a client's request, words between us."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TypeVar

from matcher.base.days import Day
from matcher.base.ids import ClientId, natural_order
from matcher.brokerage import contests, hand_backs
from matcher.brokerage.challenges import family_of, subject_of
from matcher.brokerage.contests import Asked
from matcher.brokerage.hand_backs import NextStep
from matcher.brokerage.machine import Move, Refused, begin
from matcher.library.load import Library
from matcher.records.cases import Case, Challenge, Contact, HandBack
from matcher.records.client import Client
from matcher.records.signed import DeskRole
from matcher.records.vacancy import Vacancy
from matcher.store.change import Change

T = TypeVar("T")
ASKED, QUESTION = "V0029", "What in the work needs somebody aged 16 to 24?"
BACK, TWICE, ASKING = ClientId("C0043"), ClientId("C0042"), ClientId("C0020")
MISSING = {"travel_plan": "the way and the times for the early shift", "cv_current": "a CV with the last job in it"}
MISSING = {"travel_plan": "the way and the times for the early shift", "cv_current": "a CV with the last job in it"}
EVERY, SILENT = 24, 6
"""Words between us lie up to so many days back; of so many people, one has not been spoken with."""


def demo_cases(change: Change, library: Library, clients: Iterable[Client], *, on: Day) -> None:
    """Keep the demo's cases, in the transaction that fills it."""
    cases = tuple(_cases(change, library, on))
    actions = [hand_backs.action_of(one) for one in cases if isinstance(one, HandBack)]
    change.add([*cases, *actions, *_contacts(clients, on)])


def _cases(change: Change, library: Library, on: Day) -> Iterator[Case]:
    models = library.brokerage
    asked = _sure(begin(models.challenges, _move("ask", on, 14, DeskRole.EPC)))
    record = change.one(Vacancy, ASKED)
    if record is not None:
        yield Challenge(
            id=change.next_id("challenge"),
            steps=(asked.model_copy(update={"facts": _facts(record, library)}),),
            vacancy=record.id,
            requirement=record.requirements[0].id,
            employer=record.employer,
            question=QUESTION,
        )
    yield _back(change, library, on, BACK, "travel_plan", 3)
    earlier = _back(change, library, on, TWICE, "cv_current", 60)
    done = Move("done", on - dt.timedelta(days=40), DeskRole.KEY_WORKER, facts={"evidence": "a CV is written"})
    yield _sure(hand_backs.step(models.hand_backs, earlier, done)).case
    yield _back(change, library, on, TWICE, "cv_current", 8)
    wanted = Asked(change.next_id("contest"), ASKING, "correct", "most hours a week")
    facts = {"before": "40", "after": "35"}
    yield _sure(contests.contest(models.contests, wanted, _move("open", on, 4, DeskRole.KEY_WORKER, facts)))


def _facts(record: Vacancy, library: Library) -> dict[str, str]:
    return {"subject": subject_of(record.requirements[0]), "family": family_of(record, library.occupations)}


def _back(change: Change, library: Library, on: Day, client: ClientId, criterion: str, days: int) -> HandBack:
    usual = library.rubric.by_id[criterion]
    next_step = NextStep(
        id=change.next_id("hand_back"),
        client=client,
        criterion=criterion,
        missing=MISSING[criterion],
        what=usual.not_yet.action,
        owner=usual.not_yet.owner.value,
        due=on - dt.timedelta(days=days) + dt.timedelta(days=usual.not_yet.due_days),
    )
    move = _move("hand_back", on, days, DeskRole.EPC)
    return _sure(
        hand_backs.hand_back(library.brokerage.hand_backs, next_step, move, criteria=library.rubric.by_id, earlier=())
    ).case


def _move(step: str, on: Day, days: int, role: DeskRole, facts: dict[str, str] | None = None) -> Move:
    return Move(step, on - dt.timedelta(days=days), role, by="demo", facts=facts or {})


def _sure(result: T | Refused) -> T:
    if isinstance(result, Refused):
        raise AssertionError(f"the demo's own case is refused: {result.say()}")
    return result


def _contacts(clients: Iterable[Client], on: Day) -> Iterator[Contact]:
    """A word with most people in the last weeks, spread evenly; with some, none is recorded."""
    for place, client in enumerate(sorted(clients, key=lambda one: natural_order(one.id))):
        if place % SILENT:
            day = on - dt.timedelta(days=(place * 5) % EVERY)
            yield Contact(client=client.id, on=day, role=DeskRole.KEY_WORKER, by="demo", how="phone")

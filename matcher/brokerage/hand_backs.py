"""A client back with the key worker for one next step: it opens an action, and a second time is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from matcher.base.days import Day, say_day
from matcher.base.ids import ClientId, VacancyId
from matcher.brokerage.machine import Move, Refused, begin, due_of, take
from matcher.library.brokerage.cases import HandBacks
from matcher.library.validation import one_of
from matcher.records.cases import HandBack
from matcher.records.evidence import Action
from matcher.records.signed import DeskRole


@dataclass(frozen=True)
class NextStep:
    """What a client goes back with: every part is needed, so that nobody is sent back without a next step."""

    id: str
    client: ClientId
    criterion: str
    missing: str
    what: str
    owner: str
    due: Day
    vacancy: VacancyId | None = None


@dataclass(frozen=True)
class Alert:
    """That somebody is back for the same thing again: for whom it is, since when, and what to ask."""

    client: ClientId
    criterion: str
    times: int
    since: Day
    """The day of the first time."""
    cases: tuple[str, ...]
    tells: tuple[DeskRole, ...]
    says: str
    ask: str


@dataclass(frozen=True)
class Handed:
    """A case after a step, its action before and after it, and whom to tell."""

    case: HandBack
    was: Action | None
    """The action that the step replaces; None where it is new."""
    action: Action | None
    """None where it is not to be done any more."""
    alert: Alert | None = None


def hand_back(
    rules: HandBacks, next_step: NextStep, move: Move, *, criteria: Collection[str], earlier: Iterable[HandBack]
) -> Handed | Refused:
    """A client back with the key worker, with the action it opens; or everything that is missing."""
    faults = [f"{name} is missing: {ask}" for name, ask in _ASKED.items() if not str(getattr(next_step, name)).strip()]
    if next_step.criterion and next_step.criterion not in criteria:
        faults.append(f"{next_step.criterion!r} is no criterion. {one_of(next_step.criterion, sorted(criteria))}")
    if next_step.due < move.on:
        faults.append(f"due: {say_day(next_step.due)} is past. By which day?")
    for name in ("missing", "what", "owner"):
        if len(getattr(next_step, name)) > rules.words_most:
            faults.append(f"{name} is longer than {rules.words_most:,} characters.")
    step = begin(rules, move)
    if isinstance(step, Refused):
        return step
    if faults:
        return Refused(" ".join(faults))
    case = HandBack(
        id=next_step.id,
        steps=(step,),
        client=next_step.client,
        vacancy=next_step.vacancy,
        criterion=next_step.criterion,
        missing=next_step.missing,
        what=next_step.what,
        owner=next_step.owner,
        due=next_step.due,
    )
    return Handed(case, None, action_of(case), again(rules, case, earlier))


_ASKED = {
    "criterion": "which criterion is it about?",
    "missing": "which evidence is missing, as a fact?",
    "what": "what is done next?",
    "owner": "who does it?",
}


def again(rules: HandBacks, case: HandBack, earlier: Iterable[HandBack]) -> Alert | None:
    """Whom to tell where a client is back for a criterion not for the first time, whatever became of it before."""
    same = [
        one for one in earlier if one.client == case.client and one.criterion == case.criterion and one.id != case.id
    ]
    if not same:
        return None
    cases = sorted([*same, case], key=lambda one: (one.opened, one.id))
    return Alert(
        client=case.client,
        criterion=case.criterion,
        times=len(cases),
        since=cases[0].opened,
        cases=tuple(one.id for one in cases),
        tells=rules.again.tells,
        says=rules.again.says,
        ask=rules.again.ask,
    )


def action_of(case: HandBack) -> Action:
    """The action of a case as it stands: open, or done on a day."""
    return Action(
        client=case.client,
        criterion=case.criterion,
        what=case.what,
        owner=case.owner,
        due=due_of(case),
        done=_finished(case),
    )


def _finished(case: HandBack) -> Day | None:
    """The day it was done. Introduced again before anything was written down as done, it counts as done that day."""
    day: Day | None = None
    for one in case.steps:
        if one.state in ("open", "accepted"):
            day = None
        elif one.state == "done" or (one.state == "reintroduced" and day is None):
            day = one.on
    return day


def step(rules: HandBacks, case: HandBack, move: Move) -> Handed | Refused:
    """A case with one step more, and what becomes of its action: dropped before it was done, it need not be done."""
    stepped = take(rules, case, move)
    if isinstance(stepped, Refused):
        return stepped
    after = action_of(stepped)
    gone = stepped.state == "dropped" and after.done is None
    return Handed(stepped, action_of(case), None if gone else after)


def put_right(actions: Iterable[Action], handed: Handed) -> tuple[Action, ...]:
    """The programme's actions with a case's own as it now stands; a day to look again is kept."""
    held = list(actions)
    found = next((one for one in held if handed.was is not None and _key(one) == _key(handed.was)), None)
    if found is not None:
        held.remove(found)
    if handed.action is not None:
        review = found.review if found is not None else None
        held.append(handed.action.model_copy(update={"review": review}))
    return tuple(dict.fromkeys(held))


def _key(one: Action) -> tuple[str, str, str, str, dt.date | None]:
    """What makes an action one: who, for which criterion, what, by whom, by when."""
    return one.client, one.criterion, one.what, one.owner, one.due

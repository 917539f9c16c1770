"""Actions: agreed, moved, done; each known by a short mark made of what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.problems import GivenProblems, Problem
from matcher.base.stamp import digest
from matcher.brokerage import actions
from matcher.brokerage.actions import ToDo
from matcher.library.validation import one_of
from matcher.records.evidence import Action
from matcher.store.change import Change
from matcher.store.log import Event
from matcher.workflows.allowed import allowed
from matcher.workflows.cases.casework import Told, move_of, taken
from matcher.workflows.desk import open_desk
from matcher.workflows.hand import hand
from matcher.workflows.where import Where

MARK_BYTES = 3


@dataclass(frozen=True)
class Acted:
    """An action after a step; `todo` is None where it is not to be done any more."""

    reference: str
    before: Action
    todo: ToDo | None


def mark_of(action: Action) -> str:
    """What an action is called: `A` and six hex digits of who, what, for which criterion, by whom, by when."""
    due = action.due.isoformat() if action.due is not None else ""
    return f"A{digest([action.client, action.criterion, action.what, action.owner, due], size=MARK_BYTES)}"


def step(where: Where, mark: str, name: str, told: Told) -> Acted:
    """An action after a step. Raises GivenProblems where somebody changed it since it was listed, or it cannot be."""
    desk = open_desk(where)
    allowed(where.role, "act", library=desk.library)
    rules = desk.library.brokerage.actions
    with desk.folder.changing(hand(where)) as change:
        held = _held(change.some(Action), mark)  # its mark does not tell whose it is
        done = taken(actions.act(rules, held, move_of(change, name, told, on=desk.on)), mark)
        _put(change, held, done.action)
        codes, words = done.taken.codes, done.taken.words
        change.log(Event(done.taken.action, client=held.client, codes=codes, words=words))
        todo = None if done.action is None else actions.stand(rules, done.action, on=desk.on)
        return Acted(mark if done.action is None else mark_of(done.action), held, todo)


def add(where: Where, client: str, *, criterion: str, what: str, owner: str, due: Day | None) -> Acted:
    """A new action. What is left out is the rubric's for the criterion."""
    desk = open_desk(where)
    allowed(where.role, "act", library=desk.library)
    rubric = desk.library.rubric.by_id
    if criterion not in rubric:
        raise GivenProblems([Problem("--criterion", criterion, "is no criterion.", one_of(criterion, sorted(rubric)))])
    if due is not None and due < desk.on:
        raise GivenProblems([Problem("--due", due.isoformat(), "is past.", "By which day?")])
    usual = rubric[criterion].not_yet
    last = Day.fromordinal(min(desk.on.toordinal() + usual.due_days, Day.max.toordinal()))
    action = Action(
        client=desk.anybody(client),
        criterion=criterion,
        what=what or usual.action,
        owner=owner or str(usual.owner),
        due=due or last,
    )
    with desk.folder.changing(hand(where)) as change:
        change.add([action])
        change.log(Event("actions.open", client=action.client))
    return Acted(mark_of(action), action, actions.stand(desk.library.brokerage.actions, action, on=desk.on))


def _held(held: Iterable[Action], mark: str) -> Action:
    """The action that is called so; one that is open before one that is done."""
    found = [one for one in held if mark_of(one).casefold() == mark.strip().casefold()]
    if not found:
        fix = "It may have been changed since you saw it: `matcher action list` shows it as it is now."
        raise GivenProblems([Problem("action", mark, "is not held.", fix)])
    return min(found, key=lambda one: one.done is not None)


def _put(change: Change, before: Action, after: Action | None) -> None:
    if after == before:
        return
    change.remove([before])
    if after is not None:
        change.add([after])

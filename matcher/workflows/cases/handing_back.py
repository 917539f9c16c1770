"""Clients back with the key worker for one next step: the case, its action and whom to tell, all kept at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from matcher.base.days import Day, say_day
from matcher.base.ids import ClientId, VacancyId
from matcher.brokerage import hand_backs
from matcher.brokerage.hand_backs import Alert, Handed, NextStep
from matcher.brokerage.machine import due_of
from matcher.records.cases import HandBack
from matcher.records.evidence import Action
from matcher.store.change import Change
from matcher.store.log import Event
from matcher.workflows.allowed import allowed
from matcher.workflows.cases.casework import HELD, Kept, Told, keep_new, keep_step, kept, move_of, taken, told_before
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.where import Where

HAND_BACK = "hand_back"


@dataclass(frozen=True)
class Wanted:
    """A next step, as it was typed."""

    criterion: str
    missing: str
    what: str
    owner: str
    due: Day | None
    vacancy: str = ""


def open_(where: Where, client: str, wanted: Wanted, told: Told) -> Kept:
    """A client back with the key worker. Its action is opened in the same transaction. Told again, it changes nothing.

    What is left out of the action, its owner and its day is the rubric's for the criterion. Raises GivenProblems with
    everything that is missing.
    """
    desk = open_desk(where)
    allowed(where.role, "hand_back", library=desk.library)
    reference = desk.anybody(client)
    vacancy = desk.vacancy(wanted.vacancy) if wanted.vacancy else None
    rules = desk.library.brokerage.hand_backs
    with desk.folder.changing(hand(where)) as change:
        earlier = change.some(HandBack, clients=[reference])
        begun = taken(
            hand_backs.hand_back(
                rules,
                _next_step(desk, change, reference, vacancy, wanted),
                move_of(change, HAND_BACK, told, on=desk.on),
                criteria=desk.library.rubric.by_id,
                earlier=earlier,
            ),
            reference,
        )
        held = told_before(begun.case, earlier)
        if held is not None:
            return kept(change, rules, held, on=desk.on, lines=HELD)
        keep_new(change, rules, begun.case, *([begun.action] if begun.action is not None else []))
        if begun.alert is not None:
            _tell(change, begun.case, begun.alert)
        return kept(change, rules, begun.case, on=desk.on, lines=_lines(begun))


def _next_step(desk: Desk, change: Change, client: ClientId, vacancy: VacancyId | None, wanted: Wanted) -> NextStep:
    """What was typed, with the rubric's own action, owner and days where nothing was."""
    usual = getattr(desk.library.rubric.by_id.get(wanted.criterion), "not_yet", None)
    days = usual.due_days if usual is not None else 0
    return NextStep(
        id=change.next_id("hand_back"),
        client=client,
        criterion=wanted.criterion,
        missing=wanted.missing,
        what=wanted.what or (usual.action if usual is not None else ""),
        owner=wanted.owner or (str(usual.owner) if usual is not None else ""),
        due=wanted.due or Day.fromordinal(min(desk.on.toordinal() + days, Day.max.toordinal())),
        vacancy=vacancy,
    )


def _tell(change: Change, case: HandBack, alert: Alert) -> None:
    """That a manager is to be told, in the log: who looks at it later finds it there."""
    codes: dict[str, str | int | bool | None] = {"case": case.id, "times": alert.times}
    change.log(Event("hand_backs.again", client=alert.client, vacancy=case.vacancy or "", codes=codes))


def step(where: Where, reference: str, name: str, told: Told) -> Kept:
    """A case with one step more, and its action as it then stands."""
    desk = open_desk(where)
    allowed(where.role, "hand_back", library=desk.library)
    rules = desk.library.brokerage.hand_backs
    with desk.folder.changing(hand(where)) as change:
        case = change.case(HandBack, reference, seen=told.seen)
        done = taken(hand_backs.step(rules, case, move_of(change, name, told, on=desk.on)), reference)
        keep_step(change, rules, done.case)
        _put_right(change, done)
        return kept(change, rules, done.case, on=desk.on, lines=_lines(replace(done, alert=None)))


def _put_right(change: Change, done: Handed) -> None:
    before = dict.fromkeys(change.some(Action, clients=[done.case.client]))
    after = dict.fromkeys(hand_backs.put_right(tuple(before), done))
    change.remove([one for one in before if one not in after])
    change.add([one for one in after if one not in before])


def _lines(done: Handed) -> tuple[tuple[str, str], ...]:
    lines: list[tuple[str, str]] = []
    if done.action is None:
        lines.append(("", "Its action is not to be done any more."))
    elif done.action.done is not None:
        lines.append(("", f"Its action was done on {say_day(done.action.done)}."))
    else:
        due = due_of(done.case)
        by = f" by {say_day(due)}" if due is not None else ""
        lines.append(("", f"Action: {done.action.what} ({done.action.owner.replace('_', ' ')}{by})."))
    return (*lines, *_told(done.alert)) if done.alert is not None else tuple(lines)


def _told(alert: Alert) -> tuple[tuple[str, str], ...]:
    """Whom to tell of a second time, since when, and what to ask."""
    who = " and ".join(role.value.replace("_", " ") for role in alert.tells)
    times = f"{alert.times} times since {say_day(alert.since)}, {', '.join(alert.cases)}"
    return ("!", f"For the {who}: {alert.says} ({times})."), ("?", alert.ask)

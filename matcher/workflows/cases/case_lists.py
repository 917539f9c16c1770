"""Lists of cases as they stand today, what presses first: questions, next steps, contacts, requests, actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from matcher.base.days import Day, say_day
from matcher.base.ids import natural_order
from matcher.base.stamp import Stamp
from matcher.brokerage import actions as action_rules
from matcher.brokerage.actions import ToDo
from matcher.brokerage.hand_backs import Alert, again
from matcher.brokerage.in_work import by_day
from matcher.brokerage.machine import Standing, due_of, possible, say_standing, standing
from matcher.library.brokerage.cases import Actions
from matcher.library.brokerage.machines import Machine
from matcher.records.cases import Case, Challenge, Contest, HandBack, InWorkContact
from matcher.records.ledger import Ledger
from matcher.store.rows import digest_of, written
from matcher.workflows.allowed import allowed
from matcher.workflows.cases.acting import mark_of
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.lists.runs import stamp
from matcher.workflows.where import Where

C = TypeVar("C", bound=Case)


@dataclass(frozen=True)
class CaseRow:
    """One case or action, as it stands."""

    id: str
    about: str
    """Whom or what it is about: references."""
    state: str
    clock: str
    """The clock that has run down; empty where none has."""
    says: str
    ask: str
    """What to do or ask now; empty where nothing presses."""
    opened: Day | None
    due: Day | None
    steps: int
    """How many steps it has: what `--seen` takes. 0 for an action, which keeps none."""
    possible: tuple[str, ...]
    """Steps that whoever asks may take."""
    waits_on: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class CaseList:
    """Cases of one kind."""

    stamp: Stamp
    name: str
    title: str
    rows: tuple[CaseRow, ...]
    others: int
    """Cases that are not shown: at their end, or not yet due."""


def challenges(where: Where, *, vacancy: str = "", employer: str = "", everything: bool = False) -> CaseList:
    """Questions to employers that are open; of one vacancy or employer where that is said."""
    desk = _desk(where, "decisions")
    held = desk.folder.ledger(purpose="accountability", on=desk.on).challenges
    of = [one for one in held if vacancy in ("", one.vacancy) and employer in ("", one.employer)]
    machine = desk.library.brokerage.challenges
    open_ = [one for one in of if everything or machine.by_state[one.state].waits_on]
    return _list(desk, where, machine, "Questions to employers", open_, len(of), _of_challenge)


def hand_backs(where: Where, *, client: str = "", everything: bool = False) -> CaseList:
    """Clients back with the key worker whose next step is open; a second time on one criterion is told."""
    desk = _desk(where, "working_facts")
    rules = desk.library.brokerage.hand_backs
    held = _ledger(desk, client).hand_backs
    shown = [one for one in held if everything or rules.by_state[one.state].waits_on]
    made = _list(desk, where, rules, "Next steps with the key worker", shown, len(held), _of_hand_back)
    alerts = {one.id: again(rules, one, [other for other in held if other.opened <= one.opened]) for one in shown}
    return replace(made, rows=tuple(_alerted(row, alerts[row.id]) for row in made.rows))


def _alerted(row: CaseRow, alert: Alert | None) -> CaseRow:
    """A row that says that it is not the first time, and whom that is told to."""
    if alert is None:
        return row
    who = " and ".join(role.value.replace("_", " ") for role in alert.tells)
    says = f"For the {who}: {alert.says} ({alert.times} times since {say_day(alert.since)}). {alert.ask}"
    return replace(row, lines=(*row.lines, says))


def contests(where: Where, *, client: str = "", everything: bool = False) -> CaseList:
    """What clients ask about their record, still to be answered."""
    desk = _desk(where, "working_facts")
    rules = desk.library.brokerage.contests
    held = _ledger(desk, client).contests
    shown = [one for one in held if everything or rules.by_state[one.state].waits_on]
    return _list(desk, where, rules, "What clients ask about their record", shown, len(held), _of_contest)


def in_work(where: Where, *, client: str = "", everything: bool = False) -> CaseList:
    """Contacts after a start that are due, and the next one of each job."""
    desk = _desk(where, "working_facts")
    machine = desk.library.brokerage.in_work
    held = by_day(_ledger(desk, client).in_work)
    still = [one for one in held if machine.by_state[one.state].waits_on]
    next_ = {one.job: one for one in reversed(still)}
    due = [one for one in still if next_[one.job] is one or standing(machine, one, on=desk.on).clock is not None]
    return _list(desk, where, machine, "Contacts in work", held if everything else due, len(held), _of_contact)


def _desk(where: Where, right: str) -> Desk:
    desk = open_desk(where)
    allowed(where.role, right, library=desk.library)
    return desk


def _ledger(desk: Desk, client: str) -> Ledger:
    whom = [desk.anybody(client)] if client else None
    return desk.folder.ledger(purpose="support", on=desk.on, clients=whom)


def _list(
    desk: Desk,
    where: Where,
    machine: Machine,
    title: str,
    shown: Iterable[C],
    held: int,
    lines: Callable[[Machine, C], tuple[str, tuple[str, ...]]],
) -> CaseList:
    cases = list(shown)
    rows = [_row(machine, one, lines(machine, one), where, desk.on) for one in cases]
    return _made(desk, machine, title, rows, held - len(rows), [written(one) for one in cases])


def _made(desk: Desk, machine: Machine, title: str, rows: list[CaseRow], others: int, inputs: list[str]) -> CaseList:
    order = [clock.id for clock in reversed(machine.clocks)]

    def pressing(row: CaseRow) -> tuple[object, ...]:
        place = order.index(row.clock) if row.clock in order else len(order)
        return place, row.due or row.opened or Day.max, natural_order(row.id)

    run = stamp(inputs=digest_of(sorted(inputs)), models=desk.library.digest, on=desk.on, arguments=[machine.id])
    return CaseList(run, machine.id, title, tuple(sorted(rows, key=pressing)), others)


def _row(machine: Machine, case: Case, told: tuple[str, tuple[str, ...]], where: Where, on: Day) -> CaseRow:
    now = standing(machine, case, on=on)
    row = _standing(machine, now, where, on)
    return replace(
        row, id=case.id, about=told[0], lines=told[1], opened=case.opened, due=due_of(case), steps=len(case.steps)
    )


def _standing(machine: Machine, now: Standing, where: Where, on: Day) -> CaseRow:
    """A row with what its standing alone says."""
    return CaseRow(
        id="",
        about="",
        state=now.state,
        clock=now.clock.id if now.clock is not None else "",
        says=say_standing(machine, now),
        ask=now.clock.ask if now.clock is not None else "",
        opened=None,
        due=None,
        steps=0,
        possible=tuple(rule.id for rule in possible(machine, now, role=where.role, on=on)),
        waits_on=tuple(role.value for role in machine.by_state[now.state].waits_on),
        lines=(),
    )


def _of_challenge(_: Machine, case: Challenge) -> tuple[str, tuple[str, ...]]:
    about = f"{case.requirement} of {case.vacancy}" + (f" ({case.employer})" if case.employer else "")
    last = case.steps[-1].words
    return about, tuple(one for one in (case.question, f"They said: “{last}”" if last else "") if one)


def _of_hand_back(_: Machine, case: HandBack) -> tuple[str, tuple[str, ...]]:
    about = f"{case.client}: {case.criterion}" + (f", for {case.vacancy}" if case.vacancy else "")
    return about, (f"Missing: {case.missing}.", f"Next: {case.what} ({case.owner.replace('_', ' ')}).")


def _of_contest(machine: Machine, case: Contest) -> tuple[str, tuple[str, ...]]:
    kinds = getattr(machine, "by_kind", {})
    asked = kinds[case.kind].says if case.kind in kinds else case.kind
    first = case.steps[0].facts
    change = f"From “{first.get('before', '')}” to “{first['after']}”." if "after" in first else ""
    about = f"{case.client}: {asked}" + (f" ({case.about})" if case.about else "")
    return about, tuple(one for one in (change, f"“{case.words}”" if case.words else "") if one)


def _of_contact(_: Machine, case: InWorkContact) -> tuple[str, tuple[str, ...]]:
    return f"{case.client}: job {case.job}, week {case.week}", ()


def actions(where: Where, *, client: str = "", owner: str = "", everything: bool = False) -> CaseList:
    """Actions that are open, what is past its day first; of one client or owner where that is said."""
    desk = _desk(where, "working_facts")
    rules = desk.library.brokerage.actions
    whom = [desk.anybody(client)] if client else None
    held = desk.folder.read(purpose="support", on=desk.on, clients=whom).programme.actions
    of = [one for one in held if owner in ("", one.owner)]
    todos = [action_rules.stand(rules, one, on=desk.on) for one in of if everything or one.done is None]
    rows = [_of_action(rules, one, where, desk.on) for one in todos]
    return _made(desk, rules, "Actions", rows, len(of) - len(rows), [written(one) for one in of])


def _of_action(rules: Actions, todo: ToDo, where: Where, on: Day) -> CaseRow:
    action = todo.action
    who = action.owner.replace("_", " ") or "nobody named"
    return replace(
        _standing(rules, todo.now, where, on),
        id=mark_of(action),
        about=f"{action.client}: {action.criterion}",
        ask=todo.ask,
        due=action.due,
        lines=(f"{action.what} ({who}).", *_days(action.done, action.review)),
    )


def _days(done: Day | None, review: Day | None) -> tuple[str, ...]:
    told = (("Done on", done), ("To be looked at again on", review))
    return tuple(f"{what} {say_day(day)}." for what, day in told if day is not None)

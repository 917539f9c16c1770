"""The one engine for everything that goes through named steps. It takes a step or says why not, and changes nothing.

What may be done, by whom and with which words is a document of `models/brokerage/`. A step that cannot be taken is an
answer in plain words with what is possible, never an exception: two people at one record is an ordinary day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from matcher.base.days import Day, NotADay, parse_day, say_day
from matcher.library.brokerage.machines import Clock, FactAsked, Machine, StepRule
from matcher.library.validation import one_of
from matcher.records.cases import Case, Step
from matcher.records.signed import DeskRole

C = TypeVar("C", bound=Case)


@dataclass(frozen=True)
class Move:
    """A step that somebody wants to take: in which role, on which day, and what they say."""

    step: str
    on: Day
    role: DeskRole
    by: str = ""
    reason: str = ""
    words: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """Why a step is not taken, and what is possible now."""

    why: str
    possible: tuple[str, ...] = ()
    """Steps that this role may take from where the case stands."""

    def say(self) -> str:
        """Both in one line."""
        if not self.possible:
            return f"{self.why} Nothing is left to do here in this role."
        return f"{self.why} Possible now: {', '.join(self.possible)}."


@dataclass(frozen=True)
class Standing:
    """Where something stands on a day: its state, what time has made of it, and the days that counts from."""

    state: str
    days: Mapping[str, Day]
    clock: Clock | None

    @property
    def id(self) -> str:
        """The clock that has run down, else the state."""
        return self.state if self.clock is None else self.clock.id


@dataclass(frozen=True)
class Taken:
    """One step that was taken, as the decision log keeps it: no personal data in its codes."""

    action: str
    """`challenges.keep`: the kind of case and the step."""
    codes: Mapping[str, str | int]
    words: str
    """Free text, to be kept apart."""


def later(day: Day, days: int) -> Day:
    """So many days after a day; the last day of the calendar where there is none so late."""
    return day + dt.timedelta(days=min(days, (Day.max - day).days))


def due_of(case: Case) -> Day | None:
    """The day it is due: the latest that a step names, else the case's own; None where it has none."""
    for step in reversed(case.steps):
        if "due" in step.facts:
            return dt.date.fromisoformat(step.facts["due"])
    own = getattr(case, "due", None)
    return own if isinstance(own, dt.date) else None


def standing(machine: Machine, case: Case, *, on: Day) -> Standing:
    """Where a case stands on a day."""
    days = {"opened": case.opened, "step": case.steps[-1].on}
    due = due_of(case)
    return stands(machine, case.state, days if due is None else {**days, "due": due}, on=on)


def stands(machine: Machine, state: str, days: Mapping[str, Day], *, on: Day) -> Standing:
    """Where something in a state stands on a day, by the days that its clocks count from."""
    run_down = _run_down(machine, state, days, on)
    return Standing(state, days, run_down[-1] if run_down else None)


def _run_down(machine: Machine, state: str, days: Mapping[str, Day], on: Day) -> list[Clock]:
    return [
        clock
        for clock in machine.clocks
        if state in clock.runs_in and clock.counts_from in days and (on - days[clock.counts_from]).days >= clock.days
    ]


def say_standing(machine: Machine, now: Standing) -> str:
    """Where it stands, in words: `asked; the employer has not answered yet; not answered for two weeks`."""
    state = machine.by_state.get(now.state)
    said = state.says if state is not None else f"stands at {now.state}"
    return said if now.clock is None else f"{said}; {now.clock.says}"


def possible(machine: Machine, now: Standing | None, *, role: DeskRole, on: Day) -> tuple[StepRule, ...]:
    """The steps that a role may take from a standing, in declared order; with None, those that begin a case."""
    return tuple(rule for rule in machine.steps if role in rule.who and _open(machine, rule, now, on))


def _open(machine: Machine, rule: StepRule, now: Standing | None, on: Day) -> bool:
    if now is None:
        return rule.begins
    if now.state not in rule.leaves:
        return False
    return rule.after is None or rule.after in {one.id for one in _run_down(machine, now.state, now.days, on)}


def begin(machine: Machine, move: Move) -> Step | Refused:
    """The step that begins a case."""
    return _checked(machine, None, (), move)


def take(machine: Machine, case: C, move: Move) -> C | Refused:
    """The case with one step more, or why not."""
    last = case.steps[-1]
    now = standing(machine, case, on=move.on)
    if case.state not in machine.by_state:
        why = f"{case.id} stands at {case.state!r}, which these rules do not know."
        return Refused(f"{why} Use the edition of the models it was written with.")
    if move.on < last.on:
        why = f"The last step of {case.id} is of {say_day(last.on)}, and this one says {say_day(move.on)}."
        return Refused(f"{why} Check the day, or this machine's clock.", _ids(machine, now, move))
    step = _checked(machine, now, case.steps, move, name=f"{case.id} ")
    return step if isinstance(step, Refused) else case.stepped(step)


def check(machine: Machine, now: Standing, move: Move) -> Step | Refused:
    """The step that a move makes of something that keeps no steps of its own, such as an action."""
    return _checked(machine, now, (), move)


def taken(machine: Machine, case: Case) -> Taken:
    """The latest step of a case, for the decision log."""
    last = case.steps[-1]
    return Taken(
        action=f"{machine.id}.{last.name}",
        codes={
            "case": case.id,
            "step": len(case.steps),
            "from": case.steps[-2].state if len(case.steps) > 1 else "",
            "to": last.state,
            "reason": last.reason,
        },
        words=last.words,
    )


def _checked(
    machine: Machine, now: Standing | None, before: tuple[Step, ...], move: Move, *, name: str = ""
) -> Step | Refused:
    """The step that a move makes, or everything that stands against it."""
    ids = _ids(machine, now, move)
    rule = machine.by_step.get(move.step)
    if rule is None:
        steps = [one.id for one in machine.steps]
        return Refused(f"{move.step!r} is no step of a {machine.noun}. {one_of(move.step, steps)}", ids)
    against = _place(machine, rule, now, move, name) or _hand(machine, rule, before, move)
    if against:
        return Refused(against, ids)
    facts, faults = _facts(machine, rule, move)
    missing = [*_said(machine, rule, move), *faults]
    if missing:
        return Refused(" ".join(missing), ids)
    state = rule.to or (now.state if now is not None else "")
    said = {"reason": move.reason, "words": move.words}
    return Step(name=rule.id, state=state, on=move.on, by=move.by, role=move.role, facts=facts, **said)


def _ids(machine: Machine, now: Standing | None, move: Move) -> tuple[str, ...]:
    return tuple(rule.id for rule in possible(machine, now, role=move.role, on=move.on))


def _place(machine: Machine, rule: StepRule, now: Standing | None, move: Move, name: str) -> str:
    """What stands against a step here and now; empty where nothing does."""
    if now is None:
        return "" if rule.begins else f"{rule.id} goes on with a {machine.noun}, and this one has not begun."
    if rule.begins:
        return f"{rule.id} begins a {machine.noun}, and {name.strip() or 'this one'} is there already."
    if now.state not in rule.leaves:
        return f"{name or 'It '}cannot {rule.says}. Where it stands: {say_standing(machine, now)}."
    if not _open(machine, rule, now, move.on):
        clock = machine.by_clock[rule.after or ""]
        start = now.days.get(clock.counts_from)
        when = f"once it is {clock.says}" if start is None else f"from {say_day(later(start, clock.days))}"
        return f"It is too early: {rule.id} is possible {when}."
    return ""


def _hand(machine: Machine, rule: StepRule, before: tuple[Step, ...], move: Move) -> str:
    """What stands against this hand taking the step; empty where nothing does."""
    if move.role not in rule.who:
        who = ", ".join(role.value.replace("_", " ") for role in rule.who)
        return f"A {machine.noun} can {rule.says} by: {who}; not by: {move.role.value.replace('_', ' ')}."
    times = sum(step.name == rule.id for step in before)
    if rule.most_times is not None and times >= rule.most_times:
        return f"{rule.id} was taken {'once' if times == 1 else f'{times} times'} already, and no more is allowed."
    others = [step.by for step in before if step.name == rule.other_hand_than and step.by]
    if move.by and others and others[-1] == move.by:
        return f"{move.by} has signed {rule.other_hand_than} here before: somebody else looks at it now."
    return ""


def _said(machine: Machine, rule: StepRule, move: Move) -> Iterator[str]:
    """What is wrong with the reason and the words."""
    if rule.reasons and move.reason not in rule.reasons:
        listed = "; ".join(f"{one} ({machine.by_reason[one].says})" for one in rule.reasons)
        yield f"{rule.id} needs a reason, one of: {listed}."
    if move.reason and not rule.reasons:
        yield f"{rule.id} takes no reason; say it in words."
    if rule.words == "must" and not move.words.strip():
        yield rule.ask_words
    if rule.words == "none" and move.words.strip():
        yield f"{rule.id} takes no words."
    if len(move.words) > machine.words_most:
        yield f"The words are {len(move.words):,} characters; at most {machine.words_most:,} are kept."


def _facts(machine: Machine, rule: StepRule, move: Move) -> tuple[dict[str, str], list[str]]:
    """Each fact as it is kept, a day as 2027-01-05; and what is wrong with them."""
    asked = {one.name: one for one in rule.facts}
    known = f"It takes: {', '.join(sorted(asked))}." if asked else "It takes none."
    faults = [f"{rule.id} knows no fact {name!r}. {known}" for name in move.facts if name not in asked]
    kept: dict[str, str] = {}
    for name, one in asked.items():
        given = move.facts.get(name, "").strip()
        if not given:
            faults += [f"{name} is missing: {one.ask}"] if one.must else []
            continue
        try:
            kept[name] = _fact(one, given, move.on, machine.words_most)
        except _NotKept as fault:
            faults.append(f"{name}: {fault}")
    return kept, faults


class _NotKept(ValueError):
    """A fact cannot be kept as it was given."""


def _fact(asked: FactAsked, given: str, on: Day, most: int) -> str:
    """One fact as it is kept. Raises _NotKept with what is wrong."""
    if len(given) > most:
        raise _NotKept(f"has {len(given):,} characters; at most {most:,} are kept.")
    if asked.means == "number":
        if not (given.isascii() and given.isdigit() and len(given) <= 9):
            raise _NotKept("must be a whole number.")
        return str(int(given))
    if asked.means == "text":
        return given
    try:
        day = parse_day(given)
    except NotADay as fault:
        raise _NotKept(str(fault)) from None
    if asked.not_past and day < on:
        raise _NotKept(f"{say_day(day)} is past. {asked.ask}")
    return day.isoformat()

"""What every command about a case does: who moves it, what is kept and logged, and what to say where it may not be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from matcher.base.days import Day
from matcher.base.problems import GivenProblems, Problem
from matcher.brokerage import machine as engine
from matcher.brokerage.machine import Move, Refused, Standing
from matcher.library.brokerage.machines import Machine
from matcher.records.cases import Case
from matcher.records.shape import Record
from matcher.store.change import Change
from matcher.store.log import Event

T = TypeVar("T")
CaseT = TypeVar("CaseT", bound=Case)
HELD = (("", "Held already, as it was told. Nothing was changed."),)


@dataclass(frozen=True)
class Told:
    """What somebody says with a step, as it was typed."""

    reason: str = ""
    words: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Facts by name; those left empty were not said."""
    seen: int | None = None
    """How many steps the case had on the page they look at; None where they look at it now."""


@dataclass(frozen=True)
class Kept:
    """A case after a step that was kept, for showing."""

    machine: Machine
    case: Case
    now: Standing
    possible: tuple[str, ...]
    """Steps that the same role may take next."""
    lines: tuple[tuple[str, str], ...] = ()
    """What else to say: a mark (`?` a question, `!` a notice, or nothing) and the sentence."""


def move_of(change: Change, step: str, told: Told, *, on: Day) -> Move:
    """The step that whoever signs the change wants to take."""
    said = {name: one for name, one in told.facts.items() if one.strip()}
    signed = change.signed
    return Move(step.strip().lower().replace("-", "_"), on, signed.role, signed.by, told.reason, told.words, said)


def taken(result: T | Refused, about: str) -> T:
    """What a step came to. Raises GivenProblems with why not and what is possible."""
    if isinstance(result, Refused):
        raise refusal(result, about)
    return result


def refusal(refused: Refused, about: str) -> GivenProblems:
    """A refused step as a problem, to be raised."""
    fix = f"Possible now: {', '.join(refused.possible)}." if refused.possible else ""
    return GivenProblems([Problem(about, "", refused.why, fix)])


def log(change: Change, machine: Machine, case: Case) -> None:
    """The latest step of a case in the decision log: codes, and the words apart."""
    told = engine.taken(machine, case)
    whose = {name: str(getattr(case, name, None) or "") for name in ("client", "vacancy", "employer")}
    change.log(Event(told.action, codes=told.codes, words=told.words, **whose))


def keep_step(change: Change, machine: Machine, case: Case) -> None:
    """Keep a case with one step more, and log it. Raises GivenProblems where somebody was there before."""
    change.step(case, seen=len(case.steps) - 1)
    log(change, machine, case)


def keep_new(change: Change, machine: Machine, case: Case, *beside: Record) -> None:
    """Keep a case that has begun with what belongs to it, and log it."""
    change.add([case, *beside])
    log(change, machine, case)


def told_before(case: CaseT, held: Iterable[CaseT]) -> CaseT | None:
    """The same case, told by the same hand on the same day and not moved since: a key pressed twice is one request."""
    return next((one for one in held if one.model_copy(update={"id": case.id}) == case), None)


def kept(change: Change, machine: Machine, case: Case, *, on: Day, lines: tuple[tuple[str, str], ...] = ()) -> Kept:
    """What to show of a case after its step."""
    now = engine.standing(machine, case, on=on)
    steps = engine.possible(machine, now, role=change.signed.role, on=on)
    return Kept(machine, case, now, tuple(rule.id for rule in steps), lines)

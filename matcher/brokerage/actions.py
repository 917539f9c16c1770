"""Where an action stands follows from its days; who has which to do, the most pressing first (product B4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.ids import natural_order
from matcher.brokerage.machine import Move, Refused, Standing, Taken, check, stands
from matcher.library.brokerage.cases import Actions
from matcher.records.evidence import Action


@dataclass(frozen=True)
class ToDo:
    """One action as it stands today."""

    action: Action
    now: Standing
    ask: str
    """What to ask or to do now; empty where nothing presses."""

    @property
    def presses(self) -> bool:
        """Whether something is to be done or asked about it now."""
        return bool(self.ask)


@dataclass(frozen=True)
class Acted:
    """An action after a step; None where it is not to be done any more."""

    action: Action | None
    taken: Taken


def stand(rules: Actions, action: Action, *, on: Day) -> ToDo:
    """Where an action stands on a day: open, to be looked at again, due soon, past its day, or done."""
    days = {name: day for name, day in (("due", action.due), ("review", action.review)) if day is not None}
    now = stands(rules, "open" if action.done is None else "done", days, on=on)
    return ToDo(action, now, _ask(rules, action, now))


def _ask(rules: Actions, action: Action, now: Standing) -> str:
    if action.done is not None:
        return ""
    asked = [now.clock.ask] if now.clock is not None else []
    if action.due is None:
        asked.append(rules.no_day)
    if not action.owner:
        asked.append(rules.no_owner)
    return " ".join(asked)


def worklist(rules: Actions, actions: Iterable[Action], *, on: Day) -> dict[str, tuple[ToDo, ...]]:
    """What is open, by owner: past its day first, the longest past in front; then by day; what has no day last.

    Owners are in alphabetical order; actions that nobody owns stand under an empty name, in front.
    """
    order = [clock.id for clock in reversed(rules.clocks)]
    found: dict[str, list[ToDo]] = {}
    for action in actions:
        if action.done is None:
            found.setdefault(action.owner, []).append(stand(rules, action, on=on))

    def pressing(one: ToDo) -> tuple[object, ...]:
        place = order.index(one.now.id) if one.now.id in order else len(order)
        return place, one.action.due or Day.max, natural_order(one.action.client), one.action.what

    return {owner: tuple(sorted(found[owner], key=pressing)) for owner in sorted(found)}


def act(rules: Actions, action: Action, move: Move) -> Acted | Refused:
    """An action after a step: done, moved, to be looked at again, or not to be done any more."""
    now = stand(rules, action, on=move.on).now
    step = check(rules, now, move)
    if isinstance(step, Refused):
        return step
    taken = Taken(
        action=f"{rules.id}.{step.name}",
        codes={"from": now.state, "to": step.state, "reason": step.reason},
        words=step.words,
    )
    if step.state == "dropped":
        return Acted(None, taken)
    changes: dict[str, object] = {
        name: Day.fromisoformat(step.facts[name]) for name in ("due", "review") if name in step.facts
    }
    if step.state != now.state:
        changes["done"] = move.on if step.state == "done" else None
    return Acted(action.model_copy(update=changes), taken)

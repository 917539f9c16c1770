"""An employer's account: what was agreed and how it went. Facts and counts, never one number (product D4, H4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from matcher.base.days import Day, say_day
from matcher.brokerage.contact import Room, room
from matcher.library.brokerage.contact import ContactRules
from matcher.records.dealings import Approach, Promise
from matcher.records.employer import ConductFact, Employer

State = Literal["kept", "broken", "overdue", "to_ask", "open"]
"""How a promise stands: overdue once its day has passed; to ask about where it has none and some time has gone."""


@dataclass(frozen=True)
class Replies:
    """How many of the contacts that asked for an answer had one in time."""

    in_time: int
    of: int
    """Contacts that were answered, or whose time for an answer is over."""
    told: bool
    """False where there are too few to say anything by."""
    waiting: int = 0
    """Contacts whose time for an answer is not over."""


@dataclass(frozen=True)
class PromiseStands:
    """One promise and how it stands."""

    promise: Promise
    name: str
    state: State


@dataclass(frozen=True)
class FactStands:
    """One fact of conduct, whether it stops introductions on the day, and what is fair to do about it."""

    fact: ConductFact
    stops: bool
    counts: bool
    """Whether it is in force on the day: it has begun and not ended."""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """Everything agreed with one employer, and how it went."""

    employer: Employer
    room: Room
    replies: Replies
    promises: tuple[PromiseStands, ...]
    facts: tuple[FactStands, ...]
    contacts: tuple[Approach, ...]
    """The latest first."""

    @property
    def stopped(self) -> bool:
        """Whether introductions are stopped on the day."""
        return any(one.stops for one in self.facts)

    def count(self, *states: State) -> int:
        """How many promises stand so."""
        return sum(one.state in states for one in self.promises)


def account(
    employer: Employer,
    approaches: Iterable[Approach],
    promises: Iterable[Promise],
    rules: ContactRules,
    *,
    on: Day,
    team: str = "",
) -> Account:
    """An employer's account on a day, from all contacts with this employer and all their promises."""
    own = sorted(approaches, key=lambda one: (one.on, one.how, one.about), reverse=True)
    standing = sorted(
        (_promise(one, rules, on=on) for one in promises),
        key=lambda one: (one.promise.on, one.promise.what),
        reverse=True,
    )
    return Account(
        employer,
        room(employer, own, rules, on=on, team=team),
        replies(own, rules, on=on),
        tuple(standing),
        tuple(_fact(one, rules, on=on) for one in sorted(employer.conduct, key=lambda one: one.on, reverse=True)),
        tuple(own),
    )


def replies(approaches: Iterable[Approach], rules: ContactRules, *, on: Day) -> Replies:
    """Answers in time among the contacts of the last while that asked for one."""
    in_time = of = waiting = 0
    for one in approaches:
        way, age = rules.way_of.get(one.how), (on - one.on).days
        if way is None or not way.asks or not 0 <= age < rules.reply.over_days:
            continue
        answered = one.answered is not None and one.answered <= on
        if answered and one.answered is not None and (one.answered - one.on).days <= rules.reply.within_days:
            in_time, of = in_time + 1, of + 1
        elif answered or age > rules.reply.within_days:
            of += 1
        else:
            waiting += 1
    return Replies(in_time, of, of >= rules.reply.least, waiting)


def _promise(promise: Promise, rules: ContactRules, *, on: Day) -> PromiseStands:
    kind = rules.promise_of.get(promise.what)
    return PromiseStands(promise, kind.name if kind else promise.what, _state(promise, rules, on=on))


def _state(promise: Promise, rules: ContactRules, *, on: Day) -> State:
    if promise.kept is not None:
        return "kept" if promise.kept else "broken"
    if promise.due is not None:
        return "overdue" if promise.due < on else "open"
    return "to_ask" if (on - promise.on).days >= rules.promise_look_again_days else "open"


def _fact(fact: ConductFact, rules: ContactRules, *, on: Day) -> FactStands:
    counts = fact.on <= on and (fact.until is None or fact.until >= on)
    stops = fact.stops and counts
    return FactStands(fact, stops, counts, tuple(_fair(fact, rules, on=on)) if stops else ())


def _fair(fact: ConductFact, rules: ContactRules, *, on: Day) -> Iterator[str]:
    """What the right of reply and the end of a stop ask of us."""
    conduct, says = rules.conduct, rules.says
    if not fact.reply:
        yield _side(fact, rules, on=on)
    if fact.until is None:
        yield says["no_end"]
    if (on - fact.on).days >= conduct.look_again_days:
        yield says["look_again"].format(day=say_day(fact.on))


def _side(fact: ConductFact, rules: ContactRules, *, on: Day) -> str:
    """Where the employer's side of a fact stands."""
    conduct, says = rules.conduct, rules.says
    if fact.asked is None or fact.asked > on:
        by = _later(fact.on, conduct.ask_within_days)
        return says["ask_late"].format(day=say_day(by)) if by < on else says["ask_side"]
    due = _later(fact.asked, conduct.reply_days)
    if due < on:
        return says["no_side"].format(day=say_day(fact.asked))
    return says["awaiting"].format(day=say_day(fact.asked), due=say_day(due))


def _later(day: Day, days: int) -> Day:
    """So many days after a day; never past the last day there is."""
    return day + dt.timedelta(days=min(days, (Day.max - day).days))

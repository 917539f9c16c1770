"""Who is waiting on us, for what, and since when (product H6). Every line is about what we have not done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matcher.base.days import Day
from matcher.base.ids import ClientId, natural_order
from matcher.brokerage.machine import later
from matcher.library.brokerage.stuck import StuckKind, StuckRules
from matcher.records.cases import Contact, HandBack
from matcher.records.client import Client
from matcher.records.evidence import Action, Consent


@dataclass(frozen=True)
class Known:
    """What the list is made of. All of it up to today; what is later is not looked at."""

    clients: Sequence[Client]
    actions: Iterable[Action] = ()
    contacts: Iterable[Contact] = ()
    hand_backs: Iterable[HandBack] = ()
    consents: Iterable[Consent] = ()
    shown: Mapping[ClientId, Sequence[Day]] | None = field(default_factory=dict)
    """The days on which each client was on a list that somebody made. None where lists are not kept: then nothing is
    said of who was on one."""
    introduced: Mapping[ClientId, Day] = field(default_factory=dict)
    """The last day on which each client was put forward, beside what their record says."""
    in_work: Collection[ClientId] = frozenset()
    """Clients who are in a job of ours today."""


@dataclass(frozen=True)
class Waiting:
    """One thing that a client waits for."""

    kind: StuckKind
    says: str
    ask: str
    since: Day | None
    """None where nobody recorded the day it counts from."""


@dataclass(frozen=True)
class Stuck:
    """One client who is waiting on us, with everything they wait for, in the model's order."""

    client: ClientId
    waiting: tuple[Waiting, ...]

    @property
    def since(self) -> Day | None:
        """The earliest day of any; None where no day is known."""
        return min((one.since for one in self.waiting if one.since is not None), default=None)


def stuck(rules: StuckRules, known: Known, *, on: Day) -> tuple[Stuck, ...]:
    """Everybody who is waiting on us: those who wait longest first, whose day is not known before them."""
    by_client = _ByClient.of(known, rules, on)
    found = []
    for client in known.clients:
        waiting = tuple(_waiting(rules, by_client, client, on))
        if waiting:
            found.append(Stuck(client.id, waiting))
    return tuple(sorted(found, key=lambda one: (one.since or Day.min, natural_order(one.client))))


def _waiting(rules: StuckRules, known: _ByClient, client: Client, on: Day) -> Iterable[Waiting]:
    for rule in rules.rules:
        if client.id in known.in_work and not rule.in_work:
            continue
        if known.shown is None and rule.kind in FROM_LISTS:
            continue
        found, since = _FINDS[rule.kind](rules, known, client, on)
        if found:
            yield Waiting(rule.kind, rule.sentence, rule.ask, since)


@dataclass(frozen=True)
class _ByClient:
    """What is known, by client."""

    actions: Mapping[ClientId, list[Action]]
    spoke: Mapping[ClientId, Day]
    returned: Mapping[ClientId, Mapping[str, list[Day]]]
    recorded: Collection[ClientId]
    shown: Mapping[ClientId, Sequence[Day]] | None
    introduced: Mapping[ClientId, Day]
    in_work: Collection[ClientId]

    @classmethod
    def of(cls, known: Known, rules: StuckRules, on: Day) -> _ByClient:
        actions: dict[ClientId, list[Action]] = defaultdict(list)
        for action in known.actions:
            actions[action.client].append(action)
        spoke: dict[ClientId, Day] = {}
        for contact in known.contacts:
            if contact.on <= on:
                spoke[contact.client] = max(contact.on, spoke.get(contact.client, contact.on))
        returned: dict[ClientId, dict[str, list[Day]]] = defaultdict(lambda: defaultdict(list))
        for one in known.hand_backs:
            if one.opened <= on:
                returned[one.client][one.criterion].append(one.opened)
        return cls(
            actions=actions,
            spoke=spoke,
            returned=returned,
            recorded={one.client for one in known.consents if one.purpose == rules.purpose and one.on <= on},
            shown=None if known.shown is None else _up_to(known.shown, on),
            introduced=known.introduced,
            in_work=known.in_work,
        )


FROM_LISTS = (StuckKind.NEVER_SHOWN, StuckKind.SHOWN_NOT_INTRODUCED)
_Found = tuple[bool, Day | None]


def _up_to(shown: Mapping[ClientId, Sequence[Day]], on: Day) -> dict[ClientId, Sequence[Day]]:
    return {client: sorted(day for day in days if day <= on) for client, days in shown.items()}


def _no_open_action(_: StuckRules, known: _ByClient, client: Client, on: Day) -> _Found:
    own = known.actions.get(client.id, [])
    done = [one.done for one in own if one.done is not None and one.done <= on]
    return not any(_open(one, on) for one in own), max(done, default=client.joined)


def _open(action: Action, on: Day) -> bool:
    return action.done is None or action.done > on


def _overdue_action(_: StuckRules, known: _ByClient, client: Client, on: Day) -> _Found:
    late = [
        one.due for one in known.actions.get(client.id, []) if _open(one, on) and one.due is not None and one.due < on
    ]
    return bool(late), later(min(late), 1) if late else None


def _no_contact(rules: StuckRules, known: _ByClient, client: Client, on: Day) -> _Found:
    """Counted from the last word, from the day of joining where there was none; whoever has neither is told of."""
    last = known.spoke.get(client.id, client.joined)
    days = rules.by_kind[StuckKind.NO_CONTACT].days or 0
    return last is None or (on - last).days >= days, last


def _returned_twice(rules: StuckRules, known: _ByClient, client: Client, _: Day) -> _Found:
    """Since the day of the return that made it so many; of several criteria the earliest."""
    times = rules.by_kind[StuckKind.RETURNED_TWICE].times or 1
    days = [sorted(found)[times - 1] for found in known.returned.get(client.id, {}).values() if len(found) >= times]
    return bool(days), min(days, default=None)


def _never_shown(rules: StuckRules, known: _ByClient, client: Client, on: Day) -> _Found:
    """Counted from the later of the goal and the last list; without a goal agreed, nothing is counted."""
    if client.goal_agreed is None or client.goal_agreed > on:
        return False, None
    since = max([client.goal_agreed, *(known.shown or {}).get(client.id, [])])
    return (on - since).days >= (rules.by_kind[StuckKind.NEVER_SHOWN].days or 0), since


def _shown_not_introduced(rules: StuckRules, known: _ByClient, client: Client, _: Day) -> _Found:
    """Lists since the last introduction; since the list that made it so many."""
    last = max(
        (day for day in (client.last_introduced, known.introduced.get(client.id)) if day is not None), default=None
    )
    lists = [day for day in (known.shown or {}).get(client.id, []) if last is None or day > last]
    times = rules.by_kind[StuckKind.SHOWN_NOT_INTRODUCED].times or 1
    return len(lists) >= times, lists[times - 1] if len(lists) >= times else None


def _no_consent_record(_: StuckRules, known: _ByClient, client: Client, __: Day) -> _Found:
    """Nobody asked, or nobody wrote it down. Whoever said no, or took it back, has a record and is not told of."""
    return client.id not in known.recorded, client.joined


_FINDS = {
    StuckKind.NO_OPEN_ACTION: _no_open_action,
    StuckKind.OVERDUE_ACTION: _overdue_action,
    StuckKind.NO_CONTACT: _no_contact,
    StuckKind.RETURNED_TWICE: _returned_twice,
    StuckKind.NEVER_SHOWN: _never_shown,
    StuckKind.SHOWN_NOT_INTRODUCED: _shown_not_introduced,
    StuckKind.NO_CONSENT_RECORD: _no_consent_record,
}

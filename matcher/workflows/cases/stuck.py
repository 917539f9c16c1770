"""Who is waiting on us: everything that is recorded of a caseload, looked at for what we have not done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.ids import ClientId
from matcher.base.stamp import Stamp
from matcher.brokerage.stuck import Known, Stuck, stuck
from matcher.brokerage.working import in_work
from matcher.records.cases import Contact
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from matcher.records.signed import DeskRole
from matcher.records.words import Role
from matcher.store.rows import digest_of, written
from matcher.store.seen import days_shown
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import SUPPORT, open_desk
from matcher.workflows.lists.runs import stamp
from matcher.workflows.where import Where

PUT_FORWARD = "put_forward"
OURS = (Role.CLIENT, Role.KEY_WORKER, Role.EPC)
"""Whose observations show that one of us and the client spoke that day."""


@dataclass(frozen=True)
class WaitingOnUs:
    """Everybody who waits, for showing."""

    stamp: Stamp
    title: str
    rows: tuple[Stuck, ...]
    clients: int
    """Everybody who was looked at."""
    lists_kept: bool
    """Whether anything is known of who was on which list."""


def waiting_on_us(where: Where) -> WaitingOnUs:
    """Everybody who is waiting on us, whether or not they are on any list. Raises GivenProblems for whom it is not."""
    desk = open_desk(where)
    allowed(where.role, "working_facts", library=desk.library)
    read = desk.folder.read(purpose=SUPPORT, on=desk.on)
    ledger = desk.folder.ledger(purpose=SUPPORT, on=desk.on)
    shown = days_shown(desk.folder)
    rules = desk.library.brokerage.stuck
    known = Known(
        clients=read.programme.clients,
        actions=read.programme.actions,
        contacts=tuple(_spoke(read.programme, ledger)),
        hand_backs=ledger.hand_backs,
        consents=read.programme.consents,
        shown=shown,
        introduced=_introduced(ledger, on=desk.on),
        in_work=in_work(ledger.jobs, on=desk.on),
    )
    inputs = [
        read.digest,
        *_told(ledger),
        *(f"{who} {len(days)} {days[-1]}" for who, days in sorted((shown or {}).items())),
    ]
    run = stamp(inputs=digest_of(inputs), models=desk.library.digest, on=desk.on, arguments=["stuck"])
    return WaitingOnUs(
        run, rules.title, stuck(rules, known, on=desk.on), len(read.programme.clients), shown is not None
    )


def _told(ledger: Ledger) -> list[str]:
    kinds = (ledger.contacts, ledger.client_answers, ledger.hand_backs, ledger.decisions, ledger.jobs)
    return sorted(written(one) for kind in kinds for one in kind)


def _spoke(programme: Programme, ledger: Ledger) -> Iterator[Contact]:
    """What shows that one of us and a client spoke on a day: a contact, an answer, a thing seen, an agreement."""
    yield from ledger.contacts
    for answer in ledger.client_answers:
        yield Contact(client=answer.client, on=answer.on, role=DeskRole.CLIENT)
    for seen in programme.observations:
        if seen.role in OURS:
            yield Contact(client=seen.client, on=seen.on, role=DeskRole.KEY_WORKER)
    for consent in programme.consents:
        yield Contact(client=consent.client, on=consent.on, role=DeskRole.CLIENT)


def _introduced(ledger: Ledger, *, on: Day) -> dict[ClientId, Day]:
    found: dict[ClientId, Day] = {}
    for one in ledger.decisions:
        if one.what == PUT_FORWARD and one.on <= on:
            found[one.client] = max(one.on, found.get(one.client, one.on))
    return found

"""Records as they stand with everything that was decided, answered and agreed since: what every list is made from.

The one place where dealings reach lists. Several records that a person said are one employer are read as one, decisions
and answers are honoured until they run out, contacts with an employer bound introductions there; all through records
that matching reads anyway, so no list can pass them by.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import chain

from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId
from matcher.brokerage.contact import bounded
from matcher.brokerage.dealings import approaches_of
from matcher.brokerage.one_employer import resolved, resolved_ledger
from matcher.brokerage.remember import honoured
from matcher.library.load import Library
from matcher.store.folder import Folder, Purpose, Readable
from matcher.store.rows import digest_of, written

READ_BY_LISTS = ("decision", "client_answer", "employer_answer")
"""The dealings about clients that a list keeps to."""
OF_EMPLOYERS = ("approach", "pack", "challenge", "employer_answer", "same")
"""The dealings that say who is one employer and how often each was contacted: of answers, only the days."""


def last_contacts(folder: Folder, read: Readable, *, on: Day) -> dict[EmployerId, Day]:
    """The latest day on which each employer and we were in touch, by the ledger as it was when `read` was read."""
    ledger = folder.as_of(read.edition).ledger(purpose="accountability", on=on, kinds=OF_EMPLOYERS)
    found: dict[EmployerId, Day] = {}
    for one in approaches_of(resolved_ledger(ledger)):
        for day in (one.on, one.answered):
            if day is not None and day <= on:
                found[one.employer] = max(day, found.get(one.employer, day))
    return found


def stands(
    folder: Folder,
    read: Readable,
    *,
    library: Library,
    purpose: Purpose,
    on: Day,
    clients: Collection[ClientId] | None = None,
) -> Readable:
    """What was read, with the dealings of the day in it; and a digest that tells of them too.

    Dealings about every vacancy are read, whichever vacancies were: the last introduction is one of them.
    """
    then = folder.as_of(read.edition)  # of the moment the records are of, whatever has been written since
    ledger = then.ledger(purpose=purpose, on=on, clients=clients, kinds=READ_BY_LISTS)
    contacts = then.ledger(purpose="accountability", on=on, kinds=OF_EMPLOYERS)
    programme = honoured(resolved(read.programme, contacts.same), ledger, rules=library.brokerage.decisions, on=on)
    approaches = approaches_of(resolved_ledger(contacts))
    employers = bounded(programme.employers, approaches, library.brokerage.contact, on=on)
    before = set(read.programme.employers)
    told = (ledger.decisions, ledger.client_answers, ledger.employer_answers, contacts.same)
    parts = [written(one) for one in (*chain.from_iterable(told), *(one for one in employers if one not in before))]
    digest = digest_of([read.digest, *sorted(parts)]) if parts else read.digest
    return replace(read, programme=programme.model_copy(update={"employers": employers}), digest=digest)

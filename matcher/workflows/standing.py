"""Records as they stand with everything that was decided, answered and agreed since: what every list is made from.

The one place where dealings reach lists. Decisions and answers are honoured until they run out, contacts with an
employer bound introductions there; both through records that matching reads anyway, so no list can pass them by.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import chain

from matcher.base.days import Day
from matcher.base.ids import ClientId
from matcher.brokerage.contact import bounded
from matcher.brokerage.remember import honoured
from matcher.library.load import Library
from matcher.store.folder import Folder, Purpose, Readable
from matcher.store.rows import digest_of, written

READ_BY_LISTS = ("decision", "client_answer", "employer_answer", "approach")
"""The dealings that a list keeps to."""


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
    ledger = folder.ledger(purpose=purpose, on=on, clients=clients, kinds=READ_BY_LISTS)
    told = chain(ledger.decisions, ledger.client_answers, ledger.employer_answers, ledger.approaches)
    parts = [written(one) for one in told]
    if not parts and not read.programme.employers:
        return read
    programme = honoured(read.programme, ledger, rules=library.decisions, on=on)
    employers = bounded(programme.employers, ledger.approaches, library.contact, on=on)
    programme = programme.model_copy(update={"employers": employers})
    digest = digest_of([read.digest, *sorted(parts)]) if parts else read.digest
    return replace(read, programme=programme, digest=digest)

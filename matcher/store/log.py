"""The decision log: append-only, each entry chained to the one before by SHA-256 (product L6).

An entry holds codes and marks, never a client's reference and never anybody's words: words lie beside it with a salt
of their own and go when the client is erased, and the chain still verifies (fairness guide 3.3, 3.5).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import sqlalchemy as sa

from matcher.base.problems import GivenProblems, Problem
from matcher.records.signed import Signed
from matcher.store.schema import EVENT, LAST, TOLD
from matcher.store.subjects import SALT_BYTES, digest, subjects

BETWEEN = "\x1f"
"""Between the fields of an entry as it is hashed; no field may hold it."""
FIELDS = ("seq", "at", "hand", "role", "action", "run", "client", "vacancy", "employer", "codes", "words")
AT_ONCE = 20_000
"""Entries read at a time when the chain is walked."""


@dataclass(frozen=True)
class Event:
    """Something that happened, to be logged."""

    action: str
    client: str = ""
    """A reference; the log keeps its mark."""
    vacancy: str = ""
    employer: str = ""
    run: str = ""
    codes: Mapping[str, str | int | bool | None] = field(default_factory=dict)
    """What it was, in codes of the models. No personal data and nobody's words."""
    words: str = ""
    """What was said in somebody's own words."""


class Entry(NamedTuple):
    """One entry as it is kept."""

    seq: int
    at: str
    hand: str
    role: str
    action: str
    run: str
    client: str
    vacancy: str
    employer: str
    codes: str
    words: str
    hash: str


@dataclass(frozen=True)
class Verified:
    """What walking the chain came to."""

    entries: int
    last: str
    """The hash of the last entry: written down elsewhere, it shows later that none was cut off."""
    broken: int | None = None
    """The first entry that does not follow from the one before; None where all do."""
    says: str = ""

    @property
    def sound(self) -> bool:
        """Whether every entry follows from the one before and the end is where it was."""
        return self.broken is None


def append(connection: sa.Connection, signed: Signed, events: Sequence[Event]) -> None:
    """Add entries to the end of the chain, in the order given; inside the transaction of what they tell of.

    The order is that of the entries, not of the clock: where a clock has jumped back, an entry says the time it was
    told, and `doctor` names it.
    """
    if not events:
        return
    marks = subjects(connection, {one.client for one in events})
    before, last = connection.execute(sa.select(LAST.c.seq, LAST.c.hash)).one()
    rows: list[dict[str, str | int]] = []
    told: list[dict[str, str | int]] = []
    for seq, event in enumerate(events, start=before + 1):
        salt = secrets.token_hex(SALT_BYTES) if event.words else ""
        entry = _entry(seq, signed, event, marks[event.client].mark if event.client else "", salt)
        last = chained(last, entry[:-1])
        rows.append({**dict(zip(FIELDS, entry[:-1], strict=True)), "hash": last})
        if event.words:
            told.append({"seq": seq, "client": event.client, "salt": salt, "words": event.words})
    connection.execute(sa.insert(EVENT), rows)
    if told:
        connection.execute(sa.insert(TOLD), told)
    connection.execute(sa.update(LAST).values(seq=before + len(rows), hash=last, at=signed.moment))


def _entry(seq: int, signed: Signed, event: Event, mark: str, salt: str) -> Entry:
    codes = json.dumps(dict(event.codes), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    words = digest(salt, event.words) if event.words else ""
    fields = (signed.moment, signed.by, signed.role.value, event.action, event.run, mark)
    entry = Entry(seq, *fields, event.vacancy, event.employer, codes, words, "")
    if any(BETWEEN in str(one) for one in entry):
        fix = "Take the control character out of the reference, and try again."
        raise GivenProblems([Problem("the log", "", "cannot hold a reference with a control character.", fix)])
    return entry


def chained(before: str, fields: Sequence[str | int]) -> str:
    """The hash of an entry: SHA-256 over the hash before and its fields."""
    return hashlib.sha256(f"{before}{BETWEEN}{BETWEEN.join(map(str, fields))}".encode()).hexdigest()


def verify(connection: sa.Connection) -> Verified:
    """Walk the chain from its first entry and compare its end with where the log says that it ends."""
    last, seq, count = "", 0, len(FIELDS) - 1
    sha = hashlib.sha256
    for entry in entries(connection):
        seq += 1
        text = BETWEEN.join(map(str, entry[:-1]))
        last = sha(f"{last}{BETWEEN}{text}".encode()).hexdigest()
        if last != entry[-1] or int(entry[0]) != seq or text.count(BETWEEN) != count:
            return Verified(
                seq - 1, last, int(entry[0]), "This entry was changed, taken out or put in after it was written."
            )
    end = connection.execute(sa.select(LAST.c.seq, LAST.c.hash)).one()
    if tuple(end) != (seq, last):
        return Verified(seq, last, seq + 1, "Entries are missing at the end, or its mark was changed.")
    return Verified(seq, last)


def entries(connection: sa.Connection, *, after: int = 0) -> Iterator[tuple[str, ...]]:
    """Every entry after a number, in order, as plain tuples in the order of `Entry`; the first field is a number."""
    names = ", ".join([*FIELDS, "hash"])
    while True:
        query = f"SELECT {names} FROM event WHERE seq > {after:d} ORDER BY seq LIMIT {AT_ONCE}"
        found = connection.exec_driver_sql(query).cursor.fetchall()
        yield from found
        if len(found) < AT_ONCE:
            return
        after = int(found[-1][0])


def wrong_words(connection: sa.Connection) -> list[int]:
    """Entries whose words, as they lie beside the log, are not those that were written."""
    query = sa.select(TOLD.c.seq, TOLD.c.salt, TOLD.c.words, EVENT.c.words).join(EVENT, EVENT.c.seq == TOLD.c.seq)
    return [seq for seq, salt, words, mark in connection.execute(query) if digest(salt, words) != mark]

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
from typing import Any, NamedTuple

import sqlalchemy as sa

from matcher.base.problems import GivenProblems, Problem
from matcher.records.signed import Signed
from matcher.store.bulk import insert
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
    expected: int = 0
    """The entry with the hash that was looked for; 0 where there is none."""

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
    hand = (signed.moment, signed.by, signed.role.value)
    rows: list[tuple[str | int, ...]] = []
    told: list[tuple[int, str, str, str]] = []
    for seq, event in enumerate(events, start=before + 1):
        salt = secrets.token_hex(SALT_BYTES) if event.words else ""
        fields = _fields(seq, hand, event, marks[event.client].mark if event.client else "", salt)
        last = chained(last, _text(fields))
        rows.append((*fields, last))
        if event.words:
            told.append((seq, event.client, salt, event.words))
    insert(connection, EVENT, Entry._fields, rows)
    insert(connection, TOLD, ("seq", "client", "salt", "words"), told)
    connection.execute(sa.update(LAST).values(seq=before + len(rows), hash=last, at=signed.moment))


def _fields(seq: int, hand: tuple[str, str, str], event: Event, mark: str, salt: str) -> tuple[str | int, ...]:
    """An entry but for its hash, in the order of FIELDS."""
    words = digest(salt, event.words) if event.words else ""
    codes = _as_json(dict(event.codes))
    return (seq, *hand, event.action, event.run, mark, event.vacancy, event.employer, codes, words)


def _text(fields: Sequence[str | int]) -> str:
    """The fields as they are hashed. Raises GivenProblems where one holds what stands between them."""
    text = BETWEEN.join(map(str, fields))
    if text.count(BETWEEN) != len(FIELDS) - 1:
        fix = "Take the control character out of the reference, and try again."
        raise GivenProblems([Problem("the log", "", "cannot hold a reference with a control character.", fix)])
    return text


_as_json = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def chained(before: str, text: str) -> str:
    """The hash of an entry: SHA-256 over the hash before and its fields."""
    return hashlib.sha256(f"{before}{BETWEEN}{text}".encode()).hexdigest()


def verify(connection: sa.Connection, *, expect: str = "") -> Verified:
    """Walk the chain from its first entry and compare its end with where the log says that it ends.

    `expect`: a hash that was written down before; the entry that has it is looked for on the way.
    """
    last, seq, found = "", 0, 0
    sha, count = hashlib.sha256, len(FIELDS) - 1
    for number, text, kept in _hashed(connection):
        seq += 1
        last = sha(f"{last}{BETWEEN}{text}".encode()).hexdigest()
        if last != kept or number != seq or text.count(BETWEEN) != count:
            return Verified(seq - 1, last, min(number, seq), _BROKEN, found)
        if last == expect:
            found = seq
    end = connection.execute(sa.select(LAST.c.seq, LAST.c.hash)).one_or_none()
    if end is None or tuple(end) != (seq, last):
        return Verified(seq, last, seq + 1, _CUT, found)
    return Verified(seq, last, expected=found)


_BROKEN = "This entry was changed, taken out or put in after it was written."
_CUT = "Entries are missing at the end, or its mark was changed."


def _hashed(connection: sa.Connection) -> Iterator[tuple[int, str, str]]:
    """(number, fields as they are hashed, hash) of every entry; the database joins the fields, which it does faster."""
    between = "char(31)" if connection.dialect.name == "sqlite" else "chr(31)"
    fields = f" || {between} || ".join(FIELDS)
    yield from _in_portions(connection, f"seq, {fields}, hash", after=0)


def entries(connection: sa.Connection, *, after: int = 0) -> Iterator[tuple[str, ...]]:
    """Every entry after a number, in order, as plain tuples in the order of `Entry`; the first field is a number."""
    yield from _in_portions(connection, ", ".join(Entry._fields), after=after)


def _in_portions(connection: sa.Connection, columns: str, *, after: int) -> Iterator[Any]:
    """Columns of every entry after a number, in order; the first is the number. Any: what the query's columns are."""
    while True:
        query = f"SELECT {columns} FROM event WHERE seq > {after:d} ORDER BY seq LIMIT {AT_ONCE}"
        found = connection.exec_driver_sql(query).cursor.fetchall()
        yield from found
        if len(found) < AT_ONCE:
            return
        after = int(found[-1][0])


def find(
    connection: sa.Connection, *, client: str = "", vacancy: str = "", action: str = "", since: str = "", most: int
) -> list[Entry]:
    """The last entries that are about all that is named, in order. `client` is a mark, `since` a day or a moment."""
    query = sa.select(*(EVENT.c[name] for name in Entry._fields)).order_by(EVENT.c.seq.desc()).limit(most)
    for column, wanted in (("client", client), ("vacancy", vacancy), ("action", action)):
        if wanted:
            query = query.where(EVENT.c[column] == wanted)
    if since:
        query = query.where(EVENT.c.at >= since)
    return [Entry(*row) for row in connection.execute(query)][::-1]


def told_of(connection: sa.Connection, client: str) -> dict[int, str]:
    """What was said in words about a client, by the number of the entry."""
    query = sa.select(TOLD.c.seq, TOLD.c.words).where(TOLD.c.client == client)
    return {int(row.seq): str(row.words) for row in connection.execute(query)}


def wrong_words(connection: sa.Connection) -> list[int]:
    """Entries whose words, as they lie beside the log, are not those that were written."""
    query = sa.select(TOLD.c.seq, TOLD.c.salt, TOLD.c.words, EVENT.c.words).join(EVENT, EVENT.c.seq == TOLD.c.seq)
    return [seq for seq, salt, words, mark in connection.execute(query) if digest(salt, words) != mark]

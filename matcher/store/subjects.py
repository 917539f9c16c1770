"""What stands for a client where their reference may not: a mark in the log, a key for equality answers.

A mark is SHA-256 over a random salt and the reference. Without the salt, which goes when the client is erased,
nobody can tell whose mark it was.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from matcher.store.held import MOST_NAMED
from matcher.store.schema import SUBJECT

MARK_DIGITS = 32
SALT_BYTES = 16


@dataclass(frozen=True)
class Subject:
    """One client behind their marks."""

    client: str
    salt: str
    mark: str
    equality: str


def subjects(connection: sa.Connection, clients: Collection[str]) -> dict[str, Subject]:
    """The marks of some clients; who has none yet is given one."""
    wanted = sorted(set(clients) - {""})
    found = _held(connection, wanted)
    new = [_new(client) for client in wanted if client not in found]
    if new:
        connection.execute(sa.insert(SUBJECT), [one.__dict__ for one in new])
    return {**found, **{one.client: one for one in new}}


def who_is(connection: sa.Connection, marks: Collection[str]) -> dict[str, str]:
    """The clients behind some marks, as far as they are still here."""
    query = sa.select(SUBJECT.c.mark, SUBJECT.c.client)
    if len(marks) <= MOST_NAMED:
        query = query.where(SUBJECT.c.mark.in_(sorted(marks)))
    return {mark: client for mark, client in connection.execute(query) if mark in marks}


def _held(connection: sa.Connection, clients: list[str]) -> dict[str, Subject]:
    query = sa.select(SUBJECT.c.client, SUBJECT.c.salt, SUBJECT.c.mark, SUBJECT.c.equality)
    if len(clients) <= MOST_NAMED:
        query = query.where(SUBJECT.c.client.in_(clients))
    wanted = set(clients)
    return {row[0]: Subject(*row) for row in connection.execute(query) if row[0] in wanted}


def _new(client: str) -> Subject:
    salt = secrets.token_hex(SALT_BYTES)
    return Subject(client, salt, digest(salt, client), secrets.token_hex(SALT_BYTES))


def digest(salt: str, text: str) -> str:
    """A salted digest, 32 hex digits."""
    return hashlib.sha256(f"{salt}\x1f{text}".encode("utf-8", errors="surrogatepass")).hexdigest()[:MARK_DIGITS]


def mark_of(connection: sa.Connection, client: str) -> str | None:
    """The mark that stands for a client in the log; None for who is in no entry, or was erased."""
    return connection.scalar(sa.select(SUBJECT.c.mark).where(SUBJECT.c.client == client))

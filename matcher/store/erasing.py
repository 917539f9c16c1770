"""Taking a client away, whole: every row of every table, then every byte that is left in the store's files.

The log stays as it is: it holds a mark, and the salt that tied the mark to the client goes with them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass

import sqlalchemy as sa

from matcher.records.signed import Signed
from matcher.store import database, held, log, schema
from matcher.store.log import Event
from matcher.store.mentions import Names, names_of, take_out
from matcher.store.place import Place
from matcher.store.told import plainly, problem

ERASED = "erase"
"""The log's action for a client who was taken away."""
OF_CLIENT = (schema.RECORD, schema.PAST, schema.IDENTITY, schema.HOUSEHOLD, schema.TOLD, schema.RUN_ROW)
"""Tables with a column that says whose a row is."""
BY_SUBJECT = (schema.SHOWN, schema.RUN_LIST, schema.RUN_ROW)
"""Tables of lists; one made for a client is theirs."""


@dataclass(frozen=True)
class Erased:
    """What was taken away."""

    rows: Mapping[str, int]
    """Rows taken away, by table."""
    mended: int
    """Rows about others or about no one in which the client was named, now without it."""
    entry: int
    """The log's entry that says that somebody was erased."""
    names: Names
    """By what the client was known: to look for it elsewhere, and to be thrown away after."""


def is_known(connection: sa.Connection, client: str) -> bool:
    """Whether anything is held under a reference."""
    if not client:
        return False
    return client in held.references(connection, "client") or any(
        connection.execute(sa.select(table.c.client).where(table.c.client == client).limit(1)).first()
        for table in (*OF_CLIENT, schema.SUBJECT)
    )


def erase(
    connection: sa.Connection, signed: Signed, client: str, *, ground: str, codes: Mapping[str, str | int] | None = None
) -> Erased:
    """Take a client's rows away, and say so in the log, inside the transaction. `ground` is a code, no words."""
    names = names_of(connection, client)
    rows = _equality(connection, client)
    said = {"ground": ground, **(codes or {})}
    log.append(connection, signed, [Event(ERASED, client=client, codes=said)])
    entry = int(connection.scalar(sa.select(schema.LAST.c.seq)) or 0)
    for table in OF_CLIENT:
        rows[table.name] += connection.execute(sa.delete(table).where(table.c.client == client)).rowcount
    for table in BY_SUBJECT:
        theirs = (table.c.side == "client") & (table.c.subject == client)
        rows[table.name] += connection.execute(sa.delete(table).where(theirs)).rowcount
    rows["subject"] += connection.execute(sa.delete(schema.SUBJECT).where(schema.SUBJECT.c.client == client)).rowcount
    mended = take_out(connection, names)
    held.next_edition(connection)
    return Erased({name: count for name, count in sorted(rows.items()) if count}, mended, entry, names)


def _equality(connection: sa.Connection, client: str) -> Counter[str]:
    """Take the equality answers away by the key that only `subject` knows."""
    key = sa.select(schema.SUBJECT.c.equality).where(schema.SUBJECT.c.client == client).scalar_subquery()
    gone = connection.execute(sa.delete(schema.EQUALITY).where(schema.EQUALITY.c.key == key)).rowcount
    return Counter({"equality": gone})


def erased_marks(connection: sa.Connection) -> dict[str, str]:
    """The marks of everybody whom the log says was erased, with the codes of the entry."""
    query = sa.select(schema.EVENT.c.client, schema.EVENT.c.codes).where(schema.EVENT.c.action == ERASED)
    return {str(mark): str(codes) for mark, codes in connection.execute(query)}


def still_here(connection: sa.Connection, marks: Collection[str]) -> dict[str, str]:
    """Which of some marks stand for a client who is (again) held here: client by mark."""
    query = sa.select(schema.SUBJECT.c.mark, schema.SUBJECT.c.client)
    return {mark: client for mark, client in connection.execute(query) if mark in marks}


def leave_no_trace(place: Place, *, wait_seconds: float = database.WAIT_SECONDS) -> None:
    """Write the database anew, so that nothing of what was taken away is left in its files.

    Raises GivenProblems where another command holds it open: what was taken away stays so, and this is done again.
    """
    if place.file is None:
        _vacuum_server(place)
        return
    with plainly(place), closing(sqlite3.connect(f"{place.file.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {int(wait_seconds * 1000)}")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("VACUUM")
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        what = "is being read by another command, so old bytes are left in the file beside it."
        raise problem(place, what, "Run `matcher db tidy` when the other has finished.")


def _vacuum_server(place: Place) -> None:
    """Every table is written anew. The server's own journal and its backups are its keeper's to clear."""
    with plainly(place), database.connected(place) as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in schema.METADATA.tables:
            alone.exec_driver_sql(f"VACUUM FULL {table}")

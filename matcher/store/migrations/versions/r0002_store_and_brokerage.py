"""Dealings and decisions, what records said before, the hash-chained log, runs; equality answers under own keys."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import sqlalchemy as sa
from alembic import op

from matcher.records.equality import EqualityAnswers
from matcher.records.household import HouseholdFacts
from matcher.records.identity import Identity
from matcher.records.shape import Record
from matcher.store.migrations import schema_0002 as new
from matcher.store.rows import BY_NAME, damaged, read_back, written

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BEFORE = ("record", "identity", "equality", "household", "edition", "shown")
AT_ONCE = 2_000
"""Rows written in one statement."""


def upgrade() -> None:
    """Make the new tables and carry every row over. Who wrote a row, and when, was never kept and stays empty.

    Records are read and written again by `store.rows`, so that they come out as the program writes them now.
    """
    connection = op.get_bind()
    there = set(sa.inspect(connection).get_table_names())
    held = [name for name in BEFORE if name in there]
    for name in held:
        op.rename_table(name, _old(name))
    new.METADATA.create_all(connection)
    edition = connection.scalar(sa.select(sa.column("number")).select_from(sa.table(_old("edition")))) or 0
    connection.execute(sa.insert(new.EDITION), [{"number": edition}])
    connection.execute(sa.insert(new.LAST), [{"one": 1, "seq": 0, "hash": "", "at": ""}])
    _carry(connection, new.RECORD, _records(connection, edition))
    for table, type_ in ((new.IDENTITY, Identity), (new.HOUSEHOLD, HouseholdFacts)):
        if table.name in held:
            _carry(connection, table, _asides(connection, table.name, type_))
    _carry_equality(connection)
    _carry(connection, new.SHOWN, _rows(connection, "shown", "side", "subject", "place", "run", "body"))
    for name in held:
        op.drop_table(_old(name))
    for statement in new.guards(connection.dialect.name):
        connection.exec_driver_sql(statement)


def _old(name: str) -> str:
    return f"{name}_0001"


def _rows(connection: sa.Connection, table: str, *columns: str) -> Iterator[dict[str, str | int]]:
    """The rows of an old table."""
    picked: list[sa.ColumnClause[Any]] = [sa.column(one) for one in columns]  # text or numbers, as they come
    query = sa.select(*picked).select_from(sa.table(_old(table)))
    for row in connection.execute(query):
        yield dict(zip(columns, row, strict=True))


def _records(connection: sa.Connection, edition: int) -> Iterator[dict[str, str | int]]:
    """Every record, with the vacancy and the employer it is about beside it; what is the same by now comes once."""
    seen: set[tuple[str, str]] = set()
    for row in _rows(connection, "record", "kind", "body"):
        kind = BY_NAME.get(str(row["kind"]))
        if kind is None:
            raise damaged("a kind of record we do not know")
        now = kind.row(read_back(kind.type, str(row["body"]), what=kind.name))
        if (now.kind, now.id) not in seen:
            seen.add((now.kind, now.id))
            yield {**now.__dict__, "edition": edition}


def _asides(connection: sa.Connection, table: str, type_: type[Record]) -> Iterator[dict[str, str | int]]:
    for row in _rows(connection, table, "client", "body"):
        yield {"client": row["client"], "body": written(read_back(type_, str(row["body"]), what=table))}


def _carry_equality(connection: sa.Connection) -> None:
    """Answers under a key of their own, which `subject` alone can tie to a client."""
    rows = list(_rows(connection, "equality", "client", "body"))
    subjects = [_subject(str(row["client"])) for row in rows]
    bodies = []
    for row, subject in zip(rows, subjects, strict=True):
        answers = read_back(EqualityAnswers, str(row["body"]), what="equality").model_copy(update={"client": ""})
        bodies.append({"key": subject["equality"], "body": written(answers)})
    _carry(connection, new.SUBJECT, subjects)
    _carry(connection, new.EQUALITY, bodies)


def _subject(client: str) -> dict[str, str]:
    salt = secrets.token_hex(16)
    mark = hashlib.sha256(f"{salt}\x1f{client}".encode("utf-8", errors="surrogatepass")).hexdigest()[:32]
    return {"client": client, "salt": salt, "mark": mark, "equality": secrets.token_hex(16)}


def _carry(connection: sa.Connection, table: sa.Table, rows: Iterable[Mapping[str, str | int]]) -> None:
    """Write rows to a new table, many at a time."""
    left = iter(rows)
    while many := list(islice(left, AT_ONCE)):
        connection.execute(sa.insert(table), many)

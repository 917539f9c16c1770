"""One database: making it, changing it all or not at all, reading it as it stands at one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from matcher.store import schema
from matcher.store.place import Place
from matcher.store.told import plainly, problem

WAIT_SECONDS = 30.0
"""How long a command waits for another one that is writing."""
FIRST_FORMAT = 1
"""SQLite's user_version in the first released schema, which knew nothing of revisions."""


def create_database(place: Place) -> None:
    """Make an empty database, whole or not at all; one that is already there stays as it is."""
    with plainly(place), _engine(place, "rwc").connect() as connection:
        _begin(connection, writing=True, wal=True)
        if not _tables(connection):
            schema.METADATA.create_all(connection)
            for statement in schema.guards(connection.dialect.name):
                connection.exec_driver_sql(statement)
            connection.execute(sa.insert(schema.EDITION), [{"number": 0}])
            connection.execute(sa.insert(schema.LAST), [{"one": 1, "seq": 0, "hash": "", "at": ""}])
            stamp(connection, schema.HEAD)
        connection.commit()


def stamp(connection: sa.Connection, revision: str) -> None:
    """Say in an empty database which schema it has."""
    ready_for_revisions(connection, revision)
    sign(connection, revision)


def ready_for_revisions(connection: sa.Connection, found: str | None) -> None:
    """Say which schema a database has, where alembic looks for it: the first one said so elsewhere, if at all."""
    if schema.VERSION_TABLE in _tables(connection):
        return
    connection.exec_driver_sql(f"CREATE TABLE {schema.VERSION_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    if found is not None:
        connection.exec_driver_sql(f"INSERT INTO {schema.VERSION_TABLE} VALUES ('{found}')")


def sign(connection: sa.Connection, revision: str) -> None:
    """Say in a file whose it is and which schema it has, where programs look that know nothing of revisions."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {schema.MARK}")
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.REVISIONS.index(revision) + 1}")


@contextmanager
def writing(
    place: Place, *, revision: str = schema.HEAD, wait_seconds: float = WAIT_SECONDS
) -> Iterator[sa.Connection]:
    """A transaction: what is done inside is kept whole when it ends well, and otherwise not at all.

    Nobody else writes meanwhile; another command waits. Raises GivenProblems in plain words.
    """
    with plainly(place), _engine(place, "rw").connect() as connection:
        _check(place, connection, revision)
        _begin(connection, writing=True, wait_seconds=wait_seconds)
        _check(place, connection, revision)
        yield connection
        connection.commit()


@contextmanager
def reading(place: Place, *, revision: str | None = schema.HEAD) -> Iterator[sa.Connection]:
    """The database as it stands at one moment. A file is read also in a folder that nobody may write to.

    `revision`: the schema it must have; None for whichever it has.
    """
    with plainly(place), _readable(place, revision) as connection:
        _begin(connection, writing=False)
        yield connection


def revision_of(connection: sa.Connection) -> str | None:
    """Which schema a database has; None where it is no programme's. Raises nothing for a later one."""
    tables = _tables(connection)
    if connection.dialect.name == "sqlite":
        if connection.exec_driver_sql("PRAGMA application_id").scalar() != schema.MARK:
            return None
        if schema.VERSION_TABLE not in tables:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar()
            return schema.REVISIONS[0] if version == FIRST_FORMAT else "later"
    if schema.VERSION_TABLE not in tables or "record" not in tables:
        return None
    found = connection.exec_driver_sql(f"SELECT version_num FROM {schema.VERSION_TABLE}").scalar()
    return None if found is None else str(found)


def connected(place: Place) -> sa.Connection:
    """A connection that reads or writes and starts no transaction by itself: for looking after the database."""
    return _engine(place, "rw").connect()


def _check(place: Place, connection: sa.Connection, wanted: str | None) -> None:
    """Raises GivenProblems where the database is another program's, of an earlier schema or of a later one."""
    found = revision_of(connection)
    if found is None:
        raise problem(place, "is not a programme's database.", "Put back the file that `matcher` made.")
    if wanted is None or found == wanted:
        return
    if found in schema.REVISIONS:
        what = "was made by an earlier version of matcher."
        raise problem(place, what, "`matcher db upgrade` brings it up to date and keeps a copy of it as it is.")
    raise problem(place, "was made by a later version of matcher.", "Install that version.")


def _tables(connection: sa.Connection) -> set[str]:
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")
    else:
        found = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    return {name for (name,) in found}


def _begin(connection: sa.Connection, *, writing: bool, wal: bool = False, wait_seconds: float = WAIT_SECONDS) -> None:
    """Start the transaction: for a writer, nobody else writes until it ends; a reader sees one moment."""
    if connection.in_transaction():
        connection.rollback()
    if connection.dialect.name == "sqlite":
        if wal:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        if writing:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(wait_seconds * 1000)}")
            connection.exec_driver_sql("PRAGMA synchronous = FULL")
            connection.exec_driver_sql("PRAGMA secure_delete = ON")  # what is erased leaves no bytes behind
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
    elif writing:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(wait_seconds * 1000)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({schema.MARK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _readable(place: Place, revision: str | None) -> sa.Connection:
    """A connection that can read: as usual, or, where no side file can be made, the file alone."""
    if place.file is None:
        return _tried(place, "rw", revision)
    try:
        return _tried(place, "rw", revision)
    except sa.exc.OperationalError:
        waiting = place.file.with_name(place.file.name + "-wal")
        if waiting.exists() and waiting.stat().st_size:
            return _tried(place, "ro", revision)
        return _tried(place, "ro&immutable=1", revision)


def _tried(place: Place, mode: str, revision: str | None) -> sa.Connection:
    connection = _engine(place, mode).connect()
    try:
        _check(place, connection, revision)
        connection.exec_driver_sql("SELECT 1 FROM record LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


@lru_cache(maxsize=64)
def _engine(place: Place, mode: str) -> sa.Engine:
    """No connection outlives its use, so that a file can be moved and a server is not kept busy."""
    if place.file is None:
        if place.url is None:
            raise AssertionError("a place is a file or a URL")
        try:
            return sa.create_engine(place.url, poolclass=NullPool, hide_parameters=True)
        except ImportError:
            fix = "Install it with: pip install 'job-readiness-matcher[postgres]'"
            raise problem(place, "needs the driver psycopg.", fix) from None
    file = place.file
    return sa.create_engine("sqlite://", creator=lambda: _connect(file, mode), poolclass=NullPool, hide_parameters=True)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """Transactions are begun by us, in words (`isolation_level=None`)."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_SECONDS)

"""One SQLite file: opening it, changing it all or not at all, and saying plainly what went wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from matcher.base.problems import GivenProblems, Problem

FILE = "programme.sqlite"
MARK = 0x6A726D31
"""SQLite's own field for whose file it is."""
FORMAT = 1
WAIT_SECONDS = 30.0
"""How long a command waits for another one that is writing."""

_TABLES = """
CREATE TABLE record (
    kind TEXT NOT NULL, id TEXT NOT NULL, client TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_client ON record (client, kind);
CREATE TABLE identity (client TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE equality (client TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE edition (number INTEGER NOT NULL) STRICT;
INSERT INTO edition VALUES (0);
CREATE TABLE shown (
    side TEXT NOT NULL, subject TEXT NOT NULL, place INTEGER NOT NULL, run TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (side, subject, place)
) STRICT, WITHOUT ROWID;
"""


def create_file(path: Path) -> None:
    """Make an empty database, whole or not at all; one that is already there stays as it is."""
    with plainly(path), closing(_connect(path, "rwc")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        if not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {MARK}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A transaction: what is done inside is kept whole when it ends well, and otherwise not at all.

    Nobody else writes meanwhile; another command waits. Raises GivenProblems in plain words.
    """
    with plainly(path), closing(_connect(path, "rw")) as connection:
        _check(path, connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as it stands at one moment. Works in a folder that nobody may write to."""
    with plainly(path), closing(_readable(path)) as connection:
        connection.execute("BEGIN")
        yield connection


def _readable(path: Path) -> sqlite3.Connection:
    """A connection that can read: as usual, or, where no side file can be made, the file alone."""
    try:
        return _tried(path, "rw")
    except sqlite3.OperationalError:
        waiting = path.with_name(path.name + "-wal")
        if waiting.exists() and waiting.stat().st_size:
            return _tried(path, "ro")
        return _tried(path, "ro&immutable=1")


def _tried(path: Path, mode: str) -> sqlite3.Connection:
    connection = _connect(path, mode)
    try:
        _check(path, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_SECONDS)


def _check(path: Path, connection: sqlite3.Connection) -> None:
    """Raises GivenProblems where the file is another program's, or of a later version of this one."""
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if mark != MARK:
        raise _problem(path, "is not a programme's database.", "Put back the file that `matcher` made.")
    if version > FORMAT:
        raise _problem(path, "was made by a later version of matcher.", "Install that version.")
    connection.execute("SELECT 1 FROM record LIMIT 1").fetchone()


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """What SQLite has to say, as a problem that a person can act on."""
    try:
        yield
    except sqlite3.Error as error:
        raise _told(path, error) from error


_NOT_WRITTEN = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE")
_NOT_SHARED = ("SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMMAP", "SQLITE_IOERR_SHMOPEN")
_TOLD: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        "is being written by another command.",
        "Nothing was changed. Try again when that one has finished.",
    ),
    (
        (*_NOT_WRITTEN, *_NOT_SHARED),
        "could not be written: the disk is full or not reachable.",
        "Nothing was changed. Make room and try again.",
    ),
    (
        ("SQLITE_READONLY",),
        "may not be written.",
        "Nothing was changed. Work in a folder you may write to, or ask for permission.",
    ),
    (
        ("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"),
        "cannot be opened.",
        "Look at the folder and its permissions.",
    ),
    (
        ("SQLITE_IOERR",),
        "could not be read or written: the disk gave an error.",
        "Try again; then ask whoever looks after this computer.",
    ),
)


def _told(path: Path, error: sqlite3.Error) -> GivenProblems:
    name = getattr(error, "sqlite_errorname", None) or ""
    for starts, what, fix in _TOLD:
        if name.startswith(starts):
            if name.startswith("SQLITE_CANTOPEN") and not path.exists():
                return _problem(path, "is missing.", "Put it back from a copy, or make a new programme.")
            return _problem(path, what, fix)
    return _problem(path, "is damaged and cannot be read.", "Put it back from a copy. It was left as it is.")


def _problem(path: Path, what: str, fix: str) -> GivenProblems:
    return GivenProblems([Problem(str(path), "", what, fix)])

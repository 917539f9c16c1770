"""What a database has to say, as a problem that a person can act on. Never the statement, never a value in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

from matcher.base.problems import GivenProblems, Problem

if TYPE_CHECKING:
    from matcher.store.place import Place

_NOT_WRITTEN = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE")
_NOT_SHARED = ("SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMMAP", "SQLITE_IOERR_SHMOPEN")
_BUSY = ("is being written by another command.", "Nothing was changed. Try again when that one has finished.")
_FULL = (
    "could not be written: the disk is full or not reachable.",
    "Nothing was changed. Make room and try again.",
)
_NO_RIGHT = (
    "may not be written.",
    "Nothing was changed. Work in a folder you may write to, or ask for permission.",
)
_TOLD: tuple[tuple[tuple[str, ...], tuple[str, str]], ...] = (
    (("SQLITE_BUSY", "SQLITE_LOCKED"), _BUSY),
    ((*_NOT_WRITTEN, *_NOT_SHARED), _FULL),
    (("SQLITE_READONLY",), _NO_RIGHT),
    (
        ("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"),
        ("cannot be opened.", "Look at the folder and its permissions."),
    ),
    (
        ("SQLITE_IOERR",),
        (
            "could not be read or written: the disk gave an error.",
            "Try again; then ask whoever looks after this computer.",
        ),
    ),
)
_BY_STATE: tuple[tuple[str, tuple[str, str]], ...] = (
    ("55P03", _BUSY),  # a lock was not to be had in time
    ("40", _BUSY),  # two changes met
    ("53", _FULL),
    ("25006", _NO_RIGHT),
    ("42501", _NO_RIGHT),
    ("28", ("does not let us in.", "Ask whoever looks after the server for the user and the right to this database.")),
    ("3D000", ("is not there.", "Ask whoever looks after the server to make the database, then try again.")),
)
"""By the first characters of PostgreSQL's SQLSTATE."""


@contextmanager
def plainly(place: Place) -> Iterator[None]:
    """Whatever the database raises inside comes out as GivenProblems."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise told(place, error.orig or error) from error
    except sqlite3.Error as error:
        raise told(place, error) from error
    except sa.exc.SQLAlchemyError as error:
        raise problem(place, "could not be used.", "Ask whoever looks after this computer.") from error


def told(place: Place, error: BaseException) -> GivenProblems:
    """One error of a driver in plain words."""
    if not isinstance(error, sqlite3.Error):
        return _of_server(place, error)
    name = getattr(error, "sqlite_errorname", None) or ""
    for starts, (what, fix) in _TOLD:
        if name.startswith(starts):
            if name.startswith("SQLITE_CANTOPEN") and place.file is not None and not place.file.exists():
                return problem(place, "is missing.", "Put it back from a copy, or make a new programme.")
            return problem(place, what, fix)
    return problem(place, "is damaged and cannot be read.", "Put it back from a copy. It was left as it is.")


def _of_server(place: Place, error: BaseException) -> GivenProblems:
    state = getattr(error, "sqlstate", None) or ""
    for starts, (what, fix) in _BY_STATE:
        if state.startswith(starts):
            return problem(place, what, fix)
    if not state or state.startswith("08") or state.startswith("57"):
        return problem(place, "cannot be reached.", "Nothing was changed. Is the server running, and is the URL right?")
    return problem(place, f"refused (PostgreSQL {state}).", "Nothing was changed. Ask whoever looks after the server.")


def problem(place: Place, what: str, fix: str) -> GivenProblems:
    """One problem with the database as a whole."""
    return GivenProblems([Problem(place.name, "", what, fix)])

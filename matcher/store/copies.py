"""Whole copies of a database: as a file of its own beside it, and rows poured from one into another."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from matcher.base.problems import GivenProblems, Problem
from matcher.store import database, schema
from matcher.store.place import FILE, Place
from matcher.store.told import plainly

AT_ONCE = 5_000
"""Rows written in one statement."""
OWN = 0o600
"""Only the owner reads and writes: a copy holds everything there is of everybody."""
STEM = Path(FILE).stem
MOST_COPIES = 1_000


def copy_beside(folder: Path, place: Place, why: str) -> Path:
    """A whole copy of a database in its folder, `programme.<why>.sqlite`. One that is there already stays."""
    with _own_file(folder / f".{STEM}.{os.getpid()}.sqlite") as beside:
        copy_whole(place, beside)
        path = free_name(folder, why)
        beside.replace(path)
    return path


def free_name(folder: Path, why: str, ending: str = ".sqlite") -> Path:
    """A name that nothing has: `programme.before-0002.sqlite`, then `programme.before-0002-2.sqlite`."""
    for number in range(1, MOST_COPIES):
        path = folder / f"{STEM}.{why}{'' if number == 1 else f'-{number}'}{ending}"
        if not path.exists():
            return path
    what = "holds a thousand copies already."
    raise GivenProblems([Problem(str(folder), "", what, "Put some of them elsewhere.")])


def copies_in(folder: Path) -> list[Path]:
    """The copies that this program made in a folder by itself, before it changed something."""
    return sorted(path for path in folder.glob(f"{STEM}.*.sqlite") if path.name != FILE and path.is_file())


def copy_whole(place: Place, file: Path) -> None:
    """The whole database at one moment, as a SQLite file of its own; other commands may go on meanwhile."""
    if place.file is not None:
        _copy_file(place, file)
    else:
        _copy_server(place, file)
    file.chmod(OWN)


def _copy_file(place: Place, file: Path) -> None:
    """SQLite's own way of copying a file that is in use."""
    if place.file is None:
        raise AssertionError("only a file is copied so")
    with plainly(place), closing(sqlite3.connect(f"{place.file.absolute().as_uri()}?mode=rw", uri=True)) as held:
        held.execute(f"PRAGMA busy_timeout = {int(database.WAIT_SECONDS * 1000)}")
        with closing(sqlite3.connect(file)) as copy:
            held.backup(copy)
            make_lone(copy)


def make_lone(connection: sqlite3.Connection) -> None:
    """A file that needs no other beside it, without what was left in its free pages."""
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("VACUUM")


def _copy_server(place: Place, file: Path) -> None:
    """A file with the same schema, filled row by row from one moment of the server."""
    target = Place(file=file)
    with database.reading(place, revision=None) as held:
        found = database.revision_of(held)
        if found == schema.HEAD:
            database.create_database(target)
        else:
            _create_earlier(target, found)
        with database.writing(target, revision=found or schema.HEAD) as copy:
            pour(held, copy)
    with plainly(target), closing(sqlite3.connect(file)) as copied:
        make_lone(copied)


def _create_earlier(target: Place, revision: str | None) -> None:
    """An empty file of an earlier schema. Only an upgrade comes here."""
    from matcher.store.migrations import walk

    if revision not in schema.REVISIONS or target.file is None:
        raise AssertionError("a copy is made of a schema that we know")
    target.file.touch(mode=OWN)
    with plainly(target), database.connected(target) as connection:
        walk.climb(connection, None, to=revision)
        connection.commit()


def pour(held: sa.Connection, into: sa.Connection) -> dict[str, int]:
    """Copy every row of one database into another of the same schema, in place of what is there; how many, by table.

    The other's log must have no guards that refuse it, or no entries.
    """
    poured: dict[str, int] = {}
    for name in sorted(set(sa.inspect(into).get_table_names()) - {schema.VERSION_TABLE}):
        columns: list[sa.ColumnClause[Any]] = [sa.column(one["name"]) for one in sa.inspect(into).get_columns(name)]
        table = sa.table(name, *columns)
        if into.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
            into.execute(sa.delete(table))
        poured[name] = 0
        found = held.execution_options(yield_per=AT_ONCE).execute(sa.select(*columns).select_from(table))
        for many in found.partitions(AT_ONCE):
            into.execute(sa.insert(table), [dict(row._mapping) for row in many])
            poured[name] += len(many)
    return poured


def counts(connection: sa.Connection) -> dict[str, int]:
    """How many rows each table holds."""
    names = sorted(set(sa.inspect(connection).get_table_names()) - {schema.VERSION_TABLE})
    return {name: int(connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) or 0) for name in names}


@contextmanager
def _own_file(path: Path) -> Iterator[Path]:
    """A file that nobody else may read and that is gone when the block ends, unless it was moved."""
    ends = ("", "-wal", "-shm", "-journal")
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWN))
        yield path
    except OSError as error:
        what = f"cannot be written: {(error.strerror or 'it failed').lower()}."
        raise GivenProblems([Problem(str(path.parent), "", what, "Make room, or ask for permission.")]) from error
    finally:
        for end in ends:
            path.with_name(path.name + end).unlink(missing_ok=True)

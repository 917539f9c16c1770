"""Which schema a programme's database has, and bringing it up to today's: whole or not at all, a copy first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matcher.records.signed import Signed
from matcher.store import copies, database, log, schema
from matcher.store.folder import Folder
from matcher.store.log import Event
from matcher.store.told import problem


@dataclass(frozen=True)
class Status:
    """Which schema a database has."""

    name: str
    """What the database is called in a message."""
    kind: str
    """`SQLite` or `PostgreSQL`."""
    revision: str
    head: str
    brings: tuple[tuple[str, str], ...] = ()
    """What an upgrade would bring, by revision, in order."""

    @property
    def up_to_date(self) -> bool:
        """Whether this program reads it as it is."""
        return self.revision == self.head

    @property
    def later(self) -> bool:
        """Whether a later version of the program made it."""
        return self.revision not in schema.REVISIONS


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade did."""

    was: Status
    copy: Path | None = None
    """The whole copy that was made first; None where there was nothing to do."""
    rows: int = 0
    """Rows of records that were carried over."""


def status(folder: Folder) -> Status:
    """Which schema the programme's database has. Raises GivenProblems where it is no programme's, or not there."""
    with database.reading(folder.place, revision=None) as connection:
        found = database.revision_of(connection)
    if found is None:
        raise problem(folder.place, "is not a programme's database.", "Put back the file that `matcher` made.")
    kind = "SQLite" if folder.place.file is not None else "PostgreSQL"
    return Status(folder.place.name, kind, found, schema.HEAD, _brings(found))


def _brings(found: str) -> tuple[tuple[str, str], ...]:
    if found not in schema.REVISIONS or found == schema.HEAD:
        return ()
    from matcher.store.migrations import walk

    return tuple((one, walk.says(one)) for one in schema.REVISIONS if one > found)


def upgrade(folder: Folder, signed: Signed) -> Upgraded:
    """Bring a database up to today's schema, in one transaction, after a whole copy of it was made beside it.

    One that is up to date stays as it is. Raises GivenProblems for a later one, or where a record cannot be read.
    """
    was = status(folder)
    if was.up_to_date:
        return Upgraded(was)
    if was.later:
        raise problem(folder.place, "was made by a later version of matcher.", "Install that version.")
    from matcher.store.migrations import walk

    copy: Path | None = None
    try:
        with database.writing(folder.place, revision=was.revision) as connection:
            copy = copies.copy_beside(folder.path, folder.place, f"before-{schema.HEAD}")
            walk.climb(connection, was.revision)
            codes = {"from": was.revision, "to": schema.HEAD}
            log.append(connection, signed, [Event("upgrade", codes=codes)])
            rows = copies.counts(connection).get("record", 0)
    except BaseException:
        if copy is not None:
            copy.unlink(missing_ok=True)  # nothing was changed, so there is nothing to go back to
        raise
    return Upgraded(was, copy, rows)

"""A whole programme in one file: its database as a SQLite file, its other files, and a manifest of their digests.

The same form for a programme in a file and one on a server, so that either can be put back as the other.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from pydantic import Field

from matcher.base.problems import GivenProblems, Problem
from matcher.library.document import Part
from matcher.records.signed import Signed
from matcher.store import copies, database, log, schema
from matcher.store.about import FILE as ABOUT_FILE
from matcher.store.folder import Folder
from matcher.store.place import FILE, Place
from matcher.store.subjects import subjects
from matcher.store.travelling import PLACES, TABLE, TIMETABLE

FORMAT = 1
MANIFEST = "manifest.json"
BESIDE = (ABOUT_FILE, PLACES, TIMETABLE, TABLE)
"""The programme's own files besides its database. Lists, packs and logs are no part of it; journeys are found anew."""
NAMES = frozenset({FILE, *BESIDE})
PIECE = 1 << 20
TRIES = 5


class Packed(Part):
    """One file of a backup."""

    bytes: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Manifest(Part):
    """What a backup says of itself."""

    format: int
    programme: str
    at: str
    by: str
    version: str
    kind: str
    """`SQLite` or `PostgreSQL`, as it was; the file in it is SQLite's either way."""
    revision: str
    rows: dict[str, int]
    """By table."""
    entries: int = 0
    """Of the log."""
    last: str = ""
    """The hash of the log's last entry."""
    files: dict[str, Packed]


@dataclass(frozen=True)
class BackedUp:
    """A backup that was made."""

    file: Path
    manifest: Manifest
    digest: str
    """SHA-256 of the file: written down elsewhere, it shows later that nothing was changed."""


def back_up(folder: Folder, file: Path, signed: Signed, *, version: str) -> BackedUp:
    """Write a backup, whole or not at all; other commands may go on meanwhile. Only its owner may read it.

    Raises GivenProblems where the file is there already, cannot be written, or the log does not verify.
    """
    if file.exists():
        raise GivenProblems([Problem(str(file), "", "is there already.", "Choose another name; it stays as it is.")])
    try:
        with tempfile.TemporaryDirectory(prefix=".matcher-backup-", dir=file.absolute().parent) as beside:
            return _pack(folder, Path(beside), file, signed, version=version)
    except OSError as error:
        what = f"cannot be written: {(error.strerror or 'it failed').lower()}."
        raise GivenProblems([Problem(str(file), "", what, "Choose another place, or make room.")]) from error


def _pack(folder: Folder, beside: Path, file: Path, signed: Signed, *, version: str) -> BackedUp:
    """Everything gathered in a folder of our own, then packed, then moved to its name."""
    copy = beside / FILE
    _marked_copy(folder.place, copy)
    sources = {FILE: copy, **{name: folder.path / name for name in BESIDE if (folder.path / name).is_file()}}
    manifest = _manifest(folder, copy, sources, signed, version=version)
    packed = beside / "packed.zip"
    os.close(os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, copies.OWN))
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
        for name, source in sources.items():
            archive.write(source, name)
    with packed.open("rb+") as written:
        os.fsync(written.fileno())
    digest = digest_of(packed)
    packed.rename(file)
    return BackedUp(file, manifest, digest)


def _marked_copy(place: Place, copy: Path) -> None:
    """A copy in which every client has a mark: so that one who is erased later is known in it by their mark alone."""
    for _ in range(TRIES):
        _give_marks(place)
        copies.copy_whole(place, copy)
        with database.reading(Place(file=copy), revision=None) as connection:
            if database.revision_of(connection) != schema.HEAD or not _without_mark(connection):
                return
        copy.unlink()
    raise GivenProblems([Problem(place.name, "", "is changing too fast to be copied.", "Try again in a quiet moment.")])


def _give_marks(place: Place) -> None:
    with database.reading(place, revision=None) as connection:
        if database.revision_of(connection) != schema.HEAD or not _without_mark(connection):
            return
    with database.writing(place) as connection:
        subjects(connection, _without_mark(connection))


def _without_mark(connection: sa.Connection) -> set[str]:
    """Clients of whom something is held and who have no mark yet."""
    tables = (schema.RECORD, schema.PAST, schema.IDENTITY, schema.HOUSEHOLD, schema.TOLD, schema.RUN_ROW)
    held_of = sa.union(*(sa.select(table.c.client).where(table.c.client != "") for table in tables))
    marked = set(connection.scalars(sa.select(schema.SUBJECT.c.client)))
    return set(connection.scalars(held_of)) - marked


def _manifest(folder: Folder, copy: Path, sources: Mapping[str, Path], signed: Signed, *, version: str) -> Manifest:
    """What the copy holds, after the log in it was walked."""
    verified = None
    with database.reading(Place(file=copy), revision=None) as connection:
        revision = database.revision_of(connection) or ""
        rows = copies.counts(connection)
        if revision == schema.HEAD:
            verified = log.verify(connection)
    if verified is not None and not verified.sound:
        what = f"has a log that does not follow from entry {verified.broken}."
        raise GivenProblems([Problem(folder.place.name, "", what, "`matcher log verify` says more.")])
    return Manifest(
        format=FORMAT,
        programme=folder.about.name,
        at=signed.moment,
        by=signed.by,
        version=version,
        kind="SQLite" if folder.place.file is not None else "PostgreSQL",
        revision=revision,
        rows=rows,
        entries=verified.entries if verified else 0,
        last=verified.last if verified else "",
        files={name: Packed(bytes=one.stat().st_size, sha256=digest_of(one)) for name, one in sources.items()},
    )


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            whole.update(piece)
    return whole.hexdigest()

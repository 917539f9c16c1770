"""Putting a backup back: looked at first, whole or not at all, without those who were erased since.

Nothing in the file is believed before it was compared with its manifest, and nothing of it is put in place before its
log verified. A foreign, cut or swollen file is a problem in plain words.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from pydantic import ValidationError

from matcher.base.problems import GivenProblems, Problem
from matcher.records.signed import Signed
from matcher.store import about as about_file
from matcher.store import copies, database, erasing, log, schema
from matcher.store.backup import BESIDE, FORMAT, MANIFEST, NAMES, PIECE, Manifest
from matcher.store.beside import ENDS
from matcher.store.folder import Folder, create_folder, located
from matcher.store.log import Event
from matcher.store.place import FILE, Place
from matcher.store.told import plainly
from matcher.store.travelling import forget_journeys

MOST_MANIFEST = 1 << 20
MOST_SWOLLEN = 400
"""Bytes out for a byte in: records are text and pack to a tenth or so; a file made to burst packs to a thousandth."""
HEAD_OF_FILE = b"SQLite format 3\x00"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    OverflowError,
)


@dataclass(frozen=True)
class Restored:
    """What putting a backup back came to."""

    manifest: Manifest
    folder: Path
    erased_again: int
    """Clients who were erased since the backup was made."""
    kept: Path | None = None
    """The database that was there before, as a file of its own."""
    later_entries: int = 0
    """Entries that the log of the one before had beyond the backup's; they are in `kept`."""
    unsure: bool = False
    """Whether nobody could look who was erased since: there was no database before, or it could not be read."""

    @property
    def earlier(self) -> bool:
        """Whether it is of an earlier schema."""
        return self.manifest.revision != schema.HEAD


@dataclass(frozen=True)
class _Before:
    """The database that is to be replaced, as far as it can be read."""

    marks: dict[str, str] = field(default_factory=dict)
    entries: int = 0
    readable: bool = False


def restore(file: Path, target: Path, signed: Signed, *, replace: bool, database_url: str = "") -> Restored:
    """Put a backup into a folder that is new or empty; with `replace`, in the place of the programme that is there.

    Raises GivenProblems where the file is no whole backup, or a programme is there and `replace` was not said.
    """
    there = (target / about_file.FILE).exists()
    if there and not replace:
        fix = "Say --replace to put the backup in its place; the database that is there is kept beside it."
        raise GivenProblems([Problem(str(target), "", "holds a programme already.", fix)])
    with _own_folder(target) as beside:
        manifest = unpack(file, beside)
        before = _before(located(target, database_url=database_url)) if there else _Before()
        erased = _make_ready(beside, manifest, before, signed)
        unsure = not before.readable
        if there:
            kept = _replace(beside, located(target, database_url=database_url))
            more = max(0, before.entries - manifest.entries)
            return Restored(manifest, target, erased, kept, later_entries=more, unsure=unsure)
        _begin(beside, target, database_url=database_url)
    return Restored(manifest, target, erased, unsure=unsure)


@contextmanager
def _own_folder(target: Path) -> Iterator[Path]:
    """A folder of our own on the same disk, gone when the block ends."""
    parent = target.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".matcher-restore-", dir=parent, ignore_cleanup_errors=True) as made:
            yield Path(made)
    except OSError as error:
        what = f"cannot be written: {(error.strerror or 'it failed').lower()}."
        fix = "Nothing was changed. Make room, or ask for permission."
        raise GivenProblems([Problem(str(target), "", what, fix)]) from error


def unpack(file: Path, into: Path) -> Manifest:
    """Unpack a backup and compare every byte with its manifest. Raises GivenProblems for anything else."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _read_manifest(archive, file)
            _refuse_swollen(archive, file, manifest, free=shutil.disk_usage(into).free)
            for name, said in manifest.files.items():
                _take_out(archive, name, into / name, most=said.bytes)
                if _digest(into / name) != (said.bytes, said.sha256):
                    raise _no_backup(file, f"was changed or cut: {name} is not as its manifest says.")
    except BROKEN as error:
        raise _no_backup(file, "is no backup, or was cut short.") from error
    except OSError as error:
        what = "is not there." if isinstance(error, FileNotFoundError) else "cannot be read or unpacked."
        raise _no_backup(file, what) from error
    return manifest


def _read_manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    listed = [one.filename for one in archive.infolist()]
    if len(set(listed)) != len(listed) or MANIFEST not in listed or not set(listed) <= {MANIFEST, *NAMES}:
        raise _no_backup(file, "holds other files than a backup does.")
    if archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        raise _no_backup(file, "has a manifest that is far too long.")
    with archive.open(MANIFEST) as packed:
        text = packed.read(MOST_MANIFEST + 1)
    try:
        manifest = Manifest.model_validate(json.loads(text))
    except (ValidationError, RecursionError) as error:
        raise _no_backup(file, "has a manifest that cannot be read.") from error
    if manifest.format != FORMAT or manifest.revision not in schema.REVISIONS:
        fix = "Install the version that made it."
        raise GivenProblems([Problem(str(file), "", "was made by a later version of matcher.", fix)])
    if {FILE, about_file.FILE} - set(manifest.files) or set(manifest.files) != set(listed) - {MANIFEST}:
        raise _no_backup(file, "does not hold the files that its manifest names.")
    return manifest


def _refuse_swollen(archive: zipfile.ZipFile, file: Path, manifest: Manifest, *, free: int) -> None:
    """Raises GivenProblems where unpacking would fill the disk."""
    out, packed = 0, 0
    for name, said in manifest.files.items():
        one = archive.getinfo(name)
        if one.file_size != said.bytes:
            raise _no_backup(file, f"was changed or cut: {name} is not as long as its manifest says.")
        out, packed = out + one.file_size, packed + one.compress_size
    if out > MOST_SWOLLEN * max(packed, PIECE // 16):
        raise _no_backup(file, "would swell to many times its size, as no backup does.")
    if out * 3 > free:
        what = f"needs about {out * 3 // 1_000_000 + 1:,} MB of free disk to be put back."
        raise GivenProblems([Problem(str(file), "", what, "Nothing was changed. Make room and try again.")])


def _take_out(archive: zipfile.ZipFile, name: str, to: Path, *, most: int) -> None:
    """One file, and not a byte more than it says."""
    left = most
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, copies.OWN))
    with archive.open(name) as packed, to.open("wb") as out:
        while piece := packed.read(min(PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                raise ValueError("longer than it says")
            out.write(piece)


def _digest(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _make_ready(beside: Path, manifest: Manifest, before: _Before, signed: Signed) -> int:
    """Check the database of a backup, take those away who were erased since, write that into its log; how many."""
    copy = beside / FILE
    _refuse_unsound(copy, manifest)
    place = Place(file=copy)
    about_file.read_about(beside)
    if manifest.revision != schema.HEAD:
        if before.marks:
            what = f"is of an earlier schema, and {len(before.marks)} people were erased since: it cannot tell who."
            fix = "Put it back into another folder, upgrade it there, and erase them by hand."
            raise GivenProblems([Problem("the backup", "", what, fix)])
        return 0
    with database.writing(place) as connection:
        gone = erasing.still_here(connection, list(before.marks))
        for mark, client in sorted(gone.items()):
            ground = str(json.loads(before.marks[mark]).get("ground", ""))
            erasing.erase(connection, signed, client, ground=ground, codes={"again": 1})
        codes = {"entries": manifest.entries, "erased_again": len(gone)}
        log.append(connection, signed, [Event("restore", codes=codes)])
    with plainly(place), closing(sqlite3.connect(copy)) as lone:
        copies.make_lone(lone)
    return len(gone)


def _refuse_unsound(copy: Path, manifest: Manifest) -> None:
    """Raises GivenProblems where the database is damaged, another program's, or has parts that ours never has."""
    wrong = _no_backup(Path(copy.name), "in the backup is not a sound database of a programme.")
    with copy.open("rb") as file:
        if file.read(len(HEAD_OF_FILE)) != HEAD_OF_FILE:
            raise wrong
    try:
        with closing(sqlite3.connect(copy)) as lone:
            lone.execute("PRAGMA trusted_schema = OFF")
            sound = lone.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            declared = set(lone.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    except sqlite3.Error:
        raise wrong from None
    if not sound or not _ours(declared, manifest.revision, copy):
        raise wrong
    if manifest.revision != schema.HEAD:
        return
    with database.reading(Place(file=copy)) as connection:
        verified, rows = log.verify(connection), copies.counts(connection)
        words = log.wrong_words(connection)
    if not verified.sound or words or (verified.entries, verified.last) != (manifest.entries, manifest.last):
        raise _no_backup(Path(copy.name), "in the backup has a log that does not verify.")
    if rows != manifest.rows:
        raise _no_backup(Path(copy.name), "in the backup holds another number of rows than its manifest says.")


def _ours(declared: set[tuple[str, str, str]], revision: str, copy: Path) -> bool:
    """Whether a database has exactly the tables, indexes and guards that this program makes."""
    if revision != schema.HEAD:
        return all(kind in ("table", "index") for kind, *_ in declared)
    fresh = copy.with_name("fresh.sqlite")
    database.create_database(Place(file=fresh))
    with closing(sqlite3.connect(fresh)) as lone:
        wanted = set(lone.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    for end in ENDS:
        fresh.with_name(fresh.name + end).unlink(missing_ok=True)
    return declared == wanted


def _before(folder: Folder) -> _Before:
    """Who was erased from the programme that is there, and how long its log is."""
    with suppress(GivenProblems), database.reading(folder.place) as connection:
        entries = connection.scalar(sa.select(schema.LAST.c.seq)) or 0
        return _Before(erasing.erased_marks(connection), int(entries), readable=True)
    return _Before()


def _begin(beside: Path, target: Path, *, database_url: str) -> None:
    """A programme where there was none: its folder comes into being whole."""
    about = about_file.read_about(beside)
    if database_url:
        folder = create_folder(target, about, database_url=database_url)
        _pour_in(beside / FILE, folder.place)
        _put_beside(beside, target)
        return
    about_file.write_about(beside, about.model_copy(update={"database": ""}))
    if target.exists():
        if not target.is_dir() or any(target.iterdir()):
            fix = "Choose a folder that does not exist yet, or an empty one."
            raise GivenProblems([Problem(str(target), "", "is there already and is not empty.", fix)])
        target.rmdir()
    whole = beside / "whole"
    whole.mkdir()
    for name in NAMES:
        if (beside / name).exists():
            (beside / name).rename(whole / name)
    whole.rename(target)


def _replace(beside: Path, folder: Folder) -> Path:
    """Put the database in the place of the one that is there, in one transaction; where that one was kept."""
    about = about_file.read_about(beside)
    try:
        kept = copies.copy_beside(folder.path, folder.place, "before-restore")
    except GivenProblems:
        if folder.place.file is None:
            raise
        kept = _set_aside(folder.path)
        (beside / FILE).rename(folder.path / FILE)
    else:
        if folder.place.file is not None:
            _write_over(beside / FILE, folder.place)
        else:
            _pour_in(beside / FILE, folder.place)
    _put_beside(beside, folder.path)
    about_file.write_about(folder.path, about.model_copy(update={"database": folder.about.database}))
    forget_journeys(folder.path)
    return kept


def _set_aside(folder: Path) -> Path:
    """A damaged database and its side files under another name, as they are."""
    kept = copies.free_name(folder, "damaged")
    for end in ENDS:
        with suppress(FileNotFoundError):
            (folder / (FILE + end)).rename(kept.with_name(kept.name + end))
    return kept


def _write_over(copy: Path, place: Place) -> None:
    """SQLite writes one database over another in one transaction: cut short, the old one is there."""
    with plainly(place), closing(sqlite3.connect(copy)) as new, closing(sqlite3.connect(str(place.file))) as old:
        old.execute(f"PRAGMA busy_timeout = {int(database.WAIT_SECONDS * 1000)}")
        old.execute("PRAGMA synchronous = FULL")
        new.backup(old)
        old.execute("PRAGMA journal_mode = WAL")


def _pour_in(copy: Path, place: Place) -> None:
    """Every row into a server's tables, in place of what is there, in one transaction."""
    with database.reading(Place(file=copy)) as held, database.writing(place) as into:
        if into.dialect.name == "postgresql":
            into.exec_driver_sql("DROP FUNCTION matcher_refuse() CASCADE")  # the log's guards; they come back below
        copies.pour(held, into)
        for statement in schema.guards(into.dialect.name):
            into.exec_driver_sql(statement)


def _put_beside(beside: Path, target: Path) -> None:
    """The programme's other files, each whole."""
    for name in BESIDE:
        if name != about_file.FILE and (beside / name).exists():
            (beside / name).replace(target / name)


def _no_backup(file: Path, what: str) -> GivenProblems:
    return GivenProblems([Problem(str(file), "", what, "Nothing was changed. Choose a file that `db backup` wrote.")])

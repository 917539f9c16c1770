"""Whether a programme's folder and database are in order: one line for each thing, with what to do about it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from matcher.base.problems import GivenProblems
from matcher.store import beside, copies, database, log, schema
from matcher.store.folder import Folder
from matcher.store.place import FILE
from matcher.store.upgrade import status

State = Literal["ok", "look at", "broken"]
LEAST_FREE, LITTLE_FREE = 20_000_000, 500_000_000
"""Bytes of disk below which nothing works, and below which it soon will not."""
LEFT_OVER = (".matcher-backup-*", ".matcher-restore-*", ".programme.*")
CLOCK_MAY_DIFFER = dt.timedelta(minutes=5)
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Line:
    """One thing that was looked at."""

    name: str
    state: State
    says: str
    fix: str = ""


def look(folder: Folder, *, now: dt.datetime) -> Iterator[Line]:
    """Every line about one programme, in order. A check that cannot be made is a broken line, and the next is made."""
    checks: tuple[tuple[str, Callable[[Folder], Iterator[Line]]], ...] = (
        ("disk", _disk),
        ("permissions", _permissions),
        ("database", _database),
        ("left over", _left_over),
    )
    for name, check in checks:
        yield from _made(name, lambda check=check: check(folder))  # type: ignore[misc]
    found = _revision(folder)
    if found != schema.HEAD:
        return
    if folder.place.file is not None:
        yield from _made("integrity", lambda: _integrity(folder))
    yield from _made("log", lambda: _log(folder))
    yield from _made("clock", lambda: _clock(folder, now))


def _made(name: str, check: Callable[[], Iterator[Line]]) -> Iterator[Line]:
    try:
        yield from list(check())
    except GivenProblems as given:
        problem = given.problems[0]
        yield Line(name, "broken", f"{problem.where} {problem.what}", problem.fix)
    except OSError as error:
        yield Line(name, "broken", f"could not be looked at: {(error.strerror or 'it failed').lower()}.")


def _revision(folder: Folder) -> str:
    try:
        return status(folder).revision
    except GivenProblems:
        return ""


def _disk(folder: Folder) -> Iterator[Line]:
    free = shutil.disk_usage(folder.path).free
    size = sum(path.stat().st_size for path in beside.own_files(folder.path))
    says = f"{free // 1_000_000:,} MB free; the database takes {size / 1_000_000:,.1f} MB."
    wanted = max(LITTLE_FREE, size * 3)
    if free < LEAST_FREE:
        yield Line("disk", "broken", says, "Make room: nothing can be kept.")
    elif free < wanted:
        yield Line("disk", "look at", says, f"Make room: an upgrade or backup wants {wanted // 1_000_000:,} MB.")
    else:
        yield Line("disk", "ok", says)


def _permissions(folder: Folder) -> Iterator[Line]:
    """Who may read what holds everybody's records; and whether we may write it."""
    held = [*beside.own_files(folder.path), *copies.copies_in(folder.path)]
    if os.name == "posix":
        shut = not folder.path.stat().st_mode & OTHERS
        open_ones = [] if shut else [path.name for path in held if path.stat().st_mode & OTHERS]
        if open_ones:
            says = f"Others on this computer may open {', '.join(open_ones[:3])}."
            yield Line("permissions", "look at", says, f"`chmod -R go-rwx {folder.path}`, unless they are meant to.")
        else:
            yield Line("permissions", "ok", "Only the owner may open the database's files.")
    own = [folder.path, *(path for path in held if path.name == FILE)]
    if all(os.access(path, os.W_OK) for path in own):
        yield Line("writing", "ok", "The folder may be written.")
    else:
        yield Line("writing", "look at", "The folder may only be read.", "Lists can be made; nothing can be kept.")


def _database(folder: Folder) -> Iterator[Line]:
    found = status(folder)
    says = f"{found.kind}, schema {found.revision}."
    if found.later:
        fix = "Install the version that made it."
        yield Line("database", "broken", f"{found.kind}, of a later version of matcher.", fix)
    elif not found.up_to_date:
        fix = "`matcher db upgrade` brings it up to date, after a copy."
        yield Line("database", "broken", f"{says} This version reads {found.head}.", fix)
    else:
        yield Line("database", "ok", says)


def _left_over(folder: Folder) -> Iterator[Line]:
    """What a killed command left, and copies that wait to be deleted."""
    near = [path for pattern in LEFT_OVER for at in (folder.path, folder.path.parent) for path in at.glob(pattern)]
    if near:
        fix = "Delete them when no command is running: they may hold everybody's records."
        yield Line("left over", "look at", f"A command that was stopped left {_names(near)}.", fix)
    kept = copies.copies_in(folder.path)
    if kept:
        fix = "Delete them when all is well: they hold everybody's records."
        yield Line("copies", "look at", f"Copies made before a change: {_names(kept)}.", fix)
    logs = list((folder.path / "logs").glob("matcher-*.log")) if (folder.path / "logs").is_dir() else []
    if logs:
        yield Line(
            "incidents", "look at", f"{len(logs):,} faults of the program in logs/.", "Pass them on, then delete them."
        )
    if not (near or kept or logs):
        yield Line("left over", "ok", "Nothing was left over by a command.")


def _names(paths: list[Path]) -> str:
    more = f" and {len(paths) - 3:,} more" if len(paths) > 3 else ""
    return ", ".join(path.name for path in paths[:3]) + more


def _integrity(folder: Folder) -> Iterator[Line]:
    with database.reading(folder.place) as connection:
        mode = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())
        found = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar())
    if found == "ok":
        yield Line("integrity", "ok", "SQLite finds the file whole.")
    else:
        fix = "`matcher db restore` puts a backup back; the file that is there is kept."
        yield Line("integrity", "broken", "SQLite finds the file damaged.", fix)
    if mode == "wal":
        yield Line("journal", "ok", "Readers and a writer do not wait for each other (WAL).")
    else:
        fix = "It comes back when a command may write beside the file; a network drive may not allow it."
        yield Line("journal", "look at", f"The journal is {mode}: readers wait for writers.", fix)


def _log(folder: Folder) -> Iterator[Line]:
    with database.reading(folder.place) as connection:
        verified = log.verify(connection)
        words = log.wrong_words(connection)
    if not verified.sound:
        fix = "`matcher log verify` says more. Keep the file, and ask who else can write it."
        yield Line("log", "broken", f"It does not follow from entry {verified.broken}: {verified.says}", fix)
    elif words:
        yield Line(
            "log", "broken", f"Words of entry {words[0]} were changed.", "Keep the file, and ask who can write it."
        )
    else:
        yield Line("log", "ok", f"{verified.entries:,} entries, each follows from the one before.")


def _clock(folder: Folder, now: dt.datetime) -> Iterator[Line]:
    """The clock against the log: the last entry is not in the future, and none is earlier than the one before."""
    with database.reading(folder.place) as connection:
        moments = [(int(entry[0]), entry[1]) for entry in log.entries(connection)]
    back = [seq for (_, before), (seq, at) in pairwise(moments) if at < before]
    if moments and dt.datetime.fromisoformat(moments[-1][1]) > now + CLOCK_MAY_DIFFER:
        says = f"Entry {moments[-1][0]} of the log is from {moments[-1][1][:16]}, which is still to come."
        yield Line("clock", "look at", says, "Set this computer's clock, or find out whose was wrong.")
    elif back:
        says = f"{len(back):,} entries of the log are earlier than the one before, first entry {back[0]}."
        yield Line("clock", "look at", says, "A clock was put back. The order of the entries is the true one.")
    else:
        yield Line("clock", "ok", "The clock and the log agree.")

"""Runs: what a list was made from and which numbers it came to, kept so that it can be explained again (product L5).

A row of `run` is the same for the same inputs, whoever made it and when; each making of it is a row of `made`. The
text of the models lies once for each digest, compressed. What a run shows of a client lies in rows of its own, which go
with them.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from matcher.base.problems import GivenProblems, Problem
from matcher.records.signed import Signed
from matcher.store import database
from matcher.store.folder import Folder
from matcher.store.rows import damaged
from matcher.store.schema import MADE, MODELS, RUN, RUN_LIST, RUN_ROW

Side = Literal["vacancy", "client"]


@dataclass(frozen=True)
class KeptRow:
    """One row that was shown: the numbers it was decided by, as JSON."""

    place: int
    client: str
    vacancy: str
    body: str


@dataclass(frozen=True)
class KeptList:
    """One list of a run: its counts as JSON, and its rows."""

    side: Side
    subject: str
    body: str
    rows: tuple[KeptRow, ...] = ()


@dataclass(frozen=True)
class KeptRun:
    """One run, as far as the same inputs give the same."""

    run: str
    command: str
    purpose: str
    day: str
    version: str
    models: str
    """The digest of the models it was decided by."""
    edition: int
    """Of the records, when it was first made."""
    manifest: str
    lists: tuple[KeptList, ...] = ()


@dataclass(frozen=True)
class Made:
    """One time a run was made."""

    at: str
    by: str
    role: str
    made_with: str


@dataclass(frozen=True)
class RunLine:
    """A run as a line of the list of runs."""

    run: str
    command: str
    day: str
    version: str
    side: str
    """Empty where it keeps no list: of a batch, or of a client who was erased since."""
    subject: str
    times: int
    last: Made


def keep_run(
    connection: sa.Connection, signed: Signed, run: KeptRun, *, models: Mapping[str, bytes], made_with: str
) -> None:
    """Keep a run, once however often it is made, and that it was made now. Inside the transaction of what it shows.

    Raises GivenProblems where a run of the same name is kept that says something else.
    """
    held = connection.scalar(sa.select(RUN.c.manifest).where(RUN.c.run == run.run))
    if held is None:
        connection.execute(sa.insert(RUN), [{name: value for name, value in run.__dict__.items() if name != "lists"}])
        _keep_lists(connection, run)
        _keep_models(connection, run.models, models)
    elif held != run.manifest:
        what = "is kept already and came to something else then."
        fix = "That happens where the program was changed without a new version. What was kept first stays."
        raise GivenProblems([Problem(f"run {run.run}", "", what, fix)])
    times = connection.scalar(sa.select(sa.func.count()).where(MADE.c.run == run.run)) or 0
    hand = {"at": signed.moment, "hand": signed.by, "role": signed.role.value}
    connection.execute(sa.insert(MADE), [{"run": run.run, "time": times + 1, "made_with": made_with, **hand}])


def _keep_lists(connection: sa.Connection, run: KeptRun) -> None:
    lists = [{"run": run.run, "side": one.side, "subject": one.subject, "body": one.body} for one in run.lists]
    rows = [
        {"run": run.run, "side": one.side, "subject": one.subject, **row.__dict__}
        for one in run.lists
        for row in one.rows
    ]
    for table, values in ((RUN_LIST, lists), (RUN_ROW, rows)):
        if values:
            connection.execute(sa.insert(table), values)


def _keep_models(connection: sa.Connection, digest: str, models: Mapping[str, bytes]) -> None:
    if connection.scalar(sa.select(MODELS.c.digest).where(MODELS.c.digest == digest)) is None:
        connection.execute(sa.insert(MODELS), [{"digest": digest, "body": zlib.compress(_framed(models), 6)}])


def _framed(models: Mapping[str, bytes]) -> bytes:
    """All files in order of name, each after its name and length: what the digest of the models is taken over."""
    return b"".join(f"{name}\n{len(models[name])}\n".encode() + models[name] for name in sorted(models))


def models_of(folder: Folder, digest: str) -> dict[str, bytes]:
    """The models that a run was decided by, byte for byte. Raises GivenProblems where they are gone or damaged."""
    with database.reading(folder.place) as connection:
        body = connection.scalar(sa.select(MODELS.c.body).where(MODELS.c.digest == digest))
    if body is None:
        raise damaged("no text of the models that this run was decided by")
    try:
        framed = zlib.decompress(body)
        if hashlib.sha256(framed).hexdigest() != digest:
            raise damaged("a text of models that was changed")
        return dict(_unframed(framed))
    except (zlib.error, ValueError):
        raise damaged("a text of models that cannot be read") from None


def _unframed(framed: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at < len(framed):
        name_ends = framed.index(b"\n", at)
        size_ends = framed.index(b"\n", name_ends + 1)
        start, size = size_ends + 1, int(framed[name_ends + 1 : size_ends])
        yield framed[at:name_ends].decode(), framed[start : start + size]
        at = start + size


def run_lines(folder: Folder, *, most: int) -> list[RunLine]:
    """The runs that were made last, latest first, each once."""
    times = sa.select(MADE.c.run, sa.func.count().label("times"), sa.func.max(MADE.c.time).label("last"))
    counted = times.group_by(MADE.c.run).subquery()
    query = (
        sa.select(
            *(RUN.c[name] for name in ("run", "command", "day", "version")),
            *(sa.func.coalesce(RUN_LIST.c[name], "") for name in ("side", "subject")),
            counted.c.times,
            *(MADE.c[name] for name in ("at", "hand", "role", "made_with")),
        )
        .join(counted, counted.c.run == RUN.c.run)
        .join(MADE, (MADE.c.run == RUN.c.run) & (MADE.c.time == counted.c.last))
        .outerjoin(RUN_LIST, RUN_LIST.c.run == RUN.c.run)
        .order_by(MADE.c.at.desc(), RUN.c.run)
        .limit(most)
    )
    with database.reading(folder.place) as connection:
        return [RunLine(*row[:7], Made(*row[7:])) for row in connection.execute(query)]


def kept_run(folder: Folder, run: str) -> tuple[KeptRun, Sequence[Made]]:
    """A run with all that is kept of it, and each time it was made. Raises GivenProblems where there is none."""
    with database.reading(folder.place) as connection:
        names = ("run", "command", "purpose", "day", "version", "models", "edition", "manifest")
        query = sa.select(*(RUN.c[name] for name in names)).where(RUN.c.run == run)
        found = connection.execute(query).mappings().one_or_none()
        if found is None:
            raise GivenProblems([Problem("run", run, "is not kept here.", "`matcher runs list` shows those that are.")])
        made = sa.select(MADE.c.at, MADE.c.hand, MADE.c.role, MADE.c.made_with).where(MADE.c.run == run)
        times = [Made(*row) for row in connection.execute(made.order_by(MADE.c.time))]
        lists = tuple(_lists(connection, run))
    return KeptRun(**found, lists=lists), times


def _lists(connection: sa.Connection, run: str) -> Iterator[KeptList]:
    names = ("place", "client", "vacancy", "body")
    query = sa.select(RUN_ROW.c.side, RUN_ROW.c.subject, *(RUN_ROW.c[name] for name in names))
    rows: dict[tuple[str, str], list[KeptRow]] = {}
    for side, subject, *row in connection.execute(query.where(RUN_ROW.c.run == run).order_by(RUN_ROW.c.place)):
        rows.setdefault((side, subject), []).append(KeptRow(*row))
    lists = sa.select(RUN_LIST.c.side, RUN_LIST.c.subject, RUN_LIST.c.body).where(RUN_LIST.c.run == run)
    for side, subject, body in connection.execute(lists.order_by(RUN_LIST.c.side, RUN_LIST.c.subject)):
        yield KeptList(side, subject, body, tuple(rows.get((side, subject), ())))

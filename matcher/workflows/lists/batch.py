"""Every list of a programme at once, both ways, to parquet and a workbook, with a manifest that adds up."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from matcher.base.problems import GivenProblems, Problem
from matcher.base.stamp import Stamp
from matcher.explain.context import Context
from matcher.explain.rows import explain_list
from matcher.explain.shape import ExplainedList
from matcher.matching import lists
from matcher.matching.match import Matched, match
from matcher.outputs import parquet
from matcher.outputs.atomic import write_text
from matcher.outputs.batch import Sheets
from matcher.outputs.json import Json, dumps
from matcher.outputs.json import stamp as stamp_json
from matcher.records.words import VacancyStatus
from matcher.store import database
from matcher.store.folder import Readable
from matcher.store.log import Event, append
from matcher.store.runs import keep_run
from matcher.store.shown import all_last_shown
from matcher.workflows.allowed import LISTS, allowed
from matcher.workflows.desk import MATCHING, Desk, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.lists.answered import answered_since, run_of_records
from matcher.workflows.lists.jobs import only_open
from matcher.workflows.lists.keeping import inputs, kept_run
from matcher.workflows.lists.made_with import made_with
from matcher.workflows.lists.prepared import Prepared, prepare
from matcher.workflows.lists.runs import stamp
from matcher.workflows.lists.shortlist import rows_of, threads
from matcher.workflows.where import Where

BOOK, MANIFEST = "lists.xlsx", "manifest.json"
Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are finished, of how many."""


@dataclass(frozen=True)
class Batch:
    """What a batch wrote."""

    folder: Path
    manifest: Json
    lines: tuple[str, ...]
    note: str = ""
    """What could not be kept of it, as a sentence."""


@dataclass
class _Tally:
    """Counts over lists as they go by."""

    lists: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)

    def take(self, explained: ExplainedList) -> None:
        self.lists[explained.side] += 1
        if explained.side == "vacancy":
            self.pairs["considered"] += explained.considered
            self.pairs["passing"] += explained.passing
            self.pairs["blocked"] += explained.blocked


def batch(where: Where, folder: Path, *, top: int | None = None, progress: Progress) -> Batch:
    """Shortlists of all open vacancies and lists of jobs for all clients who may be matched.

    Nobody counts as shown by it: it is for looking at the whole. The same inputs give the same bytes.
    """
    desk = open_desk(where)
    allowed(where.role, LISTS, library=desk.library)
    read = desk.read()
    prepared = prepare(desk, only_open(read.programme, on=desk.on), left_out=read.left_out)
    progress("Matching pairs", 0, 1)
    matched = match(prepared.columns, desk.library, most=rows_of(desk.library, top), threads=threads())
    progress("Matching pairs", 1, 1)
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=["batch", str(top)])
    _made(folder)
    tally, sheets = _Tally(), Sheets()
    files = parquet.write(
        _lists(prepared, matched, run, read.edition, tally=tally, sheets=sheets, progress=progress),
        folder,
        stamp=run,
    )
    sheets.write(folder / BOOK, stamp=run)
    manifest = _manifest(desk, read, run, tally, files)
    write_text(folder / MANIFEST, dumps(manifest))
    note = _keep(where, desk, read, run, manifest, folder, top=top)
    return Batch(folder, manifest, tuple(_lines(manifest, folder)), note)


def _keep(
    where: Where, desk: Desk, read: Readable, run: Stamp, manifest: Json, folder: Path, *, top: int | None
) -> str:
    """Keep the run: its manifest and the digests of its files, no row. A sentence where that could not be."""
    kept = {
        "arguments": {"top": top},
        "inputs": inputs(desk, read),
        "counts": {name: manifest[name] for name in ("clients", "vacancies", "pairs")},
        "files": {name: _digest(folder / name) for name in (*manifest["files"], MANIFEST)},
        "limits": list(desk.library.brokerage.log_words.limits),
        "random": "none used",
        "equality_answers": "not opened",
    }
    event = Event("batch.made", run=run.run, codes={"purpose": MATCHING, "lists": manifest["files"][BOOK]})
    signed = hand(where)
    try:
        with database.writing(desk.folder.place) as connection:
            one = kept_run(run, command="batch", edition=read.edition, manifest=kept)
            keep_run(connection, signed, one, models=desk.library.raw, made_with=made_with(desk))
            append(connection, signed, [event])
    except GivenProblems as given:
        return f"This run could not be kept: {given.problems[0].where} {given.problems[0].what}"
    return ""


def _digest(path: Path) -> str:
    """SHA-256 of a file that was written."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lists(
    prepared: Prepared,
    matched: Matched,
    run: Stamp,
    edition: int,
    *,
    tally: _Tally,
    sheets: Sheets,
    progress: Progress,
) -> Iterator[ExplainedList]:
    """Every list, one after the other, never all at once."""
    shown = all_last_shown(prepared.desk.folder, run=run_of_records(prepared.desk, edition))
    plain = prepared.context(run, times=False)
    subjects: list[tuple[Literal["vacancy", "client"], str]] = [
        *(("vacancy", one) for one in prepared.columns.vacancies.ids),
        *(("client", one) for one in prepared.columns.clients.ids),
    ]
    for done, (side, subject) in enumerate(subjects, 1):
        before = shown.get((side, subject))
        since = answered_since(before, matched, subject, side=side) if before else ()
        explained = _list(prepared, matched, plain, side, subject, since=since)
        tally.take(explained)
        sheets.take(explained)
        progress("Lists", done, len(subjects))
        yield explained


def _list(
    prepared: Prepared, matched: Matched, plain: Context, side: str, subject: str, *, since: tuple[str, ...]
) -> ExplainedList:
    if side == "client":
        return explain_list(lists.jobs(matched, subject, answered_since=since), plain)
    held = next(one.held for reference, one in prepared.effects.items() if reference == subject)
    context = prepared.context(plain.stamp, held=True, times=False) if held else plain
    return explain_list(lists.shortlist(matched, subject, answered_since=since), context)


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"cannot be made: {(error.strerror or 'it failed').lower()}."
        raise GivenProblems([Problem(str(folder), "", what, "Name another folder with -o.")]) from error


def _manifest(desk: Desk, read: Readable, run: Stamp, tally: _Tally, files: dict[str, int]) -> Json:
    """What went in and what came out; every record that came in is in a count with its reason."""
    vacancies = read.programme.vacancies
    closed = sum(
        one.status is VacancyStatus.OPEN and one.closes is not None and one.closes < desk.on for one in vacancies
    )
    not_open = sum(one.status is not VacancyStatus.OPEN for one in vacancies)
    clients = len(read.programme.clients)
    assert tally.lists["vacancy"] + closed + not_open == len(vacancies), "a vacancy is in no count"
    assert tally.lists["client"] == clients, "a client is in no count"
    return {
        **stamp_json(run),
        "inputs": read.digest,
        "clients": {"held": clients + read.left_out, "matched": clients, "left_out": read.left_out},
        "vacancies": {
            "held": len(vacancies),
            "matched": tally.lists["vacancy"],
            "not_open": not_open,
            "closed": closed,
        },
        "pairs": {name: tally.pairs[name] for name in ("considered", "passing", "blocked")},
        "files": {**files, BOOK: sum(tally.lists.values())},
    }


def _lines(manifest: Json, folder: Path) -> Iterator[str]:
    clients, vacancies, pairs = manifest["clients"], manifest["vacancies"], manifest["pairs"]
    yield (
        f"{clients['matched']:,} clients and {vacancies['matched']:,} open vacancies: {pairs['considered']:,} pairs, "
        f"{pairs['passing']:,} with nothing in the way."
    )
    yield (
        f"Left out: {clients['left_out']:,} of the clients (no basis for matching is recorded); of the vacancies "
        f"{vacancies['not_open']:,} not open and {vacancies['closed']:,} past their closing day."
    )
    yield f"Wrote {', '.join(manifest['files'])} and {MANIFEST} to {folder}. Run {manifest['run']}."

"""Decisions in a workbook of their own: one row a client and vacancy, with the reasons to read beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.base.days import Day
from matcher.base.problems import Problem
from matcher.importers.cells import Cell, fold
from matcher.importers.columns import Column, Sheet, Values
from matcher.importers.csv_files import guarded
from matcher.importers.files import TEXTS, open_files
from matcher.importers.imported import Counts
from matcher.importers.kinds import Date, Reference, Text
from matcher.importers.labels import Lists
from matcher.importers.opener import Opener
from matcher.importers.rows import Row, read_rows, split_examples
from matcher.importers.writing import Book, write_rows
from matcher.records.identity import Identity
from matcher.records.programme import Programme

WORDS_MOST = 2_000
CODE_MOST = 40


def _nothing(_programme: Programme, _identities: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    """No programme that is exported holds this sheet: it is made for one vacancy."""
    return ()


DECIDE = Sheet(
    name="decide",
    about="What you decide about each person for a vacancy. One row a person. Leave Decision blank to decide nothing.",
    owner="client",
    keeps="facts",
    columns=(
        Column("client", "Client", "The person's reference.", Reference(), ("example-C1", "example-C2"), needed=True),
        Column("vacancy", "Vacancy", "Its reference.", Reference(), ("example-V1", "example-V1"), needed=True),
        Column(
            "stands",
            "As it stands",
            "The reasons, to be read before anything is decided. What is written here is not read back.",
            Text(),
            width=70,
        ),
        Column(
            "decision",
            "Decision",
            "Put forward, Held for now, Taken back, Client said no or Employer said no. Blank: nothing is decided.",
            Text(free=False, most=CODE_MOST),
            ("Put forward", "Held for now"),
            width=18,
        ),
        Column("until", "Until", "The last day it holds; blank: as long as the models say.", Date()),
        Column("reason", "Reason", "Its code, where one is needed.", Text(free=False, most=CODE_MOST), width=20),
        Column("words", "In your words", "What you know that the list does not.", Text(most=WORDS_MOST), width=40),
        Column(
            "seen",
            "Reasons read",
            "The code of the reasons in this row. Putting forward needs it, and it no longer fits once they change.",
            Text(free=False, most=CODE_MOST),
        ),
        Column("run", "Run", "The list this row was on.", Text(free=False, most=CODE_MOST), width=22),
    ),
    write=_nothing,
)
OF_A_SHORTLIST = frozenset(
    map(fold, ("About", "Shortlist", "Questions", "Steps", "Requirements", "Lines", "Conditions"))
)
"""The other sheets of a shortlist's workbook, which is decided on and brought back whole."""
_SHEETS = {DECIDE.name: DECIDE, "decisions to take": DECIDE}


@dataclass(frozen=True)
class RowDecided:
    """One row that decides something."""

    where: str
    client: str
    vacancy: str
    decision: str
    until: Day | None
    reason: str
    words: str
    seen: str
    run: str = ""
    """The list it was on, as the sheet says."""


@dataclass(frozen=True)
class DecisionsRead:
    """Rows that decide something, everything that is wrong with the others, and counts that add up."""

    rows: tuple[RowDecided, ...]
    problems: list[Problem]
    read: Counts
    undecided: int
    """Rows that decide nothing."""


def read_decisions(paths: Iterable[Path]) -> DecisionsRead:
    """Decisions from workbooks or CSV files. Never raises for their content."""
    files = list(paths)
    named = {fold(path.stem): DECIDE for path in files if path.suffix.casefold() in TEXTS}  # whatever it is called
    with Opener() as opener:
        opened = open_files(files, opener, {**named, **_SHEETS}, passed_over=OF_A_SHORTLIST)
    made: dict[tuple[str, str], RowDecided] = {}
    problems, read, undecided = list(opened.problems), Counts(), 0
    for found in opened.sheets:
        kept, examples = split_examples(found)
        rows = [] if found.refused else list(read_rows(kept, Lists(None)))
        blank = sum(not row.values.get("decision") and not row.problems for row in rows)
        repeated = sum(_take(row, made) for row in rows)
        rejected = found.count if found.refused else sum(row.stopped for row in rows)
        loaded = found.count - examples - rejected - repeated
        read, undecided = read.plus(Counts(found.count, loaded, rejected, examples, repeated)), undecided + blank
        problems += [problem for row in rows for problem in row.problems]
    return DecisionsRead(tuple(made.values()), problems, read, undecided)


def _take(row: Row, made: dict[tuple[str, str], RowDecided]) -> bool:
    """Takes one row in; True where another row says the same."""
    if not row.values.get("decision") and not row.problems:
        return False
    for name in ("client", "vacancy"):
        column = DECIDE.by_name[name]
        if not row.values.get(name) and not row.faulty(column):
            row.blame(name, "is missing.", f"Fill in {column.header}.")
    if row.stopped:
        return False
    decision, reason, words, seen, run = (
        str(row.values.get(name) or "") for name in ("decision", "reason", "words", "seen", "run")
    )
    pair = (str(row.values["client"]), str(row.values["vacancy"]))
    one = RowDecided(row.where(), *pair, decision, row.values.get("until"), reason, words, seen, run)
    before = made.setdefault(pair, one)
    if before is one:
        return False
    if _says(before) == _says(one):
        return True
    row.blame("decision", "is a second decision about the same person and vacancy.", "Keep one of the two rows.")
    return False


def _says(one: RowDecided) -> Sequence[object]:
    return (one.decision, one.until, one.reason, one.words)


def write_decisions(path: Path, rows: Sequence[Mapping[str, Cell]], *, lines: Sequence[str]) -> None:
    """A sheet to decide on, by its ending: `.xlsx` with a page on how to use it, or `.csv`."""
    if path.suffix.casefold() == ".csv":
        _write_csv(path, rows)
        return
    book = Book(path, Lists(None), [DECIDE])
    try:
        book.page("Read me", lines, title="Decisions to take")
        write_rows(book, book.add(DECIDE), DECIDE, [dict(row) for row in rows])
        book.close()
    finally:
        book.abandon()


def _write_csv(path: Path, rows: Sequence[Mapping[str, Cell]]) -> None:
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column.header for column in DECIDE.columns])
            for row in rows:
                writer.writerow([guarded(str(row.get(column.name, ""))) for column in DECIDE.columns])
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)

"""Equality answers, in a workbook of their own. Only the equity audit and the store may ever read what comes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from matcher.base.ids import ClientId
from matcher.base.problems import Problem
from matcher.importers.cells import fold
from matcher.importers.columns import Column, Sheet, Values
from matcher.importers.files import open_files
from matcher.importers.imported import Counts
from matcher.importers.kinds import Reference, Text
from matcher.importers.labels import Lists, nearest
from matcher.importers.opener import Opener
from matcher.importers.rows import Row, read_rows, split_examples
from matcher.importers.writing import write_template_apart
from matcher.records.equality import EqualityAnswers
from matcher.records.identity import Identity
from matcher.records.programme import Programme

ANSWER_MOST = 200


def _nothing(_programme: Programme, _identities: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    """No programme holds equality answers."""
    return ()


EQUALITY = Sheet(
    name="equality",
    about="A person's own answers, given with consent, for checking equality only. One row an answer.",
    owner="client",
    keeps="facts",
    columns=(
        Column(
            "client",
            "Client",
            "The person's reference, as on the sheet of clients.",
            Reference(),
            ("example-C1", "example-C1"),
            needed=True,
        ),
        Column(
            "question",
            "Question",
            "A short name of the question, the same for everyone: age band, sex.",
            Text(free=False, most=ANSWER_MOST),
            ("Age band", "Sex"),
            covers=("EqualityAnswers.answers",),
            needed=True,
            width=26,
        ),
        Column(
            "answer",
            "Answer",
            "In the words of the form. Leave the row out where it was not asked or not said.",
            Text(most=ANSWER_MOST),
            ("35-49", "Female"),
            covers=("EqualityAnswers.answers",),
            needed=True,
            private=True,
            width=26,
        ),
    ),
    write=_nothing,
)
_SHEETS = {EQUALITY.name: EQUALITY, "equality answers": EQUALITY}


@dataclass(frozen=True)
class EqualityImported:
    """Answers by client, everything that is wrong, and counts that add up."""

    answers: tuple[EqualityAnswers, ...]
    problems: list[Problem]
    read: Counts


def read_equality(paths: Iterable[Path], *, clients: Collection[str]) -> EqualityImported:
    """Equality answers from workbooks or CSV files, for the clients that are known. Never raises for their content."""
    with Opener() as opener:
        opened = open_files(paths, opener, _SHEETS)
    answers: dict[str, dict[str, str]] = {}
    problems = list(opened.problems)
    read = Counts()
    for found in opened.sheets:
        kept, examples = split_examples(found)
        rows = [] if found.refused else list(read_rows(kept, Lists(None)))
        repeated = sum(_take(row, answers, clients) for row in rows)
        rejected = found.count if found.refused else sum(row.stopped for row in rows)
        loaded = found.count - examples - rejected - repeated
        read = read.plus(Counts(found.count, loaded, rejected, examples, repeated))
        problems += [problem for row in rows for problem in row.problems]
    made = tuple(EqualityAnswers(client=ClientId(client), answers=told) for client, told in answers.items())
    return EqualityImported(made, problems, read)


def _take(row: Row, answers: dict[str, dict[str, str]], clients: Collection[str]) -> bool:
    """Takes one answer in; True where it says what was said already."""
    for column in EQUALITY.columns:
        if not row.values.get(column.name) and not row.faulty(column):
            row.blame(column.name, "is missing.", f"Fill in {column.header}.")
    if row.key and row.key not in clients:
        near = nearest(row.key, clients)
        fix = f"Did you mean {near}?" if near else "Import the sheet of clients first, or correct it."
        row.blame("client", "is not a reference of any client.", fix)
    if row.stopped:
        return False
    question, answer = fold(row.values["question"]).replace(" ", "_"), row.values["answer"]
    told = answers.setdefault(row.key, {})
    before = told.get(question)
    told.setdefault(question, answer)
    if before not in (None, answer):
        row.blame("answer", "is a second answer to the same question.", "Keep the person's latest answer.")
        return False
    return before is not None


def write_equality_template(path: Path) -> None:
    """The empty workbook for equality answers."""
    lines = (
        "Equality answers are the person's own, given by choice, and used only to check that we treat people alike.",
        "Nothing that matches people with vacancies can read them. Keep this workbook apart from all others.",
        "Leave a row out where a question was not asked, or the person would rather not say.",
        "Rows whose first column begins with 'example' are passed over.",
    )
    write_template_apart(path, EQUALITY, title="Equality answers", lines=lines)

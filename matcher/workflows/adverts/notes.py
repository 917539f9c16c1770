"""Notes about clients read for manner words: one in a file, or a line in and a line out. Nothing of them is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import whitespace

from matcher.audit.notes import NoteQuestion, note_reader
from matcher.base.problems import GivenProblems, Problem
from matcher.importers.adverts.files import FILE_MOST_BYTES, Reading, decoded
from matcher.library.load import load_library
from matcher.workflows.adverts.check_lines import taken, written
from matcher.workflows.adverts.lines import cut, lines_of

_NOTHING = whitespace + "\x00"


@dataclass(frozen=True)
class AskedCriterion:
    """A question to the writer, with the name of the criterion that it may really be about."""

    question: NoteQuestion
    criterion: str
    """As the rubric names it; empty where there is none."""


@dataclass(frozen=True)
class ReadNote:
    """What there is to ask about one note, in the order of its words. The note itself is not held."""

    questions: tuple[AskedCriterion, ...]
    digest: str
    """Of the models it was read by."""
    problems: tuple[Problem, ...] = ()


def read_note_file(path: Path, *, models: Path | None = None) -> ReadNote:
    """The questions about the note in a text file. Raises GivenProblems where it cannot be read."""
    reading = Reading()
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= FILE_MOST_BYTES else b""
    except OSError as error:
        raise GivenProblems([Problem(path.name, "", "cannot be opened.", f"{error.strerror or error}.")]) from error
    if size > FILE_MOST_BYTES:
        what = f"has {size:,} bytes; at most {FILE_MOST_BYTES:,} are read."
        raise GivenProblems([Problem(path.name, "", what, "Save only the note itself.")])
    text = decoded(raw, path.name, reading)
    if text is None:
        raise GivenProblems(reading.problems)
    text = text.removeprefix("\ufeff")
    if not text.strip(_NOTHING):
        raise GivenProblems([Problem(path.name, "", "is empty.", "Paste the note's words into it.")])
    library = load_library(models)
    criteria = library.rubric.by_id
    asked = (
        AskedCriterion(one, criteria[one.criterion].name if one.criterion is not None else "")
        for one in note_reader(library).questions(text)
    )
    return ReadNote(tuple(asked), library.digest, tuple(reading.problems))


def read_note_lines(path: Path, *, models: Path | None = None) -> Iterator[tuple[str, bool]]:
    """For each line, blank ones too: what to write, and whether it was read. Raises GivenProblems for the file."""
    reader = note_reader(load_library(models))
    for line in lines_of(path):
        reference, text, _, problem = taken(line)
        if problem:
            yield written({"id": reference, "problem": problem}), False
            continue
        questions = [
            {
                "proxy": one.proxy,
                "start": one.start,
                "end": one.end,
                "question": one.question,
                "instead": one.instead,
            }
            for one in reader.questions(text)
        ]
        yield written({"id": reference, "questions": questions, **cut(text)}), True

"""What staff write about a client, looked at as it comes in: manner words are asked about, and the row is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from matcher.base.problems import Problem, shorten
from matcher.importers.columns import Sheet
from matcher.importers.rows import Row

if TYPE_CHECKING:
    from matcher.audit.notes import NoteQuestion
    from matcher.library.load import Library

WHAT = "says how someone seems to us; the row is loaded as it is."


class Notes:
    """Asks the writer for evidence; each distinct text is read once. Only the words found are ever told."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, tuple[Problem, ...]] = {}

    def look(self, sheet: Sheet, rows: Iterable[Row]) -> None:
        """Adds to each row what there is to ask about its notes. Nothing of it stops a row."""
        columns = [column for column in sheet.columns if column.about_client]
        if not columns:
            return
        for row in rows:
            for column in columns:
                text = row.values.get(column.name)
                if isinstance(text, str) and text:
                    where = row.where(column.name)
                    row.problems += [
                        Problem(where, one.value, one.what, one.fix, stops_row=False) for one in self._asked(text)
                    ]

    def _asked(self, text: str) -> tuple[Problem, ...]:
        if text not in self._known:
            from matcher.audit.notes import read_note

            self._known[text] = tuple(_problems(read_note(text, library=self._library)))
        return self._known[text]


def _problems(questions: Iterable[NoteQuestion]) -> Iterator[Problem]:
    """One for each kind of word, without its place."""
    kinds: dict[str, list[NoteQuestion]] = {}
    for question in questions:
        kinds.setdefault(question.proxy, []).append(question)
    for several in kinds.values():
        words = "; ".join(dict.fromkeys(one.words for one in several))
        first = several[0]
        yield Problem("", shorten(words), WHAT, f"{first.question} To write instead: {first.instead}", stops_row=False)

"""Answers in a workbook of ours that came back, whatever was done to it by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from matcher.base.codes import LETTERS, Code, CodeFault, read_code
from matcher.base.problems import Problem, shorten
from matcher.explain.answer_sheet import AnswerHeadings
from matcher.importers import limits
from matcher.importers.cells import BLANK, Cell, fold, is_blank, shown
from matcher.importers.opener import CannotOpen, Opener, sheet_failed
from matcher.importers.replies.importer import Means, Replies, Reply, of_matters
from matcher.importers.replies.text import codes_in
from matcher.importers.replies.words import NOTE_MOST, note_of, several_reasons, unclear
from matcher.importers.rows import letters

Rows = list[tuple[int, list[Cell]]]
LETTER, CODE, ANSWER, REASON, SHARE, NOTE = COLUMNS = ("letter", "code", "answer", "reason", "share", "note")
SHORT = 60
"""Characters: a longer cell is not searched for a code."""
YES, NO = frozenset({"yes", "y", "true", "ok", "1"}), frozenset({"no", "n", "false", "0"})


@dataclass(frozen=True)
class _Table:
    """One sheet with answers: its rows below the headings, and where each column of ours stands."""

    label: str
    places: Mapping[str, int]
    rows: Rows
    others: Mapping[int, str]
    """Columns of no heading of ours."""
    pack: str
    """The one pack that the workbook names; empty where it names none or several."""

    def at(self, row: int, column: str) -> str:
        return f"{self.label}!{letters(self.places.get(column, 0))}{row}"

    def cell(self, cells: list[Cell], column: str) -> str:
        """What a person sees in a cell; empty where the column was deleted or the cell is blank."""
        place = self.places.get(column)
        return shown(cells[place]).strip() if place is not None and place < len(cells) else BLANK


def read_sheets(path: Path, name: str, *, means: Means, opener: Opener) -> Replies:
    """The answers on whichever sheet holds our headings, by whatever name and in whatever order."""
    try:
        sheets = opener.sheets(path)
    except CannotOpen as error:
        return Replies(problems=[error.problem(name)])
    except OSError as error:
        what = f"could not be opened: {error.strerror or 'the system refused'}."
        return Replies(problems=[Problem(name, "", what, "Check that it is there, closed, and yours to read.")])
    read = Replies()
    readable = [sheet for sheet in sheets if "failed" not in sheet]
    read.problems += [replace(sheet_failed(one), where=f"{name}, {one['name']}") for one in sheets if "failed" in one]
    packs = codes_in("\n".join(_short_words(readable)))
    tables = [_table(sheet, name, means.headings, packs[0] if len(packs) == 1 else "") for sheet in readable]
    if not any(tables):
        what = "has no sheet with answers: none has the headings of ours."
        fix = f'Fill in the sheet with a column "{means.headings.answer}", or write the answers in an e-mail.'
        read.problems.append(Problem(name, "", what, fix))
    for table in tables:
        if table is not None:
            read.problems += _notes(table, means)
            for number, cells in table.rows:
                read.add(_row(table, number, cells, means))
    return read


def _short_words(sheets: list[dict[str, Any]]) -> Iterator[str]:
    """Every cell short enough to be a code, as text."""
    for sheet in sheets:
        for _, cells in sheet["rows"]:
            yield from (cell for cell in cells if isinstance(cell, str) and 0 < len(cell) <= SHORT)


def _table(sheet: dict[str, Any], name: str, headings: AnswerHeadings, pack: str) -> _Table | None:
    """The sheet's answers, where one of its first rows holds the heading of an answer and says whose it is."""
    wanted = {fold(heading): column for column, heading in zip(COLUMNS, headings.all, strict=True)}
    rows: Rows = sheet["rows"][: limits.ROWS_MOST]
    for at, (_, cells) in enumerate(rows[: limits.HEADER_WITHIN_ROWS]):
        heads = [fold(cell) if isinstance(cell, str) else "" for cell in cells]
        places: dict[str, int] = {}
        for place, head in enumerate(heads):
            if head in wanted:
                places.setdefault(wanted[head], place)
        if ANSWER in places and (CODE in places or LETTER in places):
            others = {place: str(cells[place]) for place, head in enumerate(heads) if head and head not in wanted}
            return _Table(f"{name}, {sheet['name']}", places, rows[at + 1 :], others, pack)
    return None


def _notes(table: _Table, means: Means) -> Iterator[Problem]:
    """Columns that are not ours and hold something: passed over, and said."""
    for place, heading in table.others.items():
        if any(place < len(cells) and not is_blank(cells[place]) for _, cells in table.rows):
            what = "is a column that we did not make; it was not read."
            yield Problem(table.label, shorten(heading), what, f'Notes go under "{means.headings.note}".', False)


def _row(table: _Table, number: int, cells: list[Cell], means: Means) -> Replies:
    """One row: an answer, a letter left blank, or what is wrong with it."""
    said = {column: table.cell(cells, column) for column in COLUMNS}
    if not any(said.values()):
        return Replies()
    code = _whose(table, number, said)
    if isinstance(code, Problem):
        return Replies(problems=[code])
    if not said[ANSWER]:
        filled = next((column for column in (REASON, SHARE, NOTE) if said[column]), "")
        if not filled:
            return Replies(blank=[(code.pack, code.letter)])
        what = f"says something about {code.letter}, and the answer is blank."
        return Replies(problems=[Problem(table.at(number, ANSWER), "", what, f"Type: reply {code} and the answer.")])
    return _answered(table, number, said, code, means)


def _whose(table: _Table, number: int, said: Mapping[str, str]) -> Code | Problem:
    """Whose row it is: by its code; by its letter where the code is gone and the workbook names one pack."""
    letter = said[LETTER].upper()
    if said[CODE]:
        where = table.at(number, CODE)
        try:
            code = read_code(said[CODE])
        except CodeFault as fault:
            return Problem(where, shorten(said[CODE]), fault.what, "Copy it again from the pack.")
        if not code.letter:
            return Problem(where, shorten(said[CODE]), "names a pack and no letter.", "Add the code beside the letter.")
        if letter and letter != code.letter:
            what = (
                f"is the code of {code.letter}, and the row says {shorten(letter, 10)}: a column was moved by itself."
            )
            return Problem(where, shorten(said[CODE]), what, "Ask which holds, and put code and letter side by side.")
        return code
    if letter in LETTERS and letter and table.pack:
        return Code(table.pack, letter)
    what = "has no reply code, so whom it is about is not known."
    return Problem(table.at(number, CODE if CODE in table.places else LETTER), "", what, "Add the code, or type it.")


def _answered(table: _Table, number: int, said: Mapping[str, str], code: Code, means: Means) -> Replies:
    read = means.reader.read(said[ANSWER])
    everything = f"{said[ANSWER]}\n{said[REASON]}\n{said[NOTE]}"
    where = table.at(number, ANSWER)
    problems = of_matters(where, means.reader.read(everything).matters, means.answers)
    if not read.answer:
        return Replies(problems=[unclear(code, where, read.unclear), *problems])
    named = means.reader.reasons(said[REASON]) if said[REASON] else read.reasons
    if len(named) > 1:
        problems.append(several_reasons(code, table.at(number, REASON)))
    elif said[REASON] and not named:
        what = f"about {code.letter}: is no reason that we know; it is kept as a note."
        problems.append(Problem(table.at(number, REASON), "", what, "Choose one from the list, or leave it.", False))
    share = _share(said[SHARE])
    if said[SHARE] and share is None:
        what = f"about {code.letter}: says neither yes nor no, so nothing is passed on."
        problems.append(Problem(table.at(number, SHARE), "", what, "Choose Yes or No.", False))
    reason = named[0] if len(named) == 1 else ""
    notes = [note_of(said[ANSWER], read.answer, means), "" if reason else said[REASON], said[NOTE]]
    reply = Reply(
        pack=code.pack,
        letter=code.letter,
        answer=read.answer,
        reason=reason,
        side=means.answers.reason_by_id[reason].side if reason else "",
        share=share if said[SHARE] else read.share,
        note=" / ".join(" ".join(note.split()) for note in notes if note)[:NOTE_MOST],
        where=where,
        how="workbook",
    )
    return Replies([reply], problems)


def _share(text: str) -> bool | None:
    """Yes or no in a cell, as a person or a spreadsheet writes it."""
    said = fold(text)
    return True if said in YES else False if said in NO else None

"""The workbook to fill in: a page that explains it, and sheets with headings, notes, drop-downs and examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.importers.cells import Cell, CellFault
from matcher.importers.columns import EXAMPLE, Column, Sheet
from matcher.importers.labels import Lists
from matcher.importers.limits import ROWS_MOST
from matcher.importers.sheets.all_sheets import SHEETS
from matcher.importers.writing import Book, write_rows

if TYPE_CHECKING:
    from matcher.library.load import Library

LEFT_OUT = ("advert_text",)
"""Sheets that only an export fills."""
EXAMPLES = 2


def write_template(path: Path, *, library: Library) -> None:
    """The empty workbook with everything a person needs to fill it in without asking."""
    lists = Lists(library)
    used = [sheet for sheet in SHEETS if sheet.name not in LEFT_OUT]
    book = Book(path, lists, used)
    try:
        book.page("Read me", read_me(used, library), title="How to fill in this workbook")
        for sheet in used:
            write_rows(book, book.add(sheet), sheet, examples(sheet, lists))
        book.close()
    finally:
        book.abandon()


def read_me(sheets: Iterable[Sheet], library: Library) -> Iterator[str]:
    """The first page, a sentence a row."""
    yield "Fill in what you know and leave the rest blank. Blank means not known; it never means no."
    yield "To begin, only the sheet of clients, or of vacancies, is needed. Every other sheet may stay empty."
    yield "Columns with a blue heading and a thick line under it are worth filling first, after ten minutes' talk."
    yield "Choose a cell to see what goes in it. Where there is a small arrow, choose from the list."
    yield "References are yours: any text, the same on every sheet. They are kept exactly, so 007 stays 007."
    yield "Dates have the day first: 01/02/2027 is 1 February 2027. Times say which half of the day: 9:15am or 14:45."
    yield f"Rows whose first column begins with '{EXAMPLE}' show how it is done. They are passed over."
    yield "To take a fact back, write Not known in its cell; '(clear)' empties words. A blank cell changes nothing."
    yield "'Do not mind' is an answer of the person; blank is a question nobody has asked yet."
    yield "Names and contact details stand on the sheet of clients only, and are kept apart from everything else."
    yield "Equality answers do not belong in this workbook: they are imported apart, where no matching can read them."
    yield f"At most {ROWS_MOST:,} rows a sheet are read at once."
    yield ""
    yield "The sheets"
    for sheet in sheets:
        yield f"{sheet.name}: {sheet.about}"
    yield ""
    yield "What the patterns on the sheet of weeks mean"
    for pattern in library.weeks.patterns:
        yield f"{pattern.name}: {pattern.says}."
    yield "A pattern is kept on the narrow side. If the person's week differs, write days and times instead."


def examples(sheet: Sheet, lists: Lists) -> list[dict[str, Cell]]:
    """The example rows of a sheet, as cells by the short name of the column."""
    rows = []
    for number in range(EXAMPLES):
        row = {column.name: _cell(column, column.examples[number], lists) for column in sheet.columns}
        row = {name: cell for name, cell in row.items() if cell != ""}
        if row:
            rows.append(row)
    return rows


def _cell(column: Column, example: str, lists: Lists) -> Cell:
    """An example as a person would have typed it: a true date or number where the column holds one."""
    if not example or example.startswith(EXAMPLE):
        return example
    try:
        return column.kind.say(column.kind.read(example, lists), lists)
    except CellFault as fault:
        raise ValueError(f"the example {example!r} of column {column.header!r} cannot be read: {fault}") from None

"""The workbook of rows to put right: the same format, the same cells, and what to do about each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.importers.cells import Cell, fold
from matcher.importers.columns import Sheet
from matcher.importers.headings import TO_PUT_RIGHT
from matcher.importers.imported import Imported, Reject
from matcher.importers.labels import Lists
from matcher.importers.sheets.all_sheets import SHEETS
from matcher.importers.told import told
from matcher.importers.writing import Book

if TYPE_CHECKING:
    from matcher.library.load import Library

UNNAMED = "Column without a heading"


def write_rejects(path: Path, imported: Imported, *, library: Library | None = None) -> None:
    """The rows that did not load, in the format of the workbook, ready to correct and import again.

    Rows that belong to the same list as one of them stand beside it, so that the list is whole when it comes back.
    """
    rejects = {sheet: [one for one in imported.rejects if one.sheet == sheet.name] for sheet in SHEETS}
    used = [sheet for sheet in SHEETS if rejects[sheet]]
    book = Book(path, Lists(library), used)
    try:
        book.page("Read me", _lines(imported), title="Rows to put right")
        for sheet in used:
            _write(book, sheet, rejects[sheet])
        book.close()
    finally:
        book.abandon()


def _lines(imported: Imported) -> Iterable[str]:
    """What to do, and what is wrong with the files themselves."""
    stopped = sum(not one.loaded for one in imported.rejects)
    yield f"{stopped:,} rows were not loaded. They are on the next sheets, as they were found."
    yield f"Correct the cells that '{TO_PUT_RIGHT}' names, save, and import this workbook. That column is passed over."
    yield "Some rows did load and stand here because they belong to the same list: leave them in."
    of_files = [one for one in imported.problems if not any(one.where == row.where for row in imported.rejects)]
    in_rows = {reason for one in imported.rejects for reason in one.reasons}
    yield from told(one for one in of_files if f"{one.where}: {one.what} {one.fix}".strip() not in in_rows)


def _write(book: Book, sheet: Sheet, rejects: list[Reject]) -> None:
    extra = _extra_headings(sheet, rejects)
    worksheet = book.add(sheet, before=(TO_PUT_RIGHT,), after=extra)
    for number, reject in enumerate(rejects, 1):
        worksheet.write_string(number, 0, " ".join(reject.reasons)[:2000], book.formats.wrapped)
        taken: set[int] = set()
        for heading, cell in reject.cells:
            place = _place(sheet, extra, heading, taken)
            if place is not None and cell != "":
                taken.add(place)
                column = sheet.columns[place - 1] if place <= len(sheet.columns) else None
                book.write(worksheet, number, place, _fitting(cell), column)


def _place(sheet: Sheet, extra: list[str], heading: str, taken: set[int]) -> int | None:
    """Which column of the new sheet a cell goes to; None for what the last such workbook added."""
    if fold(heading) == fold(TO_PUT_RIGHT):
        return None
    column = sheet.by_heading.get(fold(heading))
    if column is not None and sheet.columns.index(column) + 1 not in taken:
        return sheet.columns.index(column) + 1
    return 1 + len(sheet.columns) + extra.index(heading or UNNAMED)


def _extra_headings(sheet: Sheet, rejects: list[Reject]) -> list[str]:
    """Headings of the file that are none of ours, or stand there twice, in the order they were met."""
    extra: dict[str, None] = {}
    for headings in dict.fromkeys(tuple(heading for heading, _ in reject.cells) for reject in rejects):
        seen: set[str] = set()
        for heading in headings:
            folded = fold(heading)
            column = sheet.by_heading.get(folded)
            if folded != fold(TO_PUT_RIGHT) and (column is None or column.name in seen):
                extra[heading or UNNAMED] = None
            seen.add(column.name if column is not None else folded)
    return list(extra)


def _fitting(cell: Cell) -> Cell:
    """The cell, cut where it is longer than a spreadsheet can hold; such a cell is a problem of its own."""
    return cell[:32_000] if isinstance(cell, str) else cell

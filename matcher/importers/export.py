"""Writing a programme out in the same format it is read in. A round trip loses nothing that a workbook carries.

Decisions, answers, packs and cases of the ledger are carried by a backup (docs/decisions/0003-reimport.md).
"""

from __future__ import annotations

import csv
import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.importers.cells import NOT_KNOWN, Cell, say_date
from matcher.importers.columns import Sheet, Values
from matcher.importers.csv_files import guarded
from matcher.importers.kinds import Text
from matcher.importers.labels import Lists
from matcher.importers.sheets.all_sheets import SHEETS
from matcher.importers.writing import Book, write_rows
from matcher.records.identity import Identity
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme

if TYPE_CHECKING:
    from matcher.library.load import Library

ALWAYS = ("clients", "weeks", "wants", "employers", "vacancies", "shifts", "requirements", "consent")
"""Sheets that are written even where they would be empty, so that there is somewhere to type."""


def write_workbook(
    programme: Programme,
    identities: Iterable[Identity],
    path: Path,
    *,
    library: Library | None = None,
    ledger: Ledger | None = None,
) -> None:
    """One workbook with every record. With a library names stand for ids; without one the ids stand themselves."""
    lists, held = Lists(library), _Held(programme, ledger or Ledger(), {one.client: one for one in identities})
    filled = {sheet: list(_cells(sheet, held, lists)) for sheet in SHEETS}
    used = [sheet for sheet in SHEETS if filled[sheet] or sheet.name in ALWAYS]
    book = Book(path, lists, used)
    try:
        for sheet in used:
            write_rows(book, book.add(sheet), sheet, filled[sheet])
        book.close()
    finally:
        book.abandon()


def write_csvs(
    programme: Programme,
    identities: Iterable[Identity],
    folder: Path,
    *,
    library: Library | None = None,
    ledger: Ledger | None = None,
) -> list[Path]:
    """A CSV file for each sheet that holds anything, named as the sheet. Returns the files written."""
    lists, held = Lists(library), _Held(programme, ledger or Ledger(), {one.client: one for one in identities})
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sheet in SHEETS:
        rows = list(_cells(sheet, held, lists))
        path = folder / f"{sheet.name}.csv"
        if rows:
            _write_csv(path, sheet, rows)
            written.append(path)
        else:
            path.unlink(missing_ok=True)
    return written


@dataclass(frozen=True)
class _Held:
    """What is written out."""

    programme: Programme
    ledger: Ledger
    identities: Mapping[str, Identity]

    def rows(self, sheet: Sheet, lists: Lists) -> Iterable[Values]:
        """Every row for one sheet."""
        if sheet.write_ledger is not None:
            return sheet.write_ledger(self.ledger, lists)
        return sheet.write(self.programme, self.identities, lists)


def _cells(sheet: Sheet, held: _Held, lists: Lists) -> Iterator[dict[str, Cell]]:
    """Every row of a sheet as cells by the short name of the column."""
    by_name = sheet.by_name
    for values in held.rows(sheet, lists):
        yield {
            name: NOT_KNOWN if value is None else by_name[name].kind.say(value, lists) for name, value in values.items()
        }


def _write_csv(path: Path, sheet: Sheet, rows: list[dict[str, Cell]]) -> None:
    used = [column for column in sheet.columns if column.needed or any(column.name in row for row in rows)]
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column.header for column in used])
            for row in rows:
                writer.writerow(
                    [_plain(row.get(column.name, ""), text=isinstance(column.kind, Text)) for column in used]
                )
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _plain(cell: Cell, *, text: bool) -> str:
    """The cell as CSV text. Numbers stay numbers; words that a spreadsheet would run are guarded."""
    if isinstance(cell, dt.date):
        return say_date(cell)
    words = str(cell)
    return guarded(words) if text or isinstance(cell, str) else words

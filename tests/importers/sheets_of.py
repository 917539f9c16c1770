"""Small workbooks and CSV folders for tests, written as a person would type them."""

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from matcher.importers.imported import Imported
from matcher.importers.opener import Opener
from matcher.importers.workbook import read_files
from matcher.library.load import Library
from matcher.reading.link import Linker
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme

ON = dt.date(2026, 11, 16)
Rows = list[list[Any]]


def csvs(folder: Path, **sheets: str) -> Path:
    """A folder of CSV files, one for each sheet."""
    folder.mkdir(exist_ok=True)
    for name, text in sheets.items():
        lines = [line.strip() for line in text.strip().splitlines()]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def book(path: Path, sheets: dict[str, Rows]) -> Path:
    """A workbook; dates, times and numbers become true cells of that kind."""
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    looks = {dt.datetime: "dd/mm/yyyy hh:mm", dt.date: "dd/mm/yyyy", dt.time: "hh:mm", dt.timedelta: "[h]:mm"}
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if type(cell) in looks:
                    sheet.write_datetime(number, place, cell, workbook.add_format({"num_format": looks[type(cell)]}))
                elif cell != "":
                    sheet.write(number, place, cell)
    workbook.close()
    return path


class Reader:
    """Reads with what the session shares."""

    def __init__(self, library: Library, linker: Linker, opener: Opener) -> None:
        self.library, self.linker, self.opener = library, linker, opener

    def __call__(
        self, *paths: Path, known: Programme | None = None, ledger: Ledger | None = None, on: dt.date = ON
    ) -> Imported:
        return read_files(
            list(paths),
            library=self.library,
            on=on,
            known=known,
            ledger=ledger,
            linker=self.linker,
            opener=self.opener,
        )


def says(imported: Imported) -> list[str]:
    """Every problem as it is told."""
    return [problem.say() for problem in imported.problems]

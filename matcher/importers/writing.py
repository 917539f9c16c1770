"""Laying out one sheet in a workbook: headings, notes, drop-downs, and cells that no spreadsheet runs as a formula."""

from __future__ import annotations

import datetime as dt
import math
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from matcher.importers.cells import Cell, shown
from matcher.importers.columns import Column, Sheet
from matcher.importers.kinds import Choice, Date, Reference, Several, YesNo
from matcher.importers.labels import Labels, Lists

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CHECKED_ROWS = 5_000
"""How far down the drop-downs and checks reach."""
FONT, FONT_SIZE = "Arial", 11
WHOSE: tuple[Literal["client", "vacancy"], ...] = ("client", "vacancy")
CELL_HOLDS = 32_767
"""Characters that any spreadsheet keeps in one cell. Imports refuse fewer, so only a fault could reach it."""
EXCEL_BEGINS = (1900, 3)
"""Earlier days cannot be told apart in every spreadsheet, so they are written as text."""
PAGE_WIDTH = 80
LINE_HEIGHT = 16
LINE_HOLDS = 92
"""Characters of a line of a page, about; letters are narrower than the figures that widths are counted in."""
_NOTE_MOST, _TITLE_MOST = 255, 32


def first_facts(lists: Lists) -> dict[str, frozenset[str]]:
    """The fields that are asked first, by whose they are; none without a library."""
    if lists.library is None:
        return {}
    stages = lists.library.stages
    return {whose: frozenset(fact.partition(":")[0] for fact in stages.first_facts(whose)) for whose in WHOSE}


class Book:
    """A workbook being written. Nothing stands under the final name until it is whole."""

    def __init__(self, path: Path, lists: Lists, sheets: Iterable[Sheet]) -> None:
        import xlsxwriter

        self.path = path
        self.lists = lists
        self._planned = {sheet.owner for sheet in sheets if sheet.keeps == "record"}
        self._keys: dict[str, str] = {}
        self._first = first_facts(lists)
        self._unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.workbook: Workbook = xlsxwriter.Workbook(str(self._unfinished), {**options, "in_memory": True})
        self.formats = _Formats(self.workbook)
        self._named: dict[tuple[str, ...], str] = {}

    def close(self) -> None:
        """Write the drop-down lists and put the file in its place."""
        self._write_lists()
        self.workbook.close()
        self._unfinished.replace(self.path)

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._unfinished.unlink(missing_ok=True)

    def add(self, sheet: Sheet, *, before: Sequence[str] = (), after: Sequence[str] = ()) -> Worksheet:
        """An empty sheet with notes and drop-downs; `before` and `after` are headings of no column of ours."""
        worksheet = self.workbook.add_worksheet(sheet.name)
        if sheet.keeps == "record":
            self._keys[sheet.owner] = f"{sheet.name}!${_letters(len(before))}"
        worksheet.freeze_panes(1, len(before) + 1)
        worksheet.set_row(0, 48)
        headings = [*before, *(column.header for column in sheet.columns), *after]
        for place, heading in enumerate(headings):
            ours = 0 <= place - len(before) < len(sheet.columns)
            column = sheet.columns[place - len(before)] if ours else None
            worksheet.write_string(
                0,
                place,
                heading,
                self.formats.heading(
                    first=column is not None and sheet.asked_first(column, self._first.get(sheet.owner, ()))
                ),
            )
            if column is not None:
                worksheet.set_column(place, place, max(column.width, 12), self.formats.cell(column))
                self._check(worksheet, place, column)
            else:
                worksheet.set_column(place, place, 60 if heading in before else 20, self.formats.text)
        return worksheet

    def page(self, name: str, lines: Iterable[str], *, title: str) -> None:
        """A sheet of sentences, one a row, under a title."""
        worksheet = self.workbook.add_worksheet(name)
        worksheet.set_column(0, 0, PAGE_WIDTH, self.formats.wrapped)
        worksheet.set_paper(9)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_row(0, 2 * LINE_HEIGHT)
        worksheet.write_string(0, 0, title, self.formats.title)
        for row, line in enumerate(lines, 1):
            worksheet.set_row(row, LINE_HEIGHT * (1 + len(line) // LINE_HOLDS))
            worksheet.write_string(row, 0, line, self.formats.wrapped)

    def write(self, worksheet: Worksheet, row: int, place: int, cell: Cell, column: Column | None) -> None:
        """One cell, as what it is. Text is always text, whatever it begins with."""
        style = self.formats.cell(column) if column is not None else self.formats.text
        if isinstance(cell, bool):
            worksheet.write_boolean(row, place, cell, style)
        elif isinstance(cell, int | float) and math.isfinite(cell):
            worksheet.write_number(row, place, cell, style)
        elif isinstance(cell, dt.date | dt.time | dt.timedelta):
            self._write_time(worksheet, row, place, cell)
        elif cell != "":
            if len(str(cell)) > CELL_HOLDS:
                raise ValueError(f"a cell holds {CELL_HOLDS:,} characters, and these are {len(str(cell)):,}")
            worksheet.write_string(row, place, str(cell), style)

    def _write_time(self, worksheet: Worksheet, row: int, place: int, cell: dt.date | dt.time | dt.timedelta) -> None:
        """A true date or time cell, or text for a day before those that spreadsheets can hold."""
        if isinstance(cell, dt.date) and (cell.year, cell.month) < EXCEL_BEGINS:
            worksheet.write_string(row, place, shown(cell), self.formats.text)
        elif isinstance(cell, dt.datetime) and cell.time() != dt.time():
            worksheet.write_datetime(row, place, cell, self.formats.moment)
        elif isinstance(cell, dt.date):
            worksheet.write_datetime(row, place, dt.datetime.combine(cell, dt.time()), self.formats.date)
        else:
            style = self.formats.time if isinstance(cell, dt.time) else self.formats.duration
            worksheet.write_datetime(row, place, cell, style)  # type: ignore[call-overload]  # its type leaves these out

    def _check(self, worksheet: Worksheet, place: int, column: Column) -> None:
        """The note that shows when a cell is chosen, and what the spreadsheet itself may check."""
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": column.header[:_TITLE_MOST],
            "input_message": column.note[:_NOTE_MOST],
        }
        source = self._source(column)
        limits = column.kind.limits
        if source:
            rule |= {"validate": "list", "source": f"={source}"}
            rule |= _advice(column, "Choose from the list, or leave the cell blank.")
        elif isinstance(column.kind, Date):
            rule |= {"validate": "date", "criteria": ">=", "value": dt.date(1900, 3, 1)}
            rule |= _advice(column, "Write a date like 05/01/2027.")
        elif limits is not None:
            rule |= {"validate": "decimal", "criteria": "between", "minimum": limits[0], "maximum": limits[1]}
            rule |= _advice(column, f"Write a number from {limits[0]:,.4g} to {limits[1]:,.6g}.")
        worksheet.data_validation(1, place, CHECKED_ROWS, place, rule)

    def _source(self, column: Column) -> str:
        """The defined name of a column's drop-down; empty where it has none."""
        if isinstance(column.kind, Reference) and column.kind.to:
            return f"{column.kind.to}_references" if column.kind.to in self._planned else ""
        offers = column.kind.offers(self.lists)
        if not offers:
            return ""
        if offers not in self._named:
            self._named[offers] = f"list_{_name_of(column.kind, column)}"
            while list(self._named.values()).count(self._named[offers]) > 1:
                self._named[offers] += "_"
        return self._named[offers]

    def _write_lists(self) -> None:
        """One column for each drop-down, with the name that the drop-downs go by."""
        worksheet = self.workbook.add_worksheet("Lists")
        for place, (offers, name) in enumerate(self._named.items()):
            worksheet.write_string(
                0, place, name.removeprefix("list_").replace("_", " ").strip(), self.formats.heading(first=False)
            )
            worksheet.set_column(place, place, 28, self.formats.text)
            for row, offer in enumerate(offers, 1):
                worksheet.write_string(row, place, offer, self.formats.text)
            letter = _letters(place)
            self.workbook.define_name(name, f"=Lists!${letter}$2:${letter}${len(offers) + 1}")
        for owner, key in self._keys.items():
            letter = key.rpartition("$")[2]
            self.workbook.define_name(f"{owner}_references", f"={key}$2:${letter}${CHECKED_ROWS}")


def _advice(column: Column, message: str) -> dict[str, Any]:
    """A warning that may be overruled: several answers in one cell, and words for 'not known', are right too."""
    return {"error_type": "warning", "error_title": column.header[:_TITLE_MOST], "error_message": message}


def _name_of(kind: object, column: Column) -> str:
    source = getattr(kind, "source", "")
    if isinstance(kind, YesNo):
        return "yes_no"
    if isinstance(kind, Choice | Several) and isinstance(source, str):
        return source
    assert isinstance(source, Labels | str)
    return column.name


def _letters(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place))


class _Formats:
    """The few looks a workbook has."""

    def __init__(self, workbook: Workbook) -> None:
        base = {"font_name": FONT, "font_size": FONT_SIZE, "valign": "top"}
        for style in (workbook.formats[0],):  # the look of every cell that has none of its own
            style.set_font_name(FONT)
            style.set_font_size(FONT_SIZE)

        def made(**more: object) -> Format:
            return workbook.add_format({**base, **more})

        self.text = made(num_format="@")
        self.number = made(num_format="General")
        self.date = made(num_format="dd/mm/yyyy")
        self.moment = made(num_format="dd/mm/yyyy hh:mm")
        self.time = made(num_format="hh:mm")
        self.duration = made(num_format="[h]:mm")
        self.wrapped = made(text_wrap=True)
        self.title = made(bold=True, font_size=16)
        self._heading = made(bold=True, text_wrap=True, bottom=1, bg_color="#F3F2F1")
        self._first = made(bold=True, text_wrap=True, bottom=5, bg_color="#D2E2F1")

    def heading(self, *, first: bool) -> Format:
        """A heading; those worth filling first stand out by colour and by a thick line."""
        return self._first if first else self._heading

    def cell(self, column: Column) -> Format:
        """How cells of a column look."""
        return {"text": self.text, "number": self.number, "date": self.date}[column.kind.form]


def write_rows(
    book: Book, worksheet: Worksheet, sheet: Sheet, rows: Iterable[dict[str, Cell]], *, shift: int = 0
) -> None:
    """Rows of cells by the short name of the column, from the second row down."""
    places = [(place + shift, column) for place, column in enumerate(sheet.columns)]
    for number, row in enumerate(rows, 1):
        for place, column in places:
            cell = row.get(column.name, "")
            if cell != "":
                book.write(worksheet, number, place, cell, column)


def write_template_apart(path: Path, sheet: Sheet, *, title: str, lines: Sequence[str]) -> None:
    """An empty workbook of one sheet that is kept apart from all others, with what it is for and two example rows."""
    book = Book(path, Lists(None), [sheet])
    try:
        book.page("Read me", lines, title=title)
        examples: list[dict[str, Cell]] = [
            {column.name: column.examples[number] for column in sheet.columns} for number in (0, 1)
        ]
        write_rows(book, book.add(sheet), sheet, examples)
        book.close()
    finally:
        book.abandon()

"""A workbook of one list: one table a sheet, a cover that says what it is, no live formula."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from matcher.base.days import Day
from matcher.base.stamp import Stamp
from matcher.outputs.atomic import atomic
from matcher.outputs.plain import printable
from matcher.outputs.tables import Cell, Table, cover, tables_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from matcher.explain.shape import ExplainedList

FONT = {"font_name": "Arial", "font_size": 11}
LINE_HEIGHT, HIGHEST_ROW = 15, 409
"""In points: a line of Arial 11, and the highest row a spreadsheet has."""
LONGEST_CELL = 32_000
"""A cell holds 32,767 characters; what is longer is cut."""
NEVER_LIVE = "=+-@\t\r"
"""What a spreadsheet may take for a formula when somebody edits or copies the cell."""


def write(explained: ExplainedList, path: Path) -> None:
    """The workbook as a file, whole or not at all. Empty tables are named on the cover and have no sheet."""
    tables = tables_of(explained)
    title = f"{explained.title} ({explained.subject})"
    write_tables((cover(explained, tables), *tables), path, title=title, stamp=explained.stamp)


def write_tables(tables: Iterable[Table], path: Path, *, title: str, stamp: Stamp) -> None:
    """Any tables as a workbook, one a sheet, whole or not at all. Empty ones have no sheet."""
    from xlsxwriter import Workbook

    with atomic(path) as beside:
        book = Workbook(
            str(beside),
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "in_memory": True,
                "default_format_properties": FONT,
            },
        )
        _about(book, title, stamp)
        formats = _Formats(book)
        for table in tables:
            if table.rows:
                _sheet(book, table, formats, footer=f"Run {stamp.run}")
        book.close()


class _Formats:
    """The few looks there are. Text that could pass for a formula is marked as text for good."""

    def __init__(self, book: Workbook) -> None:
        look = {**FONT, "text_wrap": True, "valign": "top"}
        self.title = book.add_format({**FONT, "bold": True, "font_size": 14})
        self.head = book.add_format({**look, "bold": True, "bottom": 2})
        self.text = book.add_format({**look, "num_format": "@"})
        self.quoted = book.add_format({**look, "num_format": "@", "quote_prefix": True})
        self.number = book.add_format({**look, "num_format": "0"})
        self.day = book.add_format({**look, "num_format": "d mmmm yyyy", "align": "left"})


def _about(book: Workbook, title: str, stamp: Stamp) -> None:
    """Document properties; the day of the data stands for when it was made, so equal runs give equal bytes."""
    on = stamp.on
    book.set_properties(
        {
            "title": title,
            "comments": f"Run {stamp.run}",
            "created": dt.datetime(on.year, on.month, on.day),  # noqa: DTZ001 - the file format has no zone
        }
    )
    book.set_size(2400, 1400)


def _sheet(book: Workbook, table: Table, formats: _Formats, *, footer: str) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.write_string(0, 0, printable(table.title), formats.title)
    for place, (_, width) in enumerate(table.columns):
        sheet.set_column(place, place, width)
    headers = [{"header": name, "header_format": formats.head} for name, _ in table.columns]
    last_row, last_column = 1 + len(table.rows), len(table.columns) - 1
    sheet.add_table(
        1,
        0,
        last_row,
        last_column,
        {"name": table.name.replace(" ", ""), "columns": headers, "style": None, "autofilter": False},
    )
    sheet.set_row(1, _height([name for name, _ in table.columns], table))
    for down, row in enumerate(table.rows, 2):
        sheet.set_row(down, _height(row, table))
        for across, cell in enumerate(row):
            _write(sheet, (down, across), cell, formats)
    sheet.freeze_panes(2, 1 if len(table.columns) > 2 else 0)
    _print_well(sheet, footer)


def _height(row: Sequence[Cell], table: Table) -> int:
    """Points that hold the row's longest cell when wrapped: not every program works that out when it opens
    a file.
    """
    lines = 1
    for cell, (_, width) in zip(row, table.columns, strict=True):
        if isinstance(cell, str):
            lines = max(lines, len(wrap(cell, max(4, width - 1))))
    return min(HIGHEST_ROW, LINE_HEIGHT * lines + 2)


def _print_well(sheet: Worksheet, footer: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer(f"&L{footer.replace('&', '&&')}&R&P of &N")
    sheet.set_margins(left=0.4, right=0.4)


def _write(sheet: Worksheet, place: tuple[int, int], cell: Cell, formats: _Formats) -> None:
    down, across = place
    if cell is None or cell == "":
        sheet.write_blank(down, across, None, formats.text)
    elif isinstance(cell, Day):
        moment = dt.datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - a spreadsheet day has no zone
        sheet.write_datetime(down, across, moment, formats.day)
    elif isinstance(cell, int):
        sheet.write_number(down, across, cell, formats.number)
    else:
        said = printable(cell)[:LONGEST_CELL]
        sheet.write_string(down, across, said, formats.quoted if said[:1] in NEVER_LIVE else formats.text)

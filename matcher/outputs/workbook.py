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


def write(explained: ExplainedList, path: Path, *, more: Iterable[Table] = ()) -> None:
    """The workbook as a file, whole or not at all. Empty tables are named on the cover and have no sheet.

    `more`: tables besides those of the list itself.
    """
    tables = [*tables_of(explained), *more]
    title = f"{explained.title} ({explained.subject})"
    write_tables((cover(explained, tables), *tables), path, title=title, stamp=explained.stamp)


def write_tables(tables: Iterable[Table], path: Path, *, title: str, stamp: Stamp) -> None:
    """Any tables of a run as a workbook, one a sheet, whole or not at all. Empty ones have no sheet."""
    write_book(tables, path, title=title, on=stamp.on, footer=f"Run {stamp.run}")


def write_book(tables: Iterable[Table], path: Path, *, title: str, on: Day, footer: str, lists: str = "Lists") -> None:
    """The same for tables of no run; `lists` names the sheet of what there is to choose from, where any table asks."""
    from xlsxwriter import Workbook

    with atomic(path) as beside:
        book = Workbook(
            str(beside),
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "in_memory": True,
                "default_format_properties": dict(FONT),  # it writes into what it is given
            },
        )
        _about(book, title, on, footer)
        formats = _Formats(book)
        offered: dict[tuple[str, ...], str] = {}
        for table in tables:
            if table.rows:
                sheet = _sheet(book, table, formats, footer=footer)
                _ask(sheet, table, formats, offered)
        _write_lists(book, lists, offered, formats)
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
        self.asked = book.add_format({**look, "num_format": "@", "locked": False, "border": 1})


def _about(book: Workbook, title: str, on: Day, footer: str) -> None:
    """Document properties; the day of the data stands for when it was made, so equal runs give equal bytes."""
    book.set_properties(
        {
            "title": printable(title)[:250],
            "comments": footer,
            "created": dt.datetime(on.year, on.month, on.day),  # noqa: DTZ001 - the file format has no zone
        }
    )
    book.set_size(2400, 1400)


def _sheet(book: Workbook, table: Table, formats: _Formats, *, footer: str) -> Worksheet:
    sheet = book.add_worksheet(table.name)
    sheet.write_string(0, 0, printable(table.title), formats.title)
    for place, (name, width) in enumerate(table.columns):
        sheet.set_column(place, place, width, None, {"hidden": name in table.hidden})
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
    return sheet


def _ask(sheet: Worksheet, table: Table, formats: _Formats, offered: dict[tuple[str, ...], str]) -> None:
    """The columns to be filled in: open to write in, with what there is to choose from. All else is held.

    The lock has no password: it is there against slips, and whoever wants to may take it off.
    """
    if not table.asks:
        return
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True, "sort": True})
    for across, (header, _) in enumerate(table.columns):
        answers = table.asks.get(header)
        if answers is None:
            continue
        for down, row in enumerate(table.rows, 2):
            if row[across] in (None, ""):
                sheet.write_blank(down, across, None, formats.asked)
            else:
                sheet.write_string(down, across, printable(str(row[across]))[:LONGEST_CELL], formats.asked)
        if answers:
            name = offered.setdefault(answers, f"offered_{len(offered) + 1}")
            rule = {"validate": "list", "source": f"={name}", "error_type": "warning", "error_title": header[:32]}
            rule["error_message"] = "Choose from the list. Your own words are read too, and asked about where unclear."
            sheet.data_validation(2, across, 1 + len(table.rows), across, rule)


def _write_lists(book: Workbook, name: str, offered: dict[tuple[str, ...], str], formats: _Formats) -> None:
    """What there is to choose from, one column each, by the name that the drop-downs go by."""
    if not offered:
        return
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, "What there is to choose from", formats.title)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for across, (answers, range_name) in enumerate(offered.items()):
        sheet.set_column(across, across, 44)
        for down, answer in enumerate(answers, 1):
            _write(sheet, (down, across), answer, formats)
        letter = chr(ord("A") + across)
        book.define_name(range_name, f"='{name}'!${letter}$2:${letter}${len(answers) + 1}")


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

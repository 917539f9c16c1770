"""Reading CSV files: the encoding proved, never guessed at; rows numbered as a spreadsheet would number them."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from pathlib import Path

from matcher.base.problems import Problem
from matcher.importers import limits
from matcher.importers.cells import Cell, fold
from matcher.importers.opener import CannotOpen

SAVE_AS = "Save it again as 'CSV UTF-8'."
FIRST_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell of text that begins with one of these would be run as a formula by a spreadsheet that opens the file."""
_GUARD = "'"

Rows = list[tuple[int, list[Cell]]]


def read_csv(path: Path, headings: Collection[str]) -> tuple[Rows, int, list[Problem]]:
    """Rows that hold anything with their numbers, how many there are, and what to tell about the file.

    `headings` are the folded headings to expect; they only decide which sign stands between cells. Raises CannotOpen.
    """
    size = path.stat().st_size
    if size > limits.FILE_MOST_BYTES:
        most = limits.FILE_MOST_BYTES // limits.MEGABYTE
        raise CannotOpen(f"is {size / limits.MEGABYTE:,.1f} MB; at most {most} MB are read.", "Split it.")
    text, notes = _decoded(path)
    between = _between(text, headings)
    if between != ",":
        name = {";": "semicolons", "\t": "tabs"}[between]
        notes.append(Problem(path.name, "", f"has {name} between its cells; it was read that way.", "", False))
    rows: Rows = []
    count = 0
    csv.field_size_limit(limits.FILE_MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if not any(cells):
                continue
            count += 1
            if count <= limits.ROWS_MOST + 2:
                rows.append((number, _as_cells(cells)))
    except csv.Error:
        notes.append(
            Problem(
                f"{path.name}, row {number + 1}",
                "",
                "has a quotation mark out of place, so nothing from here on could be read.",
                'Put marks around the whole cell, and write a mark inside a cell twice: "".',
            )
        )
    return rows, count, notes


def _as_cells(cells: list[str]) -> list[Cell]:
    return [unguarded(cell) if cell[:1] == _GUARD else cell for cell in cells[: limits.COLUMNS_MOST + 1]]


def _decoded(path: Path) -> tuple[str, list[Problem]]:
    """The text of a file, and a note where it is not UTF-8. Raises CannotOpen."""
    data = path.read_bytes()
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding), _note(path, encoding)
            except UnicodeDecodeError:
                raise CannotOpen(f"says it is {encoding.upper()} and is not.", SAVE_AS) from None
    if b"\0" in data:
        raise CannotOpen("is not plain text.", SAVE_AS)
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding), _note(path, encoding)
        except UnicodeDecodeError:
            continue
    raise CannotOpen("is in an encoding we cannot be sure of.", SAVE_AS)


def _note(path: Path, encoding: str) -> list[Problem]:
    if encoding.startswith("utf-8"):
        return []
    name = {"cp1252": "Windows-1252", "utf-16": "UTF-16"}[encoding]
    what = f"is not UTF-8; it was read as {name}."
    return [Problem(path.name, "", what, f"Check names with accents and pound signs. {SAVE_AS}", False)]


def _between(text: str, headings: Collection[str]) -> str:
    """The sign between cells that gives the first lines the most headings we know; a comma where none does."""
    lines = [line[:20_000] for line in text[:100_000].splitlines()[: limits.HEADER_WITHIN_ROWS]]

    def known(sign: str) -> int:
        return max((sum(fold(cell.strip('"')) in headings for cell in line.split(sign)) for line in lines), default=0)

    return max((",", ";", "\t"), key=known)


def guarded(text: str) -> str:
    """`text` so that no spreadsheet runs it as a formula; `unguarded` gives it back."""
    starts = text.startswith(FIRST_SIGNS)
    quoted = text.startswith(_GUARD) and text[1:2] in (*FIRST_SIGNS, _GUARD) and len(text) > 1
    return _GUARD + text if starts or quoted else text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given; any other text as it is."""
    if len(cell) > 1 and cell[0] == _GUARD and cell[1] in (*FIRST_SIGNS, _GUARD):
        return cell[1:]
    return cell

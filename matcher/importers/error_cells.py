"""Finding the cells of an .xlsx that show an error such as #REF!: the reader gives them as blank, without a word.

In .xls and .ods such cells cannot be told from blank ones; they are left blank.
"""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import dataclass, field

_ADDRESS = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_REACH = 200
"""How far before the mark of an error a cell's address can stand."""
NAMED_MOST = 50


@dataclass
class ErrorCells:
    """What was seen while the parts of a workbook went by."""

    addresses: dict[str, list[str]] = field(default_factory=dict)
    """By the name of the part: cells that show an error."""
    _before: bytes = b""

    def see(self, part: str, chunk: bytes) -> None:
        """Take in the next stretch of a part. The first stretch of a part follows `begin`."""
        if part.startswith("xl/worksheets/"):
            self._see_cells(part, self._before + chunk, seen=len(self._before))
            self._before = chunk[-_REACH:]

    def begin(self) -> None:
        """A new part begins."""
        self._before = b""

    def _see_cells(self, part: str, stretch: bytes, *, seen: int) -> None:
        mark = b' t="e"'
        at = stretch.find(mark)
        while at >= 0:
            if at + len(mark) > seen:
                cell = stretch[stretch.rfind(b"<", max(0, at - _REACH), at) : stretch.find(b">", at)]
                found = _ADDRESS.search(cell)
                if found:
                    self.addresses.setdefault(part, []).append(found.group(1).decode("ascii"))
            at = stretch.find(mark, at + 1)

    def by_sheet(self, book: zipfile.ZipFile) -> dict[str, list[str]]:
        """Addresses by the name of the sheet, as the workbook names its parts."""
        if not self.addresses:
            return {}
        parts = set(book.namelist())
        relations = "xl/_rels/workbook.xml.rels"
        if not {"xl/workbook.xml", relations} <= parts:
            return {}
        targets = {one.get("Id"): one.get("Target", "") for one in _all(_RELATION, book, relations)}
        named: dict[str, list[str]] = {}
        for sheet in _all(_SHEET, book, "xl/workbook.xml"):
            target = targets.get(sheet.get("r:id"), "").lstrip("/").removeprefix("xl/")
            found = self.addresses.get(f"xl/{target}")
            if found:
                named[html.unescape(sheet.get("name", ""))] = found
        return named


def _all(pattern: re.Pattern[str], book: zipfile.ZipFile, part: str) -> list[dict[str, str]]:
    text = book.read(part).decode("utf-8", errors="replace")
    return [dict(_ATTRIBUTE.findall(found)) for found in pattern.findall(text)]

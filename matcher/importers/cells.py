"""One cell as it was found, and the two ways a cell can be no value: left blank, or said to be unknown."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""What a spreadsheet holds in one cell. A blank cell is the empty text."""

BLANK = ""
NOT_KNOWN = "Not known"
"""What a person types to take a fact back to not known; a blank cell says nothing at all."""

_NOT_KNOWN = frozenset({"not known", "not asked", "unknown", "not known yet", "don t know"})
_BETWEEN = re.compile(r"[^0-9a-z+]+")


class CellFault(Exception):
    """A cell cannot be used: what is wrong with it, and what to type instead."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix


def fold(text: str) -> str:
    """`text` with case, spacing, accents and punctuation made alike, for comparing headings and answers."""
    return _folded(text[:1000])


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _BETWEEN.sub(" ", plain).strip()


def says_not_known(cell: Cell) -> bool:
    """Whether the cell says in words that the fact is not known."""
    return isinstance(cell, str) and len(cell) < 20 and fold(cell) in _NOT_KNOWN


def shown(cell: Cell) -> str:
    """The cell as a person sees it, for a message."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dt.datetime):
        return f"{say_date(cell.date())} {cell:%H:%M}"
    if isinstance(cell, dt.date):
        return say_date(cell)
    if isinstance(cell, dt.time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def say_date(day: dt.date) -> str:
    """The day as it is typed: 05/01/2027."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def is_blank(cell: Cell) -> bool:
    """Whether the cell holds nothing but space."""
    return isinstance(cell, str) and not cell.strip()


def cleaned(text: str) -> str:
    """`text` as it is kept: line ends alike, no space around it. Raises CellFault for what cannot be shown."""
    words = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not words.isprintable():
        hidden = next((c for c in words if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"), None)
        if hidden is not None:
            raise CellFault("holds a character that cannot be seen.", "Delete the cell and type it again.")
    return words

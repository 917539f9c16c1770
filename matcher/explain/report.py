"""A page of plain words in parts: what it is about, then headed lists of items with their lines. No markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matcher.base.stamp import Stamp

Mark = Literal["", "-", "+", "?", "!"]
"""What hangs in front of a line: nothing, a fact, something good, a question, a notice."""
Said = tuple[Mark, str]


@dataclass(frozen=True)
class Item:
    """One thing with its lines."""

    title: str
    lines: tuple[Said, ...] = ()


@dataclass(frozen=True)
class ReportPart:
    """Some items under a heading."""

    heading: str
    says: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    empty: str = ""
    """What stands there where there is no item."""


@dataclass(frozen=True)
class Report:
    """A whole page."""

    stamp: Stamp
    title: str
    says: tuple[str, ...]
    parts: tuple[ReportPart, ...]

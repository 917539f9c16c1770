"""Problems as a person reads them: those that are alike on one line, with the other rows named. None is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from matcher.base.problems import Problem

_CELL = re.compile(r"^(?P<before>.*!)(?P<column>[A-Z]+)(?P<row>\d+)$", re.DOTALL)
_CSV = re.compile(r"^(?P<before>.*), row (?P<row>\d+)(?P<column>, .*)?$", re.DOTALL)
ROWS_NAMED = 12


def told(problems: Iterable[Problem]) -> list[str]:
    """One line for each different problem: `... 3 other rows have the same problem: 21, 22, 40.`"""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        before, column, _ = _place(problem.where)
        same = (before, column, problem.value, problem.what, problem.fix, problem.stops_row)
        groups.setdefault(same, []).append(problem)
    return [_line(group) for group in groups.values()]


def _line(group: list[Problem]) -> str:
    first, *others = group
    rows = list(dict.fromkeys(_place(other.where)[2] for other in others))
    if not rows:
        return first.say()
    if not all(rows):  # not a table: there are no row numbers to name
        return f"{first.say()} It is so in {len(group):,} places."
    named = ", ".join(rows[:ROWS_NAMED]) + (f" and {len(rows) - ROWS_NAMED:,} more" if len(rows) > ROWS_NAMED else "")
    which = "1 other row has" if len(rows) == 1 else f"{len(rows):,} other rows have"
    return f"{first.say()} {which} the same problem: {named}."


def _place(where: str) -> tuple[str, str, str]:
    """(what comes before, the column, the row) of a place; the row is empty where it has none."""
    found = _CELL.match(where) or _CSV.match(where)
    return (found["before"], found["column"] or "", found["row"]) if found else (where, "", "")

"""Which sheet is which and which column is which: equal after folding, or asked about, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from matcher.base.problems import Problem, shorten
from matcher.importers import limits
from matcher.importers.cells import BLANK, Cell, fold, is_blank, shown
from matcher.importers.columns import Column, Sheet
from matcher.importers.labels import nearest
from matcher.importers.rows import Found, letters

TO_PUT_RIGHT = "What to put right"
"""The column that the workbook of rows to put right adds; it is passed over when that workbook comes back."""
NOT_READ = frozenset(map(fold, ("Read me", "Lists", "Problems")))
_PASSED_OVER = frozenset({fold(TO_PUT_RIGHT)})

Rows = list[tuple[int, list[Cell]]]


def sheet_named(name: str, where: str, sheets: Mapping[str, Sheet]) -> Sheet | Problem | None:
    """The sheet of that name; a problem for a name we do not know; None for the sheets that hold no data."""
    folded = fold(name)
    if folded in sheets:
        return sheets[folded]
    if folded in NOT_READ:
        return None
    if folded in ("equality", "equality answers"):
        fix = "Keep equality answers in a workbook of their own, which is imported apart."
        return Problem(where, "", "was not read: it is not one of the sheets of records.", fix)
    if folded in ("household", "households"):
        fix = "Keep households in a workbook of their own, which is imported with --households."
        return Problem(where, "", "was not read: it is not one of the sheets of records.", fix)
    names = [sheet.name for sheet in sheets.values()]
    near = nearest(name, names)
    other = "Another program's export comes in by a column map: `matcher import FILE --make-map MAP.yaml`."
    known = f"The names we know: {', '.join(names)}. {other}"
    fix = f"Did you mean {near}? Name it exactly that." if near else known
    return Problem(where, "", "was not read: no sheet of ours has that name.", fix)


@dataclass
class Headed:
    """The rows of one sheet with the headings found above them."""

    found: Found
    problems: list[Problem]


def with_headings(sheet: Sheet, label: str, rows: Rows, *, is_csv: bool, width: int, count: int) -> Headed:
    """The sheet's rows and which column is which, with a problem for every heading in doubt."""
    held = [row for row in rows if any(not is_blank(cell) for cell in row[1])]
    count -= len(rows) - len(held)
    rows = held
    at = _heading_row(sheet, rows)
    number, cells = rows[at] if rows else (1, [])
    headings = tuple(shown(cell).strip() for cell in cells)
    places, problems = _places(sheet, headings, _at(label, number, is_csv=is_csv))
    refused = _refusal(sheet, places, count - at - 1, width)
    if refused is not None:
        problems.append(Problem(label, "", *refused))
    below = rows[at + 1 :] if rows else []
    if count - at - 1 > limits.ROWS_MOST:
        below = []
    return Headed(
        Found(
            sheet,
            label,
            is_csv,
            headings,
            places,
            below,
            count=max(count - at - 1, 0),
            refused="" if refused is None else " ".join(refused),
        ),
        problems,
    )


def _heading_row(sheet: Sheet, rows: Rows) -> int:
    """Place of the row of headings: the first of the first rows that names the key column, else the first row."""
    for place, (_, cells) in enumerate(rows[: limits.HEADER_WITHIN_ROWS]):
        if any(sheet.by_heading.get(fold(cell)) is sheet.key for cell in cells if isinstance(cell, str)):
            return place
    return 0


def _at(label: str, number: int, *, is_csv: bool) -> Callable[[int], str]:
    def where(place: int) -> str:
        return f"{label}, row {number}" if is_csv else f"{label}!{letters(place)}{number}"

    return where


def _places(
    sheet: Sheet, headings: tuple[str, ...], where: Callable[[int], str]
) -> tuple[dict[int, Column], list[Problem]]:
    places: dict[int, Column] = {}
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if heading == BLANK or fold(heading) in _PASSED_OVER:
            continue
        column = sheet.by_heading.get(fold(heading))
        if column is None:
            problems.append(_unknown(sheet, heading, where(place), places))
        elif column.name in seen:
            places.pop(seen[column.name], None)
            what = "stands above two columns, and which one holds is not known, so neither was read."
            problems.append(Problem(where(place), shorten(heading), what, "Delete one of the two."))
        else:
            seen[column.name] = place
            places[place] = column
    return places, problems


def _unknown(sheet: Sheet, heading: str, where: str, places: dict[int, Column]) -> Problem:
    taken = {column.name for column in places.values()}
    near = nearest(heading, [column.header for column in sheet.columns if column.name not in taken])
    fix = f"Did you mean {near}? Write it exactly like that." if near else "Rename it, or leave it if it is your own."
    return Problem(where, shorten(heading), "is not a heading we know, so its column was not read.", fix, bool(near))


def _refusal(sheet: Sheet, places: dict[int, Column], count: int, width: int) -> tuple[str, str] | None:
    """Why no row of the sheet can be used, and what to do; None where they can."""
    if count > limits.ROWS_MOST:
        return f"has {count:,} rows; at most {limits.ROWS_MOST:,} are read at once.", "Split it."
    if width > limits.COLUMNS_MOST:
        return f"has {width:,} columns; at most {limits.COLUMNS_MOST} are read.", "Delete what lies far to the right."
    held = {column.name for column in places.values()}
    missing = [c.header for c in sheet.columns if c.needed and c.name not in held]
    if sheet.keeps == "record":
        missing = [header for header in missing if header == sheet.key.header]
    if missing and count > 0:
        return (
            f"has no column headed {' or '.join(missing)}, so none of its rows can be read.",
            "Add it to the first row.",
        )
    return None

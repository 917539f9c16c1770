"""A saved column map: which column of somebody else's export is which of ours, as a person confirmed it.

It is used as it stands: a heading that the map does not name is listed and never guessed at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from matcher.base.problems import GivenProblems, Problem, shorten
from matcher.importers import limits
from matcher.importers.cells import BLANK, Cell, fold, is_blank, shown
from matcher.importers.columns import Sheet
from matcher.importers.labels import nearest
from matcher.importers.rows import letters
from matcher.importers.sheets.all_sheets import BY_FOLD
from matcher.library.document import Part
from matcher.library.strict_yaml import Written, read_yaml
from matcher.library.validation import checked

Rows = list[tuple[int, list[Cell]]]
FORMAT = 1


class MappedSheet(Part):
    """One sheet of the export, as rows of one sheet of ours. The same sheet may stand here twice."""

    sheet: str
    """Its name in the file; of a CSV file, the file's name without its ending. Empty: whatever its name."""
    becomes: str
    columns: dict[str, str]
    """Our heading, by theirs."""
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    """What their words mean in ours, by their heading."""
    always: dict[str, str] = Field(default_factory=dict)
    """What every row says that the export has no column for, by our heading."""
    not_taken: tuple[str, ...] = ()
    """Their headings that nothing is taken from, as a person saw and agreed."""

    @cached_property
    def ours(self) -> Sheet:
        """The sheet of ours. KeyError where there is none: `read_map` has looked."""
        return BY_FOLD[fold(self.becomes)]

    @cached_property
    def by_heading(self) -> dict[str, str]:
        """Our heading, by theirs as it is compared."""
        return {fold(theirs): ours for theirs, ours in self.columns.items()}

    @cached_property
    def meanings(self) -> dict[str, dict[str, str]]:
        """What their words mean, by heading and words as they are compared."""
        return {fold(head): {fold(theirs): ours for theirs, ours in said.items()} for head, said in self.values.items()}

    @cached_property
    def seen(self) -> frozenset[str]:
        """Headings that need no word any more."""
        return frozenset({*self.by_heading, *map(fold, self.not_taken)})


class ColumnMap(Part):
    """A whole map."""

    format: Literal[1]
    made_from: str = ""
    confirmed: bool
    """Set by the person who has read it. Nothing is imported before."""
    sheets: tuple[MappedSheet, ...] = Field(min_length=1)

    @cached_property
    def headings(self) -> frozenset[str]:
        """Every heading of theirs that the map names, as it is compared."""
        return frozenset().union(*(one.seen for one in self.sheets))

    def of(self, name: str) -> list[MappedSheet]:
        """What becomes of a sheet of that name."""
        return [one for one in self.sheets if not one.sheet or fold(one.sheet) == fold(name)]


def read_map(path: Path) -> ColumnMap:
    """The map in a file. Raises GivenProblems with everything that is wrong with it, or where nobody confirmed it."""
    written = read_yaml(path)
    found = checked(written, ColumnMap)
    problems = [problem for place, one in enumerate(found.sheets) for problem in _wrong(one, place, written)]
    if not found.confirmed:
        fix = "Read it, correct it, and write: confirmed: true"
        problems.append(Problem(written.where(("confirmed",)), "", "says that nobody has confirmed it yet.", fix))
    if problems:
        raise GivenProblems(problems)
    return found


def _wrong(one: MappedSheet, place: int, written: Written) -> Iterator[Problem]:
    """What does not fit between a map and our sheets."""
    at: tuple[str | int, ...] = ("sheets", place)
    ours = BY_FOLD.get(fold(one.becomes))
    if ours is None:
        yield _no(
            written, (*at, "becomes"), one.becomes, "is no sheet of ours.", [sheet.name for sheet in BY_FOLD.values()]
        )
        return
    taken: dict[str, str] = {}
    for part, pairs in (("columns", one.columns), ("always", {ours: ours for ours in one.always})):
        for theirs, heading in pairs.items():
            column = ours.by_heading.get(fold(heading))
            where = (*at, part, theirs)
            if column is None:
                known = [column.header for column in ours.columns]
                yield _no(written, where, heading, f"is no heading of our sheet {ours.name}.", known)
            elif column.name in taken:
                what = f'is taken from "{shorten(taken[column.name])}" already.'
                yield Problem(written.where(where), shorten(heading), what, "Take it from one column.")
            else:
                taken[column.name] = theirs
    for theirs in one.values:
        if fold(theirs) not in one.by_heading:
            yield _no(written, (*at, "values", theirs), theirs, "is no heading of `columns`.", list(one.columns))
    if ours.key.name not in taken:
        what = f'takes nothing for "{ours.key.header}", so no row would be anybody\'s.'
        yield Problem(written.where((*at, "columns")), "", what, f'Add it: "their heading": {ours.key.header}')


def _no(written: Written, place: tuple[str | int, ...], value: str, what: str, known: list[str]) -> Problem:
    near = nearest(value, known)
    return Problem(written.where(place), shorten(value), what, f"Did you mean {near}?" if near else "")


def heading_place(rows: Rows, headings: Mapping[str, object] | frozenset[str]) -> int:
    """Place of the row of headings: of the first rows the one that holds most of them."""
    first = rows[: limits.HEADER_WITHIN_ROWS]
    held = [sum(isinstance(cell, str) and fold(cell) in headings for cell in cells) for _, cells in first]
    return held.index(max(held)) if held else 0


def translated(
    one: MappedSheet, label: str, rows: Rows, *, is_csv: bool, seen: frozenset[str]
) -> tuple[Rows, list[Problem]]:
    """The rows with our headings above them and our words in them, every cell where it stood; and what to tell.

    `seen`: headings that some part of the map takes or passes over.
    """
    rows = [row for row in rows if any(not is_blank(cell) for cell in row[1])]
    at = heading_place(rows, one.seen)
    number, theirs = rows[at] if rows else (1, [])
    heads = [fold(shown(cell)) for cell in theirs]
    problems = list(_of_headings(one, label, number, theirs, rows[at + 1 :], is_csv=is_csv, seen=seen))
    ours: list[Cell] = [one.by_heading.get(head, BLANK) for head in heads]
    width = max([len(ours), *(len(cells) for _, cells in rows)]) if rows else 0
    meanings = {place: one.meanings[head] for place, head in enumerate(heads) if head in one.meanings}
    below: Rows = []
    for row, cells in rows[at + 1 :]:
        filled = [*cells, *[BLANK] * (width - len(cells))] if one.always else list(cells)
        for place, meaning in meanings.items():
            if place < len(filled) and (found := meaning.get(fold(shown(filled[place])))) is not None:
                filled[place] = found
        below.append((row, [*filled, *one.always.values()]))
    head: list[Cell] = [*ours, *[BLANK] * (width - len(ours)), *one.always] if one.always else ours
    return [(number, head), *below], problems


def _of_headings(
    one: MappedSheet,
    label: str,
    number: int,
    theirs: list[Cell],
    rows: Rows,
    *,
    is_csv: bool,
    seen: frozenset[str],
) -> Iterator[Problem]:
    """Headings that no column takes and hold something, and those that the map names and the file lacks."""
    held = {fold(shown(cell)) for cell in theirs}
    for place, cell in enumerate(theirs):
        filled = any(place < len(cells) and not is_blank(cells[place]) for _, cells in rows)
        if filled and fold(shown(cell)) not in seen:
            where = f"{label}, row {number}" if is_csv else f"{label}!{letters(place)}{number}"
            fix = "Give it a line under `columns` or `not_taken`, so that it is not told again."
            heading = shorten(shown(cell)) or "no heading"
            yield Problem(where, heading, "is a column that the map takes nothing from.", fix, stops_row=False)
    for heading, ours in one.columns.items():
        if fold(heading) not in held:
            what = f'is named by the map for "{ours}" and is not in the file.'
            yield Problem(label, shorten(heading), what, "Export it again with that column, or correct the map.", False)

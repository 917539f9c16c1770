"""From the cells of one sheet to rows of values, each cell read once per distinct content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from matcher.base.problems import Problem, shorten
from matcher.importers.cells import BLANK, Cell, CellFault, fold, says_not_known, shown
from matcher.importers.columns import EXAMPLE, Changes, Column, Sheet
from matcher.importers.labels import Lists

Cells = list[Cell]


@dataclass(frozen=True)
class Found:
    """One sheet as it was found in a file: the rows below its headings, and which column is which."""

    sheet: Sheet
    label: str
    """How a message names it: `clients`, `clients.csv`, or with the workbook before it."""
    is_csv: bool
    headings: tuple[str, ...]
    places: Mapping[int, Column]
    """Which column of the file is which of ours."""
    rows: list[tuple[int, Cells]]
    """Row number as the spreadsheet shows it, and the cells."""
    count: int = 0
    """How many rows there are below the headings; more than `rows` holds where there are too many."""
    refused: str = ""
    """Why none of its rows can be used."""

    def where(self, number: int, column: Column | None = None) -> str:
        """The cell as a person finds it: `clients!D4`, or `clients.csv, row 4, "Fewest hours a week"`."""
        if self.is_csv:
            return f"{self.label}, row {number}" + (f', "{column.header}"' if column else "")
        place = next((at for at, one in self.places.items() if one is column), None)
        return f"{self.label}!{letters(place)}{number}" if place is not None else f"{self.label}!A{number}"


def letters(place: int) -> str:
    """The spreadsheet's name of a column: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


class RowFault(CellFault):
    """A row cannot be used because of one of its columns."""

    def __init__(self, column: str, what: str, fix: str) -> None:
        super().__init__(what, fix)
        self.column = column


@dataclass(slots=True)
class Row:
    """One row as read: what it says by column, and what is wrong with it."""

    found: Found
    number: int
    cells: Cells
    values: Changes
    problems: list[Problem] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The reference in the first column; empty where there is none."""
        return str(self.values.get(self.found.sheet.key.name) or "")

    @property
    def stopped(self) -> bool:
        """Whether anything keeps the row from being loaded."""
        return any(problem.stops_row for problem in self.problems)

    def faulty(self, column: Column) -> bool:
        """Whether a cell of the row is wrong already."""
        where = self.where(column.name) if self.problems else ""
        return any(problem.where == where and problem.stops_row for problem in self.problems)

    def where(self, column: str = "") -> str:
        """The cell, or the row, as a person finds it."""
        return self.found.where(self.number, self.found.sheet.by_name.get(column))

    def blame(self, column: str, what: str, fix: str, *, stops: bool = True) -> None:
        """Note something to put right in one column."""
        definition = self.found.sheet.by_name.get(column)
        private = definition is not None and definition.private
        value = "" if private or definition is None else shorten(shown(self.cell(definition)))
        self.problems.append(Problem(self.where(column), value, what, fix, stops))

    def cell(self, column: Column) -> Cell:
        """The cell as it was found in the file."""
        place = next((at for at, one in self.found.places.items() if one is column), None)
        return self.cells[place] if place is not None and place < len(self.cells) else BLANK


_Read = CellFault | tuple[bool, object]
"""A fault, or whether the cell says anything, and what."""


def read_rows(found: Found, lists: Lists) -> Iterator[Row]:
    """Every row of a sheet, with its values and the problems of single cells. Examples are left to the caller."""
    plan = [(place, column, dict[str, _Read]()) for place, column in sorted(found.places.items())]
    for number, cells in found.rows:
        row = Row(found, number, cells, {})
        width = len(cells)
        for place, column, known in plan:
            if place >= width:
                break
            cell = cells[place]
            if cell == BLANK:
                continue
            read = known.get(cell) if isinstance(cell, str) else _read(cell, column, lists)
            if read is None:
                assert isinstance(cell, str)
                read = known[cell] = _read(cell, column, lists)
            if isinstance(read, CellFault):
                row.blame(column.name, read.what, read.fix)
            elif read[0]:
                row.values[column.name] = read[1]
        yield row


def _read(cell: Cell, column: Column, lists: Lists) -> _Read:
    if isinstance(cell, str) and not cell.strip():
        return False, None
    if says_not_known(cell) and not column.kind.keeps_words:
        return True, None
    try:
        return True, column.kind.read(cell, lists)
    except CellFault as fault:
        return fault


def split_examples(found: Found) -> tuple[Found, int]:
    """The sheet without the template's example rows, and how many those were. Their key begins with `example`."""
    key = next((at for at, column in found.places.items() if column is found.sheet.key), None)
    if key is None or found.refused:
        return found, 0
    kept = [row for row in found.rows if not (len(row[1]) > key and is_example(row[1][key]))]
    return replace(found, rows=kept), len(found.rows) - len(kept)


def is_example(cell: Cell) -> bool:
    """Whether a key belongs to an example."""
    return isinstance(cell, str) and EXAMPLE in cell[:40].casefold() and fold(cell[:40]).startswith(EXAMPLE)

"""Opening somebody else's export by a saved column map: their sheets and headings in, ours out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from matcher.base.problems import Problem
from matcher.importers.cells import Cell
from matcher.importers.column_map import ColumnMap, Rows, translated
from matcher.importers.csv_files import read_csv
from matcher.importers.files import TEXTS, Opened, add_sheet, error_cells, files_of
from matcher.importers.opener import CannotOpen, Opener, sheet_failed


@dataclass(frozen=True)
class Raw:
    """One sheet as it lies in a file, with no heading understood."""

    name: str
    label: str
    rows: Rows
    is_csv: bool
    width: int
    count: int


def open_mapped(paths: Iterable[Path], opener: Opener, column_map: ColumnMap) -> Opened:
    """Every sheet that the map speaks of, as ours; what it does not speak of is listed. Never raises for a file."""
    opened = Opened()
    for raw in raw_sheets(paths, opener, opened.problems, headings=column_map.headings):
        entries = column_map.of(raw.name)
        if not entries and raw.count:
            fix = "Give it a part of its own under `sheets`, or leave it."
            opened.problems.append(Problem(raw.label, "", "is a sheet that the map says nothing of.", fix, False))
        seen = frozenset().union(*(entry.seen for entry in entries))
        for entry in entries:
            rows, problems = translated(entry, raw.label, raw.rows, is_csv=raw.is_csv, seen=seen)
            opened.problems += [one for one in problems if one not in opened.problems]
            width, above = raw.width + len(entry.always), len(raw.rows) - len(rows)
            add_sheet(opened, entry.ours, raw.label, rows, is_csv=raw.is_csv, width=width, count=raw.count - above)
    return opened


def raw_sheets(
    paths: Iterable[Path], opener: Opener, problems: list[Problem], *, headings: Iterable[str]
) -> Iterator[Raw]:
    """Every sheet of every file as it lies there. `headings` only help to see what stands between cells of a CSV."""
    files = list(files_of(paths, problems))
    several = sum(path.suffix.casefold() not in TEXTS for path in files) > 1
    for path in files:
        try:
            if path.suffix.casefold() in TEXTS:
                yield _csv(path, problems, frozenset(headings))
            else:
                yield from _workbook(path, opener, problems, several=several)
        except CannotOpen as error:
            problems.append(error.problem(path.name))
        except OSError as error:
            what = f"could not be opened: {error.strerror or 'the system refused'}."
            problems.append(Problem(path.name, "", what, "Check that it is there, closed, and yours to read."))


def _csv(path: Path, problems: list[Problem], headings: frozenset[str]) -> Raw:
    rows, count, notes = read_csv(path, headings)
    problems += notes
    width = max((len(cells) for _, cells in rows), default=0)
    return Raw(path.stem, path.name, rows, True, width, count)


def _workbook(path: Path, opener: Opener, problems: list[Problem], *, several: bool) -> Iterator[Raw]:
    for place, answer in enumerate(opener.sheets(path), 1):
        name = str(answer["name"]).strip() or f"Sheet {place}"
        label = f"{path.name}: {name}" if several else name
        if "failed" in answer:
            problems.append(sheet_failed({**answer, "name": label}))
            continue
        problems += error_cells(label, answer["errors"])
        rows: list[tuple[int, list[Cell]]] = answer["rows"]
        yield Raw(name, label, rows, False, answer["width"], answer["count"])

"""From the paths a person gave to the sheets in them, whatever kind of file each is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from matcher.base.problems import Problem
from matcher.importers import limits
from matcher.importers.cells import Cell, fold
from matcher.importers.columns import Sheet
from matcher.importers.csv_files import read_csv
from matcher.importers.error_cells import NAMED_MOST
from matcher.importers.headings import sheet_named, with_headings
from matcher.importers.opener import CannotOpen, Opener, sheet_failed
from matcher.importers.rows import Found
from matcher.importers.sheets.all_sheets import BY_FOLD

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".csv", ".tsv")
_KINDS = "Give an .xlsx, .xls or .ods file, a .csv file, or a folder of .csv files."


@dataclass
class Opened:
    """The sheets found in all files, and what is wrong with the files themselves."""

    sheets: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def open_files(
    paths: Iterable[Path],
    opener: Opener,
    sheets: Mapping[str, Sheet] = BY_FOLD,
    *,
    passed_over: Collection[str] = (),
) -> Opened:
    """Every sheet in every file, with the problems of files, sheets and headings. Never raises for what is in them.

    `passed_over`: names of sheets of a workbook, folded, that are known and hold nothing to read.
    """
    opened = Opened()
    files = list(files_of(paths, opened.problems))
    if len(files) > limits.FILES_MOST:
        what = f"are {len(files):,} files; at most {limits.FILES_MOST} are read at once."
        opened.problems.append(Problem("These", "", what, "Import them in parts."))
        return opened
    workbooks = [path for path in files if path.suffix.casefold() not in TEXTS]
    for path in files:
        try:
            if path.suffix.casefold() in TEXTS:
                _open_csv(path, opened, sheets)
            else:
                several = len(workbooks) > 1
                _open_workbook(path, opener, opened, sheets, several=several, passed_over=passed_over)
        except CannotOpen as error:
            opened.problems.append(error.problem(path.name))
        except OSError as error:
            what = f"could not be opened: {error.strerror or 'the system refused'}."
            opened.problems.append(Problem(path.name, "", what, "Check that it is there, closed, and yours to read."))
    return opened


def files_of(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """The files to read; a folder stands for its CSV files."""
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.suffix.casefold() == ".csv" and one.is_file())
            if not inside:
                problems.append(Problem(path.name, "", "is a folder without CSV files.", _KINDS))
            yield from inside
        elif not path.exists():
            problems.append(Problem(path.name, "", "is not there.", "Check the name and the folder."))
        elif path.suffix.casefold() not in (*WORKBOOKS, *TEXTS):
            problems.append(Problem(path.name, "", "is not a kind of file we read.", _KINDS))
        else:
            yield path


def _open_csv(path: Path, opened: Opened, sheets: Mapping[str, Sheet]) -> None:
    sheet = sheet_named(path.stem, path.name, sheets)
    if isinstance(sheet, Problem):
        opened.problems.append(sheet)
    if not isinstance(sheet, Sheet):
        return
    rows, count, notes = read_csv(path, sheet.by_heading)
    opened.problems += notes
    width = max((len(cells) for _, cells in rows), default=0)
    add_sheet(opened, sheet, path.name, rows, is_csv=True, width=width, count=count)


def _open_workbook(
    path: Path,
    opener: Opener,
    opened: Opened,
    sheets: Mapping[str, Sheet],
    *,
    several: bool,
    passed_over: Collection[str],
) -> None:
    for place, answer in enumerate(opener.sheets(path), 1):
        name = str(answer["name"]).strip() or f"Sheet {place}"
        label = f"{path.name}: {name}" if several else name
        if "failed" in answer:
            opened.problems.append(sheet_failed({**answer, "name": label}))
            continue
        if fold(name) in passed_over:
            continue
        sheet = sheet_named(name, label, sheets)
        if isinstance(sheet, Problem):
            if answer["count"]:
                opened.problems.append(sheet)
        elif sheet is not None:
            opened.problems += error_cells(label, answer["errors"])
            rows: list[tuple[int, list[Cell]]] = answer["rows"]
            add_sheet(opened, sheet, label, rows, is_csv=False, width=answer["width"], count=answer["count"])


def error_cells(label: str, addresses: list[str]) -> Iterator[Problem]:
    """A note for each cell that shows an error, up to a bound that is said."""
    fix = "Correct the formula, or type the value."
    for address in addresses[:NAMED_MOST]:
        yield Problem(f"{label}!{address}", "", "shows an error such as #REF!, so it was read as blank.", fix, False)
    if len(addresses) > NAMED_MOST:
        more = len(addresses) - NAMED_MOST
        yield Problem(label, "", f"has {more:,} more cells that show an error; they were read as blank.", fix, False)


def add_sheet(
    opened: Opened,
    sheet: Sheet,
    label: str,
    rows: list[tuple[int, list[Cell]]],
    *,
    is_csv: bool,
    width: int,
    count: int,
) -> None:
    """The rows of one sheet of ours, with the headings above them, beside what was opened."""
    headed = with_headings(sheet, label, rows, is_csv=is_csv, width=width, count=count)
    opened.sheets.append(headed.found)
    opened.problems += headed.problems

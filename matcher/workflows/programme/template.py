"""The empty workbooks to fill in."""

from __future__ import annotations

from pathlib import Path

from matcher.base.problems import GivenProblems, Problem
from matcher.importers.equality import write_equality_template
from matcher.importers.household import write_household_template
from matcher.importers.template import write_template
from matcher.library.load import load_library


def template(path: Path, *, models: Path | None = None) -> Path:
    """Write the workbook. Raises GivenProblems where a file is there: somebody may have filled it in."""
    _nothing_there(path)
    write_template(path, library=load_library(models))
    return path


def equality_template(path: Path) -> Path:
    """Write the workbook for equality answers, which stand by themselves. Never over a file that is there."""
    _nothing_there(path)
    write_equality_template(path)
    return path


def household_template(path: Path) -> Path:
    """Write the workbook for households, which stand by themselves. Never over a file that is there."""
    _nothing_there(path)
    write_household_template(path)
    return path


def _nothing_there(path: Path) -> None:
    try:
        there = path.exists()
    except OSError as error:
        what = f"cannot be written: {(error.strerror or 'it failed').lower()}."
        raise GivenProblems([Problem(str(path), "", what, "Choose another name.")]) from error
    if there:
        fix = "Name another file with -o, or move that one away."
        raise GivenProblems([Problem(str(path), "", "is there already, perhaps with your work in it.", fix)])

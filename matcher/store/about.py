"""What a programme's folder says of itself in `programme.yaml`: its name, its day, who made it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from matcher.base.days import Day
from matcher.base.problems import GivenProblems, Problem
from matcher.library.document import Part
from matcher.library.strict_yaml import read_yaml
from matcher.library.validation import checked

FILE = "programme.yaml"
_HEAD = """\
# This folder is a programme. Commands run in it read and write `programme.sqlite` beside this file.
# With `data_date` set, every command here takes that day as today; leave the line out to use the calendar.
"""


class About(Part):
    """The head of a programme folder."""

    name: str
    data_date: Day | None = None
    made_by: str = ""
    database: str = ""
    """The URL of a PostgreSQL database, without a password; empty: a file in the folder."""


def read_about(folder: Path) -> About:
    """What the folder says of itself. Raises GivenProblems where it is no programme or its file is wrong."""
    path = folder / FILE
    try:
        if not folder.is_dir():
            raise GivenProblems([_no_programme(folder, "is not a folder.")])
        if not path.is_file():
            raise GivenProblems([_no_programme(folder, f"is not a programme: it has no {FILE}.")])
    except OSError as error:
        what = f"cannot be opened: {(error.strerror or 'it failed').lower()}."
        raise GivenProblems([_no_programme(folder, what)]) from error
    return checked(read_yaml(path), About)


def _no_programme(folder: Path, what: str) -> Problem:
    fix = (
        "Go to a programme's folder, or give one with --programme DIR. "
        "`matcher demo` makes one to try, `matcher new DIR` an empty one."
    )
    return Problem(str(folder), "", what, fix)


def write_about(folder: Path, about: About) -> None:
    """Write the file so that it is there whole or not at all."""
    lines = [_HEAD, f"name: {json.dumps(about.name, ensure_ascii=False)}\n"]
    if about.data_date is not None:
        lines.append(f"data_date: {about.data_date.isoformat()}\n")
    lines.append(f"made_by: {json.dumps(about.made_by, ensure_ascii=False)}\n")
    if about.database:
        lines.append(f"database: {json.dumps(about.database, ensure_ascii=False)}\n")
    beside = folder / f".{FILE}.{os.getpid()}"
    try:
        beside.write_text("".join(lines), encoding="utf-8")
        beside.replace(folder / FILE)
    except OSError as error:
        beside.unlink(missing_ok=True)
        what = f"cannot be written: {(error.strerror or 'it failed').lower()}."
        problem = Problem(str(folder / FILE), "", what, "Choose a folder you may write to.")
        raise GivenProblems([problem]) from error

"""An empty programme to begin with, and the workbook to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matcher.base.days import Day
from matcher.importers.template import write_template
from matcher.library.load import load_library
from matcher.store.about import About
from matcher.store.folder import create_folder

BOOK = "to-fill-in.xlsx"


@dataclass(frozen=True)
class Begun:
    """A new programme on disk."""

    folder: Path
    book: Path


def new(
    folder: Path, *, name: str, models: Path | None = None, data_date: Day | None = None, database_url: str = ""
) -> Begun:
    """Make an empty programme with its workbook. Raises GivenProblems where the folder holds anything.

    `database_url`: the PostgreSQL database to keep it in; else a file in the folder.
    """
    library = load_library(models)
    about = About(name=name, data_date=data_date, made_by="matcher new")
    made = create_folder(folder, about, database_url=database_url)
    book = made.path / BOOK
    write_template(book, library=library)
    return Begun(made.path, book)

"""Databases as released versions made them, as SQL; and programmes that keep one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from matcher.store.about import FILE as ABOUT_FILE
from matcher.store.folder import Folder, located
from matcher.store.place import FILE

HERE = Path(__file__).parent


def released(revision: str, folder: Path) -> Folder:
    """A programme on disk as the version that made this schema left it."""
    folder.mkdir()
    (folder / ABOUT_FILE).write_text("name: p\n")
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript((HERE / f"{revision}.sql").read_text())
    return located(folder)

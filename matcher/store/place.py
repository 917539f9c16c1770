"""Where a programme's database is: a file in its folder, or a PostgreSQL server by its URL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from matcher.base.problems import GivenProblems, Problem

FILE = "programme.sqlite"
DRIVER = "postgresql+psycopg"


@dataclass(frozen=True)
class Place:
    """One database. Exactly one of the two is there."""

    file: Path | None = None
    url: sa.URL | None = None

    @property
    def name(self) -> str:
        """What to call it in a message; a password is never in it."""
        if self.file is not None:
            return str(self.file)
        return "the database" if self.url is None else self.url.set(password=None, query={}).render_as_string()

    @property
    def url_to_keep(self) -> str:
        """What the folder says of a server: its URL without the password; empty for a file."""
        return "" if self.url is None else self.url.set(password=None).render_as_string()


def place_of(folder: Path, url: str = "") -> Place:
    """The file in a folder, or the server that a URL names. Raises GivenProblems for a URL we cannot use."""
    if not url.strip():
        return Place(file=folder / FILE)
    try:
        read = sa.make_url(url.strip())
    except (sa.exc.ArgumentError, ValueError):
        raise _wrong_url() from None
    if read.drivername not in ("postgresql", "postgres", DRIVER) or not read.database:
        raise _wrong_url()
    return Place(url=read.set(drivername=DRIVER))


def _wrong_url() -> GivenProblems:
    what = "is not the URL of a PostgreSQL database."
    fix = "Write postgresql://user@server/database; leave it out to keep everything in one file of the folder."
    return GivenProblems([Problem("database", "", what, fix)])

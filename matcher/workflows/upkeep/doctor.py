"""Whether everything a programme rests on is in order, for whoever keeps it running."""

from __future__ import annotations

import importlib.metadata
import platform
import sqlite3
import sys
from collections.abc import Iterator

from matcher import __version__
from matcher.base.problems import GivenProblems
from matcher.library.checks import check_library
from matcher.library.load import load_library
from matcher.store.folder import located
from matcher.store.health import Line, look
from matcher.workflows.today import now
from matcher.workflows.where import Where

PARTS = ("alembic", "numba", "numpy", "pandas", "pyarrow", "pydantic", "SQLAlchemy")


def doctor(where: Where) -> list[Line]:
    """Every line, in order: the program, its models, the programme's folder and database. It changes nothing."""
    connected = _Connections()
    lines = [*_program(), *_models(where), *_programme(where)]
    return [*lines, connected.line()]


def _program() -> Iterator[Line]:
    yield Line("matcher", "ok", f"{__version__} on Python {platform.python_version()}, {platform.system()}.")
    missing = []
    versions = []
    for name in PARTS:
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        yield Line("parts", "broken", f"Not installed: {', '.join(missing)}.", "Install job-readiness-matcher again.")
    yield Line("parts", "ok", f"{', '.join(versions)}, SQLite {sqlite3.sqlite_version}.")


def _models(where: Where) -> Iterator[Line]:
    try:
        library = load_library(where.models)
        problems = check_library(library)
    except GivenProblems as given:
        problems = given.problems
    else:
        if not problems:
            yield Line("models", "ok", f"{len(library.raw)} files hold together, digest {library.digest[:12]}.")
            return
    says = f"{problems[0].where} {problems[0].what}"
    yield Line("models", "broken", says, "`matcher models check` lists everything that is wrong.")


def _programme(where: Where) -> Iterator[Line]:
    try:
        folder = located(where.programme, database_url=where.database_url)
    except GivenProblems as given:
        problem = given.problems[0]
        yield Line("programme", "broken", f"{problem.where} {problem.what}", problem.fix)
        return
    yield Line("programme", "ok", f"{folder.path}, its database is {folder.place.name}.")
    yield from look(folder, now=now())


class _Connections:
    """Counts what this process connects to while it is looked at; a database server is reached by its own driver."""

    def __init__(self) -> None:
        self.made = 0
        sys.addaudithook(self._hear)

    def _hear(self, event: str, _: object) -> None:
        if event in ("socket.connect", "socket.getaddrinfo"):
            self.made += 1

    def line(self) -> Line:
        """That there was none, or how many."""
        if self.made:
            fix = "Ask whoever installed it: matcher makes none of its own."
            return Line("network", "look at", f"{self.made} outbound connections were made meanwhile.", fix)
        return Line(
            "network", "ok", "No outbound connections were made but to the database server, where there is one."
        )

"""The way into the room: both kinds of list, exact, by whichever driver suits the size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from matcher.base.arrays import Ints
from matcher.columns.facts import Columns
from matcher.library.load import Library
from matcher.matching.passes import Part, Scope, run_numpy
from matcher.matching.patterns import Patterns, Watch, count_patterns, portions
from matcher.scoring.bind import Bound
from matcher.scoring.checks import assert_bound
from matcher.scoring.tables import Index, Tables

Driver = Literal["numpy", "compiled", "auto"]
COMPILED_FROM_PAIRS = 25_000_000
"""Below this the compiled driver's start costs more than it saves (measured; see benchmarks)."""


@dataclass(frozen=True)
class Matched:
    """A finished pass: the tables it read, its scope, and what it kept."""

    tables: Tables
    scope: Scope
    part: Part
    patterns: Patterns | None = None
    """Counts by failure pattern, of every vacancy of the scope; None where nobody asked for them."""

    @property
    def columns(self) -> Columns:
        return self.tables.bound.columns


def match(
    columns: Columns,
    library: Library,
    *,
    clients: Index | None = None,
    vacancies: Index | None = None,
    lists: Literal["both", "vacancies", "clients"] = "both",
    driver: Driver = "auto",
    threads: int = 1,
    block_pairs: int = 4_000_000,
    most: Ints | None = None,
    patterns: bool = False,
) -> Matched:
    """Both rankings from one pass. `clients` and `vacancies` are rows to match, all of them where not given.

    With `patterns` every pair's whole failure number is counted too, which costs one reading of every gate for every
    pair; without it nothing. Raises GivenProblems where the models name a measure that does not exist, and where
    there are more patterns than may be kept (see `count_patterns`).
    """
    scope = Scope(
        clients=np.arange(len(columns.clients)) if clients is None else clients,
        vacancies=np.arange(len(columns.vacancies)) if vacancies is None else vacancies,
        most=np.array([s.k for s in library.ranking.sections], dtype=np.int64) if most is None else most,
        vacancy_lists=lists != "clients",
        client_lists=lists != "vacancies",
        block_pairs=block_pairs,
        threads=threads,
    )
    assert_bound(library)
    pairs = len(scope.clients) * len(scope.vacancies)
    tables = Tables(Bound(columns, library), pairs=pairs)
    part = _run(tables, scope, driver=driver, pairs=pairs)
    if not patterns:
        return Matched(tables, scope, part)
    counted = count_patterns(tables, clients=scope.clients, vacancies=scope.vacancies, threads=threads)
    return Matched(tables, scope, part, counted)


def failure_counts(
    columns: Columns, library: Library, *, vacancies: Index, threads: int = 1, watch: Watch | None = None
) -> Iterator[Patterns]:
    """Counts by failure pattern of all clients and some vacancies, without any list.

    They come in portions of vacancies, each small enough to be kept whatever the data, so that a market of any size
    can be summed up. Raises GivenProblems where the models name a measure that does not exist.
    """
    assert_bound(library)
    clients = np.arange(len(columns.clients))
    tables = Tables(Bound(columns, library), pairs=len(clients) * len(vacancies))
    for some in portions(vacancies, clients=len(clients)):
        yield count_patterns(tables, clients=clients, vacancies=some, threads=threads, watch=watch)


def _run(tables: Tables, scope: Scope, *, driver: Driver, pairs: int) -> Part:
    if driver == "numpy" or (driver == "auto" and pairs < COMPILED_FROM_PAIRS):
        return run_numpy(tables, scope)
    from matcher.matching.compiled import run_compiled

    return run_compiled(tables, scope)

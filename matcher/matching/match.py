"""The way into the room: both kinds of list, exact, by whichever driver suits the size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from matcher.base.arrays import Ints
from matcher.columns.facts import Columns
from matcher.library.load import Library
from matcher.matching.passes import Part, Scope, run_numpy
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
) -> Matched:
    """Both rankings from one pass. `clients` and `vacancies` are rows to match, all of them where not given.

    Raises GivenProblems where the models name a measure that does not exist.
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
    return Matched(tables, scope, _run(tables, scope, driver=driver, pairs=pairs))


def _run(tables: Tables, scope: Scope, *, driver: Driver, pairs: int) -> Part:
    if driver == "numpy" or (driver == "auto" and pairs < COMPILED_FROM_PAIRS):
        return run_numpy(tables, scope)
    from matcher.matching.compiled import run_compiled

    return run_compiled(tables, scope)

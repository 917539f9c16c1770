"""The way into the room: both kinds of list, exact, by whichever driver suits the size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Ints
from matcher.columns.facts import Columns
from matcher.library.load import Library
from matcher.matching.passes import FirstPass, Part, Scope, first_pass_numpy, run
from matcher.scoring.bind import Bound
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
    """Both rankings from one pass. `clients` and `vacancies` are rows to match, all of them where not given."""
    scope = Scope(
        clients=np.arange(len(columns.clients)) if clients is None else clients,
        vacancies=np.arange(len(columns.vacancies)) if vacancies is None else vacancies,
        most=np.array([s.k for s in library.ranking.sections], dtype=np.int64) if most is None else most,
        vacancy_lists=lists != "clients",
        client_lists=lists != "vacancies",
        block_pairs=block_pairs,
        threads=threads,
    )
    pairs = len(scope.clients) * len(scope.vacancies)
    tables = Tables(Bound(columns, library), pairs=pairs)
    return Matched(tables, scope, run(tables, scope, _first_pass(driver, pairs)))


def _first_pass(driver: Driver, pairs: int) -> FirstPass:
    if driver == "numpy" or (driver == "auto" and pairs < COMPILED_FROM_PAIRS):
        return first_pass_numpy
    from matcher.matching.compiled import first_pass_compiled

    return first_pass_compiled


Flags = NDArray[np.bool_]
Progress = Callable[[int, int], None]

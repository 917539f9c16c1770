"""Measures over the distinct classes of both sides: one look-up a pair where a fact does not vary much."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Small
from matcher.columns.facts import Columns, Rows, Side
from matcher.measures.all import MEASURES, Measure
from matcher.scoring.bind import Bound, gate_state, term_bands

Index = NDArray[np.intp]
CELLS_MOST = 40_000_000
"""Cells of one table: past this a measure runs on surviving pairs instead. A matter of memory, not of results."""


@dataclass(frozen=True)
class Classes:
    """The distinct combinations of facts that a measure reads of one side."""

    of: Small
    """(n,) class of each row."""
    first: Index
    """(classes,) a row of each class."""


def classes(side: Side, facts: tuple[str, ...], extra: tuple[str, ...]) -> Classes:
    """Classes of a side by some facts; one class where a measure reads nothing of the side."""
    names = [name for name in (*facts, *extra) if name in side.facts]
    if not names or not len(side):
        return Classes(np.zeros(len(side), dtype=np.int32), np.zeros(min(1, len(side)), dtype=np.intp))
    stacked = np.stack([side.facts[name].index for name in names], axis=1)
    _, first, of = np.unique(stacked, axis=0, return_index=True, return_inverse=True)
    return Classes(of.reshape(-1).astype(np.int32), first.astype(np.intp))


@dataclass
class MeasureTable:
    """One measure, ready to be read for any rows: from a table where it pays, else worked out on the spot."""

    measure: Measure
    columns: Columns
    pairs: int
    clients: Classes = field(init=False)
    vacancies: Classes = field(init=False)
    tabled: bool = field(init=False)
    _ends: tuple[NDArray[np.int32], NDArray[np.int32]] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.measure.of_a_pair:
            self.tabled = False
            return
        self.clients = classes(self.columns.clients, self.measure.client, ())
        self.vacancies = classes(self.columns.vacancies, self.measure.vacancy, self.measure.extra)
        cells = len(self.clients.first) * len(self.vacancies.first)
        self.tabled = 0 < cells * 8 <= min(CELLS_MOST * 8, max(self.pairs, 1))

    @property
    def ends(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """(client classes, vacancy classes) least and most, by the measure itself on one row of each class."""
        if self._ends is None:
            self._ends = self.worked_out(self.clients.first[:, None], self.vacancies.first[None, :])
        return self._ends

    def worked_out(self, clients: Index, vacancies: Index) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Least and most for any rows, by the measure itself."""
        least, most = self.measure.ends(
            Rows(self.columns.clients, clients), Rows(self.columns.vacancies, vacancies), self.columns
        )
        return least, most

    def at(self, clients: Index, vacancies: Index) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Least and most for any rows."""
        if not self.tabled:
            return self.worked_out(clients, vacancies)
        least, most = self.ends
        rows, columns = self.clients.of[clients], self.vacancies.of[vacancies]
        return least[rows, columns], most[rows, columns]


class Tables:
    """All measures that the declared gates and terms read, with their states and bands as tables where it pays."""

    def __init__(self, bound: Bound, *, pairs: int) -> None:
        self.bound = bound
        names = {gate.measure for gate in bound.gates} | {term.measure for term in bound.terms} | {"criteria_open"}
        self.of = {name: MeasureTable(MEASURES[name], bound.columns, pairs) for name in sorted(names)}
        self._states: dict[int, NDArray[np.uint8]] = {}
        self._bands: dict[int, tuple[NDArray[np.uint8], NDArray[np.uint8]]] = {}

    def gate_table(self, gate: int) -> NDArray[np.uint8]:
        """(client classes, vacancy classes) states of a fixed gate whose measure is tabled."""
        if gate not in self._states:
            declared = self.bound.gates[gate]
            self._states[gate] = gate_state(declared, *self.of[declared.measure].ends)
        return self._states[gate]

    def term_table(self, term: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """(client classes, vacancy classes) kinder and harsher bands of a term whose measure is tabled."""
        if term not in self._bands:
            declared = self.bound.terms[term]
            self._bands[term] = term_bands(declared, *self.of[declared.measure].ends)
        return self._bands[term]

    def gate_states(self, gate: int, clients: Index, vacancies: Index) -> NDArray[np.uint8]:
        """States of a fixed gate for any rows, before asking whether it applies to the client."""
        declared = self.bound.gates[gate]
        table = self.of[declared.measure]
        if table.tabled:
            found: NDArray[np.uint8] = self.gate_table(gate)[table.clients.of[clients], table.vacancies.of[vacancies]]
            return found
        return gate_state(declared, *table.at(clients, vacancies))

    def bands(self, term: int, clients: Index, vacancies: Index) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Kinder and harsher bands of a term for any rows."""
        declared = self.bound.terms[term]
        table = self.of[declared.measure]
        if table.tabled:
            best, worst = self.term_table(term)
            rows, columns = table.clients.of[clients], table.vacancies.of[vacancies]
            return best[rows, columns], worst[rows, columns]
        return term_bands(declared, *table.at(clients, vacancies))

    def criteria(self, clients: Index, vacancies: Index) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """How many criteria are a known gap, and how many with those not asked, for any rows."""
        return self.of["criteria_open"].at(clients, vacancies)

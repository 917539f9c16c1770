"""Declared gates and terms tied to measures and to a programme's columns: small arrays that every route reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Bits
from matcher.columns.facts import Columns, Side
from matcher.library.load import Library
from matcher.library.matching import Gate, Term
from matcher.measures.all import MEASURES, Measure
from matcher.records.words import Condition

ANY, PREFER, MOST, MUST = 0, 1, 2, 3
"""Emphasis as `columns` writes it."""

MET, FAILED, NOT_KNOWN = 0, 1, 2


@dataclass(frozen=True)
class Bound:
    """Columns and library, bound: what does not depend on any pair."""

    columns: Columns
    library: Library

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """Fixed gates in the order they are declared."""
        return self.library.gates.gates

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Terms in the order they are declared."""
        return self.library.terms.terms

    @cached_property
    def fixed(self) -> int:
        """All fixed gates' bits."""
        return sum(1 << gate.bit for gate in self.gates)

    def bits_where(self, **wanted: object) -> int:
        """Bits of the fixed gates whose attributes have the values given."""
        return sum(
            1 << gate.bit for gate in self.gates if all(getattr(gate, name) == one for name, one in wanted.items())
        )

    @cached_property
    def gates_on(self) -> Bits:
        """(clients,) fixed gates that apply to each client (design 5a, 4)."""
        on = np.zeros(len(self.columns.clients), dtype=np.uint64)
        for gate in self.gates:
            bit = np.uint64(1 << gate.bit)
            if gate.condition is not None:
                applies = self.columns.emphasis[:, _place(gate.condition)] == MUST
            elif "earnings_ceiling" in MEASURES[gate.measure].client:
                applies = self.columns.has_ceiling
            else:
                applies = np.ones(len(on), dtype=bool)
            on |= np.where(applies, bit, np.uint64(0))
        return on

    @cached_property
    def weights(self) -> NDArray[np.uint8]:
        """(terms, clients) 0, 1 or 2 times a term's points, by the client's emphasis."""
        times = np.array([0, 1, 2, 1], dtype=np.uint8)
        rows = [
            np.ones(len(self.columns.clients), dtype=np.uint8)
            if term.condition is None
            else times[self.columns.emphasis[:, _place(term.condition)]]
            for term in self.terms
        ]
        return np.array(rows, dtype=np.uint8).reshape(len(self.terms), len(self.columns.clients))

    @cached_property
    def points(self) -> NDArray[np.int64]:
        """(terms, 16) points of each band."""
        table = np.zeros((len(self.terms), 16), dtype=np.int64)
        for row, term in enumerate(self.terms):
            table[row, : len(term.bands)] = [band.points for band in term.bands]
        return table

    @cached_property
    def of(self) -> NDArray[np.int64]:
        """(terms,) the most points a term can add to `of`; a bonus term adds none."""
        return np.array([0 if term.bonus else term.bands[0].points for term in self.terms], dtype=np.int64)

    @cached_property
    def client_side(self) -> NDArray[np.bool_]:
        """(terms,) whether the term is on the client's side."""
        return np.array([term.side == "client" for term in self.terms], dtype=bool)

    @cached_property
    def missing(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """(terms, clients) and (terms, vacancies): left out of that row's own list, for a fact wholly missing."""
        return self._touches("missing")

    @cached_property
    def open(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """(terms, clients) and (terms, vacancies): some fact that the term reads is open on that side."""
        return self._touches("open")

    def _touches(self, which: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        measures = [MEASURES[term.measure] for term in self.terms]
        clients = [touched(self.columns.clients, which, self.facts_of(m)[0]) for m in measures]
        vacancies = [touched(self.columns.vacancies, which, self.facts_of(m)[1]) for m in measures]
        return (
            np.array(clients, dtype=bool).reshape(len(measures), len(self.columns.clients)),
            np.array(vacancies, dtype=bool).reshape(len(measures), len(self.columns.vacancies)),
        )

    def facts_of(self, measure: Measure) -> tuple[int, int]:
        """Bits of the client's and of the vacancy's facts that a measure reads."""
        return self.columns.clients.bits(measure.client), self.columns.vacancies.bits(measure.vacancy)

    @cached_property
    def wanted_term(self) -> int:
        """Place of the term that says whether a job is wanted."""
        return [term.id for term in self.terms].index(self.library.ranking.wanted_term)

    @cached_property
    def moving_bits(self) -> int:
        """Fixed gates whose unknown may move a section: those that are not asked of everyone alike."""
        return self.fixed & ~self.bits_where(asks_everyone=True)

    @cached_property
    def gates_left_out(self) -> tuple[Bits, Bits]:
        """By side, (n,): fixed gates that read a wholly missing fact of that row, so move no section of its list."""
        out = []
        for place, side in enumerate((self.columns.clients, self.columns.vacancies)):
            bits = np.zeros(len(side), dtype=np.uint64)
            for gate in self.gates:
                facts = self.facts_of(MEASURES[gate.measure])[place]
                bits |= np.where(touched(side, "missing", facts), np.uint64(1 << gate.bit), np.uint64(0))
            out.append(bits)
        return out[0], out[1]

    @cached_property
    def no_credentials(self) -> NDArray[np.bool_]:
        """(clients,) whether nothing at all was said of papers held."""
        return touched(self.columns.clients, "missing", self.columns.clients.bits(("credentials",)))


def touched(side: Side, which: str, facts: int) -> NDArray[np.bool_]:
    """(n,) whether any of the facts is `missing` or `open`."""
    bits: Bits = getattr(side, which)
    found: NDArray[np.bool_] = (bits & np.uint64(facts)) != 0
    return found


def _place(condition: Condition) -> int:
    return list(Condition).index(condition)


def gate_state(gate: Gate, least: NDArray[np.int32], most: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Met if the harsher end passes, failed if even the kinder end fails, else not known (design 5a, 8)."""
    if gate.upto is not None:
        harsh, kind = most <= gate.upto, least <= gate.upto
    else:
        bound = gate.at_least if gate.at_least is not None else 0
        harsh, kind = least >= bound, most >= bound
    return np.where(harsh, MET, np.where(kind, NOT_KNOWN, FAILED)).astype(np.uint8)


def term_bands(
    term: Term, least: NDArray[np.int32], most: NDArray[np.int32]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Places of the bands at the kinder and at the harsher end (design 5a, 3)."""
    bounded = term.bands[:-1]
    if term.better_less:
        bounds = np.array([band.upto for band in bounded], dtype=np.int64)
        return _first_that_holds(bounds, least), _first_that_holds(bounds, most)
    bounds = -np.array([band.at_least for band in bounded], dtype=np.int64)
    return _first_that_holds(bounds, -most), _first_that_holds(bounds, -least)


def _first_that_holds(bounds: NDArray[np.int64], values: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Place of the first bound at or above each value; past the last bound, the place after it."""
    return np.searchsorted(bounds, values, side="left").astype(np.uint8)

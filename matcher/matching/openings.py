"""How one client stands with each of some vacancies, by the engine's own gates and order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.matching.match import Matched
from matcher.matching.order import NOT_LISTED, place
from matcher.matching.passes import candidates
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.scoring.gatebits import gate_bits


@dataclass(frozen=True)
class Opening:
    """One vacancy for one client."""

    vacancy: str
    stops: int
    """Bits of what stands in the way as requirements are applied: fixed gates, then requirements; 0 where it
    is open."""
    unknown: int
    """Bits of what would have to be asked."""
    section: str | None
    """Where it would stand on the client's list; None where it is not listed."""

    @property
    def only_requirement(self) -> int | None:
        """The place of the one requirement that alone stands in the way; None where it is something else or more."""
        alone = self.stops.bit_count() == 1 and self.stops >> REQUIREMENT_BIT
        return self.stops.bit_length() - 1 - REQUIREMENT_BIT if alone else None


def openings(matched: Matched, client: str) -> tuple[Opening, ...]:
    """Every vacancy of the scope for one client, in the order of the client's list; what is not listed last, by row."""
    row = matched.columns.clients.row(client)
    vacancies = matched.scope.vacancies
    clients = np.full(len(vacancies), row, dtype=np.intp)
    bits = gate_bits(matched.tables, clients, vacancies)
    pairs = candidates(matched.tables, clients, vacancies, bits)
    placed = place(matched.tables, pairs, vacancy_lists=False)
    sections = matched.tables.bound.library.ranking.sections
    applied = matched.columns.applied[vacancies] << np.uint64(REQUIREMENT_BIT)
    counts = np.uint64(matched.tables.bound.fixed) | applied
    order = np.lexsort((vacancies, placed.key, placed.section)).tolist()
    return tuple(
        Opening(
            vacancy=matched.columns.vacancies.ids[vacancies[at]],
            stops=int(bits.fail[at] & counts[at]),
            unknown=int(bits.unknown[at] & counts[at]),
            section=None if placed.section[at] == NOT_LISTED else sections[int(placed.section[at])].id,
        )
        for at in order
    )

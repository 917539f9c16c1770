"""What becomes of the pairs that a list does not show: counted by failure pattern; and how much is not known of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matcher.columns.facts import Rows
from matcher.matching.match import Matched
from matcher.measures.standing import criteria
from matcher.scoring.decision import REQUIREMENT_BIT, RankedList
from matcher.scoring.gatebits import GateBits, gate_bits
from matcher.scoring.tables import Index


@dataclass(frozen=True)
class Rest:
    """The pairs of one list that no row shows, and what is open among all its pairs."""

    passing: int
    """Not shown, and nothing blocks them: below the rows that the list has room for."""
    patterns: tuple[tuple[int, int], ...]
    """(failure number, pairs) of everyone not shown, most pairs first. On a client's list, where each vacancy has
    requirements of its own, bit 24 stands for any requirement that is applied."""
    unknown: Mapping[str, int]
    """Of all pairs considered, how many have something open, by term, gate, requirement and criterion."""

    @property
    def pairs(self) -> int:
        """All pairs not shown."""
        return sum(count for _, count in self.patterns)


def rest_of(matched: Matched, ranked: RankedList) -> Rest:
    """The pairs of a list of this pass that are not among its rows.

    Considered = listed + passing but not listed + blocked and not listed: made sure of here.
    """
    clients, vacancies, shown = _pairs(matched, ranked)
    bits = gate_bits(matched.tables, clients, vacancies)
    fixed = matched.tables.bound.fixed
    applied = matched.columns.applied[vacancies] << np.uint64(REQUIREMENT_BIT)
    stopped = bits.fail & (np.uint64(fixed) | applied)
    number = bits.fail
    if ranked.side != "vacancy":
        by_employer = ((bits.fail & applied) != 0).astype(np.uint64)
        number = (bits.fail & np.uint64(fixed)) | (by_employer << np.uint64(REQUIREMENT_BIT))
    found, count = np.unique(number[~shown], return_counts=True)
    patterns = sorted(zip(found.tolist(), count.tolist(), strict=True), key=lambda one: (-one[1], one[0]))
    rest = Rest(int((stopped[~shown] == 0).sum()), tuple(patterns), _unknown(matched, ranked, clients, vacancies, bits))
    _assert_everyone(ranked, rest, blocked=int((stopped != 0).sum()))
    return rest


def _assert_everyone(ranked: RankedList, rest: Rest, *, blocked: int) -> None:
    counts = ranked.counts
    if len(ranked.rows) + rest.pairs != counts.considered or blocked != counts.blocked:
        raise AssertionError("a pair of this list is in no count, or in two")
    listed = sum(row.decision.blocked_by == 0 for row in ranked.rows)
    if listed + rest.passing != counts.considered - counts.blocked:
        raise AssertionError("the pairs that nothing blocks are not the listed and the others")


def _pairs(
    matched: Matched, ranked: RankedList
) -> tuple[Index, Index, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    """Rows of every pair of a list, and which of them it shows."""
    by_vacancy = ranked.side == "vacancy"
    own, other = (
        (matched.columns.vacancies, matched.columns.clients)
        if by_vacancy
        else (matched.columns.clients, matched.columns.vacancies)
    )
    rows = matched.scope.clients if by_vacancy else matched.scope.vacancies
    same = np.full(len(rows), own.row(ranked.subject), dtype=np.intp)
    listed = [other.row(r.decision.client if by_vacancy else r.decision.vacancy) for r in ranked.rows]
    shown = np.isin(rows, np.array(listed, dtype=np.intp))
    return (rows, same, shown) if by_vacancy else (same, rows, shown)


def _unknown(matched: Matched, ranked: RankedList, clients: Index, vacancies: Index, bits: GateBits) -> dict[str, int]:
    """Counts of what is open, by name; what is known of everyone is left out."""
    bound, columns = matched.tables.bound, matched.columns
    found: Counter[str] = Counter()
    for place, term in enumerate(bound.terms):
        found[f"term {term.id}"] = int((bound.open[0][place, clients] | bound.open[1][place, vacancies]).sum())
    for gate in bound.gates:
        found[f"gate {gate.id}"] = int((bits.unknown >> np.uint64(gate.bit) & np.uint64(1)).sum())
    if ranked.side == "vacancy":
        for place, name in enumerate(columns.requirement_ids[columns.vacancies.row(ranked.subject)]):
            bit = np.uint64(REQUIREMENT_BIT + place)
            found[f"requirement {name}"] = int((bits.unknown >> bit & np.uint64(1)).sum())
    _, not_asked, _ = criteria(Rows(columns.clients, clients), Rows(columns.vacancies, vacancies))
    for place, name in enumerate(columns.criteria_names):
        found[f"criterion {name}"] = int(not_asked[:, place].sum())
    return {name: found[name] for name in sorted(found) if found[name]}

"""Lists as people read them: rows with their decisions, places and counts, from a finished pass."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from matcher.base.arrays import Bits
from matcher.matching.match import Matched
from matcher.matching.order import NOT_LISTED, NUMBER_BITS, Candidates, Placed, place
from matcher.matching.passes import candidates, sole_counts
from matcher.scoring.decision import (
    REQUIREMENT_BIT,
    Decision,
    ListCounts,
    ListPlace,
    RankedList,
    RankedRow,
)
from matcher.scoring.gatebits import GateBits, gate_bits
from matcher.scoring.records import decisions
from matcher.scoring.tables import Index

SHOWN = np.uint64(NUMBER_BITS)


def shortlist(matched: Matched, vacancy: str, *, answered_since: Iterable[str] = ()) -> RankedList:
    """One vacancy's shortlist from a pass that kept it; clients in `answered_since` keep a row (design 5a, 13)."""
    row = matched.columns.vacancies.row(vacancy)
    return _list(matched, row, vacancy_list=True, answered_since=answered_since)


def jobs(matched: Matched, client: str, *, answered_since: Iterable[str] = ()) -> RankedList:
    """One client's list of jobs from a pass that kept it. `answered_since`: ids of vacancies that keep a row."""
    row = matched.columns.clients.row(client)
    return _list(matched, row, vacancy_list=False, answered_since=answered_since)


def one(matched: Matched, client: str, vacancy: str, *, vacancy_list: bool = True) -> RankedRow:
    """One pair, blocked or not, with its section and rank on the vacancy's shortlist (or the client's list)."""
    c, v = matched.columns.clients.row(client), matched.columns.vacancies.row(vacancy)
    everyone = _everyone(matched, v if vacancy_list else c, vacancy_list=vacancy_list)
    pairs, placed, _ = everyone
    at = int(np.flatnonzero((pairs.clients == c) & (pairs.vacancies == v))[0])
    decision = decisions(matched.tables, pairs.clients[[at]], pairs.vacancies[[at]])[0]
    return RankedRow(decision, _place(matched, placed, at, since=False))


def _everyone(matched: Matched, subject: int, *, vacancy_list: bool) -> tuple[Candidates, Placed, GateBits]:
    """Every pair of one list's subject, with all bits and places: what the pass keeps only for the best."""
    rows = matched.scope.clients if vacancy_list else matched.scope.vacancies
    same = np.full(len(rows), subject, dtype=np.intp)
    clients, vacancies = (rows, same) if vacancy_list else (same, rows)
    bits = gate_bits(matched.tables, clients, vacancies)
    pairs = candidates(matched.tables, clients, vacancies, bits)
    return pairs, place(matched.tables, pairs, vacancy_lists=vacancy_list), bits


def _list(matched: Matched, subject: int, *, vacancy_list: bool, answered_since: Iterable[str]) -> RankedList:
    pairs, placed, bits = _everyone(matched, subject, vacancy_list=vacancy_list)
    side = matched.columns.clients if vacancy_list else matched.columns.vacancies
    row_of = pairs.clients if vacancy_list else pairs.vacancies
    kept, ties = _kept(matched, subject, vacancy_list=vacancy_list)
    wanted = {side.ids.index(one) for one in answered_since if one in side.ids}
    at_row = {int(row): at for at, row in enumerate(row_of)}
    shown = {at_row[row] for row in kept}
    beside = {at_row[row] for row in wanted if row in at_row and placed.section[at_row[row]] != NOT_LISTED}
    order = sorted(shown | beside, key=lambda at: (int(placed.key[at]), int(row_of[at])))
    found = decisions(matched.tables, pairs.clients[order], pairs.vacancies[order])
    _assert_same_keys(matched, found, placed, order)
    sections = matched.tables.bound.library.ranking.sections
    return RankedList(
        subject=(matched.columns.vacancies if vacancy_list else matched.columns.clients).ids[subject],
        side="vacancy" if vacancy_list else "client",
        rows=tuple(
            RankedRow(decision, _place(matched, placed, at, since=int(row_of[at]) in wanted))
            for decision, at in zip(found, order, strict=True)
        ),
        counts=_counts(matched, pairs, placed, bits),
        tied_out={
            section.id: max(0, int(count) - _tied_beside(placed, shown, beside, number))
            for number, (section, count) in enumerate(zip(sections, ties, strict=True))
        },
        left_out_terms=_left_out(matched, subject, vacancy_list=vacancy_list),
    )


def _kept(matched: Matched, subject: int, *, vacancy_list: bool) -> tuple[list[int], list[int]]:
    """Rows that the pass kept for one list, and its ties by section."""
    part = matched.part.by_vacancy if vacancy_list else matched.part.by_client
    low, high = np.searchsorted(part.subject, [subject, subject + 1])
    return part.row[low:high].tolist(), part.ties[subject].tolist()


def _tied_beside(placed: Placed, shown: set[int], beside: set[int], section: int) -> int:
    """Of the rows kept beside k, how many tie with the last row of a section: they were not left out."""
    own = [at for at in shown if placed.section[at] == section]
    if not own:
        return 0
    edge = max(placed.key[at] for at in own) >> SHOWN
    return sum(1 for at in beside - shown if placed.section[at] == section and placed.key[at] >> SHOWN == edge)


def _place(matched: Matched, placed: Placed, at: int, *, since: bool) -> ListPlace:
    """The place of one pair: rank 1, 1, 3 among all pairs of its section on this list."""
    section = int(placed.section[at])
    listed = section != NOT_LISTED
    better = (placed.section == section) & (placed.key >> SHOWN < placed.key[at] >> SHOWN)
    return ListPlace(
        section=matched.tables.bound.library.ranking.sections[section].id if listed else None,
        rank=int(better.sum()) + 1 if listed else None,
        fit_low=int(placed.fit_low[at]),
        fit_reach=int(placed.fit_reach[at]),
        answers=int(placed.answers[at]),
        first_conversation=bool(placed.first_conversation[at]),
        answered_since=since,
    )


def _assert_same_keys(matched: Matched, found: list[Decision], placed: Placed, order: list[int]) -> None:
    """Every run checks that what explains a row is what ranked it: the lines add up to the kept totals."""
    for decision, at in zip(found, order, strict=True):
        blocked = decision.blocked_by != 0
        if blocked != (int(placed.section[at]) >= len(matched.tables.bound.library.ranking.sections) - 1):
            raise AssertionError(f"the record and the pass disagree on whether a pair is blocked ({decision.vacancy})")


def _counts(matched: Matched, pairs: Candidates, placed: Placed, bits: GateBits) -> ListCounts:
    """Counts over every pair of one list."""
    bound, columns = matched.tables.bound, matched.columns
    applied = columns.applied[pairs.vacancies] << np.uint64(REQUIREMENT_BIT)
    essential = columns.essential[pairs.vacancies] << np.uint64(REQUIREMENT_BIT)
    fixed = np.uint64(bound.fixed)
    stopped = bits.fail & (fixed | applied)
    by_gate = {gate.id: _having(bits.fail, 1 << gate.bit) for gate in bound.gates}
    by_owner = {owner: _having(stopped, bound.bits_where(owner=owner)) for owner in ("client", "law", "programme")}
    by_owner["employer"] = _having(stopped, ~bound.fixed & (2**64 - 1))
    through = (bits.fail & fixed) == 0
    asked = bits.fail[through] >> np.uint64(REQUIREMENT_BIT)
    own = pairs.vacancies[through]
    sole = sole_counts(own, asked, columns.applied[own], len(columns.vacancies))
    return ListCounts(
        considered=len(stopped),
        blocked=int((stopped != 0).sum()),
        by_gate={**by_gate, **_by_requirement(matched, pairs.vacancies, bits.fail)},
        by_owner=by_owner,
        sole=_named(matched, np.unique(pairs.vacancies), sole),
        passing_if_all_applied=int((bits.fail & (fixed | essential) == 0).sum()),
        first_conversations=int(placed.first_conversation.sum()),
    )


def _having(bits: Bits, mask: int) -> int:
    return int((bits & np.uint64(mask) != 0).sum())


def _by_requirement(matched: Matched, vacancies: Index, fail: Bits) -> dict[str, int]:
    """Failures by requirement id, over the vacancies of one list."""
    counts = np.zeros((len(matched.columns.vacancies), 40), dtype=np.int64)
    for place_ in range(counts.shape[1]):
        failing = fail & np.uint64(1 << (REQUIREMENT_BIT + place_)) != 0
        counts[:, place_] = np.bincount(vacancies[failing], minlength=len(counts))
    return _named(matched, np.unique(vacancies), counts)


def _named(
    matched: Matched, vacancies: Index, counts: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
) -> dict[str, int]:
    """Counts by requirement id, for compared requirements; one id in several vacancies is summed."""
    named: dict[str, int] = {}
    for vacancy in vacancies.tolist():
        compared = int(matched.columns.compared[vacancy])
        for place_, reference in enumerate(matched.columns.requirement_ids[vacancy]):
            if compared >> place_ & 1:
                named[reference] = named.get(reference, 0) + int(counts[vacancy, place_])
    return named


def _left_out(matched: Matched, subject: int, *, vacancy_list: bool) -> tuple[str, ...]:
    """Terms left out of this list's shares, in their order."""
    missing = matched.tables.bound.missing[1 if vacancy_list else 0][:, subject]
    return tuple(term.id for term, gone in zip(matched.tables.bound.terms, missing.tolist(), strict=True) if gone)

"""One pass over pairs in blocks: gates first, terms for what is left, the best rows of both kinds of list."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Bits, Ints
from matcher.columns.facts import OPTED_IN, Rows
from matcher.matching.order import NOT_LISTED, Candidates, place
from matcher.matching.selection import Selected, nothing, select
from matcher.measures.standing import opted_in
from matcher.scoring.bind import FAILED
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.scoring.gatebits import GateBits, gate_bits
from matcher.scoring.tables import Index, Tables

REQUIREMENTS = 40

Survivors = tuple[Index, Index]
"""(clients, vacancies) rows of pairs that no tabled fixed gate stops."""


@dataclass(frozen=True)
class Scope:
    """Which rows are matched, which lists are kept, and how many rows of each section."""

    clients: Index
    vacancies: Index
    most: Ints
    vacancy_lists: bool = True
    client_lists: bool = True
    block_pairs: int = 4_000_000
    threads: int = 1


@dataclass(frozen=True)
class Part:
    """What one block, or several merged, found."""

    by_vacancy: Selected
    by_client: Selected
    sole: Ints
    """(vacancies, 40) pairs that one requirement alone keeps out, or would if it were applied."""
    passing: Ints
    """(vacancies,) pairs that nothing blocks."""
    passing_all: Ints
    """(vacancies,) pairs that nothing would block if every essential requirement were applied."""
    client_passing: Ints
    """(clients,) pairs that nothing blocks."""


def run_numpy(tables: Tables, scope: Scope) -> Part:
    """The pass over all pairs of the scope. The result does not depend on block size or threads."""
    blocks = list(blocks_of(scope))

    def one(block: Index) -> Part:
        return _block(tables, scope, block)

    if scope.threads <= 1 or len(blocks) <= 1:
        return _merged(tables, scope, map(one, blocks))
    with ThreadPoolExecutor(scope.threads) as pool:
        return _merged(tables, scope, pool.map(one, blocks))


def blocks_of(scope: Scope) -> Iterator[Index]:
    """Clients in blocks of about so many pairs."""
    size = max(1, scope.block_pairs // max(1, len(scope.vacancies)))
    for start in range(0, len(scope.clients), size):
        yield scope.clients[start : start + size]


def _merged(tables: Tables, scope: Scope, parts: Iterator[Part]) -> Part:
    total = nothing_found(tables)
    waiting: list[Part] = []
    for part in parts:
        waiting.append(part)
        if sum(len(p.by_vacancy) + len(p.by_client) for p in waiting) > scope.block_pairs:
            total, waiting = merge(tables, scope, [total, *waiting]), []
    return merge(tables, scope, [total, *waiting])


def nothing_found(tables: Tables) -> Part:
    clients, vacancies = len(tables.bound.columns.clients), len(tables.bound.columns.vacancies)
    return Part(
        nothing(vacancies),
        nothing(clients),
        np.zeros((vacancies, REQUIREMENTS), dtype=np.int64),
        np.zeros(vacancies, dtype=np.int64),
        np.zeros(vacancies, dtype=np.int64),
        np.zeros(clients, dtype=np.int64),
    )


def merge(tables: Tables, scope: Scope, parts: list[Part]) -> Part:
    columns = tables.bound.columns
    return Part(
        select([p.by_vacancy for p in parts], scope.most, lists=len(columns.vacancies)),
        select([p.by_client for p in parts], scope.most, lists=len(columns.clients)),
        np.sum([p.sole for p in parts], axis=0),
        np.sum([p.passing for p in parts], axis=0),
        np.sum([p.passing_all for p in parts], axis=0),
        np.sum([p.client_passing for p in parts], axis=0),
    )


def _block(tables: Tables, scope: Scope, clients: Index) -> Part:
    """Everything about one block of clients and all vacancies of the scope."""
    columns = tables.bound.columns
    c, v = _open_pairs(tables, clients, scope.vacancies)
    bits = gate_bits(tables, c, v)
    through = (bits.fail & np.uint64(tables.bound.fixed)) == 0
    c, v, fail, unknown, opted = (
        c[through],
        v[through],
        bits.fail[through],
        bits.unknown[through],
        bits.opted[through],
    )
    asked = fail >> np.uint64(REQUIREMENT_BIT)
    applied = columns.applied[v]
    stopped = asked & applied
    passing = stopped == 0
    listed = passing | (np.bitwise_count(stopped) == 1)
    kept = candidates(tables, c[listed], v[listed], GateBits(fail[listed], unknown[listed], opted[listed]))
    return Part(
        _best(tables, scope, kept, vacancy_lists=True) if scope.vacancy_lists else nothing(len(columns.vacancies)),
        _best(tables, scope, kept, vacancy_lists=False) if scope.client_lists else nothing(len(columns.clients)),
        sole_counts(v, asked, applied, len(columns.vacancies)),
        np.bincount(v[passing], minlength=len(columns.vacancies)).astype(np.int64),
        np.bincount(v[asked & columns.essential[v] == 0], minlength=len(columns.vacancies)).astype(np.int64),
        np.bincount(c[passing], minlength=len(columns.clients)).astype(np.int64),
    )


def candidates(tables: Tables, clients: Index, vacancies: Index, bits: GateBits) -> Candidates:
    """Pairs with everything that places them: bits, bands of every term, readiness."""
    terms = len(tables.bound.terms)
    best = np.zeros((terms, len(clients)), dtype=np.uint8)
    worst = np.zeros((terms, len(clients)), dtype=np.uint8)
    for term in range(terms):
        best[term], worst[term] = tables.bands(term, clients, vacancies)
    least, most = tables.criteria(clients, vacancies)
    return Candidates(
        clients,
        vacancies,
        bits.fail,
        bits.unknown,
        bits.opted,
        best,
        worst,
        least.astype(np.int64),
        most.astype(np.int64),
    )


def _best(tables: Tables, scope: Scope, pairs: Candidates, *, vacancy_lists: bool) -> Selected:
    """The best rows of one kind of list among some candidates."""
    columns = tables.bound.columns
    placed = place(tables, pairs, vacancy_lists=vacancy_lists)
    listed = placed.section != NOT_LISTED
    subject, row = (pairs.vacancies, pairs.clients) if vacancy_lists else (pairs.clients, pairs.vacancies)
    lists = len(columns.vacancies) if vacancy_lists else len(columns.clients)
    everything = Selected(
        subject[listed].astype(np.int32),
        row[listed].astype(np.int32),
        placed.key[listed],
        np.zeros((lists, 4), dtype=np.int64),
    )
    return select([everything], scope.most, lists=lists)


def sole_counts(vacancies: Index, failed: Bits, applied: Bits, count: int) -> Ints:
    """(vacancies, 40) pairs for which requirement s is the only failure among the applied ones and itself."""
    out = np.zeros((count, REQUIREMENTS), dtype=np.int64)
    failing = failed != 0
    v, failed, applied = vacancies[failing], failed[failing], applied[failing]
    for place_ in range(REQUIREMENTS):
        bit = np.uint64(1 << place_)
        alone = (failed & bit != 0) & (failed & applied & ~bit == 0)
        if alone.any():
            out[:, place_] += np.bincount(v[alone], minlength=count)
    return out


def _open_pairs(tables: Tables, clients: Index, vacancies: Index) -> Survivors:
    """Pairs that no tabled fixed gate stops, whole block at once."""
    bound = tables.bound
    rows, columns = clients[:, None], vacancies[None, :]
    open_ = np.ones((len(clients), len(vacancies)), dtype=bool)
    lifted = _opted_block(tables, clients, vacancies)
    for place_, gate in enumerate(bound.gates):
        if not tables.of[gate.measure].tabled:
            continue
        on = (bound.gates_on[clients] & np.uint64(1 << gate.bit)) != 0
        if on.any():
            failed = (tables.gate_states(place_, rows, columns) == FAILED) & on[:, None]
            open_ &= ~failed if lifted is None or gate.owner != "client" else ~failed | lifted
    at = np.nonzero(open_)
    return clients[at[0]], vacancies[at[1]]


def _opted_block(tables: Tables, clients: Index, vacancies: Index) -> NDArray[np.bool_] | None:
    """Which pairs of a block the client asked for; None where nobody asked for any."""
    columns = tables.bound.columns
    if not (columns.pairs.kind == OPTED_IN).any():
        return None
    return opted_in(Rows(columns.clients, clients[:, None]), Rows(columns.vacancies, vacancies[None, :]), columns)

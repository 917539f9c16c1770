"""The compiled driver: the kernel where facts factor into classes, the measures where not, threads over blocks."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Bits, Flags
from matcher.columns.facts import Rows
from matcher.matching import flat as layout
from matcher.matching import kernel
from matcher.matching.passes import REQUIREMENTS, Part, Scope, blocks_of, nothing_found
from matcher.matching.selection import Selected, select
from matcher.matching.tabling import AT_ONCE, Coder, Codes, Ends, Flat, band_coder, each, flatten, state_coder
from matcher.measures.standing import opted_in
from matcher.scoring.bind import FAILED, NOT_KNOWN
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.scoring.tables import Index, MeasureTable, Tables

UNREAD = 255
NO_EDGE = np.uint64(0xFFFF_FFFF_FFFF_FFFF)


def run_compiled(tables: Tables, scope: Scope) -> Part:
    """The pass over all pairs of the scope, with the same result as the numpy route to the last bit."""
    flat = flatten(tables, scope)
    blocks = list(blocks_of(scope))
    everyone = [_Worker.fresh(tables, scope) for _ in range(max(1, min(scope.threads, len(blocks))))]
    idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
    for worker in everyone:
        idle.put(worker)

    def one(block: Index) -> Selected:
        worker = idle.get()
        try:
            return _block(flat, scope, block, worker)
        finally:
            idle.put(worker)

    columns = tables.bound.columns
    job_lists = each(one, blocks, threads=len(everyone))
    shortlists = [as_selected(worker.kept, 0, len(columns.vacancies)) for worker in everyone]
    empty = nothing_found(tables)
    return Part(
        select(shortlists, scope.most, lists=len(columns.vacancies)),
        select([_joined([empty.by_client, *job_lists])], scope.most, lists=len(columns.clients)),
        sum((worker.counts.sole for worker in everyone), start=empty.sole),
        sum((worker.counts.passing for worker in everyone), start=empty.passing),
        sum((worker.counts.passing_all for worker in everyone), start=empty.passing_all),
        sum((worker.counts.client_passing for worker in everyone), start=empty.client_passing),
    )


@dataclass
class _Worker:
    """One thread's own shortlists and counts, filled block after block, and room for the pairs of a block."""

    kept: layout.Kept
    counts: layout.Counts
    room: tuple[NDArray[np.int32], NDArray[np.int32], Bits]

    @staticmethod
    def fresh(tables: Tables, scope: Scope) -> _Worker:
        columns = tables.bound.columns
        vacancies, clients = len(columns.vacancies), len(columns.clients)
        size = max(scope.block_pairs, len(scope.vacancies))
        return _Worker(
            kept_lists(vacancies if scope.vacancy_lists else 0, scope),
            layout.Counts(
                np.zeros((vacancies, REQUIREMENTS), dtype=np.int64),
                np.zeros(vacancies, dtype=np.int64),
                np.zeros(vacancies, dtype=np.int64),
                np.zeros(clients, dtype=np.int64),
            ),
            (np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.uint64)),
        )


def kept_lists(lists: int, scope: Scope) -> layout.Kept:
    """Room for the best rows of so many lists."""
    widest = int(scope.most.max())
    return layout.Kept(
        np.zeros((lists, 4, widest), dtype=np.uint64),
        np.zeros((lists, 4, widest), dtype=np.int32),
        np.zeros((lists, 4), dtype=np.int64),
        np.zeros((lists, 4), dtype=np.int64),
        np.full((lists, 4), NO_EDGE, dtype=np.uint64),
        scope.most.astype(np.int64),
    )


def as_selected(kept: layout.Kept, first: int, lists: int) -> Selected:
    """Kept lists as rows; `first` is the subject of the first of them among `lists` of all."""
    counts: NDArray[np.int64] = kept.kept
    here = np.arange(kept.key.shape[2])[None, None, :] < counts[:, :, None]
    subject = np.broadcast_to(np.arange(len(counts), dtype=np.int32)[:, None, None] + np.int32(first), here.shape)
    ties = np.zeros((lists, 4), dtype=np.int64)
    ties[first : first + len(counts)] = kept.ties
    return Selected(subject[here], kept.row[here], kept.key[here], ties)


def _joined(parts: list[Selected]) -> Selected:
    """Parts that have no list in common, as one."""
    return Selected(
        np.concatenate([part.subject for part in parts]),
        np.concatenate([part.row for part in parts]),
        np.concatenate([part.key for part in parts]),
        np.sum([part.ties for part in parts], axis=0),
    )


@dataclass
class _Open:
    """Pairs of one block that nothing has stopped so far, with what is known of them."""

    flat: Flat
    clients: Index
    vacancies: Index
    unknown: Bits
    opted: Flags
    slots: Codes
    """(terms without a table, n) their codes, UNREAD where no gate has read the measure for the pair yet."""

    def keep(self, rows: Flags) -> None:
        """Let go of all other pairs."""
        self.clients, self.vacancies = self.clients[rows], self.vacancies[rows]
        self.unknown, self.opted, self.slots = self.unknown[rows], self.opted[rows], self.slots[:, rows]

    def pass_gate(self, place: int) -> None:
        """Read one gate without a table; terms that read the same measure take their codes from it."""
        bound = self.flat.tables.bound
        gate = bound.gates[place]
        bit = np.uint64(1 << gate.bit)
        rows = np.flatnonzero((bound.gates_on[self.clients] & bit != 0) & ~(self.opted & (gate.owner == "client")))
        if not len(rows):
            return
        state = np.zeros(len(self.clients), dtype=np.uint8)
        same = [slot for slot, term in enumerate(self.flat.open_terms) if bound.terms[term].measure == gate.measure]
        self._read(gate.measure, rows, [(state, state_coder(bound, place)), *map(self._slot, same)])
        self.unknown |= np.where(state == NOT_KNOWN, bit, np.uint64(0))
        self.keep(state != FAILED)

    def read_terms(self) -> None:
        """Codes of terms without a table for the pairs that still lack them."""
        for slot, term in enumerate(self.flat.open_terms):
            rows = np.flatnonzero(self.slots[slot] == UNREAD)
            self._read(self.flat.tables.bound.terms[term].measure, rows, [self._slot(slot)])

    def _slot(self, slot: int) -> tuple[Codes, Coder]:
        return self.slots[slot], band_coder(self.flat.tables.bound, self.flat.open_terms[slot])

    def _read(self, measure: str, rows: Index, into: list[tuple[Codes, Coder]]) -> None:
        for some, ends in worked_out(self.flat.tables.of[measure], self.clients, self.vacancies, rows):
            for codes, coder in into:
                codes[some] = coder(ends)

    def criteria(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Criteria that are a known gap, and those that were not asked."""
        least, most = (np.zeros(len(self.clients), dtype=np.int64) for _ in range(2))
        everyone = np.arange(len(self.clients))
        table = self.flat.tables.of["criteria_open"]
        for some, ends in worked_out(table, self.clients, self.vacancies, everyone):
            least[some], most[some] = ends
        return least, most - least


def worked_out(table: MeasureTable, clients: Index, vacancies: Index, rows: Index) -> Iterator[tuple[Index, Ends]]:
    """A measure's ends for some of the pairs, a cacheful at a time."""
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        yield some, table.worked_out(clients[some], vacancies[some])


def _block(flat: Flat, scope: Scope, block: Index, worker: _Worker) -> Selected:
    """One block of clients: open pairs, gates without a table, requirements, points, places. Returns lists of jobs."""
    tables = flat.tables
    pairs = _through(flat, block, worker)
    failed, unsure = (np.zeros(len(pairs.clients), dtype=np.uint64) for _ in range(2))
    kernel.requirement_bits(flat.asked, pairs.clients, pairs.vacancies, failed, unsure)
    kernel.count_pairs(flat.asked, worker.counts, pairs.clients, pairs.vacancies, failed)
    stopped = failed & tables.bound.columns.applied[pairs.vacancies]
    listed = stopped & (stopped - np.uint64(1)) == 0
    pairs.unknown |= unsure << np.uint64(REQUIREMENT_BIT)
    pairs.keep(listed)
    pairs.read_terms()
    shape = len(pairs.clients), len(tables.bound.terms)
    low, lift = np.empty(shape, dtype=np.int32), np.empty(shape, dtype=np.int32)
    wanted = pairs.opted.copy()
    kernel.term_points(
        flat.terms, pairs.clients, pairs.vacancies, pairs.slots, low, lift, wanted, flat.rules.wanted_term
    )
    found = layout.Pairs(pairs.clients, pairs.vacancies, stopped[listed], pairs.unknown, wanted, *pairs.criteria())
    if scope.vacancy_lists:
        _place(flat, found, low, lift, worker.kept, 0, shortlists=True)
    first = int(block[0]) if len(block) else 0
    span = int(block[-1]) - first + 1 if len(block) else 0
    mine = kept_lists(span if scope.client_lists else 0, scope)
    if scope.client_lists:
        _place(flat, found, low, lift, mine, first, shortlists=False)
    return as_selected(mine, first, len(tables.bound.columns.clients))


def _place(
    flat: Flat,
    pairs: layout.Pairs,
    low: NDArray[np.int32],
    lift: NDArray[np.int32],
    kept: layout.Kept,
    first: int,
    *,
    shortlists: bool,
) -> None:
    """Keys of pairs on one kind of list, into the lists that are kept; `first` is the subject of the first of them."""
    side = flat.sides[0 if shortlists else 1]
    subject, row = (pairs.vacancies, pairs.clients) if shortlists else (pairs.clients, pairs.vacancies)
    fit_low, fit_reach = (np.empty(len(subject), dtype=np.int64) for _ in range(2))
    kernel.fits(flat.terms, side, flat.fit, pairs.clients, subject, row, low, lift, fit_low, fit_reach)
    key = np.empty(len(subject), dtype=np.uint64)
    kernel.keys(flat.rules, flat.asked, side, flat.numbers, pairs, subject, row, lift, fit_low, fit_reach, key)
    kernel.keep_best(kept, subject, first, row, key)


def _through(flat: Flat, block: Index, worker: _Worker) -> _Open:
    """Pairs that no fixed gate stops, with their unknown bits and whether the client asked for them."""
    columns = flat.tables.bound.columns
    found = kernel.open_pairs(
        flat.gates, flat.tables.bound.gates_on, block, flat.chosen_start, flat.chosen, *worker.room
    )
    c, v = (worker.room[place][:found].astype(np.intp) for place in (0, 1))
    pairs = _Open(
        flat,
        c,
        v,
        worker.room[2][:found].copy(),
        opted_in(Rows(columns.clients, c), Rows(columns.vacancies, v), columns),
        np.full((len(flat.open_terms), found), UNREAD, dtype=np.uint8),
    )
    for place in flat.open_gates:
        pairs.pass_gate(place)
    return pairs

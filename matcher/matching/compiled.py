"""The compiled driver: tables laid flat for the kernel, numpy for what does not factor, threads over blocks."""

from __future__ import annotations

import queue
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Bits, Flags
from matcher.columns.facts import OPTED_IN, Rows
from matcher.matching import flat as layout
from matcher.matching import kernel
from matcher.matching.passes import REQUIREMENTS, Part, Scope, blocks_of, merge, nothing_found
from matcher.matching.selection import Selected
from matcher.measures.all import MEASURES
from matcher.measures.standing import opted_in
from matcher.scoring.bind import FAILED, NOT_KNOWN
from matcher.scoring.tables import Classes, Index, Tables

WHOLE = 1000


@dataclass(frozen=True)
class Flat:
    """Everything the kernel reads, built once for a pass."""

    tables: Tables
    gates: layout.GateTables
    untabled_gates: tuple[int, ...]
    terms: layout.TermTables
    untabled_terms: tuple[int, ...]
    pairs: layout.PairTables
    rules: layout.Rules
    asked_start: NDArray[np.int64]
    asked: NDArray[np.int32]
    """Vacancies that each client asked for, as one list with starts."""


def run_compiled(tables: Tables, scope: Scope) -> Part:
    """The pass over all pairs of the scope, with the same result as the numpy route to the last bit."""
    flat = flatten(tables)
    blocks = list(blocks_of(scope))
    workers: queue.LifoQueue[_Worker] = queue.LifoQueue()
    everyone = [_Worker.fresh(tables, scope) for _ in range(max(1, min(scope.threads, len(blocks))))]
    for worker in everyone:
        workers.put(worker)

    def one(block: Index) -> Part:
        worker = workers.get()
        try:
            return _block(flat, scope, block, worker)
        finally:
            workers.put(worker)

    if len(everyone) == 1:
        parts = [one(block) for block in blocks]
    else:
        with ThreadPoolExecutor(len(everyone)) as pool:
            parts = list(pool.map(one, blocks))
    return merge(tables, scope, [nothing_found(tables), *parts, *(worker.part(tables) for worker in everyone)])


@dataclass
class _Worker:
    """One thread's own shortlists and counts, filled block after block."""

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

    def part(self, tables: Tables) -> Part:
        """What this worker found, as one part; client lists came out block by block."""
        empty = nothing_found(tables)
        vacancies = len(tables.bound.columns.vacancies)
        return Part(
            as_selected(self.kept, 0, vacancies) if len(self.kept.kept) else empty.by_vacancy,
            empty.by_client,
            self.counts.sole,
            self.counts.passing,
            self.counts.passing_all,
            self.counts.client_passing,
        )


def kept_lists(lists: int, scope: Scope) -> layout.Kept:
    """Room for the best rows of so many lists."""
    widest = int(scope.most.max())
    return layout.Kept(
        np.zeros((lists, 4, widest), dtype=np.uint64),
        np.zeros((lists, 4, widest), dtype=np.int32),
        np.zeros((lists, 4), dtype=np.int64),
        np.zeros((lists, 4), dtype=np.int64),
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


def _block(flat: Flat, scope: Scope, block: Index, worker: _Worker) -> Part:
    """One block of clients: open pairs, the gates that are not tabled, then places."""
    tables = flat.tables
    c, v, unknown, opted = _through(flat, scope, block, worker)
    slots = np.zeros((len(flat.untabled_terms), len(c)), dtype=np.uint8)
    for slot, term in enumerate(flat.untabled_terms):
        best, worst = tables.bands(term, c, v)
        slots[slot] = best | worst << 4
    least, most = tables.criteria(c, v)
    first = int(block[0]) if len(block) else 0
    span = int(block[-1]) - first + 1 if len(block) else 0
    mine = kept_lists(span if scope.client_lists else 0, scope)
    kernel.rank_pairs(
        flat.rules, flat.terms, flat.pairs, c, v, unknown, opted, slots, (least | most << 4).astype(np.int64),
        worker.kept, mine, first, worker.counts, scope.vacancy_lists | scope.client_lists << 1,
    )  # fmt: skip
    empty = nothing_found(tables)
    if not scope.client_lists:
        return empty
    return Part(
        empty.by_vacancy,
        as_selected(mine, first, len(tables.bound.columns.clients)),
        empty.sole,
        empty.passing,
        empty.passing_all,
        empty.client_passing,
    )


def _through(flat: Flat, scope: Scope, block: Index, worker: _Worker) -> tuple[Index, Index, Bits, Flags]:
    """Pairs that no fixed gate stops, with their unknown bits and whether the client asked for them."""
    tables, columns = flat.tables, flat.tables.bound.columns
    found = kernel.open_pairs(
        flat.gates, tables.bound.gates_on, block, scope.vacancies, flat.asked_start, flat.asked, *worker.room
    )
    c, v = (worker.room[place][:found].astype(np.intp) for place in (0, 1))
    unknown = worker.room[2][:found].copy()
    opted = opted_in(Rows(columns.clients, c), Rows(columns.vacancies, v), columns)
    for place in flat.untabled_gates:
        gate = tables.bound.gates[place]
        bit = np.uint64(1 << gate.bit)
        on = (tables.bound.gates_on[c] & bit != 0) & ~(opted & (gate.owner == "client"))
        if not on.any():
            continue
        state = np.zeros(len(c), dtype=np.uint8)
        state[on] = tables.gate_states(place, c[on], v[on])
        unknown |= np.where(state == NOT_KNOWN, bit, np.uint64(0))
        through = state != FAILED
        c, v, unknown, opted = c[through], v[through], unknown[through], opted[through]
    return c, v, unknown, opted


def flatten(tables: Tables) -> Flat:
    """Tables, masks and numbers as the flat arrays the kernel reads."""
    bound = tables.bound
    tabled = [p for p, gate in enumerate(bound.gates) if tables.of[gate.measure].tabled]
    open_terms = [p for p, term in enumerate(bound.terms) if not tables.of[term.measure].tabled]
    starts, asked = _asked(tables)
    return Flat(
        tables=tables,
        gates=_gate_tables(tables, tabled),
        untabled_gates=tuple(p for p in range(len(bound.gates)) if p not in tabled),
        terms=_term_tables(tables, open_terms),
        untabled_terms=tuple(open_terms),
        pairs=_pair_tables(tables),
        rules=_rules(tables),
        asked_start=starts,
        asked=asked,
    )


def _laid_flat(
    parts: list[NDArray[np.uint8]],
) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """(all cells in one array, where each table starts, how wide it is)."""
    sizes = np.array([part.size for part in parts], dtype=np.int64)
    flat = np.concatenate([part.reshape(-1) for part in parts]) if parts else np.zeros(1, np.uint8)
    return flat, np.cumsum(sizes) - sizes, np.array([part.shape[1] for part in parts], dtype=np.int64)


def _stacked(classes: list[NDArray[np.int32]], rows: int) -> NDArray[np.int32]:
    return np.stack(classes) if classes else np.zeros((0, rows), dtype=np.int32)


def _gate_tables(tables: Tables, tabled: list[int]) -> layout.GateTables:
    bound, columns = tables.bound, tables.bound.columns
    parts = [tables.gate_table(place) for place in tabled]
    state, start, width = _laid_flat(parts)
    clients: list[Classes] = [tables.of[bound.gates[place].measure].clients for place in tabled]
    vacancies: list[Classes] = [tables.of[bound.gates[place].measure].vacancies for place in tabled]
    busy = [np.any(part, axis=1, keepdims=True)[own.of, 0] for part, own in zip(parts, clients, strict=True)]
    return layout.GateTables(
        bit=np.array([1 << bound.gates[place].bit for place in tabled], dtype=np.uint64),
        owned=np.array([bound.gates[place].owner == "client" for place in tabled], dtype=np.uint8),
        start=start,
        width=width,
        client=_stacked([one.of for one in clients], len(columns.clients)),
        vacancy=_stacked([one.of for one in vacancies], len(columns.vacancies)),
        state=state,
        busy=np.array(busy, dtype=np.uint8).reshape(len(tabled), len(columns.clients)),
    )


def _term_tables(tables: Tables, untabled: list[int]) -> layout.TermTables:
    bound, columns = tables.bound, tables.bound.columns
    parts: list[NDArray[np.uint8]] = []
    clients: list[NDArray[np.int32]] = []
    vacancies: list[NDArray[np.int32]] = []
    for place in range(len(bound.terms)):
        if place in untabled:
            parts.append(np.zeros((0, 1), dtype=np.uint8))
            clients.append(np.zeros(len(columns.clients), dtype=np.int32))
            vacancies.append(np.zeros(len(columns.vacancies), dtype=np.int32))
            continue
        best, worst = tables.term_table(place)
        table = tables.of[bound.terms[place].measure]
        parts.append((best | worst << 4).astype(np.uint8))
        clients.append(table.clients.of)
        vacancies.append(table.vacancies.of)
    code, start, width = _laid_flat(parts)
    facts = np.array([bound.facts_of(MEASURES[term.measure]) for term in bound.terms], dtype=np.uint64)
    return layout.TermTables(
        start=start,
        width=width,
        slot=np.array([untabled.index(p) if p in untabled else -1 for p in range(len(parts))], dtype=np.int64),
        client=_stacked(clients, len(columns.clients)),
        vacancy=_stacked(vacancies, len(columns.vacancies)),
        code=code,
        points=bound.points,
        of=bound.of,
        client_side=bound.client_side.astype(np.uint8),
        weights=np.ascontiguousarray(bound.weights.T),
        missing_client=packed(bound.missing[0]),
        missing_vacancy=packed(bound.missing[1]),
        open_client=packed(bound.open[0]),
        open_vacancy=packed(bound.open[1]),
        facts_client=np.ascontiguousarray(facts[:, 0]),
        facts_vacancy=np.ascontiguousarray(facts[:, 1]),
    )


def packed(flags: Flags) -> Bits:
    """(n,) numbers whose bit t is flag (t, n)."""
    bits = np.uint64(1) << np.arange(len(flags), dtype=np.uint64)
    found: Bits = np.bitwise_or.reduce(np.where(flags, bits[:, None], np.uint64(0)), axis=0)
    return found


def _pair_tables(tables: Tables) -> layout.PairTables:
    bound, columns = tables.bound, tables.bound.columns
    credentials, requirements = columns.clients.facts["credentials"], columns.vacancies.facts["requirements"]
    facts = np.array([bound.facts_of(MEASURES[gate.measure]) for gate in bound.gates], dtype=np.uint64)
    floor = bound.library.ranking.side_floor
    lifted = floor + (WHOLE - floor) * np.arange(WHOLE + 1, dtype=np.int64) // WHOLE
    return layout.PairTables(
        credentials=credentials.index,
        states=credentials.pool["state"],
        asks_of=requirements.index,
        asks=requirements.pool["ask"].astype(np.int64),
        applied=columns.applied,
        essential=columns.essential,
        doubted=columns.doubted,
        gate_bit=np.array([1 << gate.bit for gate in bound.gates], dtype=np.uint64),
        gate_facts_client=np.ascontiguousarray(facts[:, 0]),
        gate_facts_vacancy=np.ascontiguousarray(facts[:, 1]),
        left_out_client=bound.gates_left_out[0],
        left_out_vacancy=bound.gates_left_out[1],
        silent=bound.no_credentials.astype(np.uint8),
        facts_client=columns.clients.open,
        facts_vacancy=columns.vacancies.open,
        weeks_client=columns.clients.weeks,
        weeks_vacancy=columns.vacancies.weeks,
        number_client=columns.clients.number,
        number_vacancy=columns.vacancies.number,
        fit=np.floor(np.sqrt((lifted[:, None] * lifted[None, :]).astype(np.float64))).astype(np.int16),
    )


def _rules(tables: Tables) -> layout.Rules:
    ranking = tables.bound.library.ranking
    return layout.Rules(
        fixed=tables.bound.fixed,
        moving=tables.bound.moving_bits,
        step=ranking.step,
        lead=ranking.wanted_lead,
        lift=ranking.ask_first_lift * ranking.step,
        few=ranking.few_answers,
        wanted_term=tables.bound.wanted_term,
    )


def _asked(tables: Tables) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """(clients + 1,) starts into the list of vacancies that clients asked for."""
    columns = tables.bound.columns
    own = columns.pairs.kind == OPTED_IN
    clients = columns.pairs.clients[own]
    counts = np.bincount(clients, minlength=len(columns.clients))
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), columns.pairs.vacancies[own]

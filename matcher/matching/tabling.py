"""Everything the kernel reads, laid flat once for a pass: codes by classes of both sides, masks, numbers.

A measure is tabled where the table has far fewer cells than there are pairs to read it for; else it is left to be
worked out for the pairs that are still open. Either way it is the measure itself that runs, in strips small enough to
stay in the processor's cache, and only the codes it leads to are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Bits, Flags
from matcher.columns.facts import OPTED_IN
from matcher.matching import flat as layout
from matcher.matching.order import WEEKS_MOST, WHOLE
from matcher.matching.passes import Scope
from matcher.measures.all import MEASURES
from matcher.scoring.bind import FAILED, Bound, gate_state, term_bands
from matcher.scoring.tables import Classes, Index, MeasureTable, Tables

AT_ONCE = 8_192
"""Pairs or cells worked out at once. More of them fall out of the cache and take up to three times as long each."""
PAIRS_A_GATE_CELL, PAIRS_A_TERM_CELL = 8, 64
"""A table pays from so many pairs a cell: gates read it for every pair, terms for about one pair in a hundred."""

Codes = NDArray[np.uint8]
Ends = tuple[NDArray[np.int32], NDArray[np.int32]]
Coder = Callable[[Ends], Codes]
One = TypeVar("One")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Flat:
    """The arrays of one pass, by what they are read for."""

    tables: Tables
    gates: layout.GateTables
    open_gates: tuple[int, ...]
    """Gates without a table, the cheapest first."""
    terms: layout.TermTables
    open_terms: tuple[int, ...]
    """Terms without a table; the place in this list is their slot."""
    asked: layout.Asked
    sides: tuple[layout.ListSide, layout.ListSide]
    """Of shortlists, and of lists of jobs."""
    numbers: layout.Numbers
    rules: layout.Rules
    fit: NDArray[np.int16]
    """(1001, 1001) fit of two shares."""
    chosen_start: NDArray[np.int64]
    chosen: NDArray[np.int32]
    """Vacancies that each client asked for, as one list with starts."""


def each(work: Callable[[One], Made], things: Sequence[One], *, threads: int) -> list[Made]:
    """What the work makes of each thing, in their order, by so many threads."""
    if threads <= 1 or len(things) <= 1:
        return [work(thing) for thing in things]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, things))


def flatten(tables: Tables, scope: Scope) -> Flat:
    """Tables, masks and numbers as the flat arrays the kernel reads."""
    bound = tables.bound
    gates = [p for p, gate in enumerate(bound.gates) if _pays(tables, gate.measure, scope, PAIRS_A_GATE_CELL)]
    by_gates = {bound.gates[p].measure for p in gates}
    terms = [
        p
        for p, term in enumerate(bound.terms)
        if term.measure in by_gates or _pays(tables, term.measure, scope, PAIRS_A_TERM_CELL)
    ]
    states, codes = _coded(tables, gates, terms, threads=scope.threads)
    open_gates = sorted(set(range(len(bound.gates))) - set(gates), key=lambda p: _cost(bound.gates[p].measure))
    open_terms = tuple(p for p in range(len(bound.terms)) if p not in terms)
    starts, chosen = _chosen(tables)
    return Flat(
        tables=tables,
        gates=_gate_tables(tables, scope, states),
        open_gates=tuple(open_gates),
        terms=_term_tables(tables, codes, open_terms),
        open_terms=open_terms,
        asked=_asked(tables),
        sides=(_side(bound, shortlists=True), _side(bound, shortlists=False)),
        numbers=layout.Numbers(bound.columns.clients.number, bound.columns.vacancies.number),
        rules=_rules(bound),
        fit=_fits(bound.library.ranking.side_floor),
        chosen_start=starts,
        chosen=chosen,
    )


def _pays(tables: Tables, measure: str, scope: Scope, pairs_a_cell: int) -> bool:
    """Whether a table of the measure is read often enough, and fits."""
    table = tables.of[measure]
    if not table.tabled:
        return False
    cells = len(table.clients.first) * len(table.vacancies.first)
    return cells * pairs_a_cell <= len(scope.clients) * len(scope.vacancies)


def _cost(measure: str) -> tuple[bool, int]:
    """Gates that read few facts come first, as the cheaper ones; those said of single pairs last, as they stop few."""
    read = MEASURES[measure]
    return read.of_a_pair, len(read.client) + len(read.vacancy)


def state_coder(bound: Bound, gate: int) -> Coder:
    """Ends of a gate's measure to its states."""
    return lambda ends: gate_state(bound.gates[gate], *ends)


def band_coder(bound: Bound, term: int) -> Coder:
    """Ends of a term's measure to its codes: best band + 16 * worst band."""

    def code(ends: Ends) -> Codes:
        best, worst = term_bands(bound.terms[term], *ends)
        return best | worst << np.uint8(4)

    return code


def _coded(
    tables: Tables, gates: list[int], terms: list[int], *, threads: int
) -> tuple[dict[int, Codes], dict[int, Codes]]:
    """(states by gate, codes by term) over classes; a measure that several of them read is worked out once."""
    bound = tables.bound
    coders: dict[str, list[tuple[bool, int, Coder]]] = {}
    for place in gates:
        coders.setdefault(bound.gates[place].measure, []).append((True, place, state_coder(bound, place)))
    for place in terms:
        coders.setdefault(bound.terms[place].measure, []).append((False, place, band_coder(bound, place)))
    states: dict[int, Codes] = {}
    codes: dict[int, Codes] = {}
    for measure, readers in coders.items():
        found = code_table(tables.of[measure], [coder for _, _, coder in readers], threads=threads)
        for (is_gate, place, _), table in zip(readers, found, strict=True):
            (states if is_gate else codes)[place] = table
    return states, codes


def code_table(table: MeasureTable, coders: Sequence[Coder], *, threads: int) -> list[Codes]:
    """(client classes, vacancy classes) codes by each coder, the measure worked out in strips of clients."""
    clients, vacancies = table.clients.first, table.vacancies.first
    size = max(1, AT_ONCE // max(1, len(vacancies)))
    strips = [clients[start : start + size] for start in range(0, len(clients), size)]

    def strip(rows: Index) -> list[Codes]:
        ends = table.worked_out(rows[:, None], vacancies[None, :])
        return [coder(ends) for coder in coders]

    made = each(strip, strips, threads=threads)
    return [np.concatenate([codes[place] for codes in made]) for place in range(len(coders))]


def _laid_flat(parts: Iterable[Codes]) -> tuple[Codes, NDArray[np.int64], NDArray[np.int64]]:
    """(all cells in one array, where each table starts, how wide it is)."""
    tables = list(parts)
    sizes = np.array([part.size for part in tables], dtype=np.int64)
    flat = np.concatenate([part.reshape(-1) for part in tables]) if tables else np.zeros(1, np.uint8)
    return flat, np.cumsum(sizes) - sizes, np.array([part.shape[1] for part in tables], dtype=np.int64)


def _stacked(classes: Iterator[NDArray[np.int32]], rows: int) -> NDArray[np.int32]:
    all_ = list(classes)
    return np.stack(all_) if all_ else np.zeros((0, rows), dtype=np.int32)


def _gate_tables(tables: Tables, scope: Scope, states: dict[int, Codes]) -> layout.GateTables:
    bound = tables.bound
    gates = sorted(states, key=lambda p: -_stopped_by(tables, p, states[p]))
    read: list[MeasureTable] = [tables.of[bound.gates[place].measure] for place in gates]
    flat, start, width = _laid_flat(states[place] for place in gates)
    at_first = read[0].vacancies.of[scope.vacancies] if read else np.zeros(len(scope.vacancies), dtype=np.int32)
    order = scope.vacancies[np.argsort(at_first, kind="stable")]
    classes = len(read[0].vacancies.first) if read else 1
    place_of = np.full(len(bound.columns.vacancies), -1, dtype=np.int32)
    place_of[order] = np.arange(len(order), dtype=np.int32)
    busy = [np.any(states[p], axis=1)[table.clients.of] for p, table in zip(gates, read, strict=True)]
    return layout.GateTables(
        bit=np.array([1 << bound.gates[place].bit for place in gates], dtype=np.uint64),
        owned=np.array([bound.gates[place].owner == "client" for place in gates], dtype=np.uint8),
        start=start,
        width=width,
        client=_stacked((table.clients.of for table in read), len(bound.columns.clients)),
        vacancy=_stacked((table.vacancies.of[order] for table in read), len(order)),
        state=flat,
        busy=np.array(busy, dtype=np.uint8).reshape(len(gates), len(bound.columns.clients)),
        order=order.astype(np.int32),
        first=np.searchsorted(np.sort(at_first), np.arange(classes + 1)).astype(np.int64),
        place=place_of,
    )


def _stopped_by(tables: Tables, gate: int, states: Codes) -> float:
    """How many pairs a gate stops by itself. Only the order of gates hangs on it, never a result."""
    bound, table = tables.bound, tables.of[tables.bound.gates[gate].measure]
    on = (bound.gates_on & np.uint64(1 << bound.gates[gate].bit)) != 0
    clients = np.bincount(table.clients.of[on], minlength=len(states)).astype(np.float32)
    vacancies = np.bincount(table.vacancies.of, minlength=states.shape[1]).astype(np.float32)
    return float(clients @ ((states == FAILED) @ vacancies))


def _term_tables(tables: Tables, codes: dict[int, Codes], open_terms: tuple[int, ...]) -> layout.TermTables:
    bound = tables.bound
    nobody = Classes(np.zeros(len(bound.columns.clients), np.int32), np.zeros(0, np.intp))
    nowhere = Classes(np.zeros(len(bound.columns.vacancies), np.int32), np.zeros(0, np.intp))
    read = [
        (nobody, nowhere) if p in open_terms else (tables.of[term.measure].clients, tables.of[term.measure].vacancies)
        for p, term in enumerate(bound.terms)
    ]
    code, start, width = _laid_flat(codes.get(p, np.zeros((0, 1), np.uint8)) for p in range(len(read)))
    return layout.TermTables(
        start=start,
        width=width,
        slot=np.array([open_terms.index(p) if p in open_terms else -1 for p in range(len(read))], dtype=np.int64),
        client=_stacked((clients.of for clients, _ in read), len(bound.columns.clients)),
        vacancy=_stacked((vacancies.of for _, vacancies in read), len(bound.columns.vacancies)),
        code=code,
        points=bound.points.astype(np.int32),
        of=bound.of,
        client_side=bound.client_side.astype(np.uint8),
        weights=bound.weights.astype(np.int32),
    )


def _asked(tables: Tables) -> layout.Asked:
    columns = tables.bound.columns
    credentials, requirements = columns.clients.facts["credentials"], columns.vacancies.facts["requirements"]
    return layout.Asked(
        credentials=credentials.index,
        states=credentials.pool["state"],
        asks_of=requirements.index,
        asks=requirements.pool["ask"].astype(np.int64),
        applied=columns.applied,
        essential=columns.essential,
        doubted=columns.doubted,
    )


def _side(bound: Bound, *, shortlists: bool) -> layout.ListSide:
    """What one kind of list reads: on shortlists vacancies are the subjects and clients the rows."""
    columns = bound.columns
    subject, row = (1, 0) if shortlists else (0, 1)
    terms = np.array([bound.facts_of(MEASURES[term.measure]) for term in bound.terms], dtype=np.uint64).reshape(-1, 2)
    gates = np.array([bound.facts_of(MEASURES[gate.measure]) for gate in bound.gates], dtype=np.uint64).reshape(-1, 2)
    silent = np.zeros(len(columns.vacancies), dtype=np.uint8) if shortlists else bound.no_credentials.astype(np.uint8)
    return layout.ListSide(
        missing=packed(bound.missing[subject]),
        is_open=packed(bound.open[row]),
        gates_left_out=bound.gates_left_out[subject],
        silent=silent,
        term_facts=np.ascontiguousarray(terms[:, row]),
        gate_bit=np.array([1 << gate.bit for gate in bound.gates], dtype=np.uint64),
        gate_row_facts=np.ascontiguousarray(gates[:, row]),
        gate_own_facts=np.ascontiguousarray(gates[:, subject]),
        row_facts=columns.clients.open if shortlists else columns.vacancies.open,
        own_facts=columns.vacancies.open if shortlists else columns.clients.open,
        weeks=WEEKS_MOST - columns.clients.weeks if shortlists else columns.vacancies.weeks,
    )


def packed(flags: Flags) -> Bits:
    """(n,) numbers whose bit t is flag (t, n)."""
    bits = np.uint64(1) << np.arange(len(flags), dtype=np.uint64)
    found: Bits = np.bitwise_or.reduce(np.where(flags, bits[:, None], np.uint64(0)), axis=0)
    return found


def _rules(bound: Bound) -> layout.Rules:
    ranking = bound.library.ranking
    return layout.Rules(
        moving=bound.moving_bits,
        step=ranking.step,
        lead=ranking.wanted_lead,
        lift=ranking.ask_first_lift * ranking.step,
        few=ranking.few_answers,
        wanted_term=bound.wanted_term,
    )


def _fits(floor: int) -> NDArray[np.int16]:
    lifted = floor + (WHOLE - floor) * np.arange(WHOLE + 1, dtype=np.int64) // WHOLE
    return np.floor(np.sqrt((lifted[:, None] * lifted[None, :]).astype(np.float64))).astype(np.int16)


def _chosen(tables: Tables) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """(clients + 1,) starts into the list of vacancies that clients asked for."""
    columns = tables.bound.columns
    own = columns.pairs.kind == OPTED_IN
    clients = columns.pairs.clients[own]
    counts = np.bincount(clients, minlength=len(columns.clients))
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), columns.pairs.vacancies[own]

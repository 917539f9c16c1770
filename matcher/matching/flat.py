"""The flat arrays that the compiled route reads and fills, by name. No code here, so that the kernel stays one file."""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray

Array = NDArray[Any]


class GateTables(NamedTuple):
    """Tabled fixed gates: state of (client class, vacancy class) at start + class * width + class."""

    bit: Array
    owned: Array
    start: Array
    width: Array
    client: Array
    vacancy: Array
    state: Array
    busy: Array
    """(gates, clients) 0 where the client's row of the table is met throughout, so that it need not be read."""


class TermTables(NamedTuple):
    """Terms by table, or by slot of the codes handed in; a code is best band + 16 * worst band."""

    start: Array
    width: Array
    slot: Array
    client: Array
    vacancy: Array
    code: Array
    points: Array
    of: Array
    client_side: Array
    weights: Array
    missing_client: Array
    missing_vacancy: Array
    open_client: Array
    open_vacancy: Array
    facts_client: Array
    facts_vacancy: Array


class PairTables(NamedTuple):
    """What else places a pair: requirements, masks, waiting, numbers made from ids."""

    credentials: Array
    states: Array
    asks_of: Array
    asks: Array
    applied: Array
    essential: Array
    doubted: Array
    gate_bit: Array
    gate_facts_client: Array
    gate_facts_vacancy: Array
    left_out_client: Array
    left_out_vacancy: Array
    silent: Array
    facts_client: Array
    facts_vacancy: Array
    weeks_client: Array
    weeks_vacancy: Array
    number_client: Array
    number_vacancy: Array
    fit: Array


class Rules(NamedTuple):
    """Whole numbers of the ranking policy and the gates' masks."""

    fixed: int
    moving: int
    step: int
    lead: int
    lift: int
    few: int
    wanted_term: int


class Kept(NamedTuple):
    """The best rows of each list and section, sorted; ties with the last one that were left out."""

    key: Array
    row: Array
    kept: Array
    """(lists, 4) how many are there."""
    ties: Array
    most: Array


class Counts(NamedTuple):
    """Counts of one worker."""

    sole: Array
    passing: Array
    passing_all: Array
    client_passing: Array

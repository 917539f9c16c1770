"""The flat arrays that the compiled route reads and fills, by name. No code here, so that the kernel stays one file."""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray

Array = NDArray[Any]


class GateTables(NamedTuple):
    """Tabled fixed gates, the most selective first: states of (client class, vacancy class), row after row."""

    bit: Array
    owned: Array
    start: Array
    width: Array
    client: Array
    """(gates, clients) class of each client."""
    vacancy: Array
    """(gates, places) class of the vacancy at each place of `order`."""
    state: Array
    busy: Array
    """(gates, clients) 0 where the client's row of the table is met throughout, so that it need not be read."""
    order: Array
    """(places,) vacancies of the scope, sorted by their class at the first gate."""
    first: Array
    """(classes + 1,) the first place of each class of the first gate."""
    place: Array
    """(vacancies,) place of each vacancy, -1 outside the scope."""


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
    """(terms, clients)."""


class Asked(NamedTuple):
    """Requirements: the state of every ask by class of credentials, the asks of every vacancy, and masks."""

    credentials: Array
    states: Array
    asks_of: Array
    asks: Array
    applied: Array
    essential: Array
    doubted: Array


class ListSide(NamedTuple):
    """What one kind of list reads of its subjects and of its rows; bits by term, by gate or by fact."""

    missing: Array
    """(subjects,) terms left out."""
    is_open: Array
    """(rows,) terms that the row could still answer."""
    gates_left_out: Array
    """(subjects,) gates whose unknown moves no section."""
    silent: Array
    """(subjects,) 1 where no unknown requirement moves a section either."""
    term_facts: Array
    gate_bit: Array
    gate_row_facts: Array
    gate_own_facts: Array
    row_facts: Array
    """(rows,) facts that are open."""
    own_facts: Array
    weeks: Array
    """(rows,) as they stand in the key."""


class Pairs(NamedTuple):
    """Pairs that some list may show."""

    clients: Array
    vacancies: Array
    stopped: Array
    """The one requirement that keeps it out, if any: bits from 0."""
    unknown: Array
    wanted: Array
    least: Array
    """Criteria that are a known gap."""
    most: Array
    """Criteria that were not asked."""


class Numbers(NamedTuple):
    """Numbers made from ids."""

    client: Array
    vacancy: Array


class Rules(NamedTuple):
    """Whole numbers of the ranking policy and the gates' masks."""

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
    edge: Array
    """(lists, 4) the last key of a full list, else the largest number there is."""
    most: Array


class Counts(NamedTuple):
    """Counts of one worker."""

    sole: Array
    passing: Array
    passing_all: Array
    client_passing: Array

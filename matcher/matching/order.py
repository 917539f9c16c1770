"""Where a pair stands on a list: shares, fit, section, and one 64-bit key (design 5a, 5 to 13).

Two lists read the same pair: a vacancy's shortlist, whose rows are clients, and a client's list of jobs. They differ in
what is left out (facts of the list's own subject), in whose open facts count as within reach, and in what waiting is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Bits, Flags, Ints
from matcher.measures.all import MEASURES
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.scoring.tables import Index, Tables

COULD_START, WITH_HELP, QUESTION, ONE_REQUIREMENT, NOT_LISTED = 0, 1, 2, 3, 4
WHOLE = 1000
BANDS_MOST = 63
WEEKS_MOST = 4095
NUMBER_BITS = 40
NO_KEY = np.uint64(0xFFFF_FFFF_FFFF_FFFF)


@dataclass(frozen=True)
class Candidates:
    """Pairs that some list may show, with their bits, bands and readiness; all (n,) but the bands, (terms, n)."""

    clients: Index
    vacancies: Index
    fail: Bits
    unknown: Bits
    opted: Flags
    best: NDArray[np.uint8]
    worst: NDArray[np.uint8]
    criteria_least: Ints
    criteria_most: Ints


@dataclass(frozen=True)
class Placed:
    """Where each candidate stands on one of its two lists."""

    section: NDArray[np.uint8]
    key: Bits
    fit_low: Ints
    fit_reach: Ints
    answers: Ints
    first_conversation: Flags


def place(tables: Tables, pairs: Candidates, *, vacancy_lists: bool) -> Placed:
    """Sections and keys on the vacancies' shortlists, or on the clients' lists of jobs."""
    bound, ranking = tables.bound, tables.bound.library.ranking
    points = _Points.counted(tables, pairs, vacancy_lists=vacancy_lists)
    fit_low = points.fit(points.low)
    fit_reach = points.fit(points.reach)
    moving = _moving_unknowns(tables, pairs, vacancy_lists=vacancy_lists)
    answers = _answers(tables, pairs, points, moving, vacancy_lists=vacancy_lists)
    many = answers > ranking.few_answers
    gap = pairs.criteria_least > 0
    ask = (pairs.criteria_most > pairs.criteria_least) | (moving != 0)
    lifted = fit_reach - fit_low >= ranking.ask_first_lift * ranking.step
    section = np.where(gap, WITH_HELP, np.where(ask | (lifted & ~many), QUESTION, COULD_START)).astype(np.uint8)
    sole, stopped = _alone(tables, pairs)
    section = np.where(stopped == 0, section, np.where(sole, ONE_REQUIREMENT, NOT_LISTED)).astype(np.uint8)
    first = (stopped == 0) & ~gap & many & (ask | lifted)
    wanted = (pairs.worst[bound.wanted_term] == 0) | pairs.opted
    in_question = section == QUESTION
    fit = np.where(in_question, (fit_low + fit_reach) // 2, fit_low)
    band = fit // ranking.step + np.where(wanted, ranking.wanted_lead, 0)
    doubted = (stopped & (bound.columns.doubted[pairs.vacancies] << np.uint64(REQUIREMENT_BIT))) != 0
    behind = np.where(in_question, many, (section == ONE_REQUIREMENT) & ~doubted)
    key = _key(tables, pairs, section, behind, band, vacancy_lists=vacancy_lists)
    return Placed(section, key, fit_low, fit_reach, answers, first)


@dataclass(frozen=True)
class _Points:
    """Points of the two sides without what this list leaves out: low, reach, and the open part by term."""

    low: tuple[Ints, Ints]
    reach: tuple[Ints, Ints]
    of: tuple[Ints, Ints]
    lift: Ints
    """(terms, n) points that the row's own side could still bring, 0 for terms left out."""
    floor: int

    @staticmethod
    def counted(tables: Tables, pairs: Candidates, *, vacancy_lists: bool) -> _Points:
        bound = tables.bound
        counts, open_ = _list_flags(tables, pairs, vacancy_lists=vacancy_lists)
        weights = bound.weights[:, pairs.clients].astype(np.int64) * counts
        terms = np.arange(len(bound.terms))[:, None]
        low = bound.points[terms, pairs.worst] * weights
        high = bound.points[terms, pairs.best] * weights
        lift = np.where(open_, high - low, 0)
        most = bound.of[:, None] * weights
        client = bound.client_side

        def both(lines: Ints) -> tuple[Ints, Ints]:
            return lines[client].sum(axis=0), lines[~client].sum(axis=0)

        return _Points(both(low), both(low + lift), both(most), lift, bound.library.ranking.side_floor)

    def fit(self, points: tuple[Ints, Ints]) -> Ints:
        """Fit of both sides, 0 where neither side has anything to say."""
        ones = [np.minimum(WHOLE, WHOLE * got // np.maximum(of, 1)) for got, of in zip(points, self.of, strict=True)]
        empty = [of == 0 for of in self.of]
        client = np.where(empty[0], ones[1], ones[0])
        job = np.where(empty[1], ones[0], ones[1])
        lifted = [self.floor + (WHOLE - self.floor) * share // WHOLE for share in (client, job)]
        # Exact: the product is at most a million, far inside what a double holds.
        fit = np.floor(np.sqrt((lifted[0] * lifted[1]).astype(np.float64))).astype(np.int64)
        return np.where(empty[0] & empty[1], 0, fit)


def _list_flags(tables: Tables, pairs: Candidates, *, vacancy_lists: bool) -> tuple[Flags, Flags]:
    """(terms, n): whether a term counts on this list, and whether the row's own side leaves it open."""
    (missing_c, missing_v), (open_c, open_v) = tables.bound.missing, tables.bound.open
    if vacancy_lists:
        return ~missing_v[:, pairs.vacancies], open_c[:, pairs.clients]
    return ~missing_c[:, pairs.clients], open_v[:, pairs.vacancies]


def _moving_unknowns(tables: Tables, pairs: Candidates, *, vacancy_lists: bool) -> Bits:
    """Unknown gates that apply and move a section: not asked of everyone, not left out with the subject's own fact."""
    bound, columns = tables.bound, tables.bound.columns
    applied = columns.applied[pairs.vacancies] << np.uint64(REQUIREMENT_BIT)
    left_out_c, left_out_v = bound.gates_left_out
    left_out = left_out_v[pairs.vacancies] if vacancy_lists else left_out_c[pairs.clients]
    moving = pairs.unknown & (np.uint64(bound.moving_bits) & ~left_out | applied)
    if not vacancy_lists:
        silent = bound.no_credentials[pairs.clients]
        moving = np.where(silent, moving & np.uint64((1 << REQUIREMENT_BIT) - 1), moving)
    return moving


def _answers(tables: Tables, pairs: Candidates, points: _Points, moving: Bits, *, vacancy_lists: bool) -> Ints:
    """Distinct answers that would settle what is open: criteria, gates, and the dearest terms to half their points."""
    bound, columns = tables.bound, tables.bound.columns
    row_open = columns.clients.open[pairs.clients] if vacancy_lists else columns.vacancies.open[pairs.vacancies]
    own_open = columns.vacancies.open[pairs.vacancies] if vacancy_lists else columns.clients.open[pairs.clients]
    row_facts = np.zeros(len(pairs.clients), dtype=np.uint64)
    own_facts = np.zeros(len(pairs.clients), dtype=np.uint64)
    for gate in bound.gates:
        facts = bound.facts_of(MEASURES[gate.measure])
        is_open = (moving >> np.uint64(gate.bit)) & np.uint64(1) != 0
        row, own = facts if vacancy_lists else facts[::-1]
        row_facts |= np.where(is_open, np.uint64(row), np.uint64(0))
        own_facts |= np.where(is_open, np.uint64(own), np.uint64(0))
    row_facts |= _dearest_facts(tables, points.lift, vacancy_lists=vacancy_lists)
    counted: Ints = np.bitwise_count(row_facts & row_open).astype(np.int64)
    counted += np.bitwise_count(own_facts & own_open).astype(np.int64)
    counted += np.bitwise_count(moving >> np.uint64(REQUIREMENT_BIT)).astype(np.int64)
    return counted + pairs.criteria_most - pairs.criteria_least


def _dearest_facts(tables: Tables, lift: Ints, *, vacancy_lists: bool) -> Bits:
    """Facts behind the dearest open terms, taken until they make half of the open points."""
    bound = tables.bound
    side = 0 if vacancy_lists else 1
    facts = np.array([bound.facts_of(MEASURES[term.measure])[side] for term in bound.terms], dtype=np.uint64)
    order = np.argsort(-lift, axis=0, kind="stable")
    sorted_lift = np.take_along_axis(lift, order, axis=0)
    before = np.cumsum(sorted_lift, axis=0) - sorted_lift
    taken = (sorted_lift > 0) & (2 * before < lift.sum(axis=0))
    found: Bits = np.bitwise_or.reduce(np.where(taken, facts[order], np.uint64(0)), axis=0)
    return found


def _alone(tables: Tables, pairs: Candidates) -> tuple[Flags, Bits]:
    """(kept out by one applied requirement alone, bits that block)."""
    applied = tables.bound.columns.applied[pairs.vacancies] << np.uint64(REQUIREMENT_BIT)
    stopped = pairs.fail & (np.uint64(tables.bound.fixed) | applied)
    one = (np.bitwise_count(stopped) == 1) & (stopped >> np.uint64(REQUIREMENT_BIT) != 0)
    return one, stopped


def _key(
    tables: Tables,
    pairs: Candidates,
    section: NDArray[np.uint8],
    behind: Flags,
    band: Ints,
    *,
    vacancy_lists: bool,
) -> Bits:
    """Smaller is better: section, behind, band, weeks, three spare bits, a number made from both ids."""
    columns = tables.bound.columns
    if vacancy_lists:
        weeks = WEEKS_MOST - columns.clients.weeks[pairs.clients]
    else:
        weeks = columns.vacancies.weeks[pairs.vacancies]
    number = pair_number(columns.clients.number[pairs.clients], columns.vacancies.number[pairs.vacancies])
    shown: Bits = section.astype(np.uint64) << np.uint64(62)
    shown = shown | behind.astype(np.uint64) << np.uint64(61)
    shown = shown | (BANDS_MOST - np.minimum(band, BANDS_MOST)).astype(np.uint64) << np.uint64(55)
    shown = shown | weeks.astype(np.uint64) << np.uint64(43)
    shown = shown | number >> np.uint64(64 - NUMBER_BITS)
    return np.where(section == NOT_LISTED, NO_KEY, shown)


def pair_number(clients: Bits, vacancies: Bits) -> Bits:
    """splitmix64 of both ids' numbers: well spread, the same on every machine, no order among people."""
    with np.errstate(over="ignore"):
        x = clients ^ (vacancies << np.uint64(32) | vacancies >> np.uint64(32))
        z = x + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ z >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ z >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
        return z ^ z >> np.uint64(31)

"""Measures of readiness at the list, and of what the programme has agreed or decided."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.columns.facts import OPTED_IN, REMEMBERED, SAID_NO, Columns, Rows
from matcher.columns.readiness import CHECK_AGAIN, NOT_ASKED
from matcher.measures.registry import Ends, measure


@measure("count", 0, 16, better="less", client=("readiness",), vacancy=("triggers", "start"))
def criteria_open(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Criteria read at the list that will not be in place by the start: known gaps, and with the not asked."""
    gap, not_asked, _ = criteria(clients, vacancies)
    return gap.sum(axis=-1), (gap | not_asked).sum(axis=-1)


def criteria(clients: Rows, vacancies: Rows) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """(..., criteria) flags: a known gap, something not asked (and no gap), ready only by the start (and neither)."""
    items = vacancies.take("triggers", "item")
    days, classes = clients.pool("readiness", "day"), clients.of_class("readiness")
    start = vacancies.take("start", "day")
    shape = (*np.broadcast_shapes(clients.rows.shape, vacancies.rows.shape), items.shape[-2])
    gap, not_asked, later = (np.zeros(shape, dtype=bool) for _ in range(3))
    for criterion in range(items.shape[-2]):
        for place in range(items.shape[-1]):
            day = days[classes, items[..., criterion, place]]
            gap[..., criterion] |= day > start
            not_asked[..., criterion] |= (day == NOT_ASKED) | (day == CHECK_AGAIN)
            later[..., criterion] |= (day > 0) & (day <= start)
    not_asked &= ~gap
    return gap, not_asked, later & ~gap & ~not_asked


def _flag(clients: Rows, vacancies: Rows, name: str) -> Ends:
    flags = vacancies.take("employer_flags", name) + np.zeros_like(clients.rows)
    return flags, flags


@measure("yes_no", 0, 1, better="less", vacancy=("employer_flags",))
def employer_stopped(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """1 where a dated, sourced fact stops introductions to the employer or the host."""
    return _flag(clients, vacancies, "stopped")


@measure("yes_no", 0, 1, better="less", vacancy=("employer_flags",))
def employer_cooling_off(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """1 where a pause agreed with the employer is running."""
    return _flag(clients, vacancies, "paused")


@measure("yes_no", 0, 1, better="less", vacancy=("employer_flags",))
def employer_contact_full(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """1 where the employer has been rung as often as agreed for now."""
    return _flag(clients, vacancies, "full")


def _said(clients: Rows, vacancies: Rows, columns: Columns, kind: int) -> Ends:
    """1 for the pairs of which something was said; found in the sorted list, not by a search over all pairs."""
    pairs = columns.pairs
    wide = len(columns.vacancies) or 1
    # Sorted and without repeats, because `columns` keeps the triples so.
    listed = pairs.clients[pairs.kind == kind].astype(np.int64) * wide + pairs.vacancies[pairs.kind == kind]
    asked = clients.rows.astype(np.int64) * wide + vacancies.rows
    place = np.searchsorted(listed, asked)
    found = np.zeros(asked.shape, dtype=np.int64)
    if len(listed):
        found = (listed[np.minimum(place, len(listed) - 1)] == asked).astype(np.int64)
    return found, found


@measure("yes_no", 0, 1, better="less")
def said_no(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """1 where the client said no to this vacancy, and it holds today."""
    return _said(clients, vacancies, columns, SAID_NO)


@measure("yes_no", 0, 1, better="less")
def remembered_decision(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """1 where something was decided about this pair that holds today."""
    return _said(clients, vacancies, columns, REMEMBERED)


def opted_in(clients: Rows, vacancies: Rows, columns: Columns) -> NDArray[np.bool_]:
    """Whether the client said they want this one anyway. Not a measure: it lifts the client's own gates."""
    asked: NDArray[np.bool_] = _said(clients, vacancies, columns, OPTED_IN)[0] == 1
    return asked

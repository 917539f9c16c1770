"""Which minutes `uncovered_minutes` counts for one pair, as times on days: what a person can act on.

The same widened shifts as the measure's, so the times add up to its two ends (a test holds it).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matcher.base.weeks import Interval, Intervals, joined, normalise, subtract
from matcher.columns.facts import Columns, Rows
from matcher.columns.weeks import NO, YES
from matcher.measures.cover import Widened, doors_of, shifts_of, spells_of, widened
from matcher.measures.legs import Legs

Spelled = list[Interval]
"""Stretches of one shift that are not free, in minutes that may lie before or after the week."""


@dataclass(frozen=True)
class Clashes:
    """Times of a usual week that a job would take and the client does not have, journeys included."""

    sure: Intervals
    """Not free even if everything open turns out well."""
    perhaps: Intervals
    """Not free only if it turns out badly."""


def clashes_of(columns: Columns, client: int, vacancy: int) -> Clashes | None:
    """The times of one pair by row numbers; None where the client's week or the whole list of shifts is not known."""
    clients, vacancies = (
        Rows(side, np.array([row], dtype=np.intp))
        for side, row in ((columns.clients, client), (columns.vacancies, vacancy))
    )
    if not clients.take("week", "asked")[0]:
        return None
    holidays, worked = int(clients.take("week", "holidays")[0]), int(vacancies.take("shifts", "holidays")[0])
    kinds = ["term"] + ["holidays"] * (holidays == YES and worked == YES)
    open_kinds = ["term"] + ["holidays"] * (NO not in (holidays, worked))
    sure = max((_ends(clients, vacancies, columns, kind, far=False) for kind in kinds), key=_minutes)
    if not vacancies.take("shifts", "complete")[0]:
        return Clashes(_in_week(sure), ()) if sure else None
    most = max((_ends(clients, vacancies, columns, kind, far=True) for kind in open_kinds), key=_minutes)
    return Clashes(_in_week(sure), subtract(_in_week(most), _in_week(sure)))


def _ends(clients: Rows, vacancies: Rows, columns: Columns, kind: str, *, far: bool) -> list[Spelled]:
    """Shift by shift, the stretches at one end of what is known."""
    shifts, pick = ("all", max) if far else ("certain", min)
    weeks = [f"{kind}{turn}" for turn in range(int(clients.take("week", f"{kind}_turns")[0]))]
    found, legs = [], Legs(clients, vacancies, columns)
    for shift in shifts_of(vacancies, shifts):
        tried = []
        for week in weeks:
            one = widened(doors_of(clients, week), legs, shift, shifts=shifts, far=far)
            free = [(int(start[0]), int(end[0])) for start, end in spells_of(clients, "week", week)]
            tried.append(list(_not_free(one, free)))
        found.append(pick(tried, key=lambda spelled: _minutes([spelled])))
    return found


def _not_free(one: Widened, free: Spelled) -> Iterator[Interval]:
    low, high = int(one.low[0]), int(one.high[0])
    usable = subtract(
        joined((max(start, int(one.not_before[0])), min(end, int(one.not_after[0]))) for start, end in free),
        joined((int(start[0]), int(end[0])) for start, end in one.blocks),
    )
    yield from subtract(((low, high),), usable)


def _minutes(shifts: list[Spelled]) -> int:
    return sum(end - start for spelled in shifts for start, end in spelled)


def _in_week(shifts: list[Spelled]) -> Intervals:
    return normalise(interval for spelled in shifts for interval in spelled)

"""Whether moving a shift by a few minutes could meet a gate at all: bounds that can only admit too much.

Most pairs are far from the line, and their moved shifts need not be measured. Each bound belongs to one measure; a
measure without one is always measured. `minutes` is the most that either end of a shift may be moved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from matcher.base.arrays import Bits, Flags
from matcher.columns.facts import Columns, Rows
from matcher.measures.all import MEASURES
from matcher.measures.cover import shifts_of, spells_of
from matcher.measures.legs import Legs
from matcher.scoring.tables import Index, Tables

Bound = Callable[[Rows, Rows, Columns, int], Flags]
"""(clients, vacancies, columns, minutes) -> (n,) whether there is hope."""


def moving_could_help(tables: Tables, clients: Index, vacancies: Index, *, failing: Bits, minutes: int) -> Flags:
    """(n,) whether every gate that fails could be met by shifts whose ends are moved by at most so much."""
    bound, columns = tables.bound, tables.bound.columns
    sides = Rows(columns.clients, clients), Rows(columns.vacancies, vacancies)
    hope = np.ones(len(clients), dtype=bool)
    for gate in bound.gates:
        fails = failing & np.uint64(1 << gate.bit) != 0
        if gate.measure in BOUNDS and fails.any():
            hope &= ~fails | BOUNDS[gate.measure](*sides, columns, minutes)
    return hope


def _cover(clients: Rows, vacancies: Rows, columns: Columns, minutes: int) -> Flags:
    """Each certain shift must lie near enough to the client's time at its freest.

    A minute moved at one end brings at most one minute more inside. The journey counts where it is the same whenever
    the shift starts: no timetable, and nobody brought anywhere on the way.
    """
    plain = columns.shared.transit is None
    legs = Legs(clients, vacancies, columns)
    from_home = (clients.take("week", "term0_handovers") == 0) & plain
    spells = spells_of(clients, "week", "term0")
    near: Flags = np.ones(clients.rows.shape, dtype=bool)
    for place, start, end in shifts_of(vacancies, "certain"):
        there, back = legs.home("certain", place, far=False) if plain else (np.zeros((), int), np.zeros((), int))
        left, right = start - np.where(from_home, there, 0), end + np.where(from_home, back, 0)
        missing = right - left
        for first, last in spells:
            missing = missing - np.maximum(np.minimum(right, last) - np.maximum(left, first), 0)
        near &= (end <= start) | (missing <= 2 * minutes)
    found: Flags = near | ~clients.take("week", "asked")
    return found


def _longest(clients: Rows, vacancies: Rows, columns: Columns, minutes: int) -> Flags:
    """A shift gets shorter by at most both ends."""
    least, _ = MEASURES["over_longest_shift"].ends(clients, vacancies, columns)
    found: Flags = least <= 2 * minutes
    return found


def _hours(clients: Rows, vacancies: Rows, _columns: Columns, _minutes: int) -> Flags:
    """No shift gets longer, so too few hours stay too few."""
    found: Flags = vacancies.take("hours", "most") >= clients.take("hours", "low")
    return found


def _pay(clients: Rows, _vacancies: Rows, _columns: Columns, _minutes: int) -> Flags:
    """Pay by the hour stays, and a week's pay does not rise."""
    return np.zeros(clients.rows.shape, dtype=bool)


BOUNDS: Mapping[str, Bound] = {
    "uncovered_minutes": _cover,
    "over_longest_shift": _longest,
    "hours_outside": _hours,
    "pay_margin": _pay,
}

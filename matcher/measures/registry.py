"""The list of measures: name, unit, range, which end is better, and what each reads of either side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from matcher.columns.facts import CLIENT_FACTS, VACANCY_FACTS, Columns, Rows

Array = NDArray[Any]
"""Whole numbers; the width differs between pools, and every measure is clipped to 32 bits at the end."""
Ends = tuple[Array, Array]
"""(least, most), in the shape that the two sides' rows broadcast to."""
Function = Callable[[Rows, Rows, Columns], Ends]
Unit = Literal["minutes", "pence_hour", "pence_week", "days", "count", "thousandths", "steps", "yes_no"]


@dataclass(frozen=True)
class Measure:
    """One declared measure. `extra` names pool facts that carry no bit of their own but are read as well."""

    name: str
    unit: Unit
    low: int
    high: int
    better: Literal["less", "more"]
    client: tuple[str, ...]
    vacancy: tuple[str, ...]
    extra: tuple[str, ...]
    says: str
    function: Function

    def ends(self, clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
        """(least, most) clipped to the declared range, as 32-bit whole numbers."""
        least, most = self.function(clients, vacancies, columns)
        shape = np.broadcast_shapes(clients.rows.shape, vacancies.rows.shape)
        clipped = [np.broadcast_to(np.clip(end, self.low, self.high).astype(np.int32), shape) for end in (least, most)]
        return clipped[0], clipped[1]

    @property
    def of_a_pair(self) -> bool:
        """Whether it is said of single pairs, so that no side's rows decide it."""
        return not self.client and not self.vacancy


MEASURES: dict[str, Measure] = {}


def measure(
    unit: Unit,
    low: int,
    high: int,
    *,
    better: Literal["less", "more"],
    client: tuple[str, ...] = (),
    vacancy: tuple[str, ...] = (),
    extra: tuple[str, ...] = (),
) -> Callable[[Function], Function]:
    """Register a function as the measure of its own name."""

    def register(function: Function) -> Function:
        name = function.__name__
        unknown = [fact for fact in client if fact not in CLIENT_FACTS]
        unknown += [fact for fact in vacancy if fact not in VACANCY_FACTS]
        if unknown or name in MEASURES:
            raise AssertionError(f"measure {name}: unknown facts {unknown} or a name used twice")
        says = (function.__doc__ or "").strip()
        MEASURES[name] = Measure(name, unit, low, high, better, client, vacancy, extra, says, function)
        return function

    return register

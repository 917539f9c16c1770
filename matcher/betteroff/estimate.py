"""The week's money of any households on any days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from matcher.base.days import Day
from matcher.betteroff.household import Household, gather
from matcher.betteroff.households import LINES, Ints, WholeWeek, whole
from matcher.betteroff.notes import doubts
from matcher.betteroff.rates import Rates, RatesUnknown, born_before_from_age, rates_on
from matcher.betteroff.week import week
from matcher.library.benefits import UniversalCredit
from matcher.library.load import Library

DAYS_KEPT = 1_000


@dataclass(frozen=True)
class Estimate:
    """Whole pence a week of each household, and by note the households it is about."""

    lines: WholeWeek
    notes: dict[str, list[int]] = field(default_factory=dict)

    def of(self, row: int) -> dict[str, int]:
        """One household's lines by name, in order."""
        return {name: int(getattr(self.lines, name)[row]) for name in LINES}


class Estimator:
    """Looks a day's figures up once, and works many households out together."""

    def __init__(self, library: Library) -> None:
        self.library = library
        credit = library.on_shelf("universal_credit")
        assert isinstance(credit, UniversalCredit)
        self.cutoff = credit.higher_amount_born_before
        self._on = lru_cache(maxsize=DAYS_KEPT)(self._look)
        self._same: dict[Rates, Rates] = {}

    def rates(self, day: Day) -> Rates:
        """The figures of a day. Raises RatesUnknown, which says what is not held."""
        found = self._on(day)
        if isinstance(found, str):
            raise RatesUnknown(found)
        return found

    def _look(self, day: Day) -> Rates | str:
        try:
            rates = rates_on(self.library, day)
        except RatesUnknown as unknown:
            return str(unknown)
        return self._same.setdefault(rates, rates)

    def estimate(self, told: Sequence[Household], days: Sequence[Day]) -> Estimate:
        """The week of each household on its day. Raises RatesUnknown where a day's figures are not held."""
        together: dict[int, list[int]] = {}
        rates_of: dict[int, Rates] = {}
        ages = {day: born_before_from_age(day, self.cutoff) for day in set(days)}
        for row, day in enumerate(days):
            rates = self.rates(day)
            rates_of[id(rates)] = rates
            together.setdefault(id(rates), []).append(row)
        lines = {name: np.zeros(len(told), dtype=np.int64) for name in LINES}
        notes: dict[str, list[int]] = {}
        for key, rows in together.items():
            from_age: Ints = np.array([ages[days[row]] for row in rows], dtype=np.int64)
            households = gather([told[row] for row in rows], rates=rates_of[key], protected_from=from_age)
            found = whole(week(households, rates_of[key]))
            for name in LINES:
                lines[name][rows] = getattr(found, name)
            eldest = np.array([max(told[row].children, default=-1) for row in rows], dtype=np.int64)
            for note, which in doubts(households, eldest, from_age, found, rates_of[key]).items():
                notes.setdefault(note, []).extend(np.asarray(rows)[which].tolist())
        return Estimate(WholeWeek(**lines), {note: sorted(rows) for note, rows in notes.items() if rows})

"""The shape that measures read: per side, one `Fact` a name, with distinct values pooled into classes.

A fact's `index` gives each row's class; its `pool` holds arrays with one entry (or row) a class. Measures are
written elementwise over whatever rows they are given, so the same function fills a table over classes, works on
survivors, and explains a single pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Bits, Ints, Small
from matcher.base.days import Day
from matcher.travel.transit import Transit

CLIENT_FACTS = (
    "week",
    "home",
    "modes",
    "travel_limit",
    "hours",
    "longest_shift",
    "notice",
    "holidays",
    "pay_floor",
    "earnings_ceiling",
    "demand_limits",
    "goal",
    "likes",
    "refused_work",
    "refused_tasks",
    "refused_employers",
    "refused_areas",
    "opportunities",
    "skills",
    "work_done",
    "credentials",
    "permission",
    "old_enough",
    "readiness",
)
"""Names of the client's facts; the place of a name is its bit in `missing` and `open`."""

VACANCY_FACTS = (
    "shifts",
    "site",
    "hours",
    "guaranteed",
    "notice",
    "holidays",
    "pay",
    "demands",
    "occupation",
    "tasks",
    "employer",
    "opportunity",
    "desirable",
    "requirements",
    "age_rule",
    "start",
    "triggers",
    "employer_flags",
)

MISSING, PARTLY, KNOWN = 0, 1, 2
"""How much is known of one fact of one row."""


@dataclass(frozen=True)
class Fact:
    """One fact of every row of a side: `index` (n,) of classes into the arrays of `pool`."""

    index: Small
    pool: Mapping[str, NDArray[Any]]

    @property
    def classes(self) -> int:
        """How many distinct values there are."""
        return len(next(iter(self.pool.values())))


Made = tuple[Fact, list[int]]
"""A fact of every row, with how much is known of it."""


@dataclass(frozen=True)
class Side:
    """All rows of one side, in natural order of their ids."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    facts: Mapping[str, Fact]
    missing: Bits
    """(n,) a bit for each fact that is wholly missing."""
    open: Bits
    """(n,) a bit for each fact that is not fully known and that a question could still settle."""
    number: Bits
    """(n,) 64-bit number made from the id."""
    weeks: Ints
    """(n,) clients: whole weeks waiting; vacancies: whole weeks to closing."""

    def __len__(self) -> int:
        return len(self.ids)

    def bits(self, facts: tuple[str, ...]) -> int:
        """The bits of some facts."""
        return sum(1 << self.names.index(fact) for fact in facts)

    def row(self, reference: str) -> int:
        """Row of one id. Raises KeyError for an id that is not here."""
        try:
            return self.ids.index(reference)
        except ValueError:
            raise KeyError(reference) from None


@dataclass(frozen=True)
class PairFacts:
    """What was said about single pairs: row numbers of both sides, sorted by client then vacancy."""

    clients: Small
    vacancies: Small
    kind: NDArray[np.uint8]
    """OPTED_IN, SAID_NO or REMEMBERED; one pair may stand more than once."""


OPTED_IN, SAID_NO, REMEMBERED = 1, 2, 4


@dataclass(frozen=True)
class Shared:
    """Tables that belong to neither side."""

    minutes: NDArray[np.int16]
    """(origins, destinations, modes) whole minutes; the last origin and destination stand for a missing place."""
    occupation_skills: NDArray[np.int16]
    """(occupations + 1, most skills) skill numbers, -1 for none."""
    transit: Transit | None = None
    """Journeys by call, where a timetable is loaded."""


@dataclass(frozen=True)
class Columns:
    """A programme as arrays, for one day."""

    on: Day
    clients: Side
    vacancies: Side
    pairs: PairFacts
    shared: Shared
    emphasis: NDArray[np.uint8]
    """(clients, conditions): 0 any, 1 prefer, 2 most, 3 must; conditions in the order of the enum."""
    has_ceiling: NDArray[np.bool_]
    requirement_ids: tuple[tuple[str, ...], ...]
    """Per vacancy, ids of the requirements that have a bit, in stored order."""
    applied: Bits
    """(vacancies,) bit i for the i-th requirement where severity and status allow it to be applied."""
    compared: Bits
    """(vacancies,) bit i where a fact of a client is held against the i-th requirement."""
    doubted: Bits
    """(vacancies,) bit i where the i-th requirement has an open finding."""
    essential: Bits
    """(vacancies,) bit i where the i-th requirement is essential and compared."""
    criteria_names: tuple[str, ...]
    """Names of the readiness items that `triggers` numbers; `criterion` or `criterion:detail`."""
    left_out: int
    """Clients not read because nothing recorded covers matching."""


@dataclass(frozen=True)
class Rows:
    """Some rows of one side, in any shape; arrays come out in that shape (plus the pool's own further axes)."""

    side: Side
    rows: NDArray[np.intp]

    def take(self, fact: str, array: str) -> NDArray[Any]:
        """Values of one array of a fact at these rows, as the pool holds them."""
        found = self.side.facts[fact]
        return found.pool[array][found.index[self.rows]]

    def of_class(self, fact: str) -> Small:
        """Class numbers of a fact at these rows."""
        classes: Small = self.side.facts[fact].index[self.rows]
        return classes

    def pool(self, fact: str, array: str) -> NDArray[Any]:
        """A whole pool array, for look-ups that need both sides' classes."""
        return self.side.facts[fact].pool[array]

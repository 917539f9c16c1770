"""Journeys by call: minutes by public transport between every place of departure and every start and end of a shift.

A call is one moment at one place of work: be there by Monday 9:30am, leave after Monday 1pm. Where a timetable is
loaded, its minutes stand in place of the estimate for going by bus; where it says nothing of a place, that stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.ids import SectorCode

NOT_SAID = -1
"""In a table: the timetable has no stop near enough to one of the places to say anything."""
NO_WAY = np.iinfo(np.int16).max
"""In a table: there is no way on that day at that time."""


@dataclass(frozen=True, order=True)
class Call:
    """One moment at a place of work in a usual week."""

    sector: SectorCode
    day: int
    """0 Monday to 6 Sunday: the day the shift starts on."""
    minute: int
    """Minutes after that day's midnight; past 1440 where a shift ends on the next day."""


@dataclass(frozen=True)
class OneWay:
    """One direction: (origins + 1, calls + 1) whole minutes; the last row and column say nothing.

    `away` is from leaving home to the call, or from the call to being home, waiting included: what a week must have
    room for. `door` is the journey itself, from door to door: what a client's own limit is about.
    """

    number: Mapping[Call, int]
    away: NDArray[np.int16]
    door: NDArray[np.int16]

    @property
    def nothing(self) -> int:
        """The column that says nothing."""
        return int(self.away.shape[1]) - 1

    def of(self, call: Call | None) -> int:
        """Column of a call; the one that says nothing where it is not in the table."""
        return self.nothing if call is None else self.number.get(call, self.nothing)

    def merged(self) -> OneWay:
        """The same with calls of equal minutes in one column: the same hour on another day, most of the time."""
        both = np.ascontiguousarray(np.concatenate([self.away[:, :-1], self.door[:, :-1]]).T)
        if not both.size:
            return self
        as_bytes = both.view(np.dtype((np.void, both.shape[1] * both.itemsize))).ravel()
        _, first, of = np.unique(as_bytes, return_index=True, return_inverse=True)
        kept = np.append(first, self.nothing)
        number = {call: int(of[place]) for call, place in self.number.items()}
        return OneWay(number, np.ascontiguousarray(self.away[:, kept]), np.ascontiguousarray(self.door[:, kept]))


@dataclass(frozen=True)
class Transit:
    """Both directions."""

    there: OneWay
    back: OneWay

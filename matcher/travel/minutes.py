"""Whole minutes between sectors by each way of travelling, from straight lines and declared speeds.

A later timetable replaces how the table is filled and nothing else: whoever reads it sees minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.library.travelling import Travel
from matcher.records.programme import Place
from matcher.records.words import Mode

MODES = tuple(Mode)


@dataclass(frozen=True)
class MinutesTable:
    """(origins + 1, destinations + 1, modes) whole minutes each way; the last of each axis is a missing place."""

    origins: Mapping[str, int]
    destinations: Mapping[str, int]
    minutes: NDArray[np.int16]
    longest: int
    """The most minutes kept; longer journeys read as this."""

    def between(self, origin: str, destination: str, mode: Mode) -> int | None:
        """Minutes for one pair of sectors; None where either is not in the table."""
        if origin not in self.origins or destination not in self.destinations:
            return None
        found = self.minutes[self.origins[origin], self.destinations[destination], MODES.index(mode)]
        return int(found)


def minutes_table(
    places: Iterable[Place], origins: Iterable[str], destinations: Iterable[str], *, travel: Travel
) -> MinutesTable:
    """The table for the sectors that are known places; others are left out and read as missing."""
    where = {place.sector: (place.east, place.north) for place in places}
    starts = sorted({sector for sector in origins if sector in where})
    ends = sorted({sector for sector in destinations if sector in where})
    from_at = np.array([where[sector] for sector in starts], dtype=np.int64).reshape(-1, 2)  # type: ignore[index]
    to_at = np.array([where[sector] for sector in ends], dtype=np.int64).reshape(-1, 2)  # type: ignore[index]
    filled = np.full((len(starts) + 1, len(ends) + 1, len(MODES)), travel.longest_minutes, dtype=np.int16)
    same = np.array(starts, dtype=object)[:, None] == np.array(ends, dtype=object)[None, :]
    _fill(filled[:-1, :-1], _metres(from_at, to_at, same=same, travel=travel), travel=travel)
    return MinutesTable(
        origins={sector: place for place, sector in enumerate(starts)},
        destinations={sector: place for place, sector in enumerate(ends)},
        minutes=filled,
        longest=travel.longest_minutes,
    )


def _metres(
    start: NDArray[np.int64], end: NDArray[np.int64], *, same: NDArray[np.bool_], travel: Travel
) -> NDArray[np.int64]:
    """Whole metres as the crow flies, rounded down; inside one sector, the declared usual distance."""
    squares = ((start[:, None, :] - end[None, :, :]) ** 2).sum(axis=2)
    # Exact below 2**52: both coordinates of any map in metres are far smaller.
    metres = np.floor(np.sqrt(squares.astype(np.float64))).astype(np.int64)
    return np.where(same, int(travel.same_sector_metres.value), metres)


def _fill(table: NDArray[np.int16], metres: NDArray[np.int64], *, travel: Travel) -> None:
    """Minutes by mode, each at most the longest kept; a bus is never reckoned slower than walking where so declared."""
    by_mode = {mode: _minutes(metres, mode, travel=travel) for mode in MODES}
    if travel.never_slower_than_walking:
        by_mode[Mode.BUS] = np.minimum(by_mode[Mode.BUS], by_mode[Mode.WALK])
    for place, mode in enumerate(MODES):
        table[:, :, place] = np.minimum(by_mode[mode], travel.longest_minutes)


def _minutes(metres: NDArray[np.int64], mode: Mode, *, travel: Travel) -> NDArray[np.int64]:
    """Whole minutes, rounded up against the fit; the same sum as `ModeSpeed.minutes`, over an array."""
    speed = travel.mode(mode)
    way = metres * speed.detour.thousandths * 60
    return int(speed.fixed_minutes.value) - (-way // (speed.speed_km_h.thousandths * 1000))

"""Journeys found before, by what they depend on, so that a second run reads them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matcher.travel.timetable import packed, unpacked

MOST_CELLS = 16_000_000
"""Journeys kept, at four bytes each; past it the oldest are let go together."""


@dataclass
class Kept:
    """Minutes away and from door to door for (a call's key) x (origins); the same origins for every key.

    A key names everything a row depends on besides the timetable and the declared figures: the way, the services that
    run, the minute, the sector and where it lies. Origins are named with where they lie.
    """

    origins: tuple[str, ...] = ()
    rows: dict[str, int] = field(default_factory=dict)
    away: NDArray[np.int16] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int16))
    door: NDArray[np.int16] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int16))
    changed: bool = False

    def columns(self, origins: Sequence[str]) -> NDArray[np.intp] | None:
        """Where these origins stand; None where one is missing."""
        at = {origin: place for place, origin in enumerate(self.origins)}
        if any(one not in at for one in origins):
            return None
        return np.array([at[one] for one in origins], dtype=np.intp)

    def begin(self, origins: Sequence[str]) -> None:
        """Start again for other origins."""
        self.origins, self.rows = tuple(origins), {}
        self.away = self.door = np.zeros((0, len(self.origins)), dtype=np.int16)
        self.changed = True

    def full(self, more: int) -> bool:
        """Whether so many more keys would be too much beside those there are."""
        return bool(self.rows) and (len(self.rows) + more) * len(self.origins) > MOST_CELLS

    def add(self, keys: Sequence[str], away: NDArray[np.int16], door: NDArray[np.int16]) -> None:
        """Keep (keys, origins) minutes of both kinds."""
        if not keys:
            return
        begin = len(self.rows)
        self.rows.update({key: begin + place for place, key in enumerate(keys)})
        self.away, self.door = np.concatenate([self.away, away]), np.concatenate([self.door, door])
        self.changed = True

    def parts(self) -> dict[str, NDArray[np.generic]]:
        """As arrays without objects, to be kept in a file."""
        names = {"origins": packed(self.origins), "keys": packed(tuple(self.rows))}
        return {**names, "away": self.away, "door": self.door}


def kept_of(parts: Mapping[str, NDArray[np.generic]]) -> Kept:
    """What was kept. Raises ValueError or KeyError where these are not the parts of it."""
    origins = unpacked(parts["origins"].astype(np.uint8, casting="equiv"))
    keys = unpacked(parts["keys"].astype(np.uint8, casting="equiv"))
    away, door = (parts[name].astype(np.int16, casting="equiv") for name in ("away", "door"))
    if away.shape != (len(keys), len(origins)) or door.shape != away.shape:
        raise ValueError("journeys without their keys")
    return Kept(origins, {key: row for row, key in enumerate(keys)}, away, door)

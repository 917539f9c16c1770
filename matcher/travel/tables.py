"""Travel times that somebody else worked out: a table of minutes from place to place, by way of travelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Small
from matcher.records.words import Mode
from matcher.travel.timetable import Names, digest_of, packed, unpacked

MODES = tuple(Mode)
ANY_TIME, ARRIVE_BY, LEAVE_AFTER = 0, 1, 2
EVERY_DAY = 127
NOT_IN_TABLE = -1


@dataclass(frozen=True)
class TravelTable:
    """Rows of minutes. A place is a sector (`ND3 4`) or a district (`ND3`), which stands for all its sectors."""

    origins: Names
    destinations: Names
    mode: Small
    """Number among the ways of travelling."""
    minutes: Small
    kind: Small
    """ANY_TIME, ARRIVE_BY or LEAVE_AFTER."""
    at: Small
    """Minute of the day, -1 for any."""
    days: Small
    """A bit for each day of the week, Monday first."""
    source: str = ""

    def __len__(self) -> int:
        return len(self.origins)

    def parts(self) -> Mapping[str, NDArray[np.generic]]:
        """As arrays without objects, to be kept in a file."""
        return {
            "origins": packed(self.origins),
            "destinations": packed(self.destinations),
            "source": packed((self.source,)),
            **{name: getattr(self, name) for name in ("mode", "minutes", "kind", "at", "days")},
        }

    @cached_property
    def digest(self) -> str:
        """Of everything in it."""
        return digest_of(self.parts())

    @cached_property
    def _rows(self) -> dict[tuple[str, str, int], list[int]]:
        found: dict[tuple[str, str, int], list[int]] = {}
        for row, key in enumerate(zip(self.origins, self.destinations, self.mode.tolist(), strict=True)):
            found.setdefault(key, []).append(row)
        return found

    def rows(self, origin: str, destination: str, mode: Mode) -> Sequence[int]:
        """Rows that speak of two sectors: those that name them most narrowly, the origin before the destination."""
        number = MODES.index(mode)
        for start in (origin, origin.partition(" ")[0]):
            for end in (destination, destination.partition(" ")[0]):
                rows = self._rows.get((start, end, number))
                if rows:
                    return rows
        return ()

    def any_time(self, origin: str, destination: str, mode: Mode) -> int:
        """Minutes of the quickest row that holds on every day at any time; NOT_IN_TABLE (-1) where there is none."""
        rows = self.rows(origin, destination, mode)
        said = [int(self.minutes[row]) for row in rows if not self.kind[row] and int(self.days[row]) == EVERY_DAY]
        return min(said, default=NOT_IN_TABLE)

    def timed(self, mode: Mode) -> bool:
        """Whether any row for a way of travelling goes by the time of day or the day."""
        odd = (self.kind != ANY_TIME) | (self.days != EVERY_DAY)
        return bool((odd & (self.mode == MODES.index(mode))).any())

    def says(self, origin: str, destination: str, mode: Mode, *, day: int, minute: int, back: bool) -> int:
        """Minutes for a call: of the row for that time of day that lies nearest, else of one for any time.

        A row that says when is for journeys that way only. NOT_IN_TABLE (-1) where no row speaks of it.
        """
        wanted = LEAVE_AFTER if back else ARRIVE_BY
        best: tuple[int, int, int] | None = None
        for row in self.rows(origin, destination, mode):
            kind = int(self.kind[row])
            if kind in (ANY_TIME, wanted) and int(self.days[row]) >> day & 1:
                away = abs(int(self.at[row]) - minute) if kind != ANY_TIME else 1440
                found = (min(away, 1440), int(self.minutes[row]), row)
                best = found if best is None or found < best else best
        return NOT_IN_TABLE if best is None else best[1]


def table_of(parts: Mapping[str, NDArray[np.generic]]) -> TravelTable:
    """The table whose parts these are. Raises ValueError or KeyError where they are not those of one."""
    origins, destinations, source = (
        unpacked(parts[name].astype(np.uint8, casting="equiv")) for name in ("origins", "destinations", "source")
    )
    mode, minutes, kind, at, days = (
        parts[name].astype(np.int32, casting="equiv") for name in ("mode", "minutes", "kind", "at", "days")
    )
    if len({len(one) for one in (origins, destinations, mode, minutes, kind, at, days)}) != 1 or len(source) != 1:
        raise ValueError("lists of different lengths")
    return TravelTable(origins, destinations, mode, minutes, kind, at, days, source[0])

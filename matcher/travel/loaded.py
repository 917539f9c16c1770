"""What a programme has loaded to travel by, asked once for all that its columns need."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.ids import SectorCode
from matcher.records.words import Mode
from matcher.travel.minutes import MODES, MinutesTable
from matcher.travel.tables import NOT_IN_TABLE, TravelTable
from matcher.travel.transit import NO_WAY, NOT_SAID, Call, OneWay, Transit
from matcher.travel.transport import PublicTransport


@dataclass(frozen=True)
class Loaded:
    """A timetable, a table of travel times, or both; of both, the table wins where it says anything."""

    transport: PublicTransport | None = None
    table: TravelTable | None = None

    def minutes(self, estimate: MinutesTable) -> MinutesTable:
        """The estimates with the minutes of the table's rows that hold for any time of day."""
        if self.table is None:
            return estimate
        filled = estimate.minutes.copy()
        for number, mode in enumerate(MODES):
            for origin, row in estimate.origins.items():
                for destination, column in estimate.destinations.items():
                    said = self.table.any_time(origin, destination, mode)
                    if said != NOT_IN_TABLE:
                        filled[row, column, number] = min(said, estimate.longest)
        return MinutesTable(estimate.origins, estimate.destinations, filled, estimate.longest)

    def transit(self, origins: Sequence[SectorCode], there: Collection[Call], back: Collection[Call]) -> Transit | None:
        """Minutes of every origin for every call; None where nothing that is loaded goes by the time of day."""
        if self.transport is None and (self.table is None or not self.table.timed(Mode.BUS)):
            return None
        return Transit(
            there=self._one_way(origins, sorted(there), back=False),
            back=self._one_way(origins, sorted(back), back=True),
        )

    def _one_way(self, origins: Sequence[SectorCode], calls: Sequence[Call], *, back: bool) -> OneWay:
        away = np.full((len(origins) + 1, len(calls) + 1), NOT_SAID, dtype=np.int16)
        door = away.copy()
        if self.transport is not None and origins and calls:
            trips = (self.transport.back if back else self.transport.there)(origins, calls)
            silent = NO_WAY if self.transport.timetable.whole else NOT_SAID
            for table, found in ((away, trips.away), (door, trips.travelling)):
                table[:-1, :-1] = np.where(trips.speaks, np.where(found < 0, silent, found), NOT_SAID)
        if self.table is not None:
            self._from_table(self.table, origins, calls, (away, door), back=back)
        return OneWay({call: place for place, call in enumerate(calls)}, away, door).merged()

    def _from_table(
        self,
        table: TravelTable,
        origins: Sequence[SectorCode],
        calls: Sequence[Call],
        tables: Sequence[NDArray[np.int16]],
        *,
        back: bool,
    ) -> None:
        """Put in what the table says, which has no waiting: how long before the call one arrives is not known."""
        at: dict[SectorCode, list[int]] = {}
        for place, call in enumerate(calls):
            at.setdefault(call.sector, []).append(place)
        for row, origin in enumerate(origins):
            for sector, places in at.items():
                if table.rows(origin, sector, Mode.BUS):
                    for place in places:
                        day, minute = (calls[place].day + calls[place].minute // 1440) % 7, calls[place].minute % 1440
                        said = table.says(origin, sector, Mode.BUS, day=day, minute=minute, back=back)
                        if said != NOT_IN_TABLE:
                            for one in tables:
                                one[row, place] = said

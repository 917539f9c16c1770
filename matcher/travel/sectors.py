"""The map of postcode sectors that a programme has loaded: the middle of each, and which one was probably meant."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.base.arrays import Small
from matcher.base.ids import SectorCode, natural_order
from matcher.records.programme import Place, Programme

_PARTS = re.compile(r"([A-Z]+)([0-9]+)([A-Z]?) ([0-9])")


@dataclass(frozen=True)
class SectorMap:
    """Sectors in order of their names, with whole metres on the National Grid and how many postcodes each holds."""

    sectors: tuple[str, ...]
    east: Small
    north: Small
    postcodes: Small
    source: str = ""
    """The name of the file it was read from."""

    def __len__(self) -> int:
        return len(self.sectors)

    @cached_property
    def rows(self) -> dict[str, int]:
        """Where each sector stands."""
        return {sector: row for row, sector in enumerate(self.sectors)}

    def places(self, sectors: Iterable[str]) -> list[Place]:
        """The sectors that the map has, as places, in order of their names."""
        rows = sorted({self.rows[one] for one in sectors if one in self.rows})
        return [
            Place(sector=SectorCode(self.sectors[row]), east=int(self.east[row]), north=int(self.north[row]))
            for row in rows
        ]

    @cached_property
    def digest(self) -> str:
        """Of every sector and its place: equal where the maps are."""
        whole = hashlib.blake2b(digest_size=16)
        whole.update("\n".join(self.sectors).encode())
        for one in (self.east, self.north, self.postcodes):
            whole.update(np.ascontiguousarray(one, dtype="<i4").tobytes())
        return whole.hexdigest()


def sectors_named(programme: Programme) -> set[str]:
    """Every sector that a record of the programme names: homes, where somebody is looked after, places of work."""
    named = {one.sector for one in programme.clients} | {one.sector for one in programme.vacancies}
    named |= {window.sector for one in programme.clients for window in one.conditions.care}
    return {sector for sector in named if sector}


def nearest_sector(sector: str, known: Iterable[str]) -> SectorCode | None:
    """The sector that was probably meant: of the same district, else the nearest number in the same area.

    None where the area (the letters a postcode begins with) has none.
    """
    asked = _PARTS.fullmatch(sector)
    if asked is None:
        return None
    letters, number, letter, inward = asked.groups()
    found: list[tuple[int, int, int, tuple[str, ...], str]] = []
    for one in known:
        parts = _PARTS.fullmatch(one)
        if parts is not None and parts.group(1) == letters:
            away = abs(int(parts.group(2)) - int(number))
            digits = abs(int(parts.group(4)) - int(inward))
            found.append((away, int(parts.group(3) != letter), digits, natural_order(one), one))
    return SectorCode(min(found)[-1]) if found else None

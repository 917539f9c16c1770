"""Kinds of column of the sheet of employers: other names, and the places an employer works from."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.base.ids import SectorCode
from matcher.importers.cells import Cell, cleaned
from matcher.importers.kinds import NONE, Kind
from matcher.importers.labels import Lists
from matcher.importers.services.cells import parts
from matcher.records.employer import Site
from matcher.travel.places import sector_of

_NONE = "none"


@dataclass(frozen=True)
class Names(Kind):
    """Several names, with semicolons between; `None` where there is no other."""

    def read(self, cell: Cell, _lists: Lists) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(cleaned(part) for part in parts(cell)))
        return () if len(found) == 1 and found[0].casefold() == _NONE else found

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, tuple)
        return "; ".join(value) or NONE


@dataclass(frozen=True)
class Sites(Kind):
    """Places: a name, a postcode sector, or both."""

    def read(self, cell: Cell, _lists: Lists) -> tuple[Site, ...]:
        found = [cleaned(part) for part in parts(cell)]
        return () if len(found) == 1 and found[0].casefold() == _NONE else tuple(_site(part) for part in found)

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, tuple)
        return "; ".join(", ".join(part for part in (one.name, one.sector) if part) for one in value) or NONE


def _site(part: str) -> Site:
    name, comma, last = part.rpartition(",")
    sector = sector_of(last)
    if sector is None:
        return Site(name=part)
    return Site(name=name.strip() if comma else "", sector=SectorCode(sector))

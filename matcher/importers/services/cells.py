"""Kinds of column of the sheet of services: areas, whom it is for, opening times, places, languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matcher.base.ids import SectorCode
from matcher.base.weeks import DAY, NotATime, parse_clock, parse_days, say_clock, say_days
from matcher.importers.cells import Cell, CellFault, fold, shown
from matcher.importers.kinds import Kind
from matcher.importers.labels import SERVICE_GROUPS, Lists
from matcher.importers.services.areas import area_of
from matcher.records.service import Area, ServicePlace, Session, Stated
from matcher.travel.places import sector_of

PARTS_MOST = 100
_SPELL = re.compile(
    r"(?P<days>[A-Za-z][A-Za-z,&\s\-–]*?)\s+(?P<start>\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?|noon|midday|midnight)"
    r"\s*(?:-|–|to)\s*(?P<end>\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?|noon|midday|midnight)",
    re.IGNORECASE | re.ASCII,
)
_TIMES_FIX = "Write it like Mon-Fri 9am to 5pm; Sat 9am to noon."


def parts(cell: Cell) -> list[str]:
    """What stands between the semicolons of a cell. Raises CellFault where there is too much."""
    found = [" ".join(part.split()) for part in shown(cell).replace("\n", ";").split(";")]
    kept = [part for part in found if part]
    if len(kept) > PARTS_MOST:
        raise CellFault(f"has {len(kept):,} parts; at most {PARTS_MOST} are kept.", "Leave the less important out.")
    return kept


@dataclass(frozen=True)
class Areas(Kind):
    """Areas: postcode areas, nations, or names."""

    def read(self, cell: Cell, lists: Lists) -> tuple[Area, ...]:
        names = lists.library.services.areas if lists.library else None
        return tuple(area_of(part, names) if names else Area(name=part) for part in parts(cell))

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, tuple)
        return "; ".join(area.name for area in value)


@dataclass(frozen=True)
class Whom(Kind):
    """Groups of the vocabulary by name, or the service's own words."""

    def read(self, cell: Cell, lists: Lists) -> tuple[Stated, ...]:
        groups = lists.labels(SERVICE_GROUPS)
        found = []
        for part in parts(cell):
            to = groups.by_fold.get(fold(part))
            found.append(Stated(words=part if to is None else groups.say(to), to=None if to is None else str(to)))
        return tuple(found)

    def say(self, value: object, lists: Lists) -> Cell:
        assert isinstance(value, tuple)
        groups = lists.labels(SERVICE_GROUPS)
        return "; ".join(groups.say(one.to) if one.to else one.words for one in value)


@dataclass(frozen=True)
class Times(Kind):
    """Days and times of every week."""

    def read(self, cell: Cell, _lists: Lists) -> tuple[Session, ...]:
        found: list[Session] = []
        for part in parts(cell):
            spell = _SPELL.fullmatch(part)
            if not spell:
                raise CellFault("does not give days and times.", _TIMES_FIX)
            try:
                days, start = parse_days(spell["days"]), parse_clock(spell["start"]) % DAY
                end = parse_clock(spell["end"])
            except NotATime as fault:
                raise CellFault("does not give days and times.", str(fault).partition(". ")[2] or _TIMES_FIX) from None
            found += [Session(weekday=day, opens=start, closes=end if end > start else end + DAY) for day in days]
        return tuple(found)

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, tuple)
        return "; ".join(
            f"{say_days([one.weekday])} {say_clock(one.opens)} to {say_clock(one.closes)}" for one in value
        )


@dataclass(frozen=True)
class ServicePlaces(Kind):
    """Places: a name, a postcode sector, or both."""

    def read(self, cell: Cell, _lists: Lists) -> tuple[ServicePlace, ...]:
        return tuple(self._place(part) for part in parts(cell))

    def _place(self, part: str) -> ServicePlace:
        name, comma, last = part.rpartition(",")
        sector = sector_of(last)
        if sector is None:
            return ServicePlace(name=part)
        return ServicePlace(name=name.strip() if comma else "", sector=SectorCode(sector))

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, tuple)
        return "; ".join(", ".join(part for part in (one.name, one.sector) if part) for one in value)


@dataclass(frozen=True)
class Words(Kind):
    """Several words, with semicolons between."""

    def read(self, cell: Cell, _lists: Lists) -> tuple[str, ...]:
        return tuple(dict.fromkeys(parts(cell)))

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, tuple)
        return "; ".join(value)

"""Journeys by public transport between sectors: to be there by a minute, and to be home again after one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Flags, Ints
from matcher.base.days import Day
from matcher.base.ids import SectorCode
from matcher.library.holidays import BankHolidays
from matcher.library.travelling import Travel
from matcher.travel.kept import Kept
from matcher.travel.scan import NEVER, TURN, Rides, rides_on, scan_one
from matcher.travel.sweep import FAR, Sweep, Swept
from matcher.travel.timetable import Timetable
from matcher.travel.transit import Call
from matcher.travel.walks import Changes, Leg, Point, changes_of, crow_metres, networks, stops_near, walk_minutes
from matcher.travel.week import DAY, UsualWeek, noon_gap, service_minute, usual_week, weekday_services

NO_WAY = -1
DAWN = 180
"""Three in the morning: where the first service of a day is looked for from, and the last of the day before until."""


@dataclass(frozen=True)
class Trips:
    """Journeys of every origin for every call: (origins, calls) each."""

    away: NDArray[np.int16]
    """Minutes between leaving home and the call, or between the call and being home, waiting included; NO_WAY (-1)
    where there is none."""
    travelling: NDArray[np.int16]
    """Minutes from door to door, without the wait at the place of work, of whoever leaves home that late (or is home
    that early) and is quickest; NO_WAY where there is none."""
    speaks: Flags
    """Whether the timetable has anything to say of the two places: both are near stops that its lines join."""


class PublicTransport:
    """A timetable on a map, in the usual week that stands for a day."""

    def __init__(
        self,
        timetable: Timetable,
        places: Mapping[str, Point],
        *,
        travel: Travel,
        holidays: BankHolidays,
        on: Day,
        kept: Kept | None = None,
    ) -> None:
        self.timetable, self.places, self.travel = timetable, places, travel
        self.week: UsualWeek = usual_week(timetable, holidays, on=on)
        self.kept = kept if kept is not None else Kept()
        self.longest = int(travel.public_transport.wait_most_minutes.value)
        self._legs: dict[str, list[Leg]] = {}
        self._rides: dict[tuple[int, bool], Rides] = {}
        self._alike: dict[tuple[int, bool, bool], int] = {}
        self._ends: dict[tuple[str, str, int], tuple[int | None, int | None]] = {}

    def there(self, origins: Sequence[SectorCode], calls: Sequence[Call]) -> Trips:
        """To be at each call by its minute, leaving home as late as can be."""
        return self._trips(origins, calls, back=False)

    def back(self, origins: Sequence[SectorCode], calls: Sequence[Call]) -> Trips:
        """From each call after its minute, being home as early as can be."""
        return self._trips(origins, calls, back=True)

    @property
    def note(self) -> str:
        """What to say of the week that is read; empty where it is the one that was asked for."""
        return self.week.note

    @cached_property
    def changes(self) -> Changes:
        """Changes that can be made between lines."""
        return changes_of(self.timetable, self.travel)

    def legs(self, sector: str) -> list[Leg]:
        """The stops that may be walked to from the middle of a sector, with minutes; none for one not on the map."""
        if sector not in self._legs:
            point = self.places.get(sector)
            near = {} if point is None else stops_near(self.timetable, {sector: point}, travel=self.travel)
            self._legs[sector] = near.get(sector, [])
        return self._legs[sector]

    def rides(self, day: int, *, turned: bool = False) -> Rides:
        """The rides around one day of the week that is read, in order of time or with time turned round."""
        if (day, turned) not in self._rides:
            until = DAY + 60 + self.longest
            self._rides[day, turned] = (
                self.rides(day).turned()
                if turned
                else rides_on(self.timetable, self.changes, self.week.day(day), since=-60 - self.longest, until=until)
            )
        return self._rides[day, turned]

    def at(self, day: int, minute: int, *, turned: bool = False) -> int:
        """A minute by the clock as the rides of a day count it."""
        counted = service_minute(self.week.day(day), minute)
        return TURN - counted if turned else counted

    def _trips(self, origins: Sequence[SectorCode], calls: Sequence[Call], *, back: bool) -> Trips:
        plain = [normal(call) for call in calls]
        keys = [self._key(call, back=back) for call in plain]
        columns = self._kept_for(origins)
        missing = {key: call for key, call in zip(keys, plain, strict=True) if key not in self.kept.rows}
        if missing and self.kept.full(len(missing)):
            self.kept.begin(self.kept.origins)
            missing = dict(zip(keys, plain, strict=True))
        if missing:
            everyone = [SectorCode(one.partition("|")[0]) for one in self.kept.origins]
            self.kept.add(list(missing), *self._search(everyone, list(missing.values()), back=back))
        rows = np.array([self.kept.rows[key] for key in keys], dtype=np.intp)
        away, door = (one[rows][:, columns].T for one in (self.kept.away, self.kept.door))
        return Trips(away, door, self._speaks(origins, [call.sector for call in plain]))

    def _kept_for(self, origins: Sequence[SectorCode]) -> NDArray[np.intp]:
        """Where the origins stand among those kept; other ones begin the keeping anew."""
        named = [self._placed(one) for one in origins]
        found = self.kept.columns(named)
        if found is None:
            self.kept.begin(sorted(set(named)))
            found = self.kept.columns(named)
        assert found is not None
        return found

    def _placed(self, sector: str) -> str:
        east, north = self.places.get(sector, ("", ""))
        return f"{sector}|{east}|{north}"

    def _key(self, call: Call, *, back: bool) -> str:
        """Everything a search for a call depends on, besides the timetable and the declared figures."""
        way, services = ("back" if back else "there"), self._services_named[self.usual_day(call, back=back)]
        return f"{way}|{services}|{call.minute}|{self._placed(call.sector)}"

    @cached_property
    def _services(self) -> list[bytes]:
        return weekday_services(self.timetable, self.week)

    @cached_property
    def _services_named(self) -> list[str]:
        """For each day: a digest of what runs on it and on the days beside it, and of the clock."""
        return [
            hashlib.blake2b(
                b"|".join(self._services[day : day + 3]) + str(noon_gap(self.week.day(day))).encode(), digest_size=8
            ).hexdigest()
            for day in range(7)
        ]

    def usual_day(self, call: Call, *, back: bool) -> int:
        """The first day of the week on which all that matters to a call is the same, so that it is searched once."""
        since, until = (0, self.longest) if back else (-self.longest, 0)
        early, late = self._bounds
        key = (call.day, call.minute + since < early, call.minute + until > late)
        if key not in self._alike:
            self._alike[key] = self._first_alike(*key)
        return self._alike[key]

    def _first_alike(self, day: int, before: bool, after: bool) -> int:
        """The first day with the same services; with those of the day before or after, where they matter."""
        if any(noon_gap(self.week.day(number)) != DAY for number in range(8)):
            return day
        days = slice(0 if before else 1, 3 if after else 2)
        wanted = self._services[day : day + 3][days]
        return next(other for other in range(7) if self._services[other : other + 3][days] == wanted)

    @cached_property
    def _bounds(self) -> tuple[int, int]:
        """Until when services of the day before run on, and from when those of the day after are under way."""
        past_midnight = int(self.timetable.arrive.max(initial=DAY)) - DAY
        return max(past_midnight, 0), DAY + min(0, int(self.timetable.depart.min(initial=0)))

    def _search(
        self, origins: Sequence[SectorCode], calls: Sequence[Call], *, back: bool
    ) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
        """(calls, origins) minutes away, and from door to door; the calls of each day in one sweep."""
        sectors = sorted({call.sector for call in calls})
        number = {sector: place for place, sector in enumerate(sectors)}
        on_foot = self.on_foot(origins, sectors)[:, [number[call.sector] for call in calls]].T
        away = on_foot if self.travel.never_slower_than_walking else np.full_like(on_foot, NEVER)
        door = away.copy()
        near = [place for place, one in enumerate(origins) if self.legs(one)]
        days = [self.usual_day(call, back=back) for call in calls]
        for day in sorted(set(days)) if near else []:
            asked = [place for place, other in enumerate(days) if other == day and self.legs(calls[place].sector)]
            if asked:
                works = {sector: n for n, sector in enumerate(dict.fromkeys(calls[place].sector for place in asked))}
                moments = [(works[calls[n].sector], self.at(day, calls[n].minute, turned=back)) for n in asked]
                homes = [self.legs(origins[place]) for place in near]
                sweep = Sweep(self.rides(day, turned=back), homes, [self.legs(one) for one in works])
                swept = sweep.run(moments, longest=self.longest)
                minutes = np.array([minute for _, minute in moments], dtype=np.int64)[:, None]
                here = np.ix_(asked, near)
                away[here], door[here] = _better(away[here], door[here], minutes, swept)
        kept = away <= self.longest
        return tuple(np.where(kept, one, NO_WAY).astype(np.int16) for one in (away, door))  # type: ignore[return-value]

    def ends_of_day(self, home: SectorCode, call: Call) -> tuple[int | None, int | None]:
        """(when the first service of the day is at the place of work, when the last one home leaves it).

        Minutes of the clock of the call's day, from three in the morning on; None where there is no way all day.
        """
        call = normal(call)
        key = (home, call.sector, self._first_alike(call.day, True, True))
        if key not in self._ends:
            self._ends[key] = self._find_ends(*key)
        return self._ends[key]

    def _find_ends(self, home: str, sector: str, day: int) -> tuple[int | None, int | None]:
        here, work = self.legs(home), self.legs(sector)
        if not here or not work:
            return None, None
        found: list[int | None] = []
        for at, turned in ((self.at(day, DAWN), False), (self.at(day, DAY + DAWN, turned=True), True)):
            comes = scan_one(self.rides(day, turned=turned), here, at=at, until=at + DAY).comes
            minute = min(comes[stop] + walk for stop, walk in work)
            found.append(None if minute >= NEVER else TURN - minute if turned else minute)
        return found[0], found[1]

    def on_foot(self, origins: Sequence[str], sectors: Sequence[str]) -> Ints:
        """(origins, sectors) whole minutes on foot all the way; NEVER where either is not on the map."""
        start = np.array([self.places.get(one, (0, 0)) for one in origins], dtype=np.int64).reshape(-1, 1, 2)
        end = np.array([self.places.get(one, (0, 0)) for one in sectors], dtype=np.int64).reshape(1, -1, 2)
        same = np.array(origins, dtype=object)[:, None] == np.array(sectors, dtype=object)[None, :]
        metres = np.where(same, int(self.travel.same_sector_metres.value), crow_metres(start, end))
        there = np.array([one in self.places for one in origins], dtype=bool)[:, None]
        placed = there & np.array([one in self.places for one in sectors], dtype=bool)
        return np.where(placed, np.minimum(walk_minutes(metres, self.travel), NEVER), NEVER)

    def _speaks(self, origins: Sequence[SectorCode], sectors: Sequence[SectorCode]) -> Flags:
        """(origins, sectors) whether lines and changes join the stops near two places in any way."""
        distinct = sorted(set(sectors))
        number = {sector: place for place, sector in enumerate(distinct)}
        ends = [self._networks_near(one) for one in distinct]
        starts = [self._networks_near(one) for one in origins]
        table = np.array([[not a.isdisjoint(b) for b in ends] for a in starts], dtype=bool)
        return table.reshape(len(origins), len(distinct))[:, [number[one] for one in sectors]]

    def _networks_near(self, sector: str) -> frozenset[int]:
        return frozenset(self._networks[stop] for stop, _ in self.legs(sector))

    @cached_property
    def _networks(self) -> list[int]:
        joined: list[int] = networks(self.timetable, self.changes).tolist()
        return joined


def normal(call: Call) -> Call:
    """The same moment with a minute of the day itself."""
    return Call(call.sector, (call.day + call.minute // DAY) % 7, call.minute % DAY)


def _better(away: Ints, door: Ints, minutes: Ints, swept: Swept) -> tuple[Ints, Ints]:
    """Of the way on foot and by timetable the one that is less time away; of equal ones the quicker."""
    timed = np.where(swept.leaves > FAR // 2, minutes - swept.leaves, NEVER)
    took = swept.comes.astype(np.int64) - swept.leaves
    quicker = np.where(timed < away, took, np.where(timed == away, np.minimum(took, door), door))
    return np.minimum(away, timed), quicker

"""A client's weeks with care, minute by minute, and which minutes of a shift are not free: from the rules alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from matcher.base.days import Day
from matcher.records.client import CareWindow, Client
from matcher.records.words import CareWeeks, Cover, Free
from tests.reference.week import minutes_in, stretch, without

HERE = 10_080
Journey = Callable[[str | None], int]
"""Minutes between a place and the work, None for home, empty where nobody said where."""


class Brought(NamedTuple):
    """Someone is handed over at `door` and is there until (or from) `other`."""

    door: int
    free: int
    other: int
    place: str | None


class World(NamedTuple):
    """One way a week may turn out."""

    free: int
    brought: frozenset[Brought]
    fetched: frozenset[Brought]


class Weeks(NamedTuple):
    """All that is known of a client's weeks: every way they may turn out."""

    term: frozenset[World]
    holidays: frozenset[World] | None
    works_then: bool
    chosen: int

    @property
    def known(self) -> bool:
        """Whether nothing is open."""
        if len(self.term) > 1:
            return False
        return self.holidays in (None, self.term) or (self.works_then and len(self.holidays or ()) == 1)


def weeks(client: Client, on: Day) -> Weeks:
    """The client's weeks on a day; the week must be stated."""
    said = client.conditions
    spells, care = said.week or (), said.care
    times = {kind: minutes_in(s.interval for s in spells if s.free is kind) for kind in Free}
    stated = without(times[Free.FREE] | times[Free.IF_NEEDED], times[Free.NOT_FREE])
    term = _worlds(stated, [w for w in care if w.weeks is not CareWeeks.HOLIDAYS], on)
    holidays = None
    if said.term_time_only is not True and any(w.weeks is not CareWeeks.ALL_YEAR for w in care):
        then = _worlds(stated, [w for w in care if w.weeks is not CareWeeks.TERM_TIME], on)
        gone = minutes_in(w.interval for w in care if w.weeks is CareWeeks.TERM_TIME)
        club = minutes_in(w.interval for w in care if w.weeks is CareWeeks.HOLIDAYS and w.cover is not Cover.NONE)
        holidays = frozenset(one._replace(free=without(one.free, without(gone, club))) for one in then)
        if not any(w.weeks is CareWeeks.HOLIDAYS for w in care):
            holidays |= then
    return Weeks(term, holidays, said.term_time_only is False, without(times[Free.FREE], times[Free.NOT_FREE]))


def _worlds(stated: int, care: list[CareWindow], on: Day) -> frozenset[World]:
    """Every way the hopes may turn out: those of one time and place together, and all after the second kind as one."""
    free = without(stated, minutes_in(w.interval for w in care if w.cover is Cover.NONE))
    hoped = [w for w in care if w.cover is Cover.HOPED_FOR or (w.cover is Cover.CONFIRMED and w.since and w.since > on)]
    sure = [w for w in care if w.cover is Cover.CONFIRMED and w not in hoped]
    names = [(w.start % 1440, w.end - w.start, w.sector, w.what) for w in hoped]
    kinds = [min(2, list(dict.fromkeys(names)).index(name)) for name in names]
    found = set()
    for come in range(8):
        comes = [w for w, kind in zip(hoped, kinds, strict=True) if come >> kind & 1]
        stays_away = minutes_in(w.interval for w, kind in zip(hoped, kinds, strict=True) if not come >> kind & 1)
        found.add(_world(without(free, stays_away), sure + comes))
    return frozenset(found)


def _world(free: int, covered: list[CareWindow]) -> World:
    brought, fetched = set(), set()
    for chain in _chains(covered):
        first, last = chain[0], chain[-1]
        if first.drop_off_minutes is not None:
            brought.add(Brought(first.start, first.start + first.drop_off_minutes, last.end, first.sector or ""))
        if last.pick_up_minutes is not None:
            fetched.add(Brought(last.end, last.end - last.pick_up_minutes, first.start, last.sector or ""))
    doors = minutes_in([(one.door, one.free) for one in brought] + [(one.free, one.door) for one in fetched])
    return World(without(free, doors), frozenset(brought), frozenset(fetched))


def _chains(windows: Iterable[CareWindow]) -> list[list[CareWindow]]:
    """Windows one after the other with no gap, unless the client would both fetch and bring between two of them."""
    chains: list[list[CareWindow]] = []
    for window in sorted(windows, key=lambda w: (w.start, w.end)):
        for chain in chains:
            both = chain[-1].pick_up_minutes is not None and window.drop_off_minutes is not None
            if chain[-1].end == window.start and not both:
                chain.append(window)
                break
        else:
            chains.append([window])
    return chains


def not_free(world: World, start: int, end: int, *, there: Journey, back: Journey, far: bool) -> int:
    """Minutes from setting out to being home again of one shift that are not free."""
    pick = max if far else min
    bound_out = [one for one in _each_week(world.brought) if one.door <= start < one.other]
    bound_back = [one for one in _each_week(world.fetched) if one.other < end <= one.door]
    out = pick([there(one.place) for one in bound_out], default=there(None))
    home = pick([back(one.place) for one in bound_back], default=back(None))
    low, high = start - out, end + home
    earliest = max([low, *(one.free for one in bound_out)])
    latest = min([high, *(one.free for one in bound_back)])
    blocked = 0
    for events, way in ((world.brought, there), (world.fetched, back)):
        for one in _each_week(events):
            if start < one.door < end:
                around = way(one.place)
                blocked |= _minutes(min(one.door, one.free) - around, max(one.door, one.free) + around, low)
    usable = without(_minutes(earliest, latest, low), blocked) & _turned(world.free, low)
    return high - low - usable.bit_count()


def _each_week(events: Iterable[Brought]) -> list[Brought]:
    """The handovers of this week, the last and the next."""
    return [
        Brought(one.door + by, one.free + by, one.other + by, one.place) for one in events for by in (-HERE, 0, HERE)
    ]


def _minutes(start: int, end: int, origin: int) -> int:
    """Minutes from `start` to `end` as bits counted from `origin`, those before it cut off."""
    first, last = max(start, origin) - origin, max(end, origin) - origin
    return ((1 << (last - first)) - 1) << first if last > first else 0


def _turned(free: int, origin: int) -> int:
    """Free minutes of the week as bits counted from `origin`, two weeks long."""
    at = origin % HERE
    week = (free >> at) | (free << (HERE - at)) & stretch(0, HERE)
    return week | week << HERE

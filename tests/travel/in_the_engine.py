"""A timetable as the plain reference is told of it: by the slow search, one journey at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise

from matcher.library.travelling import Travel
from tests.travel.brute import Brute, Feed, Journey, Point, clock


class TimedBySearch:
    """(away, door to door) for a home, a place of work and a minute of the week; None where the feed says nothing."""

    def __init__(
        self, feed: Feed, places: Mapping[str, Point], *, travel: Travel, monday: dt.date, whole: bool = True
    ) -> None:
        days = [monday + dt.timedelta(days=n) for n in range(-1, 9)]
        self.brute, self.places, self.monday, self.whole = Brute(feed, travel, days), places, monday, whole
        self.same = int(travel.same_sector_metres.value)
        self.found: dict[tuple[str, str, int, bool], tuple[int, int] | None] = {}
        self.group = _groups(self.brute)

    def __call__(self, home: str, work: str, at: int, back: bool) -> tuple[int, int] | None:
        asked = (home, work, at % (7 * 1440), back)
        if asked not in self.found:
            self.found[asked] = self._find(*asked)
        return self.found[asked]

    def _find(self, home: str, work: str, at: int, back: bool) -> tuple[int, int] | None:
        near, far = ({self.group[stop] for stop in self.brute.near(self.places[one])} for one in (home, work))
        if not near & far:
            return None
        minute = clock(self.monday + dt.timedelta(days=at // 1440), at % 1440)
        ways = [self.on_foot(home, work, minute, back=back)]
        journey = (self.brute.back if back else self.brute.there)(self.places[home], self.places[work], minute)
        ways += [journey] if journey else []
        best = min((abs((one.comes if back else one.leaves) - minute), one.comes - one.leaves) for one in ways)
        if best[0] <= self.brute.longest:
            return best
        return (10_000, 10_000) if self.whole else None

    def on_foot(self, home: str, work: str, minute: int, *, back: bool) -> Journey:
        start, end = self.places[home], self.places[work]
        walk = self.brute.walk(start, end) if home != work else self.brute.walk((0, 0), (0, self.same))
        return Journey(minute, minute + walk) if back else Journey(minute - walk, minute)


def _groups(brute: Brute) -> dict[str, str]:
    """A name that two stops share where trips and changes join them, whichever way they run."""
    name = {stop: stop for stop in brute.feed.stops}
    pairs: list[Sequence[str]] = [[a, b] for a, ways in brute.ways.items() for b, _ in ways]
    pairs += [[one.stop, other.stop] for _, trip in brute.feed.trips for one, other in pairwise(trip)]
    for a, b in pairs:
        old, new = name[a], name[b]
        if old != new:
            name = {stop: new if one == old else one for stop, one in name.items()}
    return name

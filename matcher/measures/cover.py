"""How much of the shifts falls outside the client's free time, journeys and handovers of care included.

For one shift, one week of the client's and one of the two ends of what is known of the journeys:

1. The way to work starts at the place where somebody in the client's care is looked after if the client brought them
   there and they are there when the shift starts; else it starts at home. The way back ends likewise where they are
   fetched from if they are there when the shift ends. Of several such places the order is not known: the nearer at the
   kinder end, the further at the harsher.
2. On the way from a handover nothing before the handover is free, on the way to one nothing after it.
3. Where a handover falls inside the shift, the way from work to it and back is not free either.
4. What counts is each minute from the start of the way there to the end of the way back that is not free.

Free time already leaves out the minutes at the door (see `columns.care`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from matcher.base.weeks import WEEK
from matcher.columns.facts import Columns, Rows
from matcher.columns.weeks import NEVER, NO, STAY, YES
from matcher.measures.legs import Legs, Way
from matcher.measures.registry import Array, Ends, measure

LONG_AGO, FAR_OFF = -(10**6), 10**6


@measure(
    "minutes",
    0,
    WEEK,
    better="less",
    client=("week", "home", "modes"),
    vacancy=("shifts", "site"),
    extra=("calls",),
)
def uncovered_minutes(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Minutes of the shifts, each widened by the journeys, outside the client's free time (see the module).

    Each shift counts by itself. Least: certain shifts, all that is hoped for come about, the shorter journey. Most: all
    shifts, nothing of it come about, the longer journey; the whole week where shifts may be missing from the list.
    Where care differs in school holidays and the work goes on, the worse of the two weeks.
    """
    least, most = _ends(clients, vacancies, columns, kind="term")
    holidays = clients.take("week", "holidays")
    if np.any(holidays):
        low, high = _ends(clients, vacancies, columns, kind="holidays")
        worked = vacancies.take("shifts", "holidays")
        least = np.where((holidays == YES) & (worked == YES), np.maximum(least, low), least)
        most = np.where((holidays != NO) & (worked != NO), np.maximum(most, high), most)
    asked = clients.take("week", "asked")
    complete = vacancies.take("shifts", "complete")
    return np.where(asked, least, 0), np.where(asked & complete, most, WEEK)


def _ends(clients: Rows, vacancies: Rows, columns: Columns, *, kind: str) -> Ends:
    """Least and most in one kind of week. Without stays, less free time never helps, so two weeks tell all."""
    shape = np.broadcast_shapes(clients.rows.shape, vacancies.rows.shape)
    legs = Legs(clients, vacancies, columns)
    least = outside_free(clients, vacancies, free=f"{kind}0", shifts="certain", legs=legs, far=False)
    most = outside_free(clients, vacancies, free=f"{kind}1", shifts="all", legs=legs, far=True)
    with_care = (clients.take("week", f"{kind}0_stays") > 0) | (clients.take("week", f"{kind}1_stays") > 0)
    if not np.any(with_care):
        return least, most
    least, most = (np.broadcast_to(end, shape).copy() for end in (least, most))
    at = np.nonzero(np.broadcast_to(with_care, shape))
    some = Rows(clients.side, np.broadcast_to(clients.rows, shape)[at])
    jobs = Rows(vacancies.side, np.broadcast_to(vacancies.rows, shape)[at])
    weeks = [f"{kind}{turn}" for turn in range(int(some.take("week", f"{kind}_turns").max()))]
    least[at] = _with_stays(some, jobs, columns, weeks=weeks, shifts="certain", far=False)
    most[at] = _with_stays(some, jobs, columns, weeks=weeks, shifts="all", far=True)
    return least, most


def outside_free(
    clients: Rows, vacancies: Rows, *, free: str, shifts: str, legs: Legs | None = None, far: bool = False
) -> Array:
    """Minutes of the shifts outside one free set; widened by the journeys from and to home where these are given."""
    spells = spells_of(clients, "week", free)
    total = np.zeros(np.broadcast_shapes(clients.rows.shape, vacancies.rows.shape), dtype=np.int32)
    for place, start, end in shifts_of(vacancies, shifts):
        left, right = start, end
        if legs is not None:
            there, back = legs.home(shifts, place, far=far)
            left, right = start - there, end + back
        missing = right - left
        for first, last in spells:
            missing = missing - np.maximum(np.minimum(right, last) - np.maximum(left, first), 0)
        total += np.where(end > start, missing, 0)
    return total


def shifts_of(vacancies: Rows, shifts: str) -> list[tuple[int, Array, Array]]:
    """Place in the list, starts and ends of the shifts; places that none of these rows uses are left out."""
    starts, ends = vacancies.pool("shifts", f"{shifts}_start"), vacancies.pool("shifts", f"{shifts}_end")
    return [(place, start, end) for place, start, end in _places(vacancies, "shifts", starts, ends)]


def spells_of(side: Rows, fact: str, name: str) -> list[tuple[Array, Array]]:
    """Starts and ends of a free set."""
    starts, ends = side.pool(fact, f"{name}_start"), side.pool(fact, f"{name}_end")
    return [(start, end) for _, start, end in _places(side, fact, starts, ends)]


def _places(side: Rows, fact: str, starts: Array, ends: Array) -> list[tuple[int, Array, Array]]:
    """Starts and ends at these rows, place by place; places that none of them uses are left out.

    Pools are padded to the longest list of all, which few rows need; and a place taken out first is read in a row.
    """
    classes = side.of_class(fact)
    here = np.unique(classes)
    used = np.flatnonzero((ends[here] > starts[here]).any(axis=0))
    return [(int(place), starts[:, place][classes], ends[:, place][classes]) for place in used]


# --- with care


@dataclass
class Widened:
    """One shift of each pair, as it stands in one week: where it reaches to, and what in it is not free."""

    low: Array
    high: Array
    not_before: Array
    not_after: Array
    blocks: list[tuple[Array, Array]] = field(default_factory=list)


def _with_stays(clients: Rows, vacancies: Rows, columns: Columns, *, weeks: list[str], shifts: str, far: bool) -> Array:
    """(n,) minutes of the shifts not free, for pairs in a row whose clients bring or fetch someone.

    Shift by shift the kindest of the weeks at the kinder end, the harshest at the harsher: what is hoped for may come
    about on one day and not on another.
    """
    total = np.zeros(clients.rows.shape, dtype=np.int64)
    pick, legs = np.maximum if far else np.minimum, Legs(clients, vacancies, columns)
    for place, start, end in shifts_of(vacancies, shifts):
        ends = []
        for week in weeks:
            one = widened(clients, legs, (place, start, end), week=week, shifts=shifts, far=far)
            ends.append(one.high - one.low - _covered(one, spells_of(clients, "week", week)))
        total += np.where(end > start, pick.reduce(ends), 0)
    return total


def widened(
    clients: Rows, legs: Legs, shift: tuple[int, Array, Array], *, week: str, shifts: str, far: bool
) -> Widened:
    """One shift of each pair with its journeys, by the rules of the module."""
    place, start, end = shift
    home = legs.home(shifts, place, far=far)
    ways = {"there": _Leg(home[0], far=far), "back": _Leg(home[1], far=far)}
    blocks = []
    for one in _handovers(clients, week):
        minutes = legs.one_way(one.origin, one.way, shifts, place, far=far)
        ways[one.way].by_way_of(one.given & one.there_at(start, end), minutes, one.free)
        within = one.given & (start < one.door) & (one.door < end)
        low, high = np.minimum(one.door, one.free) - minutes, np.maximum(one.door, one.free) + minutes
        blocks.append((np.where(within, low, 0), np.where(within, high, 0)))
    there, back = ways["there"], ways["back"]
    return Widened(start - there.minutes, end + back.minutes, there.latest(), back.earliest(), blocks)


@dataclass(frozen=True)
class _Handover:
    """One handover of each pair's client, where `given`."""

    way: Way
    given: Array
    door: Array
    free: Array
    """From when the client is free who brings them, or until when who fetches them."""
    other: Array
    """When the stay's other end is."""
    origin: Array

    def there_at(self, start: Array, end: Array) -> Array:
        """Whether they are with someone else when the shift starts, or when it ends."""
        if self.way == "there":
            return (self.door <= start) & (start < self.other)
        return (self.other < end) & (end <= self.door)


def _handovers(clients: Rows, week: str) -> Iterator[_Handover]:
    """Every drop-off and pick-up of a week that some of the clients have, one place of their lists after another."""
    for stay in range(int(clients.take("week", f"{week}_stays").max(initial=0))):
        start, end, ready, leave, brought_to, fetched_from = (
            clients.take("week", f"{week}_stay_{part}")[..., stay].astype(np.int64) for part in STAY
        )
        ends: tuple[tuple[Way, Array, Array, Array, Array], ...] = (
            ("there", start, ready, end, brought_to),
            ("back", end, leave, start, fetched_from),
        )
        for way, door, free, other, origin in ends:
            given = free != NEVER
            if np.any(given):
                yield _Handover(way, given, door, free, other, np.where(given, origin, 0))


class _Leg:
    """One way of each pair: from home, or from the places where they are."""

    def __init__(self, home: Array, *, far: bool) -> None:
        self._home, self._pick = home.astype(np.int64), np.maximum if far else np.minimum
        self._found = np.zeros(home.shape, dtype=bool)
        self._minutes = self._home.copy()
        self._frees: list[Array] = []
        self._used: list[Array] = []

    def by_way_of(self, used: Array, minutes: Array, free: Array) -> None:
        """Some pairs go by way of a handover, free from then (or until then)."""
        first = used & ~self._found
        self._minutes = np.where(first, minutes, np.where(used, self._pick(self._minutes, minutes), self._minutes))
        self._found |= used
        self._used.append(used)
        self._frees.append(free)

    @property
    def minutes(self) -> Array:
        """How long the way is."""
        return self._minutes

    def latest(self) -> Array:
        """The last of the handovers before the way there; long ago where there is none."""
        found = np.full(self._home.shape, LONG_AGO, dtype=np.int64)
        for used, free in zip(self._used, self._frees, strict=True):
            found = np.where(used, np.maximum(found, free), found)
        return found

    def earliest(self) -> Array:
        """The first of the handovers after the way back; far off where there is none."""
        found = np.full(self._home.shape, FAR_OFF, dtype=np.int64)
        for used, free in zip(self._used, self._frees, strict=True):
            found = np.where(used, np.minimum(found, free), found)
        return found


def _covered(one: Widened, spells: list[tuple[Array, Array]]) -> Array:
    """(n,) minutes of each widened shift that are free: within the bounds of its handovers, and in no block."""
    low = np.maximum(one.low, one.not_before)
    high = np.minimum(one.high, one.not_after)
    covered = _overlap(low, high, spells)
    if not one.blocks:
        return covered
    starts = np.stack([block[0] for block in one.blocks], axis=-1)
    ends = np.stack([block[1] for block in one.blocks], axis=-1)
    order = np.argsort(starts, axis=-1, kind="stable")
    starts, ends = np.take_along_axis(starts, order, axis=-1), np.take_along_axis(ends, order, axis=-1)
    reached = np.full(low.shape, LONG_AGO, dtype=np.int64)
    for block in range(starts.shape[-1]):
        first, last = np.maximum(starts[..., block], reached), ends[..., block]
        if np.any(last > first):
            covered = covered - _overlap(np.maximum(low, first), np.minimum(high, last), spells)
        reached = np.maximum(reached, last)
    return covered


def _overlap(low: Array, high: Array, spells: list[tuple[Array, Array]]) -> Array:
    """Minutes from `low` to `high` that lie in the spells."""
    total = np.zeros(low.shape, dtype=np.int64)
    for first, last in spells:
        total += np.maximum(np.minimum(high, last) - np.maximum(low, first), 0)
    return total

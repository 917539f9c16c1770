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
from itertools import chain

import numpy as np

from matcher.base.weeks import WEEK
from matcher.columns.facts import Columns, Rows
from matcher.columns.weeks import HANDOVER, NO, YES
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
    with_care = (clients.take("week", f"{kind}0_handovers") > 0) | (clients.take("week", f"{kind}1_handovers") > 0)
    if not np.any(with_care):
        return least, most
    least, most = (np.broadcast_to(end, shape).astype(np.int64) for end in (least, most))
    at = np.nonzero(np.broadcast_to(with_care, shape))
    some = Rows(clients.side, np.broadcast_to(clients.rows, shape)[at])
    jobs = Rows(vacancies.side, np.broadcast_to(vacancies.rows, shape)[at])
    least[at] = _with_handovers(some, jobs, columns, kind=kind, shifts="certain", far=False)
    open_ = np.flatnonzero(~_settled(some, jobs, columns, kind=kind))
    most[at] = least[at]
    at = tuple(place[open_] for place in at)
    some, jobs = Rows(clients.side, some.rows[open_]), Rows(vacancies.side, jobs.rows[open_])
    most[at] = _with_handovers(some, jobs, columns, kind=kind, shifts="all", far=True)
    return least, most


def _settled(clients: Rows, vacancies: Rows, columns: Columns, *, kind: str) -> Array:
    """Whether both ends are the same: places and ways of travelling known, nothing hoped for, all shifts sure."""
    origins, sites = columns.shared.minutes.shape[:2]
    placed = (clients.take("home", "origin") < origins - 1) & (vacancies.take("site", "at") < sites - 1)
    sure = (clients.take("week", f"{kind}_turns") == 1) & vacancies.take("shifts", "sure")
    known: Array = placed & sure & clients.take("week", f"{kind}0_clear") & clients.take("modes", "any").any(axis=-1)
    return known


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


def _with_handovers(clients: Rows, vacancies: Rows, columns: Columns, *, kind: str, shifts: str, far: bool) -> Array:
    """(n,) minutes of the shifts not free, for pairs in a row whose clients bring or fetch someone.

    Shift by shift the kindest of the weeks at the kinder end, the harshest at the harsher: what is hoped for may come
    about on one day and not on another.
    """
    total = np.zeros(clients.rows.shape, dtype=np.int64)
    pick, legs = np.maximum if far else np.minimum, Legs(clients, vacancies, columns)
    weeks = [f"{kind}{turn}" for turn in range(int(clients.take("week", f"{kind}_turns").max(initial=0)))]
    known = [(doors_of(clients, week), spells_of(clients, "week", week)) for week in weeks]
    for shift in shifts_of(vacancies, shifts):
        ends = []
        for doors, spells in known:
            one = widened(doors, legs, shift, shifts=shifts, far=far)
            ends.append(one.high - one.low - _covered(one, spells))
        total += np.where(shift[2] > shift[1], pick.reduce(ends), 0)
    return total


def widened(
    doors: tuple[Doors, ...], legs: Legs, shift: tuple[int, Array, Array], *, shifts: str, far: bool
) -> Widened:
    """One shift of each pair with its journeys, by the rules of the module."""
    place, start, end = shift
    home = legs.home(shifts, place, far=far)
    ways = {"there": _Leg(home[0], far=far), "back": _Leg(home[1], far=far)}
    blocks = []
    for one in chain.from_iterable(some.bearing_on(start, end) for some in doors):
        minutes = legs.one_way(one.origin, one.way, shifts, place, far=far)
        ways[one.way].by_way_of(one.used, minutes, one.free)
        if np.any(one.within):
            low, high = np.minimum(one.door, one.free) - minutes, np.maximum(one.door, one.free) + minutes
            blocks.append((np.where(one.within, low, 0), np.where(one.within, high, 0)))
    there, back = ways["there"], ways["back"]
    return Widened(start - there.minutes, end + back.minutes, there.latest(), back.earliest(), blocks)


@dataclass(frozen=True)
class _Handover:
    """One handover of each pair's client that bears on a shift, where there is one."""

    way: Way
    used: Array
    """Whether they are with someone else when the shift starts, or when it ends: the way is by that door."""
    within: Array
    """Whether it falls inside the shift."""
    door: Array
    free: Array
    """From when the client is free who brings them, or until when who fetches them."""
    origin: Array


@dataclass(frozen=True)
class Doors:
    """(n, handovers) all drop-offs or all pick-ups in a week of each pair's client."""

    way: Way
    door: Array
    free: Array
    other: Array
    origin: Array

    def bearing_on(self, start: Array, end: Array) -> Iterator[_Handover]:
        """Those that bear on one shift of each pair: each pair's first, then the second, and so on."""
        rows, first, last = np.arange(len(start)), start[:, None], end[:, None]
        used = (self.door <= first) & (first < self.other)
        if self.way == "back":
            used = (self.other < last) & (last <= self.door)
        bears = used | ((first < self.door) & (self.door < last))
        while np.any(bears):
            one = rows, bears.argmax(axis=1)
            has, by = bears[one], used[one]
            origin = np.where(has, self.origin[one], 0)
            yield _Handover(self.way, has & by, has & ~by, self.door[one], self.free[one], origin)
            bears[one] = False


def doors_of(clients: Rows, week: str) -> tuple[Doors, Doors]:
    """Drop-offs and pick-ups of one week."""
    there, back = (
        [clients.take("week", f"{week}_{name}_{part}") for part in HANDOVER] for name in ("brought", "fetched")
    )
    return Doors("there", *there), Doors("back", *back)


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

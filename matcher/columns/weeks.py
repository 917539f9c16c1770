"""The client's usual weeks as arrays: free time and stays with someone else, in term time and in school holidays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

import numpy as np

from matcher.base.days import Day
from matcher.base.ids import SectorCode
from matcher.base.weeks import WEEK, Interval, Intervals
from matcher.columns.care import CareWeek, Stay, Week, Weeks, weeks_of
from matcher.columns.facts import KNOWN, MISSING, PARTLY, Made
from matcher.columns.frame import Frame
from matcher.columns.pooling import Pool, padded, pooled, spells
from matcher.records.client import Client

HANDOVER = ("door", "free", "other", "origin")
"""Arrays of a handover: the minute at the door, from or until when the client is free, when the other is, the place."""
NO, PERHAPS, YES = 0, 1, 2
"""Whether a week of its own counts in school holidays, and whether a job is worked then."""
NEVER = 10**6
"""A minute that no week has: of a place in a list that holds no handover."""


def week(on: Day) -> Callable[[Sequence[Client], Frame], Made]:
    """Free time with its stays, in term time and in holidays, every way it may turn out; the times they chose."""

    def make(clients: Sequence[Client], frame: Frame) -> Made:
        stated = [client.conditions.week is not None for client in clients]
        keys = [weeks_of(client, on=on) if known else None for client, known in zip(clients, stated, strict=True)]
        states = [MISSING if key is None else KNOWN if key.known else PARTLY for key in keys]
        return pooled(keys, lambda distinct: _arrays(distinct, frame)), states

    return make


def _arrays(distinct: Sequence[Weeks | None], frame: Frame) -> Pool:
    none: CareWeek = (Week(()),)
    term = [key.term if key else none for key in distinct]
    holidays = [(key.holidays if key else None) or none for key in distinct]
    return {
        "asked": np.array([key is not None for key in distinct], dtype=bool),
        "holidays": np.array([_in_holidays(key) for key in distinct], dtype=np.int8),
        **spells("chosen", [beyond_midnight(key.chosen) if key else () for key in distinct]),
        **_kind("term", term, frame),
        **_kind("holidays", holidays, frame),
    }


def _kind(name: str, kinds: Sequence[CareWeek], frame: Frame) -> Pool:
    """`term0` is the week with all that is hoped for come about, `term1` with nothing of it; the mixtures follow."""
    pool: Pool = {f"{name}_turns": np.array([len(kind) for kind in kinds], dtype=np.int32)}
    for turn in range(max([2, *map(len, kinds)])):
        pool |= _week(f"{name}{turn}", [kind[min(turn, len(kind) - 1)] for kind in kinds], frame)
    return pool


def _in_holidays(weeks: Weeks | None) -> int:
    if weeks is None or weeks.holidays is None:
        return NO
    return YES if weeks.works_in_holidays else PERHAPS


def _week(name: str, weeks: Sequence[Week], frame: Frame) -> Pool:
    handovers = {
        "brought": [[_brought(stay, by, frame) for stay, by in _round_the_week(one.stays, "ready")] for one in weeks],
        "fetched": [[_fetched(stay, by, frame) for stay, by in _round_the_week(one.stays, "leave")] for one in weeks],
    }
    pool = spells(name, [beyond_midnight(one.free) for one in weeks])
    for way, lists in handovers.items():
        for place, part in enumerate(HANDOVER):
            fill = 0 if part == "origin" else NEVER
            pool[f"{name}_{way}_{part}"] = padded([[one[place] for one in some] for some in lists], fill)
    pool[f"{name}_handovers"] = np.array([len(one.stays) for one in weeks], dtype=np.int32)
    pool[f"{name}_clear"] = np.array([_is_clear(one, frame) for one in weeks], dtype=bool)
    return pool


def _brought(stay: Stay, by: int, frame: Frame) -> tuple[int, int, int, int]:
    assert stay.ready is not None
    return stay.start + by, stay.ready + by, stay.end + by, frame.origin(stay.brought_to)


def _fetched(stay: Stay, by: int, frame: Frame) -> tuple[int, int, int, int]:
    assert stay.leave is not None
    return stay.end + by, stay.leave + by, stay.start + by, frame.origin(stay.fetched_from)


def _is_clear(week: Week, frame: Frame) -> bool:
    """Whether it is known where everyone is, and nobody is in two places at once, whose order would not be known."""
    alone = all(one.end <= other.start for one, other in pairwise(sorted(week.stays, key=lambda stay: stay.start)))
    return alone and all(map(frame.placed, _doors(week)))


def _doors(week: Week) -> Iterator[SectorCode | None]:
    for stay in week.stays:
        if stay.ready is not None:
            yield stay.brought_to
        if stay.leave is not None:
            yield stay.fetched_from


def _round_the_week(stays: Sequence[Stay], handed: Literal["ready", "leave"]) -> list[tuple[Stay, int]]:
    """Stays of one handover, and again a week earlier or later where a shift over Sunday night may meet them there."""
    own = [stay for stay in stays if getattr(stay, handed) is not None]
    found = [(stay, 0) for stay in own]
    found += [(stay, -WEEK) for stay in own if stay.end > WEEK - _REACH]
    found += [(stay, WEEK) for stay in own if stay.start < _REACH]
    return found


_REACH = WEEK // 4
"""How far a shift with its journeys may reach past either end of the week: a day and a half, and room to spare."""


def beyond_midnight(sets: Intervals) -> Intervals:
    """The same time with a day and a half more at each end, so that a shift over Sunday night needs no wrapping."""
    before = tuple(_moved(one, -WEEK) for one in sets if one[1] > WEEK - _REACH)
    after = tuple(_moved(one, WEEK) for one in sets if one[0] < _REACH)
    return before + sets + after


def _moved(interval: Interval, by: int) -> Interval:
    return interval[0] + by, interval[1] + by

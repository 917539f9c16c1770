"""The client's usual weeks as arrays: free time and stays with someone else, in term time and in school holidays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from matcher.base.days import Day
from matcher.base.weeks import WEEK, Interval, Intervals
from matcher.columns.care import CareWeek, Stay, Week, Weeks, weeks_of
from matcher.columns.facts import KNOWN, MISSING, PARTLY, Made
from matcher.columns.frame import Frame
from matcher.columns.pooling import Pool, padded, pooled, spells
from matcher.records.client import Client

STAY = ("start", "end", "ready", "leave", "brought_to", "fetched_from")
"""Arrays of a stay: minutes of the week, then rows of the minutes table; `NEVER` where there is no handover."""
NO, PERHAPS, YES = 0, 1, 2
"""Whether a week of its own counts in school holidays, and whether a job is worked then."""
NEVER = -(10**6)
"""A minute that no week has."""


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
    stays = [_round_the_week(one.stays) for one in weeks]
    values = {
        "start": [[stay.start + by for stay, by in one] for one in stays],
        "end": [[stay.end + by for stay, by in one] for one in stays],
        "ready": [[NEVER if stay.ready is None else stay.ready + by for stay, by in one] for one in stays],
        "leave": [[NEVER if stay.leave is None else stay.leave + by for stay, by in one] for one in stays],
        "brought_to": [[frame.origin(stay.brought_to) for stay, _ in one] for one in stays],
        "fetched_from": [[frame.origin(stay.fetched_from) for stay, _ in one] for one in stays],
    }
    return {
        **spells(name, [beyond_midnight(one.free) for one in weeks]),
        **{f"{name}_stay_{part}": padded(values[part], NEVER) for part in STAY},
        f"{name}_stays": np.array([len(one) for one in stays], dtype=np.int32),
    }


def _round_the_week(stays: Sequence[Stay]) -> list[tuple[Stay, int]]:
    """Each stay, and again a week earlier or later where a shift over Sunday night may meet it there."""
    found = [(stay, 0) for stay in stays]
    found += [(stay, -WEEK) for stay in stays if stay.end > WEEK - _REACH]
    found += [(stay, WEEK) for stay in stays if stay.start < _REACH]
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

"""Pairs of short jobs that can be held together: shifts that do not meet, the way between them, hours and pay in all.

Every figure has a kinder and a harsher end, as everywhere: a pair that cannot be even at the kinder end is none, and
one that can be at the harsher end needs no question. Only jobs that are open but for too few hours come in here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Flags, Ints
from matcher.base.weeks import WEEK
from matcher.columns.facts import Columns, Fact
from matcher.scoring.tables import Index

ROWS_AT_ONCE = 256
"""Jobs held against all others at once. A matter of memory, not of results."""
FAR = 4 * WEEK


@dataclass(frozen=True)
class Limits:
    """What the two together must keep to, each None where the client set nothing of the kind."""

    least_minutes: int
    most_minutes: int | None
    permitted_minutes: int | None
    floor_week_pence: int | None
    ceiling_week_pence: int | None


@dataclass(frozen=True)
class Jobs:
    """Jobs with few hours, a place for each."""

    rows: Index
    """Rows of the columns."""
    site: Index
    """Row and column of the way between two places of work."""
    asked: Flags
    """Whether something else is still to be asked about the job."""


@dataclass(frozen=True)
class Between:
    """(sites, sites) least and most minutes from one place of work to another; the last of each axis is missing."""

    least: Ints
    most: Ints


@dataclass(frozen=True)
class Together:
    """Two jobs that fit together, by their places among the jobs given."""

    first: int
    second: int
    sure: bool
    """Whether nothing is left to ask, of the pair or of either job."""
    least_minutes: int
    most_minutes: int
    between_most: int
    """Minutes from one place of work to the other, at the harsher end."""


def together(columns: Columns, jobs: Jobs, between: Between, limits: Limits) -> Iterator[Together]:
    """Every pair that fits, each once, in order of the places."""
    hours = _ends(columns, jobs, "hours")
    pay = _ends(columns, jobs, "pay")
    worth = tuple(one * other for one, other in zip(hours, pay, strict=True))
    shifts, gaps = columns.vacancies.facts["shifts"], _Gaps.of(columns.vacancies.facts["shifts"], jobs.rows)
    complete = shifts.pool["complete"][shifts.index[jobs.rows]]
    for start in range(0, len(jobs.rows), ROWS_AT_ONCE):
        mine = np.arange(start, min(start + ROWS_AT_ONCE, len(jobs.rows)))[:, None]
        other = np.arange(len(jobs.rows))[None, :]
        way = jobs.site[mine], jobs.site[other]
        minutes = [end[mine] + end[other] for end in hours]
        week = [end[mine] + end[other] for end in worth]
        wide, tight = gaps.between(mine, other)
        can = (other > mine) & (wide >= between.least[way]) & _can(limits, minutes, week)
        sure = (tight >= between.most[way]) & complete[mine] & complete[other] & _surely(limits, minutes, week)
        sure &= ~jobs.asked[mine] & ~jobs.asked[other]
        for row, second in zip(*(one.tolist() for one in np.nonzero(can)), strict=True):
            yield Together(
                first=start + row,
                second=second,
                sure=bool(sure[row, second]),
                least_minutes=int(minutes[0][row, second]),
                most_minutes=int(minutes[1][row, second]),
                between_most=int(between.most[way][row, second]),
            )


def _ends(columns: Columns, jobs: Jobs, fact: str) -> tuple[Ints, Ints]:
    found = columns.vacancies.facts[fact]
    classes = found.index[jobs.rows]
    return found.pool["least"][classes].astype(np.int64), found.pool["most"][classes].astype(np.int64)


def _can(limits: Limits, minutes: list[Ints], week: list[Ints]) -> Flags:
    """Whether what is known of the two leaves it possible that they keep to every limit. `week` is pence times 60."""
    found: Flags = minutes[1] >= limits.least_minutes
    for most in (limits.most_minutes, limits.permitted_minutes):
        found = found if most is None else found & (minutes[0] <= most)
    if limits.floor_week_pence is not None:
        found = found & (week[1] >= 60 * limits.floor_week_pence)
    if limits.ceiling_week_pence is not None:
        found = found & (week[0] <= 60 * limits.ceiling_week_pence)
    return found


def _surely(limits: Limits, minutes: list[Ints], week: list[Ints]) -> Flags:
    """Whether the two keep to every limit however the unknown turns out."""
    return _can(limits, minutes[::-1], week[::-1])


@dataclass(frozen=True)
class _Gaps:
    """The shortest time between any shift of one pattern and any of another, either way round; below 0 they meet."""

    of_row: NDArray[np.intp]
    """(jobs,) pattern of each."""
    wide: Ints
    """(patterns, patterns) over the certain shifts alone."""
    tight: Ints
    """(patterns, patterns) over all shifts that may be worked."""

    @staticmethod
    def of(shifts: Fact, rows: Index) -> _Gaps:
        classes, of_row = np.unique(shifts.index[rows], return_inverse=True)
        wide, tight = (_gaps(shifts, classes, name) for name in ("certain", "all"))
        return _Gaps(of_row.reshape(-1), wide, tight)

    def between(self, mine: Index, other: Index) -> tuple[Ints, Ints]:
        """Of some pairs of jobs: the widest that is possible, and what is sure."""
        at = self.of_row[mine], self.of_row[other]
        return self.wide[at], self.tight[at]


def _gaps(shifts: Fact, classes: NDArray[np.int32], name: str) -> Ints:
    """(patterns, patterns) shortest gap, round the circle of the week; -1 where two shifts meet, FAR without shifts."""
    starts, ends = (shifts.pool[f"{name}_{end}"][classes].astype(np.int64) for end in ("start", "end"))
    shortest = np.full((len(classes), len(classes)), FAR, dtype=np.int64)
    for one in range(starts.shape[1]):
        for other in range(starts.shape[1]):
            first, second = (starts[:, [one]], ends[:, [one]]), (starts[:, other], ends[:, other])
            after, before = (second[0] - first[1]) % WEEK, (first[0] - second[1]) % WEEK
            lengths = (first[1] - first[0]) + (second[1] - second[0])
            apart = np.where(lengths + after + before == WEEK, np.minimum(after, before), -1)
            real = (first[1] > first[0]) & (second[1] > second[0])
            shortest = np.minimum(shortest, np.where(real, apart, FAR))
    return shortest

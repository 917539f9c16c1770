"""Weeks worked: hours and pay of one client over any stretch of days, from their jobs.

Nothing here knows an outcome rule. What a rule reads (weeks in work, hours, pay, gaps, what is not known) comes from
here as it stands in the records, so that any rule can be replayed later. What nobody has said yet is a range, from
what is known to "not known how much more"; it is never counted as nothing and never guessed from the vacancy.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matcher.base.days import Day
from matcher.base.ids import ClientId
from matcher.base.weeks import WEEK, joined
from matcher.records.jobs import Job, Worked

DAYS = 7
NOBODY = ""
"""Stands among the sources for days of which nobody has said anything."""


@dataclass(frozen=True)
class Bounds:
    """The least and the most a whole number can be, from what is known."""

    least: int
    most: int | None
    """None: nobody has said how much more."""

    @property
    def known(self) -> bool:
        """Whether it is one number."""
        return self.least == self.most


@dataclass(frozen=True)
class Span:
    """What was worked from one day to another, both included, in all jobs together."""

    since: Day
    until: Day
    days: int
    """Days with at least one job; a day with two counts once."""
    minutes: Bounds
    pay_pence: Bounds
    """Before tax."""
    sources: tuple[str, ...]
    """What it rests on, sorted; an empty one among them where nobody has said the hours."""


@dataclass(frozen=True)
class WorkWeek:
    """One week of seven days, counted from the day that a rule counts from."""

    number: int
    whole: bool
    """False while the week is not over."""
    span: Span


@dataclass(frozen=True)
class Gap:
    """Days with no job, both included. None: it goes on."""

    since: Day
    until: Day | None
    days: int
    """So far."""


@dataclass(frozen=True)
class ToAsk:
    """Days of a job for which hours or pay are not known: what to ask, and of which job."""

    job: str
    since: Day
    until: Day
    hours: bool
    pay: bool


@dataclass(frozen=True)
class _Piece:
    """Days of one job, [since, until), with what is said of each week of them; None: nothing is."""

    job: str
    since: int
    until: int
    said: Worked | None


def last_day(job: Job, *, on: Day) -> Day:
    """The last day of a job that `on` can see: its end, or `on` itself while it goes on."""
    return on if job.end is None else min(job.end.on, on)


def worked(jobs: Iterable[Job], *, since: Day, until: Day, on: Day) -> Span:
    """Hours and pay from `since` to `until`, both included, as known on the day `on`. Days after `on` hold nothing.

    A stretch tells what each week of it holds; seven days of it are that, and `n` days are n sevenths. Sevenths are
    added up exactly and rounded down once, so that a total is never more than was worked.
    """
    first, end = since.toordinal(), min(until, on).toordinal() + 1
    minutes = pence = 0
    hours_open = pay_open = False
    sources: set[str] = set()
    held: list[tuple[int, int]] = []
    for piece in _pieces(jobs, on=on):
        days = min(piece.until, end) - max(piece.since, first)
        if days <= 0:
            continue
        held.append((max(piece.since, first), min(piece.until, end)))
        said = piece.said
        sources.add(said.source if said else NOBODY)
        minutes += days * (said.minutes_week or 0 if said else 0)
        pence += days * (said.pay_week_pence or 0 if said else 0)
        hours_open |= said is None or said.minutes_week is None
        pay_open |= said is None or said.pay_week_pence is None
    return Span(
        since,
        until,
        sum(high - low for low, high in joined(held)),
        _bounds(minutes, still_open=hours_open),
        _bounds(pence, still_open=pay_open),
        tuple(sorted(sources)),
    )


def weeks(jobs: Sequence[Job], *, since: Day, count: int, on: Day) -> tuple[WorkWeek, ...]:
    """The first `count` weeks from `since` that have begun by `on`: week 1 is `since` and the six days after it."""
    found = []
    for number in range(1, count + 1):
        first = since + dt.timedelta(days=(number - 1) * DAYS)
        last = first + dt.timedelta(days=DAYS - 1)
        if first > on:
            break
        found.append(WorkWeek(number, last <= on, worked(jobs, since=first, until=last, on=on)))
    return tuple(found)


def to_date(jobs: Sequence[Job], *, on: Day) -> Span | None:
    """Everything from the first paid day to `on`; None where nothing has started by then."""
    began = min((job.started for job in jobs if job.started <= on), default=None)
    return None if began is None else worked(jobs, since=began, until=on, on=on)


def gaps(jobs: Iterable[Job], *, on: Day) -> tuple[Gap, ...]:
    """Days with no job since the first paid day, in order. The last one may go on; a week without hours is no gap."""
    today = on.toordinal()
    held = joined((piece.since, piece.until) for piece in _pieces(jobs, on=on))
    found = [_gap(end, start) for (_, end), (start, _) in pairwise(held)]
    if held and held[-1][1] <= today:
        end = held[-1][1]
        found.append(Gap(Day.fromordinal(end), None, today - end + 1))
    return tuple(found)


def to_ask(jobs: Iterable[Job], *, on: Day) -> tuple[ToAsk, ...]:
    """For which days of which job hours or pay are still to be asked, in order of time."""
    found = [
        ToAsk(
            piece.job,
            Day.fromordinal(piece.since),
            Day.fromordinal(piece.until - 1),
            piece.said is None or piece.said.minutes_week is None,
            piece.said is None or piece.said.pay_week_pence is None,
        )
        for piece in _pieces(jobs, on=on)
    ]
    return tuple(sorted((one for one in found if one.hours or one.pay), key=lambda one: (one.since, one.job)))


def in_work(jobs: Iterable[Job], *, on: Day) -> frozenset[ClientId]:
    """Who is in a job on a day: from its first paid day. On the last one they are back on the caseload."""
    return frozenset(one.client for one in jobs if one.started <= on and (one.end is None or on < one.end.on))


def overfull(jobs: Iterable[Job], *, on: Day) -> tuple[tuple[Day, Day], ...]:
    """Stretches of days in which the jobs together hold more hours than a week has: one of them is a slip."""
    pieces = [piece for piece in _pieces(jobs, on=on) if piece.said and piece.said.minutes_week]
    edges = sorted({edge for piece in pieces for edge in (piece.since, piece.until)})
    found: list[tuple[int, int]] = []
    for low, high in pairwise(edges):
        held = sum(p.said.minutes_week or 0 for p in pieces if p.said and p.since <= low and p.until >= high)
        if held > WEEK:
            found.append((low, high))
    return tuple((Day.fromordinal(low), Day.fromordinal(high - 1)) for low, high in joined(found))


def _pieces(jobs: Iterable[Job], *, on: Day) -> Iterator[_Piece]:
    """The days of every job up to `on`, cut where what is said of them changes."""
    for job in jobs:
        at, end = job.started.toordinal(), last_day(job, on=on).toordinal() + 1
        for stretch in sorted(job.worked, key=lambda one: one.since):
            low = min(stretch.since.toordinal(), end)
            high = end if stretch.until is None else min(stretch.until.toordinal() + 1, end)
            if at < low:
                yield _Piece(job.id, at, low, None)
            if low < high:
                yield _Piece(job.id, low, high, stretch)
            at = max(at, high)
        if at < end:
            yield _Piece(job.id, at, end, None)


def _gap(since: int, until: int) -> Gap:
    return Gap(Day.fromordinal(since), Day.fromordinal(until - 1), until - since)


def _bounds(sevenths: int, *, still_open: bool) -> Bounds:
    least = sevenths // DAYS
    return Bounds(least, None if still_open else least)

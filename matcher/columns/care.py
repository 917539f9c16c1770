"""A client's week with care: what is left free, and where someone is brought to and fetched from.

What is entered are windows (`CareWindow`). What the measures need is, for a usual week in term time and for one in the
school holidays, the free time and the *stays*: stretches with someone else to which the client brings them or from
which the client fetches them. Windows that touch are one stay where the client does not both fetch and bring between
them: a breakfast club, the school, and the club after it. A place that is only hoped for is unknown: each kind of week
is told twice, once with everything that is hoped for come about and once with nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from matcher.base.days import Day
from matcher.base.ids import SectorCode
from matcher.base.weeks import DAY, Intervals, normalise, subtract, union
from matcher.records.client import CareWindow, Client
from matcher.records.words import CareWeeks, Cover, Free


@dataclass(frozen=True)
class Stay:
    """One stretch with someone else, in minutes of the week; an end past the week runs into the next Monday."""

    start: int
    end: int
    ready: int | None
    """From when the client is free who brings them at `start`; None where the client does not bring them."""
    leave: int | None
    """Until when the client is free who fetches them at `end`; None where the client does not."""
    brought_to: SectorCode | None
    fetched_from: SectorCode | None


@dataclass(frozen=True)
class Week:
    """One week as it would be: free time, handovers at the door taken out, and the stays."""

    free: Intervals
    stays: tuple[Stay, ...] = ()


CareWeek = tuple[Week, ...]
"""One kind of week in every way it may turn out: all that is hoped for come about, nothing of it, then the mixtures."""


@dataclass(frozen=True)
class Weeks:
    """A client's usual weeks."""

    term: CareWeek
    holidays: CareWeek | None
    """None where school holidays are as any other week, or the client works in term time only."""
    works_in_holidays: bool
    """Whether the client said they work in school holidays too; else `holidays` is only what may come to count."""
    chosen: Intervals
    """The times the client chose, care set aside."""

    @property
    def known(self) -> bool:
        """Whether nothing that is hoped for or not said changes a week."""
        if self.holidays is None or self.holidays == self.term:
            return _settled(self.term)
        return _settled(self.term) and _settled(self.holidays) and self.works_in_holidays


def _settled(week: CareWeek) -> bool:
    return len(week) == 1


def weeks_of(client: Client, *, on: Day) -> Weeks:
    """A client's weeks as things stand on a day. The client must have stated a week."""
    conditions = client.conditions
    never = conditions.spells(Free.NOT_FREE)
    stated = subtract(conditions.spells(Free.FREE, Free.IF_NEEDED), never)
    seasonal = any(window.weeks is not CareWeeks.ALL_YEAR for window in conditions.care)
    term = [window for window in conditions.care if window.weeks is not CareWeeks.HOLIDAYS]
    return Weeks(
        term=_care_week(stated, term, on=on),
        holidays=_in_holidays(stated, conditions.care, on=on)
        if seasonal and conditions.term_time_only is not True
        else None,
        works_in_holidays=conditions.term_time_only is False,
        chosen=subtract(conditions.spells(Free.FREE), never),
    )


def _care_week(stated: Intervals, windows: Sequence[CareWindow], *, on: Day) -> CareWeek:
    """The week left by windows. `Nobody else` takes time away; so does what is hoped for and does not come about."""
    by_cover = {cover: [window for window in windows if window.cover_on(on) is cover] for cover in Cover}
    free = subtract(stated, _time(by_cover[Cover.NONE]))
    sure, hoped = by_cover[Cover.CONFIRMED], _alike(by_cover[Cover.HOPED_FOR])
    turns = sorted(product((True, False), repeat=len(hoped)), key=lambda turn: len(set(turn)))
    return tuple(dict.fromkeys(_turned_out(free, sure, hoped, turn) for turn in turns))


def _alike(hoped: Iterable[CareWindow]) -> list[list[CareWindow]]:
    """Windows of one time and place on several days, which are one hope; the last few kinds together if many."""
    groups: dict[tuple[object, ...], list[CareWindow]] = {}
    for one in hoped:
        groups.setdefault((one.start % DAY, one.end - one.start, one.sector, one.what), []).append(one)
    kinds = list(groups.values())
    return [*kinds[: HOPES_MOST - 1], [one for kind in kinds[HOPES_MOST - 1 :] for one in kind]] if kinds else []


HOPES_MOST = 3
"""Kinds of hope whose mixtures are looked at one by one: eight weeks at most. A matter of work, not of what holds."""


def _turned_out(free: Intervals, sure: list[CareWindow], hoped: list[list[CareWindow]], turn: Sequence[bool]) -> Week:
    come = [one for kind, comes in zip(hoped, turn, strict=True) if comes for one in kind]
    not_come = [one for kind, comes in zip(hoped, turn, strict=True) if not comes for one in kind]
    return _week(subtract(free, _time(not_come)), [*sure, *come])


def _in_holidays(stated: Intervals, windows: Sequence[CareWindow], *, on: Day) -> CareWeek:
    """The week in school holidays, when the times that hold in term only are with the client if nobody else has them.

    Where nobody said who has them then, the free time is anything from all of that time to nothing of it.
    """
    week = _care_week(stated, [window for window in windows if window.weeks is not CareWeeks.TERM_TIME], on=on)
    in_term = _time(one for one in windows if one.weeks is CareWeeks.TERM_TIME)
    elsewhere = _time(one for one in windows if one.weeks is CareWeeks.HOLIDAYS and one.cover is not Cover.NONE)
    with_client = subtract(in_term, elsewhere)
    alone = tuple(Week(subtract(one.free, with_client), one.stays) for one in week)
    if any(window.weeks is CareWeeks.HOLIDAYS for window in windows):
        return alone
    return tuple(dict.fromkeys((week[0], alone[min(1, len(alone) - 1)], *week, *alone)))


def _week(free: Intervals, covered: Iterable[CareWindow]) -> Week:
    stays = _stays(covered)
    return Week(subtract(free, _handovers(stays)), stays)


def _time(windows: Iterable[CareWindow]) -> Intervals:
    return union(normalise(window.interval for window in windows))


def _handovers(stays: Iterable[Stay]) -> Intervals:
    """Minutes at the door."""
    brought = [(stay.start, stay.ready) for stay in stays if stay.ready is not None]
    fetched = [(stay.leave, stay.end) for stay in stays if stay.leave is not None]
    return normalise([*brought, *fetched])


def _stays(windows: Iterable[CareWindow]) -> tuple[Stay, ...]:
    """Stretches with a handover of the client's, windows that follow on from each other made one."""
    chains: list[list[CareWindow]] = []
    for window in sorted(windows, key=lambda one: (one.start, one.end)):
        before = next((chain for chain in chains if _follows_on(chain[-1], window)), None)
        if before is None:
            chains.append([window])
        else:
            before.append(window)
    stays = [_stay(chain[0], chain[-1]) for chain in chains]
    return tuple(stay for stay in stays if stay.ready is not None or stay.leave is not None)


def _follows_on(before: CareWindow, window: CareWindow) -> bool:
    """Whether they go from one to the other without the client, who would else both fetch and bring them."""
    return before.end == window.start and None in (before.pick_up_minutes, window.drop_off_minutes)


def _stay(first: CareWindow, last: CareWindow) -> Stay:
    return Stay(
        start=first.start,
        end=last.end,
        ready=None if first.drop_off_minutes is None else first.start + first.drop_off_minutes,
        leave=None if last.pick_up_minutes is None else last.end - last.pick_up_minutes,
        brought_to=first.sector,
        fetched_from=last.sector,
    )

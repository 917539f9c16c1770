"""A few hundred usual weeks of work, spelled out from a dozen families, and which suit which occupation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.base.weeks import minutes, normalise, parse_clock, parse_days, spell
from matcher.library.marginals_jobs import Break, Jobs, ShiftFamily
from matcher.records.vacancy import Shift
from matcher.specimens.chance import Table

DAY_END = 1440


@dataclass(frozen=True)
class Pattern:
    """One usual week: its shifts, and paid minutes without and with the days the rota only may touch."""

    family: str
    shifts: tuple[Shift, ...]
    least_minutes: int
    most_minutes: int


def patterns(family: ShiftFamily, breaks: tuple[Break, ...]) -> tuple[Pattern, ...]:
    """Every week that the family's days, starts, lengths and breaks spell out, within its own bounds."""
    found: dict[tuple[Shift, ...], Pattern] = {}
    for days in family.days:
        for start in family.starts:
            for length in family.minutes:
                if not _fits(family, parse_clock(start), length):
                    continue
                for rest in _rests(breaks, length):
                    one = _pattern(family, days, parse_clock(start), length, rest)
                    found.setdefault(one.shifts, one)
    return tuple(found.values())


def families_for(jobs: Jobs, usual: Iterable[str]) -> Table[str]:
    """The families weighted for an occupation with these usual hours."""
    words = set(usual)
    return Table(
        {
            family.id: family.weight * (jobs.suits_times if words.intersection(family.suits) else 1)
            for family in jobs.shift_families
        }
    )


def with_a_day_more(pattern: Pattern, day: int) -> Pattern:
    """The same week with one more day that the rota may touch; itself where that day is worked already."""
    first = pattern.shifts[0]
    start, end = spell(day, first.start % DAY_END, 0)[0], first.end - first.start
    extra = Shift(start=start, end=start + end, unpaid_break_minutes=first.unpaid_break_minutes, certain=False)
    if any(shift.start // DAY_END == day for shift in pattern.shifts):
        return pattern
    shifts = tuple(sorted((*pattern.shifts, extra), key=lambda shift: shift.start))
    return Pattern(pattern.family, shifts, _paid(shifts, certain=True), _paid(shifts, certain=False))


def _fits(family: ShiftFamily, start: int, length: int) -> bool:
    return not family.latest_end or start + length <= parse_clock(family.latest_end)


def _rests(breaks: tuple[Break, ...], length: int) -> tuple[int, ...]:
    return next(one.minutes for one in breaks if length <= one.upto)


def _pattern(family: ShiftFamily, days: str, start: int, length: int, rest: int) -> Pattern:
    sure, maybe = parse_days(days), parse_days(family.may_touch) if family.may_touch else ()
    shifts = [_shift(day, start, length, rest, certain=day in sure) for day in sorted({*sure, *maybe})]
    if family.second_start:
        again = parse_clock(family.second_start)
        shifts += [_shift(day, again, family.second_minutes, 0, certain=True) for day in sure]
    ordered = tuple(sorted(shifts, key=lambda shift: shift.start))
    most = min(_paid(ordered, certain=False), family.weekly_most_hours * 60)
    return Pattern(family.id, ordered, _paid(ordered, certain=True), most)


def _shift(day: int, start: int, length: int, rest: int, *, certain: bool) -> Shift:
    begin = day * DAY_END + start
    return Shift(start=begin, end=begin + length, unpaid_break_minutes=rest, certain=certain)


def _paid(shifts: tuple[Shift, ...], *, certain: bool) -> int:
    counted = [shift for shift in shifts if shift.certain or not certain]
    worked = minutes(normalise(shift.interval for shift in counted))
    return worked - sum(shift.unpaid_break_minutes for shift in counted)

"""On which days the services of a GTFS feed run: calendar.txt, then the exceptions of calendar_dates.txt."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Flags
from matcher.base.days import Day, say_day
from matcher.importers.gtfs.files import Files, Table

MOST_DAYS = 3_660
"""Ten years; a service that is said to run longer is read for the ten around the day asked."""
MOST_CELLS = 200_000_000
"""Services times days that are held; a feed with very many services is read for fewer years."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WRITE = "Write it like 20261123."


@dataclass(frozen=True)
class Services:
    """(services, days) which run when, from `first_day` on, an ordinal."""

    names: tuple[str, ...]
    first_day: int
    runs: Flags


def services_of(files: Files, *, on: Day | None = None) -> Services:
    """Every service that runs on some day. Those that run on none are told.

    A calendar longer than can be held is read for the years around `on`; without it, for the first.
    """
    weekly, single = files.table("calendar.txt"), files.table("calendar_dates.txt")
    if not files.has("calendar.txt") and not files.has("calendar_dates.txt"):
        files.told("calendar.txt").file(
            "is missing, and calendar_dates.txt too, so no day is known on which anything runs.",
            "Ask for the whole feed.",
        )
    begins, ends, good = _spans(weekly)
    days, adds, sound = _exceptions(single)
    every = np.concatenate([begins[good], ends[good], days[sound & adds]])
    if not len(every):
        return Services((), 1, np.zeros((0, 0), dtype=bool))
    names = tuple(dict.fromkeys([*_kept(weekly, good), *_kept(single, sound)]))
    most = max(366, min(MOST_DAYS, MOST_CELLS // len(names)))
    first, last = _window(files, int(every.min()), int(every.max()), most=most, on=on)
    _twice(weekly, good)
    number = {name: place for place, name in enumerate(names)}
    runs = np.zeros((len(names), last - first + 1), dtype=bool)
    _weekly(weekly, runs, number, begins - first, ends - first, good, first)
    for place in np.flatnonzero(sound).tolist():
        day = int(days[place]) - first
        if 0 <= day < runs.shape[1]:
            runs[number[single.columns["service_id"][place].as_py()], day] = bool(adds[place])
    _without_days(weekly if len(weekly) else single, names, runs)
    return Services(names, first, runs)


def _window(files: Files, begins: int, ends: int, *, most: int, on: Day | None) -> tuple[int, int]:
    """The first and last day that are read, as ordinals: all of them, or `most` with `on` in the middle."""
    first = begins if on is None else min(max(begins, on.toordinal() - most // 2), max(begins, ends - most + 1))
    last = min(ends, first + most - 1)
    left = [f"before {say_day(dt.date.fromordinal(first))}"] if first > begins else []
    left += [f"after {say_day(dt.date.fromordinal(last))}"] if last < ends else []
    if left:
        files.told("calendar.txt").file(
            f"reaches over more than {most // 366} years; what runs {' or '.join(left)} was left out.",
            "Correct the dates if they are wrong.",
            stops=False,
        )
    return first, last


def _twice(table: Table, good: Flags) -> None:
    """Tell of a service that stands in two rows: GTFS wants one, and which is meant cannot be seen."""
    seen: set[str] = set()
    rows = []
    for row, name, sound in zip(table.rows.tolist(), table.text("service_id"), good.tolist(), strict=True):
        if sound and name in seen:
            rows.append(row)
        seen.add(name)
    what = "is a service that stands further up; the days of both rows count."
    table.faults.rows(rows, what, "Make one row of them.", stops=False)


def _kept(table: Table, good: Flags) -> list[str]:
    return [name for name, one in zip(table.text("service_id"), good.tolist(), strict=True) if one]


def _spans(table: Table) -> tuple[NDArray[np.int64], NDArray[np.int64], Flags]:
    """First and last days as ordinals, and which rows are sound."""
    faults = table.faults
    begins, ends = _days(table, "start_date"), _days(table, "end_date")
    no_day = (begins < 1) | (ends < 1)
    faults.rows(table.rows[no_day], "has a first or last day that is not a date.", _WRITE)
    turned = ~no_day & (ends < begins)
    faults.rows(table.rows[turned], "ends before it begins.", "Correct the dates.")
    return begins, ends, ~no_day & ~turned


def _exceptions(table: Table) -> tuple[NDArray[np.int64], Flags, Flags]:
    """Days as ordinals, whether service is added, and which rows are sound."""
    days, kinds = _days(table, "date"), table.number("exception_type")
    no_day, no_kind = days < 1, ~np.isin(kinds, (1, 2))
    table.faults.rows(table.rows[no_day], "has a day that is not a date.", _WRITE)
    table.faults.rows(
        table.rows[no_kind & ~no_day],
        "says neither that service is added nor taken away.",
        "Write 1 for added, 2 for taken.",
    )
    return days, kinds == 1, ~no_day & ~no_kind


def _weekly(
    table: Table,
    runs: Flags,
    number: dict[str, int],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    good: Flags,
    first: int,
) -> None:
    """Fill in what calendar.txt says; two rows of one service count together."""
    on = np.stack([table.number(day) for day in WEEKDAYS], axis=1) if len(table) else np.zeros((0, 7))
    odd = good & ~np.isin(on, (0, 1)).all(axis=1)
    table.faults.rows(
        table.rows[odd],
        "has a day of the week that is neither 1 nor 0; it was read as 0.",
        "Write 1 or 0.",
        stops=False,
    )
    weekday = (np.arange(runs.shape[1]) + first - 1) % 7
    for place, name in enumerate(table.text("service_id")):
        if good[place]:
            span = slice(max(0, int(begins[place])), max(0, int(ends[place]) + 1))
            runs[number[name], span] |= (on[place] == 1)[weekday[span]]


def _without_days(table: Table, names: tuple[str, ...], runs: Flags) -> None:
    idle = {name for name, row in zip(names, runs, strict=True) if not row.any()}
    rows = [row for row, name in zip(table.rows.tolist(), table.text("service_id"), strict=True) if name in idle]
    if idle:
        table.faults.rows(
            rows, "is a service that runs on no day at all.", "Correct the days, if it should.", stops=False
        )


def _days(table: Table, column: str) -> NDArray[np.int64]:
    """Dates such as 20261123 as ordinals; 0 where a cell is no date."""
    distinct, which = np.unique(np.nan_to_num(table.number(column), nan=0.0), return_inverse=True)
    ordinals = np.zeros(len(distinct), dtype=np.int64)
    for place, value in enumerate(distinct.tolist()):
        year, rest = divmod(int(value), 10_000)
        with suppress(ValueError):
            ordinals[place] = dt.date(year, rest // 100, rest % 100).toordinal() if value == int(value) else 0
    found: NDArray[np.int64] = ordinals[which]
    return found

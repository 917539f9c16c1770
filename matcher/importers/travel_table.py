"""A table of travel times as a CSV file: from, to, way of travelling, minutes; perhaps a time of day and days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matcher.base.problems import Problem
from matcher.importers.bulk import Block, Faults, Part, blocks, headings_of, numbers
from matcher.importers.opener import CannotOpen
from matcher.records.words import Mode
from matcher.travel.tables import ANY_TIME, ARRIVE_BY, EVERY_DAY, LEAVE_AFTER, MODES, TravelTable

COLUMNS = {
    "origin": ("from", "origin", "home", "from sector"),
    "destination": ("to", "destination", "work", "to sector"),
    "mode": ("by", "mode", "way", "way of travelling", "means"),
    "minutes": ("minutes", "travel minutes", "time", "duration"),
    "arrive": ("arrive by", "arrive_by", "arrival"),
    "leave": ("leave after", "leave_after", "departure"),
    "days": ("days", "day"),
}
NEEDED = ("origin", "destination", "mode", "minutes")
WORDS = {
    **{mode.value: mode for mode in Mode},
    "walking": Mode.WALK, "on foot": Mode.WALK, "foot": Mode.WALK, "cycling": Mode.CYCLE, "bicycle": Mode.CYCLE,
    "bike": Mode.CYCLE, "public transport": Mode.BUS, "transit": Mode.BUS, "train": Mode.BUS, "drive": Mode.CAR,
    "driving": Mode.CAR,
}  # fmt: skip
MINUTES_MOST = 600
ROWS_MOST = 2_000_000
Row = tuple[str, str, int, int, int, int, int]
_PLACE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?( [0-9])?", re.ASCII)
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class TableRead:
    """What came of a table of travel times."""

    table: TravelTable | None
    found: int
    problems: list[Problem]


def headings_in(part: Part) -> list[str]:
    """The headings of a file, folded. Raises CannotOpen."""
    with part.opened() as source:
        return headings_of(source)


def is_table(headings: list[str]) -> bool:
    """Whether a file with these headings is a table of travel times."""
    return all(_place(headings, name) is not None for name in NEEDED)


def read_table(part: Part) -> TableRead:
    """The table in a file. Never raises for what is in it."""
    faults = Faults(part.path.name)
    rows: list[Row] = []
    found = 0
    try:
        with part.opened() as source:
            headings = headings_of(source)
            names = {name: heading for name in COLUMNS if (heading := _place(headings, name)) is not None}
            for block in blocks(source, headings, list(names.values()), faults):
                found += len(block)
                rows += _rows(block, names, faults)
                if found > ROWS_MOST:
                    faults.file(f"has more than {ROWS_MOST:,} rows; the rest were not read.", "Give fewer.")
                    break
    except CannotOpen as error:
        return TableRead(None, found, [*faults.problems, error.problem(faults.name)])
    if not rows:
        faults.file("has no row that can be used.", "It needs columns From, To, By and Minutes.")
        return TableRead(None, found, faults.problems)
    mode, took, kind, at, days = np.array([row[2:] for row in rows], dtype=np.int32).T
    starts, ends = tuple(row[0] for row in rows), tuple(row[1] for row in rows)
    made = TravelTable(starts, ends, mode, took, kind, at, days, part.path.stem[:80])
    return TableRead(made, found, faults.problems)


def _rows(block: Block, names: dict[str, str], faults: Faults) -> Iterator[Row]:
    columns = {name: block.columns[heading].to_pylist() for name, heading in names.items()}
    minutes = numbers(block.columns[names["minutes"]]).tolist()
    for place, number in enumerate(block.rows.tolist()):
        row = _row({name: column[place] for name, column in columns.items()}, minutes[place], number, faults)
        if row is not None:
            yield row


def _place(headings: list[str], name: str) -> str | None:
    return next((one for one in headings if one in COLUMNS[name]), None)


def _row(cells: dict[str, str], minutes: float, number: int, faults: Faults) -> Row | None:
    """One row as numbers; None, told, where it cannot be used."""
    start, end = (" ".join(cells[name].upper().split()) for name in ("origin", "destination"))
    mode = WORDS.get(cells["mode"].casefold())
    when, said = (ARRIVE_BY, cells.get("arrive", "")), cells.get("leave", "")
    kind, text = (LEAVE_AFTER, said) if said and not when[1] else (when[0] if when[1] else ANY_TIME, when[1])
    at = _TIME.fullmatch(text) if text else None
    days = _days(cells.get("days", ""))
    for bad, what, fix in (
        (not _PLACE.fullmatch(start), "does not begin at a sector or a district.", "Write it like ND3 4 or ND3."),
        (not _PLACE.fullmatch(end), "does not lead to a sector or a district.", "Write it like ND3 4 or ND3."),
        (
            mode is None,
            "does not say a way of travelling that we know.",
            f"Write {', '.join(one.value for one in Mode)}.",
        ),
        (not 0 <= minutes <= MINUTES_MOST, f"has no minutes from 0 to {MINUTES_MOST}.", "Write whole minutes."),
        (bool(text) and at is None, "has a time of day that cannot be read.", "Write it like 09:00."),
        (bool(said) and bool(when[1]), "says both when to arrive and when to leave.", "Make two rows of it."),
        (days == 0, "has days that cannot be read.", "Write them like Mon-Fri or Sat."),
    ):
        if bad:
            faults.rows([number], what, fix)
            return None
    assert mode is not None
    minute = int(at.group(1)) * 60 + int(at.group(2)) if at else -1
    return start, end, MODES.index(mode), -int(-minutes // 1), kind, minute, days


def _days(text: str) -> int:
    """Bits of the days named; all where none is, 0 where they cannot be read."""
    words = text.casefold().replace(" to ", "-").replace(";", " ").replace(",", " ").split()
    bits = 0
    for word in words:
        start, dash, end = word.partition("-")
        if start[:3] not in _DAYS or (dash and end[:3] not in _DAYS):
            return 0
        first = _DAYS.index(start[:3])
        last = _DAYS.index(end[:3]) if dash else first
        bits |= sum(1 << (first + step) % 7 for step in range((last - first) % 7 + 1))
    return bits if words else EVERY_DAY

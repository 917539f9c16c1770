"""Published lists of postcodes as a map of sectors: ONSPD and Code-Point Open, a table of sectors, or positions.

Read by column, block by block: only numbers of a postcode are held, and at the end one row a sector, the middle
(median) of its postcodes in use. No postcode is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from matcher.base.problems import Problem
from matcher.importers.bulk import Block, Faults, Part, Source, blocks, headings_of, parts_of
from matcher.importers.opener import CannotOpen
from matcher.importers.place_rows import IRISH, Points, columns_of, points_in, sector_named, sectors_of
from matcher.travel.sectors import SectorMap

CODE_POINT = ("postcode", "quality", "eastings", "northings", "country")
"""Of Code-Point Open's files, which have no headings; five more columns follow."""
HEADER_FILES = ("column_headers", "header")
POSTCODES_MOST = 6_000_000
_KINDS = "Give ONSPD or Code-Point Open as it is published (zip, folder or CSV), or a table of sectors with metres."


@dataclass
class PlacesRead:
    """What came of a list of places. Every row found is used or counted under what became of it."""

    map: SectorMap | None = None
    found: int = 0
    used: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    """Rows that were not used, by why."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def add_up(self) -> bool:
        """Whether every row is accounted for."""
        return self.found == self.used + sum(self.counts.values())


def read_places(path: Path) -> PlacesRead:
    """The map in a zip, a folder or a file. Never raises for what is in it."""
    read = PlacesRead()
    try:
        parts = parts_of(path)
    except CannotOpen as error:
        read.problems.append(error.problem(path.name))
        return read
    points: list[Points] = []
    for part in parts:
        _read_part(part, read, points, alone=len(parts) == 1)
    if points:
        read.map = _by_sector(points, read, path)
    elif not any(problem.stops_row for problem in read.problems):
        read.problems.append(Problem(path.name, "", "holds no list of postcodes or sectors that we know.", _KINDS))
    return read


def _read_part(part: Part, read: PlacesRead, points: list[Points], *, alone: bool) -> None:
    """One file: its points, and what is wrong. Files of other kinds in a folder are passed over."""
    name = PurePosixPath(part.name).name
    faults = Faults(name)
    try:
        with part.opened() as source:
            _read_table(source, faults, read, points, alone=alone)
    except CannotOpen as error:
        faults.file(error.what, error.fix)
    read.problems += faults.problems


def _read_table(source: Source, faults: Faults, read: PlacesRead, points: list[Points], *, alone: bool) -> None:
    """The rows of one file, with headings or, as Code-Point Open comes, without."""
    headings = headings_of(source)
    has_headings = not _is_code_point(headings)
    if not has_headings:
        headings = [*CODE_POINT, *(f"other {n}" for n in range(len(headings) - len(CODE_POINT)))]
    wanted = columns_of(headings)
    if wanted is None or (_names_headings(faults.name) and not alone):
        if alone:
            faults.file("has no column of postcodes or sectors with a place.", _KINDS)
        return
    before = len(points)
    for block in _bounded(
        blocks(source, headings, [*wanted.values()], faults, has_headings=has_headings), read, faults
    ):
        found = points_in(block, wanted, faults)
        for why, count in found.left_out.items():
            read.counts[why] = read.counts.get(why, 0) + count
        points.append(found)
    if len(points) == before and alone:
        faults.file("has no rows.", _KINDS)


def _bounded(found: Iterator[Block], read: PlacesRead, faults: Faults) -> Iterator[Block]:
    for block in found:
        read.found += len(block)
        if read.found > POSTCODES_MOST:
            read.found -= len(block)
            faults.file(f"goes past {POSTCODES_MOST:,} rows; the rest were not read.", _KINDS)
            return
        yield block


def _is_code_point(cells: Sequence[str]) -> bool:
    """Whether a first line is already a row of Code-Point Open: a postcode, then three whole numbers."""
    return (
        len(cells) >= len(CODE_POINT)
        and 5 <= len(cells[0].replace(" ", "")) <= 7
        and all(cell.isascii() and cell.isdigit() for cell in cells[1:4])
    )


def _names_headings(name: str) -> bool:
    """Whether a file only says what the columns of the others are called, as one of Code-Point Open's does."""
    return any(word in name.casefold() for word in HEADER_FILES)


def _by_sector(points: Sequence[Points], read: PlacesRead, path: Path) -> SectorMap | None:
    """One row a sector, in order of name: the median of its postcodes, each postcode once."""
    code = np.concatenate([one.code for one in points])
    east = np.concatenate([one.east for one in points])
    north = np.concatenate([one.north for one in points])
    count = np.concatenate([one.count for one in points])
    # A postcode that stands in two files is one postcode.
    _, first = np.unique(code, return_index=True)
    again = len(code) - len(first)
    if again:
        read.counts["the same again"] = again
    read.used = len(first)
    if not len(first):
        if not any(problem.stops_row for problem in read.problems):
            read.problems.append(Problem(path.name, "", "has no row that can be used.", _KINDS))
        return None
    east, north, count = east[first], north[first], count[first]
    names, which = np.unique(sectors_of(code[first]), return_inverse=True)
    made = SectorMap(
        sectors=tuple(sector_named(name) for name in names.tolist()),
        east=_medians(east, which, len(names)),
        north=_medians(north, which, len(names)),
        postcodes=np.bincount(which, weights=count, minlength=len(names)).astype(np.int32),
        source=path.name[:80],
    )
    order = sorted(range(len(made)), key=lambda row: made.sectors[row])
    if any(one.irish for one in points):
        read.problems.append(Problem(path.name, "", *IRISH, stops_row=False))
    return SectorMap(
        tuple(made.sectors[row] for row in order),
        made.east[order],
        made.north[order],
        made.postcodes[order],
        made.source,
    )


def _medians(values: NDArray[np.int64], which: NDArray[np.integer], groups: int) -> NDArray[np.int32]:
    """The median of each group; of two middles the whole metre half way, rounded down."""
    order = np.lexsort((values, which))
    values, which = values[order], which[order]
    begin = np.searchsorted(which, np.arange(groups))
    size = np.diff(np.append(begin, len(which)))
    middles: NDArray[np.int64] = (values[begin + (size - 1) // 2] + values[begin + size // 2]) // 2
    return middles.astype(np.int32)

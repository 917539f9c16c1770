"""Proposes a column map for an export, for a person to read, correct and confirm. It imports nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.base.problems import GivenProblems, Problem
from matcher.importers import limits
from matcher.importers.cells import fold, is_blank, shown
from matcher.importers.column_map import FORMAT
from matcher.importers.columns import Column, Sheet
from matcher.importers.kinds import Choice, Several, YesNo
from matcher.importers.labels import Lists, nearest
from matcher.importers.mapped_files import Raw, raw_sheets
from matcher.importers.opener import Opener
from matcher.importers.sheets.all_sheets import SHEETS
from matcher.library.headings import OtherHeadings
from matcher.library.load import Library

SURE = 100


@dataclass(frozen=True)
class Taken:
    """One column of theirs that looks like one of ours."""

    heading: str
    column: Column
    alike: int
    """Of 100; 100 where the name is known."""
    place: int


@dataclass(frozen=True)
class ProposedSheet:
    """One sheet of theirs as it looks to us."""

    name: str
    becomes: Sheet | None
    taken: tuple[Taken, ...]
    not_taken: tuple[str, ...]
    values: Mapping[str, Mapping[str, str]]
    """What their words in a closed list may mean, by heading; an empty meaning is to be filled in."""


@dataclass(frozen=True)
class Proposed:
    """A map to be confirmed, as text, and what was not understood."""

    text: str
    sheets: tuple[ProposedSheet, ...]
    problems: tuple[Problem, ...]


def propose_map(paths: Sequence[Path], *, library: Library, opener: Opener | None = None) -> Proposed:
    """The map that the headings of some files suggest. Raises GivenProblems where no sheet looks like one of ours."""
    problems: list[Problem] = []
    with opener or Opener() as reading:
        raws = list(raw_sheets(paths, reading, problems, headings=_known(library.headings)))
    sheets = tuple(_proposed(raw, library) for raw in raws if raw.rows)
    if not any(one.becomes for one in sheets):
        what = "has no column that looks like a reference of ours, so no map can be proposed."
        where = ", ".join(path.name for path in paths)[:200]
        raise GivenProblems(
            [*problems, Problem(where, "", what, "Look at `matcher template` for the columns there are.")]
        )
    name = paths[0].name if len(paths) == 1 else f"{paths[0].name} and {len(paths) - 1} more"
    return Proposed("\n".join(_lines(name, sheets)) + "\n", sheets, tuple(problems))


def _known(headings: OtherHeadings) -> frozenset[str]:
    ours = {words for sheet in SHEETS for words in sheet.by_heading}
    return frozenset(
        ours.union(fold(one) for said in headings.sheets.values() for also in said.values() for one in also)
    )


def _proposed(raw: Raw, library: Library) -> ProposedSheet:
    """The sheet of ours that takes most of theirs and says whose each row is."""
    at = _headings_at(raw, _known(library.headings))
    heads = [shown(cell).strip() for cell in raw.rows[at][1]]
    found = [(sheet, _taken(heads, sheet, library.headings)) for sheet in SHEETS]
    whole = [one for one in found if any(taken.column is one[0].key for taken in one[1])]
    sheet, taken = max(whole, key=lambda one: sum(each.alike for each in one[1]), default=(None, []))
    mine = {one.place for one in taken}
    rest = tuple(dict.fromkeys(head for place, head in enumerate(heads) if head and place not in mine))
    values = {one.heading: said for one in taken if (said := _values(raw, at, one, library))}
    return ProposedSheet(raw.name, sheet, tuple(taken), rest, values)


def _headings_at(raw: Raw, known: frozenset[str]) -> int:
    """Place of the row of headings: the first of the first rows with most known ones, else with most words."""
    first = raw.rows[: limits.HEADER_WITHIN_ROWS]
    scores = [
        (
            sum(fold(shown(cell)) in known for cell in cells),
            sum(isinstance(cell, str) and not is_blank(cell) for cell in cells),
        )
        for _, cells in first
    ]
    return scores.index(max(scores))


def _taken(heads: Sequence[str], sheet: Sheet, other: OtherHeadings) -> list[Taken]:
    """Their columns beside ours, each once: known names first, then the likest, while they are near enough."""
    from rapidfuzz import fuzz

    pairs: list[tuple[int, int, int]] = []
    also = other.sheets.get(sheet.name, {})
    for place, head in enumerate(heads):
        folded = fold(head)
        for number, column in enumerate(sheet.columns if folded else ()):
            names = {*column.folded, *map(fold, also.get(column.name, ()))}
            alike = SURE if folded in names else int(max(fuzz.token_sort_ratio(folded, name) for name in names))
            if alike >= other.near_enough:
                pairs.append((-alike, place, number))
    taken: dict[int, Taken] = {}
    used: set[int] = set()
    for minus, place, number in sorted(pairs):
        if place not in taken and number not in used:
            taken[place] = Taken(heads[place], sheet.columns[number], -minus, place)
            used.add(number)
    return [taken[place] for place in sorted(taken)]


def _values(raw: Raw, at: int, taken: Taken, library: Library) -> dict[str, str]:
    """Their words in a column of a closed list that are not ours, each with the nearest of ours or nothing."""
    if not isinstance(taken.column.kind, Choice | Several | YesNo):
        return {}
    lists = Lists(library)
    offers = taken.column.kind.offers(lists)
    ours = {fold(offer) for offer in offers}
    cells = (cells[taken.place] for _, cells in raw.rows[at + 1 :] if taken.place < len(cells))
    theirs = dict.fromkeys(shown(cell).strip() for cell in cells if not is_blank(cell))
    if len(theirs) > library.headings.distinct_most:
        return {}
    return {said: nearest(said, offers) or "" for said in theirs if fold(said) not in ours and len(said) <= 60}


# --- as a file ---


def _lines(name: str, sheets: Sequence[ProposedSheet]) -> Iterator[str]:
    yield "# Which column of somebody else's export is which of ours. Proposed by the program: read it, correct it, and"
    yield "# set confirmed to true. It is then used as it stands: matcher import FILE --map THIS-FILE."
    yield "# On the left stand their headings, on the right ours (see `matcher template`). Delete a line that is wrong."
    yield f"format: {FORMAT}"
    yield f"made_from: {_quoted(name)}"
    yield "confirmed: false"
    yield "sheets:"
    for one in sheets:
        if one.becomes is None:
            yield f"  # {_comment(one.name)}: nothing in it says whose its rows are, so nothing is taken from it."
        else:
            yield from _sheet(one, one.becomes)


def _sheet(one: ProposedSheet, becomes: Sheet) -> Iterator[str]:
    yield f"  - sheet: {_quoted(one.name)}"
    yield f"    becomes: {becomes.name}"
    yield "    columns:"
    for taken in one.taken:
        doubt = "" if taken.alike == SURE else "   # only alike: is it the same?"
        yield f"      {_quoted(taken.heading)}: {_quoted(taken.column.header)}{doubt}"
    if any(any(said.values()) for said in one.values.values()):
        yield "    values:"
    for heading, said in one.values.items():
        if any(said.values()):
            yield f"      {_quoted(heading)}:"
        yield from (f"        {_quoted(theirs)}: {_quoted(ours)}" for theirs, ours in said.items() if ours)
    for heading, said in one.values.items():
        unknown = [theirs for theirs, ours in said.items() if not ours]
        if unknown:
            yield f"    # {_comment(heading)}: what do these mean in our words? {_comment(', '.join(unknown))}"
    yield "    not_taken:" + ("" if one.not_taken else " []")
    yield from (f"      - {_quoted(heading)}" for heading in one.not_taken)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    """Words that cannot end a comment."""
    return " ".join(text.split())[:300]

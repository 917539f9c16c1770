"""Adverts that read nearly word for word alike, in one import and against those held: one note a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from matcher.base.problems import Problem
from matcher.library.reading import TwinRule
from matcher.reading.twins import twin_groups
from matcher.records.vacancy import Vacancy

NAMED_MOST = 3
"""Further adverts of a group that are named; the others are counted."""


def twin_notes(
    new: Sequence[Vacancy], where: Mapping[str, str], held: Iterable[Vacancy], rule: TwinRule
) -> Iterator[Problem]:
    """A note for each group of near-duplicates in which an advert is new. Nothing is left out because of it.

    `where` says where each of the new is found. An advert that is held already is not new when it comes again.
    """
    known = {one.id: one for one in held}
    fresh = [one for one in new if one.id not in known]
    every = [one for one in (*fresh, *known.values()) if one.raw.get("description")] if fresh else []
    for group in twin_groups((_text(one) for one in every), rule):
        first, *others = (every[place] for place in group)
        if first.id not in known:
            yield _note(first, others, where[first.id])


def _text(vacancy: Vacancy) -> str:
    return f"{vacancy.title}\n{vacancy.raw['description']}"


def _note(first: Vacancy, others: Sequence[Vacancy], where: str) -> Problem:
    named = [str(one.id) for one in others[:NAMED_MOST]]
    last = f"{len(others) - NAMED_MOST} more" if len(others) > NAMED_MOST else named.pop()
    listed = f"{', '.join(named)} and {last}" if named else last
    what = f"reads like {listed}, but for little more than place, date or reference."
    fix = "All were kept. Look whether they are one job in several places, or one advert twice."
    return Problem(where, first.id, what, fix, stops_row=False)

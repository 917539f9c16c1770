"""Who suits a vacancy: from the records on disk to a list in words. Read this first; jobs and why walk alike."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

import numpy as np

from matcher.base.arrays import Ints
from matcher.base.ids import VacancyId
from matcher.explain.ladder import ClientLadder, VacancyLadder
from matcher.explain.rows import explain_list
from matcher.explain.shape import ExplainedList
from matcher.library.brokerage.decisions import DecisionRules
from matcher.library.load import Library
from matcher.matching import lists
from matcher.matching.match import Matched, match
from matcher.workflows.allowed import LISTS, allowed
from matcher.workflows.desk import open_desk
from matcher.workflows.lists.answered import answered_since, run_of_records, shown_before
from matcher.workflows.lists.keeping import Asked, Heard, keep_list
from matcher.workflows.lists.prepared import Prepared, prepare
from matcher.workflows.lists.runs import stamp
from matcher.workflows.opening.ladder import ladder_of_vacancy
from matcher.workflows.where import Where


@dataclass(frozen=True)
class Listed:
    """A list in words, and what to tell its reader besides."""

    explained: ExplainedList
    note: str = ""
    ladder: ClientLadder | VacancyLadder | None = None
    """What would open doors; None where nobody asked for it."""
    rules: DecisionRules | None = None
    """What may be decided about its rows; None where nothing may, as on an old list."""


def shortlist(where: Where, vacancy: str, *, top: int | None = None) -> Listed:
    """The clients for a vacancy, best first within each section, every reason shown.

    Considered is everyone whose lawful basis or consent covers matching; the others are counted. Raises
    GivenProblems for a reference that is not in the programme.
    """
    return _shortlist(where, vacancy, top=top)[0]


def shortlist_with_ladder(where: Where, vacancy: str, *, top: int | None = None) -> Listed:
    """The same, with what the employer could change and how many people each change would open it to."""
    listed, prepared, matched = _shortlist(where, vacancy, top=top)
    run = listed.explained.stamp
    return replace(listed, ladder=ladder_of_vacancy(prepared, matched, VacancyId(listed.explained.subject), run))


def _shortlist(where: Where, vacancy: str, *, top: int | None) -> tuple[Listed, Prepared, Matched]:
    desk = open_desk(where)
    allowed(where.role, LISTS, library=desk.library)
    reference = desk.vacancy(vacancy)
    read = desk.read(vacancies=[reference])
    prepared = prepare(desk, read.programme, left_out=read.left_out)
    matched = match(
        prepared.columns, desk.library, lists="vacancies", most=rows_of(desk.library, top), threads=threads()
    )
    records = run_of_records(desk, read.edition)
    before = shown_before(desk.folder, reference, side="vacancy", run=records)
    since = answered_since(before, matched, reference, side="vacancy")
    ranked = lists.shortlist(matched, reference, answered_since=since)
    run = stamp(
        inputs=read.digest,
        models=desk.library.digest,
        on=desk.on,
        arguments=["shortlist", reference, str(top), *since],
    )
    heard = Heard()
    context = heard.over(prepared.context(run, held=prepared.effects[reference].held))
    explained = explain_list(ranked, context)
    asked = Asked(where, desk, "shortlist", top, read, records)
    note = keep_list(asked, matched, ranked, explained, context=context, heard=heard)
    return Listed(explained, note, rules=desk.library.brokerage.decisions), prepared, matched


def rows_of(library: Library, top: int | None) -> Ints:
    """How many rows each section shows: as the models say, or `top`."""
    return np.array([top or section.k for section in library.ranking.sections], dtype=np.int64)


def threads() -> int:
    """Threads to match with. The result does not depend on it."""
    return os.cpu_count() or 1

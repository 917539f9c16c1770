"""Why one client stands where they stand for one vacancy, for the reader who asks; and why above another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from matcher.base.ids import ClientId, VacancyId
from matcher.base.stamp import Stamp
from matcher.explain.comparing import Comparison, compare
from matcher.explain.context import Context
from matcher.explain.itinerary import Itinerary, itinerary
from matcher.explain.ladder import DoorWords, LadderWords
from matcher.explain.rows import row
from matcher.explain.shape import ExplainedRow
from matcher.explain.to_client import ClientText, for_client
from matcher.explain.to_employer import EmployerView, for_employer
from matcher.explain.to_epc import EpcView, for_epc
from matcher.matching import lists
from matcher.matching.match import Matched, match
from matcher.records.programme import Programme
from matcher.workflows.allowed import LISTS, allowed
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.lists.prepared import Prepared, prepare
from matcher.workflows.lists.runs import stamp
from matcher.workflows.lists.shortlist import threads
from matcher.workflows.opening.ladder import ladder_of_pair
from matcher.workflows.where import Where


@dataclass(frozen=True)
class Pair:
    """One client and one vacancy in words, listed or blocked, with the same for each reader."""

    stamp: Stamp
    row: ExplainedRow
    for_epc: EpcView
    for_client: ClientText
    for_employer: EmployerView
    door: DoorWords | None = None
    """What would open the pair, for the EPC: care is never named in it. None where nothing keeps it apart."""
    itinerary: Itinerary | None = None
    """The way there and back by the timetable, for staff and the client alone; None where none decides."""


def why(where: Where, client: str, vacancy: str) -> Pair:
    """Every gate, line and question of one pair, with its place on the vacancy's shortlist.

    Raises GivenProblems for a reference that is not in the programme, or a client whose records may not be read.
    """
    desk = open_desk(where)
    allowed(where.role, LISTS, library=desk.library)
    who, what = desk.client(client), desk.vacancy(vacancy)
    read = desk.read(vacancies=[what])
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=["why", who, what])
    prepared, matched = _matched(desk, read.programme, left_out=read.left_out)
    (explained,), context = _rows(prepared, matched, [who], what, run=run)
    door = ladder_of_pair(prepared, matched, who, what, LadderWords(context, home=False))
    return replace(pair_of(explained, context), door=door, itinerary=itinerary(context, who, what))


def why_above(where: Where, client: str, vacancy: str, *, other: str) -> tuple[Comparison, Stamp]:
    """Why one client stands above another on a vacancy's shortlist, line by line and by which rule."""
    desk = open_desk(where)
    allowed(where.role, LISTS, library=desk.library)
    who, what, whom = desk.client(client), desk.vacancy(vacancy), desk.client(other)
    read = desk.read(vacancies=[what])
    arguments = ["why", who, what, "above", whom]
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=arguments)
    explained, context = explain_pairs(desk, read.programme, [who, whom], what, run=run, left_out=read.left_out)
    return compare(explained[0], explained[1], context), run


def explain_pairs(
    desk: Desk,
    programme: Programme,
    clients: list[ClientId],
    vacancy: VacancyId,
    *,
    run: Stamp,
    left_out: int,
) -> tuple[list[ExplainedRow], Context]:
    """Some clients' rows on a vacancy's shortlist, listed or blocked, and what they were looked up in."""
    return _rows(*_matched(desk, programme, left_out=left_out), clients, vacancy, run=run)


def explain_many(
    desk: Desk,
    programme: Programme,
    wanted: Mapping[VacancyId, list[ClientId]],
    *,
    run: Stamp,
    left_out: int,
) -> Iterator[tuple[ExplainedRow, Context]]:
    """The rows of many pairs, vacancy by vacancy, from one matching."""
    prepared, matched = _matched(desk, programme, left_out=left_out)
    for vacancy, clients in wanted.items():
        found, context = _rows(prepared, matched, clients, vacancy, run=run)
        yield from ((one, context) for one in found)


def _matched(desk: Desk, programme: Programme, *, left_out: int) -> tuple[Prepared, Matched]:
    prepared = prepare(desk, programme, left_out=left_out)
    return prepared, match(prepared.columns, desk.library, lists="vacancies", threads=threads())


def _rows(
    prepared: Prepared, matched: Matched, clients: list[ClientId], vacancy: VacancyId, *, run: Stamp
) -> tuple[list[ExplainedRow], Context]:
    context = prepared.context(run, held=prepared.effects[vacancy].held)
    whole = lists.shortlist(matched, vacancy)
    found = [row(lists.one(matched, client, vacancy), context, left_out=whole.left_out_terms) for client in clients]
    return found, context


def pair_of(explained: ExplainedRow, context: Context) -> Pair:
    """One row for each of its readers."""
    return Pair(
        stamp=context.stamp,
        row=explained,
        for_epc=for_epc(explained, context),
        for_client=for_client(explained, context),
        for_employer=for_employer(explained, context, letter="A"),
    )

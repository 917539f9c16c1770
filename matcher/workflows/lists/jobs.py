"""Which vacancies suit a client: the same walk as the shortlist, from the client's side."""

from __future__ import annotations

from dataclasses import replace

from matcher.base.days import Day
from matcher.base.ids import ClientId
from matcher.explain.rows import explain_list
from matcher.matching import lists
from matcher.matching.match import Matched, match
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy
from matcher.records.words import VacancyStatus
from matcher.workflows.allowed import LISTS, allowed
from matcher.workflows.desk import open_desk
from matcher.workflows.lists.answered import answered_since, run_of_records, shown_before
from matcher.workflows.lists.keeping import Asked, Heard, keep_list
from matcher.workflows.lists.prepared import Prepared, prepare
from matcher.workflows.lists.runs import stamp
from matcher.workflows.lists.shortlist import Listed, rows_of, threads
from matcher.workflows.opening.ladder import ladder_of_client
from matcher.workflows.where import Where


def jobs(where: Where, client: str, *, top: int | None = None) -> Listed:
    """The open vacancies for a client, best first within each section, every reason shown.

    Raises GivenProblems for a reference that is not in the programme, and for a client about whom nobody has
    recorded that matching is agreed.
    """
    return _jobs(where, client, top=top)[0]


def jobs_with_ladder(where: Where, client: str, *, top: int | None = None) -> Listed:
    """The same, with what would open further doors, whoever can do it. For the key worker and the client."""
    listed, prepared, matched = _jobs(where, client, top=top)
    run = listed.explained.stamp
    return replace(listed, ladder=ladder_of_client(prepared, matched, ClientId(listed.explained.subject), run))


def _jobs(where: Where, client: str, *, top: int | None) -> tuple[Listed, Prepared, Matched]:
    desk = open_desk(where)
    allowed(where.role, LISTS, library=desk.library)
    reference = desk.client(client)
    read = desk.read(clients=[reference])
    prepared = prepare(desk, only_open(read.programme, on=desk.on), left_out=0)
    matched = match(prepared.columns, desk.library, lists="clients", most=rows_of(desk.library, top), threads=threads())
    records = run_of_records(desk, read.edition)
    before = shown_before(desk.folder, reference, side="client", run=records)
    since = answered_since(before, matched, reference, side="client")
    ranked = lists.jobs(matched, reference, answered_since=since)
    run = stamp(
        inputs=read.digest,
        models=desk.library.digest,
        on=desk.on,
        arguments=["jobs", reference, str(top), *since],
    )
    heard = Heard()
    context = heard.over(prepared.context(run))
    explained = explain_list(ranked, context)
    asked = Asked(where, desk, "jobs", top, read, records)
    note = keep_list(asked, matched, ranked, explained, context=context, heard=heard)
    return Listed(explained, note), prepared, matched


def only_open(programme: Programme, *, on: Day) -> Programme:
    """The programme with only the vacancies that a client's list considers: open, and not closed by the day."""
    vacancies = tuple(one for one in programme.vacancies if is_open(one, on=on))
    return programme.model_copy(update={"vacancies": vacancies})


def is_open(vacancy: Vacancy, *, on: Day) -> bool:
    """Whether a vacancy takes people on the day."""
    return vacancy.status is VacancyStatus.OPEN and (vacancy.closes is None or vacancy.closes >= on)

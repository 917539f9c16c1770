"""What would change for one pair if a fact were another: before and after, and nothing is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.base.problems import GivenProblems, Problem
from matcher.base.stamp import Stamp
from matcher.explain.changes import Change, change
from matcher.explain.requirements import RequirementWords
from matcher.explain.shape import ExplainedRow
from matcher.importers.fields import set_field, settable
from matcher.library.levers import Step
from matcher.records.client import Client
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy
from matcher.workflows.allowed import LISTS, allowed
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.lists.runs import stamp
from matcher.workflows.lists.why import explain_pairs
from matcher.workflows.opening.levers import pulled
from matcher.workflows.opening.what_if_lever import steps_of
from matcher.workflows.where import Where

Fact = tuple[str, str]
"""A column of the workbook, by its heading or short name, and what to put there."""
SIDES: tuple[str, ...] = ("client", "vacancy")
NEAR = 50
"""Of 100: how alike a name must be to be offered."""
NO_SUCH_FACT = "--set"
"""Where a problem stands that is about the name of the fact and not about the value."""


@dataclass(frozen=True)
class Moved:
    """One pair before and after."""

    stamp: Stamp
    said: tuple[str, ...]
    """What was set, as a person would say it."""
    before: ExplainedRow
    after: ExplainedRow
    change: Change


def what_if(
    where: Where, client: str, vacancy: str, *, facts: Sequence[Fact] = (), levers: Sequence[str] = ()
) -> Moved:
    """One pair as it stands, and as it would stand with some facts of either side set otherwise, or levers pulled.

    Raises GivenProblems for a reference that is not in the programme, and a fact, a value or a lever that cannot be.
    """
    desk = open_desk(where)
    allowed(where.role, LISTS, library=desk.library)
    who, what = desk.client(client), desk.vacancy(vacancy)
    read = desk.read(vacancies=[what])
    job = next(one for one in read.programme.vacancies if one.id == what)
    steps = steps_of(levers, desk.library, vacancy=job)
    told = [*(f"{name}={value}" for name, value in facts), *(step.id for step in steps)]
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=["what-if", who, what, *told])
    changed, said = read.programme, list[str]()
    for name, value in facts:
        changed, whose = _set(desk, changed, (who, what), name, value)
        said.append(whose)
    changed = _pulled(desk, changed, (who, what), steps)
    said += [_lever_words(step, desk, job) for step in steps]
    (before,), _ = explain_pairs(desk, read.programme, [who], what, run=run, left_out=read.left_out)
    (after,), _ = explain_pairs(desk, changed, [who], what, run=run, left_out=read.left_out)
    return Moved(run, tuple(said), before, after, change(before, after))


def _set(desk: Desk, programme: Programme, pair: tuple[str, str], name: str, value: str) -> tuple[Programme, str]:
    """The programme with one fact set, and whose. A fact of both sides is the client's unless it says `vacancy:`."""
    client = next(one for one in programme.clients if one.id == pair[0])
    vacancy = next(one for one in programme.vacancies if one.id == pair[1])
    side, _, bare = name.partition(":")
    wanted = SIDES
    if bare and side.strip().casefold() in SIDES:
        wanted, name = (side.strip().casefold(),), bare.strip()
    for kind in wanted:
        tried = _tried(desk, programme, client if kind == "client" else vacancy, name, value)
        if not isinstance(tried, GivenProblems):
            return _with(programme, tried), f"{tried.id}: {name} were {value}"
        if not all(problem.where == NO_SUCH_FACT for problem in tried.problems):
            raise tried
    raise _unknown(name, client, vacancy)


def _pulled(desk: Desk, programme: Programme, pair: tuple[str, str], steps: Sequence[Step]) -> Programme:
    """The programme with levers pulled on both sides of one pair."""
    client = next(one for one in programme.clients if one.id == pair[0])
    vacancy = next(one for one in programme.vacancies if one.id == pair[1])
    for record in pulled(client, vacancy, steps, on=desk.on, library=desk.library):
        programme = _with(programme, record)
    return programme


def _lever_words(step: Step, desk: Desk, vacancy: Vacancy) -> str:
    """The lever as it stands after "if"."""
    what = next((RequirementWords(desk.library).name(one) for one in vacancy.requirements if one.id == step.of), "")
    licence = desk.library.licences.by_id.get(step.of)
    says = desk.library.levers.by_id[step.lever].says
    return says.replace("{amount}", str(step.amount)).replace("{what}", what or (licence.name if licence else step.of))


def _tried(
    desk: Desk, programme: Programme, record: Client | Vacancy, name: str, value: str
) -> Client | Vacancy | GivenProblems:
    try:
        if isinstance(record, Client):
            return set_field(record, name, value, desk.library, on=desk.on, known=programme)
        return set_field(record, name, value, desk.library, on=desk.on, known=programme)
    except GivenProblems as given:
        return given


def _unknown(name: str, client: Client, vacancy: Vacancy) -> GivenProblems:
    from rapidfuzz import fuzz, process

    known = list(dict.fromkeys(fact for record in (client, vacancy) for fact in settable(record)))
    near = process.extract(
        name[:60], known, scorer=fuzz.token_sort_ratio, processor=str.casefold, limit=2, score_cutoff=NEAR
    )
    meant = " or ".join(f'"{fact}"' for fact, _, _ in near)
    fix = (
        f"{f'Did you mean {meant}? ' if meant else ''}"
        "Facts are named like the columns of the sheets of clients and vacancies, as `matcher template` writes them."
    )
    return GivenProblems([Problem(NO_SUCH_FACT, name[:60], "is not a fact of a client or a vacancy.", fix)])


def _with(programme: Programme, record: Client | Vacancy) -> Programme:
    """The programme with one record in place of the one that it replaces."""
    field = "clients" if isinstance(record, Client) else "vacancies"
    records = tuple(record if one.id == record.id else one for one in getattr(programme, field))
    return programme.model_copy(update={field: records})

"""What a vacancy asks for, looked at: each doubt with its question, and whom each requirement keeps out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from matcher.base.ids import VacancyId
from matcher.base.stamp import Stamp
from matcher.explain.context import Context
from matcher.explain.rows import explain_list
from matcher.explain.shape import ExplainedList
from matcher.explain.to_employer import questions_without_people
from matcher.library.criteria import Criterion
from matcher.matching import lists
from matcher.matching.match import Matched, match
from matcher.records.finding import Finding
from matcher.workflows.desk import open_desk
from matcher.workflows.pool import CheckedPool, checked_pool, prepare_with_variants
from matcher.workflows.prepared import Prepared, prepare
from matcher.workflows.runs import stamp
from matcher.workflows.shortlist import threads
from matcher.workflows.where import Where


@dataclass(frozen=True)
class RaisedDoubt:
    """One finding, with the rule that raised it."""

    finding: Finding
    rule: Criterion


@dataclass(frozen=True)
class CheckedRequirement:
    """One thing the employer asks for: what it may do, whom it keeps out, and the doubts about it."""

    id: str
    name: str
    importance: str
    status: str
    applied: bool
    compared: bool
    sole: int
    """People it alone keeps out, or would if it were applied. For staff; employers read no figure."""
    doubts: tuple[RaisedDoubt, ...]


@dataclass(frozen=True)
class CheckedVacancy:
    """A vacancy's requirements, and both pools: as applied, and as the employer stated them."""

    listed: ExplainedList
    held: bool
    requirements: tuple[CheckedRequirement, ...]
    doubts: tuple[RaisedDoubt, ...]
    """About the vacancy as a whole."""
    to_employer: tuple[str, ...]
    """What to ask, on a sheet that has no person and no figure on it."""
    pool: CheckedPool | None = None
    """What each requirement does to the pool, and to the shortlist; None where nobody asked."""


def check(where: Where, vacancy: str) -> CheckedVacancy:
    """Every doubt about what a vacancy asks for, and how many people each requirement alone keeps out.

    Raises GivenProblems for a reference that is not in the programme.
    """
    desk = open_desk(where)
    reference = desk.vacancy(vacancy)
    read = desk.read(vacancies=[reference])
    prepared = prepare(desk, read.programme, left_out=read.left_out)
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=["check", reference])
    return _checked(prepared, _matched(prepared), reference, run)


def check_with_pool(where: Where, vacancy: str) -> CheckedVacancy:
    """As `check`, with both pools, the best two to relax together, and who would be on the shortlist without each.

    Raises GivenProblems for a reference that is not in the programme.
    """
    desk = open_desk(where)
    reference = desk.vacancy(vacancy)
    read = desk.read(vacancies=[reference])
    prepared = prepare_with_variants(desk, read.programme, reference, left_out=read.left_out)
    matched = _matched(prepared)
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=["check", reference, "pool"])
    return replace(_checked(prepared, matched, reference, run), pool=checked_pool(prepared, matched, reference))


def _matched(prepared: Prepared) -> Matched:
    return match(prepared.columns, prepared.desk.library, lists="vacancies", threads=threads())


def _checked(prepared: Prepared, matched: Matched, reference: VacancyId, run: Stamp) -> CheckedVacancy:
    held = prepared.effects[reference].held
    context = prepared.context(run, held=held)
    listed = explain_list(lists.shortlist(matched, reference), context)
    return CheckedVacancy(
        listed=listed,
        held=held,
        requirements=tuple(_requirements(prepared, context, reference, listed)),
        doubts=tuple(_raised(prepared, reference, requirement=None)),
        to_employer=questions_without_people(reference, context),
    )


def _requirements(
    prepared: Prepared, context: Context, vacancy: VacancyId, listed: ExplainedList
) -> Iterator[CheckedRequirement]:
    effects = prepared.effects[vacancy]
    for place, requirement in enumerate(context.vacancies[vacancy].requirements):
        yield CheckedRequirement(
            id=requirement.id,
            name=context.requirement_words.name(requirement),
            importance=requirement.importance.value,
            status=requirement.status.value,
            applied=effects.applied[place],
            compared=requirement.compared,
            sole=listed.sole.get(requirement.id, 0),
            doubts=tuple(_raised(prepared, vacancy, requirement=requirement.id)),
        )


def _raised(prepared: Prepared, vacancy: VacancyId, *, requirement: str | None) -> Iterator[RaisedDoubt]:
    rules = prepared.desk.library.criteria
    for finding in prepared.findings[vacancy]:
        if finding.requirement == requirement:
            yield RaisedDoubt(finding, rules[finding.rule])

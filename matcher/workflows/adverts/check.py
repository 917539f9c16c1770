"""What a vacancy asks for, looked at: each doubt with its question, and whom each requirement keeps out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from matcher.audit.sheet import EmployerSheet, Questioned, sheet_of
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
from matcher.workflows.lists.prepared import Prepared, prepare
from matcher.workflows.lists.runs import stamp
from matcher.workflows.lists.shortlist import threads
from matcher.workflows.outlook.pool import CheckedPool, checked_pool, prepare_with_variants
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
    sheet: EmployerSheet
    """The same questions ready to send, with the employer's words and a wording to offer."""
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
    pool = checked_pool(prepared, matched, reference)
    several = {one.requirement: one.to_employer or "" for one in pool.requirements}
    return replace(_checked(prepared, matched, reference, run, several=several), pool=pool)


def _matched(prepared: Prepared) -> Matched:
    return match(prepared.columns, prepared.desk.library, lists="vacancies", threads=threads())


def _checked(
    prepared: Prepared, matched: Matched, reference: VacancyId, run: Stamp, *, several: Mapping[str, str] | None = None
) -> CheckedVacancy:
    held = prepared.effects[reference].held
    context = prepared.context(run, held=held)
    listed = explain_list(lists.shortlist(matched, reference), context)
    return CheckedVacancy(
        listed=listed,
        held=held,
        requirements=tuple(_requirements(prepared, context, reference, listed)),
        doubts=tuple(_raised(prepared, reference, requirement=None)),
        to_employer=questions_without_people(reference, context),
        sheet=_sheet(prepared, context, reference, several or {}),
    )


def _sheet(prepared: Prepared, context: Context, vacancy: VacancyId, several: Mapping[str, str]) -> EmployerSheet:
    """The questions still open, ready to send. How many are kept out is told in words, and only where it may be."""
    record = context.vacancies[vacancy]
    requirements = {one.id: one for one in record.requirements}
    read = {(one.criterion, one.requirement): one.words for one in record.doubts}
    questioned = []
    for finding in prepared.findings[vacancy]:
        subject = requirements.get(finding.requirement) if finding.requirement is not None else None
        if finding.open:
            questioned.append(
                Questioned(
                    criterion=finding.rule,
                    severity=finding.severity,
                    words=read.get((finding.rule, finding.requirement), subject.words if subject else ""),
                    about=context.requirement_words.name(subject) if subject else "",
                    several=several.get(finding.requirement or "", ""),
                )
            )
    employer = context.employers.get(record.employer) if record.employer is not None else None
    return sheet_of(record.title, questioned, library=prepared.desk.library, employer=employer.name if employer else "")


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

"""What an employer may read of one person. The type has no field for more, and one function fills it.

Only these come through: the words the client approved, whether the person can work the vacancy's own shifts
and from when, the vacancy's own requirements of the kinds that may stand beside a person, terms and criteria
marked as tellable, adjustments the client asked to share, and lines that stand on everyone's sheet. No
reference, score, rank or reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.base.days import say_day
from matcher.base.ids import ClientId, VacancyId
from matcher.explain.fitting import in_words, sentence, strengths
from matcher.explain.vacancies import shift_words
from matcher.records.requirement import Requirement
from matcher.records.words import Importance

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.explain.shape import ExplainedRow

_SHIFTS = "uncovered_minutes"
"""The measure that says whether the shifts can be worked; of it only 'can' or 'to talk about' is told."""


@dataclass(frozen=True)
class Evidence:
    """One line of the grid: what the employer asked for, and where it stands."""

    asked: str
    stands: str


@dataclass(frozen=True)
class EmployerView:
    """One person, by letter."""

    letter: str
    words: str
    """Up to 40 words that the client approved; empty where none were."""
    shifts: str
    start: str
    grid: tuple[Evidence, ...]
    brings: tuple[str, ...]
    adjustments: tuple[str, ...]
    """Only those the client asked to share."""
    provides: tuple[str, ...]
    everyone: tuple[str, ...]
    ring: str


def for_employer(
    row: ExplainedRow,
    context: Context,
    *,
    letter: str,
    shared_adjustments: tuple[str, ...] = (),
    ring: str = "",
) -> EmployerView:
    """The sheet of one person. `shared_adjustments`: what this client asked to share with this employer."""
    words = context.library.wording.employer
    return EmployerView(
        letter=letter,
        words=context.clients[ClientId(row.client)].words_for_employers,
        shifts=_shifts(row, context),
        start=_start(row, context),
        grid=(*_requirements(row, context), *_standings(row, context)),
        brings=tuple(_brings(row, context)),
        adjustments=shared_adjustments,
        provides=tuple(dict.fromkeys(_provides(row, context))),
        everyone=words.everyone,
        ring=ring,
    )


def questions_without_people(vacancy: VacancyId, context: Context) -> tuple[str, ...]:
    """What to ask the employer about who may apply, on a sheet that has no person on it.

    What is only worth asking, and what is about the job rather than about who may apply, is left to the EPC.
    """
    open_ = [
        finding.question
        for finding in context.findings.get(vacancy, ())
        if finding.open
        and finding.severity != "worth_asking"
        and not context.library.criteria[finding.rule].job_quality
    ]
    record = context.vacancies[vacancy]
    plain = [context.requirement_words.ask(one) for one in record.requirements if not one.compared]
    return tuple(dict.fromkeys([*open_, *plain]))


def _shifts(row: ExplainedRow, context: Context) -> str:
    words = context.library.wording.employer
    shifts = shift_words(context.vacancies[VacancyId(row.vacancy)], context.library.wording.about)
    can = [line for line in row.lines if context.terms[line.term].measure == _SHIFTS]
    template = words.shifts_fit if can and all(line.code == 1 for line in can) else words.shifts_talk
    return sentence(template.format(shifts=shifts or context.library.wording.about.not_known))


def _start(row: ExplainedRow, context: Context) -> str:
    words, starts = context.library.wording.employer, context.vacancies[VacancyId(row.vacancy)].starts
    if any(criterion.state in ("gap", "not_asked") for criterion in row.criteria):
        return context.library.rubric.employer_words[2]
    return words.from_day.format(day=say_day(starts)) if starts else words.soon


def _requirements(row: ExplainedRow, context: Context) -> Iterator[Evidence]:
    """The employer's own list, of kinds that may stand beside a person; what is questioned is asked apart."""
    in_place, _, talk = context.library.rubric.employer_words
    questioned = {doubt.requirement for doubt in row.doubts if doubt.open and not doubt.applied}
    states = {
        gate.requirement: gate.state
        for gate in row.gates
        if gate.requirement and gate.compared and gate.requirement not in questioned
    }
    for requirement in context.vacancies[VacancyId(row.vacancy)].requirements:
        if requirement.id in states and _may_stand(requirement, context):
            met = states[requirement.id] == "met"
            yield Evidence(context.requirement_words.name(requirement), in_place if met else talk)


def _may_stand(requirement: Requirement, context: Context) -> bool:
    kinds = context.library.wording.employer.kinds
    return requirement.importance is not Importance.NOT_REQUIRED and all(
        need.kind in kinds for need in requirement.needs
    )


def _standings(row: ExplainedRow, context: Context) -> Iterator[Evidence]:
    """Criteria that an employer may see, as 'in place', 'by <date>' or 'to talk about' and nothing else."""
    in_place, by_date, talk = context.library.rubric.employer_words
    for criterion in row.criteria:
        rule = context.library.rubric.by_id[criterion.criterion]
        if not rule.employer_may_see:
            continue
        stands = in_place if criterion.state == "in_place" else talk
        if criterion.state == "by_start" and criterion.due is not None:
            stands = by_date.format(date=say_day(criterion.due))
        yield Evidence(rule.name, stands)


def _brings(row: ExplainedRow, context: Context) -> Iterator[str]:
    """What the person brings to the work: lines that earn much of what they could, of terms that may be told."""
    job = tuple(line for line in row.lines if line.side == "job")
    for line in strengths(job, context):
        if context.terms[line.term].tell_employer == "band":
            own = context.library.wording.by_term[line.term].employer.get(line.band or "", "")
            yield sentence(in_words(own, line, context) if own else line.says)


def _provides(row: ExplainedRow, context: Context) -> Iterator[str]:
    """What the programme brings, by its kind of service; never an action's own words."""
    services = {service.id: service.name for service in context.library.rubric.services}
    for step in row.actions:
        rule = context.library.rubric.by_id[step.criterion]
        if rule.employer_may_see and step.who_can_close == "programme" and step.service in services:
            yield context.library.wording.employer.provides.format(service=services[step.service])

"""What employers answered stays with the vacancy when a file that knows nothing of it brings it in again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from matcher.base.ids import VacancyId
from matcher.brokerage.challenges import LESSER_AS, LESSER_ID, subject_of
from matcher.library.brokerage.cases import Challenges
from matcher.records.cases import Challenge, Step
from matcher.records.requirement import Requirement
from matcher.records.vacancy import Vacancy
from matcher.records.words import RequirementStatus


def still_answered(rules: Challenges, vacancies: Iterable[Vacancy], cases: Iterable[Challenge]) -> tuple[Vacancy, ...]:
    """The vacancies, each requirement with the status that the question about it came to.

    A status that a file states otherwise than "as stated" is the file's own news and stays. A requirement that asks
    for something else by now, under the same reference, has not been asked about.
    """
    about: dict[VacancyId, list[Challenge]] = defaultdict(list)
    for case in cases:
        about[case.vacancy].append(case)
    return tuple(_answered(rules, one, about[one.id]) if one.id in about else one for one in vacancies)


def _answered(rules: Challenges, vacancy: Vacancy, cases: list[Challenge]) -> Vacancy:
    for case in sorted(cases, key=lambda one: (one.steps[-1].on, one.id)):
        held = {one.id: one for one in vacancy.requirements}
        requirement = held.get(case.requirement)
        status = rules.status_in.get(case.state, RequirementStatus.AS_STATED)
        if requirement is None or subject_of(requirement) != case.steps[0].facts.get("subject"):
            continue
        if requirement.status is RequirementStatus.AS_STATED:
            held[requirement.id] = requirement.model_copy(update={"status": status, **_reasons(rules, case)})
        if status is RequirementStatus.RELAXED and held[requirement.id].status is status:
            placed = _placed(case.steps[-1])
            if placed is not None:
                held.setdefault(placed.id, placed)
        vacancy = vacancy.model_copy(update={"requirements": tuple(held.values())})
    return vacancy


def _reasons(rules: Challenges, case: Challenge) -> dict[str, str]:
    last = case.steps[-1]
    if rules.status_in.get(last.state) is not RequirementStatus.KEPT:
        return {}
    return {"reason": last.words, "exception": last.facts.get("exception", "")}


def _placed(step: Step) -> Requirement | None:
    """What stood in the place of the requirement; None where it was too long to be kept with the answer."""
    if LESSER_AS not in step.facts or LESSER_ID not in step.facts:
        return None
    return Requirement.model_validate_json(step.facts[LESSER_AS])

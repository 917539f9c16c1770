"""What each requirement of one vacancy does to the pool of clients, and who would be on its shortlist without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from matcher.base.ids import VacancyId
from matcher.explain.employer_figures import employer_figure
from matcher.explain.requirements import RequirementWords
from matcher.matching.match import Matched
from matcher.matching.patterns import count_patterns
from matcher.matching.pool import PoolEffect, RequirementEffect, pool_effect
from matcher.matching.variants import Shift, as_the_same, shift
from matcher.records.programme import Programme
from matcher.records.requirement import Requirement
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance, RequirementStatus
from matcher.workflows.desk import Desk
from matcher.workflows.lists.prepared import Prepared, prepare

OTHERWISE = (RequirementStatus.RELAXED, RequirementStatus.KEPT)
"""Statuses tried for every essential requirement: of the two, the one that changes whether it is applied is read."""


@dataclass(frozen=True)
class Appearance:
    """A client among the rows that a shortlist shows, and the section they stand in."""

    client: str
    section: str
    section_name: str


@dataclass(frozen=True)
class RequirementPool:
    """One compared requirement: its counts, and the shortlist as it would be if its status were another."""

    requirement: str
    name: str
    applied: bool
    effect: RequirementEffect
    tried: str | None
    """The status that was tried; None where neither would change whether it is applied, or it is not essential."""
    new: tuple[Appearance, ...]
    """Clients whom nothing would block and who would be among the rows shown, and are not now."""
    gone: tuple[Appearance, ...]
    """Clients who are among the rows shown, and would not be."""
    to_employer: str | None
    """What the employer may read of how many it alone keeps out; None where no figure is given."""


@dataclass(frozen=True)
class CheckedPool:
    """One vacancy's pool, among our clients. For staff."""

    effect: PoolEffect
    requirements: tuple[RequirementPool, ...]

    def named(self, place: int) -> RequirementPool:
        """A requirement by its place in stored order."""
        return next(one for one in self.requirements if one.effect.place == place)


def prepare_with_variants(desk: Desk, programme: Programme, vacancy: VacancyId, *, left_out: int) -> Prepared:
    """Records made ready as `prepare` does, with the vacancy as it would be otherwise beside itself."""
    own = next(one for one in programme.vacancies if one.id == vacancy)
    beside = [_otherwise(own, one, status) for one in _essential(own) for status in OTHERWISE]
    wider = programme.model_copy(update={"vacancies": (*programme.vacancies, *beside)})
    prepared = prepare(desk, wider, left_out=left_out)
    return replace(prepared, columns=as_the_same(prepared.columns, {one.id: vacancy for one in beside}))


def checked_pool(prepared: Prepared, matched: Matched, vacancy: VacancyId) -> CheckedPool:
    """The pool of a vacancy that was matched with its variants."""
    columns, row = matched.columns, matched.columns.vacancies.row(vacancy)
    patterns = count_patterns(matched.tables, clients=matched.scope.clients, vacancies=np.array([row]))
    effect = pool_effect(
        patterns.of(row),
        fixed=matched.tables.bound.fixed,
        applied=int(columns.applied[row]),
        essential=int(columns.essential[row]),
        compared=int(columns.compared[row]),
    )
    return CheckedPool(effect, tuple(_requirements(prepared, matched, vacancy, effect)))


def _requirements(
    prepared: Prepared, matched: Matched, vacancy: VacancyId, effect: PoolEffect
) -> Iterator[RequirementPool]:
    library = prepared.desk.library
    own = next(one for one in prepared.programme.vacancies if one.id == vacancy)
    words = RequirementWords(library)
    for one in effect.requirements:
        requirement = own.requirements[one.place]
        tried = _tried(prepared, own, one.place)
        moved = shift(matched, vacancy, _id(own, requirement, tried)) if tried else Shift((), ())
        yield RequirementPool(
            requirement=requirement.id,
            name=words.name(requirement),
            applied=prepared.effects[vacancy].applied[one.place],
            effect=one,
            tried=tried.value if tried else None,
            new=_appearances(prepared, moved.new),
            gone=_appearances(prepared, moved.gone),
            to_employer=employer_figure(requirement, one.sole, library=library),
        )


def _tried(prepared: Prepared, vacancy: Vacancy, place: int) -> RequirementStatus | None:
    """The status that makes a difference to whether a requirement is applied; None where there is none."""
    requirement, now = vacancy.requirements[place], prepared.effects[vacancy.id].applied[place]
    if requirement.importance is not Importance.ESSENTIAL:
        return None
    wanted = RequirementStatus.RELAXED if now else RequirementStatus.KEPT
    then = prepared.effects[_id(vacancy, requirement, wanted)].applied[place]
    return wanted if then != now else None


def _appearances(prepared: Prepared, shown: tuple[tuple[str, int], ...]) -> tuple[Appearance, ...]:
    sections = prepared.desk.library.ranking.sections
    return tuple(Appearance(client, sections[place].id, sections[place].name) for client, place in shown)


def _essential(vacancy: Vacancy) -> list[Requirement]:
    return [one for one in vacancy.requirements if one.compared and one.importance is Importance.ESSENTIAL]


def _otherwise(vacancy: Vacancy, requirement: Requirement, status: RequirementStatus) -> Vacancy:
    """The vacancy with one requirement's status changed, under a reference of its own."""
    changed = requirement.model_copy(update={"status": status})
    requirements = tuple(changed if one is requirement else one for one in vacancy.requirements)
    return vacancy.model_copy(update={"id": _id(vacancy, requirement, status), "requirements": requirements})


def _id(vacancy: Vacancy, requirement: Requirement, status: RequirementStatus) -> VacancyId:
    return VacancyId(f"{vacancy.id} if {requirement.id} {status.value}")

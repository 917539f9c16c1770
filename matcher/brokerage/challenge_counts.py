"""What came of the questions to employers, counted by employer and family of work: answers, people reached, starts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matcher.base.ids import EmployerId, VacancyId
from matcher.library.brokerage.cases import Challenges
from matcher.records.cases import Challenge
from matcher.records.jobs import Job
from matcher.records.words import RequirementStatus

OPENED = (RequirementStatus.RELAXED, RequirementStatus.REMOVED)
"""Statuses under which people come through who did not before."""


@dataclass(frozen=True)
class Counted:
    """The questions to one employer about one family of work."""

    employer: EmployerId | None
    family: str
    """Two digits of SOC 2020; empty where the work is not linked."""
    states: Mapping[str, int]
    """How many stand in each state; together they are all that were asked."""
    reached: int
    """People whom the requirement alone kept out on the day it was asked, added up over what was relaxed or removed.
    Somebody kept out of two vacancies counts twice."""
    starts: int
    """Jobs started at these vacancies since the answer. That the answer brought them is not said."""

    @property
    def asked(self) -> int:
        """Every question put, whatever came of it."""
        return sum(self.states.values())


def counted(rules: Challenges, challenges: Iterable[Challenge], *, jobs: Iterable[Job] = ()) -> tuple[Counted, ...]:
    """The counts by employer and family, in the order of their references."""
    groups: dict[tuple[str, str], list[Challenge]] = defaultdict(list)
    for one in challenges:
        groups[one.employer or "", one.steps[0].facts.get("family", "")].append(one)
    by_vacancy: dict[VacancyId, list[Job]] = defaultdict(list)
    for job in jobs:
        if job.vacancy is not None:
            by_vacancy[job.vacancy].append(job)
    return tuple(_one(rules, key, found, by_vacancy) for key, found in sorted(groups.items()))


def _one(
    rules: Challenges, key: tuple[str, str], found: list[Challenge], jobs: Mapping[VacancyId, list[Job]]
) -> Counted:
    opened = [one for one in found if rules.status_in.get(one.state) in OPENED]
    starts = {job.id for one in opened for job in jobs.get(one.vacancy, ()) if job.started >= one.steps[-1].on}
    return Counted(
        employer=EmployerId(key[0]) if key[0] else None,
        family=key[1],
        states=dict(sorted(Counter(one.state for one in found).items())),
        reached=sum(int(one.steps[0].facts.get("alone", "0")) for one in opened),
        starts=len(starts),
    )

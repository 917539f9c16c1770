"""Pairs of jobs with few hours each that a client could hold together (product C3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from matcher.base.arrays import Flags
from matcher.base.weeks import WEEK
from matcher.explain.ladder import AskOf, LadderWords, TwoJobsWords
from matcher.explain.vacancies import shift_words
from matcher.explain.values import say_range
from matcher.matching.match import Matched
from matcher.matching.two_jobs import Between, Jobs, Limits, Together, together
from matcher.records.client import Client
from matcher.records.vacancy import Vacancy
from matcher.records.words import Condition, Emphasis, Opportunity
from matcher.scoring.tables import Index
from matcher.travel.minutes import MODES, minutes_table
from matcher.workflows.lists.prepared import Prepared
from matcher.workflows.opening.doors import Standing

PAIRS_MOST = 100_000
"""Pairs counted one by one; past it the count says only that there are so many. A matter of time."""
JOBS = (Opportunity.JOB, Opportunity.APPRENTICESHIP)


@dataclass(frozen=True)
class ShortJobs:
    """Pairs of short jobs: how many sure, how many to ask about, of how many jobs, the first few in words."""

    sure: int
    to_ask: int
    jobs: int
    shown: tuple[TwoJobsWords, ...]


def short_jobs(
    prepared: Prepared,
    matched: Matched,
    client: Client,
    vacancies: Sequence[Vacancy],
    standing: Standing,
    words: LadderWords,
) -> ShortJobs:
    """Pairs of jobs that are open but for too few hours; none where the client named no fewest hours.

    Alone, each keeps to everything else. Together they keep to the hours, to weekly pay and to what is allowed; no two
    shifts meet, and the way from one place of work to the other fits between them.
    """
    found, rows = pairs_of(prepared, matched, client, vacancies, standing)
    ranked = sorted(found, key=lambda one: (not one.sure, one.between_most, -one.least_minutes, one.first, one.second))
    sure = sum(one.sure for one in found)
    shown = ranked[: prepared.desk.library.levers.pairs_most]
    return ShortJobs(
        sure=sure,
        to_ask=len(found) - sure,
        jobs=len({job for one in found for job in (one.first, one.second)}),
        shown=tuple(_in_words(one, [vacancies[row] for row in rows], words) for one in shown),
    )


def pairs_of(
    prepared: Prepared, matched: Matched, client: Client, vacancies: Sequence[Vacancy], standing: Standing
) -> tuple[list[Together], list[int]]:
    """The pairs, and the places among `vacancies` of the jobs that they are made of."""
    wanted = client.conditions.hours_least_minutes
    if not wanted:
        return [], []
    rows = np.flatnonzero(_only_short(prepared, matched, client, vacancies, standing))
    asked = standing.unknown[rows] & (np.uint64(_asked_about(prepared)) | standing.applied[rows]) != 0
    between, site = _between(prepared, client, [vacancies[row] for row in rows.tolist()])
    jobs = Jobs(rows=matched.scope.vacancies[rows], site=site, asked=asked)
    found = together(matched.columns, jobs, between, _limits(client, wanted))
    return list(islice(found, PAIRS_MOST)), rows.tolist()


def _only_short(
    prepared: Prepared, matched: Matched, client: Client, vacancies: Sequence[Vacancy], standing: Standing
) -> Flags:
    """Jobs with fewer hours than wanted that nothing else keeps the client out of, weekly pay apart."""
    conditions, hours = client.conditions, matched.columns.vacancies.facts["hours"]
    let_be = _bit(prepared, Condition.HOURS)
    pay = matched.columns.vacancies.facts["pay"]
    most_pay = pay.pool["most"][pay.index[matched.scope.vacancies]]
    enough_an_hour = most_pay >= (conditions.pay_floor_hour_pence or 0)
    pay_bit = np.where(enough_an_hour, np.uint64(_bit(prepared, Condition.PAY)), np.uint64(0))
    if conditions.pay_floor_week_pence is None:
        pay_bit = np.zeros_like(pay_bit)
    short = hours.pool["most"][hours.index[matched.scope.vacancies]] < (conditions.hours_least_minutes or 0)
    a_job = np.array([one.opportunity in JOBS for one in vacancies], dtype=bool)
    found: Flags = short & a_job & (standing.blocked & ~(pay_bit | np.uint64(let_be)) == 0)
    return found


def _bit(prepared: Prepared, condition: Condition) -> int:
    return sum(1 << gate.bit for gate in prepared.desk.library.gates.gates if gate.condition is condition)


def _asked_about(prepared: Prepared) -> int:
    """Gates of which one job alone leaves something to ask: not hours and pay, which the two are held to together."""
    together_only = _bit(prepared, Condition.HOURS) | _bit(prepared, Condition.PAY)
    gates = prepared.desk.library.gates.gates
    return sum(1 << gate.bit for gate in gates if not gate.asks_everyone) & ~together_only


def _limits(client: Client, wanted: int) -> Limits:
    conditions, permission = client.conditions, client.permission
    pay_is_a_must = conditions.stance_on(Condition.PAY) is Emphasis.MUST
    return Limits(
        least_minutes=wanted,
        most_minutes=conditions.hours_most_minutes,
        permitted_minutes=permission.hours_most_minutes if permission else None,
        floor_week_pence=conditions.pay_floor_week_pence if pay_is_a_must else None,
        ceiling_week_pence=conditions.earnings_ceiling_week_pence,
    )


def _between(prepared: Prepared, client: Client, jobs: Sequence[Vacancy]) -> tuple[Between, Index]:
    """Minutes between the places of work by the client's ways of travelling, and each job's place in the table."""
    sectors = {job.sector for job in jobs if job.sector}
    travel = prepared.desk.library.travel
    table = minutes_table(prepared.programme.places, sectors, sectors, travel=travel)
    nowhere = len(table.origins)
    site = np.array([table.origins.get(job.sector or "", nowhere) for job in jobs], dtype=np.intp)
    has = np.array([mode in (client.conditions.modes or ()) for mode in MODES])
    minutes = table.minutes.astype(np.int64)
    least = minutes[:, :, has if has.any() else slice(None)].min(axis=2)
    most = least.copy() if has.any() else minutes.max(axis=2)
    for axis in (least.T, least):
        axis[nowhere] = 0
    for axis in (most.T, most):
        axis[nowhere] = table.longest
    return Between(least, most), site


def _in_words(pair: Together, jobs: Sequence[Vacancy], words: LadderWords) -> TwoJobsWords:
    about = words.context.library.wording.about
    first, second = (_ask(jobs[place], words) for place in (pair.first, pair.second))
    hours = say_range(pair.least_minutes, pair.most_minutes, "minutes", ends=(0, WEEK))
    way = f"up to {pair.between_most} minutes from one to the other"
    return TwoJobsWords(first, second, about.a_week.format(hours=hours) + ", " + way, pair.sure)


def _ask(job: Vacancy, words: LadderWords) -> AskOf:
    return words.ask_of(job, shift_words(job, words.context.library.wording.about))

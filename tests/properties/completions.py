"""Ways to learn one thing more about a client or a vacancy, without taking back anything that was said.

Each takes what is known and gives what may be known next; the record itself where there is nothing left to learn of it.
Not a completion, because it changes an answer rather than giving one: an earnings limit, a refusal, an emphasis, a
second wish. 'Not asked' about kinds of opportunity counts jobs and apprenticeships as wanted, so an answer has both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from matcher.records.client import Client, Statement
from matcher.records.shape import Link
from matcher.records.vacancy import Shift, Task, Vacancy
from matcher.records.words import (
    Cover,
    Demand,
    Importance,
    Kind,
    Mode,
    Opportunity,
    RequirementStatus,
    Stance,
)
from tests import wild, wild_work
from tests.chances import Chances, one_of, percent, some
from tests.properties.views import with_changes
from tests.wild import JOBS, ON, PLACES, SKILLS

if TYPE_CHECKING:
    from matcher.library.load import Library

KNOWN_JOBS, KNOWN_SKILLS = JOBS[:-1], SKILLS[:-1]
"""Without the last of each, which no vocabulary has."""
PAPER_KINDS = (
    Kind.LICENCE_DRIVING,
    Kind.OWN_VEHICLE,
    Kind.LICENCE_OTHER,
    Kind.GCSE,
    Kind.LEVEL,
    Kind.LANGUAGE,
    Kind.REFERENCES,
)

OfClient = Callable[[Client, Chances, "Library"], Client]
OfVacancy = Callable[[Vacancy, Chances, "Library"], Vacancy]


def _told(client: Client, **changes: object) -> Client:
    return with_changes(client, conditions=with_conditions(client, **changes))


def with_conditions(client: Client, **changes: object) -> object:
    """The client's conditions with some of them as given instead."""
    kept = {name: getattr(client.conditions, name) for name in type(client.conditions).model_fields}
    return {**kept, **changes}


def _says(client: Client, stance: Stance, kind: Kind, what: str, level: int | None = None) -> Client:
    said = Statement(stance=stance, kind=kind, what=Link(words=what, to=what, confidence=100), level=level)
    return with_changes(client, statements=(*client.statements, said))


def _linked(client: Client, stance: Stance, kind: Kind, ids: tuple[str, ...]) -> set[str]:
    return {said.what.to for said in client.says(stance, kind) if said.what.to in ids and said.what.to}


# --- of a client ---


def week(client: Client, chances: Chances, library: Library) -> Client:
    return client if client.conditions.week is not None else _told(client, week=wild.week(chances))


def care(client: Client, chances: Chances, library: Library) -> Client:
    windows = list(client.conditions.care)
    hoped = [place for place, window in enumerate(windows) if window.cover is Cover.HOPED_FOR]
    if not hoped:
        return client
    at = one_of(chances, hoped)
    if one_of(chances, (True, False)):
        windows[at] = with_changes(windows[at], cover=Cover.CONFIRMED)  # type: ignore[type-var]
    else:  # where nobody else has them, nobody brings or fetches them
        nobody = {"cover": Cover.NONE, "drop_off_minutes": None, "pick_up_minutes": None}
        windows[at] = with_changes(windows[at], **nobody)  # type: ignore[type-var]
    return _told(client, care=tuple(windows))


def home(client: Client, chances: Chances, library: Library) -> Client:
    return client if client.sector in PLACES else with_changes(client, sector=one_of(chances, tuple(PLACES)))


def modes(client: Client, chances: Chances, library: Library) -> Client:
    return client if client.conditions.modes else _told(client, modes=(one_of(chances, tuple(Mode)),))


def hours(client: Client, chances: Chances, library: Library) -> Client:
    least, most = client.conditions.hours_least_minutes, client.conditions.hours_most_minutes
    if least is None:
        return _told(client, hours_least_minutes=chances.whole(0, 3000 if most is None else most))
    return client if most is not None else _told(client, hours_most_minutes=least + chances.whole(0, 900))


def pay_floor(client: Client, chances: Chances, library: Library) -> Client:
    said = client.conditions
    if said.pay_floor_hour_pence is not None or said.pay_floor_week_pence is not None:
        return client
    hour, week_ = (one_of(chances, (None, 0, 1271, 1500)), one_of(chances, (None, 9_000, 40_000)))
    return _told(client, pay_floor_hour_pence=hour, pay_floor_week_pence=week_)


def plain(name: str, *values: object) -> OfClient:
    """One of the values, where the condition is not known."""

    def learn(client: Client, chances: Chances, library: Library) -> Client:
        if getattr(client.conditions, name) is not None:
            return client
        return _told(client, **{name: one_of(chances, values)})

    return learn


def demand_limits(client: Client, chances: Chances, library: Library) -> Client:
    known = client.conditions.demand_limits
    unasked = [demand for demand in Demand if demand not in known]
    more = {demand: chances.whole(0, 2) for demand in (some(chances, unasked, 6) if unasked else ())}
    return _told(client, demand_limits={**known, **more})


def opportunities(client: Client, chances: Chances, library: Library) -> Client:
    if client.conditions.opportunities is not None:
        return client
    jobs = {Opportunity.JOB, Opportunity.APPRENTICESHIP}
    return _told(client, opportunities=frozenset({*jobs, *some(chances, tuple(Opportunity), 3)}))


def goal(client: Client, chances: Chances, library: Library) -> Client:
    wants = _linked(client, Stance.WANTS, Kind.OCCUPATION, KNOWN_JOBS)
    accepts = _linked(client, Stance.ACCEPTS, Kind.OCCUPATION, KNOWN_JOBS)
    if wants or accepts or client.open_to_anything or client.undecided:
        return client
    if percent(chances, 30):
        return with_changes(client, open_to_anything=True)
    stance = one_of(chances, (Stance.WANTS, Stance.ACCEPTS))
    return _says(client, stance, Kind.OCCUPATION, one_of(chances, KNOWN_JOBS))


def likes(client: Client, chances: Chances, library: Library) -> Client:
    if _linked(client, Stance.LIKES, Kind.TASK, KNOWN_SKILLS):
        return client
    return _says(client, Stance.LIKES, Kind.TASK, one_of(chances, KNOWN_SKILLS))


def skills(client: Client, chances: Chances, library: Library) -> Client:
    if client.skills_complete:
        return client
    told = {
        said.what.to
        for stance in (Stance.CAN_DO, Stance.HAS_DONE, Stance.NOT_YET)
        for said in client.says(stance, Kind.TASK)
    }
    usual = {
        skill
        for job in _linked(client, Stance.HAS_DONE, Kind.OCCUPATION, KNOWN_JOBS)
        for skill in library.occupations.by_id[job].skills
    }
    unasked = [skill for skill in KNOWN_SKILLS if skill not in told | usual]
    if not unasked or percent(chances, 30):
        return with_changes(client, skills_complete=True)
    stance = one_of(chances, (Stance.CAN_DO, Stance.HAS_DONE, Stance.NOT_YET))
    return _says(client, stance, Kind.TASK, one_of(chances, unasked))


def work(client: Client, chances: Chances, library: Library) -> Client:
    if client.work_complete:
        return client
    done = _linked(client, Stance.HAS_DONE, Kind.OCCUPATION, KNOWN_JOBS)
    more = [job for job in KNOWN_JOBS if job not in done]
    if client.skills_complete or percent(chances, 40):
        return with_changes(client, work_complete=True)
    return _says(client, Stance.HAS_DONE, Kind.OCCUPATION, one_of(chances, more), chances.whole(1, 30))


def papers(client: Client, chances: Chances, library: Library) -> Client:
    told = {said.kind for said in client.statements if said.stance in (Stance.HOLDS, Stance.DOES_NOT_HOLD)}
    unasked = [kind for kind in PAPER_KINDS if kind not in told]
    if not unasked:
        return client
    kind = one_of(chances, unasked)
    _, _, ids = next(one for one in wild.SAYINGS if one[0] is Stance.HOLDS and one[1] is kind)
    stance = one_of(chances, (Stance.HOLDS, Stance.DOES_NOT_HOLD))
    return _says(client, stance, kind, one_of(chances, ids), chances.whole(1, 6))


def permission(client: Client, chances: Chances, library: Library) -> Client:
    return client if client.permission else with_changes(client, permission=wild.permission(chances))


def old_enough(client: Client, chances: Chances, library: Library) -> Client:
    if client.old_enough:
        return client
    when = ON + dt.timedelta(days=chances.whole(-900, 900))
    return with_changes(client, old_enough=((18, when),))


OF_A_CLIENT: tuple[OfClient, ...] = (
    week,
    care,
    home,
    modes,
    hours,
    pay_floor,
    plain("travel_limit_minutes", 0, 15, 45, 240),
    plain("notice_days", 0, 7, 90),
    plain("longest_shift_minutes", 0, 240, 480, 1440),
    plain("term_time_only", False, True),
    demand_limits,
    opportunities,
    goal,
    likes,
    skills,
    work,
    papers,
    permission,
    old_enough,
)


# --- of a vacancy ---


def shifts(vacancy: Vacancy, chances: Chances, library: Library) -> Vacancy:
    """Either what is only perhaps worked is settled, or the list is completed."""
    unsure = [place for place, shift in enumerate(vacancy.shifts) if not shift.certain]
    if unsure and percent(chances, 50):
        at, kept = one_of(chances, unsure), list(vacancy.shifts)
        if percent(chances, 50) and len(kept) > 1:
            del kept[at]
        else:
            kept[at] = kept[at].model_copy(update={"certain": True})
        return with_changes(vacancy, shifts=tuple(kept))
    if vacancy.shifts_complete and vacancy.shifts:
        return vacancy
    more: list[Shift] = [wild_work.shift(chances) for _ in range(chances.whole(0 if vacancy.shifts else 1, 2))]
    return with_changes(vacancy, shifts=(*vacancy.shifts, *more), shifts_complete=True)


def paid_hours(vacancy: Vacancy, chances: Chances, library: Library) -> Vacancy:
    least, most = vacancy.hours_least_minutes, vacancy.hours_most_minutes
    if least is None and most is None and vacancy.shifts and vacancy.shifts_complete:
        both = [(s.end - s.start - s.unpaid_break_minutes, s.certain) for s in vacancy.shifts]
        surely, at_most = (min(10_080, sum(m for m, c in both if c or every)) for every in (False, True))
        paid = chances.whole(surely, at_most)
        return with_changes(vacancy, hours_least_minutes=paid, hours_most_minutes=paid)
    if least is None:
        return with_changes(vacancy, hours_least_minutes=chances.whole(0, 3000 if most is None else most))
    return vacancy if most is not None else with_changes(vacancy, hours_most_minutes=least + chances.whole(0, 900))


def pay(vacancy: Vacancy, chances: Chances, library: Library) -> Vacancy:
    least, most = vacancy.pay_least_pence, vacancy.pay_most_pence
    if least is None:
        return with_changes(vacancy, pay_least_pence=chances.whole(0, 100_000 if most is None else most))
    return vacancy if most is not None else with_changes(vacancy, pay_most_pence=chances.whole(least, 100_000))


def plainly(name: str, *values: object) -> OfVacancy:
    """One of the values, where the fact is not known."""

    def learn(vacancy: Vacancy, chances: Chances, library: Library) -> Vacancy:
        return (
            vacancy if getattr(vacancy, name) is not None else with_changes(vacancy, **{name: one_of(chances, values)})
        )

    return learn


def site(vacancy: Vacancy, chances: Chances, library: Library) -> Vacancy:
    return vacancy if vacancy.sector is not None else with_changes(vacancy, sector=one_of(chances, tuple(PLACES)))


def tasks(vacancy: Vacancy, chances: Chances, library: Library) -> Vacancy:
    """A task is tied to a skill, or the list is completed by work that fits into what is left of the shift."""
    listed = list(vacancy.tasks)
    loose = [place for place, task in enumerate(listed) if task.what.to not in KNOWN_SKILLS]
    if loose and percent(chances, 50):
        at, skill = one_of(chances, loose), one_of(chances, KNOWN_SKILLS)
        listed[at] = listed[at].model_copy(update={"what": Link(words=skill, to=skill, confidence=100)})
        return with_changes(vacancy, tasks=tuple(listed))
    if vacancy.tasks_complete and listed:
        return vacancy
    shared = bool(listed) and all(task.share is not None for task in listed)
    rest = 1000 - sum(task.share or 0 for task in listed)
    if shared and rest > 0:
        listed += [_task(chances, share=rest)] if percent(chances, 60) else []
    elif not shared:
        listed += [_task(chances, share=None) for _ in range(chances.whole(0 if listed else 1, 2))]
    return with_changes(vacancy, tasks=tuple(listed), tasks_complete=True)


def _task(chances: Chances, *, share: int | None) -> Task:
    skill = one_of(chances, KNOWN_SKILLS)
    return Task(
        what=Link(words=skill, to=skill, confidence=100),
        share=share,
        essential=percent(chances, 70),
        taught=percent(chances, 40),
    )


def demands(vacancy: Vacancy, chances: Chances, library: Library) -> Vacancy:
    unasked = [demand for demand in Demand if demand not in vacancy.demands]
    more = {demand: chances.whole(0, 2) for demand in (some(chances, unasked, 6) if unasked else ())}
    return with_changes(vacancy, demands={**vacancy.demands, **more})


def occupation(vacancy: Vacancy, chances: Chances, library: Library) -> Vacancy:
    if vacancy.occupation is not None and vacancy.occupation.to in KNOWN_JOBS:
        return vacancy
    job = one_of(chances, KNOWN_JOBS)
    return with_changes(vacancy, occupation=Link(words=job, to=job, confidence=100))


def employer(vacancy: Vacancy, chances: Chances, library: Library) -> Vacancy:
    return vacancy if vacancy.employer is not None else with_changes(vacancy, employer="E9")


def extras(vacancy: Vacancy, chances: Chances, library: Library) -> Vacancy:
    """What would be nice to have, where nobody has said anything of it yet."""
    asked = vacancy.requirements
    said = any(one.importance is Importance.DESIRABLE for one in asked)
    if vacancy.requirements_complete or said or len(asked) >= 40 or percent(chances, 30):
        return with_changes(vacancy, requirements_complete=True)
    nice = wild_work.requirement(chances, "NICE").model_copy(
        update={"importance": Importance.DESIRABLE, "status": RequirementStatus.AS_STATED}
    )
    return with_changes(vacancy, requirements=(*asked, nice))


OF_A_VACANCY: tuple[OfVacancy, ...] = (
    shifts,
    paid_hours,
    pay,
    plainly("guaranteed_minutes", 0, 600, 1200),
    plainly("notice_days", 0, 7, 90),
    plainly("term_time_only", False, True),
    site,
    tasks,
    demands,
    occupation,
    employer,
    extras,
)

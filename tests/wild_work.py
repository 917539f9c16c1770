"""Vacancies, employers, files and whole programmes that reach every field and every edge; see `wild`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from matcher.records.employer import ConductFact, Employer
from matcher.records.evidence import Action, Consent, Introduction, Observation, Remembered
from matcher.records.programme import Place, Programme
from matcher.records.requirement import (
    Degree,
    DrivingLicence,
    Gcse,
    Language,
    LevelQualification,
    Need,
    NotCompared,
    OtherLicence,
    OwnVehicle,
    References,
    Registration,
    Requirement,
    SameJob,
    Skill,
    Years,
)
from matcher.records.vacancy import Shift, Task, Vacancy
from matcher.records.words import (
    Contract,
    Grade,
    Importance,
    IntroduceNow,
    Opportunity,
    RequirementStatus,
    Role,
    VacancyStatus,
)
from tests.chances import Chances, one_of, percent, perhaps
from tests.wild import (
    CATEGORIES,
    EMPLOYERS,
    JOBS,
    LICENCES,
    ON,
    PLACES,
    SECTORS,
    SKILLS,
    SUBJECTS,
    client,
    day,
    demands,
    link,
)

CRITERIA = ("licence_held", "skills_evidence", "digital_access", "care_plan")


def vacancy(chances: Chances, reference: str) -> Vacancy:
    """A vacancy about which anything may be known."""
    hours, pay = one_of(chances, (0, 600, 960, 2250)), one_of(chances, (1271, 1250, 1400, 0))
    share = one_of(chances, (20, 60, 95))
    asked = 42 if percent(chances, 2) else chances.whole(0, 4)
    return Vacancy(
        id=reference,
        title=one_of(chances, ("Assistant", "Team member")),
        employer=perhaps(chances, 80, EMPLOYERS),
        host=perhaps(chances, 15, EMPLOYERS),
        occupation=link(chances, JOBS) if percent(chances, 80) else None,
        opportunity=one_of(chances, (*[Opportunity.JOB] * 18, *Opportunity)),
        contract=perhaps(chances, 50, tuple(Contract)),
        status=one_of(chances, (*[VacancyStatus.OPEN] * 8, *VacancyStatus)),
        opened=day(chances, 100, 0) if percent(chances, 40) else None,
        closes=day(chances, 7, 60) if percent(chances, 50) else None,
        interviews=day(chances) if percent(chances, 20) else None,
        starts=day(chances, 20, 90) if percent(chances, 50) else None,
        last_word=day(chances, 200, 0) if percent(chances, 50) else None,
        places=perhaps(chances, 50, (1, 2, 9)),
        decides=one_of(chances, ("", "the site manager")),
        decides_by=day(chances) if percent(chances, 20) else None,
        sector=perhaps(chances, 80, SECTORS),
        nation=perhaps(chances, 30, ("england", "scotland")),
        shifts=tuple(shift(chances) for _ in range(chances.whole(0, 5))),
        shifts_complete=percent(chances, 70),
        hours_least_minutes=hours if percent(chances, share) else None,
        hours_most_minutes=hours + one_of(chances, (0, 120, 600)) if percent(chances, share) else None,
        guaranteed_minutes=perhaps(chances, share, (0, 600, 960, 1200)),
        notice_days=perhaps(chances, share, (0, 6, 7, 14, 21)),
        term_time_only=perhaps(chances, share, (False, True)),
        pay_least_pence=pay if percent(chances, share) else None,
        pay_most_pence=pay + one_of(chances, (0, 100, 600, 20_000)) if percent(chances, share) else None,
        tasks=tuple(_task(chances) for _ in range(chances.whole(0, 4))),
        tasks_complete=percent(chances, 60),
        drives=perhaps(chances, 60, (False, True)),
        demands=demands(chances) if percent(chances, 70) else {},
        requirements=tuple(requirement(chances, f"R{place}") for place in range(1, asked + 1)),
        requirements_complete=percent(chances, 50),
        apply_online_only=perhaps(chances, 50, (False, False, True)),
        adjustments=("start_later",) if percent(chances, 10) else (),
        raw={"title": "ASSISTANT"} if percent(chances, 10) else {},
    )


def shift(chances: Chances) -> Shift:
    """A shift; some run over midnight, some over Sunday night, some are only perhaps worked."""
    length = one_of(chances, (240, 300, 315, 480, 720, 1440))
    start = chances.whole(0, 6) * 1440 + one_of(chances, (540, 570, 0, 1020, 1320, 1439))
    return Shift(
        start=start,
        end=start + length,
        unpaid_break_minutes=one_of(chances, (0, 30)),
        certain=percent(chances, 85),
    )


def _task(chances: Chances) -> Task:
    return Task(
        what=link(chances, SKILLS, linked=90),
        share=perhaps(chances, 65, (100, 250, 400, 600)),
        essential=percent(chances, 75),
        taught=percent(chances, 65),
    )


def requirement(chances: Chances, reference: str) -> Requirement:
    """A requirement of any kind, importance and status."""
    kept = percent(chances, 50)
    return Requirement(
        id=reference,
        needs=tuple(_need(chances) for _ in range(2 if percent(chances, 15) else 1)),
        importance=one_of(chances, (*[Importance.ESSENTIAL] * 3, *Importance)),
        status=one_of(chances, (*[RequirementStatus.AS_STATED] * 3, *RequirementStatus)),
        reason="agreed" if kept else "",
        exception="A licence sets the age." if percent(chances, 30) else "",
        task=link(chances, SKILLS) if percent(chances, 20) else None,
        words="as the advert has it",
    )


def _need(chances: Chances) -> Need:
    makers: tuple[Any, ...] = (
        lambda: DrivingLicence(category=one_of(chances, CATEGORIES)),
        OwnVehicle,
        lambda: OtherLicence(licence=one_of(chances, LICENCES)),
        lambda: Registration(body=one_of(chances, ("nmc_nurse", "A body"))),
        lambda: Gcse(subject=one_of(chances, SUBJECTS), grade=one_of(chances, (3, 4, 5))),
        lambda: LevelQualification(level=one_of(chances, (1, 2, 3))),
        Degree,
        lambda: SameJob(occupation=one_of(chances, JOBS)),
        lambda: Years(occupation=one_of(chances, JOBS), months=one_of(chances, (6, 12))),
        lambda: Language(language="English", level=one_of(chances, (2, 4))),
        lambda: Skill(kind=one_of(chances, ("skill", "it_skills")), skill=one_of(chances, SKILLS)),
        lambda: References(count=one_of(chances, (1, 2))),
        lambda: NotCompared(kind=one_of(chances, ("age", "dbs_check", "other")), lead_days=30),
    )
    made: Need = one_of(chances, makers)()
    return made


def employer(chances: Chances, reference: str) -> Employer:
    """An employer with or without a past."""
    return Employer(
        id=reference,
        name=f"Employer {reference}",
        agency=percent(chances, 10),
        lead="EPC 1",
        conduct=tuple(_conduct(chances) for _ in range(chances.whole(0, 1))),
        not_before=day(chances, 20, 20) if percent(chances, 5) else None,
        contact_full_until=day(chances, 20, 20) if percent(chances, 5) else None,
        adjustments=("start_later",) if percent(chances, 20) else (),
        named_person=perhaps(chances, 30, (True, False)),
        induction=perhaps(chances, 30, (True, False)),
        first_week_agreed=perhaps(chances, 30, (True, False)),
    )


def _conduct(chances: Chances) -> ConductFact:
    return ConductFact(
        on=day(chances, 90, 5),
        what="hours promised were not given",
        source="a client, in writing",
        reply=one_of(chances, ("", "It was a mistake.")),
        until=day(chances, 30, 60) if percent(chances, 60) else None,
        stops=percent(chances, 10),
    )


def observation(chances: Chances, of: str) -> Observation:
    """What somebody saw, on a criterion that a list reads more often than not."""
    return Observation(
        client=of,
        criterion=one_of(chances, CRITERIA),
        level=chances.whole(0, 3),
        role=one_of(chances, (Role.CLIENT, Role.KEY_WORKER, Role.EPC, Role.TRAINING_PROVIDER, Role.EMPLOYER_HOST)),
        grade=perhaps(chances, 80, tuple(Grade)),
        on=day(chances, 60, 5) if percent(chances, 70) else ON - dt.timedelta(days=30),
        valid_until=day(chances, 30, 300) if percent(chances, 30) else None,
        no_longer=percent(chances, 15),
        detail=perhaps(chances, 30, ("forklift_certificate", "B", "pick_pack", "load_unload", "sia_guard")),
    )


def action(chances: Chances, of: str) -> Action:
    """Something to do about a criterion."""
    return Action(
        client=of,
        criterion=one_of(chances, CRITERIA),
        what="book it together",
        owner="key worker",
        due=day(chances, 10, 60) if percent(chances, 80) else None,
        done=ON if percent(chances, 20) else None,
        review=day(chances) if percent(chances, 10) else None,
    )


def consent(chances: Chances, of: str) -> Consent:
    """Why the client may be read; now and then nothing covers it."""
    return Consent(
        client=of,
        purpose="introduction" if percent(chances, 4) else "matching",
        basis="agreement with notice",
        on=ON - dt.timedelta(days=chances.whole(0, 90)),
        until=ON + dt.timedelta(days=chances.whole(-1, 90)) if percent(chances, 10) else None,
        withdrawn=ON - dt.timedelta(days=chances.whole(-1, 3)) if percent(chances, 4) else None,
    )


def remembered(chances: Chances, clients: list[str], vacancies: list[str]) -> Remembered:
    """A decision that was made about one pair."""
    return Remembered(
        client=one_of(chances, clients),
        vacancy=one_of(chances, vacancies),
        decision=one_of(chances, ("held", "declined", "employer_said_no", "put_forward", "a note")),
        on=day(chances, 30, 2),
        until=day(chances, 5, 60) if percent(chances, 50) else None,
    )


def _introduction(chances: Chances, clients: list[str], vacancies: list[str]) -> Introduction:
    return Introduction(
        client=one_of(chances, clients),
        vacancy=one_of(chances, vacancies),
        role=one_of(chances, (Role.KEY_WORKER, Role.EPC)),
        answer=one_of(chances, tuple(IntroduceNow)),
        on=day(chances, 30, 0),
    )


def programme(chances: Chances, *, clients: int, vacancies: int) -> Programme:
    """A whole programme; references are not in order on purpose."""
    people = [f"C{number}" for number in range(clients, 0, -1)]
    jobs = [f"V{number}" for number in range(1, vacancies + 1)]
    both = bool(people and jobs)
    return Programme(
        data_date=ON,
        clients=tuple(client(chances, one) for one in people),
        vacancies=tuple(vacancy(chances, one) for one in jobs),
        employers=tuple(employer(chances, one) for one in EMPLOYERS[: chances.whole(1, 3)]),
        observations=tuple(observation(chances, one) for one in people for _ in range(chances.whole(0, 3))),
        introductions=tuple(_introduction(chances, people, jobs) for _ in range(both * chances.whole(0, 1))),
        actions=tuple(action(chances, one) for one in people if percent(chances, 30)),
        consents=tuple(consent(chances, one) for one in people),
        remembered=tuple(remembered(chances, people, jobs) for _ in range(both * chances.whole(0, 3))),
        places=tuple(Place(sector=one, east=at[0], north=at[1]) for one, at in PLACES.items()),
    )

"""What is known of one vacancy, fact by fact: a value to compare, and known, partly or missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matcher.base.days import Day
from matcher.records.employer import Employer
from matcher.records.requirement import Requirement
from matcher.records.vacancy import Shift, Vacancy
from matcher.records.words import Demand, Importance
from tests.reference import doubts
from tests.reference.people import KNOWN, MISSING, PARTLY
from tests.reference.requirements import Needs, alternatives
from tests.reference.week import WEEK
from tests.reference.words import World

FIRST_REQUIREMENT_BIT = 24
REQUIREMENTS_MOST = 40


@dataclass(frozen=True)
class Asked:
    """One requirement with a bit of its own, and what its status and its doubts let it do."""

    requirement: Requirement
    needs: Needs
    bit: int
    applied: bool
    doubted: bool
    """Whether a doubt about it is still open: not kept with a reason, relaxed or removed."""
    readable: bool
    """Whether it may fail or be unknown at all: something is compared, and it is asked for."""


@dataclass(eq=False)
class Job:
    """One vacancy, ready to be compared."""

    vacancy: Vacancy
    facts: dict[str, Any]
    states: dict[str, str]
    open: frozenset[str]
    start: Day
    asked: tuple[Asked, ...]
    applied: int
    """Bits of the requirements that are applied."""
    held: bool


def job(vacancy: Vacancy, world: World, employers: dict[str, Employer]) -> Job:
    """Everything the measures read of one vacancy."""
    facts: dict[str, Any] = {}
    states: dict[str, str] = {}

    def put(name: str, value: Any, state: str) -> None:
        facts[name], states[name] = value, state

    def put_plain(name: str, value: Any) -> None:
        put(name, value, MISSING if value is None else KNOWN)

    occupation = vacancy.occupation.to if vacancy.occupation else None
    occupation = occupation if occupation in world.occupation_ids else None
    start = world.start(vacancy.starts)
    asked = _asked(vacancy, world)
    put("shifts", *_shifts(vacancy))
    put("hours", *_hours(vacancy))
    put_plain("guaranteed", vacancy.guaranteed_minutes)
    put_plain("notice", vacancy.notice_days)
    put_plain("holidays", vacancy.term_time_only)
    place = vacancy.sector if vacancy.sector in world.sectors else None
    put("site", (place, vacancy.sector, _shifts(vacancy)[0]), KNOWN if place else MISSING)
    put("pay", *_ends(vacancy.pay_least_pence, vacancy.pay_most_pence))
    put("tasks", *_tasks(vacancy, world))
    levels = tuple(vacancy.demands.get(demand) for demand in Demand)
    known = sum(level is not None for level in levels)
    put("demands", levels, KNOWN if known == len(levels) else PARTLY if known else MISSING)
    put_plain("occupation", occupation)
    put("employer", (vacancy.employer, vacancy.host), KNOWN if vacancy.employer else MISSING)
    put("opportunity", vacancy.opportunity, KNOWN)
    liked = tuple(one.needs for one in asked if _adds(one.requirement, vacancy, world))
    put_plain("desirable", liked if liked or vacancy.requirements_complete else None)
    put("age_rule", lawful_age(occupation, vacancy, world), KNOWN)
    put("start", start, KNOWN)
    put("employer_flags", _flags(vacancy, world, employers), KNOWN)
    return Job(
        vacancy=vacancy,
        facts=facts,
        states=states,
        open=frozenset(name for name, state in states.items() if state != KNOWN),
        start=start,
        asked=asked,
        applied=sum(1 << one.bit for one in asked if one.applied),
        held=any(doubts.holds(requirement, vacancy, world) for requirement in vacancy.requirements),
    )


def _shifts(vacancy: Vacancy) -> tuple[Any, str]:
    """(certain shifts, all shifts, whether those are all there can be, whether in term time only)."""
    certain = tuple(shift.interval for shift in vacancy.shifts if shift.certain)
    every = tuple(shift.interval for shift in vacancy.shifts)
    complete = bool(every) and vacancy.shifts_complete
    value = (certain, every, complete, vacancy.term_time_only)
    if not every:
        return value, MISSING
    return value, KNOWN if complete and len(certain) == len(every) else PARTLY


def _hours(vacancy: Vacancy) -> tuple[tuple[int | None, int | None], str]:
    given = (vacancy.hours_least_minutes, vacancy.hours_most_minutes)
    if given != (None, None) or not (vacancy.shifts and vacancy.shifts_complete):
        return _ends(*given)
    least = _paid([shift for shift in vacancy.shifts if shift.certain])
    most = _paid(list(vacancy.shifts))
    return (least, most), KNOWN if least == most else PARTLY


def _paid(shifts: list[Shift]) -> int:
    return min(WEEK, sum(shift.end - shift.start - shift.unpaid_break_minutes for shift in shifts))


def _ends(least: int | None, most: int | None) -> tuple[tuple[int | None, int | None], str]:
    given = sum(end is not None for end in (least, most))
    return (least, most), (MISSING, PARTLY, KNOWN)[given]


def _tasks(vacancy: Vacancy, world: World) -> tuple[Any, str]:
    """((skill or None, share, essential, taught) of each task, whether those are all)."""
    rows = tuple(
        (task.what.to if task.what.to in world.skill_ids else None, task.share, task.essential, task.taught)
        for task in vacancy.tasks
    )
    complete = bool(rows) and vacancy.tasks_complete
    if not rows:
        return (rows, complete), MISSING
    linked = all(skill is not None for skill, *_ in rows)
    return (rows, complete), KNOWN if complete and linked else PARTLY


def lawful_age(occupation: str | None, vacancy: Vacancy, world: World) -> int:
    """The age the law sets for this work by a verified rule; some hold only where it needs a licence."""
    asked = [
        getattr(need, "licence", None)
        for requirement in vacancy.requirements
        if requirement.importance is Importance.ESSENTIAL
        for need in requirement.needs
    ]
    age = 0
    for entry in world.library.occupations.entries:
        if entry.id != occupation:
            continue
        for rule in entry.legal:
            holds = not rule.age_with or any(licence in asked for licence in rule.age_with)
            if rule.mark == "verified" and holds:
                age = max(age, rule.min_age or 0)
    return age


def _flags(vacancy: Vacancy, world: World, employers: dict[str, Employer]) -> tuple[bool, bool, bool]:
    """(introductions stopped, a pause running, rung as often as agreed), of the employer or the host."""
    those = [employers[one] for one in (vacancy.employer, vacancy.host) if one in employers]
    on = world.on
    stopped = any(
        fact.stops and fact.on <= on and (fact.until is None or fact.until >= on)
        for one in those
        for fact in one.conduct
    )
    pausing = any(one.not_before is not None and one.not_before > on for one in those)
    full = any(one.contact_full_until is not None and one.contact_full_until >= on for one in those)
    return stopped, pausing, full


def _asked(vacancy: Vacancy, world: World) -> tuple[Asked, ...]:
    found = []
    for place, requirement in enumerate(vacancy.requirements[:REQUIREMENTS_MOST]):
        found.append(
            Asked(
                requirement=requirement,
                needs=alternatives(requirement),
                bit=FIRST_REQUIREMENT_BIT + place,
                applied=doubts.applies(requirement, vacancy, world),
                doubted=doubts.still_open(requirement, vacancy, world),
                readable=requirement.compared and requirement.importance is not Importance.NOT_REQUIRED,
            )
        )
    return tuple(found)


def _adds(requirement: Requirement, vacancy: Vacancy, world: World) -> bool:
    """Whether holding it earns something: desirable, compared, and nothing speaks against asking for it."""
    return (
        requirement.importance is Importance.DESIRABLE
        and requirement.compared
        and doubts.effect(requirement, vacancy, world) == "applied"
    )


def stated(vacancy: Vacancy) -> tuple[Requirement, ...]:
    """Essential requirements that are compared, as they were stated, whatever has happened to them since."""
    return tuple(
        one
        for one in vacancy.requirements[:REQUIREMENTS_MOST]
        if one.compared and one.importance is Importance.ESSENTIAL
    )

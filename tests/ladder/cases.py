"""Small made-up cases near to the line, where a change or two may open a door; and the plain recount of them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from typing import Any

from matcher.base.weeks import DAY, WEEK
from matcher.library.levers import LEVERS_MOST, LeverKind, Step, lead_days
from matcher.library.load import Library, load_library
from matcher.records.client import CareWindow, Client, Conditions, Permission, Spell, StandingChoice, Statement
from matcher.records.evidence import Consent
from matcher.records.programme import Place, Programme
from matcher.records.requirement import DrivingLicence, Gcse, OtherLicence, OwnVehicle, References, Requirement, Skill
from matcher.records.shape import Link
from matcher.records.vacancy import Shift, Vacancy
from matcher.records.words import (
    CareWeeks,
    Condition,
    Cover,
    Emphasis,
    Free,
    Importance,
    Kind,
    Mode,
    RequirementStatus,
    Stance,
)
from matcher.workflows.opening import levers as pull
from tests.chances import Chances, one_of, percent, some
from tests.reference.market import market
from tests.wild import ON, PLACES

NAME = "ladder/levers.yaml"
FEWER = (("amounts: [15, 30, 45]", "amounts: [30, 45]"), ("amounts: [14, 28, 56]", "amounts: [28]"))
"""Fewer amounts than are shipped, so that every subset can be tried."""


@cache
def small_library() -> Library:
    """The shipped models with fewer amounts."""
    shipped = load_library()
    text = shipped.texts[NAME]
    for old, new in FEWER:
        text = text.replace(old, new)
    return Library({**shipped.raw, NAME: text.encode()})


def client(chances: Chances) -> Client:
    """Somebody whose musts are just missed by many jobs."""
    weekdays = range(5)
    opens, closes = one_of(chances, (8 * 60, 525, 555)), one_of(chances, (885, 930, 960, 17 * 60))
    week = tuple(Spell(start=d * DAY + opens, end=d * DAY + closes, free=Free.FREE) for d in weekdays)
    musts = dict.fromkeys(some(chances, (Condition.HOURS, Condition.TRAVEL, Condition.SHIFT_LENGTH), 3), Emphasis.MUST)
    least = one_of(chances, (None, None, 600, 900))
    return Client(
        id="C1",
        sector=one_of(chances, tuple(PLACES)[:4]),
        conditions=Conditions(
            emphasis={Condition.TIMES: Emphasis.MUST, **musts, **_pay(chances)},
            week=week if percent(chances, 95) else None,
            care=_care(chances),
            hours_least_minutes=least,
            hours_most_minutes=one_of(chances, (None, 960, 1200)),
            longest_shift_minutes=one_of(chances, (None, 240, 300, 360)),
            modes=one_of(chances, ((Mode.WALK,), (Mode.WALK, Mode.BUS), (Mode.BUS,), None)),
            travel_limit_minutes=one_of(chances, (None, 20, 30, 45, 60)),
            pay_floor_week_pence=one_of(chances, (None, 15_000)),
            earnings_ceiling_week_pence=one_of(chances, (None, None, 20_000)),
        ),
        statements=tuple(_papers(chances)),
        skills_complete=percent(chances, 30),
        choices=(StandingChoice(vacancy="V1", wants_it=percent(chances, 70), on=ON),) if percent(chances, 10) else (),
        permission=_permission(chances),
        old_enough=((18, ON + dt.timedelta(days=40)),) if percent(chances, 10) else (),
    )


def _pay(chances: Chances) -> dict[Condition, Emphasis]:
    return {Condition.PAY: Emphasis.MUST} if percent(chances, 20) else {}


def _care(chances: Chances) -> tuple[CareWindow, ...]:
    windows = []
    for first, last in ((450, 550), (890, 1110)):
        if percent(chances, 60):
            cover = one_of(chances, (Cover.NONE, Cover.NONE, Cover.HOPED_FOR))
            windows += [CareWindow(start=d * DAY + first, end=d * DAY + last, cover=cover) for d in range(5)]
    return (*windows, *(_school(chances) if percent(chances, 40) else ()))


def _school(chances: Chances) -> Iterator[CareWindow]:
    """A place where the client brings somebody and fetches them: the journeys then go by way of it."""
    opens, closes = one_of(chances, (500, 525, 540)), one_of(chances, (900, 930, 960))
    where, weeks = one_of(chances, ("ND1 1", "ND1 2", None)), one_of(chances, tuple(CareWeeks))
    minutes = {"drop_off_minutes": one_of(chances, (5, 15, None)), "pick_up_minutes": one_of(chances, (5, None))}
    cover = one_of(chances, (Cover.CONFIRMED, Cover.CONFIRMED, Cover.HOPED_FOR))
    for day in range(5):
        times = {"start": day * DAY + opens, "end": day * DAY + closes}
        yield CareWindow(**times, cover=cover, sector=where, weeks=weeks, **minutes)


def _papers(chances: Chances) -> Iterator[Statement]:
    for kind, name in (
        (Kind.LICENCE_DRIVING, "B"),
        (Kind.LICENCE_OTHER, "food_hygiene_2"),
        (Kind.LICENCE_OTHER, "sia_guard"),
        (Kind.OWN_VEHICLE, "own car"),
        (Kind.REFERENCES, "references"),
    ):
        stance = one_of(chances, (Stance.HOLDS, Stance.DOES_NOT_HOLD, Stance.DOES_NOT_HOLD, None))
        if stance is not None:
            yield Statement(stance=stance, kind=kind, what=Link(words=name, to=name, confidence=100))


def _permission(chances: Chances) -> Permission | None:
    from_day = ON + dt.timedelta(days=one_of(chances, (20, 50)))
    return one_of(
        chances, (None, None, Permission(), Permission(hours_most_minutes=1140), Permission(from_day=from_day))
    )


def vacancy(chances: Chances, reference: str) -> Vacancy:
    """A job just outside what many can do."""
    start, length = one_of(chances, (510, 540, 570, 600, 630)), one_of(chances, (180, 240, 270, 300))
    days = one_of(chances, (range(5), range(5), range(4), (0, 2, 4), (6,)))
    night = 690 if percent(chances, 5) else 0
    shifts = tuple(
        Shift(start=d * DAY + start + night, end=d * DAY + start + night + length, certain=percent(chances, 92))
        for d in days
    )
    paid = sum(one.end - one.start for one in shifts)
    stated = percent(chances, 60)
    return Vacancy(
        id=reference,
        title="Assistant",
        employer="E1",
        occupation=Link(words="guard", to="security_officer") if percent(chances, 10) else None,
        starts=ON + dt.timedelta(days=one_of(chances, (3, 12, 40))) if percent(chances, 70) else None,
        sector=one_of(chances, tuple(PLACES)[:4]),
        shifts=shifts,
        shifts_complete=percent(chances, 85),
        hours_least_minutes=paid if stated else None,
        hours_most_minutes=paid + one_of(chances, (0, 0, 120)) if stated else None,
        guaranteed_minutes=one_of(chances, (None, paid)),
        pay_least_pence=one_of(chances, (1271, 1300, None)),
        tasks_complete=True,
        drives=one_of(chances, (True, False, None)),
        requirements=tuple(_requirement(chances, f"R{place}") for place in range(1, chances.whole(0, 3) + 1)),
        requirements_complete=True,
    )


def _requirement(chances: Chances, reference: str) -> Requirement:
    needs: tuple[Any, ...] = (
        DrivingLicence(),
        OtherLicence(licence="food_hygiene_2"),
        OtherLicence(licence="sia_guard"),
        OtherLicence(licence="a card of their own"),
        OwnVehicle(),
        References(count=1),
        Gcse(subject="maths", grade=4),
        Skill(skill="scan_barcode"),
    )
    return Requirement(
        id=reference,
        needs=tuple(some(chances, needs, 2)) or (DrivingLicence(),),
        importance=one_of(chances, (Importance.ESSENTIAL, Importance.ESSENTIAL, Importance.DESIRABLE)),
        status=one_of(chances, (*[RequirementStatus.AS_STATED] * 4, *RequirementStatus)),
        reason="agreed",
    )


def programme(chances: Chances, *, vacancies: int) -> Programme:
    """One client and some jobs."""
    return Programme(
        data_date=ON,
        clients=(client(chances),),
        vacancies=tuple(vacancy(chances, f"V{number}") for number in range(1, vacancies + 1)),
        consents=(Consent(client="C1", purpose="matching", basis="agreement", on=ON),),
        places=tuple(Place(sector=one, east=at[0], north=at[1]) for one, at in PLACES.items()),
    )


# --- every subset, the plain way ---


@dataclass(frozen=True)
class Tried:
    """Every subset of levers that opens one pair, and those of them with no smaller one."""

    opens: frozenset[frozenset[Step]]
    smallest: frozenset[frozenset[Step]]


def universe(who: Client, job: Vacancy, library: Library) -> list[list[Step]]:
    """Every step there is, in groups of which a set takes one at most."""
    levers, shift, modes, days, rest = library.levers.levers, list[Step](), list[Step](), list[Step](), list[Step]()
    for one in levers:
        steps = [Step(one.id, amount) for amount in one.amounts] or [Step(one.id)]
        if one.kind is LeverKind.LATER_FIRST_DAY:
            days += steps
        elif one.amounts:
            shift += steps
        elif one.kind is LeverKind.MODE:
            modes += steps
        elif one.kind is LeverKind.CARE_CLUB:
            rest += steps
        elif one.kind is LeverKind.REQUIREMENT:
            asked = (each for each in job.requirements if pull.may_relax(each, job, library=library))
            rest += [Step(one.id, of=each.id) for each in asked]
        elif one.kind is LeverKind.CREDENTIAL:
            named = {e.id: None for each in job.requirements for e in pull.credentials_of(each, library=library)}
            rest += [Step(one.id, of=name) for name in named]
    first = pull.first_day(job, on=ON, library=library)
    groups = [shift, modes, days, *([one] for one in rest)]

    def in_time(step: Step) -> bool:
        days_ = lead_days(step, library)
        return days_ is None or ON + dt.timedelta(days=days_) <= first

    return [kept for group in groups if (kept := [one for one in group if in_time(one)])]


def subsets(groups: list[list[Step]]) -> Iterator[frozenset[Step]]:
    """Every subset of up to three levers."""
    for count in range(LEVERS_MOST + 1):
        for some_of in combinations(groups, count):
            for taken in product(*some_of):
                yield frozenset(taken)


def tried(of: Programme, job: Vacancy, library: Library) -> Tried:
    """Every subset of levers applied to the records, and the pair decided anew by the plain reference."""
    who = of.clients[0]
    every = list(subsets(universe(who, job, library)))
    people, jobs = dict[str, tuple[str, Client]](), dict[str, tuple[str, Vacancy]]()
    pairs: list[tuple[frozenset[Step], str, str]] = []
    for steps in every:
        if not _all_do_something(who, job, steps, library):
            continue
        changed, moved = pull.pulled(who, job, sorted(steps), on=ON, library=library)
        mine = people.setdefault(repr(changed), (f"C{len(people)}", changed))[0]
        theirs = jobs.setdefault(repr(moved), (f"X{len(jobs)}", moved))[0]
        pairs.append((steps, mine, theirs))
    there = market(
        of.model_copy(
            update={
                "clients": tuple(one.model_copy(update={"id": name}) for name, one in people.values()),
                "vacancies": tuple(one.model_copy(update={"id": name}) for name, one in jobs.values()),
                "consents": tuple(of.consents[0].model_copy(update={"client": name}) for name, _ in people.values()),
            }
        ),
        library=library,
        on=ON,
    )
    said = {one.vacancy: one for one in who.choices}.get(job.id)
    opens = frozenset(steps for steps, mine, theirs in pairs if _open(there, mine, theirs, said, library))
    return Tried(opens, frozenset(one for one in opens if not any(goes_beyond(one, other) for other in opens)))


def _all_do_something(who: Client, job: Vacancy, steps: Iterable[Step], library: Library) -> bool:
    for step in steps:
        lever = library.levers.by_id[step.lever]
        one = pull.client_with(who, lever, step, library=library)
        other = pull.vacancy_with(job, lever, step, on=ON, library=library)
        if one is None and other is None:
            return False
    return True


def _open(there: Any, mine: str, theirs: str, said: StandingChoice | None, library: Library) -> bool:
    """Whether nothing blocks; the client's word is about the vacancy as it was named, which here has another name."""
    blocked = there.pair(mine, theirs).blocked_by
    client_owned = sum(1 << gate.bit for gate in library.gates.gates if gate.owner == "client")
    if said is not None:
        blocked = blocked & ~client_owned if said.wants_it else blocked | client_owned
    return bool(blocked == 0)


def goes_beyond(one: frozenset[Step], other: frozenset[Step]) -> bool:
    """Whether every step of `other` is in `one` or is a part of one of its steps, and they are not the same."""
    return one != other and all(any(step == mine or _part(step, of=mine) for mine in one) for step in other)


def _part(step: Step, *, of: Step) -> bool:
    if step.lever == of.lever:
        return step.amount < of.amount
    halves = ("start_later", "finish_earlier")
    return of.lever == "both_ends" and step.lever in halves and step.amount <= of.amount


__all__ = ["ON", "WEEK", "Tried", "goes_beyond", "programme", "small_library", "tried"]

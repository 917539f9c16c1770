"""What each kind of lever does to a record. A client's musts, limits, refusals and words are never touched here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from matcher.base.days import Day
from matcher.base.weeks import WEEK, Intervals, intersect, normalise, subtract
from matcher.columns.vacancies import start_day
from matcher.library.levers import SHIFT_KINDS, Lever, LeverKind, Step
from matcher.library.load import Library
from matcher.library.vocabulary import Licence
from matcher.records.client import CareWindow, Client, Statement
from matcher.records.requirement import DrivingLicence, OtherLicence, Requirement
from matcher.records.shape import Link
from matcher.records.vacancy import Shift, Vacancy
from matcher.records.words import Cover, Kind, Mode, RequirementStatus, Stance

_EARLIER_AND_LATER = {
    LeverKind.START_LATER: (1, 0),
    LeverKind.FINISH_EARLIER: (0, -1),
    LeverKind.BOTH_ENDS: (1, -1),
    LeverKind.WHOLE_EARLIER: (-1, -1),
    LeverKind.WHOLE_LATER: (1, 1),
}
"""Which way the start and the end go, in amounts."""


def with_shift_moved(vacancy: Vacancy, lever: Lever, amount: int) -> Vacancy | None:
    """The vacancy with every shift of the week moved so; None where there is none, or none would be left of one.

    Hours fall by what the shifts lose, and so do guaranteed hours. Which shifts are worked may be open: then the least
    falls by all of them and the most by the certain ones; hours that nobody can work out any more are not known.
    """
    first, last = (direction * amount for direction in _EARLIER_AND_LATER[lever.kind])
    shifts = _moved(vacancy.shifts, first, last)
    if not shifts:
        return None
    lost = first - last
    if not lost:
        return vacancy.model_copy(update={"shifts": shifts})
    every, certain = lost * len(shifts), lost * sum(shift.certain for shift in shifts)
    complete = vacancy.shifts_complete
    least = _less(vacancy.hours_least_minutes, every) if complete else None
    return vacancy.model_copy(
        update={
            "shifts": shifts,
            "hours_least_minutes": least,
            "hours_most_minutes": _less(vacancy.hours_most_minutes, certain),
            "guaranteed_minutes": _less(vacancy.guaranteed_minutes, every) if complete else None,
        }
    )


@lru_cache(maxsize=4096)
def _moved(shifts: tuple[Shift, ...], first: int, last: int) -> tuple[Shift, ...]:
    """Shifts with both ends moved; none where one would have no paid minute left. Few patterns are many jobs'."""
    found = []
    for one in shifts:
        start = (one.start + first) % WEEK
        end = start + one.end + last - one.start - first
        if end - start <= one.unpaid_break_minutes:
            return ()
        found.append(one.model_copy(update={"start": start, "end": end}))
    return tuple(found)


def _less(minutes: int | None, lost: int) -> int | None:
    return None if minutes is None else max(0, minutes - lost)


def with_later_first_day(vacancy: Vacancy, days: int, *, on: Day, library: Library) -> Vacancy:
    """The vacancy with its first day so many days after the one that is reckoned with today."""
    return vacancy.model_copy(update={"starts": first_day(vacancy, on=on, library=library) + dt.timedelta(days=days)})


def first_day(vacancy: Vacancy, *, on: Day, library: Library) -> Day:
    """The first day, as matching reckons with it."""
    return dt.date.fromordinal(start_day(vacancy, on=on, days_if_unstated=library.ranking.start_if_unstated_days))


def with_mode(client: Client, mode: Mode) -> Client | None:
    """The client with one more way of travelling; None where they have it, or nobody asked how they travel."""
    modes = client.conditions.modes
    if not modes or mode in modes:
        return None
    return _with_conditions(client, modes=(*modes, mode))


def with_care_place(client: Client) -> Client | None:
    """The client with every place that is hoped for confirmed; None where none is."""
    care = client.conditions.care
    if not any(window.cover is Cover.HOPED_FOR for window in care):
        return None
    confirmed = {"cover": Cover.CONFIRMED}
    changed = (one.model_copy(update=confirmed) if one.cover is Cover.HOPED_FOR else one for one in care)
    return _with_conditions(client, care=tuple(changed))


def with_club(client: Client, covered: Intervals) -> Client | None:
    """The client with somebody else there for the children while a club is; None where that changes nothing."""
    care = client.conditions.care
    changed = tuple(part for window in care for part in _shared(window, covered))
    return _with_conditions(client, care=changed) if changed != care else None


def _shared(window: CareWindow, covered: Intervals) -> Iterator[CareWindow]:
    """A window when nobody else is there, cut into what the club takes over and what stays."""
    time = normalise([window.interval])
    taken = intersect(time, covered)
    if window.cover is not Cover.NONE or not taken:
        yield window
        return
    for parts, cover in ((subtract(time, covered), Cover.NONE), (taken, Cover.CONFIRMED)):
        for start, end in parts:
            yield window.model_copy(update={"start": start, "end": end, "cover": cover})


def _with_conditions(client: Client, **changed: object) -> Client:
    return client.model_copy(update={"conditions": client.conditions.model_copy(update=changed)})


def with_credential(client: Client, licence: Licence) -> Client:
    """The client holding one more licence or certificate."""
    kind = Kind.LICENCE_DRIVING if licence.category else Kind.LICENCE_OTHER
    held = Statement(stance=Stance.HOLDS, kind=kind, what=Link(words=licence.name, to=licence.id, confidence=100))
    return client.model_copy(update={"statements": (*client.statements, held)})


def credentials_of(requirement: Requirement, *, library: Library) -> tuple[Licence, ...]:
    """The licences of the vocabulary that a requirement names, each of which would meet it."""
    found = []
    for need in requirement.needs:
        if isinstance(need, DrivingLicence):
            found.append(library.licences.driving(need.category))
        elif isinstance(need, OtherLicence):
            entry = library.licences.by_id.get(need.licence)
            found.append(entry if entry is not None and entry.kind == "licence_other" else None)
    return tuple(one for one in found if one is not None)


def may_relax(requirement: Requirement, vacancy: Vacancy, *, library: Library) -> bool:
    """Whether an employer may be asked to let go of it: not what the law asks for, nor what was answered already."""
    never = library.levers.never_relaxed
    return requirement.status not in never.statuses and not all(
        _law_asks(need, vacancy, library=library) for need in requirement.needs
    )


def _law_asks(need: object, vacancy: Vacancy, *, library: Library) -> bool:
    never, by_id = library.levers.never_relaxed, library.licences.by_id
    if isinstance(need, DrivingLicence):
        return never.where_it_drives and bool(vacancy.drives)
    reference = getattr(need, "licence", None) or getattr(need, "body", None)
    entry = by_id.get(reference) if isinstance(reference, str) else None
    return entry is not None and entry.standing in never.standings


def without_requirement(vacancy: Vacancy, reference: str) -> Vacancy:
    """The vacancy with one requirement let go of."""
    relaxed = {"status": RequirementStatus.REMOVED}
    changed = (one.model_copy(update=relaxed) if one.id == reference else one for one in vacancy.requirements)
    return vacancy.model_copy(update={"requirements": tuple(changed)})


def client_with(client: Client, lever: Lever, step: Step, *, library: Library) -> Client | None:
    """The client's half of the world with one lever pulled; None where it changes nothing on this side."""
    match lever.kind:
        case LeverKind.MODE if lever.mode is not None:
            return with_mode(client, lever.mode)
        case LeverKind.CARE_PLACE:
            return with_care_place(client)
        case LeverKind.CARE_CLUB if lever.club is not None:
            return with_club(client, lever.club.covered)
        case LeverKind.CREDENTIAL:
            return with_credential(client, library.licences.by_id[step.of])
        case _:
            return None


def vacancy_with(vacancy: Vacancy, lever: Lever, step: Step, *, on: Day, library: Library) -> Vacancy | None:
    """The vacancy's half of the world with one lever pulled; None where it changes nothing on this side."""
    if lever.kind in SHIFT_KINDS:
        return with_shift_moved(vacancy, lever, step.amount)
    if lever.kind is LeverKind.LATER_FIRST_DAY:
        return with_later_first_day(vacancy, step.amount, on=on, library=library)
    if lever.kind is LeverKind.REQUIREMENT and any(one.id == step.of for one in vacancy.requirements):
        return without_requirement(vacancy, step.of)
    return None


def pulled(
    client: Client, vacancy: Vacancy, steps: Iterable[Step], *, on: Day, library: Library
) -> tuple[Client, Vacancy]:
    """Both records with some levers pulled, one after the other; what changes nothing is passed over."""
    for step in steps:
        lever = library.levers.by_id[step.lever]
        client = client_with(client, lever, step, library=library) or client
        vacancy = vacancy_with(vacancy, lever, step, on=on, library=library) or vacancy
    return client, vacancy


def in_time(lead_days: int | None, vacancy: Vacancy, *, on: Day, library: Library) -> bool:
    """Whether something that takes so many days can be in place by the first day; unknown is not held against it."""
    return lead_days is None or on + dt.timedelta(days=lead_days) <= first_day(vacancy, on=on, library=library)

"""Jobs that people start: started, hours told, ended. Each is one change, signed and logged.

A start plans the contacts in work. An end puts the client back on the caseload the same day: something to talk about
with a day, the same job kept off their list for a while, the conditions to look at together, promises to ask about.
What either side said stays with the job.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.base.days import Day, say_day
from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import GivenProblems, Problem
from matcher.brokerage.jobs import with_end, with_hours
from matcher.library.load import Library
from matcher.library.validation import one_of
from matcher.records.cases import InWorkContact
from matcher.records.jobs import Job, JobEnd, Worked
from matcher.records.vacancy import Vacancy
from matcher.store.change import Change
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, near_reference, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.placements.outcome_effects import Followed, begun, ended, event
from matcher.workflows.where import Where


@dataclass(frozen=True)
class Told:
    """What is known of the hours and pay of some weeks, before tax."""

    minutes_week: int | None = None
    pay_week_pence: int | None = None
    source: str = ""

    @property
    def nothing(self) -> bool:
        """Whether neither is known."""
        return self.minutes_week is None and self.pay_week_pence is None


@dataclass(frozen=True)
class Parting:
    """What is said of the end of a job, by either side or both."""

    last_day: Day | None = None
    """None: not said; the day that is held, else today."""
    client_reason: str = ""
    client_words: str = ""
    employer_reason: str = ""
    employer_words: str = ""
    did_not_hold: tuple[str, ...] = ()

    def as_end(self, job: Job, *, on: Day) -> JobEnd:
        """The same as a record of the job's end."""
        held = on if job.end is None else job.end.on
        said = {name: value for name, value in self.__dict__.items() if name != "last_day"}
        return JobEnd(on=self.last_day or held, **said)


@dataclass(frozen=True)
class Written:
    """A job as it stands after what was written, and whether that changed anything."""

    job: Job
    new: bool
    contacts: tuple[InWorkContact, ...] = ()
    """Contacts in work that were planned now."""


@dataclass(frozen=True)
class Ended:
    """A job that ended, and what follows from it the same day."""

    job: Job
    followed: Followed | None
    """None where it was held already as it was told."""


def start(
    where: Where, client: str, vacancy: str | None, *, first_day: Day | None = None, title: str = "", told: Told
) -> Written:
    """Keep that a client started a job, and plan the contacts in work. Told again, it changes nothing.

    `vacancy`: one of ours; without one, a job the client found elsewhere, by its title. Raises GivenProblems for a
    reference that is not known, and where the client has the same job already from another day.
    """
    desk = _desk(where)
    who, what = known_client(desk, client), None if vacancy is None else desk.vacancy(vacancy)
    day = first_day or desk.on
    if day > desk.on:
        says = f"is after the day you work on, {say_day(desk.on)}: nobody has started yet."
        raise GivenProblems(
            [Problem("--first-day", say_day(day), says, "Record it on that day, or give the day: --on.")]
        )
    with desk.folder.changing(hand(where)) as change:
        before = _same_job(change.some(Job, clients=[who]), who, what, title, day)
        if before is not None:
            return Written(before, new=False)
        job = _new_job(change, who, what, title=title, day=day, told=told)
        change.add([job])
        planned = begun(change, desk.library, job, on=desk.on)
    return Written(job, new=True, contacts=planned)


def hours(where: Where, job: str, *, since: Day | None = None, until: Day | None = None, told: Told) -> Written:
    """Keep hours and pay a week of a job from a day on. The same first day again corrects them.

    Without a day: from the first paid day where nothing is told yet, else from today. Raises GivenProblems where days
    would be told twice or lie outside the job.
    """
    desk = _desk(where)
    with desk.folder.changing(hand(where)) as change:
        held = one_job(change.some(Job), job)
        first = since or (desk.on if held.worked else held.started)
        stretch = Worked(since=first, until=until, **told.__dict__)
        then = with_hours(held, stretch)
        if then == held:
            return Written(held, new=False)
        change.add([then])
        change.log(event("outcome.hours", then, source=told.source))
    return Written(then, new=True)


def end(where: Where, job: str, parting: Parting) -> Ended:
    """Keep that a job ended, in both sides' words, and what follows from it the same day.

    Told again, by the other side or with a reason more, it adds what is new and nothing twice. Raises GivenProblems
    for a reason that is not in the list, and a day that cannot be.
    """
    desk = _desk(where)
    with desk.folder.changing(hand(where)) as change:
        held = one_job(change.some(Job), job)
        told = parting.as_end(held, on=desk.on)
        _check_end(desk.library, told)
        then = with_end(held, told)
        if then == held:
            return Ended(held, None)
        change.add([then])
        followed = ended(change, desk.library, then, on=desk.on)
    return Ended(then, followed)


def _desk(where: Where) -> Desk:
    """The programme, for somebody who may record jobs. Raises GivenProblems with who may."""
    desk = open_desk(where)
    allowed(where.role, "outcome", library=desk.library)
    return desk


def known_client(desk: Desk, reference: str) -> ClientId:
    """A client of the programme, whether or not matching may read them. Raises GivenProblems."""
    if desk.folder.find(reference, purpose="support", on=desk.on) == "unknown":
        near = near_reference(reference, desk.folder.clients(purpose="support", on=desk.on))
        fix = f"Did you mean {near}?" if near else "`matcher import` brings people in."
        raise GivenProblems([Problem("client", reference, "is not a client of this programme.", fix)])
    return ClientId(reference)


def one_job(jobs: Iterable[Job], reference: str) -> Job:
    held = {one.id: one for one in jobs}
    if reference not in held:
        near = near_reference(reference, sorted(held))
        fix = f"Did you mean {near}?" if near else "`matcher outcome list` shows those that there are."
        raise GivenProblems([Problem("job", reference, "is not a job of this programme.", fix)])
    return held[reference]


def _same_job(jobs: Iterable[Job], client: ClientId, vacancy: VacancyId | None, title: str, day: Day) -> Job | None:
    """The same job, where it is held already. Raises GivenProblems where it goes on from another day."""
    own = [one for one in jobs if one.client == client and one.vacancy == vacancy]
    if vacancy is None:
        own = [one for one in own if one.title == title]
    same = next((one for one in own if one.started == day), None)
    running = next((one for one in own if one.end is None or one.end.on >= day), None)
    if same is None and running is not None:
        since = say_day(running.started)
        what = f"is the job {running.id} already, from {since}."
        fix = f"If that is another job, end {running.id} first; if the day is wrong, correct it on the sheet of jobs."
        raise GivenProblems([Problem("start", vacancy or title, what, fix)])
    return same


def _new_job(change: Change, client: ClientId, vacancy: VacancyId | None, *, title: str, day: Day, told: Told) -> Job:
    """A new job under a reference that nothing has."""
    reference = change.next_id("job")
    while change.one(Job, reference) is not None:
        reference = change.next_id("job")
    offered = None if vacancy is None else change.one(Vacancy, vacancy)
    return Job(
        id=reference,
        client=client,
        vacancy=vacancy,
        employer=None if offered is None else offered.employer,
        title=title or ("" if offered is None else offered.title),
        started=day,
        worked=() if told.nothing else (Worked(since=day, **told.__dict__),),
    )


def _check_end(library: Library, told: JobEnd) -> None:
    """Raises GivenProblems for a reason or a promise that is in no list. What was typed may be words: not repeated."""
    endings = library.brokerage.endings
    lists = (
        ("--client-reason", told.client_reason, [one.id for one in endings.said_by("client")]),
        ("--employer-reason", told.employer_reason, [one.id for one in endings.said_by("employer")]),
        *(
            ("--did-not-hold", one, [known.id for known in library.brokerage.contact.promises])
            for one in told.did_not_hold
        ),
    )
    wrong = [
        Problem(option, "", "is not in the list.", one_of(typed, known))
        for option, typed, known in lists
        if typed and typed not in known
    ]
    if wrong:
        raise GivenProblems(wrong)

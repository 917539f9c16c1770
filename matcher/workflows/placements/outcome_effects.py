"""What follows when a job starts or ends, by whichever way it came to be known: a command or a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.problems import GivenProblems, Problem
from matcher.brokerage import in_work
from matcher.brokerage.endings import AfterEnd, after_the_end
from matcher.brokerage.machine import Move, Refused
from matcher.library.load import Library
from matcher.records.cases import InWorkContact
from matcher.records.dealings import Promise
from matcher.records.evidence import Action
from matcher.records.jobs import Job
from matcher.store.change import Change, Event


@dataclass(frozen=True)
class Followed:
    """What followed from the end of a job."""

    after: AfterEnd
    actions: tuple[Action, ...]
    """Those that were not agreed already."""
    stopped: int
    """Contacts in work that are not needed any more."""


def begun(change: Change, library: Library, job: Job, *, on: Day) -> tuple[InWorkContact, ...]:
    """The contacts in work of a job that started, planned now and kept; those that are there already are not."""
    rules = library.brokerage.in_work
    there = change.some(InWorkContact, clients=[job.client])
    move = _move(change, in_work.PLAN, on)
    planned = in_work.planned(rules, job, move, there=there, new_id=lambda: change.next_id("in_work"))
    if isinstance(planned, Refused):
        raise GivenProblems([Problem(f"job {job.id}", "", planned.why, "Say in which role you act, with --as.")])
    change.add(planned)
    change.log(event("outcome.start", job, weeks=",".join(str(one.week) for one in planned)))
    return planned


def ended(change: Change, library: Library, job: Job, *, on: Day) -> Followed:
    """What follows from the end of a job, kept: the client is back on the caseload the same day."""
    models = library.brokerage
    names = {one.id: one.name for one in library.brokerage.contact.promises}
    promised = change.some(Promise, employers=[job.employer or ""])
    after = after_the_end(models.endings, job, promises=promised, on=on, names=names)
    actions = _not_agreed_yet(after.actions, change.some(Action, clients=[job.client]))
    change.add([*actions, *after.remembered, *after.settled])
    there = change.some(InWorkContact, clients=[job.client])
    stopped = in_work.stopped(models.in_work, there, job, _move(change, "stop", on))
    for case in stopped:
        change.step(case, seen=len(case.steps) - 1)
    change.log(event("outcome.end", job))
    return Followed(after, actions, len(stopped))


def followed_up(change: Change, library: Library, jobs: Iterable[Job], *, on: Day) -> None:
    """The same for every job that a file brought or changed. `change.ledger` still shows what was held before it."""
    held = {one.id: one for one in change.ledger.jobs}
    for job in jobs:
        before = held.get(job.id)
        if before is None:
            begun(change, library, job, on=on)
        elif before.worked != job.worked:
            change.log(event("outcome.hours", job))
        if job.end is not None and (before is None or before.end != job.end):
            ended(change, library, job, on=on)


def event(action: str, job: Job, **codes: str) -> Event:
    """What the log keeps: that it happened. Days, reasons and words stay with the job, and go with the client."""
    whose = {"client": job.client, "vacancy": job.vacancy or "", "employer": job.employer or ""}
    return Event(action, **whose, codes={"job": job.id, **codes})


def _move(change: Change, step: str, on: Day) -> Move:
    return Move(step, on=on, role=change.signed.role, by=change.signed.by)


def _not_agreed_yet(new: Iterable[Action], held: Iterable[Action]) -> tuple[Action, ...]:
    """Actions that are not open already for the same person and criterion in the same words."""
    is_open = {(one.client, one.criterion, one.what) for one in held if one.done is None}
    return tuple(one for one in new if (one.client, one.criterion, one.what) not in is_open)

"""Contacts after a start: planned by the weeks of the model, made or moved, stopped when the job ends (product H8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from matcher.base.days import Day
from matcher.brokerage.machine import Move, Refused, begin, due_of, later, take
from matcher.library.brokerage.cases import InWork, Sign
from matcher.library.validation import one_of
from matcher.records.cases import InWorkContact
from matcher.records.jobs import Job

PLAN = "plan"


@dataclass(frozen=True)
class Contacted:
    """A contact after a step, and what to ask about the signs that were heard."""

    case: InWorkContact
    signs: tuple[Sign, ...] = ()


def planned(
    rules: InWork, job: Job, move: Move, *, there: Iterable[InWorkContact], new_id: Callable[[], str]
) -> tuple[InWorkContact, ...] | Refused:
    """The contacts of a job that are not there yet, each so many weeks after its first day.

    Nothing is planned after the end of a job, nor what would have been due longer ago than the grace days: a plan made
    late does not begin with a row of calls that were missed.
    """
    step = begin(rules, replace(move, step=PLAN))
    if isinstance(step, Refused):
        return step
    held = {one.week for one in there if one.job == job.id}
    last = job.end.on if job.end is not None else Day.max
    due = {week: later(job.started, 7 * week) for week in rules.weeks if week not in held}
    return tuple(
        InWorkContact(id=new_id(), steps=(step,), client=job.client, job=job.id, week=week, due=day)
        for week, day in due.items()
        if day <= last and (move.on - day).days <= rules.grace_days
    )


def step(rules: InWork, case: InWorkContact, move: Move) -> Contacted | Refused:
    """A contact with one step more. Signs that were heard are given by their ids, with commas between."""
    heard = [one.strip() for one in move.facts.get("signs", "").split(",") if one.strip()]
    unknown = [one for one in heard if one not in rules.by_sign]
    if unknown:
        return Refused(f"{unknown[0]!r} is no sign. {one_of(unknown[0], sorted(rules.by_sign))}")
    signs = tuple(dict.fromkeys(heard))
    facts = {**move.facts, "signs": ", ".join(signs)} if signs else dict(move.facts)
    stepped = take(rules, case, replace(move, facts=facts))
    if isinstance(stepped, Refused):
        return stepped
    kept = stepped.model_copy(update={"signs": tuple(dict.fromkeys([*case.signs, *signs]))})
    return Contacted(kept, tuple(rules.by_sign[one] for one in signs))


def stopped(rules: InWork, contacts: Iterable[InWorkContact], job: Job, move: Move) -> tuple[InWorkContact, ...]:
    """The contacts of a job that has ended which are still to be made, each stopped. Others are not among them."""
    if job.end is None:
        return ()
    ending = replace(move, step="stop", reason="job_ended", facts={})
    found = (take(rules, one, ending) for one in contacts if one.job == job.id)
    return tuple(one for one in found if not isinstance(one, Refused))


def by_day(contacts: Iterable[InWorkContact]) -> tuple[InWorkContact, ...]:
    """Contacts in the order in which they are due."""
    return tuple(sorted(contacts, key=lambda one: (due_of(one) or one.due, one.id)))

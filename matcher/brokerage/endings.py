"""What follows from the end of a job, on the same day (product J5). The words stay with the job and go nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.ids import EmployerId
from matcher.brokerage.machine import Refused, later
from matcher.library.brokerage.endings import Endings, LookAgain, Side
from matcher.library.validation import one_of
from matcher.records.dealings import Promise
from matcher.records.evidence import Action, Remembered
from matcher.records.jobs import Job, JobEnd

HELD = "held"
"""The remembered decision by which a vacancy is kept off one client's lists for a while."""


@dataclass(frozen=True)
class AfterEnd:
    """What follows from one end of a job."""

    actions: tuple[Action, ...]
    """To talk about what comes next, and the conditions to look at together. None of them names a reason."""
    remembered: tuple[Remembered, ...]
    """The pair, kept off the list for a while; empty where nothing speaks against the same job again."""
    look_again: tuple[LookAgain, ...]
    """Which of the client's conditions to look at, each with the question; the client decides what changes."""
    settled: tuple[Promise, ...]
    """Promises of the employer that did not hold, as they now stand."""
    questions: tuple[str, ...]
    """About promises that are still open."""
    back_since: Day
    """The day they are back on the caseload: the day the job ended."""


def check_end(rules: Endings, end: JobEnd) -> Refused | None:
    """Why an end cannot be kept as it is told; None where it can."""
    for side, reason in (("client", end.client_reason), ("employer", end.employer_reason)):
        fault = _unknown(rules, "client" if side == "client" else "employer", reason)
        if fault:
            return Refused(fault)
    return None


def _unknown(rules: Endings, side: Side, reason: str) -> str:
    known = [one.id for one in rules.said_by(side)]
    if not reason or reason in known:
        return ""
    return f"{reason!r} is no reason that the {side} gives. {one_of(reason, known)}"


def after_the_end(
    rules: Endings, job: Job, *, promises: Iterable[Promise], on: Day, names: Mapping[str, str] | None = None
) -> AfterEnd:
    """What follows from the end of a job that came to be known on a day; nothing where it has not ended.

    `promises` are the employer's so far, and `names` what each kind of promise is called (`contact.yaml`). A promise
    that did not hold and was never written down is written down now.
    """
    if job.end is None:
        return AfterEnd((), (), (), (), (), on)
    reasons = [rules.by_id[one] for one in (job.end.client_reason, job.end.employer_reason) if one in rules.by_id]
    conditions = dict.fromkeys(condition for one in reasons for condition in one.look_at)
    look = tuple(rules.by_condition[one] for one in conditions)
    due = later(on, rules.back.due_days)
    talk = Action(
        client=job.client, criterion=rules.back.criterion, what=rules.back.what, owner=rules.back.owner, due=due
    )
    agreed = [
        Action(client=job.client, criterion=one.criterion, what=one.what, owner=rules.back.owner, due=due)
        for one in look
    ]
    own = [one for one in promises if job.employer is not None and one.employer == job.employer and one.kept is None]
    settled = _settled(job.employer, job, own)
    broken = {one.what for one in settled}
    return AfterEnd(
        actions=(talk, *agreed),
        remembered=_kept_off(rules, job, any(one.avoid for one in reasons)),
        look_again=look,
        settled=settled,
        questions=tuple(
            rules.promise_question.replace("{what}", (names or {}).get(one.what, one.what))
            for one in own
            if one.what not in broken
        ),
        back_since=job.end.on,
    )


def _kept_off(rules: Endings, job: Job, avoid: bool) -> tuple[Remembered, ...]:
    if not avoid or job.vacancy is None or job.end is None:
        return ()
    until = later(job.end.on, rules.avoid_days)
    return (Remembered(client=job.client, vacancy=job.vacancy, decision=HELD, on=job.end.on, until=until),)


def _settled(employer: EmployerId | None, job: Job, own: list[Promise]) -> tuple[Promise, ...]:
    """Each promise that did not hold, settled on the day the job ended; the client and the job are not in it."""
    if employer is None or job.end is None:
        return ()
    ended = job.end.on
    held = {one.what: one for one in own}
    return tuple(
        held.get(what, Promise(employer=employer, what=what, on=job.started, vacancy=job.vacancy)).model_copy(
            update={"kept": False, "settled": ended}
        )
        for what in dict.fromkeys(job.end.did_not_hold)
    )

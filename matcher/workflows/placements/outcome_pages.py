"""Jobs to look at: one line each, or all that is held of one, worked out up to the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.ids import natural_order
from matcher.brokerage import working
from matcher.brokerage.in_work import by_day
from matcher.brokerage.working import Gap, Span, ToAsk
from matcher.records.cases import InWorkContact
from matcher.records.jobs import Job
from matcher.store.folder import Purpose
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.placements.outcomes import known_client, one_job
from matcher.workflows.where import Where

SUPPORT: Purpose = "support"


@dataclass(frozen=True)
class JobLine:
    """One job, and what was worked in it so far."""

    job: Job
    employer: str
    """Its name; empty where we do not know them."""
    so_far: Span | None
    """None where it has not started by the day."""
    asks: tuple[ToAsk, ...]
    goes_on: bool


@dataclass(frozen=True)
class JobPage:
    """All that is held of one job, and how it stands among the client's others."""

    line: JobLine
    others: tuple[JobLine, ...]
    all_jobs: Span | None
    gaps: tuple[Gap, ...]
    overfull: tuple[tuple[Day, Day], ...]
    contacts: tuple[InWorkContact, ...]
    client_reason: str
    """In words; empty where nothing was said."""
    employer_reason: str
    promises: tuple[str, ...]
    """Those that did not hold, in words."""


def listed(where: Where, *, client: str | None = None, all_of: bool = False) -> tuple[JobLine, ...]:
    """Jobs that go on, of everybody or of one client, in the order of their references; `all_of`: ended ones too."""
    desk = open_desk(where)
    allowed(where.role, "outcome", library=desk.library)
    who = None if client is None else [known_client(desk, client)]
    ledger = desk.folder.ledger(purpose=SUPPORT, on=desk.on, clients=who)
    lines = _lines(desk, ledger.jobs)
    kept = [one for one in lines if all_of or client is not None or one.goes_on]
    return tuple(sorted(kept, key=lambda one: natural_order(one.job.id)))


def shown(where: Where, job: str) -> JobPage:
    """One job with everything held of it. Raises GivenProblems where there is none."""
    desk = open_desk(where)
    allowed(where.role, "outcome", library=desk.library)
    ledger = desk.folder.ledger(purpose=SUPPORT, on=desk.on)
    held = one_job(ledger.jobs, job)
    own = [one for one in ledger.jobs if one.client == held.client]
    lines = {one.job.id: one for one in _lines(desk, own)}
    endings = desk.library.brokerage.endings
    end = held.end
    named = {one.id: one.name for one in desk.library.brokerage.contact.promises}
    reason = endings.by_id.get(end.client_reason) if end else None
    theirs = endings.by_id.get(end.employer_reason) if end else None
    return JobPage(
        line=lines.pop(held.id),
        others=tuple(lines.values()),
        all_jobs=working.to_date(own, on=desk.on),
        gaps=working.gaps(own, on=desk.on),
        overfull=working.overfull(own, on=desk.on),
        contacts=by_day(one for one in ledger.in_work if one.job == held.id),
        client_reason=reason.client if reason else "",
        employer_reason=theirs.employer if theirs else "",
        promises=tuple(named.get(one, one) for one in (end.did_not_hold if end else ())),
    )


def _lines(desk: Desk, jobs: Iterable[Job]) -> list[JobLine]:
    held = tuple(jobs)
    named = {one.id: one.name for one in desk.folder.everything().employers} if held else {}
    return [
        JobLine(
            job=one,
            employer=named.get(one.employer, "") if one.employer else "",
            so_far=working.to_date([one], on=desk.on),
            asks=working.to_ask([one], on=desk.on),
            goes_on=one.end is None or desk.on < one.end.on,
        )
        for one in held
    ]

"""Bringing an import into what is held. The rules and their reasons are in docs/decisions/0003-reimport.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import ValidationError

from matcher.base.problems import GivenProblems, Problem
from matcher.importers import facts
from matcher.importers.entries import Entry, entered
from matcher.importers.imported import Draft, Imported
from matcher.importers.job_hours import with_told
from matcher.importers.kinds import Owner
from matcher.importers.paths import applied
from matcher.records.client import Client
from matcher.records.employer import Employer
from matcher.records.identity import Identity
from matcher.records.jobs import Job
from matcher.records.ledger import Ledger
from matcher.records.programme import Place, Programme
from matcher.records.service import Service
from matcher.records.shape import Record
from matcher.records.vacancy import Vacancy

R = TypeVar("R", bound=Record)
_CARRIED = ("approaches", "promises", "jobs")
"""The dealings that a workbook carries."""


def merged(known: Programme, new: Imported) -> Programme:
    """What is held with the import in it. The same import a second time changes nothing.

    Raises GivenProblems where a change no longer fits what is held by now (it did when the file was read).
    """
    wrong: list[Problem] = []
    clients = _changed(Client, "client", {one.id: one for one in known.clients}, new.drafts, wrong)
    employers = _changed(Employer, "employer", {one.id: one for one in known.employers}, new.drafts, wrong)
    programme = Programme.model_construct(
        data_date=new.data_date or known.data_date,
        clients=tuple(entered(clients, _of("client", new)).values()),
        vacancies=tuple(
            _changed(Vacancy, "vacancy", {one.id: one for one in known.vacancies}, new.drafts, wrong).values()
        ),
        employers=tuple(entered(employers, _of("employer", new)).values()),
        places=tuple(_changed(Place, "place", {one.sector: one for one in known.places}, new.drafts, wrong).values()),
        observations=facts.observations(known.observations, new.programme.observations),
        introductions=facts.introductions(known.introductions, new.programme.introductions),
        actions=facts.actions(known.actions, new.programme.actions),
        consents=facts.consents(known.consents, new.programme.consents),
        remembered=facts.remembered(known.remembered, new.programme.remembered),
        services=tuple(
            _changed(Service, "service", {one.id: one for one in known.services}, new.drafts, wrong).values()
        ),
    )
    if wrong:
        raise GivenProblems(wrong)
    return programme


def merged_ledger(known: Ledger, new: Imported) -> Ledger:
    """What the desk remembers with the import in it. The same import a second time changes nothing.

    Raises GivenProblems where a change no longer fits what is held by now (it did when the file was read).
    """
    wrong: list[Problem] = []
    jobs = _changed(Job, "job", {one.id: one for one in known.jobs}, new.drafts, wrong)
    if wrong:
        raise GivenProblems(wrong)
    jobs = with_told(jobs, new.hours)
    return known.model_copy(
        update={
            "approaches": facts.approaches(known.approaches, new.ledger.approaches),
            "promises": facts.promises(known.promises, new.ledger.promises),
            "jobs": tuple(jobs.values()),
        }
    )


def fresh(known: Ledger, then: Ledger) -> tuple[Record, ...]:
    """The dealings of `then` that `known` does not hold, or holds otherwise: what there is to add to the store."""
    return tuple(
        record
        for kind in _CARRIED
        for held in [set(getattr(known, kind))]
        for record in getattr(then, kind)
        if record not in held
    )


def replaced(known: Ledger, then: Ledger) -> tuple[Record, ...]:
    """What of `known` says more in `then`: these are known by all they say, so the shorter one goes."""
    kept = {*then.approaches, *then.promises}
    return tuple(one for one in (*known.approaches, *known.promises) if one not in kept)


def merged_identities(known: Iterable[Identity], new: Imported) -> tuple[Identity, ...]:
    """Names and contact details with those of the import; what the import leaves blank stays."""
    held = {one.client: one for one in known}
    for one in new.identities:
        before = held.get(one.client)
        told = {name: value for name, value in one.__dict__.items() if value}
        held[one.client] = one if before is None else before.model_copy(update=told)
    return tuple(held.values())


def _changed(
    model: type[R], owner: Owner, held: dict[str, R], drafts: Iterable[Draft], wrong: list[Problem]
) -> dict[str, R]:
    """Records of one kind with every draft of theirs applied, in the order they were first met."""
    for draft in drafts:
        if draft.owner == owner:
            try:
                held[draft.id] = applied(model, held.get(draft.id), draft.changes)
            except ValidationError as error:
                what = f"does not fit what is held by now: {error.errors()[0]['msg']}."
                wrong.append(Problem(f"{owner} {draft.id}", "", what, "Import the file again."))
    return held


def _of(owner: Owner, new: Imported) -> list[Entry]:
    """The entries for records of one kind."""
    return [entry for entry in new.entries if entry.owner == owner]

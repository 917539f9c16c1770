"""Bringing a directory of services into what is held: a service read again takes the place of the one before."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.base.problems import Problem
from matcher.importers.imported import Counts
from matcher.importers.services.importer import ServicesRead
from matcher.records.programme import Programme
from matcher.records.service import Service


def with_services(programme: Programme, read: ServicesRead) -> Programme:
    """The programme with the services read; the same file a second time changes nothing."""
    held = {one.id: one for one in programme.services}
    held.update({one.id: one for one in read.services})
    return programme.model_copy(update={"services": tuple(held.values())})


def clashes(read: ServicesRead, held: Iterable[Service]) -> ServicesRead:
    """Without the services whose reference belongs to another one held: each of these is a problem."""
    by_id = {one.id: one for one in held}
    apart = [one for one in read.services if (known := by_id.get(one.id)) is not None and _another(one, known)]
    if not apart:
        return read
    problems = [
        Problem(
            f"service {one.id}",
            one.name,
            f"has the reference of another service that is held: {by_id[one.id].name[:60]}.",
            "Give one of them another reference.",
        )
        for one in apart
    ]
    refused = {one.id for one in apart}
    services = tuple(one for one in read.services if one.id not in refused)
    counts = read.counts.plus(Counts(loaded=-len(apart), rejected=len(apart)))
    return ServicesRead(services, [*read.problems, *problems], counts)


def _another(one: Service, other: Service) -> bool:
    """Both the name and the organisation differ: a service is renamed, or changes hands, but seldom both at once."""
    return one.name.casefold() != other.name.casefold() and one.organisation.casefold() != other.organisation.casefold()

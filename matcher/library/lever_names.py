"""Names in the document of levers that must exist in another file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.base.problems import Problem
from matcher.library.catalogue import BY_NAME
from matcher.library.validation import one_of

if TYPE_CHECKING:
    from matcher.library.load import Library
    from matcher.library.strict_yaml import Place

READS = ("levers", "licences", "gates")


def lever_names(library: Library) -> list[Problem]:
    """A problem for every licence, standing or gate that a lever names and that does not exist."""
    return list(_unknown(library))


def _unknown(library: Library) -> Iterator[Problem]:
    levers, licences = library.levers, library.licences
    standings = sorted({str(entry.standing) for entry in licences.entries})
    for row, name in enumerate(levers.never_relaxed.standings):
        if name not in standings:
            yield _problem(library, ("never_relaxed", "standings", row), name, standings)
    gates = sorted(gate.id for gate in library.gates.gates)
    for row, name in enumerate(levers.never_opened):
        if name not in gates:
            yield _problem(library, ("never_opened", row), name, gates)
    for row, one in enumerate(levers.credentials):
        if one.licence not in licences.by_id:
            yield _problem(library, ("credentials", row, "licence"), one.licence, sorted(licences.by_id))


def _problem(library: Library, place: Place, value: str, known: list[str]) -> Problem:
    where = library.written(BY_NAME["levers"].file).where(place)
    return Problem(where, value, "is not a name that exists.", one_of(value, known))

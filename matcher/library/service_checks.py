"""What the services' vocabulary cannot say of itself: criteria, gates and kinds of requirement that it names exist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from matcher.base.problems import Problem
from matcher.library.catalogue import BY_NAME
from matcher.library.validation import one_of

if TYPE_CHECKING:
    from matcher.library.load import Library

READS = ("services", "rubric", "gates")


def service_names(library: Library) -> list[Problem]:
    """Every name exists; every criterion stands for one need, and each service it names is a kind here."""
    services = library.services
    gates = {gate.id for gate in library.gates.gates}
    kinds = {kind.id for kind in library.gates.requirement_kinds}
    known = (("criteria", library.rubric.by_id, "a criterion of the rubric"), ("gates", gates, "a gate of gates.yaml"))
    problems: list[Problem] = []
    for row, need in enumerate(services.needs):
        for field, names, what in (*known, ("requirement_kinds", kinds, "a kind of requirement of gates.yaml")):
            problems += _unknown(library, row, field, getattr(need, field), names, what)
    return problems + _criteria(library)


def _unknown(
    library: Library, row: int, field: str, given: Iterable[str], names: Iterable[str], what: str
) -> list[Problem]:
    written = library.written(BY_NAME["services"].file)
    allowed = sorted(names)
    return [
        Problem(written.where(("needs", row, field, column)), one, f"is not {what}.", one_of(one, allowed))
        for column, one in enumerate(given)
        if one not in allowed
    ]


def _criteria(library: Library) -> list[Problem]:
    services, where = library.services, library.written(BY_NAME["services"].file).where(("needs",))
    problems: list[Problem] = []
    for criterion in library.rubric.criteria:
        named = [need for need in services.needs if criterion.id in need.criteria]
        if len(named) != 1:
            fix = "Put it under one need's `criteria`."
            problems.append(Problem(where, criterion.id, f"stands under {len(named)} needs.", fix))
        elif criterion.not_yet.service not in (*named[0].kinds, *named[0].also):
            what = f"is answered by {criterion.not_yet.service}, which need {named[0].id} does not name."
            problems.append(Problem(where, criterion.id, what, "Add the kind to the need, or correct the rubric."))
    return problems

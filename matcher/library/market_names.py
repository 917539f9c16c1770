"""Names in the documents about goals and the market that must exist in another file."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from matcher.base.problems import Problem
from matcher.library.catalogue import BY_NAME
from matcher.library.validation import one_of

if TYPE_CHECKING:
    from matcher.library.load import Library
    from matcher.library.strict_yaml import Place

STEPS_READS = ("steps", "occupations", "skills", "licences", "rubric")
PROSPECTS_READS = ("prospects", "gates", "weeks")
PROSPECT_BRACES = {
    "requirement": {"what"},
    "wanted": {"occupation", "inside"},
    "place": {"occupation", "inside", "place"},
    "elsewhere": {"occupation", "inside", "place"},
    "times": {"times", "jobs"},
    "paused": {"until"},
}
GAPS_READS = ("gaps", "gates", "weeks")
BRACES = {
    "hours": {"least", "most", "part_time", "wanted"},
    "demand": {"what", "much"},
    "refused_task": {"occupation", "what"},
    "paper_unknown": {"what"},
    "paper_some": {"what"},
    "age": {"age", "rule"},
    "check": {"name"},
    "check_always": {"name"},
    "not_linked": {"words"},
    "not_linked_near": {"titles"},
    "from_work": {"from_title"},
    "no_route": {"most", "goal"},
}
"""What the braces of each sentence may stand for; the others have none."""


def step_names(library: Library) -> list[Problem]:
    """A problem for every occupation, licence, family, service or reason that does not exist, and for stray braces."""
    return [*_names(library), *_sentences(library)]


def gap_names(library: Library) -> list[Problem]:
    """A problem for every usual week and gate that does not exist."""
    rules, gates = library.gaps, [gate.id for gate in library.gates.gates]
    problems: list[Problem] = []
    for row, one in enumerate(rules.times):
        problems += _unknown(library, "gaps", ("times", row), one, library.weeks.by_id)
    for row, offerable in enumerate(rules.conditions):
        problems += _unknown(library, "gaps", ("conditions", row, "gate"), offerable.gate, gates)
    return problems


def prospect_names(library: Library) -> list[Problem]:
    """A problem for every usual week and gate that does not exist, and for stray braces."""
    rules, gates = library.prospects, [gate.id for gate in library.gates.gates]
    problems: list[Problem] = []
    for row, change in enumerate(rules.changes_asked):
        problems += _unknown(library, "prospects", ("changes_asked", row, "gate"), change.gate, gates)
        problems += stray_braces(library, "prospects", ("changes_asked", row, "ask"), change.ask, {"title"})
    for row, usual in enumerate(rules.usual_in):
        problems += _unknown(library, "prospects", ("usual_in", row, "times"), usual.times, library.weeks.by_id)
    for part, known in PROSPECT_BRACES.items():
        for name, text in getattr(rules, part):
            problems += stray_braces(library, "prospects", (part, name), text, known)
    return problems


def _names(library: Library) -> Iterator[Problem]:
    rules, services = library.steps, [one.id for one in library.rubric.services]
    families = {skill.family for skill in library.skills.entries}
    for row, paper in enumerate(rules.papers):
        yield from _unknown(
            library, "steps", ("papers", row, "occupation"), paper.occupation, library.occupations.by_id
        )
        yield from _unknown(library, "steps", ("papers", row, "licence"), paper.licence, library.licences.by_id)
    for row, training in enumerate(rules.training):
        yield from _unknown(library, "steps", ("training", row, "service"), training.service, services)
        if training.also:
            yield from _unknown(library, "steps", ("training", row, "also"), training.also, services)
        for column, family in enumerate(training.families):
            yield from _unknown(library, "steps", ("training", row, "families", column), family, families)
    yield from _unknown(library, "steps", ("paper_service",), rules.paper_service, services)
    reasons = [one.id for one in library.occupations.often_asked]
    yield from _unknown(library, "steps", ("learned_there",), rules.learned_there, reasons)


def _sentences(library: Library) -> Iterator[Problem]:
    """Braces of a sentence that nothing would fill."""
    for part in ("asks", "says"):
        for name, text in getattr(library.steps, part):
            yield from stray_braces(library, "steps", (part, name), text, BRACES.get(name, set()))


def stray_braces(library: Library, document: str, place: Place, text: str, known: set[str]) -> Iterator[Problem]:
    """A problem where a sentence has braces that nothing fills, or that cannot be read."""
    where = library.written(BY_NAME[document].file).where(place)
    try:
        found = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
    except ValueError:
        yield Problem(where, text[:60], "has a brace without its other half.", "Close it, or leave it out.")
        return
    if stray := sorted(found - known):
        allowed = ", ".join(f"{{{one}}}" for one in sorted(known)) or "none"
        yield Problem(
            where, text[:60], f"has braces that nothing fills: {', '.join(stray)}.", f"It may have: {allowed}."
        )


def _unknown(library: Library, document: str, place: Place, value: str, allowed: Iterable[str]) -> Iterator[Problem]:
    names = sorted(allowed)
    if value not in names:
        where = library.written(BY_NAME[document].file).where(place)
        yield Problem(where, value, "does not exist.", one_of(value, names))

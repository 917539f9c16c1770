"""Closed lists as people see them: a label for each value, the other ways to write it, and the nearest to a slip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from matcher.importers.cells import CellFault, fold

if TYPE_CHECKING:
    from matcher.library.load import Library

NEAR_ENOUGH = 72
"""Of 100: below this a suggestion would puzzle more than it helps. A suggestion is shown, never applied."""
LISTED_MOST = 12
MOST_SEEN = 3
"""Level 4 is computed for a vacancy and never written down by anyone."""


@dataclass(frozen=True)
class Labels:
    """One closed list: values with their labels in the order shown, and other ways people write them."""

    of: tuple[tuple[object, str], ...]
    also: tuple[tuple[str, object], ...] = ()
    name: str = field(default="", compare=False)

    @cached_property
    def by_fold(self) -> dict[str, object]:
        """Every way to write a value. The label wins over the id, the id over another way."""
        found: dict[str, object] = {fold(label): value for value, label in self.of}
        for value, _ in self.of:
            found.setdefault(fold(plain(value)), value)
        for words, value in self.also:
            found.setdefault(fold(words), value)
        return found

    @cached_property
    def label_of(self) -> dict[object, str]:
        """The label of each value; the id itself where two values have the same label."""
        seen: dict[str, int] = {}
        for _, label in self.of:
            seen[fold(label)] = seen.get(fold(label), 0) + 1
        return {value: label if seen[fold(label)] == 1 else plain(value) for value, label in self.of}

    @property
    def shown(self) -> tuple[str, ...]:
        """The labels, as a drop-down lists them."""
        return tuple(self.label_of.values())

    def find(self, text: str) -> object:
        """The value that `text` names. Raises CellFault with the nearest label otherwise."""
        value = self.by_fold.get(fold(text), self)
        if value is self:
            raise CellFault("is not in the list.", self.advice(text))
        return value

    def say(self, value: object) -> str:
        """The label of a value; what is not in the list is shown as it is."""
        return self.label_of.get(value) or plain(value)

    def advice(self, text: str) -> str:
        """What to type instead of `text`: the nearest label, or the whole list where it is short."""
        near = nearest(text, self.shown)
        if near:
            return f"Did you mean {near}?"
        if len(self.of) <= LISTED_MOST:
            return f"Choose one of: {', '.join(self.shown)}."
        return "Choose from the drop-down list."


def plain(value: object) -> str:
    """The value as a file could hold it: an id, or the text itself."""
    return str(value.value) if isinstance(value, Enum) else str(value)


def listed(labels: Mapping[object, str], also: Mapping[str, object] | None = None) -> Labels:
    """A closed list from a mapping of value to label."""
    return Labels(tuple(labels.items()), tuple((also or {}).items()))


def nearest(text: str, options: Iterable[str]) -> str | None:
    """The option most like `text`, or None where none is near. For "did you mean", never to be applied."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(text[:200], list(options), scorer=fuzz.WRatio, processor=fold, score_cutoff=NEAR_ENOUGH)
    return found[0] if found else None


CRITERIA, OCCUPATIONS, SKILLS = "criteria", "occupations", "skills"
LICENCES, CATEGORIES, REGISTRATIONS = "licences", "categories", "registrations"
ADJUSTMENTS, PATTERNS, LEVELS, ABOUT = "adjustments", "patterns", "levels", "about"
SERVICE_KINDS, SERVICE_GROUPS = "service_kinds", "service_groups"
CONTACT_WAYS, CONTACT_ANSWERS, PROMISES = "contact_ways", "contact_answers", "promises"
CLIENT_ENDINGS, EMPLOYER_ENDINGS = "client_endings", "employer_endings"
INTRODUCE_NOW, QUESTION_PUT = "introduce_now", "question_put"


class Lists:
    """The closed lists of one import or export: the fixed ones, and those the library declares."""

    def __init__(self, library: Library | None) -> None:
        self.library = library
        self._made: dict[str, Labels] = {}

    def labels(self, source: Labels | str) -> Labels:
        """The list itself, or the library's list of that name; without a library, ids stand for themselves."""
        if isinstance(source, Labels):
            return source
        if source not in self._made:
            self._made[source] = self._from_library(source) if self.library else Labels(())
        return self._made[source]

    def _from_library(self, source: str) -> Labels:
        library = self.library
        assert library is not None
        if source in _PAPERS:
            held = [one for one in library.licences.entries if one.kind == _PAPERS[source]]
            return _named(
                ((one.category or one.id, one.name) for one in held),
                ((alias, one.category or one.id) for one in held for alias in (one.id, *one.aliases)),
            )
        return _LIBRARY_LISTS[source](library)


_PAPERS = {LICENCES: "licence_other", CATEGORIES: "licence_driving", REGISTRATIONS: "professional_registration"}


def _criteria(library: Library) -> Labels:
    return Labels(tuple((one.id, one.name) for one in library.rubric.criteria))


def _about(library: Library) -> Labels:
    more = ((INTRODUCE_NOW, "Introduce now"), (QUESTION_PUT, "Question put"))
    return Labels((*_criteria(library).of, *more))


def _levels(library: Library) -> Labels:
    """The rubric's scale, without the place where a date would stand."""
    steps = [one for one in library.rubric.scale if one.level <= MOST_SEEN]
    return Labels(
        tuple((one.level, one.shown_as.partition(", by {date}")[0]) for one in steps),
        tuple((one.id, one.level) for one in steps),
    )


def _occupations(library: Library) -> Labels:
    jobs = library.occupations.entries
    return _named(((one.id, one.title) for one in jobs), ((alias, one.id) for one in jobs for alias in one.aliases))


def _endings(library: Library, side: Literal["client", "employer"]) -> Labels:
    """The reasons a side may give for the end of a job, in its own words."""
    reasons = library.brokerage.endings.said_by(side)
    return Labels(tuple((one.id, getattr(one, side)) for one in reasons))


def _patterns(library: Library) -> Labels:
    patterns = library.weeks.patterns
    more = (("no_time", "No time at all"),)
    return _named(
        (*((one.id, one.name) for one in patterns), *more),
        ((alias, one.id) for one in patterns for alias in one.aliases),
    )


_LIBRARY_LISTS: dict[str, Callable[[Library], Labels]] = {
    CRITERIA: _criteria,
    ABOUT: _about,
    LEVELS: _levels,
    OCCUPATIONS: _occupations,
    SKILLS: lambda library: _entries(library.skills.entries),
    ADJUSTMENTS: lambda library: _entries(library.adjustments.entries),
    PATTERNS: _patterns,
    SERVICE_KINDS: lambda library: Labels(
        tuple((kind.id, kind.name) for kind in library.services.kinds if not kind.ours)
    ),
    CONTACT_WAYS: lambda library: _ids_and_names(library.brokerage.contact.ways),
    CONTACT_ANSWERS: lambda library: _ids_and_names(library.brokerage.contact.answers),
    PROMISES: lambda library: _ids_and_names(library.brokerage.contact.promises),
    CLIENT_ENDINGS: lambda library: _endings(library, "client"),
    EMPLOYER_ENDINGS: lambda library: _endings(library, "employer"),
    SERVICE_GROUPS: lambda library: Labels(
        tuple((one.id, one.name[:1].upper() + one.name[1:]) for one in library.services.conditions)
    ),
}


def _entries(entries: Iterable[object]) -> Labels:
    """A list from entries that have `id`, `name` and `aliases`, as most vocabularies do."""
    all_of = list(entries)
    return _named(
        ((one.id, one.name) for one in all_of),  # type: ignore[attr-defined]
        ((alias, one.id) for one in all_of for alias in one.aliases),  # type: ignore[attr-defined]
    )


def _ids_and_names(entries: Iterable[object]) -> Labels:
    """A list from entries that have `id` and `name`."""
    return Labels(tuple((one.id, one.name) for one in entries))  # type: ignore[attr-defined]


def _named(of: Iterable[tuple[object, str]], also: Iterable[tuple[str, object]]) -> Labels:
    return Labels(tuple(of), tuple(also))

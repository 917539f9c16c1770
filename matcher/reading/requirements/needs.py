"""The value of a requirement, where its words make it plain; else it is kept, shown and never applied."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import get_args

from matcher.library.load import Library
from matcher.library.reading_requirements import ReadKind
from matcher.reading.passage import read_passage
from matcher.records.requirement import (
    Degree,
    DrivingLicence,
    Gcse,
    Language,
    LevelQualification,
    Need,
    NotCompared,
    NotComparedKind,
    OtherLicence,
    OwnVehicle,
    References,
    Registration,
    SameJob,
    Skill,
    Years,
)

_NOT_COMPARED: Mapping[str, NotComparedKind] = {kind: kind for kind in get_args(NotComparedKind)}
_LEVEL = re.compile(r" (?:levels?|nvq|qcf|svq|rqf|btec|diploma) (?:levels? )?([1-8]) ")
_SPAN = re.compile(r" (\d{1,2}|[a-z]+) (?:plus )?(years?|yrs?|months?) ")
_GRADES = re.compile(r" (?:grades?|at|level) (?:grades? )?(a\*|[a-g]|[1-9]) (?:(?:-|to|/|and) (a\*|[a-g]|[1-9]) )?")
_MONTHS_MOST = 600
_REFERENCES_MOST = 5


class Needs:
    """Values of requirements by the vocabularies of a library."""

    def __init__(self, library: Library) -> None:
        self._values = library.requirement_reading.values
        entries = library.licences.entries
        aliases = {entry.id: entry.aliases for entry in entries if entry.kind == "licence_other"}
        self._licences = _phrases(aliases, self._values.licences)
        self._registers = _phrases(self._values.registers)
        self._driving = _phrases(self._values.driving)
        self._skills = _phrases(self._values.skills)
        self._of: Mapping[str, Callable[[str], Iterable[Need]]] = {
            "licence_driving": self._driving_licence,
            "own_vehicle": lambda _: [OwnVehicle()],
            "licence_other": self._licence,
            "professional_registration": self._registration,
            "qualification_gcse": self._gcse,
            "qualification_nvq_or_level": self._level,
            "qualification_degree": lambda _: [Degree()],
            "language": self._language,
            "it_skills": self._it,
            "references": self._references,
        }

    def of(self, kind: ReadKind, text: str, *, occupation: str = "") -> tuple[Need, ...]:
        """The needs that plain words name, each asked beside the others: maths and English are two. One that is not
        compared where no fact of a person could be held against the words."""
        if kind == "experience_same_job" and occupation:
            return (SameJob(occupation=occupation),)
        if kind == "experience_years":
            months = self._months(text)
            return (Years(occupation=occupation, months=months),) if occupation and months else (_not_compared(kind),)
        make = self._of.get(kind)
        made = tuple(make(text)) if make else ()
        return made or (_not_compared(kind),)

    def _driving_licence(self, text: str) -> Iterable[Need]:
        yield DrivingLicence(category=_first(self._driving, text) or "B")

    def _licence(self, text: str) -> Iterable[Need]:
        category = _first(self._driving, text)
        named = _first(self._licences, text)
        if category:
            yield DrivingLicence(category=category)
        elif named:
            yield OtherLicence(licence=named)

    def _registration(self, text: str) -> Iterable[Need]:
        body = _first(self._registers, text)
        if body:
            yield Registration(body=body)

    def _gcse(self, text: str) -> Iterable[Need]:
        grade = self._grade(text)
        for subject, words in self._values.gcse_subjects.items():
            if grade and any(f" {word} " in text for word in words):
                yield Gcse(subject=subject, grade=grade)

    def _grade(self, text: str) -> int | None:
        """The lowest grade named: `A to C` asks for C. None where none is."""
        found = _GRADES.search(text)
        if not found:
            return None
        numbers = [
            self._values.gcse_grades.get(one) or (int(one) if one.isdigit() else 0) for one in found.groups() if one
        ]
        return min((number for number in numbers if number), default=None)

    def _level(self, text: str) -> Iterable[Need]:
        numbers = [int(found) for found in _LEVEL.findall(text)]
        named = [level for words, level in self._values.levels.items() if f" {words} " in text]
        if numbers or named:
            yield LevelQualification(level=min(numbers or named))

    def _months(self, text: str) -> int | None:
        found = _SPAN.search(text)
        if not found:
            return None
        written, unit = found.groups()
        number = int(written) if written.isdigit() else self._values.numbers.get(written, 0)
        months = number * (1 if unit.startswith("month") else 12)
        return months if 1 <= months <= _MONTHS_MOST else None

    def _language(self, text: str) -> Iterable[Need]:
        step = next((step for word, step in self._values.language_steps.items() if f" {word} " in text), None)
        if step is not None:
            yield from (Language(language=one, level=step) for one in self._values.languages if f" {one} " in text)

    def _it(self, text: str) -> Iterable[Need]:
        skill = _first(self._skills, text)
        if skill:
            yield Skill(kind="it_skills", skill=skill)

    def _references(self, text: str) -> Iterable[Need]:
        for word in text.split():
            number = int(word) if word.isdigit() and len(word) == 1 else self._values.numbers.get(word, 0)
            if word != "a" and 1 <= number <= _REFERENCES_MOST:
                yield References(count=number)
                return


def _phrases(*several: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """Plain phrases with the id each stands for, the longest first."""
    found = {
        _plain(phrase): named for vocabulary in several for named, phrases in vocabulary.items() for phrase in phrases
    }
    return sorted(found.items(), key=lambda one: (-len(one[0]), one[0]))


def _plain(phrase: str) -> str:
    return " ".join(token.word for sentence in read_passage(phrase).sentences for token in sentence.tokens)


def _first(phrases: Iterable[tuple[str, str]], text: str) -> str | None:
    return next((named for phrase, named in phrases if phrase and f" {phrase} " in text), None)


def _not_compared(kind: ReadKind) -> NotCompared:
    return NotCompared(kind=_NOT_COMPARED.get(kind, "other"))

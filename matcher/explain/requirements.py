"""Requirements in words: what the employer asks for, and the question that settles it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.records.requirement import (
    DrivingLicence,
    Gcse,
    Language,
    LevelQualification,
    Need,
    OtherLicence,
    References,
    Registration,
    Requirement,
    SameJob,
    Skill,
    Years,
)

if TYPE_CHECKING:
    from matcher.library.load import Library
    from matcher.library.matching import RequirementKind

_CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
_ONE = re.compile(r"\b1 (\w+)s\b")


@dataclass
class RequirementWords:
    """Says requirements, each once: the rows of a shortlist share their vacancy's."""

    library: Library
    _said: dict[Requirement, tuple[str, str]] = field(default_factory=dict, repr=False)

    @cached_property
    def kinds(self) -> Mapping[str, RequirementKind]:
        """Every kind of requirement by its id."""
        return {kind.id: kind for kind in self.library.gates.requirement_kinds}

    def name(self, requirement: Requirement) -> str:
        """`driving licence, category B`; with the employer's own words where nothing is compared."""
        return self._both(requirement)[0]

    def ask(self, requirement: Requirement) -> str:
        """The question that settles it: put to the person, or to the employer where nothing is compared."""
        return self._both(requirement)[1]

    def _both(self, requirement: Requirement) -> tuple[str, str]:
        if requirement not in self._said:
            self._said[requirement] = self._say(requirement)
        return self._said[requirement]

    def _say(self, requirement: Requirement) -> tuple[str, str]:
        plain = self.library.wording.plain
        needs = [self._filled(need) for need in requirement.needs]
        name = plain.either.join(dict.fromkeys(said for said, _ in needs))
        if not requirement.compared:
            return (f"{name} (“{requirement.words}”)" if requirement.words else name), needs[0][1]
        if len(needs) > 1:
            return name, plain.requirement_any_ask.format(name=name)
        return needs[0]

    def _filled(self, need: Need) -> tuple[str, str]:
        kind = self.kinds[need.kind]
        what, level = self._about(need), _level(need)
        name, ask = (text.replace("{what}", what).replace("{level}", level) for text in (kind.name, kind.ask))
        return (_ONE.sub(r"1 \1", name) if level == "1" else name), ask

    def _about(self, need: Need) -> str:
        """What a need is about, in words; empty where its kind says it all."""
        library = self.library
        match need:
            case DrivingLicence(category=said):
                return said
            case Gcse(subject=said) | Language(language=said):
                return said[:1].upper() + said[1:]
            case OtherLicence(licence=reference) | Registration(body=reference):
                licence = library.licences.by_id.get(reference)
                return inside(licence.name) if licence else _spaced(reference)
            case SameJob(occupation=reference) | Years(occupation=reference):
                occupation = library.occupations.by_id.get(reference)
                return inside(occupation.title) if occupation else _spaced(reference)
            case Skill(skill=reference):
                skill = library.skills.by_id.get(reference)
                return inside(skill.name) if skill else _spaced(reference)
            case _:
                return ""


def _level(need: Need) -> str:
    """How much of it, as a person writes it; empty where its kind has no level."""
    match need:
        case Gcse(grade=number) | LevelQualification(level=number) | Years(months=number) | References(count=number):
            return str(number)
        case Language(level=step):
            return _CEFR[step - 1]
        case _:
            return ""


def inside(name: str) -> str:
    """A name as it stands inside a sentence: a small letter in front, unless it begins with initials."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _spaced(reference: str) -> str:
    return reference.replace("_", " ")

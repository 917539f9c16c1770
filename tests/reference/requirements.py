"""Whether a client meets what an employer asks for: True, False, or None where nobody knows."""

from __future__ import annotations

from typing import Any

from matcher.records.requirement import (
    Degree,
    DrivingLicence,
    Gcse,
    Language,
    LevelQualification,
    OtherLicence,
    OwnVehicle,
    References,
    Registration,
    Requirement,
    SameJob,
    Skill,
    Years,
)
from matcher.records.words import Kind, Stance
from tests.reference.people import Papers
from tests.reference.words import folded

DEGREE_LEVEL = 6

Needs = tuple[tuple[tuple[Any, ...], Any], ...]
"""The alternatives of one requirement, each with what tells it from any other need."""


def alternatives(requirement: Requirement) -> Needs:
    """The needs of a requirement, any one of which will do."""
    return tuple((tuple(value for _, value in need), need) for need in requirement.needs)


def met(needs: Needs, papers: Papers) -> bool | None:
    """Any one of the needs will do."""
    answers = [_known(name, need, papers) for name, need in needs]
    if True in answers:
        return True
    return False if all(answer is False for answer in answers) else None


def _known(name: tuple[Any, ...], need: Any, papers: Papers) -> bool | None:
    """The answer for one need, worked out once for each client."""
    if name not in papers.answers:
        papers.answers[name] = _answer(need, papers)
    return papers.answers[name]


def _answer(need: Any, papers: Papers) -> bool | None:
    match need:
        case DrivingLicence() | OwnVehicle() | OtherLicence() | Registration():
            return _said(papers, *_thing(need))
        case Gcse():
            return _at_least(need.grade, papers, Kind.GCSE, need.subject)
        case Language():
            return _at_least(need.level, papers, Kind.LANGUAGE, need.language)
        case References():
            return _at_least(need.count, papers, Kind.REFERENCES)
        case LevelQualification():
            return _qualified(need.level, papers)
        case Degree():
            return _qualified(DEGREE_LEVEL, papers)
        case SameJob():
            return _has_worked(need.occupation, papers)
        case Years():
            return _has_worked_for(need.months, need.occupation, papers)
        case Skill():
            return can(need.skill, papers)
    return None


def _thing(need: Any) -> tuple[Kind, str]:
    """The kind of paper, and its name where it has one."""
    match need:
        case DrivingLicence():
            return Kind.LICENCE_DRIVING, need.category
        case OtherLicence():
            return Kind.LICENCE_OTHER, need.licence
        case Registration():
            return Kind.REGISTRATION, need.body
    return Kind.OWN_VEHICLE, ""


def _said(papers: Papers, kind: Kind, name: str = "") -> bool | None:
    """Holding something else that includes it will do; not holding it is said of the thing itself only."""
    wanted = folded(name)
    if any(not name or wanted in held for held in papers.holdings(kind)):
        return True
    return False if papers.levels(Stance.DOES_NOT_HOLD, kind, *([name] if name else [])) else None


def _at_least(threshold: int, papers: Papers, kind: Kind, *names: str) -> bool | None:
    """A grade, a step or a count that is held, against the least that is asked."""
    held = papers.levels(Stance.HOLDS, kind, *names)
    if any(level is not None and level >= threshold for level in held):
        return True
    if None in held:
        return None
    if held:
        return False
    return False if papers.levels(Stance.DOES_NOT_HOLD, kind, *names) else None


def _qualified(needed: int, papers: Papers) -> bool | None:
    held = [level for level in papers.levels(Stance.HOLDS, Kind.LEVEL) if level is not None]
    not_held = [level for level in papers.levels(Stance.DOES_NOT_HOLD, Kind.LEVEL) if level is not None]
    if held and max(held) >= needed:
        return True
    return False if not_held and min(not_held) <= needed else None


def _has_worked(occupation: str, papers: Papers) -> bool | None:
    if occupation in papers.done:
        return True
    return False if papers.work_complete else None


def _has_worked_for(months: int, occupation: str, papers: Papers) -> bool | None:
    if occupation not in papers.done:
        return _has_worked(occupation, papers)
    known = papers.months[occupation]
    if any(length is not None and length >= months for length in known):
        return True
    return None if None in known else False


def can(skill: str, papers: Papers) -> bool | None:
    if skill in papers.held:
        return True
    return False if papers.skills_complete or skill in papers.denied else None

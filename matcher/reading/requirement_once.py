"""One entry for each distinct thing an advert asks, at its clearest statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matcher.library.reading_requirements import ReadKind, RequirementReading
from matcher.records.words import Importance

_ONCE: frozenset[ReadKind] = frozenset(
    {
        "licence_driving",
        "own_vehicle",
        "qualification_gcse",
        "qualification_degree",
        "dbs_check",
        "right_to_work",
        "age",
        "vaccination",
        "references",
        "physical",
    }
)
"""Kinds of which an advert asks one thing, however often it says so."""
_BARE: frozenset[ReadKind] = frozenset({"experience_same_job", "experience_years", "qualification_nvq_or_level"})
"""Kinds that may be asked by their bare name: `experience essential` repeats `experience as a cleaner`."""
_SURE = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class Found:
    """One requirement as a piece states it."""

    kind: ReadKind
    importance: Importance
    start: int
    end: int
    text: str
    """Its words in their plain form."""
    confidence: Literal["high", "medium", "low"]


def once(found: Sequence[Found], reading: RequirementReading) -> list[Found]:
    """Without repeats. Personal qualities all stay: each sentence or item that names some is one entry."""
    generic = frozenset(reading.generic)
    kept: list[tuple[Found, frozenset[str]]] = []
    for one in found:
        about = frozenset(word for word in one.text.split() if word.isalnum() and word not in generic)
        place = _same(one, about, kept)
        if place is None:
            kept.append((one, about))
        elif _clearer(one, kept[place][0]):
            kept[place] = (one, about | kept[place][1])
    return [one for one, _ in kept]


def _same(one: Found, about: frozenset[str], kept: Sequence[tuple[Found, frozenset[str]]]) -> int | None:
    """The place of an entry that asks the same thing."""
    if one.kind == "personal_quality":
        return None
    for place, (other, theirs) in enumerate(kept):
        if other.kind != one.kind:
            continue
        if one.kind in _ONCE or (about & theirs) or (not about and not theirs):
            return place
        if one.kind in _BARE and (not about or not theirs) and other.importance is one.importance:
            return place
    return None


def _clearer(one: Found, other: Found) -> bool:
    """Whether one of two statements of the same thing is the clearer."""
    if Importance.NOT_REQUIRED in (one.importance, other.importance):
        return other.importance is not Importance.NOT_REQUIRED  # nothing is asked that the advert itself lets go
    if other.importance is Importance.UNCLEAR and one.confidence != "low":
        return one.importance is not Importance.UNCLEAR
    if one.importance is Importance.UNCLEAR:
        return False
    return _SURE[one.confidence] < _SURE[other.confidence]

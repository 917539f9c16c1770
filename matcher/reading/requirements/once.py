"""One entry for each distinct thing an advert asks, at its clearest statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        "availability_full_flex",
    }
)
"""Kinds of which an advert asks one thing, however often it says so."""
_BARE: frozenset[ReadKind] = frozenset({"experience_same_job", "experience_years", "qualification_nvq_or_level"})
"""Kinds that may be asked by their bare name: `experience essential` repeats `experience as a cleaner`."""
_BY_EVERY_WORD: frozenset[ReadKind] = frozenset({"other", "experience_general", "it_skills"})
"""Kinds of no one thing: of two statements that share a word, one must hold every word of the other to repeat it."""
_LOOKED_AT = 200
"""An advert asks fewer things; in a text that asks more, a bare repeat far down is kept."""
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
    listed: bool = False
    """An item of a list of one kind, which only the same words repeat."""


def once(found: Sequence[Found], reading: RequirementReading) -> list[Found]:
    """Without repeats. Personal qualities all stay: each sentence or item that names some is one entry."""
    generic, fields = frozenset(reading.generic), frozenset(reading.fields)
    kept: list[Found] = []
    abouts: list[frozenset[str]] = []
    listed: set[tuple[ReadKind, str]] = set()
    places: dict[tuple[ReadKind, str], int] = {}
    for one in found:
        if one.listed:
            if (one.kind, one.text) not in listed:
                listed.add((one.kind, one.text))
                kept.append(one)
                abouts.append(frozenset())
            continue
        about = _about(one, generic, fields)
        place = _same(one, about, kept, places, abouts)
        if place is None:
            place = len(kept)
            kept.append(one)
            abouts.append(frozenset(about))
        elif _clearer(one, kept[place]):
            kept[place] = one
        for word in about:
            places.setdefault((one.kind, word), place)
    return kept


def _about(one: Found, generic: frozenset[str], fields: frozenset[str]) -> tuple[str, ...]:
    """The words by which two statements are about the same thing; an empty word stands for the bare kind.

    Words of a field tell little alone, so together they are one: `personal care` is not `a care setting`.
    """
    if one.kind in _ONCE:
        return ("",)
    words = tuple(dict.fromkeys(word for word in one.text.split() if word.isalpha() and word not in generic))
    telling = tuple(word for word in words if word not in fields)
    return telling or (" ".join(words),)


def _same(
    one: Found,
    about: Sequence[str],
    kept: Sequence[Found],
    places: Mapping[tuple[ReadKind, str], int],
    abouts: Sequence[frozenset[str]],
) -> int | None:
    """The place of an entry that asks the same thing."""
    if one.kind == "personal_quality":
        return None
    shared = [places[one.kind, word] for word in about if (one.kind, word) in places]
    if one.kind in _BY_EVERY_WORD:
        shared = [place for place in shared if abouts[place] <= set(about) or abouts[place] >= set(about)]
    if shared:
        return min(shared)
    if one.kind not in _BARE:
        return None
    others = ((place, other) for place, other in enumerate(kept[:_LOOKED_AT]) if other.kind == one.kind)
    bare = places.get((one.kind, ""))
    return next(
        (place for place, other in others if other.importance is one.importance and (about == ("",) or place == bare)),
        None,
    )


def _clearer(one: Found, other: Found) -> bool:
    """Whether one of two statements of the same thing is the clearer."""
    if Importance.NOT_REQUIRED in (one.importance, other.importance):
        return other.importance is not Importance.NOT_REQUIRED  # nothing is asked that the advert itself lets go
    if other.importance is Importance.UNCLEAR and one.confidence != "low":
        return one.importance is not Importance.UNCLEAR
    if one.importance is Importance.UNCLEAR:
        return False
    return _SURE[one.confidence] < _SURE[other.confidence]

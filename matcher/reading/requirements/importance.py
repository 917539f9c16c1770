"""How a sentence puts a requirement: essential, desirable, not needed, or only spoken of.

A marker stands before what it speaks of (`ideally`, `must`) or after it (`is desirable`, `not required`). A thing
belongs to the marker after it, if nothing else that is asked stands between; else to the nearest before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.library.reading_requirements import RequirementReading
from matcher.reading.passage import Sentence
from matcher.reading.patterns import PatternSet
from matcher.records.words import Importance

_OF = {
    "desirable": Importance.DESIRABLE,
    "essential": Importance.ESSENTIAL,
    "asked": Importance.ESSENTIAL,
    "waived": Importance.NOT_REQUIRED,
    "unclear": Importance.UNCLEAR,
}


@dataclass(frozen=True)
class Mark:
    """One marker in a sentence's text."""

    start: int
    end: int
    importance: Importance
    before: bool
    """Whether it speaks of what comes after it."""
    weak: bool = False
    """`should` asks, but `ideally you should` only wishes."""


class Markers:
    """The markers of one reading, compiled once."""

    def __init__(self, reading: RequirementReading) -> None:
        self._set = PatternSet(
            ((key, one) for key, several in reading.importance.items() for one in several), reading.lists
        )

    def of(self, sentence: Sentence) -> tuple[Mark, ...]:
        """Every marker of a sentence, in its order; of two that overlap, the one that says less is left out."""
        marks = []
        for key, start, end, _ in self._set.found(sentence.text, sentence.words()):
            name, _, side = key.partition("_")
            marks.append(Mark(start, end, _OF[name], side != "after", name == "asked"))
        return _apart(marks)


_WEIGHT = {
    Importance.NOT_REQUIRED: 0,
    Importance.DESIRABLE: 1,
    Importance.ESSENTIAL: 2,
    Importance.UNCLEAR: 3,
}


def _apart(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks of which no two overlap: `not essential` wins over `essential`, `but not essential` over both."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (-(one.end - one.start), _WEIGHT[one.importance], one.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda one: one.start))


def settle(
    spans: Sequence[tuple[int, int]], marks: Sequence[Mark], text: str, default: Importance
) -> list[tuple[Importance, bool]]:
    """The importance of each span, and whether a marker said so."""
    return [_one(span, spans, marks, text, default) for span in spans]


def either(kinds: Sequence[str], spans: Sequence[tuple[int, int]], text: str) -> frozenset[int]:
    """The places of things of which one is enough: `an NVQ or equivalent experience`."""
    return frozenset(
        place
        for one, kind in enumerate(kinds)
        for two, other in enumerate(kinds)
        if kind in _ARMS
        and other in _OTHER_ARMS
        and spans[one][1] <= spans[two][0] <= spans[one][1] + _EITHER_WITHIN
        and _EITHER.fullmatch(text, _before_or(text, *spans[one]), spans[two][0])
        for place in (one, two)
    )


def _before_or(text: str, start: int, end: int) -> int:
    """Where the words of a thing end, but for an `or` or `or equivalent` that was read with it."""
    place = text.rfind(" or ", start, end)
    return place + 1 if place >= 0 and text.endswith((" equivalent ", " or "), 0, end) else end


def _one(
    span: tuple[int, int],
    spans: Sequence[tuple[int, int]],
    marks: Sequence[Mark],
    text: str,
    default: Importance,
) -> tuple[Importance, bool]:
    after = _after(span, spans, marks, text)
    before = _before(span, marks, text)
    if after is not None and before is not None and after.importance is Importance.NOT_REQUIRED:
        return (before.importance if before.importance is Importance.DESIRABLE else after.importance), True
    hedged = any(one.importance is Importance.UNCLEAR and one.start >= span[1] for one in marks)
    if after is not None and before is not None and before.importance is Importance.UNCLEAR and not hedged:
        return after.importance, True  # `evidence of a good education is essential`, but not `.. where relevant`
    if after is not None and not (after.importance is Importance.ESSENTIAL and before is not None):
        return after.importance, True
    if before is not None and not (before.weak and default is Importance.DESIRABLE):
        return before.importance, True
    last = after or _carried(span, marks, text)
    return (last.importance, True) if last is not None else (default, False)


def _carried(span: tuple[int, int], marks: Sequence[Mark], text: str) -> Mark | None:
    """The marker of what stands before, where the words go on from it: `is desirable, as is knowledge of EMIS`."""
    last = next((one for one in reversed(marks) if one.end <= span[0]), None)
    goes_on = last is not None and not last.before and _GOES_ON.fullmatch(text, last.end, span[0])
    return last if goes_on else None


def _after(span: tuple[int, int], spans: Sequence[tuple[int, int]], marks: Sequence[Mark], text: str) -> Mark | None:
    """The marker that follows a span and speaks of it."""
    found = next((one for one in marks if one.start >= span[0] and not one.before and one.end > span[1] - 1), None)
    if found is None:
        return None
    between = text[span[1] : found.start]
    if " ; " in f" {between} " or any(
        one.before and not one.weak and span[1] <= one.start < found.start and one.importance is not found.importance
        for one in marks
    ):
        return None
    ruled = _before(span, marks, text) is not None
    others = [one for one in spans if span[1] <= one[0] < found.start and one != span]
    return None if others and ruled else found


def _before(span: tuple[int, int], marks: Sequence[Mark], text: str) -> Mark | None:
    """The nearest marker before a span that speaks of it."""
    strong = [one for one in marks if one.before and one.start < span[1] and _reaches(one, span, marks, text)]
    return next((one for one in reversed(strong) if not one.weak), None) or (strong[-1] if strong else None)


def _reaches(mark: Mark, span: tuple[int, int], marks: Sequence[Mark], text: str) -> bool:
    """Whether nothing between a marker and a span stops it."""
    if mark.end > span[0]:
        return mark.start < span[0] or mark.end <= span[1]
    between = text[mark.end : span[0]]
    if " ; " in f" {between} ":
        return False
    if mark.importance is Importance.NOT_REQUIRED:
        most = _WAIVES_ON if " or " in f" {between} " else _WAIVES_WITHIN
        return len(between.split()) <= most and " but " not in f" {between} "
    if mark.importance is Importance.UNCLEAR:
        return len(between.split()) <= _WAIVES_WITHIN
    if _TURNS.search(f" {between} "):
        return False
    if mark.importance is Importance.DESIRABLE and _NEW_CLAUSE.search(f" {between} "):
        return False
    return not any(not one.before and mark.end <= one.start < span[0] for one in marks)


_GOES_ON = re.compile(
    r"(?:, )?(?:along with|as well as|together with|as (?:is|are|would)|so (?:is|are)) (?:[^ ,.;:]+ ){0,3}"
)
_TURNS = re.compile(" (?:but|however) ")
_NEW_CLAUSE = re.compile(r"\w , (?:you|candidates|applicants|they) (?:will|must|should|need) ")
"""`Ideally with experience, although training is given, you will be patient`: the wish ends where the clause does."""
_EITHER = re.compile(
    r"(?:[^,.;:]* )?or (?:have |possess |hold |an? |the |relevant |appropriate |demonstrable |prior )*"
    r"(?:equivalent |similar |relevant )?(?:(?:knowledge|skills|qualifications|training) (?:, |and |/ |or )?)*"
)
_EITHER_WITHIN = 60
_ARMS = ("qualification_nvq_or_level", "qualification_gcse", "qualification_degree", "licence_other")
_OTHER_ARMS = (*_ARMS, "experience_same_job", "experience_general", "experience_years")
_WAIVES_WITHIN = 5
_WAIVES_ON = 14
"""`no experience in care or of the job` waives both."""

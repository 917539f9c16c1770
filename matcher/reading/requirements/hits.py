"""What the words of a piece may ask, kind by kind, and which kind has the better claim to which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.reading.patterns import GAP

ROLES = ("opens", "things", "says")
"""How much words ask by themselves, the least first."""


@dataclass(frozen=True)
class Hit:
    """Words of one kind, from `start` to `end` of a piece's plain text."""

    kind: str
    start: int
    end: int
    role: str
    """`says` where the words ask by themselves, else `things` or `opens`."""

    @property
    def said(self) -> bool:
        """Whether the words ask by themselves."""
        return self.role == "says"


def stretched(text: str, end: int, written: str) -> int:
    """Where a look-alike ends: one whose pattern ends in a gap covers so many words more."""
    gap = written.rpartition(" ")[2]
    if not gap.startswith("~"):
        return end
    for _ in range(int(gap[1:] or GAP)):
        after = text.find(" ", end)
        if after < 0 or text[end:after] in _GAP_STOPS:
            break
        end = after + 1
    return end


_GAP_STOPS = frozenset({".", ";", "but"})


def covers(other: tuple[int, int], start: int, end: int) -> bool:
    """Whether a look-alike holds the beginning of a hit, or most of it."""
    shared = min(end, other[1]) - max(start, other[0])
    return other[0] <= start < other[1] - 1 or 2 * shared > end - start


AFTER_AND = frozenset(
    "experience feel enjoy have be are will must an a good excellent strong knowledge ability able possess hold".split()  # noqa: SIM905
)
"""After `and`, one of these begins another thing that is asked."""


def without_and(hit: Hit, text: str) -> Hit:
    """A hit without the `and` at its end, where what follows is another thing: `experience and | knowledge of`."""
    if text.endswith(" and ", 0, hit.end) and text[hit.end :].partition(" ")[0] in AFTER_AND:
        return Hit(hit.kind, hit.start, hit.end - len("and "), hit.role)
    return hit


def joined_hits(hits: Sequence[Hit], text: str) -> list[Hit]:
    """Hits of one kind that touch, as one; personal qualities of a piece are one, however many it names."""
    joined: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.kind, one.start, one.end)):
        last = joined[-1] if joined else None
        if last is not None and last.kind == hit.kind and _one_thing(last, hit, text):
            joined[-1] = Hit(hit.kind, last.start, max(last.end, hit.end), max(last.role, hit.role, key=ROLES.index))
        else:
            joined.append(hit)
    return joined


_PARTS = frozenset({",", ";", "or", "have", "must", "with", "ideally", "preferably", "desirable", "essential"})
"""Words that part one qualification from the next."""
_SKILLS_GAP = 30
_PARTS_OF_SKILLS = frozenset({";", "or", "a", "an", "have", "must", "ideally", "preferably", "desirable", "essential"})
_EQUIVALENT_GAP = 60
"""`RSA III typing / word processing or an equivalent qualification` is one thing, told within so many characters."""
_OR_AN = re.compile(r" or (?:an? )?$")
_QUALIFICATION_GAP = 30
"""`qualified to Level 2` is one qualification: so many characters may part its words."""


def _one_thing(last: Hit, hit: Hit, text: str) -> bool:
    """Whether two hits of one kind in a piece are one requirement."""
    if hit.kind in ("personal_quality", "language"):
        return False
    if hit.kind == "qualification_nvq_or_level" and text.startswith("equivalent ", hit.start):
        before = f" {text[last.end : hit.start]}"
        if len(before) <= _EQUIVALENT_GAP and _OR_AN.search(before):
            return True
    if hit.kind == "qualification_nvq_or_level" and hit.start - last.end <= _QUALIFICATION_GAP:
        between = text[last.end : hit.start].split()
        return not _PARTS.intersection(between)
    if hit.kind == "experience":
        return hit.start < last.end
    if hit.kind == "it_skills" and hit.start - last.end <= _SKILLS_GAP:
        return not _PARTS_OF_SKILLS.intersection(text[last.end : hit.start].split())
    return hit.start <= last.end or hit.kind == "availability_full_flex"


_GIVES_WAY = {
    "experience": ("experience_years", "it_skills", "language", "licence_other"),
    "other": (
        "experience",
        "experience_years",
        "it_skills",
        "language",
        "right_to_work",
        "dbs_check",
        "licence_other",
        "licence_driving",
        "own_vehicle",
        "qualification_gcse",
        "qualification_nvq_or_level",
    ),
    "qualification_nvq_or_level": (
        "qualification_gcse",
        "qualification_degree",
        "licence_other",
        "training_willing",
        "experience_years",
    ),
    "qualification_gcse": ("training_willing",),
    "it_skills": ("language", "qualification_gcse"),
    "language": ("qualification_gcse",),
    "licence_driving": ("licence_other",),
    "licence_other": ("training_willing",),
    "training_willing": ("availability_full_flex",),
}
"""Which kinds a kind gives way to where both read the same words."""


def of_the_best_kind(hits: Sequence[Hit]) -> list[Hit]:
    """Hits of every kind but personal quality, of which none reads words that another has the better claim to."""
    plain = [hit for hit in hits if hit.kind != "personal_quality"]
    return [
        hit
        for hit in plain
        if not any(
            other.kind in _GIVES_WAY.get(hit.kind, ()) and _meet(hit, other, _SLACK.get(other.kind, 0))
            for other in plain
        )
    ]


def with_quality(kept: list[Hit], hits: Sequence[Hit]) -> list[Hit]:
    """What is kept, and the personal qualities of the piece as one, where words are left that name some."""
    quality = [hit for hit in hits if hit.kind == "personal_quality" and not any(_claims(one, hit) for one in kept)]
    if quality:
        start, end = min(one.start for one in quality), max(one.end for one in quality)
        kept.append(Hit("personal_quality", start, end, "things"))
    return kept


_ABLE_REACHES = 30
"""`able to` belongs to what follows within this many characters."""


def _claims(one: Hit, quality: Hit) -> bool:
    """Whether another kind has the better claim to the words of a quality."""
    if one.role == "experienced":
        return False
    follows = quality.role == "opens" and 0 <= one.start - quality.end < _ABLE_REACHES
    return _meet(one, quality) or follows


_SLACK = {"training_willing": 45}
"""The thing to be trained for may stand so many characters after the willingness."""


def _meet(one: Hit, other: Hit, slack: int = 0) -> bool:
    """Whether two hits share words, or one begins within `slack` characters after the other."""
    return one.start < other.end - 1 + slack and other.start < one.end - 1

"""What an advert's words ask for: each requirement with its kind, its importance and the characters it came from.

A piece of text asks where it stands in a list of what is sought, or where its own words seek something of a person.
Duties, training on offer, benefits and the company's own virtues are not requirements. Nothing is returned without
words to show for it; the same words give the same answer, and the work is linear in their length.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal, cast

from matcher.base.ids import RequirementId
from matcher.library.load import Library
from matcher.library.once import once_per_edition
from matcher.library.reading_requirements import ReadKind, RequirementReading
from matcher.reading.passage import Passage, Sentence, read_passage
from matcher.reading.patterns import PatternSet
from matcher.reading.requirements.experience import Experience
from matcher.reading.requirements.hits import (
    ROLES,
    Hit,
    covers,
    joined_hits,
    of_the_best_kind,
    stretched,
    with_quality,
    without_and,
)
from matcher.reading.requirements.importance import Mark, Markers, either, settle
from matcher.reading.requirements.needs import Needs
from matcher.reading.requirements.once import Found, once
from matcher.reading.requirements.pieces import Cutter, Piece
from matcher.reading.slips import Slips
from matcher.records.requirement import Need, Requirement
from matcher.records.words import Importance

Confidence = Literal["high", "medium", "low"]
"""high: the sentence itself says how much it is asked; medium: it stands in a list of what is sought, or its words
are asked for nowhere else; low: it is spoken of in a sentence that seeks something."""


@dataclass(frozen=True)
class ReadRequirement:
    """One thing asked for, and the characters `start` to `end` of the text that ask it."""

    kind: ReadKind
    importance: Importance
    start: int | None
    end: int | None
    """None where only the title states it."""
    words: str
    confidence: Confidence
    needs: tuple[Need, ...]
    """The thing as a record can hold it, each asked beside the others; NotCompared, which is kept and never applied,
    where its value is not plain. Experience needs an occupation to be compared: `to_requirements` is given it."""
    plain: str = ""
    """Its words in the plain form of `reading.passage`."""


def read_requirements(
    text: str, *, library: Library, occupation: str = "", title: str = "", passage: Passage | None = None
) -> tuple[ReadRequirement, ...]:
    """Every requirement that `text` states, in the order of its words, then those that only `title` states.

    `occupation` is what the job is called, if that is not its title: it tells experience of the same job from
    experience of other work. `passage` is the text as it was read already, if it was.
    """
    return _reader(library).read(text, occupation=occupation or title, title=title, passage=passage)


def to_requirements(
    read: Iterable[ReadRequirement], *, library: Library, occupation: str = "", taken: int = 0
) -> tuple[Requirement, ...]:
    """What was read as requirements of a vacancy, in the order of the words, numbered after `taken` others.

    Each need is a requirement of its own. What was read with low confidence is unclear, so that it is asked and never
    applied; `occupation` is the id of the vacancy's own, against which experience of the same job is compared.
    """
    needs = _reader(library).needs
    made: list[Requirement] = []
    for one in read:
        sure = one.confidence != "low" or one.importance is Importance.NOT_REQUIRED
        for need in needs.of(one.kind, one.plain, occupation=occupation):
            made.append(
                Requirement(
                    id=RequirementId(f"r{taken + len(made) + 1}"),
                    needs=(need,),
                    importance=one.importance if sure else Importance.UNCLEAR,
                    words=one.words,
                )
            )
    return tuple(made)


_WORDS_KEPT = 100_000
TITLE_MOST = 200
"""Characters of a title that are read."""


@once_per_edition
def _reader(library: Library) -> Reader:
    return Reader(library)


_ITEM_MOST = 12
"""Tokens of an item that may be the name of a task; a longer one is a sentence."""
_OBJECT_FOLLOWS = (" of ", " in ", " about ", " with ")
_LISTS = frozenset({"and", "or", ",", "/"})


class Reader:
    """The patterns of one reading, compiled once and used for any number of adverts."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._reading = library.requirement_reading
        reading = self._reading
        self._cutter = Cutter(reading)
        self._set = PatternSet(_keyed(reading), reading.lists)
        self._markers = Markers(reading)
        self._experience = Experience(reading)
        self._right: set[str] = set()
        self._languages = frozenset(reading.values.languages)
        self._slips = Slips(reading.mended, reading.real_words)
        self._of_sentence = lru_cache(maxsize=20_000)(self._hits_uncached)

    @cached_property
    def needs(self) -> Needs:
        """The values of requirements."""
        return Needs(self._library)

    def read(
        self, text: str, *, occupation: str, title: str = "", passage: Passage | None = None
    ) -> tuple[ReadRequirement, ...]:
        """As `read_requirements`."""
        passage = passage or read_passage(text)
        named = self._experience.title(occupation, passage)
        found: list[Found] = []
        for piece in self._cutter.pieces(passage):
            found += self._in_piece(self._mended(piece), named)
        kept = once(found, self._reading)
        told = [self._told(one, passage) for one in sorted(kept, key=lambda one: (one.start, one.end, one.kind))]
        return (*told, *self._in_title(title, named, kept))

    def _mended(self, piece: Piece) -> Piece:
        """The piece with its slips mended; words met before are not looked at again."""
        words = piece.sentence.words()
        if words <= self._right:
            return piece
        sentence = self._slips.mended(piece.sentence)
        if sentence is not piece.sentence:
            return replace(piece, sentence=sentence)
        if len(self._right) < _WORDS_KEPT:
            # a name is let be where it is a name, and may be a slip elsewhere
            self._right.update(token.word for token in piece.sentence.tokens if not token.name)
        return piece

    def _in_title(self, title: str, named: frozenset[str], kept: Sequence[Found]) -> Iterable[ReadRequirement]:
        """What only the title asks: kinds that the text does not speak of."""
        passage = read_passage(title[:TITLE_MOST])
        pieces = (piece for sentence in passage.sentences for piece in self._cutter.title_pieces(sentence, title))
        found = [one for piece in pieces for one in self._in_piece(replace(piece, section="other"), named)]
        fresh = [one for one in once([*kept, *found], self._reading) if any(one is other for other in found)]
        for one in fresh:
            yield replace(self._told(one, passage), start=None, end=None)

    def _told(self, found: Found, passage: Passage) -> ReadRequirement:
        return ReadRequirement(
            found.kind,
            found.importance,
            found.start,
            found.end,
            passage.quote(found.start, found.end),
            found.confidence,
            self.needs.of(found.kind, f" {found.text.strip()} "),
            f" {found.text.strip()} ",
        )

    def _hits_uncached(self, text: str) -> tuple[tuple[Hit, ...], frozenset[str]]:
        """What the words of a sentence may ask, without look-alikes, and whether it seeks or gives."""
        roles: dict[str, dict[str, list[tuple[int, int]]]] = {}
        for key, start, plain_end, written in self._set.found(text, frozenset(text.split())):
            kind, _, role = key.partition("/")
            end = stretched(text, plain_end, written) if role == "other_senses" else plain_end
            roles.setdefault(kind, {}).setdefault(role, []).append((start, end))
        mood = frozenset(roles.pop("mood", {}))
        hits: list[Hit] = []
        for kind, by_role in roles.items():
            others = by_role.get("other_senses", [])
            for role in ROLES:
                hits += (
                    Hit(kind, start, end, role)
                    for start, end in by_role.get(role, ())
                    if not any(covers(one, start, end) for one in others)
                )
        return tuple(hits), mood

    def _in_piece(self, piece: Piece, title: frozenset[str]) -> Iterable[Found]:
        hits, mood = self._of_sentence(piece.sentence.text)
        marks: tuple[Mark, ...] | None = None
        text = piece.sentence.text
        allowed = [without_and(hit, text) for hit in hits if _asked(hit, piece, mood)]
        if not allowed:
            return self._as_listed(piece)
        marks = self._markers.of(piece.sentence)
        joined = self._by_language(joined_hits(allowed, piece.sentence.text), piece.sentence.text)
        whole = (self._told_apart(one, piece.sentence, marks, title) for one in of_the_best_kind(joined))
        chosen = with_quality(list(whole), allowed)
        default = _default(piece, mood)
        spans = [(one.start, one.end) for one in chosen]
        settled = settle(spans, marks, piece.sentence.text, default)
        arms = either([one.kind for one in chosen], spans, piece.sentence.text)
        settled = [
            (Importance.DESIRABLE, True) if place in arms and one[0] is Importance.ESSENTIAL else one
            for place, one in enumerate(settled)
        ]
        return [
            self._found(hit, piece, importance, said, mood)
            for hit, (importance, said) in zip(chosen, settled, strict=True)
            if not (hit.kind == "personal_quality" and importance is Importance.NOT_REQUIRED)
        ]

    def _as_listed(self, piece: Piece) -> Iterable[Found]:
        """An item that names a task or a subject and no more, under a heading that asks for experience of them."""
        if not piece.experience or piece.section not in ("sought", "desirable"):
            return ()
        if len(piece.sentence.tokens) > _ITEM_MOST:
            return ()
        hit = Hit("experience_general", 1, len(piece.sentence.text), "things")
        marks = self._markers.of(piece.sentence)
        importance, said = settle([(hit.start, hit.end)], marks, piece.sentence.text, _default(piece, frozenset()))[0]
        return [replace(self._found(hit, piece, importance, said, frozenset()), listed=True)]

    def _by_language(self, hits: Sequence[Hit], text: str) -> list[Hit]:
        """The hits, with one for each language: `English and French` are two, `English or French` is one."""
        kept: list[Hit] = []
        seen: set[str] = set()
        for hit in sorted(hits, key=lambda one: (one.end - one.start, one.start)):
            if hit.kind != "language":
                kept.append(hit)
                continue
            words = self._languages_on(text, hit)
            named = [word for word in words if word in self._languages]
            new = [word for word in named if word not in seen][: 1 if "or" in words else None]
            seen.update(named)
            if not named:
                kept.append(hit)
            for place, word in enumerate(new):
                at = text.index(f" {word} ", hit.start - 1) + 1
                kept.append(Hit(hit.kind, at if place else hit.start, at + len(word) + 1, hit.role))
        return sorted(kept, key=lambda one: (one.start, one.end))

    def _languages_on(self, text: str, hit: Hit) -> list[str]:
        """The words of a hit, and the languages listed right after it."""
        words = text[hit.start : hit.end].split()
        for word in text[hit.end :].split():
            if word not in self._languages and word not in _LISTS:
                break
            words.append(word)
        return words

    def _told_apart(self, hit: Hit, sentence: Sentence, marks: Sequence[Mark], title: frozenset[str]) -> Hit:
        if hit.kind == "other" and sentence.text.endswith(_OBJECT_FOLLOWS, 0, hit.end):
            return Hit(hit.kind, hit.start, self._experience.whole(sentence.text, hit.end, marks), hit.role)
        if hit.kind == "experienced":
            return Hit("experience_same_job", hit.start, hit.end, "experienced")
        if hit.kind != "experience":
            return hit
        if hit.said:
            return Hit("experience_same_job", hit.start, hit.end, hit.role)
        kind, end = self._experience.kind(sentence.text, hit.start, hit.end, marks, title)
        return Hit(kind, hit.start, end, hit.role)

    def _found(self, hit: Hit, piece: Piece, importance: Importance, said: bool, mood: frozenset[str]) -> Found:
        start, end = piece.sentence.span(hit.start, max(hit.start + 1, hit.end - 1))
        sure: Confidence = "high" if said or "strongly" in mood else "medium"
        if sure == "medium" and piece.section not in ("sought", "desirable") and not hit.said:
            sure = "low"
        if hit.kind == "dbs_check" and not hit.said:
            sure = "low"  # a law is named, and whether a check is asked must be guessed
        text = " experienced " if hit.role == "experienced" else piece.sentence.text[hit.start : hit.end]
        return Found(cast(ReadKind, hit.kind), importance, start, end, text, sure)


def _keyed(reading: RequirementReading) -> Iterable[tuple[str, str]]:
    for one in reading.kinds:
        for role in (*ROLES, "other_senses"):
            for pattern in getattr(one, role):
                yield f"{one.kind}/{role}", pattern
    yield from (("mood/strongly", one) for one in reading.seeks_strongly)
    yield from (("mood/seeks", one) for one in reading.seeks)
    yield from (("mood/gives", one) for one in reading.gives)
    yield from (("mood/item", one) for one in reading.item_seeks)
    yield from (("mood/waives", one) for one in reading.waives)
    yield from (("mood/duty", one) for one in reading.duty)


def _default(piece: Piece, mood: frozenset[str]) -> Importance:
    """How much a piece asks where no marker says; a check named among the benefits asks nothing for certain."""
    if piece.section == "offers" and "strongly" not in mood:
        return Importance.UNCLEAR
    return Importance.DESIRABLE if piece.section == "desirable" else Importance.ESSENTIAL


_LET_OFF = frozenset({"experience", "experience_years", "qualification_nvq_or_level"})
"""Kinds that adverts say are not needed, among the benefits too."""


def _asked(hit: Hit, piece: Piece, mood: frozenset[str]) -> bool:
    """Whether words that may ask something do so where they stand."""
    if "waives" in mood and hit.kind in _LET_OFF:
        return True
    strongly = "strongly" in mood or ("item" in mood and piece.item and piece.section in ("none", "duties"))
    if hit.said and (hit.kind == "dbs_check" or (hit.kind == "right_to_work" and piece.section != "offers")):
        return True
    if piece.section in ("sought", "desirable"):
        return strongly or piece.item or "gives" not in mood
    if piece.section == "offers":
        return strongly and ("gives" not in mood or hit.said)
    if piece.section in ("duties", "other"):
        return strongly
    if hit.said:
        return strongly or "gives" not in mood
    return strongly or ("seeks" in mood and "gives" not in mood and "duty" not in mood)

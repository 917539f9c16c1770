"""The criteria that the audit knows: what each is about in words for people, and the patterns by which it is read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from matcher.base.days import Day
from matcher.library.document import Document, Mark, Part
from matcher.library.doubts import Severity

Stance = Literal[
    "waived",
    "desirable",
    "alternative",
    "trained",
    "after_offer",
    "supplied",
    "welcomed",
    "barred",
    "only",
    "demanded",
    "wanted",
    "asked",
    "third_party",
    "reassured",
    "turned_away",
]
"""How a sentence speaks of a thing. A sentence may take several at once; each criterion says which count. What is said
of customers, clients or goods (`third_party`) or to put a reader at ease (`reassured`) counts for none, and where
whoever lacks the thing is `turned_away` it is demanded and nothing waives it."""


class CriterionExamples(Part):
    """Sentences that raise the doubt and look-alikes that do not; each is checked against the patterns by a test."""

    raises: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


class Criterion(Part):
    """One kind of requirement or wording that may shut people out. A doubt to ask about, never a verdict."""

    id: str
    number: int
    name: str
    severity: Severity
    job_quality: bool = False
    """True where it tells of the job rather than of who may apply: shown apart, never summed with the others."""
    may_fall_on: str
    justified_when: str
    question: str
    rewording: str
    legal_basis: str
    mark: Mark
    sources: tuple[str, ...]
    reviewed_on: Day
    takes_the_place_of: tuple[str, ...] = ()
    """Ids that are not raised as well when this one is."""
    takes_the_place_nearby: tuple[str, ...] = ()
    """Ids that are not raised as well by the same sentence: the same words say the one thing and not the other."""


class CriteriaFamily(Document):
    """The criteria of one family."""

    family: str
    criteria: tuple[Criterion, ...] = Field(min_length=1)


class Reads(Part):
    """How one criterion is read in a text. Patterns are in the language of `reading.patterns`."""

    id: str
    phrases: tuple[str, ...] = ()
    """Words that carry the doubt by themselves; raised unless a stance of `phrases_cleared_by` or `clears` holds."""
    topics: tuple[str, ...] = ()
    """Words for the thing; raised where a stance of `needs` holds (none named: always) and none of `cleared_by`."""
    needs: tuple[Stance, ...] = ()
    weak_topics: tuple[str, ...] = ()
    """Words that are often innocent: raised only where a stance of `weak_needs` holds, cleared as topics are."""
    weak_needs: tuple[Stance, ...] = ("demanded",)
    cleared_by: tuple[Stance, ...] = ("waived",)
    phrases_cleared_by: tuple[Stance, ...] = ("waived",)
    other_senses: tuple[str, ...] = ()
    """Look-alikes: what they cover is not read for this criterion."""
    clears: tuple[str, ...] = ()
    """Said in the same sentence, they clear it."""
    clears_anywhere: tuple[str, ...] = ()
    """Said anywhere in the advert, they clear it."""
    justified_by: tuple[str, ...] = ()
    """Kinds of work (audit/work.yaml) that justify it."""
    not_for: tuple[str, ...] = ()
    """Patterns of occupations for which it is never raised."""
    only_with: tuple[str, ...] = ()
    """Said anywhere in the advert or the occupation; without one of them it is never raised. Empty: no condition."""
    phrases_always: bool = False
    """True where a phrase is raised whatever kind of work it is."""
    needs_company: bool = False
    """True where a few words of a longer sentence are too little by themselves: more must be found, or the sentence
    must ask for them or bar somebody."""


class ReadsFamily(Document):
    """How the criteria of one family are read."""

    reads: tuple[Reads, ...] = Field(min_length=1)


class KindOfWork(Part):
    """A kind of work, by the words of the occupation or a duty in the text; `denies` says the opposite and wins."""

    id: str
    means: str = Field(alias="is")
    occupations: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()


class AuditWork(Document):
    """The kinds of work that may justify a requirement."""

    kinds: tuple[KindOfWork, ...]


class AuditPhrases(Document):
    """Named lists of patterns, and the patterns of each stance around `<x>`."""

    lists: dict[str, tuple[str, ...]]
    stances: dict[Stance, tuple[str, ...]]
    places: tuple[str, ...] = ()
    """Words that end the name of a place; what stands before one, both with a capital, is a name."""
    people: tuple[str, ...] = ()
    """Patterns of where a person's name stands, as in the contact lines of an advert: nothing is raised by it."""
    real_words: tuple[str, ...] = ()
    """Words in their own right, one letter away from a word that patterns look for: never taken for a slip of it."""

    @model_validator(mode="after")
    def _every_stance_has_its_place(self) -> AuditPhrases:
        bare = sorted(
            f"{stance}: {pattern}"
            for stance, patterns in self.stances.items()
            for pattern in patterns
            if "<x>" not in pattern
        )
        if bare:
            raise ValueError(f"without <x>, the place of the thing itself: {'; '.join(bare)}")
        return self

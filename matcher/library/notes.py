"""How workers' notes about clients are read for manner words, and what the writer is asked instead."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Part
from matcher.library.vocabulary import refuse_repeats

NoteStance = Literal["denied", "set_aside", "third_party", "asked_of_the_job", "clients_word"]
"""How a sentence speaks of a word: denied, said not to count, somebody else's view, of the job, the client's own."""
Eased = Literal["never", "gently", "settled"]
"""What evidence beside a word does: nothing, since it is no evidence for the work; a gentler question; no question."""


class EasedQuestions(Part):
    """What is asked where something stands beside the word already."""

    dated: str
    """A day or time, and nothing that was seen."""
    seen: str
    """What was seen, with a count."""


class Manner(Part):
    """One kind of manner word: what is heard as readiness and is not."""

    proxy: str
    """The id of an excluded proxy of the rubric; or our own, for words that the rubric says never to use."""
    of: Literal["excluded_proxy", "words_never_used"]
    name: str
    question: str
    """To the writer: what to put instead of the word."""
    instead: str
    """The fair thing to write."""
    criterion: str | None = None
    """The criterion of the rubric that it may really be about."""
    eased_by_evidence: Eased
    clients_word_settles: bool = True
    source: str
    words: tuple[str, ...] = Field(min_length=5)
    other_senses: tuple[str, ...] = ()
    """Look-alikes: what they cover is not read as this."""


class NoteReading(Document):
    """Manner words, and how a sentence may speak of them."""

    lists: dict[str, tuple[str, ...]]
    stances: dict[NoteStance, tuple[str, ...]]
    seen: tuple[str, ...] = Field(min_length=1)
    eased: EasedQuestions
    manners: tuple[Manner, ...] = Field(min_length=1)
    real_words: tuple[str, ...] = ()
    """Words in their own right, one letter away from a word that patterns look for: never taken for a slip of it."""

    @model_validator(mode="after")
    def _holds_together(self) -> NoteReading:
        refuse_repeats("manners", [one.proxy for one in self.manners])
        bare = sorted(f"{name}: {one}" for name, several in self.stances.items() for one in several if "<x>" not in one)
        if bare:
            raise ValueError(f"without <x>, the place of the word itself: {'; '.join(bare)}")
        if "dated" not in self.lists:
            raise ValueError("`lists` has no `dated`, the ways to name a day or a time")
        return self

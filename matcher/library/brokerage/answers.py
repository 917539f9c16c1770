"""The document of what an employer may answer about one letter of a pack, why, and the words people write for each."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Part
from matcher.library.vocabulary import refuse_repeats

ReasonSide = Literal["employer", "client", "programme"]
"""Whose a reason is: the employer's own, about what the client brings to this job, or of the programme's making."""
Sharing = Literal["freely", "if_agreed"]


class AnswerWords(Part):
    """One answer."""

    id: str
    name: str
    """What the employer picks."""
    means: str
    asks_reason: bool
    """Whether a reason is wanted beside it."""
    words: tuple[str, ...] = Field(min_length=1)
    plain: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    """Answers that hold where they are said outright beside a plain word of this one."""


class ReasonWords(Part):
    """One reason."""

    id: str
    side: ReasonSide
    name: str
    also: tuple[str, ...] = ()
    """Other codes by which it is known."""
    to_client: str
    """What the client may be told where it is shared."""
    share: Sharing
    words: tuple[str, ...] = Field(min_length=1)


class CarefulMatter(Part):
    """Something that no answer should rest on, and the words that speak of it."""

    about: str
    words: tuple[str, ...] = Field(min_length=1)


class MailWords(Part):
    """Where an e-mail stops being the answer."""

    sign_offs: tuple[str, ...]
    """Lines that say goodbye."""
    quoted_from: tuple[str, ...]
    """Lines that open another message."""
    wrote: tuple[str, ...]
    """Words that end a line such as `On Monday Sam wrote:`."""


class Answers(Document):
    """Answers, reasons, and how both are read in somebody's words."""

    answers: tuple[AnswerWords, ...]
    denials: tuple[str, ...]
    denial_reach: int = Field(ge=1, le=10)
    breaks: tuple[str, ...]
    conditions: tuple[str, ...]
    other_senses: tuple[str, ...]
    """Phrases that hold a word of an answer or a reason and do not mean it."""
    reasons: tuple[ReasonWords, ...]
    share: dict[Literal["yes", "no"], tuple[str, ...]]
    matters: tuple[CarefulMatter, ...]
    matter_says: str
    matter_fix: str
    mail: MailWords
    examples: tuple[tuple[str, str, str, str], ...]
    """What was written, the answer, the reason and whether it may be shared; empty: it does not say."""

    @model_validator(mode="after")
    def _holds_together(self) -> Answers:
        answers, reasons = [one.id for one in self.answers], [one.id for one in self.reasons]
        refuse_repeats("answers", [*answers, *(one.name for one in self.answers)])
        refuse_repeats("reasons", [known for one in self.reasons for known in (one.id, one.name, *one.also)])
        refuse_repeats("words of answers", [word for one in self.answers for word in (*one.words, *one.plain)])
        refuse_repeats("words of reasons", [word for one in self.reasons for word in one.words])
        strange = {other for one in self.answers for other in one.yields_to} - set(answers)
        if strange:
            raise ValueError(f"these are no answers: {', '.join(sorted(strange))}")
        for text, answer, reason, share in self.examples:
            if answer not in ("", *answers) or reason not in ("", *reasons) or share not in ("", "yes", "no"):
                raise ValueError(f'the example "{text}" names an answer, reason or share that is not here')
        return self

    @cached_property
    def by_id(self) -> dict[str, AnswerWords]:
        """Every answer by its id."""
        return {one.id: one for one in self.answers}

    @cached_property
    def reason_by_id(self) -> dict[str, ReasonWords]:
        """Every reason by its id."""
        return {one.id: one for one in self.reasons}

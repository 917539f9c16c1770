"""How often an employer is contacted, when they are left in peace, and what is fair after something went wrong."""

from __future__ import annotations

from functools import cached_property

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats

SENTENCES = (
    "free", "week", "month", "none_agreed", "pause", "no", "silent", "record", "stopped",
    "ask_lead", "ask_side", "ask_late", "awaiting", "no_side", "look_again", "no_end",
)  # fmt: skip


class Way(Part):
    """One way of being in touch."""

    id: str
    name: str
    asks: bool = False
    """Whether it asks for an answer."""
    pause_days: int = Field(default=0, ge=0, le=60)
    """Days without another contact while there is no answer."""
    from_them: bool = False
    """They started it: it never counts, and ends every pause."""

    @model_validator(mode="after")
    def _theirs_asks_nothing(self) -> Way:
        if self.from_them and (self.asks or self.pause_days):
            raise ValueError("what they start themselves asks for no answer and pauses nothing")
        return self


class Said(Part):
    """One answer to being contacted."""

    id: str
    name: str
    pause_days: int = Field(default=0, ge=0, le=365)


class Reply(Part):
    """Which answers count as in time, over how long, and from how many on a rate is told."""

    within_days: int = Field(ge=1, le=90)
    over_days: int = Field(ge=28, le=1100)
    least: int = Field(ge=2, le=50)


class Silent(Part):
    """After how many unanswered contacts in a row an employer is left in peace, and for how long."""

    in_a_row: int = Field(ge=1, le=20)
    pause_days: int = Field(ge=1, le=365)


class PromiseKind(Part):
    """One thing that employers say they will do."""

    id: str
    name: str


class Conduct(Part):
    """What is fair where a fact stops introductions, in days."""

    ask_within_days: int = Field(ge=0, le=60)
    reply_days: int = Field(ge=1, le=90)
    look_again_days: int = Field(ge=7, le=730)


class ContactRules(Document):
    """Everything that bounds contact with an employer."""

    mark: Mark
    why: dict[str, str]
    weekly: int = Field(ge=0, le=100)
    monthly: int = Field(ge=0, le=400)
    week_days: int = Field(ge=1, le=14)
    month_days: int = Field(ge=7, le=62)
    ways: tuple[Way, ...] = Field(min_length=1)
    answers: tuple[Said, ...]
    reply: Reply
    silent: Silent
    promises: tuple[PromiseKind, ...]
    promise_look_again_days: int = Field(ge=1, le=365)
    conduct: Conduct
    says: dict[str, str]

    @model_validator(mode="after")
    def _holds_together(self) -> ContactRules:
        if self.weekly > self.monthly or self.week_days >= self.month_days:
            raise ValueError("a month allows at least as much as a week, and is longer")
        refuse_repeats("ways", [one.id for one in self.ways])
        refuse_repeats("answers", [one.id for one in self.answers])
        refuse_repeats("promises", [one.id for one in self.promises])
        if set(self.says) != set(SENTENCES):
            raise ValueError(f"says needs exactly these sentences: {', '.join(SENTENCES)}")
        return self

    @cached_property
    def way_of(self) -> dict[str, Way]:
        """Every way by its id."""
        return {one.id: one for one in self.ways}

    @cached_property
    def answer_of(self) -> dict[str, Said]:
        """Every answer by its id."""
        return {one.id: one for one in self.answers}

    @cached_property
    def promise_of(self) -> dict[str, PromiseKind]:
        """Every kind of promise by its id."""
        return {one.id: one for one in self.promises}

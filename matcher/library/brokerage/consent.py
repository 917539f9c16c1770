"""What a client's record may be used for, and what each use rests on."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats

Rests = Literal["agreement", "consent", "service"]
WhyMissing = Literal["not_asked", "withdrawn", "ended", "not_yet", "not_consent"]


class PurposeRule(Part):
    """One use of a client's record."""

    id: str
    name: str
    rests_on: Rests
    per_employer: bool
    reads: tuple[str, ...] = Field(min_length=1)
    """What of the record may then be read: ids of roles.yaml."""
    ask: str
    """The words to ask with; `{employer}` where it is agreed for each employer apart."""
    missing: str


class Purposes(Document):
    """Every use, and the words for one that is not covered."""

    mark: Mark
    why: dict[Rests, str]
    accepts: dict[Rests, tuple[str, ...]]
    """What the consent sheet may say a use rests on, by what it needs."""
    purposes: tuple[PurposeRule, ...] = Field(min_length=1)
    says: dict[WhyMissing, str]
    next: dict[WhyMissing, str]
    every_employer: str

    @model_validator(mode="after")
    def _holds_together(self) -> Purposes:
        refuse_repeats("purposes", [one.id for one in self.purposes])
        for one in self.purposes:
            if (one.rests_on == "service") == bool(one.ask and one.missing):
                raise ValueError(f"{one.id}: words to ask with stand where something is asked, and nowhere else")
            if one.per_employer != ("{employer}" in one.ask):
                raise ValueError(f"{one.id}: the words to ask with name the employer where it is agreed for each apart")
        for name, given in (("says", self.says), ("next", self.next)):
            missing = {"not_asked", "withdrawn", "ended", "not_yet", "not_consent"} - set(given)
            if missing:
                raise ValueError(f"{name} lacks {', '.join(sorted(missing))}")
        return self

    @cached_property
    def by_id(self) -> dict[str, PurposeRule]:
        """Every use by its id."""
        return {one.id: one for one in self.purposes}

    @cached_property
    def asked(self) -> tuple[PurposeRule, ...]:
        """The uses that somebody has to be asked about."""
        return tuple(one for one in self.purposes if one.rests_on != "service")

    def bases(self, purpose: str) -> tuple[str, ...]:
        """What the consent sheet may say a use rests on."""
        return self.accepts[self.by_id[purpose].rests_on]

"""How long what is held of a client is kept, and on which grounds it goes before."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats


class RuleName(StrEnum):
    """What has a time of its own. A closed list: each is a few lines of `store.retaining`."""

    WORDS = "words"
    NEVER_PUT_FORWARD = "never_put_forward"
    LISTS = "lists"
    DECISIONS = "decisions"
    PAST = "past"
    EQUALITY = "equality"
    WHOLE = "whole"
    MANIFESTS = "manifests"


class Ground(Part):
    """Why somebody's record goes before its time."""

    id: str
    name: str
    source: str


class LastService(Part):
    """What counts as the last service to a client."""

    says: str
    mark: Mark
    why: str


class KeptFor(Part):
    """How long one kind of thing is kept."""

    id: RuleName
    name: str
    months: int = Field(ge=0, le=240)
    since: Literal["last_service", "made"]
    does: Literal["blank", "drop", "erase"]
    """`blank`: the words go, the fact stays; `drop`: the rows go; `erase`: the whole person."""
    mark: Mark
    source: str
    why: str
    kinds: tuple[str, ...] = ()
    """The kinds of record meant, where it is about some."""
    fields: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """By kind of record, the fields with words; a dot leads into a part."""


class RetentionRules(Document):
    """Every rule, and the grounds."""

    last_service: LastService
    grounds: tuple[Ground, ...] = Field(min_length=1)
    rules: tuple[KeptFor, ...]
    hold_review_days_most: int = Field(ge=1, le=3_660)
    """A hold is looked at again within so many days, or it would be forgotten."""

    @model_validator(mode="after")
    def _whole(self) -> RetentionRules:
        refuse_repeats("grounds", [one.id for one in self.grounds])
        if sorted(one.id for one in self.rules) != sorted(RuleName):
            raise ValueError(f"there is one rule for each of {', '.join(RuleName)}")
        known = {one.id for one in self.sources}
        named = [(one.id, one.source) for one in self.grounds] + [(one.id.value, one.source) for one in self.rules]
        for name, source in named:
            if source not in known:
                raise ValueError(f"{name}: {source} is not among the sources")
        return self

    @cached_property
    def ground_ids(self) -> list[str]:
        """The grounds as they are typed."""
        return [one.id for one in self.grounds]

    def rule(self, name: RuleName) -> KeptFor:
        """One rule."""
        return next(one for one in self.rules if one.id is name)

"""When somebody is waiting on us: the thresholds, the words and the questions (product H6)."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part


class StuckKind(StrEnum):
    """Why somebody waits on us. A closed list: each is a few lines of `brokerage.stuck`."""

    NO_OPEN_ACTION = "no_open_action"
    OVERDUE_ACTION = "overdue_action"
    NO_CONTACT = "no_contact"
    RETURNED_TWICE = "returned_twice"
    NEVER_SHOWN = "never_shown"
    SHOWN_NOT_INTRODUCED = "shown_not_introduced"
    NO_CONSENT_RECORD = "no_consent_record"


IN_DAYS = (StuckKind.NO_CONTACT, StuckKind.NEVER_SHOWN)
IN_TIMES = (StuckKind.RETURNED_TWICE, StuckKind.SHOWN_NOT_INTRODUCED)


class StuckRule(Part):
    """One reason: from when or from how often it is said, in which words, and what to ask."""

    kind: StuckKind
    days: int | None = Field(default=None, ge=1, le=730)
    times: int | None = Field(default=None, ge=1, le=100)
    in_work: bool
    """Whether it is said of somebody who is in a job of ours, too."""
    says: str
    """{days} or {times} stand for the rule's own number."""
    ask: str
    mark: Mark
    source: str
    why: str

    @model_validator(mode="after")
    def _counts_what_its_kind_counts(self) -> StuckRule:
        for field, kinds in (("days", IN_DAYS), ("times", IN_TIMES)):
            if (getattr(self, field) is not None) != (self.kind in kinds):
                raise ValueError(f"{self.kind.value}: `{field}` is {'missing' if self.kind in kinds else 'not for it'}")
        holes = {"days", "times"} if self.kind in (*IN_DAYS, *IN_TIMES) else set()
        rest = self.says
        for hole in holes:
            rest = rest.replace("{" + hole + "}", "")
        if "{" in rest or "}" in rest:
            raise ValueError(f"{self.kind.value}: {self.says!r} holds braces that nothing fills")
        return self

    @property
    def sentence(self) -> str:
        """The words, with the rule's own number."""
        return self.says.format(days=self.days, times=self.times)


class StuckRules(Document):
    """Every reason, in the order in which they are told."""

    title: str
    """What the list is called before people."""
    purpose: str
    """The purpose for which a record of consent is looked for."""
    rules: tuple[StuckRule, ...]

    @cached_property
    def by_kind(self) -> dict[StuckKind, StuckRule]:
        """Every rule by its kind."""
        return {one.kind: one for one in self.rules}

    @model_validator(mode="after")
    def _each_kind_once(self) -> StuckRules:
        if sorted(one.kind for one in self.rules) != sorted(StuckKind):
            raise ValueError(f"one rule for each of: {', '.join(StuckKind)}")
        return self

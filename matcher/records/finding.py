"""One doubt that the audit raised about what a vacancy asks for, as the rooms that read it need it."""

from __future__ import annotations

from pydantic import Field

from matcher.base.ids import RequirementId
from matcher.records.shape import Record


class ReadDoubt(Record):
    """A doubt read in words: `start` and `end` are characters of the description, or of the requirement's own
    words where the description does not hold them."""

    criterion: str
    severity: str
    requirement: RequirementId | None = None
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    words: str = ""
    conflict: bool = False
    """The record and the words say different things of how much it matters (the audit guide's L12); both are kept."""


class Finding(Record):
    """A doubt, whom it may fall on, and the question to the employer. A doubt, never a verdict on the employer."""

    rule: str
    requirement: RequirementId | None = None
    """The requirement it is about; None where it is about the vacancy as a whole."""
    severity: str
    """A severity of the audit's documents: worth_asking, narrows_pool, high_risk, unlawful_on_face."""
    question: str
    rewording: str = ""
    may_fall_on: str = ""
    open: bool = True
    """False once the requirement was kept with a reason, relaxed or removed: listed, and no longer asked."""

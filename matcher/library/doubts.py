"""The audit's documents: structured rules that raise a doubt, and what a doubt lets the matcher do (design 5a)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from matcher.base.days import Day
from matcher.library.document import Document, Mark, Part
from matcher.records.words import RequirementStatus

Severity = Literal["worth_asking", "narrows_pool", "high_risk", "unlawful_on_face"]
SEVERITIES: tuple[Severity, ...] = ("worth_asking", "narrows_pool", "high_risk", "unlawful_on_face")
"""From the mildest to the gravest."""

Effect = Literal["applied", "not_applied", "held", "applied_with_exception"]


class StatusRow(Part):
    """What each status allows at one gravest open finding."""

    severity: Literal["none"] | Severity
    allows: dict[RequirementStatus, Effect]

    @model_validator(mode="after")
    def _speaks_of_every_status(self) -> StatusRow:
        missing = sorted(status.value for status in set(RequirementStatus) - set(self.allows))
        if missing:
            raise ValueError(f"row {self.severity} says nothing of: {', '.join(missing)}")
        return self


class RequirementStatuses(Document):
    """The table of design 5a: status by gravest open finding."""

    rows: tuple[StatusRow, ...]

    @model_validator(mode="after")
    def _speaks_of_every_severity(self) -> RequirementStatuses:
        if sorted(row.severity for row in self.rows) != sorted(("none", *SEVERITIES)):
            raise ValueError("one row for none and one for each severity")
        return self

    def effect(self, severity: str, status: RequirementStatus) -> Effect:
        """What `status` allows when the gravest open finding is `severity` ('none' where there is none)."""
        return next(row.allows[status] for row in self.rows if row.severity == severity)


class StructuredTrigger(Part):
    """When a rule speaks, from structured facts alone."""

    requirement_kinds: tuple[str, ...] = Field(min_length=1)
    unless_drives: bool = False
    """Silent where a duty drives, or where the occupation's driving is `required`."""
    asks_if_drives_unknown: bool = False


class AuditRule(Part):
    """One doubt: what it is about, whom it may fall on, and the question to the employer."""

    id: str
    name: str
    severity: Severity
    trigger: StructuredTrigger
    may_fall_on: str
    justified_when: str
    question: str
    rewording: str
    legal_basis: str
    mark: Mark
    sources: tuple[str, ...]
    reviewed_on: Day


class AuditRules(Document):
    """The structured rules; those that read text come with the criteria audit."""

    rules: tuple[AuditRule, ...]

"""The audit's documents: structured rules that raise a doubt, and what a doubt lets the matcher do (design 5a)."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from matcher.library.document import Document, Part
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


OddOffer = Literal["pay_unknown", "zero_hours", "self_employed", "online_only"]
"""Something about the offer itself, not about who may apply."""


class StructuredTrigger(Part):
    """When a rule speaks, from the typed records alone. Either kinds of requirement or something about the offer."""

    requirement_kinds: tuple[str, ...] = ()
    offer: OddOffer | None = None
    wished_for_too: bool = False
    """Whether a wish raises it too. For most things `would be a plus` shuts nobody out (the audit guide's L1)."""
    needless: tuple[str, ...] = ()
    """Ids of `often_asked` of the occupations: raised only for an occupation of which one of them is said."""
    least_level: int | None = None
    """Only from this level: of the regulated framework, or of a language."""
    language: Literal["english", "other"] | None = None
    standings: tuple[str, ...] = ()
    """Only for licences whose standing in law is one of these."""
    unless_taught: bool = False
    """Silent where the skill is one of the occupation's own."""
    unless_drives: bool = False
    """Silent where a duty drives, or where the occupation's driving is `required`."""
    asks_if_drives_unknown: bool = False

    @model_validator(mode="after")
    def _speaks_of_one_thing(self) -> StructuredTrigger:
        if bool(self.requirement_kinds) == (self.offer is not None):
            raise ValueError("a trigger names kinds of requirement or something about the offer, and not both")
        return self


class AuditRule(Part):
    """How one criterion of the audit is raised from typed records. Its words stand with the criterion."""

    criterion: str
    severity: Severity | None = None
    """Milder than the criterion's own, where the records alone cannot show the reason; None: the criterion's."""
    trigger: StructuredTrigger


class AuditRules(Document):
    """The structured rules."""

    rules: tuple[AuditRule, ...]
    conflict_question: str
    """What to ask where the record and the words say different things of how much a requirement matters."""

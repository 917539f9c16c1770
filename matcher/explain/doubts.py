"""The audit's doubts about a vacancy's requirements, beside what status and severity let them do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from matcher.explain.shape import Doubt
from matcher.scoring.decision import REQUIREMENT_BIT

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.records.vacancy import Vacancy


def doubts(vacancy: Vacancy, applied: int, context: Context) -> tuple[Doubt, ...]:
    """Every finding on the vacancy, in the requirements' order; those closed stay listed."""
    places: dict[str, int] = {requirement.id: place for place, requirement in enumerate(vacancy.requirements)}
    found = []
    for finding in context.findings.get(vacancy.id, ()):
        if finding.requirement is None and finding.severity == "worth_asking":
            continue  # told by `matcher check`; beside every row it would only be noise
        place = places.get(finding.requirement) if finding.requirement is not None else None
        requirement = vacancy.requirements[place] if place is not None else None
        found.append(
            Doubt(
                requirement=finding.requirement,
                name=context.requirement_words.name(requirement) if requirement else vacancy.title,
                rule=finding.rule,
                severity=finding.severity,
                question=finding.question,
                rewording=finding.rewording,
                status=requirement.status.value if requirement else None,
                applied=place is not None and bool(applied >> (REQUIREMENT_BIT + place) & 1),
                open=finding.open,
            )
        )
    return tuple(sorted(found, key=lambda doubt: places.get(doubt.requirement or "", -1)))


def of_requirement(found: Iterable[Doubt], requirement: str) -> tuple[Doubt, ...]:
    """Those about one requirement."""
    return tuple(doubt for doubt in found if doubt.requirement == requirement)

"""Structured doubts, and the status table that decides what each requirement may do (design 5a)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matcher.base.ids import VacancyId
from matcher.columns.effects import Effects
from matcher.library.doubts import SEVERITIES, AuditRule
from matcher.library.load import Library
from matcher.records.finding import Finding
from matcher.records.requirement import Requirement
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance, RequirementStatus

OPEN_STATUSES = frozenset({RequirementStatus.AS_STATED, RequirementStatus.ASKED})


def findings_of(vacancy: Vacancy, *, library: Library) -> tuple[Finding, ...]:
    """Every doubt that the structured rules raise about a vacancy, requirement by requirement."""
    found = []
    for requirement in vacancy.requirements:
        for rule in library.audit_rules.rules:
            severity = severity_here(rule, requirement, vacancy, library=library)
            if severity is not None:
                found.append(
                    Finding(
                        rule=rule.id,
                        requirement=requirement.id,
                        severity=severity,
                        question=rule.question,
                        rewording=rule.rewording,
                        may_fall_on=rule.may_fall_on,
                        open=requirement.status in OPEN_STATUSES,
                    )
                )
    return tuple(found)


def severity_here(rule: AuditRule, requirement: Requirement, vacancy: Vacancy, *, library: Library) -> str | None:
    """How grave a rule's doubt is here; None where it is silent.

    A duty that drives, or an occupation that is driving, silences a rule about driving. Where nobody said and the
    occupation leaves it open, the doubt is only worth asking.
    """
    kinds = {need.kind for need in requirement.needs}
    if requirement.importance is Importance.NOT_REQUIRED or not kinds & set(rule.trigger.requirement_kinds):
        return None
    if not rule.trigger.unless_drives:
        return rule.severity
    entry = library.occupations.by_id.get((vacancy.occupation.to or "") if vacancy.occupation else "")
    usual = entry.driving if entry else "depends"
    if vacancy.drives or usual == "required":
        return None
    if vacancy.drives is None and usual == "depends" and rule.trigger.asks_if_drives_unknown:
        return "worth_asking"
    return rule.severity


def gravest(findings: Iterable[Finding]) -> str:
    """The gravest severity among findings, 'none' without any."""
    order = ("none", *SEVERITIES)
    return max((finding.severity for finding in findings), key=order.index, default="none")


def effects_of(vacancy: Vacancy, findings: Iterable[Finding], *, library: Library) -> Effects:
    """What each requirement of a vacancy may do, by its status and its gravest finding."""
    by_requirement: dict[str, list[Finding]] = {}
    for finding in findings:
        by_requirement.setdefault(finding.requirement or "", []).append(finding)
    applied, counts, doubted, held = [], [], [], False
    for requirement in vacancy.requirements:
        own = by_requirement.get(requirement.id, [])
        effect = library.statuses.effect(gravest(own), requirement.status)
        excepted = effect == "applied_with_exception" and bool(requirement.exception)
        needed = requirement.importance is not Importance.NOT_REQUIRED
        held |= needed and (effect == "held" or (effect == "applied_with_exception" and not excepted))
        allowed = requirement.compared and (effect == "applied" or excepted)
        applied.append(allowed and requirement.importance is Importance.ESSENTIAL)
        counts.append(requirement.compared and effect == "applied" and requirement.importance is Importance.DESIRABLE)
        doubted.append(any(finding.open for finding in own))
    return Effects(tuple(applied), tuple(counts), tuple(doubted), held)


def all_findings(
    vacancies: Iterable[Vacancy], *, library: Library
) -> tuple[Mapping[VacancyId, tuple[Finding, ...]], Mapping[VacancyId, Effects]]:
    """Findings and effects of every vacancy."""
    findings = {vacancy.id: findings_of(vacancy, library=library) for vacancy in vacancies}
    effects = {vacancy.id: effects_of(vacancy, findings[vacancy.id], library=library) for vacancy in vacancies}
    return findings, effects

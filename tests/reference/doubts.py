"""Doubts raised by the structured rules, and what the gravest of them lets a requirement do."""

from __future__ import annotations

from matcher.library.doubts import SEVERITIES, AuditRule, StructuredTrigger
from matcher.records.requirement import Need, Requirement
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance, RequirementStatus
from tests.reference.words import World

SETTLED = (RequirementStatus.RELAXED, RequirementStatus.REMOVED)
ANSWERED = (*SETTLED, RequirementStatus.KEPT)


def found(requirement: Requirement, vacancy: Vacancy, world: World) -> list[tuple[str, str]]:
    """(criterion, severity) of every doubt about one requirement."""
    if requirement.importance is Importance.NOT_REQUIRED:
        return []
    raised = []
    for rule in world.library.audit_rules.rules:
        severity = _raised(rule, requirement, vacancy, world)
        if severity is not None:
            raised.append((rule.criterion, severity))
    typed = {
        rule.criterion
        for rule in world.library.audit_rules.rules
        if {need.kind for need in requirement.needs} & set(rule.trigger.requirement_kinds)
    }
    for doubt in vacancy.doubts:
        if doubt.requirement == requirement.id and (doubt.conflict or doubt.criterion not in typed):
            raised.append((doubt.criterion, doubt.severity))
    return raised


def _raised(rule: AuditRule, requirement: Requirement, vacancy: Vacancy, world: World) -> str | None:
    trigger = rule.trigger
    needs = [need for need in requirement.needs if need.kind in trigger.requirement_kinds]
    if not any(_meant(need, trigger, world) for need in needs):
        return None
    if requirement.importance is Importance.DESIRABLE and not trigger.wished_for_too:
        return None
    severity = rule.severity or {one.id: one.severity for one in world.library.criteria.values()}[rule.criterion]
    linked = vacancy.occupation.to if vacancy.occupation else None
    entry = {one.id: one for one in world.library.occupations.entries}.get(linked or "")
    if trigger.needless and not (entry and any(reason in entry.not_required for reason in trigger.needless)):
        return None
    if trigger.unless_taught and (entry is None or any(getattr(need, "skill", "") in entry.skills for need in needs)):
        return None
    if not trigger.unless_drives:
        return severity
    usual = entry.driving if entry else None
    if vacancy.drives or usual == "required":
        return None
    if vacancy.drives is None and usual != "none" and trigger.asks_if_drives_unknown:
        return "worth_asking"
    return severity


def _meant(need: Need, trigger: StructuredTrigger, world: World) -> bool:
    written = need.model_dump()
    if trigger.least_level is not None and "level" in written and written["level"] < trigger.least_level:
        return False
    if trigger.language == "english" and written.get("language", "english").lower() != "english":
        return False
    if trigger.language == "other" and written.get("language", "").lower() == "english":
        return False
    if trigger.standings and "licence" in written:
        standing = {one.id: one.standing for one in world.library.licences.entries}.get(written["licence"])
        return standing in trigger.standings
    return True


def gravest(requirement: Requirement, vacancy: Vacancy, world: World) -> str:
    """The gravest doubt that still bears on what the requirement may do; 'none' if there is none."""
    if requirement.status in SETTLED:
        return "none"
    severities = [severity for _, severity in found(requirement, vacancy, world)]
    order: list[str] = list(SEVERITIES)
    return max(severities, key=order.index, default="none")


def effect(requirement: Requirement, vacancy: Vacancy, world: World) -> str:
    """What the table of design 5a allows, read from the YAML's rows."""
    severity = gravest(requirement, vacancy, world)
    for row in world.library.statuses.rows:
        if row.severity == severity:
            return row.allows[requirement.status]
    raise AssertionError(f"no row for {severity}")


def applies(requirement: Requirement, vacancy: Vacancy, world: World) -> bool:
    """Whether failing it blocks: an essential that is compared, and that its status and its doubts allow."""
    if not requirement.compared or requirement.importance is not Importance.ESSENTIAL:
        return False
    allowed = effect(requirement, vacancy, world)
    return allowed == "applied" or (allowed == "applied_with_exception" and bool(requirement.exception))


def holds(requirement: Requirement, vacancy: Vacancy, world: World) -> bool:
    """Whether it keeps the whole vacancy back: nothing may be put forward until it is settled."""
    if requirement.importance is Importance.NOT_REQUIRED:
        return False
    allowed = effect(requirement, vacancy, world)
    return allowed == "held" or (allowed == "applied_with_exception" and not requirement.exception)


def still_open(requirement: Requirement, vacancy: Vacancy, world: World) -> bool:
    """Whether there is a doubt to raise with the employer."""
    return requirement.status not in ANSWERED and bool(found(requirement, vacancy, world))

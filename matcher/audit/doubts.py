"""Structured doubts, and the status table that decides what each requirement may do (design 5a)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from matcher.base.ids import RequirementId, VacancyId
from matcher.columns.effects import Effects
from matcher.library.doubts import SEVERITIES, AuditRule, OddOffer, StructuredTrigger
from matcher.library.load import Library
from matcher.library.occupations import Occupation
from matcher.records.finding import Finding
from matcher.records.requirement import Language, LevelQualification, Need, OtherLicence, Requirement, Skill
from matcher.records.vacancy import Vacancy
from matcher.records.words import Contract, Importance, Opportunity, RequirementStatus

OPEN_STATUSES = frozenset({RequirementStatus.AS_STATED, RequirementStatus.ASKED})


def findings_of(vacancy: Vacancy, *, library: Library) -> tuple[Finding, ...]:
    """Every doubt about a vacancy: from its typed records, and those read in its words when it came in."""
    found: dict[tuple[str, RequirementId | None], Finding] = {}
    rules = library.audit_rules
    by_id = {requirement.id: requirement for requirement in vacancy.requirements}
    conflicts = {(one.criterion, one.requirement) for one in vacancy.doubts if one.conflict}
    for criterion, requirement, severity in (*_structured(vacancy, library), *_read(vacancy, library)):
        subject = by_id[requirement] if requirement is not None else None
        about = library.criteria[criterion]
        found.setdefault(
            (criterion, requirement),
            Finding(
                rule=criterion,
                requirement=requirement,
                severity=severity,
                question=rules.conflict_question if (criterion, requirement) in conflicts else about.question,
                rewording=about.rewording,
                may_fall_on=about.may_fall_on,
                open=subject is None or subject.status in OPEN_STATUSES,
            ),
        )
    return tuple(found.values())


_Raised = tuple[str, RequirementId | None, str]
"""Criterion, the requirement it is about, and how grave it is here."""


def _structured(vacancy: Vacancy, library: Library) -> Iterator[_Raised]:
    for requirement in vacancy.requirements:
        for rule in library.audit_rules.rules:
            severity = severity_here(rule, requirement, vacancy, library=library)
            if severity is not None:
                yield rule.criterion, requirement.id, severity
    for rule in library.audit_rules.rules:
        if rule.trigger.offer is not None and _ODD_OFFER[rule.trigger.offer](vacancy):
            yield rule.criterion, None, rule.severity or library.criteria[rule.criterion].severity


def _read(vacancy: Vacancy, library: Library) -> Iterator[_Raised]:
    """Doubts read in words. Where the record is typed, its own rule knows better than the words do."""
    typed = {rule.criterion: set(rule.trigger.requirement_kinds) for rule in library.audit_rules.rules}
    by_id = {requirement.id: requirement for requirement in vacancy.requirements}
    for doubt in vacancy.doubts:
        subject = by_id.get(doubt.requirement) if doubt.requirement is not None else None
        if doubt.criterion not in library.criteria or (doubt.requirement is not None and subject is None):
            continue  # read with another edition, or of a requirement that is gone
        kinds = {need.kind for need in subject.needs} if subject is not None else set()
        if kinds & typed.get(doubt.criterion, set()) and not doubt.conflict:
            continue
        yield doubt.criterion, doubt.requirement, doubt.severity


_ODD_OFFER: Mapping[OddOffer, Callable[[Vacancy], bool]] = {
    "pay_unknown": lambda vacancy: (
        vacancy.pay_least_pence is None
        and vacancy.pay_most_pence is None
        and vacancy.opportunity in (Opportunity.JOB, Opportunity.APPRENTICESHIP)
    ),
    "zero_hours": lambda vacancy: vacancy.contract in (Contract.ZERO_HOURS, Contract.BANK),
    "self_employed": lambda vacancy: vacancy.contract is Contract.SELF_EMPLOYED,
    "online_only": lambda vacancy: vacancy.apply_online_only is True,
}


def severity_here(rule: AuditRule, requirement: Requirement, vacancy: Vacancy, *, library: Library) -> str | None:
    """How grave a rule's doubt is about a requirement; None where it is silent.

    A duty that drives, or an occupation that is driving, silences a rule about driving. Where nobody said and the
    occupation leaves it open, the doubt is only worth asking.
    """
    trigger = rule.trigger
    asked = [need for need in requirement.needs if need.kind in trigger.requirement_kinds]
    if not asked or requirement.importance is Importance.NOT_REQUIRED:
        return None
    if requirement.importance is Importance.DESIRABLE and not trigger.wished_for_too:
        return None
    if not any(_speaks_of(need, trigger, library) for need in asked):
        return None
    severity = rule.severity or library.criteria[rule.criterion].severity
    entry = library.occupations.by_id.get((vacancy.occupation.to or "") if vacancy.occupation else "")
    if trigger.needless and (entry is None or not set(trigger.needless) & set(entry.not_required)):
        return None
    if trigger.unless_taught and (entry is None or _own_skill(asked, entry)):
        return None
    return _unless_it_drives(trigger, severity, vacancy, entry)


def _speaks_of(need: Need, trigger: StructuredTrigger, library: Library) -> bool:
    """Whether a trigger's own conditions hold for one need of the kinds it names."""
    if isinstance(need, LevelQualification | Language) and need.level < (trigger.least_level or 0):
        return False
    if isinstance(need, Language) and trigger.language is not None:
        return (need.language.casefold() == "english") == (trigger.language == "english")
    if trigger.standings and isinstance(need, OtherLicence):
        licence = library.licences.by_id.get(need.licence)
        return licence is not None and licence.standing in trigger.standings
    return True


def _own_skill(asked: Iterable[Need], entry: Occupation) -> bool:
    return any(isinstance(need, Skill) and need.skill in entry.skills for need in asked)


def _unless_it_drives(
    trigger: StructuredTrigger, severity: str, vacancy: Vacancy, entry: Occupation | None
) -> str | None:
    if not trigger.unless_drives:
        return severity
    usual = entry.driving if entry else "depends"
    if vacancy.drives or usual == "required":
        return None
    if vacancy.drives is None and usual == "depends" and trigger.asks_if_drives_unknown:
        return "worth_asking"
    return severity


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

"""Which file holds which document. One line a document; a file that is not named here is not a model."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from matcher.library.document import Document


@dataclass(frozen=True)
class Shelf:
    """One document: its name on `Library`, its file, and the class that checks it."""

    name: str
    file: str
    module: str
    model: str

    def document(self) -> type[Document]:
        """The class; its module is imported only now, so that a command pays for what it reads."""
        return cast(type[Document], getattr(import_module(f"matcher.library.{self.module}"), self.model))


FAMILIES = (
    "age",
    "sex_and_family",
    "race_and_language",
    "religion_and_appearance",
    "disability",
    "transport",
    "qualifications",
    "record_and_money",
    "hours_and_pay",
    "process_and_tone",
)
"""The families of criteria; each has its words in one file and its patterns in another."""

SHELVES = (
    Shelf("rubric", "readiness/rubric.yaml", "rubric", "Rubric"),
    Shelf("stages", "readiness/stages.yaml", "stages", "Stages"),
    Shelf("gates", "matching/gates.yaml", "matching", "Gates"),
    Shelf("terms", "matching/terms.yaml", "matching", "Terms"),
    Shelf("ranking", "matching/ranking.yaml", "matching", "Ranking"),
    Shelf("statuses", "audit/statuses.yaml", "doubts", "RequirementStatuses"),
    Shelf("audit_rules", "audit/rules.yaml", "doubts", "AuditRules"),
    Shelf("employer_figures", "audit/employer_figures.yaml", "figures", "EmployerFigures"),
    Shelf("audit_phrases", "audit/phrases.yaml", "criteria", "AuditPhrases"),
    Shelf("audit_work", "audit/work.yaml", "criteria", "AuditWork"),
    Shelf("audit_notes", "audit/notes.yaml", "notes", "NoteReading"),
    *(Shelf(f"criteria_{one}", f"audit/criteria/{one}.yaml", "criteria", "CriteriaFamily") for one in FAMILIES),
    *(Shelf(f"reads_{one}", f"audit/reads/{one}.yaml", "criteria", "ReadsFamily") for one in FAMILIES),
    Shelf("minimum_wage", "parameters/pay/minimum_wage.yaml", "parameters", "MinimumWage"),
    Shelf("real_living_wage", "parameters/pay/real_living_wage.yaml", "parameters", "Parameters"),
    Shelf("income_tax", "parameters/tax/income_tax.yaml", "benefits", "IncomeTax"),
    Shelf("national_insurance", "parameters/tax/national_insurance.yaml", "parameters", "Parameters"),
    Shelf("universal_credit", "parameters/benefits/universal_credit.yaml", "benefits", "UniversalCredit"),
    Shelf("benefit_cap", "parameters/benefits/benefit_cap.yaml", "parameters", "Parameters"),
    Shelf("child_benefit", "parameters/benefits/child_benefit.yaml", "parameters", "Parameters"),
    Shelf("scottish_child_payment", "parameters/benefits/scottish_child_payment.yaml", "parameters", "Parameters"),
    Shelf("better_off", "parameters/benefits/better_off.yaml", "benefits", "BetterOff"),
    Shelf("bank_holidays", "parameters/calendar/bank_holidays.yaml", "holidays", "BankHolidays"),
    Shelf("occupations", "vocabulary/occupations.yaml", "occupations", "Occupations"),
    Shelf("occupation_links", "vocabulary/occupation_links.yaml", "occupations", "OccupationLinks"),
    Shelf("transfers", "vocabulary/transfers.yaml", "transfers", "Transfers"),
    Shelf("skills", "vocabulary/skills.yaml", "vocabulary", "Skills"),
    Shelf("licences", "vocabulary/licences.yaml", "vocabulary", "Licences"),
    Shelf("adjustments", "vocabulary/adjustments.yaml", "vocabulary", "Adjustments"),
    Shelf("travel", "vocabulary/travel.yaml", "travelling", "Travel"),
    Shelf("weeks", "vocabulary/weeks.yaml", "weeks", "WeekPatterns"),
    Shelf("services", "vocabulary/services.yaml", "services", "ServiceVocabulary"),
    Shelf("headings", "vocabulary/headings.yaml", "headings", "OtherHeadings"),
    Shelf("linking", "vocabulary/linking.yaml", "linking", "Linking"),
    Shelf("adverts", "vocabulary/adverts.yaml", "adverts", "AdvertReading"),
    Shelf("fact_reading", "reading/facts.yaml", "reading", "FactReading"),
    Shelf("requirement_reading", "reading/requirements.yaml", "reading_requirements", "RequirementReading"),
    Shelf("wording", "wording/wording.yaml", "wording", "Wording"),
    Shelf("steps", "market/steps.yaml", "steps", "StepRules"),
    Shelf("gaps", "market/gaps.yaml", "gaps", "GapRules"),
    Shelf("prospects", "market/prospects.yaml", "prospects", "ProspectRules"),
    Shelf("same_employer", "brokerage/same_employer.yaml", "brokerage.same", "SameRules"),
    Shelf("contact", "brokerage/contact.yaml", "brokerage.contact", "ContactRules"),
    Shelf("purposes", "brokerage/purposes.yaml", "brokerage.consent", "Purposes"),
    Shelf("decisions", "brokerage/decisions.yaml", "brokerage.decisions", "DecisionRules"),
    Shelf("client_page", "brokerage/client_page.yaml", "brokerage.page", "ClientPageWords"),
    Shelf("roles", "brokerage/roles.yaml", "brokerage.roles", "RoleRules"),
    Shelf("log_words", "brokerage/log.yaml", "brokerage.log", "LogWords"),
    Shelf("levers", "ladder/levers.yaml", "levers", "Levers"),
    Shelf("challenges", "brokerage/challenges.yaml", "brokerage.cases", "Challenges"),
    Shelf("hand_backs", "brokerage/hand_backs.yaml", "brokerage.cases", "HandBacks"),
    Shelf("in_work", "brokerage/in_work.yaml", "brokerage.cases", "InWork"),
    Shelf("contests", "brokerage/contests.yaml", "brokerage.cases", "Contests"),
    Shelf("actions", "brokerage/actions.yaml", "brokerage.cases", "Actions"),
    Shelf("endings", "brokerage/endings.yaml", "brokerage.endings", "Endings"),
    Shelf("stuck", "brokerage/stuck.yaml", "brokerage.stuck", "StuckRules"),
    Shelf("retention", "brokerage/retention.yaml", "brokerage.retention", "RetentionRules"),
    Shelf("answers", "brokerage/answers.yaml", "brokerage.answers", "Answers"),
    Shelf("packs", "brokerage/packs.yaml", "brokerage.packs", "Packs"),
    Shelf("made_up_people", "specimens/people.yaml", "marginals_people", "People"),
    Shelf("made_up_jobs", "specimens/jobs.yaml", "marginals_jobs", "Jobs"),
    Shelf("made_up_district", "specimens/district.yaml", "marginals", "District"),
    Shelf("made_up_asides", "specimens/asides.yaml", "marginals", "Asides"),
)
BY_NAME = {shelf.name: shelf for shelf in SHELVES}
BY_FILE = {shelf.file: shelf for shelf in SHELVES}

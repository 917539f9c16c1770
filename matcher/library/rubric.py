"""Readiness: criteria as statements about evidence, for one vacancy, never about the person."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats
from matcher.records.words import Grade, Role

Stage = Literal["list", "introduction", "offer", "start"]
STAGES: tuple[Stage, ...] = ("list", "introduction", "offer", "start")
Kind = Literal["legal", "practical", "client_choice", "preparation"]
WhoTriggers = Literal["vacancy", "client", "everyone"]
IN_PLACE = 3
CHECKED = 4


class Trigger(StrEnum):
    """The closed list of yes-or-no facts that make a criterion worth reading. `columns` builds them."""

    EVERYONE = "everyone"

    NEEDS_LICENCE = "needs_licence"
    """Some essential requirement names a driving licence, another licence or a professional registration."""
    NEEDS_SKILLS_NOW = "needs_skills_now"
    """Some essential task is not taught on the job."""
    APPLY_ONLINE_ONLY = "apply_online_only"
    HAS_INTERVIEW = "has_interview"
    ASKS_REFERENCES = "asks_references"
    ASKS_CV = "asks_cv"
    CHECKS_AFTER_OFFER = "checks_after_offer"
    UNIFORM_OR_TOOLS = "uniform_or_tools"
    APP_BASED_SHIFTS = "app_based_shifts"

    HAS_CARE = "has_care"
    WANTS_MONEY_ADVICE = "wants_money_advice"
    HAS_PERMISSION_LIMITS = "has_permission_limits"
    RECURRING_APPOINTMENTS = "recurring_appointments"
    COMMUNICATION_SUPPORT = "communication_support"


_CLIENTS = frozenset(
    {
        Trigger.HAS_CARE,
        Trigger.WANTS_MONEY_ADVICE,
        Trigger.HAS_PERMISSION_LIMITS,
        Trigger.RECURRING_APPOINTMENTS,
        Trigger.COMMUNICATION_SUPPORT,
    }
)


AT_THE_LIST = (Trigger.NEEDS_LICENCE, Trigger.NEEDS_SKILLS_NOW, Trigger.APPLY_ONLINE_ONLY)
"""The facts that `columns` reads when a list is made; only these can move a section."""


def who_triggers(trigger: Trigger) -> WhoTriggers:
    """Whose fact it is: the vacancy's, the client's, or nobody's in particular."""
    if trigger is Trigger.EVERYONE:
        return "everyone"
    return "client" if trigger in _CLIENTS else "vacancy"


class Level(Part):
    """One step of the one scale that every criterion uses."""

    level: int = Field(ge=0, le=4)
    id: str
    meaning: str
    shown_as: str
    """To staff, with `{date}` where a date belongs. Clients see words, never a number."""


class EvidenceGrade(Part):
    """What an observation may rest on."""

    grade: Grade
    name: str
    examples: tuple[str, ...]


class Evidence(Part):
    """What it takes for a criterion to be in place."""

    least_grade: Grade
    examples: tuple[str, ...] = Field(min_length=1)


class NotYet(Part):
    """The action that a level below 3 makes, so that 'not yet' is a next step and not a verdict."""

    action: str
    service: str
    owner: Role
    due_days: int = Field(ge=1, le=120)


class Criterion(Part):
    """One thing that is in place, or not yet, for one vacancy."""

    id: str
    name: str
    question: str
    kind: Kind
    stage: Stage
    trigger: Trigger
    who_triggers: WhoTriggers
    moves_section: bool = False
    """Whether a gap means 'with some help first'. Only the vacancy's own criteria may (design 5a, 11)."""
    evidence: Evidence
    attestors: tuple[Role, ...] = Field(min_length=1)
    valid_days: int | None = Field(default=None, ge=1, le=2000)
    """After so many days it is asked again, in use meanwhile. None where it does not go out of date."""
    valid_note: str = ""
    client_word_stands: bool = False
    """Whether the client's own later word decides, in either direction: care, travel, health, money."""
    levels: tuple[str, str, str, str, str]
    """What each level looks like here, 0 to 3, and 4 as computed for one vacancy."""
    not_yet: NotYet
    employer_may_see: bool = False
    """Whether an employer may read 'in place', 'by <date>' or 'to talk about', and nothing else, of it."""
    epc_sees: Literal["standing", "offered_on", "nothing"] = "standing"
    """`offered_on`: only that it was offered, and when. `nothing`: client and key worker alone."""
    ask_everyone: str = ""
    """The same sentence for every client, where asking only some would say something about them."""
    why: str
    caution: str = ""
    mark: Mark = "assumption"

    @model_validator(mode="after")
    def _keeps_the_rules(self) -> Criterion:
        whose = who_triggers(self.trigger)
        if self.who_triggers != whose:
            raise ValueError(
                f"criterion {self.id}: {self.trigger.value} is a fact of {whose}, not of {self.who_triggers}"
            )
        if self.moves_section and not (whose == "vacancy" and self.stage == "list"):
            raise ValueError(f"criterion {self.id}: only what the vacancy triggers at stage list may move a section")
        if self.moves_section and self.trigger not in AT_THE_LIST:
            raise ValueError(
                f"criterion {self.id}: {self.trigger.value} is not read at the list and moves no section; "
                f"those that are: {', '.join(AT_THE_LIST)}"
            )
        if self.moves_section and self.kind == "preparation":
            raise ValueError(f"criterion {self.id}: preparation adds actions and never moves a section")
        if self.employer_may_see and (whose != "vacancy" or self.epc_sees != "standing"):
            raise ValueError(
                f"criterion {self.id}: an employer may only see what the vacancy asks for and the EPC sees"
            )
        if self.kind == "client_choice" and Role.CLIENT not in self.attestors:
            raise ValueError(f"criterion {self.id}: only the client can say, so the client is among the attestors")
        return self


class EmployerCriterion(Part):
    """What the employer has in place: a gap can be closed from either side."""

    id: str
    name: str
    question: str
    fact: Literal["named_person", "induction", "first_week_agreed", "adjustments"]
    """The fact of the employer's record that says it."""
    stage: Stage
    not_yet: str
    owner: Role
    due_days: int = Field(ge=1, le=120)
    mark: Mark = "assumption"


class VacancyStep(Part):
    """A step after an offer that only the employer can start: never a criterion of a person, never a gate."""

    id: str
    name: str
    trigger: Trigger
    stage: Stage
    says: str
    offer_everyone: str
    """What is offered to every client at that stage, so that offering it says nothing about anyone."""


class VerdictWords(Part):
    """How one verdict, flag or state is called by the people it is about."""

    id: str
    label: str
    to_client: str
    means: str


class Disagreement(Part):
    """What happens when two roles see one criterion differently."""

    levels_apart: int = Field(ge=1, le=4)
    line_between: tuple[int, int]
    """A difference across this line opens a talk, however small."""
    talk_within_working_days: int = Field(ge=1, le=60)
    meanwhile: Literal["more_favourable"]
    disputed_legal: Literal["unknown"]
    """What a disputed legal criterion counts as: it asks, and never blocks."""
    most_without_evidence: int = Field(ge=0, le=2)
    most_with_action: int = Field(ge=0, le=2)
    """The most a worker's entry without evidence can say; the second where an action is open."""
    rules: tuple[str, ...]
    measured_on: str
    mark: Mark


class NotYetRules(Part):
    """How 'not yet' becomes an action and not a wait."""

    every_level_below_3_needs: tuple[str, ...]
    most_days_without_contact: int = Field(ge=1)
    most_days_unchanged: int = Field(ge=1)
    overdue_days: int = Field(ge=1)
    never_listed_days: int = Field(ge=1)
    waiting_on_us_if_any: tuple[str, ...]
    client_may: tuple[str, ...]
    mark: Mark


class Service(Part):
    """A kind of help that an action can name."""

    id: str
    name: str


class ExcludedProxy(Part):
    """Something that is heard as readiness and is not: it may not be a field, a tag or a word that counts."""

    id: str
    heard_as: tuple[str, ...]
    why: str
    instead: str


class Wording(Part):
    """Words that hurt or mislead, for whom, and what to say."""

    never: tuple[str, ...]
    who_winces: str
    say: str


class Rubric(Document):
    """The published rubric."""

    scale: tuple[Level, ...] = Field(min_length=5, max_length=5)
    grades: tuple[EvidenceGrade, ...]
    criteria: tuple[Criterion, ...]
    employer_side: tuple[EmployerCriterion, ...]
    vacancy_steps: tuple[VacancyStep, ...]
    verdicts: tuple[VerdictWords, ...]
    states: tuple[VerdictWords, ...]
    employer_words: tuple[str, str, str]
    """All an employer ever reads of a standing: in place, by a date, to talk about."""
    disagreement: Disagreement
    not_yet_rules: NotYetRules
    services: tuple[Service, ...]
    excluded_proxies: tuple[ExcludedProxy, ...]
    words: tuple[Wording, ...]

    @model_validator(mode="after")
    def _holds_together(self) -> Rubric:
        everything = [one.id for one in self.criteria]
        everything += [one.id for one in self.employer_side] + [one.id for one in self.vacancy_steps]
        if [step.level for step in self.scale] != [0, 1, 2, 3, 4]:
            raise ValueError("the scale has levels 0 to 4, in this order")
        if [grade.grade for grade in self.grades] != list(Grade):
            raise ValueError("the grades are A to D, strongest first")
        refuse_repeats("criteria", everything)
        refuse_repeats("services", [service.id for service in self.services])
        if [verdict.id for verdict in self.verdicts] != list(VERDICTS):
            raise ValueError(f"the verdicts are {', '.join(VERDICTS)}, in this order")
        services = {service.id for service in self.services}
        for criterion in self.criteria:
            if criterion.not_yet.service not in services:
                raise ValueError(
                    f"criterion {criterion.id}: {criterion.not_yet.service} is not in `services`; "
                    f"write one of: {', '.join(sorted(services))}"
                )
        return self

    @cached_property
    def by_id(self) -> dict[str, Criterion]:
        """Every criterion by its id."""
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def movers(self) -> tuple[Criterion, ...]:
        """The criteria that decide a section: what the vacancy triggers at stage list."""
        return tuple(criterion for criterion in self.criteria if criterion.moves_section)

    def verdict(self, verdict: str) -> VerdictWords:
        """The words for a verdict or another state."""
        return next(one for one in (*self.verdicts, *self.states) if one.id == verdict)

    def never_words(self) -> tuple[str, ...]:
        """Every phrase that no text of ours may hold."""
        return tuple(phrase for wording in self.words for phrase in wording.never)


VERDICTS = ("ready_now", "ask_first", "ready_by_date", "support_first", "outside_choices")

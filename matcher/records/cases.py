"""Things that go through named steps: questions to employers, hand-backs, contacts in work, what a client contests.

The steps that a case may take, and who may take them, are in `models/brokerage/`; `brokerage` takes them.
"""

from __future__ import annotations

from typing import Self

from pydantic import Field

from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId, RequirementId, VacancyId
from matcher.records.shape import Record
from matcher.records.signed import DeskRole


class Step(Record):
    """One step that was taken: its name, the state it led to, by whom, when, and what they said of it."""

    name: str
    state: str
    on: Day
    by: str = ""
    role: DeskRole
    reason: str = ""
    """A reason code, where the step asks for one."""
    words: str = ""
    facts: dict[str, str] = Field(default_factory=dict)
    """What the step says besides, by the names its declaration gives: a due day, a lesser requirement."""


class Case(Record):
    """Anything with a history of steps. Nothing of it is overwritten: a step is added."""

    id: str
    steps: tuple[Step, ...] = Field(min_length=1)

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.steps[-1].state

    @property
    def opened(self) -> Day:
        """The day of the first step."""
        return self.steps[0].on

    def stepped(self, step: Step) -> Self:
        """The case with one step more."""
        return self.model_copy(update={"steps": (*self.steps, step)})


class Challenge(Case):
    """A question to an employer about one requirement, and what came of it (product G5)."""

    vacancy: VacancyId
    requirement: RequirementId
    employer: EmployerId | None = None
    criterion: str = ""
    """The audit's criterion that raised it; empty where a person asked by themselves."""
    question: str = ""


class HandBack(Case):
    """A client back with the key worker: the criterion, what is missing, and who does what by when (product H5)."""

    client: ClientId
    vacancy: VacancyId | None = None
    criterion: str
    missing: str
    """The evidence that is missing, as a fact."""
    what: str
    """What is done next."""
    owner: str
    due: Day


class Contest(Case):
    """What a client asks of us about their own record: to correct, strike out, object, or speak to a person (F6)."""

    client: ClientId
    kind: str
    """One of the kinds of `models/brokerage/contests.yaml`."""
    about: str = ""
    """The field, list or decision meant."""
    words: str = ""


class InWorkContact(Case):
    """One contact of the plan after a start (product H8)."""

    client: ClientId
    job: str
    week: int = Field(ge=1, le=104)
    due: Day
    signs: tuple[str, ...] = ()
    """Warning signs that were heard, by their ids."""


class Contact(Record):
    """That somebody of ours and a client spoke, on a day; never what was said."""

    client: ClientId
    on: Day
    role: DeskRole
    by: str = ""
    how: str = ""

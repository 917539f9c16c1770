"""What is decided and answered about a client and a vacancy, how long it is remembered, and why somebody is refused."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal, Protocol, TypeVar

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.marginals import refuse_strangers
from matcher.library.vocabulary import refuse_repeats

Whose = Literal["programme", "client", "employer"]
NeedsReason = Literal["always", "override", "never"]


class Follows(Part):
    """When a decision goes the way of the list: for pairs of these verdicts, and, of `blocked`, kept out or not."""

    verdicts: tuple[str, ...]
    blocked: bool


class DecisionRule(Part):
    """One thing that may be decided about a pair."""

    id: str
    name: str
    also: tuple[str, ...] = ()
    """What else people type for it."""
    whose: Whose
    remembered_days: int | None = Field(default=None, ge=0, le=3650)
    """How long the next list keeps to it; 0: not at all; None: until something else is said."""
    keeps_from_list: bool
    reason: NeedsReason
    reasons: tuple[str, ...] = ()
    reasons_of_employers: bool = False
    """Whether it takes every reason that an employer may give, besides."""
    follows: Follows | None = None
    """None where a list says nothing of it."""


class Named(Protocol):
    """Whatever people call by one of several names."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def also(self) -> tuple[str, ...]: ...


class Reason(Part):
    """One reason, by its code."""

    id: str
    name: str
    also: tuple[str, ...] = ()
    """Other codes by which it is known."""


class RememberedAnswer(Part):
    """How long one of an employer's answers is kept to."""

    id: str
    remembered_days: int = Field(ge=1, le=3650)


class ClientAnswerRule(Part):
    """One of the client's own answers."""

    id: str
    name: str
    wants_it: bool
    own_day: bool
    """Whether it may run until a day."""
    days: int | None = Field(default=None, ge=1, le=3650)


class Refusal(Part):
    """Why somebody is not put forward, and what would open the way."""

    says: str
    fix: str
    give: str = ""
    """What is only still to be typed with the decision; empty where something stands against it."""


REFUSALS = (
    *("held", "client_no", "client_not_now", "client_limit", "law", "employer_stopped", "cooling_off", "contact_full"),
    *(
        "not_open",
        "already",
        "employer_no",
        "no_person",
        "no_explanation",
        "old_explanation",
        "other_explanation",
        "other_pair",
    ),
    *("no_employer", "reason_missing", "reason_needed", "reason_unknown", "words_missing", "no_reason_asked"),
    "stronger_today",
)


class DecisionRules(Document):
    """Everything that decides how decisions and answers are kept."""

    mark: Mark
    why: dict[str, str]
    own_words_least: int = Field(ge=0, le=200)
    """Characters of own words where a decision goes another way than the list."""
    explanation_days: int = Field(ge=0, le=365)
    """How old the reasons that somebody read may be."""
    decisions: tuple[DecisionRule, ...] = Field(min_length=1)
    reasons: tuple[Reason, ...] = Field(min_length=1)
    employer_answers: tuple[RememberedAnswer, ...] = ()
    client_answers: tuple[ClientAnswerRule, ...] = Field(min_length=1)
    refusals: dict[str, Refusal]

    @model_validator(mode="after")
    def _holds_together(self) -> DecisionRules:
        refuse_repeats("decisions", [known for one in self.decisions for known in names_of(one)])
        refuse_repeats("reasons", [known for one in self.reasons for known in names_of(one)])
        refuse_repeats("client_answers", [one.id for one in self.client_answers])
        known = {one.id for one in self.reasons}
        for one in self.decisions:
            refuse_strangers(f"reasons of {one.id}", one.reasons, known)
            if (one.reason == "never") == bool(one.reasons or one.reasons_of_employers):
                raise ValueError(f"{one.id}: it has reasons where one is asked for, and only there")
            if one.whose == "client" and one.reason != "never":
                raise ValueError(f"{one.id}: a client is never asked for a reason")
        if {"yes", "no", "not_now"} != {one.id for one in self.client_answers}:
            raise ValueError("the client's answers are yes, no and not_now")
        if {*REFUSALS} != set(self.refusals):
            raise ValueError(f"refusals are {', '.join(REFUSALS)}")
        return self

    def with_employers(self, given: Iterable[Named]) -> DecisionRules:
        """The same with the reasons that employers give, wherever a decision takes those."""
        theirs = tuple(Reason(id=one.id, name=one.name, also=one.also) for one in given)
        codes = tuple(one.id for one in theirs)
        rules = [
            one.model_copy(update={"reasons": (*codes, *one.reasons)}) if one.reasons_of_employers else one
            for one in self.decisions
        ]
        return self.model_copy(update={"decisions": tuple(rules), "reasons": (*self.reasons, *theirs)})

    def decision_said(self, said: str) -> DecisionRule | None:
        """The decision that somebody names: by its id, its name or another word for it."""
        return _called(self.decisions, said)

    def reason_said(self, what: str, said: str) -> str:
        """The code of the reason that somebody names for a decision; as it was said where there is none."""
        found = _called([one for one in self.reasons if one.id in self.by_id[what].reasons], said)
        return found.id if found is not None else said

    @cached_property
    def by_id(self) -> dict[str, DecisionRule]:
        """Every decision by its id."""
        return {one.id: one for one in self.decisions}

    @cached_property
    def strength(self) -> dict[str, int]:
        """Which of two decisions of one day stands: the one with the higher number."""
        return {one.id: place for place, one in enumerate(self.decisions)}

    @cached_property
    def reason_names(self) -> dict[str, str]:
        """What each reason is called, by code."""
        return {one.id: one.name for one in self.reasons}

    @cached_property
    def answer_of(self) -> dict[str, ClientAnswerRule]:
        """The client's answers by id."""
        return {one.id: one for one in self.client_answers}

    @cached_property
    def employer_days(self) -> dict[str, int]:
        """For how many days an employer's answer is kept to, by its id; others are not kept to."""
        return {one.id: one.remembered_days for one in self.employer_answers}


def names_of(one: Named) -> tuple[str, ...]:
    """Everything that it is called, as it is compared."""
    return tuple(dict.fromkeys(_bare(name) for name in (one.id, one.name, *one.also)))


def _bare(said: str) -> str:
    return " ".join(said.casefold().replace("-", " ").replace("_", " ").split())


N = TypeVar("N", bound=Named)


def _called(known: Iterable[N], said: str) -> N | None:
    return next((one for one in known if _bare(said) in names_of(one)), None)

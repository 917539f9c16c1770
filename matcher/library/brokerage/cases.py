"""What each kind of case has besides its states and steps: periods, kinds, signs, what is said at the end of a job."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from pydantic import Field, model_validator

from matcher.library.brokerage.machines import NAME, FactAsked, Machine
from matcher.library.document import Mark, Part
from matcher.library.vocabulary import refuse_repeats
from matcher.records.signed import DeskRole
from matcher.records.words import RequirementStatus


class StateEffect(Part):
    """What a requirement's status becomes when the question about it comes to stand somewhere."""

    state: str
    status: RequirementStatus


class RoleFamily(Part):
    """A family of work: the beginning of its codes in the Standard Occupational Classification 2020."""

    code: str = Field(pattern=r"^\d{2}$")
    says: str


class Challenges(Machine):
    """Questions to employers about a requirement, and what came of them (product G5)."""

    needs_steps: ClassVar[frozenset[str]] = frozenset({"ask"})

    asked_once_in_days: int = Field(ge=1, le=3650)
    """For so long, the same employer is not asked the same of the same family of work again."""
    asked_once_mark: Mark
    asked_once_why: str
    not_counted: tuple[str, ...]
    """Reasons for taking a question back after which it counts as never asked."""
    effects: tuple[StateEffect, ...]
    exception_ask: str
    """Where the law bars a requirement on its face and it is kept all the same."""
    lesser_refused: str
    """Where what it is relaxed to asks as much as before, or more."""
    families: tuple[RoleFamily, ...]
    no_family: str

    @cached_property
    def status_in(self) -> dict[str, RequirementStatus]:
        """The requirement's status by the state of the question."""
        return {one.state: one.status for one in self.effects}

    @cached_property
    def family_names(self) -> dict[str, str]:
        """What each family of work is called, by its code."""
        return {one.code: one.says for one in self.families}

    @model_validator(mode="after")
    def _every_state_has_an_effect(self) -> Challenges:
        refuse_repeats("effects", [one.state for one in self.effects])
        refuse_repeats("families", [one.code for one in self.families])
        if set(self.status_in) != set(self.by_state):
            odd = sorted(set(self.status_in) ^ set(self.by_state))
            raise ValueError(f"one effect for each state: {', '.join(odd)}")
        unknown = sorted(set(self.not_counted) - set(self.by_reason))
        if unknown:
            raise ValueError(f"{unknown[0]} is no reason")
        return self


class Again(Part):
    """What is said to whom when somebody comes back a second time on one criterion."""

    tells: tuple[DeskRole, ...] = Field(min_length=1)
    says: str
    ask: str


class HandBacks(Machine):
    """Clients back with the key worker, with what is missing and who does what by when (product H5)."""

    needs_states: ClassVar[frozenset[str]] = frozenset({"open", "accepted", "done", "reintroduced", "dropped"})
    needs_steps: ClassVar[frozenset[str]] = frozenset({"hand_back"})

    again: Again


class Sign(Part):
    """A warning sign that may be heard after a start, and the question to ask then."""

    id: str = Field(pattern=NAME)
    says: str
    ask: str


class InWork(Machine):
    """Contacts after a start (product H8)."""

    needs_steps: ClassVar[frozenset[str]] = frozenset({"plan", "stop"})

    weeks: tuple[int, ...] = Field(min_length=1)
    """Weeks after the first paid day."""
    weeks_source: str
    grace_days: int = Field(ge=0, le=28)
    """A contact that was due longer ago than this when a start comes to be known is not planned any more."""
    signs: tuple[Sign, ...]

    @cached_property
    def by_sign(self) -> dict[str, Sign]:
        """Every warning sign by its id."""
        return {one.id: one for one in self.signs}

    @model_validator(mode="after")
    def _rises(self) -> InWork:
        if list(self.weeks) != sorted(set(self.weeks)) or not 1 <= self.weeks[0] <= self.weeks[-1] <= 104:
            raise ValueError("weeks rise from 1 to 104 at most")
        refuse_repeats("signs", [one.id for one in self.signs])
        return self


class ContestKind(Part):
    """One thing a client may ask of us about their own record."""

    id: str = Field(pattern=NAME)
    says: str
    about: bool
    """Whether it is about a field, a list or a decision that must be named."""
    corrects: bool = False
    """Whether it is put right in the record itself, where it names a field of it: as `after` says, else to nothing."""
    facts: tuple[FactAsked, ...] = ()
    next_way: str
    """What the client is told when it is not upheld."""


class Contests(Machine):
    """What clients contest (product F6)."""

    needs_states: ClassVar[frozenset[str]] = frozenset({"upheld", "not_upheld"})
    needs_steps: ClassVar[frozenset[str]] = frozenset({"open"})

    kinds: tuple[ContestKind, ...] = Field(min_length=1)
    ask_about: str
    applied: str
    """What was put right, to the client and the worker: `{field}`, `{before}`, `{after}`; likewise the next."""
    same: str
    nothing: str
    """What stands where nothing is known."""
    changed: str
    """To the worker: whose record says something else now; likewise the next two."""
    not_changed: str
    by_hand: str
    """`{why}`: why it cannot be put in the record."""
    no_field: str

    @cached_property
    def by_kind(self) -> dict[str, ContestKind]:
        """Every kind by its id."""
        return {one.id: one for one in self.kinds}

    @model_validator(mode="after")
    def _each_once(self) -> Contests:
        refuse_repeats("kinds", [one.id for one in self.kinds])
        return self


class Actions(Machine):
    """Things to do so that a criterion will be in place (product B4)."""

    needs_states: ClassVar[frozenset[str]] = frozenset({"open", "done", "dropped"})

    no_day: str
    """Said of an action without a due day."""
    no_owner: str
    """Said of an action that nobody owns."""

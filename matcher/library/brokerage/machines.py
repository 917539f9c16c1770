"""Things that go through named steps, as documents: states, steps, who takes them, what each must say, what time does.

One class checks them all; what a kind of case has besides stands in `brokerage_cases`. The steps are taken by
`matcher.brokerage.machine`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats
from matcher.records.signed import DeskRole

NAME = r"^[a-z][a-z_]*[a-z]$"


class State(Part):
    """Where a case can stand."""

    id: str = Field(pattern=NAME)
    says: str
    """In plain words, after the case's name: "asked; no answer yet"."""
    waits_on: tuple[DeskRole, ...] = ()
    """Whose turn it is; empty where nobody's."""
    final: bool = False
    """Whether nothing follows."""


class FactAsked(Part):
    """One thing that a step says besides its words."""

    name: str = Field(pattern=NAME)
    means: Literal["text", "day", "number"] = Field(default="text", alias="is")
    must: bool = True
    not_past: bool = False
    """Whether a day may not lie before the step's own."""
    ask: str
    """What is asked of somebody who left it out."""

    @model_validator(mode="after")
    def _days_only(self) -> FactAsked:
        if self.not_past and self.means != "day":
            raise ValueError(f"{self.name}: only a day can lie in the past")
        return self


class StepRule(Part):
    """One step: from where it may be taken, where it leads, who may take it and what they must say."""

    id: str = Field(pattern=NAME)
    leaves: tuple[str, ...] = Field(default=(), alias="from")
    """States it may be taken from; empty for a step that begins a case."""
    to: str | None = None
    """The state it leads to; None where the case stays where it stands."""
    who: tuple[DeskRole, ...] = Field(min_length=1)
    right: str = ""
    """The right of `roles.yaml` that it takes, where that is not the whole case's."""
    says: str
    """What it does, after "it can": "be answered: kept, with the reason"."""
    words: Literal["none", "may", "must"] = "may"
    ask_words: str = ""
    """What is asked of somebody who left the words out."""
    reasons: tuple[str, ...] = ()
    """Reason codes of which one must be given."""
    facts: tuple[FactAsked, ...] = ()
    after: str | None = None
    """The clock that must have run down first."""
    most_times: int | None = Field(default=None, ge=1, le=99)
    """How often it may be taken in one case."""
    other_hand_than: str | None = None
    """A step whose last signatory may not sign this one."""

    @property
    def begins(self) -> bool:
        """Whether it begins a case."""
        return not self.leaves

    @model_validator(mode="after")
    def _holds_together(self) -> StepRule:
        refuse_repeats(f"states that {self.id} leaves", list(self.leaves))
        refuse_repeats(f"roles of {self.id}", [role.value for role in self.who])
        refuse_repeats(f"facts of {self.id}", [fact.name for fact in self.facts])
        if self.begins and self.to is None:
            raise ValueError(f"step {self.id} begins a case and leads nowhere; say `to`")
        if (self.words == "must") != bool(self.ask_words):
            raise ValueError(f"step {self.id}: `ask_words` goes with `words: must`, and only with it")
        return self


class Reason(Part):
    """One reason that may be given, in plain words."""

    id: str = Field(pattern=NAME)
    says: str


class Clock(Part):
    """What time alone does to a case in some states: from a day of its own, so many days later, it is said."""

    id: str = Field(pattern=NAME)
    runs_in: tuple[str, ...] = Field(alias="in", min_length=1)
    counts_from: Literal["step", "opened", "due", "review"]
    """The day of the last step or of the first, or a day that the case names."""
    days: int = Field(ge=-90, le=730)
    """Days after that day; below 0, days before it."""
    says: str
    ask: str
    """What to do or to ask now."""
    mark: Mark
    source: str = ""
    why: str


class Machine(Document):
    """One kind of case. The last clock that has run down is the one that is shown."""

    needs_states: ClassVar[frozenset[str]] = frozenset()
    needs_steps: ClassVar[frozenset[str]] = frozenset()
    """Names that the program takes for what they are; an edition says who takes them and what they ask."""

    noun: str
    """What one such case is called: "question to an employer"."""
    right: str
    """The right of `roles.yaml` that its steps take; nobody is named here who has it not there."""
    words_most: int = Field(ge=100, le=10_000)
    """Characters of free text that one step may hold."""
    states: tuple[State, ...] = Field(min_length=2)
    steps: tuple[StepRule, ...] = Field(min_length=1)
    reasons: tuple[Reason, ...] = ()
    clocks: tuple[Clock, ...] = ()

    @cached_property
    def by_state(self) -> dict[str, State]:
        """Every state by its id."""
        return {one.id: one for one in self.states}

    @cached_property
    def by_step(self) -> dict[str, StepRule]:
        """Every step by its id."""
        return {one.id: one for one in self.steps}

    @cached_property
    def by_reason(self) -> dict[str, Reason]:
        """Every reason by its id."""
        return {one.id: one for one in self.reasons}

    @cached_property
    def by_clock(self) -> dict[str, Clock]:
        """Every clock by its id."""
        return {one.id: one for one in self.clocks}

    @model_validator(mode="after")
    def _every_name_is_known(self) -> Machine:
        refuse_repeats("states", [one.id for one in self.states])
        refuse_repeats("steps", [one.id for one in self.steps])
        refuse_repeats("reasons", [one.id for one in self.reasons])
        refuse_repeats("clocks", [one.id for one in self.clocks])
        for what, named, known in self._named():
            if named not in known:
                raise ValueError(f"{what} names {named!r}; write one of: {', '.join(sorted(known)) or 'nothing'}")
        return self

    def _named(self) -> Iterator[tuple[str, str, Iterable[str]]]:
        for step in self.steps:
            for state in (*step.leaves, *([step.to] if step.to is not None else [])):
                yield f"step {step.id}", state, self.by_state
            for reason in step.reasons:
                yield f"step {step.id}", reason, self.by_reason
            if step.after is not None:
                yield f"step {step.id}", step.after, self.by_clock
            if step.other_hand_than is not None:
                yield f"step {step.id}", step.other_hand_than, self.by_step
        for clock in self.clocks:
            for state in clock.runs_in:
                yield f"clock {clock.id}", state, self.by_state

    @model_validator(mode="after")
    def _every_state_is_reached_and_left(self) -> Machine:
        if not any(step.begins for step in self.steps):
            raise ValueError("no step begins a case: one step has no `from`")
        arrived = self._closure({step.to for step in self.steps if step.begins and step.to}, forwards=True)
        for state in self.states:
            left = any(state.id in step.leaves for step in self.steps)
            if state.id not in arrived:
                raise ValueError(f"no step leads to {state.id}")
            if state.final == left:
                odd = "final, and a step leaves it" if left else "not final, and no step leaves it"
                raise ValueError(f"{state.id} is {odd}")
        finals = {state.id for state in self.states if state.final}
        ending = self._closure(finals, forwards=False)
        for state in self.states:
            if state.id not in ending:
                raise ValueError(f"no steps lead from {state.id} to a final state")
        return self

    @model_validator(mode="after")
    def _has_what_the_program_names(self) -> Machine:
        for what, needed, there in (
            ("state", self.needs_states, self.by_state),
            ("step", self.needs_steps, self.by_step),
        ):
            missing = sorted(needed - set(there))
            if missing:
                raise ValueError(f"the program knows the {what} {missing[0]} by its name; it is missing")
        return self

    @model_validator(mode="after")
    def _nothing_is_dead(self) -> Machine:
        used = {reason for step in self.steps for reason in step.reasons}
        idle = [one.id for one in self.reasons if one.id not in used]
        if idle:
            raise ValueError(f"no step gives the reason {idle[0]}")
        for step in self.steps:
            clock = self.by_clock.get(step.after or "")
            if clock is not None and not set(step.leaves) <= set(clock.runs_in):
                raise ValueError(f"step {step.id} waits for {clock.id}, which does not run in every state it leaves")
        return self

    def _closure(self, start: set[str], *, forwards: bool) -> set[str]:
        """Every state that steps lead to from `start`; or, backwards, from which steps lead to it."""
        found = set(start)
        while True:
            more = set()
            for step in self.steps:
                for state in step.leaves:
                    to = step.to or state
                    here, there = (state, to) if forwards else (to, state)
                    if here in found:
                        more.add(there)
            if more <= found:
                return found
            found |= more

"""What is said when a job ends, and what it suggests to look at again (product J5). Kept with the job only."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from matcher.library.brokerage.machines import NAME
from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats
from matcher.records.words import Condition

Side = Literal["client", "employer"]


class LookAgain(Part):
    """One of the client's conditions to look at together, and what is written down for it."""

    condition: Condition
    criterion: str
    """The rubric's criterion that the action stands under."""
    what: str
    """The action, without the reason."""
    ask: str


class Ending(Part):
    """One reason for which a job can end, in the words of each side that may give it."""

    id: str = Field(pattern=NAME)
    client: str = ""
    """As the client would say it; empty where it is not theirs to say."""
    employer: str = ""
    look_at: tuple[Condition, ...] = ()
    avoid: bool
    """Whether the same vacancy is kept off the client's lists for a while."""

    @model_validator(mode="after")
    def _somebody_says_it(self) -> Ending:
        if not self.client and not self.employer:
            raise ValueError(f"{self.id}: neither side says it")
        return self


class Back(Part):
    """What is agreed on the day a job ends, whatever the reason."""

    criterion: str
    what: str
    owner: str
    due_days: int = Field(ge=0, le=90)
    mark: Mark
    source: str = ""
    why: str


class Endings(Document):
    """Reasons, what each suggests, and what is done on the same day."""

    back: Back
    avoid_days: int = Field(ge=1, le=3650)
    """For so long the same vacancy is not shown again where what broke it may still be so."""
    avoid_mark: Mark
    avoid_why: str
    promise_question: str
    """To ask the client of each promise that was open when the job ended. {what}"""
    look_again: tuple[LookAgain, ...]
    reasons: tuple[Ending, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, Ending]:
        """Every reason by its id."""
        return {one.id: one for one in self.reasons}

    @cached_property
    def by_condition(self) -> dict[Condition, LookAgain]:
        """What to look at together, by condition."""
        return {one.condition: one for one in self.look_again}

    def said_by(self, side: Side) -> tuple[Ending, ...]:
        """The reasons that a side may give."""
        return tuple(one for one in self.reasons if getattr(one, side))

    @model_validator(mode="after")
    def _conditions_are_there(self) -> Endings:
        refuse_repeats("reasons", [one.id for one in self.reasons])
        refuse_repeats("conditions", [one.condition.value for one in self.look_again])
        for one in self.reasons:
            unknown = [condition for condition in one.look_at if condition not in self.by_condition]
            if unknown:
                raise ValueError(f"{one.id}: look_again says nothing of {unknown[0].value}")
        return self

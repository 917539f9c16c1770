"""Levers: the changes to the world that could open a door, who can make each, and what it takes.

A lever changes a shift, a requirement, a way of travelling, a care place or a paper. What the client must have and what
they refuse is never a lever, and no kind here could change it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from matcher.base.weeks import DAY, Interval, Intervals, normalise
from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats
from matcher.library.weeks import Stretch
from matcher.records.words import Mode, RequirementStatus

if TYPE_CHECKING:
    from matcher.library.load import Library

Actor = Literal["client", "key_worker", "programme", "employer"]
LEVERS_MOST = 3
"""Levers in one set at most: with more, nobody would know what to ask for first."""


@dataclass(frozen=True, order=True)
class Step:
    """One lever in use: how much of it, or of what. Its id is what a person types."""

    lever: str
    amount: int = 0
    """Minutes or days; 0 for a lever without amounts."""
    of: str = ""
    """The requirement's reference, or the licence's id; empty for the rest."""

    @property
    def id(self) -> str:
        """`start_later_30`, `bicycle`, `requirement:R2`, `certificate:food_hygiene_2`."""
        return f"{self.lever}{f'_{self.amount}' if self.amount else ''}{f':{self.of}' if self.of else ''}"


class LeverKind(StrEnum):
    """What a lever does to the records. A closed list: each is a few lines of `workflows.opening.levers`."""

    START_LATER = "start_later"
    FINISH_EARLIER = "finish_earlier"
    BOTH_ENDS = "both_ends"
    WHOLE_EARLIER = "whole_earlier"
    WHOLE_LATER = "whole_later"
    LATER_FIRST_DAY = "later_first_day"
    REQUIREMENT = "requirement"
    CREDENTIAL = "credential"
    MODE = "mode"
    CARE_PLACE = "care_place"
    CARE_CLUB = "care_club"


SHIFT_KINDS = (
    LeverKind.START_LATER,
    LeverKind.FINISH_EARLIER,
    LeverKind.BOTH_ENDS,
    LeverKind.WHOLE_EARLIER,
    LeverKind.WHOLE_LATER,
)
CARE_KINDS = (LeverKind.CARE_PLACE, LeverKind.CARE_CLUB)
WITH_AMOUNTS = (*SHIFT_KINDS, LeverKind.LATER_FIRST_DAY)
"""Kinds whose amounts are minutes; for the first day, days."""


class Cost(Part):
    """What a lever costs whoever pays for it. Unknown stays unknown."""

    pence: int | None = Field(ge=0, le=10_000_000)
    per: Literal["once", "week", "month"] = "once"
    mark: Mark
    source: str = ""
    why: str

    @model_validator(mode="after")
    def _says_when_unknown(self) -> Cost:
        if (self.pence is None) != (self.mark == "unknown"):
            raise ValueError("a cost is `pence: null` where its mark is `unknown`, and only there")
        return self


class Club(Part):
    """When a club has the children, and the minutes that handing them over takes at its outer end."""

    hours: Stretch
    handover_minutes: int = Field(ge=0, le=60)
    handover: Literal["start", "end"]
    mark: Mark
    source: str = ""
    why: str

    @property
    def covered(self) -> Intervals:
        """The time of the week in which nobody else need be there."""
        at_start = self.handover_minutes if self.handover == "start" else 0
        at_end = self.handover_minutes - at_start
        return normalise((start + at_start, end - at_end) for start, end in self.hours.spells)

    @model_validator(mode="after")
    def _leaves_some_time(self) -> Club:
        def short(spell: Interval) -> bool:
            return not self.handover_minutes < spell[1] - spell[0] <= DAY

        if any(short(spell) for spell in self.hours.spells):
            raise ValueError("a club's hours are longer than handing over takes, and within one day")
        return self


class Lever(Part):
    """One kind of change, in the words it is asked for."""

    id: str = Field(pattern=r"^[a-z][a-z_]*[a-z]$")
    kind: LeverKind
    who: tuple[Actor, ...] = Field(min_length=1)
    """Who acts, the one who acts first in front."""
    amounts: tuple[int, ...] = ()
    mode: Mode | None = None
    club: Club | None = None
    cost: Cost
    budget: str
    lead_days: int | None = Field(ge=0, le=730)
    """Days from asking until it can be in place, at the soonest; None where nobody can say, or the paper says."""
    says: str
    """The change as it stands after "if": {amount} for minutes or days, {what} for a requirement or a paper."""
    ask: str
    """The question that starts it, to whoever acts first."""

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Lever:
        wants = {
            "amounts": self.kind in WITH_AMOUNTS,
            "mode": self.kind is LeverKind.MODE,
            "club": self.kind is LeverKind.CARE_CLUB,
        }
        for field, wanted in wants.items():
            if bool(getattr(self, field)) != wanted:
                raise ValueError(f"lever {self.id}: `{field}` is {'missing' if wanted else 'not for this kind'}")
        if any(low >= high for low, high in zip((0, *self.amounts), self.amounts, strict=False)):
            raise ValueError(f"lever {self.id}: amounts rise from above 0")
        if self.kind in SHIFT_KINDS and any(amount > 180 for amount in self.amounts):
            raise ValueError(f"lever {self.id}: no more than 180 minutes is a change of the same shift")
        for text in (self.says, self.ask):
            self._holes(text)
        return self

    def _holes(self, text: str) -> None:
        allowed = {"{amount}": self.kind in WITH_AMOUNTS, "{what}": self.kind in _OF_SOMETHING}
        rest = text
        for hole, may in allowed.items():
            rest = rest.replace(hole, "") if may else rest
        if "{" in rest or "}" in rest:
            raise ValueError(f"lever {self.id}: {text!r} holds braces that nothing fills")

    @property
    def at_home(self) -> bool:
        """Whether it is about care: told to the key worker and the client, and to nobody else."""
        return self.kind in CARE_KINDS


_OF_SOMETHING = (LeverKind.REQUIREMENT, LeverKind.CREDENTIAL)


class CredentialCost(Part):
    """What one licence or certificate of the vocabulary costs to get."""

    licence: str
    cost: Cost


class NeverRelaxed(Part):
    """Requirements that no employer is asked to let go of."""

    standings: tuple[str, ...]
    """Standings of a licence in law: the law asks for it, so the employer could not."""
    where_it_drives: bool
    """Whether a driving licence counts as asked for by law where driving is part of the work."""
    statuses: tuple[RequirementStatus, ...]
    """Statuses that mean the employer has answered already."""
    why: str


class LadderWords(Part):
    """Sentences that no single lever carries."""

    at_home: str
    """In place of a care lever, for readers who are not the key worker or the client."""
    old_enough: str
    """{day}; where the law's age alone stands in the way and time will do it."""
    hours_question: str
    """Where too few or too many hours are stated and the other end is open: to be asked, not changed."""
    two_jobs: str
    """What a pair of short jobs is and is not, once above the list."""


class Levers(Document):
    """Every lever, in the order in which equals are shown."""

    levers: tuple[Lever, ...] = Field(min_length=1)
    credentials: tuple[CredentialCost, ...]
    never_relaxed: NeverRelaxed
    never_opened: tuple[str, ...]
    """Gates that no set is named for though a lever could meet them: only time does."""
    sets_most: int = Field(ge=1, le=10)
    """Sets shown for one door."""
    moves_most: int = Field(ge=1, le=50)
    """Changes shown above a list, those that open most in front."""
    doors_most: int = Field(ge=1, le=500)
    """Doors shown one by one."""
    pairs_most: int = Field(ge=0, le=100)
    """Pairs of short jobs shown."""
    words: LadderWords

    @model_validator(mode="after")
    def _each_once(self) -> Levers:
        refuse_repeats("levers", [one.id for one in self.levers])
        refuse_repeats("credentials", [one.licence for one in self.credentials])
        alone = [one.kind for one in self.levers if one.kind in (*SHIFT_KINDS, *_OF_SOMETHING, LeverKind.CARE_PLACE)]
        refuse_repeats("kinds of lever", [kind.value for kind in alone])
        return self

    @cached_property
    def by_id(self) -> dict[str, Lever]:
        """Every lever by its id."""
        return {one.id: one for one in self.levers}

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of every lever in the order of showing."""
        return {one.id: place for place, one in enumerate(self.levers)}

    @cached_property
    def credential_costs(self) -> dict[str, Cost]:
        """What each licence costs, where that is known or assumed."""
        return {one.licence: one.cost for one in self.credentials}

    def of_kind(self, *kinds: LeverKind) -> tuple[Lever, ...]:
        """The levers of some kinds, in order."""
        return tuple(one for one in self.levers if one.kind in kinds)


def lead_days(step: Step, library: Library) -> int | None:
    """Days until a step can be in place, at the soonest; a paper's own weeks. None where nobody can say."""
    lever = library.levers.by_id[step.lever]
    licence = library.licences.by_id.get(step.of)
    if lever.kind is LeverKind.CREDENTIAL and licence is not None:
        return None if licence.weeks_least is None else licence.weeks_least * 7
    return lever.lead_days

"""The documents that decide: gates, terms, ranking policy (design 5a). Refuses a band list that could mislead."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.records.words import Condition

Side = Literal["client", "job"]
Owner = Literal["client", "law", "employer", "programme"]

FIXED_GATES_MOST = 24
"""Bits 0 to 23 are the fixed gates', 24 to 63 the vacancy's own requirements' (design 5a, 9)."""
REQUIREMENTS_MOST = 40
POINTS_MOST = 100
BANDS_MOST = 14


class Ask(Part):
    """What to ask, of whom: the client's side, the vacancy's side, or an estimate of our own that a check settles."""

    client: str = ""
    vacancy: str = ""
    estimate: str = ""


class Band(Part):
    """One step of a term. The first band that holds is the one; the last has no bound."""

    upto: int | None = None
    at_least: int | None = None
    label: str
    points: int = Field(ge=0, le=POINTS_MOST)
    says: str


class Term(Part):
    """One line of the explanation: a measured value, in named steps with whole points."""

    id: str
    side: Side
    name: str
    question: str
    measure: str
    condition: Condition | None = None
    emphasis: Literal["choice", "fixed"] = "choice"
    bonus: bool = False
    bands: tuple[Band, ...] = Field(min_length=2, max_length=BANDS_MOST)
    unknown: Ask
    tell_employer: Literal["none", "band"] = "none"
    why: str
    mark: Mark = "assumption"
    examples: tuple[tuple[int, str], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _bands_run_from_best_to_worst(self) -> Term:
        *bounded, last = self.bands
        if last.upto is not None or last.at_least is not None or last.points != 0:
            raise ValueError(f"term {self.id}: the last band has no bound and 0 points")
        less = [band.upto for band in bounded if band.upto is not None]
        more = [band.at_least for band in bounded if band.at_least is not None]
        if (less and more) or len(less) + len(more) < len(bounded):
            raise ValueError(f"term {self.id}: every band but the last has `upto`, or every one has `at_least`")
        bounds = less or [-bound for bound in more]
        if any(low >= high for low, high in pairwise(bounds)):
            raise ValueError(f"term {self.id}: bounds run from best to worst, without repeats")
        points = [band.points for band in self.bands]
        if any(first < second for first, second in pairwise(points)):
            raise ValueError(f"term {self.id}: points never rise down the list (design 5a, 2)")
        if len({band.label for band in self.bands}) < len(self.bands):
            raise ValueError(f"term {self.id}: two bands have the same label")
        if (self.condition is None) == (self.emphasis == "choice"):
            raise ValueError(f"term {self.id}: a term is either fixed or has the client's condition, not both")
        if self.side == "job" and self.emphasis == "choice":
            raise ValueError(f"term {self.id}: the client's emphasis acts on the client's side only")
        return self

    @property
    def better_less(self) -> bool:
        """Whether the bands say that less of the measure is better."""
        return self.bands[0].upto is not None

    def band_of(self, value: int) -> int:
        """Place of the first band that holds for `value`, 0 for the best."""
        for place, band in enumerate(self.bands):
            if band.upto is not None and value <= band.upto:
                return place
            if band.at_least is not None and value >= band.at_least:
                return place
        return len(self.bands) - 1


class Terms(Document):
    """All terms, in the order they are shown."""

    terms: tuple[Term, ...]

    @model_validator(mode="after")
    def _both_sides_have_a_fixed_term(self) -> Terms:
        ids = [term.id for term in self.terms]
        if len(set(ids)) < len(ids):
            raise ValueError("two terms have the same id")
        for side in ("client", "job"):
            if not any(t.side == side and t.emphasis == "fixed" and not t.bonus for t in self.terms):
                raise ValueError(f"the {side} side needs a term with `emphasis: fixed` (design 5a, 4)")
        return self


class Gate(Part):
    """One yes or no. `upto`/`at_least` is what passes; an unknown never blocks and always asks."""

    id: str
    name: str
    bit: int = Field(ge=0, lt=FIXED_GATES_MOST)
    owner: Owner
    measure: str
    upto: int | None = None
    at_least: int | None = None
    condition: Condition | None = None
    """Where set, the gate applies to a client whose emphasis on it is `must`; else wherever the measure applies."""
    asks_everyone: bool = False
    met: str
    not_met: str
    unknown: Ask
    tell_employer: bool = False
    why: str
    mark: Mark = "assumption"

    @model_validator(mode="after")
    def _has_one_bound(self) -> Gate:
        if (self.upto is None) == (self.at_least is None):
            raise ValueError(f"gate {self.id}: give `upto` or `at_least`, one of them")
        if self.owner == "law" and self.mark == "own_knowledge":
            raise ValueError(f"gate {self.id}: a legal gate stands on a verified rule, never on own knowledge")
        return self


class RequirementKind(Part):
    """How one kind of requirement is named, asked about and shown."""

    id: str
    name: str
    """With `{what}` and `{level}` where the kind has them."""
    ask: str
    compared: bool = True


class Gates(Document):
    """The fixed gates, and the words for requirements, each of which is a gate of its own vacancy."""

    gates: tuple[Gate, ...] = Field(max_length=FIXED_GATES_MOST)
    requirement_kinds: tuple[RequirementKind, ...]

    @model_validator(mode="after")
    def _one_bit_each(self) -> Gates:
        for what in ("id", "bit"):
            seen = [getattr(gate, what) for gate in self.gates]
            if len(set(seen)) < len(seen):
                raise ValueError(f"two gates have the same {what}")
        return self


class Section(Part):
    """One section of a list, with its own k."""

    id: Literal["could_start", "with_help", "question", "one_requirement"]
    name: str
    k: int = Field(ge=1, le=1000)
    says: str


class FitBand(Part):
    """The word for a fit at or above a bound."""

    at_least: int = Field(ge=0, le=1000)
    word: str


class Ranking(Document):
    """The order of a list, as numbers that anyone may read (design 5a, 5 to 13)."""

    sections: tuple[Section, ...] = Field(min_length=4, max_length=4)
    step: int = Field(ge=20, le=500)
    side_floor: int = Field(ge=0, le=1000)
    wanted_lead: int = Field(ge=0, le=10)
    ask_first_lift: int = Field(ge=1, le=50)
    few_answers: int = Field(ge=1, le=20)
    start_if_unstated_days: int = Field(ge=0, le=365)
    goal_after_joining_days: int = Field(ge=0, le=365)
    unanswered_days: int = Field(ge=1, le=365)
    stale_after_days: int = Field(ge=1, le=1000)
    questions_most: int = Field(ge=1, le=20)
    fit_words: tuple[FitBand, ...]
    wanted_term: str
    """A job is wanted where the harsher end of this term is in its best band, or the client asked for it."""
    why: dict[str, str]
    """For each number: why it is what it is. All are assumptions until outcomes say otherwise."""

    @model_validator(mode="after")
    def _sections_in_order(self) -> Ranking:
        ids = [section.id for section in self.sections]
        if ids != ["could_start", "with_help", "question", "one_requirement"]:
            raise ValueError("the four sections are could_start, with_help, question, one_requirement, in this order")
        bounds = [band.at_least for band in self.fit_words]
        if bounds != sorted(bounds, reverse=True) or bounds[-1] != 0:
            raise ValueError("fit_words run from the highest bound down to 0")
        return self

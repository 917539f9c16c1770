"""How the way from what a client can do to the work they named is measured, and what is asked on it."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from matcher.base.weeks import Intervals, normalise
from matcher.library.document import Document, Mark, Part
from matcher.library.occupations import Pattern
from matcher.library.vocabulary import refuse_repeats
from matcher.library.weeks import Stretch


class Length(Part):
    """What each thing on a way adds to its length, in whole numbers."""

    job: int = Field(ge=0, le=100)
    new_work: tuple[int, ...] = Field(min_length=2, max_length=30)
    """Of learning 0, 1, 2 ... pieces of work at one step; past the end each more adds as much as the last did."""
    paper: int = Field(ge=0, le=100)
    weeks_a_point: int = Field(ge=1, le=300)
    not_named: int = Field(ge=0, le=100)

    @model_validator(mode="after")
    def _more_is_never_shorter(self) -> Length:
        if self.new_work[0] != 0:
            raise ValueError("learning nothing adds 0")
        if any(later < earlier for earlier, later in pairwise(self.new_work)):
            raise ValueError("learning more never adds less")
        return self

    def of_new_work(self, count: int) -> int:
        """What learning so many pieces of work at one step adds."""
        last = len(self.new_work) - 1
        over = max(0, count - last)
        return self.new_work[min(count, last)] + over * (self.new_work[last] - self.new_work[last - 1])

    def of_paper(self, weeks_least: int | None) -> int:
        """What a paper that is not held adds, from the fewest weeks it usually takes."""
        return self.paper + (weeks_least or 0) // self.weeks_a_point


class PaperAsked(Part):
    """A licence or certificate that work of one kind asks for."""

    occupation: str
    licence: str
    asks: Literal["most", "some"]
    """`most` of such work, which counts in the length, or only `some`, which asks."""
    who_pays: str = ""


class Training(Part):
    """Which kind of service helps to build the work of some families of skills."""

    families: tuple[str, ...] = Field(min_length=1)
    service: str
    also: str = ""


class PatternTimes(Part):
    """When work of one usual pattern is done."""

    pattern: Pattern
    stretches: tuple[Stretch, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _times_can_be_read(self) -> PatternTimes:
        if not self.spells:
            raise ValueError(f"pattern {self.pattern}: it names no time")
        return self

    @property
    def spells(self) -> Intervals:
        """The times of the week."""
        return normalise(spell for stretch in self.stretches for spell in stretch.spells)


class StepAsks(Part):
    """What is asked, in words; braces stand for what each is about."""

    hours: str
    times: str
    shift_length: str
    holidays: str
    demand: str
    refused_task: str
    paper_unknown: str
    paper_some: str
    age: str
    check: str
    check_always: str
    no_goal: str
    not_linked: str
    not_linked_near: str
    nothing_known: str
    more_known: str


class StepSays(Part):
    """What is said of a way and its steps."""

    done: str
    from_work: str
    from_step: str
    from_skills: str
    learned_there: str
    refused: str
    no_route: str
    nothing_new: str


class PartTimeWords(Part):
    """How common part-time work is, in words."""

    always: str
    common: str
    some: str
    rare: str


class StepRules(Document):
    """Everything that decides a way to a goal besides the occupations themselves."""

    mark: Mark
    length: Length
    why: dict[str, str]
    jobs_most: int = Field(ge=1, le=5)
    """The goal counts as one."""
    near: int = Field(ge=0, le=100)
    """Ways that are longer than the shortest by no more than this are shown too."""
    ways_most: int = Field(ge=1, le=10)
    entry_share_least: int = Field(ge=1, le=1000)
    """How much of a job's work, by weight and in thousandths, one must be able to do to ask for it today."""
    learned_there: str
    """The reason of occupations.yaml by which work is learned on the job, so that anyone may ask for it today."""
    vacancies_most: int = Field(ge=1, le=50)
    free_minutes_least: int = Field(ge=15, le=1440)
    papers: tuple[PaperAsked, ...]
    training: tuple[Training, ...]
    paper_service: str
    """The kind of service that helps to get a paper."""
    times: tuple[PatternTimes, ...]
    part_time: PartTimeWords
    asks: StepAsks
    says: StepSays

    @model_validator(mode="after")
    def _each_once(self) -> StepRules:
        refuse_repeats("papers", [f"{one.occupation} {one.licence}" for one in self.papers])
        refuse_repeats("families of training", [family for one in self.training for family in one.families])
        refuse_repeats("patterns", [one.pattern for one in self.times])
        return self

    @cached_property
    def papers_of(self) -> dict[str, tuple[PaperAsked, ...]]:
        """Papers by the occupation that asks for them."""
        found: dict[str, tuple[PaperAsked, ...]] = {}
        for one in self.papers:
            found[one.occupation] = (*found.get(one.occupation, ()), one)
        return found

    @cached_property
    def training_of(self) -> dict[str, Training]:
        """What helps, by family of skills."""
        return {family: one for one in self.training for family in one.families}

    @cached_property
    def times_of(self) -> dict[str, Intervals]:
        """Times by pattern; a pattern that is not here has none of its own."""
        return {one.pattern: one.spells for one in self.times}

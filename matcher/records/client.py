"""A client as the programme may match them: choices, conditions, and what they can do. No name, no equality answer."""

from __future__ import annotations

from pydantic import Field, model_validator

from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId, SectorCode, VacancyId
from matcher.base.weeks import WEEK, Interval, Intervals, normalise
from matcher.records.shape import Link, Record
from matcher.records.words import (
    CareWeeks,
    Condition,
    Cover,
    Demand,
    Emphasis,
    Free,
    Kind,
    Mode,
    Opportunity,
    Stance,
)

MOST_ALLOWED = 2
"""At most two conditions may matter most (design 5a, 4): a third would make none of them stand out."""


HANDOVER_MOST = 120
"""Minutes that one drop-off or pick-up may take at the door; more is a slip for a time of day."""


class Spell(Record):
    """One stretch of the client's week, start inclusive, minutes from Monday 00:00."""

    start: int = Field(ge=0, lt=WEEK)
    end: int
    free: Free

    @model_validator(mode="after")
    def _runs_forward(self) -> Spell:
        if not self.start < self.end <= self.start + WEEK:
            raise ValueError("a spell must end after it starts and within a week")
        return self

    @property
    def interval(self) -> Interval:
        return self.start, self.end


class CareWindow(Record):
    """Time with someone in the client's care, or with whoever else has them. Never leaves the key worker's view.

    With a handover time the client brings or fetches them: then the way to work starts, or the way back ends, at
    `sector`, and the minutes of the handover are not free. Without one, somebody else does, or nobody said.
    """

    start: int = Field(ge=0, lt=WEEK)
    end: int
    cover: Cover = Cover.NONE
    what: str = ""
    sector: SectorCode | None = None
    """Where they are looked after; only the sector is kept."""
    drop_off_minutes: int | None = Field(default=None, ge=0, le=HANDOVER_MOST)
    pick_up_minutes: int | None = Field(default=None, ge=0, le=HANDOVER_MOST)
    weeks: CareWeeks = CareWeeks.ALL_YEAR
    since: Day | None = None
    """The first day of a place that has not begun; until then it is hoped for."""

    @model_validator(mode="after")
    def _holds_together(self) -> CareWindow:
        if not self.start < self.end <= self.start + WEEK:
            raise ValueError("the time must end after it starts and within a week")
        handover = (self.drop_off_minutes or 0) + (self.pick_up_minutes or 0)
        if self.cover is Cover.NONE and (self.drop_off_minutes is not None or self.pick_up_minutes is not None):
            raise ValueError("there is no drop-off or pick-up where nobody else has them")
        if handover > self.end - self.start:
            raise ValueError("drop-off and pick-up together take longer than the time they are looked after")
        return self

    @property
    def interval(self) -> Interval:
        return self.start, self.end

    def cover_on(self, on: Day) -> Cover:
        """Who has them, as it stands on the day: a place that begins later is hoped for."""
        late = self.since is not None and self.since > on
        return Cover.HOPED_FOR if late and self.cover is Cover.CONFIRMED else self.cover


class Statement(Record):
    """One thing the client says: wants, refuses, can do, holds. `level` is a grade, a CEFR step, months or a count."""

    stance: Stance
    kind: Kind
    what: Link
    level: int | None = None


class StandingChoice(Record):
    """The client's word about one vacancy: wants it anyway, or no. A no needs no reason and lowers nothing."""

    vacancy: VacancyId
    wants_it: bool
    on: Day
    until: Day | None = None


class Permission(Record):
    """What the client says they are allowed to do. None of the fields set means: any work, any hours."""

    from_day: Day | None = None
    until: Day | None = None
    hours_most_minutes: int | None = Field(default=None, ge=0)


class QuestionPut(Record):
    """A question that was put to the client about one fact, and not (yet) answered."""

    fact: str
    on: Day
    declined: bool = False


class Conditions(Record):
    """The client's own limits. `None` is not asked; 'does not mind' is the emphasis `any`."""

    emphasis: dict[Condition, Emphasis] = Field(default_factory=dict)
    week: tuple[Spell, ...] | None = None
    care: tuple[CareWindow, ...] = ()
    hours_least_minutes: int | None = Field(default=None, ge=0, le=WEEK)
    hours_most_minutes: int | None = Field(default=None, ge=0, le=WEEK)
    longest_shift_minutes: int | None = Field(default=None, ge=0, le=1440)
    notice_days: int | None = Field(default=None, ge=0, le=90)
    term_time_only: bool | None = None
    modes: tuple[Mode, ...] | None = None
    travel_limit_minutes: int | None = Field(default=None, ge=0, le=240)
    pay_floor_hour_pence: int | None = Field(default=None, ge=0, le=10_000)
    pay_floor_week_pence: int | None = Field(default=None, ge=0, le=500_000)
    earnings_ceiling_week_pence: int | None = Field(default=None, ge=0, le=500_000)
    demand_limits: dict[Demand, int] = Field(default_factory=dict)
    opportunities: frozenset[Opportunity] | None = None

    @model_validator(mode="after")
    def _can_all_hold(self) -> Conditions:
        most = sorted(c.value for c, e in self.emphasis.items() if e is Emphasis.MOST)
        if len(most) > MOST_ALLOWED:
            raise ValueError(
                f"at most two conditions can matter most; these are {len(most)}: {', '.join(most)}. "
                "Choose two and put 'prefer' on the rest"
            )
        least, longest = self.hours_least_minutes, self.hours_most_minutes
        if least is not None and longest is not None and least > longest:
            raise ValueError("the fewest hours a week are more than the most hours a week")
        return self

    def stance_on(self, condition: Condition) -> Emphasis:
        """The client's emphasis; `prefer` where nothing was said (design 5a, 4)."""
        return self.emphasis.get(condition, Emphasis.PREFER)

    def spells(self, *kinds: Free) -> Intervals:
        """Time in the week that the client marked as any of `kinds`; later 'not free' rows take time away."""
        return normalise(spell.interval for spell in self.week or () if spell.free in kinds)


class Client(Record):
    """One person using the service by choice."""

    id: ClientId
    sector: SectorCode | None = None
    nation: str | None = None
    joined: Day | None = None
    goal_agreed: Day | None = None
    last_introduced: Day | None = None
    conditions: Conditions = Field(default_factory=Conditions)
    statements: tuple[Statement, ...] = ()
    open_to_anything: bool = False
    undecided: bool = False
    skills_complete: bool = False
    work_complete: bool = False
    refused_employers: frozenset[EmployerId] = frozenset()
    choices: tuple[StandingChoice, ...] = ()
    permission: Permission | None = None
    old_enough: tuple[tuple[int, Day], ...] = ()
    """(age, the day from which the client is that old): the only age fact outside the equality store."""
    questions_put: tuple[QuestionPut, ...] = ()
    wants_money_advice: bool | None = None
    words_for_employers: str = ""
    """Up to 40 words the client approved."""

    @model_validator(mode="after")
    def _approved_words_are_short(self) -> Client:
        if len(self.words_for_employers.split()) > 40:
            raise ValueError("the words for employers must be 40 or fewer")
        return self

    def says(self, stance: Stance, kind: Kind) -> tuple[Statement, ...]:
        """Statements of one stance about one kind of thing, in the order they were made."""
        return tuple(s for s in self.statements if s.stance is stance and s.kind is kind)

"""How made-up employers and vacancies are drawn: what is offered, asked for, and left out of the advert."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.marginals import Rate, Shares, Steps, refuse_strangers
from matcher.library.occupations import Pattern

Need = dict[str, str | int]
"""One need as the record spells it. The value `same` stands for the vacancy's own occupation,
`one_of_its_skills` for a skill of its tasks."""


class ShiftFamily(Part):
    """One way that hours fall over a week, spelled out over days, starts and lengths into many patterns."""

    id: str
    weight: int = Field(ge=1)
    suits: tuple[Pattern, ...]
    """Words of the occupations' usual hours; an occupation with one of them draws this family more often."""
    days: tuple[str, ...]
    starts: tuple[str, ...]
    minutes: tuple[int, ...]
    latest_end: str = ""
    weekly_most_hours: int = Field(default=60, ge=1)
    """A rota that may touch every day still gives no more than this."""
    may_touch: str = ""
    """Days that the rota only may touch."""
    second_start: str = ""
    second_minutes: int = 0


class Break(Part):
    """Usual unpaid breaks of shifts up to a length, in minutes."""

    upto: int = Field(ge=1)
    minutes: tuple[int, ...] = Field(min_length=1)


class Trade(Part):
    """A line of business: which occupations it offers, and what its employers are called."""

    occupations: dict[str, int]
    called: tuple[str, ...]


class AskedFor(Part):
    """One requirement as employers put it, and how often."""

    id: str
    weight: int = Field(ge=1)
    needs: tuple[Need, ...] = Field(min_length=1)
    words: str
    only_for: tuple[str, ...] = ()
    """Occupations it is heard in; empty means any."""
    mark: Mark
    source: str = ""


class JobRates(Part):
    """How often something is said of a vacancy or an employer."""

    asks_nothing: Rate
    more_than_forty: Rate
    agency: Rate
    lead_known: Rate
    conduct_fact: Rate
    conduct_stops: Rate
    conduct_lapsed: Rate
    conduct_without_end: Rate
    cool_off: Rate
    contact_full: Rate
    employer_ready: Rate
    title_not_linked: Rate
    title_not_tried: Rate
    closed: Rate
    stale: Rate
    term_time: Rate
    pay_one_end: Rate
    pay_low_end: Rate
    hours_range: Rate
    unsure_shift: Rate
    guaranteed_all: Rate
    complete_list: Rate
    apply_online: Rate
    taught: Rate
    task_essential: Rate
    task_shares: Rate
    duty_not_linked: Rate
    drives_sometimes: Rate
    adjustment: Rate
    serves_task: Rate
    sector_unknown: Rate
    employer_unknown: Rate


class JobSteps(Part):
    """Amounts, lengths and counts of vacancies."""

    sites: Steps
    requirement_count: Steps
    notice_days: Steps
    places: Steps
    above_minimum_pence: Steps
    above_living_pence: Steps
    pay_spread_pence: Steps
    demand: Steps


class JobShares(Part):
    """How vacancies and their requirements divide."""

    pay: Shares
    opportunity: Shares
    contract: Shares
    status_if_not_open: Shares
    importance: Shares
    age_status: Shares
    requirement_status: Shares


class Jobs(Document):
    """Employers and vacancies: what is offered, asked for, and left out of the advert."""

    trades: dict[str, Trade]
    trade_mix: Shares
    advert_blank: Steps
    shift_families: tuple[ShiftFamily, ...]
    suits_times: int = Field(ge=1)
    """How many times as often an occupation draws a family that suits its usual hours."""
    breaks: tuple[Break, ...] = Field(min_length=1)
    long_list: int = Field(ge=1)
    """Length of a copied list of asks: more than the forty which are applied."""
    asked_for: tuple[AskedFor, ...]
    rates: JobRates
    steps: JobSteps
    shares: JobShares
    pay: dict[Literal["minimum", "living", "apprentice"], int]
    employer_names: tuple[str, ...]
    who_decides: tuple[str, ...]
    conduct_words: tuple[tuple[str, str], ...]
    conduct_replies: tuple[str, ...]
    kept_reasons: tuple[str, ...]
    exceptions: tuple[str, ...]
    extra_asks: tuple[str, ...]
    duties_not_linked: tuple[str, ...]

    @model_validator(mode="after")
    def _names_agree(self) -> Jobs:
        refuse_strangers("trade_mix", self.trade_mix.of, self.trades)
        longest = max((length for family in self.shift_families for length in family.minutes), default=0)
        if longest > self.breaks[-1].upto:
            raise ValueError(f"breaks go up to {self.breaks[-1].upto} minutes, and a shift has {longest}")
        return self

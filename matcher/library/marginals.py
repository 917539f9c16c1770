"""How made-up programmes are drawn: shares and weights with source and mark. Nothing here scores anyone."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part

THOUSAND = 1000

Need = dict[str, str | int]
"""One need as the record spells it. The value `same` stands for the vacancy's own occupation,
`one_of_its_skills` for a skill of its tasks."""


class Figure(Part):
    """Something drawn: how well it is known, and where it was read."""

    mark: Mark
    source: str = ""
    note: str = ""


class Rate(Figure):
    """How many in a thousand."""

    in_1000: int = Field(ge=0, le=THOUSAND)


class Shares(Figure):
    """How a thousand divide; the shares add up to a thousand."""

    of: dict[str, int] = Field(min_length=1)

    @model_validator(mode="after")
    def _add_up(self) -> Shares:
        if min(self.of.values()) < 0 or sum(self.of.values()) != THOUSAND:
            raise ValueError(f"the shares add up to {sum(self.of.values())}, not 1000")
        return self


class Steps(Figure):
    """Whole numbers with their shares of a thousand, for an amount, a length or a count."""

    of: dict[int, int] = Field(min_length=1)

    @model_validator(mode="after")
    def _add_up(self) -> Steps:
        if min(self.of.values()) < 0 or sum(self.of.values()) != THOUSAND:
            raise ValueError(f"the shares add up to {sum(self.of.values())}, not 1000")
        return self


class Weights(Figure):
    """Relative weights: twice the weight is drawn twice as often."""

    of: dict[str, int] = Field(min_length=1)


class CareWords(Part):
    """A stretch of care as people write it, whether someone else has it, and what it is called."""

    days: str
    start: str
    end: str
    cover: Literal["none", "hoped_for", "confirmed"] = "none"
    what: str = ""


class CareTemplate(Part):
    """One usual way that care falls over the week."""

    id: str
    windows: tuple[CareWords, ...]


class Group(Part):
    """What differs between the groups a caseload is drawn from. The group itself is kept on no record."""

    week: Shares
    """By the usual weeks of vocabulary/weeks.yaml."""
    weekly_hours: Shares
    travel_limit: Steps
    care: Rate
    term_time_only: Rate
    evening_not_free: Rate
    longest_shift: Steps


class People(Document):
    """The caseload: who is drawn, what they say, and how much of it is still blank."""

    groups: dict[str, Group]
    mix: Shares
    profile_blank: Steps
    """In how many clients how many in a thousand optional fields are blank."""
    care: tuple[CareTemplate, ...]
    care_mix: Weights
    nursery_ends: Rate
    odd_edges: Rate
    weekly_hours_bands: dict[str, tuple[int, int]]
    rates: dict[str, Rate]
    steps: dict[str, Steps]
    shares: dict[str, Shares]
    emphasis: dict[str, Shares]
    words_not_linked: tuple[str, ...]
    unpaid_words: tuple[str, ...]
    approved_words: tuple[str, ...]
    action_words: dict[str, str]


class ShiftFamily(Part):
    """One way that hours fall over a week, spelled out over days, starts and lengths into many patterns."""

    id: str
    weight: int = Field(ge=1)
    suits: tuple[str, ...]
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


class Trade(Part):
    """A line of business: which occupations it offers, and what its employers are called."""

    weight: int = Field(ge=1)
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


class Jobs(Document):
    """Employers and vacancies: what is offered, asked for, and left out of the advert."""

    trades: dict[str, Trade]
    trade_mix: Shares
    advert_blank: Steps
    shift_families: tuple[ShiftFamily, ...]
    suits_times: int = Field(ge=1)
    """How many times as often an occupation draws a family that suits its usual hours."""
    asked_for: tuple[AskedFor, ...]
    rates: dict[str, Rate]
    steps: dict[str, Steps]
    shares: dict[str, Shares]
    pay: dict[str, int]
    employer_names: tuple[str, ...]
    who_decides: tuple[str, ...]
    conduct_words: tuple[tuple[str, str], ...]
    kept_reasons: tuple[str, ...]
    exceptions: tuple[str, ...]
    extra_asks: tuple[str, ...]
    duties_not_linked: tuple[str, ...]


class District(Document):
    """The invented district on its own flat grid, in metres."""

    name: str
    area: str
    nation: str
    centre: tuple[int, int]
    neighbourhoods: int = Field(ge=1)
    neighbourhood_ring: tuple[int, int]
    neighbourhood_spread: int = Field(ge=1)
    sectors_each: int = Field(ge=1, le=9)
    countryside_radius: int = Field(ge=1)
    countryside_sectors: int = Field(ge=1)
    centre_sectors: int = Field(ge=1, le=9)
    town_names: tuple[str, ...]
    town_ring: tuple[int, int]
    parks: tuple[str, ...]
    homes: Shares
    workplaces: Shares
    note: str


class Asides(Document):
    """What matching may never read: names, equality answers, kind of benefit, fees. Drawn apart."""

    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    sex: dict[str, Shares]
    age_band: dict[str, Shares]
    long_term_condition: dict[str, Shares]
    first_language_english: Shares
    left_blank: Rate
    benefit_type: Shares
    fee_schedule: Shares
    fees_pence: dict[str, dict[str, int]]

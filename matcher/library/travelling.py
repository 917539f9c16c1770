"""How the crow's distance between two places becomes whole minutes by each way of travelling."""

from __future__ import annotations

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.records.words import Mode


class Figure(Part):
    """One number with how well it is known."""

    value: float = Field(ge=0, le=10_000)
    mark: Mark
    source: str = ""
    why: str

    @property
    def thousandths(self) -> int:
        """The number as a whole number of thousandths, so that nothing is computed in floats."""
        return round(self.value * 1000)


class ModeSpeed(Part):
    """One way of travelling: km an hour, how much longer the way is than the crow's, and fixed minutes."""

    mode: Mode
    name: str
    speed_km_h: Figure
    detour: Figure
    fixed_minutes: Figure
    """Minutes that every journey has: waiting and the walk at both ends, unlocking, parking."""
    says: str
    """The sentence for a journey, with `{minutes}`: an estimate says it is one."""
    ask: str
    """What to look up before anyone relies on it."""

    @model_validator(mode="after")
    def _moves(self) -> ModeSpeed:
        if self.speed_km_h.value <= 0 or self.detour.value < 1:
            raise ValueError(f"mode {self.mode.value}: the speed is above 0 and the detour is at least 1")
        if self.fixed_minutes.value != int(self.fixed_minutes.value):
            raise ValueError(f"mode {self.mode.value}: fixed minutes are whole")
        return self

    def minutes(self, metres: int) -> int:
        """Whole minutes, rounded up, for a distance as the crow flies."""
        way = metres * self.detour.thousandths  # in thousandths of a metre
        speed = self.speed_km_h.thousandths  # in metres an hour
        return int(self.fixed_minutes.value) + -(-way * 60 // (speed * 1000))


class ItineraryWords(Part):
    """How a journey that was looked up is told, step by step. Route and stop names are the timetable's own."""

    title: str
    there_says: str
    """With `{days}`, `{time}` and `{way}`: to be there by a time; so has `back_says`, for leaving after one."""
    back_says: str
    leave_says: str
    walk_to_says: str
    """With `{minutes}` and `{stop}`."""
    change_says: str
    """Between two rides at one stop."""
    change_to_says: str
    """On foot to another stop, with `{stop}`."""
    ride_says: str
    """With `{route}`, `{time}` and `{stop}`, where one gets off."""
    walk_says: str
    on_foot_says: str
    """The whole way, with `{minutes}`."""
    there_at_says: str
    home_at_says: str
    changes: tuple[str, str, str]
    """None, one, and `{count}`."""
    fare_says: str
    """With `{fare}`: what the rides cost one by one."""
    first_says: str
    last_says: str
    minutes: tuple[str, str]
    """One, and `{count}`."""


class PublicTransport(Part):
    """How journeys are read from a timetable."""

    walk_most_metres: Figure
    """As the crow flies, between the middle of a sector and a stop."""
    change_walk_most_metres: Figure
    """As the crow flies, between two stops where a line is changed."""
    change_minutes: Figure
    """The least time for a change, where the timetable gives none."""
    wait_most_minutes: Figure
    """How long before a shift, or after it, a journey is looked for."""
    says: str
    """Beside a journey that was looked up."""
    partly_says: str
    no_way_there_says: str
    """With `{time}` and `{day}`."""
    first_says: str
    no_way_back_says: str
    last_says: str
    on_foot_says: str
    """Beside a journey whose whole way is quicker on foot."""
    itinerary: ItineraryWords

    @model_validator(mode="after")
    def _whole(self) -> PublicTransport:
        for name in ("walk_most_metres", "change_walk_most_metres", "change_minutes", "wait_most_minutes"):
            if getattr(self, name).value != int(getattr(self, name).value):
                raise ValueError(f"public transport: {name} is whole")
        if not 1 <= self.change_minutes.value <= 60 or not 30 <= self.wait_most_minutes.value <= 600:
            raise ValueError("public transport: a change takes 1 to 60 minutes, and a wait is at most 30 to 600")
        return self


class Travel(Document):
    """Speeds by mode, the longest journey worth keeping, and what to do inside one postcode sector."""

    modes: tuple[ModeSpeed, ...]
    longest_minutes: int = Field(ge=30, le=600)
    longest_why: str
    public_transport: PublicTransport
    same_sector_metres: Figure
    """The distance to reckon with between two places in one sector, where only the sector is known."""
    never_slower_than_walking: bool
    """Whether a bus journey is never reckoned longer than the walk."""
    note: str

    @model_validator(mode="after")
    def _each_mode_once(self) -> Travel:
        seen = [one.mode for one in self.modes]
        missing = [mode.value for mode in Mode if mode not in seen]
        if missing or len(seen) != len(set(seen)):
            raise ValueError(f"each way of travelling once; missing: {', '.join(missing) or 'none'}")
        return self

    def mode(self, mode: Mode) -> ModeSpeed:
        """The speeds of one way of travelling."""
        return next(one for one in self.modes if one.mode is mode)

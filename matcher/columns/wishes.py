"""What a client asks for, put into kinds and in words: hours a week, usual times, how far, from where."""

from __future__ import annotations

from matcher.base.days import Day
from matcher.base.weeks import minutes, normalise, subtract
from matcher.columns.care import weeks_of
from matcher.library.load import Library
from matcher.records.client import Client
from matcher.records.words import Condition, Emphasis

HOUR = 60


def hours_kind(client: Client, library: Library, *, on: Day) -> str | None:
    """The kind of weekly hours by the most the client would work, else by the fewest; None where neither was said."""
    if _any(client, Condition.HOURS):
        return library.gaps.words.any
    conditions = client.conditions
    most, least = conditions.hours_most_minutes, conditions.hours_least_minutes
    said = most if most is not None else least
    if said is None:
        return None
    return next(one.says for one in library.gaps.hours if one.upto is None or said <= one.upto * HOUR)


def times_kind(client: Client, library: Library, *, on: Day) -> str | None:
    """The narrowest usual week that holds the free time of a term-time week, hopes come true; None if not known."""
    if _any(client, Condition.TIMES):
        return library.gaps.words.any
    free = () if client.conditions.week is None else weeks_of(client, on=on).term[0].free
    most = minutes(free) * library.gaps.outside_share_most
    patterns = [(normalise(one.spells), one) for one in map(library.weeks.by_id.__getitem__, library.gaps.times)]
    patterns.sort(key=lambda one: (minutes(one[0]), one[1].id))
    fits = (one.name for spells, one in patterns if 1000 * minutes(subtract(free, spells)) <= most)
    return next(fits, None) if free else None


def minutes_kind(client: Client, library: Library, *, on: Day) -> str | None:
    """The least of the declared limits that the client's own does not go past; None where none was said."""
    if _any(client, Condition.TRAVEL):
        return library.gaps.words.any
    limit = client.conditions.travel_limit_minutes
    if limit is None:
        return None
    steps = library.gaps.minutes
    within = next((one for one in steps if limit <= one), None)
    return f"within {within} minutes" if within is not None else f"within more than {steps[-1]} minutes"


def home_kind(client: Client, library: Library, *, on: Day) -> str | None:
    """The postcode district the client lives in; None where it is not known."""
    return district(client.sector)


def district(sector: str | None) -> str | None:
    """`ND3` of `ND3 4`: the postcode district."""
    return sector.split(" ")[0] if sector else None


def _any(client: Client, condition: Condition) -> bool:
    return client.conditions.stance_on(condition) is Emphasis.ANY

"""What a service states, compared with what we may read of a client: age, by "old enough from" dates, and area.

Sex, ethnicity, faith, disability, family, convictions, benefits and the like are never compared, whatever is known:
each is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from matcher.base.days import Day, say_day
from matcher.base.ids import SectorCode
from matcher.base.problems import shorten
from matcher.library.services import ServiceVocabulary
from matcher.records.client import Client
from matcher.records.service import Area, Service, ServiceStatus
from matcher.signposts.shape import Checked, State
from matcher.travel.places import in_area

AREAS_SHOWN = 80
"""Characters of the names of areas."""
YOUNGEST, OLDEST = 0, 150


@dataclass(frozen=True)
class Facts:
    """All that services are compared with: nothing else of a client is read."""

    age_least: int
    age_most: int
    """Bounds of the age in whole years; far apart where no date is held."""
    sector: SectorCode | None
    nation: str | None


def facts_of(client: Client, *, on: Day) -> Facts:
    """The facts of one client on a day."""
    least, most = age_bounds(client.old_enough, on=on)
    return Facts(least, most, client.sector, client.nation)


def age_bounds(old_enough: tuple[tuple[int, Day], ...], *, on: Day) -> tuple[int, int]:
    """(least, most) whole years on a day, from the dates a client is old enough from. Dates that disagree widen it."""
    ages = [age + _years(since, on) for age, since in old_enough]
    return (max(min(ages), YOUNGEST), max(ages)) if ages else (YOUNGEST, OLDEST)


def _years(since: Day, on: Day) -> int:
    """Whole years from one day to another, below 0 where it is still to come. A 29 February counts from 1 March."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def checked(
    service: Service, facts: Facts, *, on: Day, vocabulary: ServiceVocabulary, place_name: str
) -> tuple[Checked, ...]:
    """Every stated condition of a service, in the order people look at them. `place_name` is the client's."""
    return (
        *_running(service, on, vocabulary),
        *_age(service, facts, vocabulary),
        *_area(service, facts, vocabulary, place_name),
        *_whom(service, vocabulary),
    )


def _running(service: Service, on: Day, vocabulary: ServiceVocabulary) -> Iterator[Checked]:
    says = vocabulary.says
    if service.status in (ServiceStatus.INACTIVE, ServiceStatus.CLOSED):
        yield Checked("running", "not_met", says.closed)
    elif service.closes_on is not None and service.closes_on < on:
        yield Checked("running", "not_met", says.ended.format(day=say_day(service.closes_on)))
    elif service.opens_on is not None and service.opens_on > on:
        yield Checked("running", "not_met", says.begins.format(day=say_day(service.opens_on)))
    elif service.status is None:
        yield Checked("running", "unknown", says.ask_running, says.short_running)


def _age(service: Service, facts: Facts, vocabulary: ServiceVocabulary) -> Iterator[Checked]:
    least, most = service.age_least, service.age_most
    if not least and most is None:
        return
    says = vocabulary.says
    if not least:
        condition = says.says_age_to.format(most=most)
    else:
        condition = (says.says_age_from if most is None else says.says_age_between).format(least=least, most=most)
    low, high = least or YOUNGEST, OLDEST if most is None else most
    if low <= facts.age_least and facts.age_most <= high:
        yield Checked("age", "met", says.met_age.format(condition=condition))
    elif facts.age_most < low or facts.age_least > high:
        yield Checked("age", "not_met", says.not_met_age.format(condition=condition))
    else:
        yield Checked("age", "unknown", says.ask_age.format(condition=condition), says.short_age)


def _area(service: Service, facts: Facts, vocabulary: ServiceVocabulary, place_name: str) -> Iterator[Checked]:
    if not service.areas:
        return
    states = {area.name: _in_area(area, facts, place_name) for area in service.areas}
    says, state = vocabulary.says, _any_of(set(states.values()))
    shown = next(name for name, one in states.items() if one == state)
    names = shorten(", ".join(states) if state != "met" else shown, AREAS_SHOWN)
    template: dict[State, str] = {"met": says.met_area, "not_met": says.not_met_area, "unknown": says.ask_area}
    yield Checked("area", state, template[state].format(area=names.rstrip(".")), says.short_area)


def _any_of(states: set[Literal["met", "not_met", "unknown"]]) -> Literal["met", "not_met", "unknown"]:
    """Of several areas one is enough; not met only where none can be."""
    if "met" in states:
        return "met"
    return "unknown" if "unknown" in states else "not_met"


def _in_area(area: Area, facts: Facts, place_name: str) -> Literal["met", "not_met", "unknown"]:
    if area.whole_nation and area.nation is None:
        return "met"
    if area.nation is not None and facts.nation is not None and area.nation != facts.nation:
        return "not_met"
    if area.whole_nation:
        return "unknown" if facts.nation is None else "met"
    if facts.sector is None:
        return "unknown"
    if area.postcodes:
        return "met" if any(in_area(facts.sector, one) for one in area.postcodes) else "not_met"
    return "met" if place_name and place_name.casefold() == area.name.casefold() else "unknown"


def _whom(service: Service, vocabulary: ServiceVocabulary) -> Iterator[Checked]:
    """Whom it says it is for: always a question, and never about this client in particular."""
    says = vocabulary.says
    for one in service.for_whom:
        known = vocabulary.conditions_by_id.get(one.to or "")
        if known is None:
            yield Checked("whom", "ask", says.ask_words.format(words=one.words.rstrip(".")[:200]), says.short_words)
        else:
            template = says.ask_mentioned if one.in_passing else says.ask_whom
            short = says.short_mentioned if one.in_passing else says.short_whom
            yield Checked("whom", "ask", template.format(whom=known.name), short.format(whom=known.name))

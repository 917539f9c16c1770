"""The services that may help with something: nothing open first, then those to ask about, the nearer before others."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from matcher.base.days import Day, say_day
from matcher.base.ids import natural_order
from matcher.library.services import ServiceVocabulary
from matcher.reading.services import plain
from matcher.records.client import Client
from matcher.records.programme import Place
from matcher.records.service import KindsFrom, Service, ServicePlace
from matcher.signposts.conditions import Facts, checked, facts_of
from matcher.signposts.directory import Directory
from matcher.signposts.shape import GROUPS, Answered, Signpost, Wanted

_FAR = 10**9


Point = tuple[int, int]


@dataclass(frozen=True)
class Signposts:
    """A programme's services, to be looked through for any client on one day."""

    directory: Directory
    vocabulary: ServiceVocabulary
    on: Day
    _known: dict[tuple[Facts, tuple[str, ...], tuple[str, ...]], tuple[Signpost, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _places: dict[str, Place | None] = field(default_factory=dict, compare=False, repr=False)

    def answer(self, wanted: Wanted, client: Client) -> Answered:
        """One need with every service of its kinds, those whose conditions are not met apart at the end."""
        return Answered(wanted, self.of_kinds(wanted.need.kinds, client, about=wanted.about))

    def of_kinds(self, kinds: Iterable[str], client: Client, *, about: Sequence[str] = ()) -> tuple[Signpost, ...]:
        """Services of any of the kinds for a client. Clients alike in age, place and nation share the answer."""
        facts = facts_of(client, on=self.on)
        key = (facts, tuple(kinds), tuple(about))
        if key not in self._known:
            self._known[key] = tuple(sorted(self._found(*key), key=lambda one: _place_in_order(one, key[1])))
        return self._known[key]

    def _found(self, facts: Facts, kinds: tuple[str, ...], about: tuple[str, ...]) -> Iterator[Signpost]:
        services = {one.id: one for kind in kinds for one in self.directory.of_kind(kind)}.values()
        self._look_up({facts.sector, *(place.sector for one in services for place in one.places)})
        degrees = _by_degrees(services)
        for service in services:
            yield Signpost(
                service=service,
                checked=checked(
                    service, facts, on=self.on, vocabulary=self.vocabulary, place_name=self._place_name(facts.sector)
                ),
                kinds=tuple(kind for kind in kinds if kind in service.kinds),
                metres=self._metres(service, facts.sector, degrees),
                named=_named(service, about),
                notes=tuple(self._notes(service)),
            )

    def _look_up(self, sectors: Collection[str | None]) -> None:
        """Have the places of sectors at hand."""
        missing = [one for one in sectors if one is not None and one not in self._places]
        if missing:
            self._places.update(dict.fromkeys(missing))
            self._places.update({place.sector: place for place in self.directory.where(missing)})

    def _place_name(self, sector: str | None) -> str:
        place = self._places.get(sector or "")
        return place.name if place else ""

    def _metres(self, service: Service, sector: str | None, degrees: Degrees) -> int | None:
        """As the crow flies to the nearest of its places that is known."""
        here = self._places.get(sector or "")
        if here is None:
            return None
        there = [where for one in service.places if (where := self._where(one, degrees)) is not None]
        return min((round(math.dist((here.east, here.north), one)) for one in there), default=None)

    def _where(self, place: ServicePlace, degrees: Degrees) -> Point | None:
        """A place on the grid: the middle of its sector, else by its degrees where these lie in the country."""
        known = self._places.get(place.sector or "")
        return (known.east, known.north) if known else degrees.get((place.latitude, place.longitude))

    def _notes(self, service: Service) -> Iterator[str]:
        says = self.vocabulary.says
        if service.kinds_from in (KindsFrom.NAME, KindsFrom.DESCRIPTION):
            yield says.kinds_read.format(where=service.kinds_from.value)
        long_ago = self.on - dt.timedelta(days=self.vocabulary.check_again_days)
        if service.last_checked is not None and service.last_checked < long_ago:
            yield says.check_again.format(day=say_day(service.last_checked))


Degrees = Mapping[tuple[float | None, float | None], Point]


def _by_degrees(services: Iterable[Service]) -> Degrees:
    """Every place of some services that has degrees, on the national grid."""
    degrees = [
        (one.latitude, one.longitude)
        for service in services
        for one in service.places
        if one.latitude is not None and one.longitude is not None
    ]
    if not degrees:
        return {}
    import numpy as np

    from matcher.travel.grid import to_grid, within

    lat, lon = np.array(degrees, dtype=np.float64).T
    inside = within(lat, lon)
    east, north = to_grid(lat[inside], lon[inside])
    kept = (pair for pair, good in zip(degrees, inside, strict=True) if good)
    return {pair: (int(e), int(n)) for pair, e, n in zip(kept, east, north, strict=True)}


def _named(service: Service, about: tuple[str, ...]) -> str:
    """The first of some names that the service's own words hold."""
    if not about:
        return ""
    words = plain(" ".join((service.name, *service.terms, service.description)))
    words = f" {words} "
    return next((one for one in about if f" {plain(one)} " in words), "")


def _place_in_order(one: Signpost, kinds: Sequence[str]) -> tuple[object, ...]:
    """Group; whether it names what is looked for; the kind looked for first; the nearest; by name, always the same."""
    far = _FAR if one.metres is None else one.metres
    return (
        GROUPS.index(one.group),
        not one.named,
        kinds.index(one.kinds[0]),
        far,
        one.service.name.casefold(),
        natural_order(one.service.id),
    )

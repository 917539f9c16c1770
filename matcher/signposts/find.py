"""The services that may help with something: nothing open first, then those to ask about, the nearer before others."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from matcher.base.days import Day, say_day
from matcher.base.ids import natural_order
from matcher.library.services import ServiceVocabulary
from matcher.reading.services import plain
from matcher.records.client import Client
from matcher.records.programme import Place
from matcher.records.service import KindsFrom, Service, ServicePlace
from matcher.signposts.conditions import Facts, checked, facts_of
from matcher.signposts.shape import GROUPS, Answered, Signpost, Wanted

_FAR = 10**9


@dataclass(frozen=True)
class Signposts:
    """A programme's services, to be looked through for any client on one day."""

    services: Sequence[Service]
    places: Sequence[Place]
    vocabulary: ServiceVocabulary
    on: Day
    _known: dict[tuple[Facts, tuple[str, ...], tuple[str, ...]], tuple[Signpost, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

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

    def _found(self, facts: Facts, kinds: tuple[str, ...], about: tuple[str, ...]) -> Iterable[Signpost]:
        places = dict.fromkeys(place for kind in kinds for place in self._by_kind.get(kind, ()))
        for place in places:
            service = self.services[place]
            yield Signpost(
                service=service,
                checked=checked(service, facts, on=self.on, vocabulary=self.vocabulary, place_names=self._place_names),
                kinds=tuple(kind for kind in kinds if kind in service.kinds),
                metres=self._metres(service, facts),
                named=self._named(place, about),
                notes=tuple(self._notes(service)),
            )

    def _named(self, place: int, about: tuple[str, ...]) -> str:
        """The first of some names that the service's own words hold."""
        words = f" {self._words[place]} " if about else ""
        return next((one for one in about if f" {plain(one)} " in words), "")

    def _metres(self, service: Service, facts: Facts) -> int | None:
        here = self._grid.get(facts.sector or "")
        if here is None:
            return None
        there = [where for one in service.places if (where := self._where(one)) is not None]
        return min((round(math.dist(here, one)) for one in there), default=None)

    def _where(self, place: ServicePlace) -> tuple[int, int] | None:
        """A place on the grid: the middle of its sector, else by its degrees where these lie in Great Britain."""
        if place.sector in self._grid:
            return self._grid[place.sector]
        return self._by_degrees.get((place.latitude, place.longitude))

    @cached_property
    def _by_degrees(self) -> dict[tuple[float | None, float | None], tuple[int, int]]:
        """Every place that has degrees, on the national grid."""
        degrees = [
            (one.latitude, one.longitude)
            for service in self.services
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

    def _notes(self, service: Service) -> Iterable[str]:
        says = self.vocabulary.says
        if service.kinds_from in (KindsFrom.NAME, KindsFrom.DESCRIPTION):
            yield says.kinds_read.format(where=service.kinds_from.value)
        long_ago = self.on - dt.timedelta(days=self.vocabulary.check_again_days)
        if service.last_checked is not None and service.last_checked < long_ago:
            yield says.check_again.format(day=say_day(service.last_checked))

    @cached_property
    def _by_kind(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, service in enumerate(self.services):
            for kind in service.kinds:
                found[kind].append(place)
        return found

    @cached_property
    def _words(self) -> list[str]:
        return [plain(f"{one.name} {' '.join(one.terms)} {one.description}") for one in self.services]

    @cached_property
    def _grid(self) -> dict[str, tuple[int, int]]:
        return {place.sector: (place.east, place.north) for place in self.places}

    @cached_property
    def _place_names(self) -> dict[str, str]:
        return {place.sector: place.name for place in self.places}


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

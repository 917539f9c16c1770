"""Single ways to work and back, for the shifts in one place of the vacancies' lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from matcher.columns.facts import Columns, Rows
from matcher.measures.journey import Ways, call_minutes, ways
from matcher.measures.registry import Array, Ends

Way = Literal["there", "back"]
WAYS: tuple[Way, Way] = ("there", "back")


@dataclass(frozen=True)
class Legs:
    """Minutes that a way takes out of the week, waiting included. Without a timetable no shift differs from another."""

    clients: Rows
    vacancies: Rows
    columns: Columns

    def home(self, shifts: str, place: int, *, far: bool) -> tuple[Array, Array]:
        """There from home and back to it, at the kinder or the harsher end."""
        if self.columns.shared.transit is None:
            usual = self._usual[far]
            return usual, usual
        origin = self.clients.take("home", "origin")
        there, back = (
            self._home.end(self._by_call(origin, way, shifts, place), far=far).astype(np.int32) for way in WAYS
        )
        return there, back

    def one_way(self, origin: Array, way: Way, shifts: str, place: int, *, far: bool) -> Array:
        """One way from some places, or back to them; `origin` are rows of the minutes table."""
        some = ways(origin, self.clients, self.vacancies, self.columns)
        return some.end(self._by_call(origin, way, shifts, place), far=far).astype(np.int32)

    def _by_call(self, origin: Array, way: Way, shifts: str, place: int) -> Array | None:
        transit = self.columns.shared.transit
        if transit is None:
            return None
        table = transit.there.away if way == "there" else transit.back.away
        return call_minutes(table, origin, self.vacancies, calls=f"{shifts}_{way}", place=place)

    @cached_property
    def _home(self) -> Ways:
        return ways(self.clients.take("home", "origin"), self.clients, self.vacancies, self.columns)

    @cached_property
    def _usual(self) -> Ends:
        least, most = self._home.ends()
        return least.astype(np.int32), most.astype(np.int32)

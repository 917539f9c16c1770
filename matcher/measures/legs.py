"""Single ways to work and back, for the shifts in one place of the vacancies' lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from matcher.columns.facts import Columns, Rows
from matcher.measures.journey import call_minutes, leg_ends
from matcher.measures.registry import Array, Ends

Way = Literal["there", "back"]


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
        return self.one_way(origin, "there", shifts, place, far=far), self.one_way(
            origin, "back", shifts, place, far=far
        )

    def one_way(self, origin: Array, way: Way, shifts: str, place: int, *, far: bool) -> Array:
        """One way from some places, or back to them; `origin` are rows of the minutes table."""
        transit, by_call = self.columns.shared.transit, None
        if transit is not None:
            table = transit.there.away if way == "there" else transit.back.away
            by_call = call_minutes(table, origin, self.vacancies, calls=f"{shifts}_{way}", place=place)
        ends = leg_ends(origin, self.clients, self.vacancies, self.columns, by_call=by_call)
        return ends[far].astype(np.int32)

    @cached_property
    def _usual(self) -> Ends:
        least, most = leg_ends(self.clients.take("home", "origin"), self.clients, self.vacancies, self.columns)
        return least.astype(np.int32), most.astype(np.int32)

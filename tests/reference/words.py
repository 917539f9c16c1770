"""What everybody is compared within: the models, the places, the day; and when two words are the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.base.days import Day
from matcher.library.matching import Ranking
from matcher.records.programme import Programme
from matcher.records.words import Mode

if TYPE_CHECKING:
    from matcher.library.load import Library

Minutes = Callable[[str, str, Mode], int | None]
"""Whole minutes of one journey: sector from, sector to, mode."""


Timed = Callable[[str, str, int, bool], tuple[int, int] | None]
"""(away, door to door) by a timetable: home, place of work, minute of the week, whether it is the way back."""


def folded(words: str) -> str:
    """The words without case and stray spaces."""
    return " ".join(words.casefold().split())


@dataclass(eq=False)
class World:
    """The declared models, one programme's places, the minutes between them, and the day."""

    library: Library
    programme: Programme
    on: Day
    minutes: Minutes
    timed: Timed | None = None
    """What a timetable says, where one is loaded."""
    remembered_minutes: dict[tuple[str, str, Mode], int] = field(default_factory=dict)

    def timed_minutes(self, origin: str | None, sector: str | None, at: int, *, back: bool, door: bool) -> int | None:
        """Minutes by the timetable for a minute of the week; None where none is loaded or it says nothing."""
        if self.timed is None or origin is None or sector is None or sector not in self.sectors:
            return None
        said = self.timed(origin, sector, at, back)
        return None if said is None else said[door]

    @property
    def ranking(self) -> Ranking:
        """The order of a list."""
        return self.library.ranking

    @cached_property
    def sectors(self) -> frozenset[str]:
        """Sectors whose place is known."""
        return frozenset(place.sector for place in self.programme.places)

    @cached_property
    def occupation_ids(self) -> frozenset[str]:
        """Every occupation of the vocabulary."""
        return frozenset(entry.id for entry in self.library.occupations.entries)

    @cached_property
    def skill_ids(self) -> frozenset[str]:
        """Every skill of the vocabulary."""
        return frozenset(entry.id for entry in self.library.skills.entries)

    @cached_property
    def _skills(self) -> dict[str, frozenset[str]]:
        return {entry.id: frozenset(entry.skills) for entry in self.library.occupations.entries}

    def skills_of(self, occupation: str) -> frozenset[str]:
        """The skills usual in an occupation."""
        return self._skills[occupation]

    @staticmethod
    def later(day: Day, days: int) -> Day:
        """The day so many days later."""
        return day + dt.timedelta(days=days)

    def start(self, starts: Day | None) -> Day:
        """The day a job starts; 'as soon as possible' is some days from today."""
        if starts is None:
            return self.later(self.on, self.ranking.start_if_unstated_days)
        return max(starts, self.on)

    def journey(self, origin: str, site: str, mode: Mode) -> int:
        """Whole minutes one way, as `travel` gives them."""
        asked = (origin, site, mode)
        if asked not in self.remembered_minutes:
            found = self.minutes(*asked)
            assert found is not None, f"no journey from {origin} to {site}"
            self.remembered_minutes[asked] = found
        return self.remembered_minutes[asked]

    @cached_property
    def _transfers(self) -> frozenset[tuple[str, str]]:
        return frozenset((one.id, step.to) for one in self.library.transfers.entries for step in one.to)

    def linked(self, one: str, other: str) -> bool:
        """Whether the vocabulary has a step from one occupation to the other."""
        return (one, other) in self._transfers

    @cached_property
    def _held_with(self) -> dict[str, frozenset[str]]:
        """By licence id: the ids of all that whoever holds it holds too, itself among them."""
        direct = {entry.id: set(entry.includes) for entry in self.library.licences.entries}
        whole: dict[str, frozenset[str]] = {}
        for first in direct:
            reached = {first}
            while not reached >= (more := {b for a in reached for b in direct.get(a, ())}):
                reached |= more
            whole[first] = frozenset(reached)
        return whole

    @cached_property
    def _licence_of(self) -> dict[str, str]:
        """Licence id by its folded id, and by its folded driving category."""
        named = {folded(entry.category): entry.id for entry in self.library.licences.entries if entry.category}
        return named | {folded(entry.id): entry.id for entry in self.library.licences.entries}

    @cached_property
    def _category(self) -> dict[str, str]:
        return {entry.id: entry.category or "" for entry in self.library.licences.entries}

    def licence_names(self, words: str) -> frozenset[str]:
        """Folded names of a licence and of all that whoever holds it holds too."""
        name = folded(words)
        ids = self._held_with.get(self._licence_of.get(name, ""), frozenset())
        names = {name} | {folded(one) for one in ids} | {folded(self._category[one]) for one in ids}
        return frozenset(names - {""})

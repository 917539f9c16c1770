"""What to say beside a journey that was looked up in a timetable, and what blocks it where there is no way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from matcher.base.ids import ClientId, SectorCode, VacancyId
from matcher.base.weeks import DAY, DAYS, say_clock
from matcher.columns.facts import Columns
from matcher.columns.vacancies import shift_calls
from matcher.library.travelling import PublicTransport as Words
from matcher.records.vacancy import Vacancy
from matcher.records.words import Mode
from matcher.travel.loaded import Loaded
from matcher.travel.transit import NO_WAY, NOT_SAID, Call

if TYPE_CHECKING:
    from matcher.explain.context import Context

BUS, WALK = tuple(Mode).index(Mode.BUS), tuple(Mode).index(Mode.WALK)


class Moment(NamedTuple):
    """The start or the end of a shift, and the minutes from door to door for it, and away from home."""

    call: Call
    back: bool
    minutes: int
    away: int


class Notes(Protocol):
    """Says what there is to say beside one pair's journey."""

    def note(self, client: ClientId, vacancy: VacancyId, context: Context) -> str:
        """The note for one pair; empty where there is none."""


@dataclass(frozen=True)
class KeptNotes:
    """The notes as they were said once, by pair: the timetable they were looked up in may be another by now."""

    said: Mapping[tuple[ClientId, VacancyId], str]

    def note(self, client: ClientId, vacancy: VacancyId, context: Context) -> str:  # noqa: ARG002 - as the others
        """The note for one pair; empty where none was said."""
        return self.said.get((client, vacancy), "")


@dataclass(frozen=True)
class JourneyNotes:
    """Looks up, for one pair, which of its journeys a timetable decided."""

    columns: Columns
    loaded: Loaded
    words: Words
    with_ends: bool = True
    """Whether the first and the last service are looked up: it takes two searches a day and pair."""

    @cached_property
    def _rows(self) -> tuple[dict[str, int], dict[str, int]]:
        """Row of each client and of each vacancy."""
        sides = (self.columns.clients.ids, self.columns.vacancies.ids)
        clients, vacancies = ({reference: row for row, reference in enumerate(ids)} for ids in sides)
        return clients, vacancies

    @cached_property
    def _said(self) -> dict[tuple[int, int, int], str]:
        """Notes said so far, by class of home, class of ways to travel, and vacancy."""
        return {}

    def note(self, client: ClientId, vacancy: VacancyId, context: Context) -> str:
        """The note for one pair; empty where an estimate is all there is, or another way of travelling is quicker.

        Where a shift cannot be reached the note says which, and when the first or the last service is.
        """
        if self.columns.shared.transit is None or client not in self._rows[0] or vacancy not in self._rows[1]:
            return ""
        row, place = self._rows[0][client], self._rows[1][vacancy]
        facts = self.columns.clients.facts
        key = (int(facts["home"].index[row]), int(facts["modes"].index[row]), place)
        if key not in self._said:
            self._said[key] = self._note(row, place, context.clients[client].sector, context.vacancies[vacancy])
        return self._said[key]

    def by_timetable(self, client: ClientId, vacancy: Vacancy) -> list[tuple[Moment, bool]]:
        """Starts and ends of shifts by timetable or table, and whether each is walked for want of a service.

        None for who goes by another way that is quicker, or may not be looked up.
        """
        if self.columns.shared.transit is None or client not in self._rows[0] or vacancy.id not in self._rows[1]:
            return []
        by_mode = self._estimates(self._rows[0][client], self._rows[1][vacancy.id])
        if by_mode is None:
            return []
        origin, others, estimate, on_foot = by_mode
        used = [one for one in self._moments(origin, vacancy) if NOT_SAID != one.minutes <= others]
        return [(one, one.minutes == on_foot > estimate) for one in used]

    def _note(self, client: int, place: int, home: SectorCode | None, vacancy: Vacancy) -> str:
        by_mode = self._estimates(client, place)
        if by_mode is None:
            return ""
        origin, others, estimate, on_foot = by_mode
        found = self._moments(origin, vacancy)
        used = [one for one in found if one.minutes != NOT_SAID and one.minutes <= others]
        if not used:
            return ""
        walked = [one for one in used if one.minutes == on_foot]
        for one in used:
            if one.minutes == NO_WAY or (one in walked and on_foot > estimate and self.too_late(home, one)):
                return self._no_way(home, one)
        if len(walked) == len(used):
            return self.words.on_foot_says
        return self.words.says if len(used) == len(found) else self.words.partly_says

    def _estimates(self, client: int, vacancy: int) -> tuple[int, int, int, int] | None:
        """(row of the home, minutes by the best of the client's other ways, by bus as estimated, on foot).

        None where nobody goes by bus.
        """
        clients, vacancies = self.columns.clients.facts, self.columns.vacancies.facts
        origin = int(clients["home"].pool["origin"][clients["home"].index[client]])
        at = int(vacancies["site"].pool["at"][vacancies["site"].index[vacancy]])
        has = np.asarray(clients["modes"].pool["any"][clients["modes"].index[client]], dtype=bool)
        if has.any() and not has[BUS]:
            return None
        other = has.copy()
        other[BUS] = False
        minutes = self.columns.shared.minutes[origin, at]
        others = int(minutes[other].min()) if other.any() else NO_WAY
        return origin, others, int(minutes[BUS]), int(minutes[WALK])

    def _moments(self, origin: int, vacancy: Vacancy) -> list[Moment]:
        """The start and the end of every shift."""
        transit = self.columns.shared.transit
        assert transit is not None
        found = []
        for shift in vacancy.shifts:
            start, end = shift_calls(shift, vacancy.sector)
            for call, table, back in ((start, transit.there, False), (end, transit.back, True)):
                if call is not None:
                    at = origin, table.of(call)
                    found.append(Moment(call, back, int(table.door[at]), int(table.away[at])))
        return found

    def end_of(self, home: SectorCode | None, moment: Moment) -> int | None:
        """When the first service of that day is there, or the last one home leaves; None where that is not known."""
        transport = self.loaded.transport
        if transport is None or home is None or not self.with_ends:
            return None
        return transport.ends_of_day(home, moment.call)[moment.back]

    def too_late(self, home: SectorCode | None, moment: Moment) -> bool:
        """Whether the first service comes after a shift starts, or the last one has left before it ends."""
        end, minute = self.end_of(home, moment), moment.call.minute % DAY
        return end is not None and (end % DAY < minute if moment.back else end > minute)

    def _no_way(self, home: SectorCode | None, moment: Moment) -> str:
        """Which moment cannot be kept, and the first or last service that there is."""
        words, call = self.words, moment.call
        day, time = DAYS[(call.day + call.minute // DAY) % 7], say_clock(call.minute)
        said = (words.no_way_back_says if moment.back else words.no_way_there_says).format(time=time, day=day)
        end = self.end_of(home, moment)
        if end is None:
            return said
        return f"{said}; {(words.last_says if moment.back else words.first_says).format(time=say_clock(end))}"


def week_note(loaded: Loaded | None) -> tuple[str, ...]:
    """What to say above a list of the week that its journeys were read from."""
    found = loaded.transport.note if loaded is not None and loaded.transport is not None else ""
    return (found,) if found else ()

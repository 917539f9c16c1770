"""The way there and back of one pair, step by step, as the timetable has it. For staff and the client alone.

It tells the journeys that were decided and decides none: where its steps would take other minutes, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.base.ids import ClientId, SectorCode, VacancyId
from matcher.base.money import say_pence
from matcher.base.weeks import DAY, DAYS, say_clock, say_days
from matcher.explain.context import Context
from matcher.explain.journeys import JourneyNotes, Moment
from matcher.library.travelling import ItineraryWords
from matcher.travel.itinerary import Way, find_way
from matcher.travel.transit import NO_WAY
from matcher.travel.transport import normal


@dataclass(frozen=True)
class WayWords:
    """One way, on all days of the week on which it is the same."""

    back: bool
    days: tuple[int, ...]
    """0 Monday to 6 Sunday: of the start of the shift, or of its end."""
    at: int
    """The minute of those days to be there by, or to leave after."""
    way: Way | None
    """None where the timetable has none."""
    end: int | None
    """When the first way of the day is there, or the last one home leaves."""
    says: str


@dataclass(frozen=True)
class Itinerary:
    """Every way there and back, in the order of the week."""

    title: str
    ways: tuple[WayWords, ...]


Told = tuple[int, bool, Way | None, int | None, bool]
"""(minute, back, the way, the first or the last of the day, whether no service would do)."""


def itinerary(context: Context, client: ClientId, vacancy: VacancyId) -> Itinerary | None:
    """The way there and back for each time that shifts start and end; None where no timetable decides any."""
    notes, job = context.journeys, context.vacancies[vacancy]
    home = context.clients[client].sector
    if not isinstance(notes, JourneyNotes) or notes.loaded.transport is None or home is None:
        return None
    days: dict[Told, list[int]] = {}
    for moment, walked in notes.by_timetable(client, job):
        found = _told(notes, home, moment, walked=walked)
        if found is not None:
            days.setdefault(found, []).append(normal(moment.call).day)
    words = context.library.travel.public_transport.itinerary
    ways = tuple(_in_words(notes, told, sorted(set(on))) for told, on in days.items())
    return Itinerary(words.title, ways) if ways else None


def _told(notes: JourneyNotes, home: SectorCode, moment: Moment, *, walked: bool) -> Told | None:
    """What to tell of one moment; None where a table of travel times decided it, which knows no steps."""
    assert notes.loaded.transport is not None
    way = find_way(
        notes.loaded.transport, home, moment.call, away=moment.away, door=moment.minutes, back=moment.back
    )  # fmt: skip
    none = moment.minutes == NO_WAY
    if way is None and not none:
        return None
    blocked = none or (walked and notes.too_late(home, moment))
    return moment.call.minute % DAY, moment.back, way, notes.end_of(home, moment), blocked


def _in_words(notes: JourneyNotes, told: Told, days: list[int]) -> WayWords:
    minute, back, way, end, blocked = told
    said = [_no_way(notes, minute, back, days)] if blocked else []
    if way is not None:
        words = notes.words.itinerary
        steps = "; ".join(_says(way, words, back=back))
        template = words.back_says if back else words.there_says
        said.append(template.format(days=say_days(days), time=say_clock(minute), way=steps))
    if end is not None and (way is None or way.rides or blocked):
        ends = notes.words.itinerary
        said.append((ends.last_says if back else ends.first_says).format(time=say_clock(end)))
    return WayWords(back, tuple(days), minute, way, end, "; ".join(said))


def _no_way(notes: JourneyNotes, minute: int, back: bool, days: list[int]) -> str:
    on = DAYS[days[0]] if len(days) == 1 else say_days(days)
    return (notes.words.no_way_back_says if back else notes.words.no_way_there_says).format(
        time=say_clock(minute), day=on
    )


def _says(way: Way, words: ItineraryWords, *, back: bool) -> Iterator[str]:
    yield ", ".join(_steps(way, words, back=back))
    if not way.rides:
        return
    changes = len(way.rides) - 1
    yield words.changes[min(changes, 2)].format(count=changes)
    if way.pence is not None:
        yield words.fare_says.format(fare=say_pence(way.pence))


def _steps(way: Way, words: ItineraryWords, *, back: bool) -> Iterator[str]:
    yield words.leave_says.format(time=say_clock(way.leaves))
    if not way.rides:
        yield words.on_foot_says.format(minutes=_minutes(way.comes - way.leaves, words))
    for place, ride in enumerate(way.rides):
        if not place:
            yield words.walk_to_says.format(minutes=_minutes(way.first_walk, words), stop=ride.start)
        else:
            yield words.change_to_says.format(stop=ride.start) if ride.walked else words.change_says
        yield words.ride_says.format(route=ride.route, time=say_clock(ride.leaves), stop=ride.end)
    if way.rides:
        yield words.walk_says.format(minutes=_minutes(way.last_walk, words))
    yield (words.home_at_says if back else words.there_at_says).format(time=say_clock(way.comes))


def _minutes(count: int, words: ItineraryWords) -> str:
    return words.minutes[count != 1].format(count=count)

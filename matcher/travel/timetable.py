"""A timetable as arrays: stops, trips with their times, the days they run, changes and fares. Nothing is searched here.

Times are whole minutes from noon minus twelve hours of the service's day, as GTFS counts them, and may pass 1440;
departures are rounded down and arrivals up, against whoever has to be on time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Flags, Small
from matcher.base.days import Day

NO_CHANGE = -1
"""In `transfer_minutes`: nobody can change here."""
Names = tuple[str, ...]


@dataclass(frozen=True)
class Timetable:
    """Everything that journeys are found in. Rows of stop times stand trip by trip, in the order they are called at."""

    stop_names: Names
    stop_zones: Names
    """The zone of each stop that fares go by; empty where it has none."""
    stop_east: Small
    stop_north: Small
    """(stops,) whole metres on the National Grid."""
    route_names: Names
    trip_route: Small
    trip_service: Small
    trip_start: Small
    """(trips + 1,) where each trip's stop times begin; the last is how many there are."""
    at_stop: Small
    arrive: Small
    depart: Small
    """(stop times,) minutes of the service's day."""
    may_board: Flags
    may_alight: Flags
    first_day: int
    """Ordinal of the first day of `runs`."""
    runs: Flags
    """(services, days) whether a service runs on a day."""
    transfer_from: Small
    transfer_to: Small
    transfer_minutes: Small
    """Changes that the timetable states, NO_CHANGE where it rules one out; from a stop to itself is a change there."""
    fare_route: Small
    """(fares,) the route it is for, -1 for any."""
    fare_from: Names
    fare_to: Names
    """Zones; empty for any."""
    fare_pence: Small
    source: str = ""
    """What it calls itself, or the name of the file it was read from."""
    whole: bool = True
    """Whether it has every service around its stops, so that no way in it means that there is none."""

    @property
    def stops(self) -> int:
        """How many stops there are."""
        return len(self.stop_names)

    @property
    def trips(self) -> int:
        """How many trips there are."""
        return len(self.trip_route)

    @property
    def connections(self) -> int:
        """How many rides from one stop to the next, over all trips."""
        return max(0, len(self.at_stop) - self.trips)

    @property
    def days(self) -> tuple[Day, Day]:
        """The first and the last day that it has anything to say of."""
        return Day.fromordinal(self.first_day), Day.fromordinal(self.first_day + max(0, self.runs.shape[1] - 1))

    def services_on(self, day: Day) -> Flags:
        """(services,) which run on a day; none on a day that it does not reach."""
        place = day.toordinal() - self.first_day
        if 0 <= place < self.runs.shape[1]:
            on: Flags = self.runs[:, place]
            return on
        return np.zeros(self.runs.shape[0], dtype=bool)

    @cached_property
    def digest(self) -> str:
        """Of everything in it: the same timetable gives the same one on every machine."""
        return digest_of(self.parts())

    def parts(self) -> Mapping[str, NDArray[np.generic]]:
        """Every field as an array without objects, to be kept in a file."""
        return dict(self._parts())

    def _parts(self) -> Iterator[tuple[str, NDArray[np.generic]]]:
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, tuple):
                yield one.name, packed(value)
            elif isinstance(value, str):
                yield one.name, packed((value,))
            else:
                yield one.name, np.asarray(value)


def digest_of(parts: Mapping[str, NDArray[np.generic]]) -> str:
    """Of arrays by name: of their types, shapes and bytes."""
    whole = hashlib.blake2b(digest_size=16)
    for name in sorted(parts):
        array = np.ascontiguousarray(parts[name])
        whole.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
        whole.update(array.tobytes())
    return whole.hexdigest()


def packed(texts: Names) -> NDArray[np.uint8]:
    """Texts as bytes: each ends with a zero byte, which no text holds."""
    return np.frombuffer(b"".join(one.replace("\0", "").encode("utf-8", "replace") + b"\0" for one in texts), np.uint8)


def unpacked(data: NDArray[np.uint8]) -> Names:
    """The texts that were packed. Raises ValueError for anything else."""
    whole = data.tobytes()
    if whole and not whole.endswith(b"\0"):
        raise ValueError("texts that do not end")
    return tuple(one.decode("utf-8") for one in whole.split(b"\0")[:-1])


def timetable_of(parts: Mapping[str, NDArray[np.generic]]) -> Timetable:
    """The timetable whose parts these are. Raises ValueError or KeyError where they are not those of one."""
    values: dict[str, object] = {}
    for one in fields(Timetable):
        array = parts[one.name]
        if one.type == "Names":
            values[one.name] = unpacked(array.astype(np.uint8, casting="equiv"))
        elif one.type == "str":
            (values[one.name],) = unpacked(array.astype(np.uint8, casting="equiv"))
        elif one.type in ("int", "bool"):
            values[one.name] = array.item()
        else:
            values[one.name] = array
    made = Timetable(**values)  # type: ignore[arg-type]  # by the types of the fields themselves
    problems = list(_broken(made))
    if problems:
        raise ValueError(problems[0])
    return made


def _broken(made: Timetable) -> Iterator[str]:
    """What does not hold together: every array's length, and every number that points into another."""
    stops, trips, times = made.stops, made.trips, len(made.at_stop)
    for length, arrays in (
        (stops, (made.stop_zones, made.stop_east, made.stop_north)),
        (trips, (made.trip_service, made.trip_start[:-1])),
        (times, (made.arrive, made.depart, made.may_board, made.may_alight)),
        (len(made.transfer_from), (made.transfer_to, made.transfer_minutes)),
        (len(made.fare_pence), (made.fare_route, made.fare_from, made.fare_to)),
    ):
        if any(len(one) != length for one in arrays):
            yield "lists of different lengths"
    if made.runs.ndim != 2 or len(made.trip_start) != trips + 1 or made.trip_start[-1] != times:
        yield "trips without their times"
    for array, below in (
        (made.at_stop, stops),
        (made.transfer_from, stops),
        (made.transfer_to, stops),
        (made.trip_route, len(made.route_names)),
        (made.trip_service, made.runs.shape[0]),
    ):
        if len(array) and (array.min() < 0 or array.max() >= below):
            yield "a number that points nowhere"

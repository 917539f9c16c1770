"""Measures of the way to work."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.columns.facts import Columns, Rows
from matcher.measures.registry import Array, Ends, measure
from matcher.records.words import Mode
from matcher.travel.transit import NO_WAY, NOT_SAID

BUS = tuple(Mode).index(Mode.BUS)


def leg_ends(origin: Array, clients: Rows, vacancies: Rows, columns: Columns, *, by_call: Array | None = None) -> Ends:
    """Minutes from places to the sites by the best of each client's modes; by any mode where nobody asked how.

    `origin` are rows of the minutes table. `by_call` are minutes by public transport from a timetable, in place of the
    estimate. An unknown place at either end leaves the whole range of the table.
    """
    minutes = columns.shared.minutes
    longest = int(minutes[-1, -1, 0])
    at = vacancies.take("site", "at")
    by_mode: NDArray[np.int64] = minutes[origin, at].astype(np.int64)
    if by_call is not None:
        timed = np.where(by_call == NO_WAY, longest, np.minimum(by_call, longest))
        by_mode = np.broadcast_to(
            by_mode, (*np.broadcast_shapes(by_mode.shape[:-1], timed.shape), by_mode.shape[-1])
        ).copy()
        by_mode[..., BUS] = np.where(by_call == NOT_SAID, by_mode[..., BUS], timed)
    has = clients.take("modes", "any").astype(bool)
    asked: Array = np.any(has, axis=-1)
    least = np.where(has | ~asked[..., None], by_mode, longest).min(axis=-1)
    most = np.where(asked, least, by_mode.max(axis=-1))
    placed = (origin < minutes.shape[0] - 1) & (at < minutes.shape[1] - 1)
    return np.where(placed, least, 0), np.where(placed, most, longest)


def journey_ends(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Minutes one way from home, door to door: the longest of the usual week's ways there and back.

    Without a timetable all ways are one. With one, the least is of the certain shifts and the most of all that may be
    worked; where shifts may be missing from the list, or none is certain, the estimate stands beside them.
    """
    origin = clients.take("home", "origin")
    estimate = leg_ends(origin, clients, vacancies, columns)
    if columns.shared.transit is None:
        return estimate
    sure = _longest(origin, clients, vacancies, columns, shifts="certain")
    perhaps = _longest(origin, clients, vacancies, columns, shifts="all")
    some = np.where(vacancies.take("calls", "all_count") > 0, np.minimum(estimate[0], perhaps[0]), estimate[0])
    least = np.where(vacancies.take("calls", "certain_count") > 0, sure[0], some)
    most = np.where(vacancies.take("calls", "complete"), perhaps[1], np.maximum(estimate[1], perhaps[1]))
    return np.minimum(least, most), most


def _longest(origin: Array, clients: Rows, vacancies: Rows, columns: Columns, *, shifts: str) -> Ends:
    """The longest leg of some shifts, door to door; nothing where there are none."""
    transit, count = columns.shared.transit, vacancies.take("calls", f"{shifts}_count")
    assert transit is not None
    least = most = np.zeros((), dtype=np.int64)
    for place in range(int(count.max(initial=0))):
        for table, way in ((transit.there.door, "there"), (transit.back.door, "back")):
            by_call = call_minutes(table, origin, vacancies, calls=f"{shifts}_{way}", place=place)
            near, far = leg_ends(origin, clients, vacancies, columns, by_call=by_call)
            least = np.maximum(least, np.where(place < count, near, 0))
            most = np.maximum(most, np.where(place < count, far, 0))
    return least, most


def call_minutes(
    table: NDArray[np.int16], origin: Array, vacancies: Rows, *, calls: str, place: int
) -> NDArray[np.int64]:
    """One table of a direction read at some origins, for the shifts in one place of the vacancies' lists."""
    found: NDArray[np.int64] = table[origin, vacancies.take("calls", calls)[..., place]].astype(np.int64)
    return found


@measure("minutes", 0, 240, better="less", client=("home", "modes"), vacancy=("site",), extra=("calls",))
def journey_minutes(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Whole minutes one way, rounded up: by the timetable where one is loaded, else an estimate."""
    return journey_ends(clients, vacancies, columns)


@measure(
    "minutes", 0, 240, better="less", client=("home", "modes", "travel_limit"), vacancy=("site",), extra=("calls",)
)
def journey_over_limit(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Minutes by which the journey one way is over the client's own limit."""
    near, far = journey_ends(clients, vacancies, columns)
    return (
        np.maximum(near - clients.take("travel_limit", "most"), 0),
        np.maximum(far - clients.take("travel_limit", "least"), 0),
    )


@measure("yes_no", 0, 1, better="less", client=("refused_areas",), vacancy=("site",), extra=("sector",))
def refused_area(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """1 where the place of work is in an area the client does not want to go to."""
    classes, sector = clients.of_class("refused_areas"), vacancies.take("sector", "at")
    return (
        clients.pool("refused_areas", "least")[classes, sector].astype(np.int64),
        clients.pool("refused_areas", "most")[classes, sector].astype(np.int64),
    )

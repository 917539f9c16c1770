"""Measures of the way to work."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.columns.facts import Columns, Rows
from matcher.measures.registry import Array, Ends, measure


def journey_ends(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Minutes one way by the best of the client's modes; by any mode at all where nobody asked how they travel.

    An unknown place at either end leaves the whole range of the table.
    """
    minutes = columns.shared.minutes
    longest = int(minutes[-1, -1, 0])
    origin, at = clients.take("home", "origin"), vacancies.take("site", "at")
    by_mode: NDArray[np.int64] = minutes[origin, at].astype(np.int64)
    has = clients.take("modes", "any").astype(bool)
    asked: Array = np.any(has, axis=-1)
    least = np.where(has | ~asked[..., None], by_mode, longest).min(axis=-1)
    most = np.where(asked, least, by_mode.max(axis=-1))
    placed = (origin < minutes.shape[0] - 1) & (at < minutes.shape[1] - 1)
    return np.where(placed, least, 0), np.where(placed, most, longest)


@measure("minutes", 0, 240, better="less", client=("home", "modes"), vacancy=("site",))
def journey_minutes(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Whole minutes one way, rounded up, from the minutes table."""
    return journey_ends(clients, vacancies, columns)


@measure("minutes", 0, 240, better="less", client=("home", "modes", "travel_limit"), vacancy=("site",))
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

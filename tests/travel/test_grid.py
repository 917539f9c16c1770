"""Positions become metres on the National Grid as Ordnance Survey publishes it."""

from __future__ import annotations

import csv

import numpy as np

from matcher.travel.grid import project, to_grid, within
from tests.reading.shared import shared_data


def test_the_worked_example_of_the_guide():
    """Caister water tower, in the guide's annexe on the projection: 651409.903 east, 313177.270 north."""
    lat, lon = 52 + 39 / 60 + 27.2531 / 3600, 1 + 43 / 60 + 4.5177 / 3600
    east, north = project(np.radians(np.array([lat])), np.radians(np.array([lon])))
    assert abs(east[0] - 651_409.903) < 0.001
    assert abs(north[0] - 313_177.270) < 0.001


def test_what_is_not_near_the_united_kingdom_is_told_apart():
    lat, lon = np.array([52.0, 0.0, np.nan, 48.0, 60.8]), np.array([-1.0, 0.0, -1.0, -1.0, -0.9])
    assert within(lat, lon).tolist() == [True, False, False, False, True]


def test_ten_thousand_sectors_lie_within_five_metres():
    with shared_data("places", "postcode_sectors_gb.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    east, north = to_grid(np.array([float(r["lat"]) for r in rows]), np.array([float(r["lon"]) for r in rows]))
    away = np.hypot(east - np.array([int(r["e"]) for r in rows]), north - np.array([int(r["n"]) for r in rows]))
    assert len(rows) > 10_000
    assert away.max() < 5

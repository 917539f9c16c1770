"""From latitude and longitude to metres east and north on the National Grid.

Two published steps. Positions by satellite (WGS84) are shifted to the ground that the grid is drawn on (OSGB36) by the
Helmert transformation of Ordnance Survey's "A guide to coordinate systems in Great Britain", "Approximate WGS84 to
OSGB36/ODN transformation" (docs.os.uk), whose error is given as up to 3.5 metres at 95 %; then the same guide's
formulas project them (annexe B and C: Transverse Mercator on the Airy 1830 ellipsoid). The grid runs on over Northern
Ireland as one flat map, which is not the Irish Grid that maps there are printed with.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WGS84 = (6_378_137.0, 6_356_752.3142)
AIRY = (6_377_563.396, 6_356_256.909)
"""Half axes of the two ellipsoids, in metres."""
_SHIFT = (-446.448, 125.157, -542.060)
_TURN = tuple(math.radians(seconds / 3600) for seconds in (-0.1502, -0.2470, -0.8421))
_SCALE = 20.4894e-6
_F0 = 0.9996012717
_LAT0, _LON0 = math.radians(49), math.radians(-2)
_EAST0, _NORTH0 = 400_000.0, -100_000.0
WITHIN = (49.0, 61.5, -9.5, 2.5)
"""South, north, west and east of what is accepted, in degrees: the United Kingdom and a little around it."""


def within(lat: Floats, lon: Floats) -> NDArray[np.bool_]:
    """Whether positions are in or around the United Kingdom; never where one is not a number."""
    south, north, west, east = WITHIN
    inside: NDArray[np.bool_] = (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)
    return inside


def to_grid(lat: Floats, lon: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(metres east, metres north), rounded, of positions in degrees (WGS84) that are `within`."""
    phi, lam = _shifted(np.radians(lat), np.radians(lon))
    east, north = project(phi, lam)
    return np.rint(east).astype(np.int64), np.rint(north).astype(np.int64)


def _shifted(lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude on the Airy ellipsoid, in radians, at height 0."""
    a, b = WGS84
    squeeze = 1 - (b * b) / (a * a)
    nu = a / np.sqrt(1 - squeeze * np.sin(lat) ** 2)
    x, y, z = nu * np.cos(lat) * np.cos(lon), nu * np.cos(lat) * np.sin(lon), nu * (1 - squeeze) * np.sin(lat)
    (tx, ty, tz), (rx, ry, rz), s = _SHIFT, _TURN, 1 + _SCALE
    x, y, z = tx + s * x - rz * y + ry * z, ty + rz * x + s * y - rx * z, tz - ry * x + rx * y + s * z
    a, b = AIRY
    squeeze = 1 - (b * b) / (a * a)
    flat = np.hypot(x, y)
    phi = np.arctan2(z, flat * (1 - squeeze))
    for _ in range(6):  # each step gains about three figures
        nu = a / np.sqrt(1 - squeeze * np.sin(phi) ** 2)
        phi = np.arctan2(z + squeeze * nu * np.sin(phi), flat)
    return phi, np.arctan2(y, x)


def project(phi: Floats, lam: Floats) -> tuple[Floats, Floats]:
    """(east, north) in metres of latitude and longitude on the Airy ellipsoid, in radians."""
    a, b = AIRY
    squeeze = 1 - (b * b) / (a * a)
    sin, cos, tan = np.sin(phi), np.cos(phi), np.tan(phi)
    nu = a * _F0 / np.sqrt(1 - squeeze * sin**2)
    rho = a * _F0 * (1 - squeeze) / (1 - squeeze * sin**2) ** 1.5
    eta = nu / rho - 1
    one = _along(phi) + _NORTH0
    two = nu / 2 * sin * cos
    three = nu / 24 * sin * cos**3 * (5 - tan**2 + 9 * eta)
    three_a = nu / 720 * sin * cos**5 * (61 - 58 * tan**2 + tan**4)
    four = nu * cos
    five = nu / 6 * cos**3 * (nu / rho - tan**2)
    six = nu / 120 * cos**5 * (5 - 18 * tan**2 + tan**4 + 14 * eta - 58 * tan**2 * eta)
    d = lam - _LON0
    return _EAST0 + four * d + five * d**3 + six * d**5, one + two * d**2 + three * d**4 + three_a * d**6


def _along(phi: Floats) -> Floats:
    """Metres along the central meridian from the grid's true origin to a latitude."""
    a, b = AIRY
    n = (a - b) / (a + b)
    less, more = phi - _LAT0, phi + _LAT0
    whole: Floats = (
        b
        * _F0
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(less) * np.cos(more)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * np.sin(2 * less) * np.cos(2 * more)
            - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
        )
    )
    return whole

"""Rows of a published list of postcodes as numbers: which sector, how many metres east and north."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.importers.bulk import Block, Faults, numbers
from matcher.travel.grid import to_grid, within

if TYPE_CHECKING:
    import pyarrow as pa

NAMES = {
    "postcode": ("pcds", "pcd7", "pcd8", "pcd2", "pcd", "postcode", "pc"),
    "sector": ("sector", "postcode sector", "postcode_sector"),
    "east": ("east1m", "oseast1m", "eastings", "easting", "east", "e", "ea", "x"),
    "north": ("north1m", "osnrth1m", "northings", "northing", "north", "n", "no", "y"),
    "lat": ("lat", "latitude"),
    "lon": ("long", "lon", "longitude", "lng"),
    "ended": ("doterm", "terminated", "date of termination"),
    "count": ("postcodes",),
}
"""What published lists call their columns, the better name first."""
IRISH = (
    "gives Northern Ireland's eastings and northings on the Irish Grid, which is another map.",
    "Latitude and longitude were used where it gives them; postcodes without them were left out.",
)
GRID_MOST = (800_000, 1_400_000)
"""Metres east and north that no place in the United Kingdom passes."""
_A, _D, _S = 1, 2, 3
_FORMS = frozenset(
    ((_S, _S, _A, _D), (_S, _A, _D, _D), (_S, _A, _A, _D), (_A, _A, _D, _D), (_S, _A, _D, _A), (_A, _A, _D, _A))
)
"""Forms an outward code can take, to the right of four places: A9, A99, AA9, AA99, A9A, AA9A."""


@dataclass(frozen=True)
class Points:
    """(points,) rows that can be used."""

    code: NDArray[np.int64]
    """A number for each postcode or sector, the same for the same one."""
    east: NDArray[np.int64]
    north: NDArray[np.int64]
    count: NDArray[np.int64]
    """Postcodes that a row stands for."""
    left_out: dict[str, int]
    irish: bool


def columns_of(headings: Sequence[str]) -> dict[str, str] | None:
    """The columns that matter by what they are; None where places cannot be told from these."""
    found = {
        what: next(name for name in names if name in headings)
        for what, names in NAMES.items()
        if any(name in headings for name in names)
    }
    on_grid, in_degrees = {"east", "north"} <= found.keys(), {"lat", "lon"} <= found.keys()
    if not ({"postcode", "sector"} & found.keys()) or not (on_grid or in_degrees):
        return None
    return found


def points_in(block: Block, wanted: dict[str, str], faults: Faults) -> Points:
    """The rows of a block that are postcodes (or sectors) in use and on the map; the others told and counted."""
    by_postcode = "postcode" in wanted
    letters = _letters(block.columns[wanted["postcode" if by_postcode else "sector"]], inward=3 if by_postcode else 1)
    left_out: dict[str, int] = {}
    good = _sound(letters, whole=by_postcode)
    left_out["not a postcode" if by_postcode else "not a sector"] = faults.rows(
        block.rows[~good], f"is not a form that a {'postcode' if by_postcode else 'postcode sector'} can take.",
        "Write it like ND3 4AB." if by_postcode else "Write it like ND3 4.",
    )  # fmt: skip
    if "ended" in wanted:
        ended = good & _filled(block.columns[wanted["ended"]])
        left_out["no longer in use"] = int(ended.sum())
        good &= ~ended
    east, north, irish = _places(block, wanted, letters)
    nowhere = good & ~_on_map(east, north)
    left_out["without a place"] = faults.rows(
        block.rows[nowhere], "has no place on the National Grid.", "Nothing to do, if the list gives none.", stops=False
    )
    good &= ~nowhere
    rows = np.flatnonzero(good)
    return Points(
        code=_codes(letters[rows]),
        east=np.rint(east[rows]).astype(np.int64),
        north=np.rint(north[rows]).astype(np.int64),
        count=_counts(block, wanted, rows),
        left_out={why: count for why, count in left_out.items() if count},
        irish=irish,
    )


def _letters(texts: pa.Array, *, inward: int) -> NDArray[np.uint8]:
    """(rows, 7) the characters of each code without spaces: four places for the outward part, then the inward."""
    import pyarrow.compute as pc

    bare = pc.utf8_upper(pc.replace_substring(texts, " ", ""))
    fits = pc.and_(pc.less_equal(pc.binary_length(bare), 4 + inward), pc.string_is_ascii(bare))
    safe = pc.utf8_lpad(pc.if_else(fits, bare, "?"), width=4 + inward, padding=" ")
    whole = np.array(pc.utf8_rpad(safe, width=7, padding=" ").to_pylist(), dtype="S7")
    return whole.view(np.uint8).reshape(-1, 7)


def _sound(letters: NDArray[np.uint8], *, whole: bool) -> NDArray[np.bool_]:
    """Whether each is a form that a postcode, or a sector, can take."""
    kind = np.zeros(256, dtype=np.int64)
    kind[ord("A") : ord("Z") + 1], kind[ord("0") : ord("9") + 1], kind[ord(" ")] = _A, _D, _S
    kinds = kind[letters]
    form = kinds[:, 0] * 64 + kinds[:, 1] * 16 + kinds[:, 2] * 4 + kinds[:, 3]
    allowed = [a * 64 + b * 16 + c * 4 + d for a, b, c, d in _FORMS]
    good: NDArray[np.bool_] = np.isin(form, allowed) & (kinds[:, 4] == _D)
    return good & (kinds[:, 5:] == _A).all(axis=1) if whole else good


def _codes(letters: NDArray[np.uint8]) -> NDArray[np.int64]:
    """A whole number for each postcode, the same for the same one: seven bits a character."""
    codes = np.zeros(len(letters), dtype=np.int64)
    for place in range(7):
        codes = (codes << 7) | letters[:, place]
    return codes


def sectors_of(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of postcodes without their last two characters."""
    return codes >> 14


def sector_named(number: int) -> str:
    """`ND3 4` from the number of a sector."""
    letters = "".join(chr(number >> 7 * place & 127) for place in range(4, -1, -1))
    return f"{letters[:4].strip()} {letters[4]}"


def _filled(texts: pa.Array) -> NDArray[np.bool_]:
    import pyarrow.compute as pc

    filled: NDArray[np.bool_] = pc.not_equal(texts, "").to_numpy(zero_copy_only=False)
    return filled


def _places(
    block: Block, wanted: dict[str, str], letters: NDArray[np.uint8]
) -> tuple[NDArray[np.float64], NDArray[np.float64], bool]:
    """(east, north, whether any stands on the Irish Grid), NaN where a row has no place."""
    nothing = np.full(len(block), np.nan)
    if "east" in wanted and "north" in wanted:
        east, north = (numbers(block.columns[wanted[name]]).copy() for name in ("east", "north"))
    else:
        east, north = nothing.copy(), nothing.copy()
    # Postcodes of Northern Ireland begin with BT.
    irish = (letters[:, :2] == np.frombuffer(b"BT", np.uint8)).all(axis=1)
    irish |= (letters[:, 1:3] == np.frombuffer(b"BT", np.uint8)).all(axis=1) & (letters[:, 0] == ord(" "))
    stands = bool((irish & _on_map(east, north)).any())
    east[irish], north[irish] = np.nan, np.nan
    if "lat" in wanted and "lon" in wanted:
        lat, lon = numbers(block.columns[wanted["lat"]]), numbers(block.columns[wanted["lon"]])
        by_degrees = np.flatnonzero(~_on_map(east, north) & within(lat, lon))
        if len(by_degrees):
            east[by_degrees], north[by_degrees] = to_grid(lat[by_degrees], lon[by_degrees])
    return east, north, stands


def _on_map(east: NDArray[np.float64], north: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether metres are a place: lists write none, or 0 and 0, where they do not know it."""
    with np.errstate(invalid="ignore"):
        on: NDArray[np.bool_] = (
            (east >= 0) & (north >= 0) & (east <= GRID_MOST[0]) & (north <= GRID_MOST[1]) & (east + north > 0)
        )
    return on


def _counts(block: Block, wanted: dict[str, str], rows: NDArray[np.intp]) -> NDArray[np.int64]:
    if "postcode" in wanted or "count" not in wanted:
        return np.ones(len(rows), dtype=np.int64)
    counts = np.clip(np.nan_to_num(numbers(block.columns[wanted["count"]])[rows], nan=1), 0, 1_000_000)
    return counts.astype(np.int64)

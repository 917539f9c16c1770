"""The files of a GTFS feed: found, opened, and given as whole tables whose cells are trimmed text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.importers.bulk import Block, Faults, Part, blocks, headings_of, numbers
from matcher.importers.opener import CannotOpen

if TYPE_CHECKING:
    import pyarrow as pa

Rows = NDArray[np.int64]
READ = {
    "agency.txt": ("agency_name", "agency_timezone"),
    "stops.txt": ("stop_id", "stop_name", "stop_lat", "stop_lon", "zone_id", "location_type", "parent_station"),
    "routes.txt": ("route_id", "route_short_name", "route_long_name"),
    "trips.txt": ("trip_id", "route_id", "service_id"),
    "stop_times.txt": (
        "trip_id", "stop_id", "arrival_time", "departure_time", "stop_sequence", "pickup_type", "drop_off_type",
    ),
    "calendar.txt": (
        "service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "start_date",
        "end_date",
    ),
    "calendar_dates.txt": ("service_id", "date", "exception_type"),
    "transfers.txt": (
        "from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time", "from_route_id", "to_route_id",
        "from_trip_id", "to_trip_id",
    ),
    "frequencies.txt": ("trip_id", "start_time", "end_time", "headway_secs"),
    "feed_info.txt": ("feed_publisher_name", "feed_version"),
    "fare_attributes.txt": ("fare_id", "price", "currency_type"),
    "fare_rules.txt": ("fare_id", "route_id", "origin_id", "destination_id", "contains_id"),
}  # fmt: skip
"""The files that are read and their columns; every other file of a feed is left alone."""
NEEDED = {
    "stops.txt": ("stop_id", "stop_lat", "stop_lon"),
    "trips.txt": ("trip_id", "service_id"),
    "stop_times.txt": ("trip_id", "stop_id", "arrival_time", "departure_time", "stop_sequence"),
}
"""Without these there is no timetable."""
ROWS_MOST = 20_000_000


@dataclass(frozen=True)
class Table:
    """One file of a feed. `rows` are the places of its rows in the file."""

    name: str
    columns: dict[str, pa.Array]
    rows: Rows
    faults: Faults

    def __len__(self) -> int:
        return len(self.rows)

    def text(self, column: str) -> list[str]:
        """A column as a list."""
        found: list[str] = self.columns[column].to_pylist()
        return found

    def number(self, column: str) -> NDArray[np.float64]:
        """A column as numbers; NaN where a cell is empty or no number."""
        return numbers(self.columns[column])

    def empty(self, column: str) -> NDArray[np.bool_]:
        """Which cells of a column are empty."""
        import pyarrow.compute as pc

        found: NDArray[np.bool_] = pc.equal(self.columns[column], "").to_numpy(zero_copy_only=False)
        return found

    def place_in(self, column: str, names: pa.Array) -> NDArray[np.int64]:
        """Where each cell stands among `names`; -1 where it is none of them."""
        import pyarrow.compute as pc

        found: NDArray[np.int64] = (
            pc.index_in(self.columns[column], value_set=names).fill_null(-1).to_numpy(zero_copy_only=False)
        )
        return found.astype(np.int64)

    def seconds(self, column: str) -> NDArray[np.int64]:
        """Times such as 8:05:00 or 25:10:00 as seconds; -1 where a cell is empty, -2 where it is no time."""
        import pyarrow as pa
        import pyarrow.compute as pc

        texts = self.columns[column]
        parts = pc.extract_regex(texts, r"^(?P<h>[0-9]{1,3}):(?P<m>[0-5][0-9]):(?P<s>[0-5][0-9])$")
        whole: NDArray[np.float64] = np.zeros(len(texts), dtype=np.float64)
        for name, each in (("h", 3600), ("m", 60), ("s", 1)):
            part = pc.cast(pc.struct_field(parts, name), pa.float64()).to_numpy(zero_copy_only=False)
            whole = whole + part * each
        seconds = np.where(np.isnan(whole), -2, np.nan_to_num(whole)).astype(np.int64)
        return np.where(self.empty(column), -1, seconds)


class Files:
    """The tables of one feed by name, each read when first asked for, with everything wrong about them."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = _named(parts)
        self.faults: dict[str, Faults] = {}
        self.tables: dict[str, Table] = {}

    def has(self, name: str) -> bool:
        """Whether the feed has a file."""
        return name in self.parts

    def told(self, name: str) -> Faults:
        """What is wrong with one file so far."""
        return self.faults.setdefault(name, Faults(name))

    def table(self, name: str) -> Table:
        """One file, empty where it is missing or cannot be read."""
        if name not in self.tables:
            self.tables[name] = self._read(name)
        return self.tables[name]

    def _read(self, name: str) -> Table:
        faults = self.told(name)
        if name not in self.parts:
            if name in NEEDED:
                faults.file("is missing, and without it there is no timetable.", "Ask for the whole feed.")
            return _table(name, [], faults)
        try:
            with self.parts[name].opened() as source:
                headings = headings_of(source)
                missing = [one for one in NEEDED.get(name, ()) if one not in headings]
                if missing:
                    faults.file(f"has no column {', '.join(missing)}.", "Ask for the whole feed.")
                    return _table(name, [], faults)
                return _table(name, list(_bounded(blocks(source, headings, READ[name], faults), faults)), faults)
        except CannotOpen as error:
            faults.file(error.what, error.fix)
            return _table(name, [], faults)


def _bounded(found: Iterator[Block], faults: Faults) -> Iterator[Block]:
    count = 0
    for block in found:
        count += len(block)
        if count > ROWS_MOST:
            faults.file(f"has more than {ROWS_MOST:,} rows; the rest were not read.", "Give the feed of one region.")
            return
        yield block


def _table(name: str, found: Sequence[Block], faults: Faults) -> Table:
    import pyarrow as pa

    columns = {
        column: pa.concat_arrays([block.columns[column] for block in found]) if found else pa.array([], pa.string())
        for column in READ[name]
    }
    rows = np.concatenate([block.rows for block in found]) if found else np.zeros(0, dtype=np.int64)
    return Table(name, columns, rows, faults)


def _named(parts: Sequence[Part]) -> dict[str, Part]:
    """The files by name, wherever they lie; of two with one name, the one that lies highest."""
    found: dict[str, Part] = {}
    for part in sorted(parts, key=lambda one: (len(PurePosixPath(one.name).parts), one.name)):
        found.setdefault(PurePosixPath(part.name).name.casefold(), part)
    return found

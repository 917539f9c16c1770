"""Large text tables from elsewhere, in a zip, a folder or a file: read by column, with what is wrong told by row.

For files of millions of rows that other people publish. Rows are numbered as they stand in the file, the headings
being row 1; a row is told once for each kind of problem, up to a bound, and the rest are counted.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matcher.base.problems import Problem
from matcher.importers import limits
from matcher.importers.opener import CannotOpen
from matcher.importers.told import ROWS_NAMED

if TYPE_CHECKING:
    import pyarrow as pa

FILE_MOST_BYTES = 2_000 * limits.MEGABYTE
"""Of one table unpacked: the largest published list of postcodes is about 1,300."""
ALL_MOST_BYTES = 4_000 * limits.MEGABYTE
PACKED_MOST_BYTES = 1_000 * limits.MEGABYTE
WHOLE_BYTES = 64 * limits.MEGABYTE
"""Of one table: what is larger is never held as a whole."""
PARTS_MOST = 5_000
LINE_MOST_BYTES = 1_000_000
BLOCK_BYTES = 16 * limits.MEGABYTE
ENDINGS = (".csv", ".txt", ".tsv")
_CHUNK = 1 << 20
_START_BYTES = 200


@dataclass
class Faults:
    """What is wrong with the rows of one file: like things together."""

    name: str
    problems: list[Problem] = field(default_factory=list)

    def rows(
        self,
        rows: NDArray[np.integer[Any]] | Sequence[int],
        what: str,
        fix: str,
        *,
        value: str = "",
        stops: bool = True,
    ) -> int:
        """Tell of rows by number; how many they are."""
        numbers = [int(row) for row in rows[: ROWS_NAMED + 1]]
        self.problems += [Problem(f"{self.name}, row {number}", value, what, fix, stops) for number in numbers]
        more = len(rows) - len(numbers)
        if more > 0:
            self.problems.append(Problem(self.name, value, f"has {more:,} more rows like that: {what}", fix, stops))
        return len(rows)

    def file(self, what: str, fix: str, *, stops: bool = True) -> None:
        """Tell of the file itself."""
        self.problems.append(Problem(self.name, "", what, fix, stops))


@dataclass(frozen=True)
class Source:
    """A table as it is read: its first bytes, and all of it."""

    head: bytes
    stream: IO[bytes]


@dataclass(frozen=True)
class Part:
    """One table among those that were given, not yet opened."""

    name: str
    size: int
    path: Path
    inside: str = ""
    """Its name within the zip at `path`."""

    @contextmanager
    def opened(self) -> Iterator[Source]:
        """Its first bytes and all of it as a stream of UTF-8. Raises CannotOpen.

        What is small is decoded whole, whatever encoding it was written in; what is large is read as it stands.
        """
        if self.size > FILE_MOST_BYTES:
            most = FILE_MOST_BYTES // limits.MEGABYTE
            size = self.size / limits.MEGABYTE
            raise CannotOpen(f"is {size:,.0f} MB unpacked; at most {most:,} MB are read.", "Give a smaller one.")
        try:
            with self._raw() as file:
                if self.size <= WHOLE_BYTES:
                    data = as_utf8(b"".join(_bounded(file, self.size)))
                    yield Source(data[:_CHUNK], io.BytesIO(data))
                    return
                head = file.read(_CHUNK)
            with self._raw() as file:
                if head.startswith(codecs.BOM_UTF8):
                    head = head.removeprefix(codecs.BOM_UTF8)
                yield Source(head, file)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error, OSError):
            raise CannotOpen("cannot be unpacked: it is damaged or locked.", "Download it again.") from None

    @contextmanager
    def _raw(self) -> Iterator[IO[bytes]]:
        if not self.inside:
            with self.path.open("rb") as file:
                yield file
        else:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.inside) as packed:
                yield packed


def _bounded(file: IO[bytes], size: int) -> Iterator[bytes]:
    """The bytes of a packed file, never more than it says it holds."""
    left = size + 1
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        left -= len(chunk)
        yield chunk
    if left <= 0:
        raise CannotOpen("holds more than it says.", "Download it again.")


def as_utf8(data: bytes) -> bytes:
    """The same text in UTF-8 without a mark. Raises CannotOpen where it is in no encoding we know."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding).encode("utf-8")
            except (UnicodeDecodeError, UnicodeEncodeError):
                raise CannotOpen("says how it is encoded and is not.", "Save it again as UTF-8.") from None
    if b"\0" in data[:_CHUNK]:
        raise CannotOpen("is not plain text.", "Save it again as UTF-8.")
    try:
        data.decode("utf-8")
        return data
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").encode("utf-8")


def parts_of(path: Path) -> list[Part]:
    """The tables in a zip, a folder or a file, in order of name. Raises CannotOpen."""
    try:
        if path.is_dir():
            found = [one for one in sorted(path.rglob("*")) if one.suffix.casefold() in ENDINGS and one.is_file()]
            parts = [Part(one.relative_to(path).as_posix(), one.stat().st_size, one) for one in found[: PARTS_MOST + 1]]
        elif not path.exists():
            raise CannotOpen("is not there.", "Check the name and the folder.")
        elif zipfile.is_zipfile(path):
            parts = _in_zip(path)
        else:
            parts = [_single(path)]
    except OSError as error:
        why = error.strerror or "the system refused"
        raise CannotOpen(f"could not be opened: {why}.", "Check that it is there, closed, and yours to read.") from None
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        raise CannotOpen("is a damaged zip file.", "Download it again.") from None
    if len(parts) > PARTS_MOST:
        raise CannotOpen(f"holds more than {PARTS_MOST:,} files.", "Give the ones that matter.")
    if sum(one.size for one in parts) > ALL_MOST_BYTES:
        most = ALL_MOST_BYTES // limits.MEGABYTE
        raise CannotOpen(f"unpacks to more than {most:,} MB, which is more than is read.", "Give the ones that matter.")
    return parts


def _single(path: Path) -> Part:
    """The one table that a file is. Raises CannotOpen where it is empty, a web page, or a zip file by name only."""
    with path.open("rb") as file:
        start = file.read(_START_BYTES).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    size = path.stat().st_size
    if not size:
        raise CannotOpen("is empty.", "Download it again.")
    if start.startswith((b"<!doctype html", b"<html")):
        raise CannotOpen("is a web page, not the file itself.", "Download it again; the site may want a sign-in first.")
    if path.suffix.casefold() == ".zip" or start.startswith(b"pk\x03\x04"):
        raise CannotOpen("is not a whole zip file.", "Download it again.")
    return Part(path.name, size, path)


def _in_zip(path: Path) -> list[Part]:
    if path.stat().st_size > PACKED_MOST_BYTES:
        raise CannotOpen(f"is larger than {PACKED_MOST_BYTES // limits.MEGABYTE:,} MB.", "Give a smaller one.")
    with zipfile.ZipFile(path) as archive:
        inside = [one for one in archive.infolist() if not one.is_dir() and "__MACOSX" not in one.filename]
    parts = [
        Part(one.filename, one.file_size, path, one.filename)
        for one in sorted(inside, key=lambda one: one.filename)
        if Path(one.filename).suffix.casefold() in ENDINGS
    ]
    if not parts and any(Path(one.filename).suffix.casefold() == ".zip" for one in inside):
        raise CannotOpen("holds other zip files and no table.", "Unpack it, and give one of those.")
    return parts


def headings_of(source: Source) -> list[str]:
    """The cells of the first line, folded: no capitals, no spaces around."""
    line = source.head[:LINE_MOST_BYTES].split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    try:
        cells = next(csv.reader([line]), [])
    except csv.Error:
        cells = line.split(",")
    return [cell.strip().strip('"').casefold() for cell in cells]


@dataclass(frozen=True)
class Block:
    """Some rows of a table: wanted columns as text, trimmed; a column that the file lacks is all empty."""

    columns: dict[str, pa.Array]
    rows: NDArray[np.int64]
    """Where each row stands in the file."""

    def __len__(self) -> int:
        return len(self.rows)


def blocks(
    source: Source, headings: Sequence[str], wanted: Sequence[str], faults: Faults, *, has_headings: bool = True
) -> Iterator[Block]:
    """The rows of a table in blocks, wanted columns only. Rows of another width are told and left out."""
    import pyarrow as pa
    from pyarrow import csv as pa_csv

    names = [f"{place}:{heading}" for place, heading in enumerate(headings)]
    place_of = {name: headings.index(name) for name in wanted if name in headings}
    skipped: list[int] = []

    def another_width(row: object) -> str:
        skipped.append(getattr(row, "number", None) or 0)
        return "skip"

    reader_options = pa_csv.ReadOptions(
        use_threads=False, block_size=BLOCK_BYTES, column_names=names, skip_rows=1 if has_headings else 0
    )
    seen = 0
    first = 2 if has_headings else 1
    try:
        reader = pa_csv.open_csv(
            source.stream,
            read_options=reader_options,
            parse_options=pa_csv.ParseOptions(newlines_in_values=True, invalid_row_handler=another_width),
            convert_options=pa_csv.ConvertOptions(
                include_columns=[names[place] for place in place_of.values()],
                column_types={name: pa.string() for name in names},
                strings_can_be_null=False,
            ),
        )
        for batch in reader:
            numbers = _numbers(seen, len(batch), skipped, first)
            seen += len(batch)
            yield Block(_texts(batch, place_of, names, wanted), numbers)
    except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
        if "Empty CSV" not in str(error):
            faults.file("has something in it that is not a table, so nothing from there on was read.", "Save it again.")
    if skipped:
        faults.rows(
            [number for number in skipped if number] or [0] * len(skipped),
            "has more or fewer cells than the headings.",
            "Give it a cell for each heading.",
        )


def _numbers(seen: int, count: int, skipped: Sequence[int], first: int) -> NDArray[np.int64]:
    """Numbers in the file of the next rows; those that were skipped before lie between."""
    numbers = np.arange(seen, seen + count, dtype=np.int64) + first
    for bad in sorted(number for number in skipped if number):
        numbers[numbers >= bad] += 1
    return numbers


def _texts(
    batch: pa.RecordBatch, place_of: dict[str, int], names: Sequence[str], wanted: Sequence[str]
) -> dict[str, pa.Array]:
    import pyarrow as pa
    import pyarrow.compute as pc

    empty = pa.array([""], pa.string()).take(pa.array(np.zeros(len(batch), dtype=np.int64)))
    return {
        name: pc.utf8_trim_whitespace(batch.column(names[place_of[name]])) if name in place_of else empty
        for name in wanted
    }


def numbers(texts: pa.Array) -> NDArray[np.float64]:
    """Each text as a number; NaN where it is not one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    good = pc.match_substring_regex(texts, r"^[+-]?[0-9]{1,12}(\.[0-9]{0,18})?$")
    safe = pc.if_else(good, pc.replace_substring_regex(texts, r"^\+", ""), pa.scalar(None, pa.string()))
    cast: NDArray[np.float64] = pc.cast(safe, pa.float64()).to_numpy(zero_copy_only=False)
    return cast

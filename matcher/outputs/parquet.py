"""Whole batches for analysts: one row a pair shown and one row a line, with the run's stamp in each file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from matcher.base.stamp import Stamp
from matcher.outputs.atomic import atomic
from matcher.outputs.json import FORMAT

if TYPE_CHECKING:
    import pyarrow as pa

    from matcher.explain.shape import ExplainedList

Cell: TypeAlias = str | int | bool | list[str] | None
Row: TypeAlias = tuple[Cell, ...]
ROWS_A_GROUP = 50_000

ROWS = (
    ("list_of", "text"),
    ("subject", "text"),
    ("client", "text"),
    ("vacancy", "text"),
    ("section", "text"),
    ("rank", "number"),
    ("verdict", "text"),
    ("opted_in", "flag"),
    ("wanted", "flag"),
    ("first_conversation", "flag"),
    ("answered_since", "flag"),
    ("blocked_by", "texts"),
    ("fit_low", "number"),
    ("fit_reach", "number"),
    ("client_points", "number"),
    ("client_of", "number"),
    ("client_high", "number"),
    ("job_points", "number"),
    ("job_of", "number"),
    ("job_high", "number"),
    ("answers", "number"),
)
LINES = (
    ("list_of", "text"),
    ("subject", "text"),
    ("client", "text"),
    ("vacancy", "text"),
    ("term", "text"),
    ("side", "text"),
    ("code", "number"),
    ("band", "text"),
    ("least", "number"),
    ("most", "number"),
    ("unit", "text"),
    ("points", "number"),
    ("of", "number"),
    ("low", "number"),
    ("high", "number"),
)


def write(lists: Iterable[ExplainedList], folder: Path, *, stamp: Stamp) -> dict[str, int]:
    """`rows.parquet` and `lines.parquet` in the folder, whole or not at all; how many rows went into each.

    The lists are read once and never held together, so a batch may be of any size.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (
        atomic(folder / "rows.parquet") as rows_path,
        atomic(folder / "lines.parquet") as lines_path,
        _File(rows_path, ROWS, stamp) as rows,
        _File(lines_path, LINES, stamp) as lines,
    ):
        for explained in lists:
            rows.add(rows_of(explained))
            lines.add(lines_of(explained))
    return {"rows.parquet": rows.written, "lines.parquet": lines.written}


class _File:
    """One parquet file, written a group of rows at a time."""

    def __init__(self, path: Path, columns: tuple[tuple[str, str], ...], stamp: Stamp) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        kinds: dict[str, Callable[[], pa.DataType]] = {
            "text": pa.string,
            "number": pa.int32,
            "flag": pa.bool_,
            "texts": lambda: pa.list_(pa.string()),
        }
        head = {
            "matcher": json.dumps(
                {
                    "format": FORMAT,
                    "run": stamp.run,
                    "models": stamp.digest,
                    "on": stamp.on.isoformat(),
                    "version": stamp.version,
                }
            )
        }
        self.schema = pa.schema([(name, kinds[kind]()) for name, kind in columns], metadata=head)
        self._writer = parquet.ParquetWriter(path, self.schema, compression="zstd")
        self._waiting: list[Row] = []
        self.written = 0

    def add(self, rows: Iterable[Row]) -> None:
        """Rows, in order."""
        self._waiting.extend(rows)
        if len(self._waiting) >= ROWS_A_GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        columns = zip(*self._waiting, strict=True) if self._waiting else ([] for _ in self.schema)
        arrays = [pa.array(list(cells), type=field.type) for cells, field in zip(columns, self.schema, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
        self.written += len(self._waiting)
        self._waiting = []

    def __enter__(self) -> _File:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and (self._waiting or not self.written):
            self._flush()
        self._writer.close()


def rows_of(explained: ExplainedList) -> Iterator[Row]:
    """One row a pair shown, in the order of ROWS."""
    for row in explained.rows:
        yield (
            explained.side,
            explained.subject,
            row.client,
            row.vacancy,
            row.section,
            row.rank,
            row.verdict,
            row.opted_in,
            row.wanted,
            row.first_conversation,
            row.answered_since,
            list(row.blocked_by),
            row.fit.low,
            row.fit.reach,
            row.suits_client.points,
            row.suits_client.of,
            row.suits_client.high,
            row.suits_job.points,
            row.suits_job.of,
            row.suits_job.high,
            row.answers,
        )


def lines_of(explained: ExplainedList) -> Iterator[Row]:
    """One row a line of a pair shown, in the order of LINES."""
    for row in explained.rows:
        for line in row.lines:
            yield (
                explained.side,
                explained.subject,
                row.client,
                row.vacancy,
                line.term,
                line.side,
                line.code,
                line.band,
                line.least,
                line.most,
                line.unit,
                line.points,
                line.of,
                line.low,
                line.high,
            )

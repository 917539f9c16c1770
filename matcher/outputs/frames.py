"""Lists as pandas frames for analysts: the same columns as the parquet files of a batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from matcher.outputs.parquet import LINES, ROWS, Row, lines_of, rows_of

if TYPE_CHECKING:
    import pandas as pd

    from matcher.explain.shape import ExplainedList

KINDS = {"text": "string", "number": "Int64", "flag": "boolean", "texts": "object"}
"""pandas types that keep 'not known' apart from 0 and from no."""


def rows_frame(lists: Iterable[ExplainedList]) -> pd.DataFrame:
    """One row a pair shown; `section` and `rank` are missing for a pair that no list shows."""
    return _frame((row for explained in lists for row in rows_of(explained)), ROWS)


def lines_frame(lists: Iterable[ExplainedList]) -> pd.DataFrame:
    """One row a line of every pair shown: what was measured, the band, the points."""
    return _frame((row for explained in lists for row in lines_of(explained)), LINES)


def _frame(rows: Iterator[Row], columns: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    import pandas as pd

    names = [name for name, _ in columns]
    frame = pd.DataFrame.from_records(list(rows), columns=names)
    return frame.astype({name: KINDS[kind] for name, kind in columns})

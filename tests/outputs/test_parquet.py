"""Parquet: rows and lines of a whole batch, typed, stamped, the same bytes for the same lists."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest

from matcher.outputs import parquet
from tests.explain.made import STAMP
from tests.outputs.shown import jobs, shortlist


def test_rows_and_lines_say_what_the_lists_say(tmp_path):
    lists = [shortlist(), jobs()]
    written = parquet.write(iter(lists), tmp_path / "batch", stamp=STAMP)
    rows = pq.read_table(tmp_path / "batch" / "rows.parquet").to_pylist()
    lines = pq.read_table(tmp_path / "batch" / "lines.parquet").to_pylist()
    assert written == {"rows.parquet": len(rows), "lines.parquet": len(lines)}
    assert [(row["list_of"], row["client"], row["section"]) for row in rows] == [
        (explained.side, row.client, row.section) for explained in lists for row in explained.rows
    ]
    assert sum(line["points"] for line in lines) == sum(row["client_points"] + row["job_points"] for row in rows)
    assert rows[3]["blocked_by"] == ["R2"]
    assert {line["band"] for line in lines if line["code"] == 0} == {None}


def test_each_file_carries_the_stamp(tmp_path):
    parquet.write([shortlist()], tmp_path, stamp=STAMP)
    for name in ("rows", "lines"):
        head = pq.read_schema(tmp_path / f"{name}.parquet").metadata[b"matcher"]
        assert json.loads(head) == {
            "format": 1,
            "run": STAMP.run,
            "models": STAMP.digest,
            "on": "2026-11-16",
            "version": STAMP.version,
        }


def test_no_lists_make_empty_files_with_their_columns(tmp_path):
    assert parquet.write([], tmp_path, stamp=STAMP) == {"rows.parquet": 0, "lines.parquet": 0}
    assert pq.read_table(tmp_path / "rows.parquet").column_names == [name for name, _ in parquet.ROWS]


def test_many_rows_go_in_groups_and_the_same_lists_give_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "ROWS_A_GROUP", 3)
    for name in ("one", "two"):
        parquet.write([shortlist()] * 5, tmp_path / name, stamp=STAMP)
    one, two = (tmp_path / name / "rows.parquet" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert pq.ParquetFile(one).num_row_groups > 1


def test_a_batch_that_fails_half_way_leaves_the_old_files(tmp_path):
    parquet.write([shortlist()], tmp_path, stamp=STAMP)
    before = (tmp_path / "rows.parquet").read_bytes()

    def failing():
        yield jobs()
        raise KeyError

    with pytest.raises(KeyError):
        parquet.write(failing(), tmp_path, stamp=STAMP)
    assert (tmp_path / "rows.parquet").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lines.parquet", "rows.parquet"]

"""Every list at once: the same lists as one by one, the same bytes, counts that add up."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest

from matcher.workflows.lists.batch import batch
from matcher.workflows.lists.jobs import jobs
from matcher.workflows.lists.shortlist import shortlist
from matcher.workflows.where import Where
from tests.demos import made_demo


def quiet(what: str, done: int, of: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return batch(Where(made_demo()), tmp_path_factory.mktemp("batch") / "lists", top=3, progress=quiet)


def test_its_lists_are_the_ones_that_are_made_one_by_one(made):
    rows = pq.read_table(made.folder / "rows.parquet").to_pylist()
    for side, subject, alone in (
        ("vacancy", "V0031", shortlist(Where(made_demo()), "V0031", top=3)),
        ("client", "C0004", jobs(Where(made_demo()), "C0004", top=3)),
    ):
        own = [row for row in rows if (row["list_of"], row["subject"]) == (side, subject)]
        assert [(r["client"], r["vacancy"], r["section"], r["rank"], r["fit_low"]) for r in own] == [
            (r.client, r.vacancy, r.section, r.rank, r.fit.low) for r in alone.explained.rows
        ]


def test_counts_in_are_counts_out_with_reasons(made):
    told = made.manifest
    assert json.loads((made.folder / "manifest.json").read_text()) == told
    clients, vacancies, pairs = told["clients"], told["vacancies"], told["pairs"]
    assert clients["held"] == clients["matched"] + clients["left_out"] == 60
    assert vacancies["held"] == vacancies["matched"] + vacancies["not_open"] + vacancies["closed"] == 26
    assert pairs["considered"] == pairs["passing"] + pairs["blocked"] == clients["matched"] * vacancies["matched"]
    for name, rows in told["files"].items():
        assert (made.folder / name).exists()
        if name.endswith(".parquet"):
            assert pq.read_metadata(made.folder / name).num_rows == rows


def test_the_same_inputs_give_the_same_bytes(made, tmp_path):
    again = batch(Where(made_demo()), tmp_path / "again", top=3, progress=quiet)
    assert again.manifest == made.manifest
    for name in (*made.manifest["files"], "manifest.json"):
        assert (tmp_path / "again" / name).read_bytes() == (made.folder / name).read_bytes()


def test_no_name_is_in_it(made):
    for name in (*made.manifest["files"], "manifest.json"):
        assert b"Quillfeather" not in (made.folder / name).read_bytes()


def test_progress_goes_to_stderr_and_json_to_stdout(run, demo, tmp_path):
    ran = run("batch", "-o", str(tmp_path / "b"), "--top", "1", "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["clients"]["matched"] == 58


def test_a_folder_that_cannot_be_made(run, demo, tmp_path):
    (tmp_path / "file").touch()
    ran = run("batch", "-o", str(tmp_path / "file" / "lists"))
    assert ran.code == 1
    assert "Name another folder with -o." in ran.err

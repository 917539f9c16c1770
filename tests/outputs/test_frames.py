"""The page on Python runs as it stands, and frames say what the rows say."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from matcher.outputs.frames import lines_frame, rows_frame
from matcher.workflows.lists.shortlist import shortlist
from matcher.workflows.programme.demo import demo
from matcher.workflows.where import Where

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "python.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    here = tmp_path_factory.mktemp("frames")
    demo(here / "demo-programme")
    return here


def test_frames_hold_the_rows_of_a_list_and_their_lines_add_up(folder):
    explained = shortlist(Where(folder / "demo-programme"), "V0031").explained
    rows, lines = rows_frame([explained]), lines_frame([explained])
    assert rows["client"].tolist() == [row.client for row in explained.rows]
    assert rows["rank"].dtype == pd.Int64Dtype()
    points = lines.pivot_table(index="client", columns="side", values="points", aggfunc="sum").loc[rows["client"]]
    assert points["client"].tolist() == rows["client_points"].tolist()
    assert points["job"].tolist() == rows["job_points"].tolist()


def test_an_empty_list_is_an_empty_frame_with_every_column():
    assert list(rows_frame([]).columns)[:4] == ["list_of", "subject", "client", "vacancy"]
    assert len(lines_frame([])) == 0


def test_the_page_on_python_runs_as_it_stands(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    exec(code, {})
    assert "could_start" in capsys.readouterr().out

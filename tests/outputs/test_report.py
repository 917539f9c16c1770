"""A page of plain words: whatever stands in a name comes out as text, on a page and on a terminal."""

from __future__ import annotations

import io

from rich.console import Console

from matcher.base.stamp import Stamp
from matcher.explain.report import Item, Report, ReportPart
from matcher.outputs import report
from tests.outputs.shown import HOSTILE, shortlist
from tests.outputs.test_page import Read

STAMP: Stamp = shortlist().stamp
PAGE = Report(
    stamp=STAMP,
    title=HOSTILE,
    says=(HOSTILE,),
    parts=(
        ReportPart(HOSTILE, (HOSTILE,), (Item(HOSTILE, (("?", HOSTILE), ("-", HOSTILE))), Item("alone"))),
        ReportPart("nothing here", empty="Nobody."),
    ),
)


def test_a_page_is_whole_has_no_script_and_shows_every_word():
    text = report.render(PAGE)
    read = Read(text)
    assert read.open == []
    assert not read.all("script")
    assert not read.all("img")
    assert [one["lang"] for one in read.all("html")] == ["en-GB"]
    assert len(read.all("h1")) == 1
    assert len(read.all("h2")) == 2
    assert not any("src" in attributes or "href" in attributes for _, attributes in read.tags)
    shown = " ".join(read.text)
    assert "Nobody." in shown
    assert "To ask:" in shown
    assert STAMP.run in shown


def test_a_terminal_gets_the_same_without_anything_that_steers_it():
    out = io.StringIO()
    report.show(PAGE, Console(file=out, width=100, force_terminal=False))
    text = out.getvalue()
    assert "\x1b" not in text
    assert "Nobody." in text
    assert "alone" in text


def test_the_same_report_gives_the_same_bytes(tmp_path):
    report.write(PAGE, tmp_path / "one.html")
    report.write(PAGE, tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()

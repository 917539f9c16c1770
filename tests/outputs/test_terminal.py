"""The terminal: plain where it is no terminal, no colour when asked, and nothing in the words can steer it."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from matcher.explain import change, compare, for_employer, for_epc, row
from matcher.outputs import terminal
from matcher.outputs.plain import encodable, printable
from tests.explain.made import KNOWN, STAMP, a_client, a_context, a_decision, a_row
from tests.outputs.shown import HOSTILE, jobs, shortlist


def printed(write, *, width=80, terminal_=False, encoding="utf-8") -> str:
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    write(Console(file=out, width=width, force_terminal=terminal_, legacy_windows=False))
    out.flush()
    return out.buffer.getvalue().decode(encoding)


def test_a_list_shows_its_sections_reasons_questions_doubts_and_stamp():
    text = printed(lambda console: terminal.show(shortlist(), console))
    for heading in ("Could start now or by the date", "Could start with some help first", "Worth a question"):
        assert f"\n{heading}\n" in text
    assert "Kept out by one requirement alone" in text
    assert "! Nobody may be put forward" in text
    assert "+ Times: every shift falls when the client is free" in text
    assert "? Ask the client:" in text
    assert "Requirements that keep people out on their own" in text
    assert "Run 2026-11-16-1a2b3c4d. Data of 16 November 2026." in text
    assert "2 more tied with the last one shown." in text


def test_jobs_for_a_client_are_named_by_title_and_reference():
    text = printed(lambda console: terminal.show(jobs(), console))
    assert text.startswith("Jobs for C0012")
    assert "1  Shelf filler (V0031):" in text
    assert "Ask the client once" in text


def test_without_a_terminal_there_is_no_control_code_and_no_curly_mark():
    text = printed(lambda console: terminal.show(shortlist(hostile=True), console))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not set("“”‘’–") & set(text)
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_a_terminal_gets_weight_and_never_the_words_own_codes():
    text = printed(lambda console: terminal.show(shortlist(hostile=True), console), terminal_=True)
    assert "\x1b[1m" in text
    assert "\x1b[31m" not in text
    assert "[31m" in text, "what is left of the code is shown as text"


def test_no_color_is_honoured(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    text = printed(lambda console: terminal.show(shortlist(), console), terminal_=True)
    assert not re.search("\x1b\\[(3|4|9|10)\\d", text)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_lines_keep_to_the_width_of_the_screen(width):
    text = printed(lambda console: terminal.show(shortlist(), console), width=width)
    assert max(len(line) for line in text.splitlines()) <= min(terminal.WIDEST, max(30, width))


def test_an_old_encoding_loses_a_sign_and_never_the_line():
    text = printed(lambda console: terminal.show(shortlist(), console), encoding="ascii")
    assert "GBP12.71" in text
    assert encodable("“£5” – é", "ascii") == '"GBP5" - ?'
    assert encodable("“£5”", "utf-8") == "“£5”"
    assert printable(HOSTILE).startswith("=HYPERLINK")
    assert printable("a\n\tb\u200b\u202ec\x07") == "a bc"


def test_square_brackets_are_text_and_no_markup():
    text = printed(
        lambda console: terminal.Cards(console).say("[bold red]x[/] [link=http://a]b[/link]"), terminal_=True
    )
    assert "[bold red]x[/] [link=http://a]b[/link]" in text


def test_a_pair_in_full_shows_every_line_and_all_three_readers():
    context = a_context()
    found = row(a_row(a_decision(fail=("R1", "R2"), applied=("R2",), criteria=[("licence_held", "gap")])), context)
    sheet = for_employer(found, context, letter="A")
    text = printed(lambda c: terminal.show_pair(found, for_epc(found, context), c, stamp=STAMP, sheet=sheet))
    assert text.startswith("C0012 and Shelf filler (V0031): suits both")
    for line in found.lines:
        assert line.name in text
    for part in ("Does not fit because", "Steps", "Questions", "To read with the client", "as person A"):
        assert part in text


def test_a_what_if_and_a_comparison_read_as_sentences():
    context = a_context(clients=[a_client(), a_client(id="C0099")])
    before = row(a_row(a_decision({**KNOWN, "uncovered_minutes": (30, 30)}, fail=("times",)), section=None), context)
    after = row(a_row(), context)
    moved = printed(lambda console: terminal.show_change(change(before, after), console, stamp=STAMP))
    assert "Section: not on the list becomes Could start now or by the date." in moved
    assert "Times: 20 becomes 30 points." in moved
    assert "Nothing was saved." in moved
    same = printed(lambda console: terminal.show_change(change(after, after), console, stamp=STAMP))
    assert same.startswith("Nothing changes for this pair.")
    second = row(a_row(a_decision(client=a_client(id="C0099")), section="with_help"), context)
    why = printed(lambda console: terminal.show_comparison(compare(after, second, context), console, stamp=STAMP))
    assert why.startswith("Why C0012 stands above C0099")
    assert "stands in a section that comes before" in why

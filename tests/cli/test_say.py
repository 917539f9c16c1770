"""Nothing that somebody gave us steers a terminal; JSON stays JSON."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.base.problems import Problem
from matcher.cli.say import Progress, note, out, out_json, problem_lines, warn_of_a_wait
from matcher.outputs.json import dumps

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT)
def test_text_is_shown_without_controls(capsys, text):
    out(text)
    note(text)
    said = capsys.readouterr()
    for stream in (said.out, said.err):
        assert all(c.isprintable() or c in "\n\t" for c in stream)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(TEXT, TEXT, max_size=4))
def test_json_means_the_same(capsys, value):
    out_json(dumps(value))
    said = capsys.readouterr().out
    assert json.loads(said) == value
    assert all(c.isprintable() or c == "\n" for c in said)


def test_problems_that_are_alike_stand_on_one_line():
    alike = [Problem(f"clients!D{row}", "x", "is wrong.", "Write y.") for row in (4, 21, 22, 40)]
    assert problem_lines(alike) == [
        'clients!D4 "x": is wrong. Write y. 3 other rows have the same problem: 21, 22, 40.'
    ]


def test_very_many_problems_end_in_a_count():
    many = [Problem(f"sheet {n}", "", f"is wrong {n}.", "") for n in range(1200)]
    lines = problem_lines(many)
    assert len(lines) == 51
    assert lines[-1] == "... and 1,150 more."


def test_a_word_before_a_wait_and_none_before_a_moment(capsys):
    warn_of_a_wait("Reading book.xlsx", 10, much=10)
    assert capsys.readouterr().err == ""
    warn_of_a_wait("Reading book.xlsx", 11, much=10)
    assert capsys.readouterr().err == "Reading book.xlsx. This takes a while ...\n"


def test_progress_is_told_now_and_then_and_at_the_end(capsys):
    progress = Progress()
    progress("Lists", 1, 3)
    assert capsys.readouterr().err == ""
    progress.since -= 60
    progress("Lists", 2, 3)
    progress("Lists", 3, 3)
    assert capsys.readouterr().err == "Lists: 2 of 3\nLists: 3 of 3\n"

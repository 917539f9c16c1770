"""YAML is read as it was written: no number, date or yes appears that nobody meant."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.base.problems import GivenProblems
from matcher.library.strict_yaml import MOST_BYTES, parse_yaml, read_yaml, say_place


def values(text):
    """What a text reads as."""
    return parse_yaml(text.encode(), "terms.yaml").data


def problems(raw):
    """Every problem of a file's bytes, as sentences."""
    with pytest.raises(GivenProblems) as caught:
        parse_yaml(raw if isinstance(raw, bytes) else raw.encode(), "terms.yaml")
    return [problem.say() for problem in caught.value.problems]


@pytest.mark.parametrize(
    "written",
    [
        *("9:30", "NO", "no", "yes", "on", "off", "True", "NULL", "~", "0x1F", "0o17", "0b1", "1_000"),
        *(".inf", "-.inf", ".nan", "1e5", "007", "+5", "2026-04-01", "2026-04-01 10:00", "1.", ".5", "="),
        *("9" * 19, "1." + "2" * 10, "12:30:45", "190:20:30"),
    ],
)
def test_what_only_looks_like_a_number_a_date_or_a_yes_stays_text(written):
    assert values(f"key: {written}") == {"key": written}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-3", -3),
        ("1271", 1271),
        ("4.8", 4.8),
        ("-0.25", -0.25),
    ],
)
def test_plain_values_are_what_they_say(written, meant):
    got = values(f"key: {written}")["key"]
    assert got == meant
    assert type(got) is type(meant)


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quoted_value_is_text(quote):
    assert values(f"key: {quote}true{quote}") == {"key": "true"}


def test_the_usual_reader_would_have_changed_these_without_a_word():
    text = "start: 9:30\nterm_time: NO\nopens: 2026-04-01\n"
    assert yaml.safe_load(text)["start"] == 570
    assert yaml.safe_load(text)["term_time"] is False
    assert values(text) == {"start": "9:30", "term_time": "NO", "opens": "2026-04-01"}


def test_a_repeated_key_is_told_with_both_lines():
    assert problems("a: 1\nb:\n  c: 1\n  c: 2\n") == [
        'terms.yaml, line 4, b.c "c": is written twice here; the first is on line 3. Keep one of them.'
    ]


def test_every_problem_is_told_at_once():
    said = problems("a: 1\na: 2\nb: &name 3\nc: *name\nd: !!str 4\ne:\n<<: {f: 1}\n[1, 2]: g\n")
    assert [sentence.split(",")[1].split()[1].rstrip(":") for sentence in said] == [
        *("2", "3", "4", "5", "6", "7", "8")
    ]
    for words in ("twice", "names a value", "stands for", "is a tag", "no value", "merges", "as a key"):
        assert any(words in sentence for sentence in said), words


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"a:\n\t- b\n", "indented with a tab"),
        (b"\xff\xfea\x00:\x00", "not written in UTF-8"),
        ("café: 1\n".encode("cp1252"), "not written in UTF-8"),
        (b"a: \x00", "not text"),
        (b"a: \x1b[31m", "not text"),
        (b"", "is empty"),
        (b"# only a remark\n", "is empty"),
        (b"---\na: 1\n---\nb: 2\n", "second document"),
        (b"a: [1, 2\n", "cannot be read as YAML"),
        (b"a: 'x\n", "cannot be read as YAML"),
        (b"a: b: c\n", "cannot be read as YAML"),
        (b'a: "\\ud800"\n', "cannot be read as YAML"),
        (b"%YAML 9.9\n---\na: 1\n", "cannot be read as YAML"),
        (b"[" * 100_000, "nested more than"),
        (b"- " * 5_000, "nested more than"),
        (b"{a: " * 5_000, "nested more than"),
        (b"a" * (MOST_BYTES + 1), "bytes"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_file(raw, words):
    said = problems(raw)
    assert any(words in sentence for sentence in said)
    assert all(sentence.startswith("terms.yaml") for sentence in said)


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path):
    with pytest.raises(GivenProblems, match=r"gone\.yaml: cannot be opened"):
        read_yaml(tmp_path / "gone.yaml")


def test_a_byte_order_mark_is_no_part_of_the_first_key():
    assert parse_yaml(b"\xef\xbb\xbfa: 1\n", "t").data == {"a": 1}


def test_each_value_keeps_its_line():
    written = parse_yaml(b"id: x\nbands:\n  - {upto: 0}\n  - points: 3\n    label: y\n", "terms.yaml")
    assert written.where(("bands", 1, "label")) == "terms.yaml, line 5, bands[1].label"
    assert written.where(("bands", 1, "missing")) == "terms.yaml, line 4, bands[1].missing"
    assert written.where(()) == "terms.yaml, line 1"
    assert say_place(("bands", 2, "points")) == "bands[2].points"


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_problems(raw):
    with contextlib.suppress(GivenProblems):
        parse_yaml(raw, "t")


words = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=12)
tree = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | words,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(words.filter(lambda key: key != "<<"), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(tree)
@settings(max_examples=100)
def test_json_reads_as_json(value):
    assert values(json.dumps({"value": value}, ensure_ascii=False)) == {"value": value}

"""Adverts by the line: one line out for each line in, in order; a bad line says why and stops nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.base.problems import GivenProblems
from matcher.workflows.adverts import reading
from matcher.workflows.adverts.reading import read_line, read_lines

FACTS = {
    "hours_min",
    "hours_max",
    "hours_basis",
    "pay_min",
    "pay_max",
    "pay_period",
    "contract",
    "shifts",
    "postcode",
    "driving_duty",
}


def told(line: dict[str, object]) -> dict[str, object]:
    written, good = read_line(json.dumps(line), None)
    assert good
    read: dict[str, object] = json.loads(written)
    return read


def test_a_plain_line_has_its_facts_and_requirements() -> None:
    read = told({"id": 7, "text": "Cleaner.\nHours: 16.5 per week. £12.21 an hour. You must have a driving licence."})
    assert set(read) == {"id", "facts", "requirements"}
    facts = read["facts"]
    assert isinstance(facts, dict)
    assert set(facts) == FACTS
    assert (facts["hours_min"], facts["hours_max"], facts["hours_basis"]) == (16.5, 16.5, "stated")
    assert (facts["pay_min"], facts["pay_period"], facts["contract"]) == (12.21, "hour", None)


def test_several_contracts_are_a_list_and_one_is_text() -> None:
    assert told({"id": 1, "text": "A permanent post."})["facts"]["contract"] == "permanent"  # type: ignore[index]
    several = told({"id": 1, "title": "Bank cleaner", "description": "A zero hours contract."})
    assert several["facts"]["contract"] == ["zero_hours", "bank"]  # type: ignore[index]


def test_a_line_of_adzunas_is_read_and_its_words_win() -> None:
    line = {
        "id": "9",
        "title": "Cleaner",
        "description": "<p>Part time, <b>&pound;12.21 per hour</b></p>",
        "salary_min": 11000,
        "salary_max": 12000,
        "contract_time": "full_time",
        "location": {"display_name": "Leeds, LS1 4DY", "area": ["UK"]},
    }
    facts = told(line)["facts"]
    assert isinstance(facts, dict)
    assert (facts["pay_min"], facts["pay_period"], facts["postcode"]) == (12.21, "hour", "LS1 4DY")
    assert facts["hours_basis"] == "part_time_only"
    made_up = told({**line, "description": "A job.", "salary_is_predicted": "1"})["facts"]
    assert made_up["pay_min"] is None  # type: ignore[index]
    figures = told({**line, "description": "A job."})["facts"]
    assert (figures["pay_min"], figures["pay_max"], figures["pay_period"]) == (11000, 12000, "year")  # type: ignore[index]


def test_spans_point_into_the_text_as_it_was_given() -> None:
    text = "<ul><li>You must have a full UK driving licence</li></ul>"
    for one in told({"id": 1, "text": text})["requirements"]:  # type: ignore[attr-defined]
        assert "driving" in text[one["start"] : one["end"]]


@pytest.mark.parametrize(
    ("line", "reference", "why"),
    [
        ("", None, "empty"),
        ("{", None, "not JSON"),
        ("[]", None, "not an object"),
        ('{"id": 3}', 3, "no text"),
        ('{"id": "x", "text": 5}', "x", "no text"),
        ('{"id": [1], "text": "x"}', None, "neither text nor a whole number"),
        ("[" * 100_000, None, "not JSON"),
    ],
)
def test_a_bad_line_says_why(line: str, reference: object, why: str) -> None:
    written, good = read_line(line, None)
    said = json.loads(written)
    assert not good
    assert said["id"] == reference
    assert why in said["problem"]


def test_a_line_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LINE_MOST", 10)
    assert "at most 10" in read_line('{"id": 1, "text": "long"}', None)[0]


def test_line_numbers_agree_and_order_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "adverts.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": 1, "text": "a"}\r\n\n{"id": 2, "text": "\xff"}\nnope\n{"id": 3, "text": "c"}')
    lines = [(json.loads(line)["id"], good) for line, good in read_lines(path)]
    assert lines == [(1, True), (None, False), (2, True), (None, False), (3, True)]


def test_two_processes_write_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "adverts.jsonl"
    lines = [json.dumps({"id": n, "text": f"{n % 30 + 8} hours per week"}) for n in range(30)]
    path.write_text("\n".join([*lines, "bad"]), encoding="utf-8")
    one = list(read_lines(path))
    monkeypatch.setattr(reading, "APART_FROM", 5)
    monkeypatch.setattr(reading, "BATCH", 4)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert list(read_lines(path)) == one


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GivenProblems, match="cannot be opened"):
        list(read_lines(tmp_path / "none.jsonl"))


@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "title", "description", "pay_text", "salary_min", "location", "hours_text"]),
        st.none() | st.text(max_size=40) | st.integers() | st.floats() | st.lists(st.text(max_size=5), max_size=3),
    )
)
def test_any_object_is_read_or_told(value: dict[str, object]) -> None:
    written, good = read_line(json.dumps(value), None)
    said = json.loads(written)
    assert set(said) == ({"id", "facts", "requirements"} if good else {"id", "problem"})

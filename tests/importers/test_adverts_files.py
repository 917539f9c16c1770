"""Files of adverts are read by what they hold, within bounds, and whatever is wrong comes back as a problem."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.importers.adverts import files as adverts_files
from matcher.importers.adverts.files import Reading, files_in, parse_json, read_file, scripts


def read(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_file(name, path)


def test_json_lines_are_known_by_their_lines_and_a_broken_one_is_told_by_number(tmp_path):
    reading = read(tmp_path, "a.txt", '{"title": "a"}\n{"title": \n\n{"title": "c"}\n')
    assert [found.where for found in reading.found] == ["a.txt, line 1", "a.txt, line 4"]
    assert [problem.where for problem in reading.problems] == ["a.txt, line 2"]


def test_only_a_line_feed_ends_a_line(tmp_path):
    reading = read(tmp_path, "a.jsonl", '{"title": "a\u2028b\x85c"}\r\n{"title": "d"}\r\n')
    assert [found.value for found in reading.found] == [{"title": "a\u2028b\x85c"}, {"title": "d"}]


def test_one_document_over_many_lines_is_one_document(tmp_path):
    reading = read(tmp_path, "a.json", json.dumps({"@type": "JobPosting", "a": {"b": {}}}, indent=1))
    assert [found.where for found in reading.found] == ["a.json"]


def test_a_list_of_flat_objects_is_so_many_items(tmp_path):
    reading = read(tmp_path, "a.json", '[{"title": "a"}, {"title": "b"}]')
    assert [found.where for found in reading.found] == ["a.json, item 1", "a.json, item 2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings_are_known_by_their_first_bytes(tmp_path, encoding):
    reading = read(tmp_path, "a.json", '{"title": "Café £9"}'.encode(encoding))
    assert reading.found[0].value == {"title": "Café £9"}
    assert not reading.problems


def test_windows_text_is_read_and_said_to_be(tmp_path):
    reading = read(tmp_path, "a.json", '{"title": "Café £9"}'.encode("cp1252"))
    assert reading.found[0].value == {"title": "Café £9"}
    assert [problem.stops_row for problem in reading.problems] == [False]


NOTHING = [b"", b"  \n", b"\x00\x00", b"PK\x03\x04", b"just words", b"<html>no script", b"<script>"]
BROKEN = [b"{", b"[1,", b"{]}", b"\xff\xfe{", b"\x81\x8d\x8f{", b'{"a": "\\ud800']
DEEP = [b'{"a": ' * 5000, b"[" * 100_000]


@pytest.mark.parametrize("content", [*NOTHING, *BROKEN, *DEEP])
def test_what_cannot_be_read_is_a_problem_and_never_more(tmp_path, content):
    reading = read(tmp_path, "a.json", content)
    assert not reading.found
    assert reading.problems
    assert all(problem.what and problem.fix for problem in reading.problems)


def test_numbers_stay_as_they_were_written(tmp_path):
    reading = read(tmp_path, "a.json", '{"a": 7.50, "b": 1}')
    assert reading.found[0].value == {"a": "7.50", "b": "1"}
    huge = "9" * 6000
    assert read(tmp_path, "b.json", f'{{"a": {huge}, "b": NaN, "c": -Infinity, "d": 1e999}}').found[0].value == {
        "a": huge,
        "b": "NaN",
        "c": "-Infinity",
        "d": "1e999",
    }


def test_a_repeated_key_keeps_the_last_and_is_told_only_where_it_matters(tmp_path):
    reading = read(tmp_path, "a.json", '{"title": "a", "title": "b", "x": "1", "x": "1"}')
    assert reading.found[0].value == {"title": "b", "x": "1"}
    assert [(problem.value, problem.stops_row) for problem in reading.problems] == [("title", False)]


def test_names_are_shortened_from_their_schema():
    value, fault = parse_json('{"schema:title": "a", "http://schema.org/url": "b"}', "", Reading())
    assert (value, fault) == ({"title": "a", "url": "b"}, "")


def test_scripts_are_found_as_a_browser_would_find_them():
    page = """<html><!-- <script type="application/ld+json">{"hidden": 1}</script> -->
    <script>var a = '<script type="application/ld+json">{}';</script>
    <SCRIPT Type='application/ld+json' id=x>
    //<![CDATA[
    {"a": 1}
    //]]>
    </SCRIPT><script type="application/ld+json"><!-- {"b": 2} --></script>
    <script type="application/ld+json">{"open": 1}"""
    assert [json.loads(script) for script in scripts(page)] == [{"a": 1}, {"b": 2}]


def test_scripts_escaped_as_html_are_read(tmp_path):
    page = '<script type="application/ld+json">{&quot;@type&quot;: &quot;JobPosting&quot;}</script>'
    assert read(tmp_path, "a.html", page).found[0].value == {"@type": "JobPosting"}


def test_pages_made_to_take_long_do_not():
    for page in ("<script " * 50_000, "<!--" * 50_000, "<script></script " * 20_000, "<script><!--" * 20_000):
        list(scripts(page))
    list(scripts("<script type=ld+json> " + " " * 300_000 + "x</script>"))


def test_too_much_is_refused_with_the_figure(tmp_path, monkeypatch):
    monkeypatch.setattr(adverts_files, "FILE_MOST_BYTES", 10)
    assert "13 bytes" in read(tmp_path, "a.json", '{"title": ""}').problems[0].what
    monkeypatch.setattr(adverts_files, "FILE_MOST_BYTES", 1000)
    monkeypatch.setattr(adverts_files, "LINE_MOST_CHARACTERS", 15)
    reading = read(tmp_path, "a.jsonl", '{"title": "a"}\n{"title": "abcdefgh"}\n')
    assert len(reading.found) == 1
    assert "21 characters" in reading.problems[0].what
    monkeypatch.setattr(adverts_files, "ADVERTS_MOST", 1)
    reading = read(tmp_path, "a.jsonl", '{"title": "a"}\n' * 3)
    assert len(reading.found) == 1
    assert "3 lines" in reading.problems[0].what
    monkeypatch.setattr(adverts_files, "PAGE_MOST_BYTES", 5)
    assert read(tmp_path, "a.json", '{"a": "b"}').problems
    assert read(tmp_path, "a.html", "<html></html>").problems


def test_folders_give_their_files_in_order_without_hidden_ones(tmp_path):
    for name in ("b.json", "a.html", "sub/c.jsonl", ".hidden.json", ".git/d.json", "picture.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}")
    assert [name for name, _ in files_in([tmp_path], [])] == ["a.html", "b.json", "sub/c.jsonl"]
    assert [name for name, _ in files_in([tmp_path / "picture.png"], [])] == ["picture.png"]


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    reading = read_file("a.json", tmp_path / "a.json")
    assert not reading.found
    assert "cannot be opened" in reading.problems[0].what


@given(st.binary(max_size=200))
def test_any_bytes_give_values_or_problems(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(content)
    reading = read_file("any.json", path)
    assert reading.found or reading.problems

"""`matcher notes`: what to ask the writer, on screen and for programs; the note itself goes nowhere."""

from __future__ import annotations

import json

import pytest

SECRET = "the flat above the chip shop"
NOTE = f"Nice lad, always late.\nLives in {SECRET}.\n"


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


def test_each_word_is_shown_with_a_question_and_what_to_write(run, note):
    ran = run("notes", str(note))
    assert (ran.code, ran.err) == (0, "")
    for said in ('"Nice lad" (characters 0 to 8)', '"always late"', "To write instead:", "It may be about:"):
        assert said in ran.out
    assert SECRET not in ran.out


def test_json_has_the_places_and_not_the_note(run, note):
    ran = run("notes", str(note), "--json")
    found = json.loads(ran.out)
    assert [NOTE[one["start"] : one["end"]] for one in found["questions"]] == ["Nice lad", "always late"]
    assert SECRET not in ran.out


def test_a_clean_note_asks_nothing(run, note):
    note.write_text("Client says mornings are hard.", encoding="utf-8")
    assert "Nothing to ask about" in run("notes", str(note)).out


@pytest.mark.parametrize("raw", [b"", b" \n\t", b"\xef\xbb\xbf", b"\x00"])
def test_an_empty_note_is_told_and_not_called_clean(run, note, raw):
    note.write_bytes(raw)
    ran = run("notes", str(note))
    assert (ran.code, ran.out) == (1, "")
    assert "is empty" in ran.err


def test_lines_in_lines_out(run, tmp_path):
    path = tmp_path / "notes.jsonl"
    path.write_text('{"id": "a", "text": "Lazy."}\n\n{"id": 2, "text": "CV done."}\n', encoding="utf-8")
    ran = run("notes", "--jsonl", str(path))
    assert ran.code == 1
    first, blank, second = map(json.loads, ran.out.splitlines())
    assert blank == {"id": None, "problem": "The line is empty."}
    assert first["id"] == "a"
    assert [list(one) for one in first["questions"]] == [["proxy", "start", "end", "question", "instead"]]
    assert second == {"id": 2, "questions": []}


def test_a_line_that_cannot_be_read_says_why_in_its_place(run, tmp_path):
    path = tmp_path / "notes.jsonl"
    path.write_bytes(b'{"id": 1}\nno json\n\xff\xfe\n{"id": 4, "text": "Lazy."}\n')
    ran = run("notes", "--jsonl", str(path))
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 1
    assert ["problem" in line for line in lines] == [True, True, True, False]


@pytest.mark.parametrize(
    ("typed", "code"),
    [((), 2), (("--jsonl", "x.jsonl", "y.txt"), 2), (("nothing-here.txt",), 1), (("--jsonl", "nothing-here"), 1)],
)
def test_mistakes_say_what_to_type(run, tmp_path, monkeypatch, typed, code):
    monkeypatch.chdir(tmp_path)
    ran = run("notes", *typed)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err


def test_a_fault_of_ours_logs_nothing_of_the_note(run, note, tmp_path, monkeypatch):
    import tempfile

    from matcher.audit.notes import NoteReader

    def broken(_self, text):
        raise RuntimeError(text)

    monkeypatch.setattr(NoteReader, "questions", broken)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "logs"))
    monkeypatch.chdir(tmp_path)
    ran = run("notes", str(note))
    assert ran.code == 5
    (log,) = (tmp_path / "logs").glob("*.log")
    assert SECRET not in log.read_text() + ran.out + ran.err

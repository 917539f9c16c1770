"""`matcher check` on files: an advert in any form, adverts by the line, the employer's sheet; mistakes are plain."""

from __future__ import annotations

import json

import pytest

ADVERT = """Office cleaner

We clean three offices in the evening. Males only please. Full driving licence essential.
Pay is £12.60 an hour for 16 hours a week.
"""


@pytest.fixture
def advert(tmp_path):
    path = tmp_path / "advert.txt"
    path.write_text(ADVERT, encoding="utf-8")
    return path


def found(ran):
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_an_advert_shows_each_doubt_with_its_words_question_and_law(run, advert):
    ran = run("check", str(advert))
    assert ran.code == 0
    assert "Nobody should be put forward yet" in ran.out
    for part in ("Males only", "Ask:", "It could say:", "May fall on", "Law:", "A doubt is a question"):
        assert part in ran.out


def test_json_quotes_the_characters_it_names(run, advert):
    told = found(run("check", str(advert), "--json"))
    assert told["held"]
    assert {one["criterion"] for one in told["findings"]} == {"sex_specified", "driving_licence"}
    for one in told["findings"]:
        assert " ".join(ADVERT[one["start"] : one["end"]].split()) == one["words"]


def test_the_occupation_can_be_said_where_the_advert_does_not(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Full driving licence essential.", encoding="utf-8")
    driver = found(run("check", str(path), "--occupation", "van driver", "--json"))
    cleaner = found(run("check", str(path), "--occupation", "cleaner", "--json"))
    assert driver["findings"] == []
    assert [one["criterion"] for one in cleaner["findings"]] == ["driving_licence"]


def test_a_page_and_a_posting_are_read_like_text(run, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><title>Cleaner</title><script>Males only</script><p>{ADVERT}</p></html>", encoding="utf-8")
    posting = tmp_path / "posting.json"
    body = {"@type": "JobPosting", "title": "Cleaner", "description": f"<p>{ADVERT}</p>"}
    posting.write_text(json.dumps(body), encoding="utf-8")
    for path in (page, posting):
        assert {one["criterion"] for one in found(run("check", str(path), "--json"))["findings"]} == {
            "sex_specified",
            "driving_licence",
        }


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("picture.txt", bytes(range(256)) * 40, "text"),
        ("other.json", b'{"a": 1}', "no job advert"),
    ],
)
def test_a_file_without_an_advert_is_told_and_nothing_is_invented(run, tmp_path, name, raw, said):
    path = tmp_path / name
    path.write_bytes(raw)
    ran = run("check", str(path))
    assert ran.code != 0
    assert said in ran.err + ran.out
    assert "Traceback" not in ran.err


def test_a_missing_file_is_told(run, tmp_path):
    ran = run("check", str(tmp_path / "nowhere.txt"))
    assert ran.code != 0
    assert "cannot be opened" in ran.err


@pytest.mark.parametrize("ending", ["html", "txt"])
def test_the_sheet_is_written_for_an_advert_and_for_a_vacancy(run, own_demo, advert, tmp_path, ending):
    for what in (str(advert), "V0031"):
        sheet = tmp_path / f"{what[-5:]}.{ending}"
        ran = run("check", what, "--sheet", str(sheet), "--programme", str(own_demo))
        assert ran.code == 0, ran.err
        said = sheet.read_text(encoding="utf-8")
        assert "What is driven" in said or "drive" in said
        assert "C00" not in said


def test_a_sheet_of_another_ending_is_refused(run, advert, tmp_path):
    ran = run("check", str(advert), "--sheet", str(tmp_path / "q.docx"))
    assert ran.code == 2
    assert ".html or .txt" in ran.err


def test_the_pool_puts_a_word_and_no_figure_on_the_sheet(run, own_demo, tmp_path):
    sheet = tmp_path / "q.txt"
    assert run("check", "V0031", "--pool", "--sheet", str(sheet), "--programme", str(own_demo)).code == 0
    said = " ".join(sheet.read_text(encoding="utf-8").split())
    assert "several people" in said or "fewer than five people" in said
    assert " 14 " not in said


def test_lines_answer_lines_in_order_and_a_bad_line_says_why(run, tmp_path):
    path = tmp_path / "in.jsonl"
    good = {"id": "a", "text": ADVERT, "occupation": "cleaner"}
    lines = [
        json.dumps(good),
        "not json",
        "[1]",
        json.dumps({"id": 7}),
        json.dumps({"id": 8, "text": ""}),
        "",
        json.dumps(good),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    ran = run("check", "--jsonl", str(path))
    told = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 1
    assert "4 lines could not be read" in ran.err
    assert [one["id"] for one in told] == ["a", None, None, 7, 8, None, "a"]
    assert {one["criterion"] for one in told[0]["findings"]} == {"sex_specified", "driving_licence"}
    assert set(told[0]["findings"][0]) == {"criterion", "severity", "start", "end", "question"}
    assert all("problem" in one for one in told[1:4])
    assert told[4]["findings"] == []
    assert told[5]["problem"] == "The line is empty."


@pytest.mark.parametrize("command", ["check", "read", "notes"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_lines_are_read_as_windows_writes_them(run, tmp_path, command, encoding):
    path = tmp_path / "in.jsonl"
    lines = [json.dumps({"id": one, "text": ADVERT}) for one in ("caf\u00e9", "b")]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    ran = run(command, "--jsonl", str(path))
    assert ran.code == 0
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["caf\u00e9", "b"]


@pytest.mark.parametrize("command", ["check", "read", "notes"])
def test_a_text_longer_than_is_read_says_so(run, tmp_path, command):
    path = tmp_path / "in.jsonl"
    long = json.dumps({"id": 1, "text": "A shop with a nice team. " * 9_000})
    path.write_text(long + "\n" + json.dumps({"id": 2, "text": ADVERT}), encoding="utf-8")
    first, second = map(json.loads, run(command, "--jsonl", str(path)).out.splitlines())
    assert "only the first 200,000 were read" in first["note"]
    assert "note" not in second


def test_a_pasted_advert_longer_than_is_read_says_so(run, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("A shop with a nice team. " * 9_000, encoding="utf-8")
    ran = run("check", str(path))
    assert ran.code == 0
    assert "only the first 200,000 were read" in " ".join(ran.err.split())


@pytest.mark.parametrize("start", ["[URGENT] ", "{New} ", "[12 hour shifts] ", "<< "])
def test_a_pasted_advert_may_begin_with_a_bracket(run, tmp_path, start):
    path = tmp_path / "advert.txt"
    path.write_text(f"{start}Cleaner wanted.\nYou must be under 30.", encoding="utf-8")
    assert [one["criterion"] for one in found(run("check", str(path), "--json"))["findings"]] == ["age_limit"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("check", "Type a vacancy's reference"),
        ("check advert.txt --pool", "--pool needs a vacancy"),
        ("check V0031 --all", "go with an advert"),
        ("check V0031 --csv", "--csv goes with --market"),
        ("check V0031 --jsonl x.jsonl", "--jsonl is about the adverts in that file"),
        ("check --all --jsonl x.jsonl", "--jsonl is about the adverts in that file"),
        ("check --occupation cleaner --jsonl x.jsonl", "--jsonl is about the adverts in that file"),
        ("check V0031 --market", "--market is about all open vacancies"),
    ],
)
def test_options_that_do_not_go_together_are_told(run, own_demo, typed, said):
    ran = run(*typed.split(), "--programme", str(own_demo)) if "jsonl" not in typed else run(*typed.split())
    assert ran.code == 2
    assert said in " ".join(ran.err.split())


def test_what_is_read_never_takes_the_place_of_the_adverts(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    line = '{"id": "A-1", "text": "16 hours a week."}\n'
    (tmp_path / "adverts.jsonl").write_text(line, encoding="utf-8")
    ran = run("read", "--jsonl", "adverts.jsonl", "-o", str(tmp_path / "adverts.jsonl"))
    assert (ran.code, ran.out) == (2, "")
    assert "Name another file." in ran.err
    assert (tmp_path / "adverts.jsonl").read_text(encoding="utf-8") == line

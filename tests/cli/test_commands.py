"""What commands print and how they end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile

import pytest

from matcher.cli import run as run_module
from tests.cli.given import AGREED, PEOPLE, WORK, csvs

HEAD = ["format", "run", "models", "on"]
LIST = ["considered", "left_out", "blocked", "tied_out", "rows"]
ROW = [
    "client",
    "vacancy",
    "section",
    "rank",
    "verdict",
    "opted_in",
    "blocked_by",
    "suits_client",
    "suits_job",
    "lines",
    "gates",
    "questions",
    "actions",
    "doubts",
]
TOTAL = ["points", "of", "low", "high"]
LINE = ["term", "side", "code", "band", "value", "least", "most", "unit", "points", "of", "low", "high", "says", "ask"]
GATE = ["gate", "owner", "state", "requirement", "status", "applied"]


def has(value, keys):
    assert [key for key in keys if key not in value] == []


def is_row(row):
    has(row, ROW)
    has(row["suits_client"], TOTAL)
    has(row["suits_job"], TOTAL)
    for line in row["lines"]:
        has(line, LINE)
    for gate in row["gates"]:
        has(gate, GATE)
    for side, total in (("client", row["suits_client"]), ("job", row["suits_job"])):
        for part in TOTAL:
            assert sum(line[part] for line in row["lines"] if line["side"] == side) == total[part]


class TestJson:
    """The keys that the issue promises; more may stand beside them, none may go."""

    def test_a_shortlist(self, run, demo):
        ran = run("shortlist", "V0031", "--json")
        assert (ran.code, ran.err) == (0, "")
        told = json.loads(ran.out)
        has(told, [*HEAD, "vacancy", *LIST])
        assert (told["format"], told["vacancy"], told["on"]) == (1, "V0031", "2026-11-16")
        has(told["blocked"], ["total", "by_gate", "by_owner", "sole"])
        assert (told["considered"], told["left_out"]) == (58, 2)
        assert {row["section"] for row in told["rows"]} == {"could_start", "with_help", "question", "one_requirement"}
        for row in told["rows"]:
            is_row(row)

    def test_jobs(self, run, demo):
        told = json.loads(run("jobs", "C0001", "--json").out)
        has(told, [*HEAD, "client", *LIST])
        assert told["client"] == "C0001"
        assert {row["client"] for row in told["rows"]} == {"C0001"}
        for row in told["rows"]:
            is_row(row)

    @pytest.mark.parametrize(("client", "listed"), [("C0004", True), ("C0010", False)])
    def test_why_is_one_row_blocked_or_not(self, run, demo, client, listed):
        told = json.loads(run("why", client, "V0031", "--json").out)
        has(told, HEAD)
        is_row(told)
        assert (told["client"], told["vacancy"]) == (client, "V0031")
        assert (told["section"] is not None) == listed
        assert bool(told["blocked_by"]) != listed

    def test_why_agrees_with_the_list(self, run, demo):
        rows = json.loads(run("shortlist", "V0031", "--json").out)["rows"]
        for row in rows[::7]:
            alone = json.loads(run("why", row["client"], "V0031", "--json").out)
            assert {key: alone[key] for key in ROW} == {key: row[key] for key in ROW}

    def test_what_if(self, run, demo):
        told = json.loads(run("what-if", "C0004", "V0031", "--set", "Most hours a week=16", "--json").out)
        has(told, [*HEAD, "client", "vacancy", "set", "changed", "before", "after"])
        is_row(told["before"])
        is_row(told["after"])
        assert told["changed"]["terms"] == ["hours_fit"]

    def test_check(self, run, demo):
        told = json.loads(run("check", "V0031", "--json").out)
        has(told, [*HEAD, "vacancy", "held", "considered", "passing", "passing_if_all_applied", "requirements"])
        licence = told["requirements"][0]
        assert (licence["applied"], licence["sole"]) == (False, 14)
        assert licence["doubts"][0]["severity"] == "high_risk"
        assert told["passing"] > told["passing_if_all_applied"]

    def test_above(self, run, demo):
        told = json.loads(run("why", "C0004", "V0031", "--above", "C0016", "--json").out)
        has(told, [*HEAD, "first", "second", "rule", "says", "lines"])
        assert told["rule"] == "section"

    def test_models(self, run):
        told = json.loads(run("models", "check", "--json").out)
        assert told["problems"] == []
        assert re.fullmatch("[0-9a-f]{64}", told["models"])

    def test_import(self, run, own_demo, tmp_path):
        folder = csvs(tmp_path / "in", clients="Client,Joined\n007,01/02/2027\n8,yesterday\n")
        ran = run("import", str(folder), "--json")
        told = json.loads(ran.out)
        assert ran.code == 1
        assert told["read"]["clients"] == {"found": 2, "loaded": 1, "rejected": 1, "examples": 0, "repeated": 0}
        assert told["saved"] == {"added": 1, "changed": 0}
        assert [one["value"] for one in told["problems"]] == ["yesterday"]


class TestReferences:
    """References are the user's own, as text."""

    def test_007_stays_007(self, run, own_demo, tmp_path):
        folder = csvs(tmp_path / "in", clients=PEOPLE, consent=AGREED, vacancies=WORK)
        assert run("import", str(folder)).code == 0
        assert json.loads(run("jobs", "007", "--json").out)["client"] == "007"
        assert json.loads(run("shortlist", "0042", "--json").out)["vacancy"] == "0042"
        assert 'client "7": is not a client of this programme. Did you mean 007?' in run("jobs", "7").err

    @pytest.mark.parametrize(
        ("typed", "meant"), [("V31", "V0031"), ("v0031", "V0031"), ("V00031", "V0031"), ("V0301", "V0031")]
    )
    def test_the_nearest_is_named(self, run, demo, typed, meant):
        ran = run("shortlist", typed)
        assert (ran.code, ran.out) == (1, "")
        assert f"Did you mean {meant}?" in ran.err

    def test_nothing_near(self, run, demo):
        assert "References look like C0001." in run("jobs", "Somebody").err


class TestNoBasis:
    """Without a recorded basis a client is counted and named by no command, though asked for by reference."""

    @pytest.mark.parametrize(
        "typed", [["jobs", "C0009"], ["why", "C0009", "V0031"], ["what-if", "C0009", "V0031", "--set", "Nation=Wales"]]
    )
    def test_what_is_said(self, run, demo, typed):
        ran = run(*typed)
        assert ran.code == 1
        assert ran.out == ""
        assert ran.err == (
            'client "C0009": nobody has recorded that C0009 agreed to matching; record it on the consent sheet.\n'
        )

    def test_never_suggested(self, run, demo):
        assert "C0009" not in run("jobs", "C0099").err + run("jobs", "C00009x").err

    def test_in_no_list(self, run, demo):
        assert "C0009" not in run("shortlist", "V0031", "--json", "--top", "100").out

    def test_not_after_a_withdrawal(self, run, own_demo, tmp_path):
        before = run("jobs", "C0001")
        assert before.code == 0
        text = "Client,For,Rests on,On,Withdrawn\nC0001,Matching,Agreement with notice,07/09/2026,16/11/2026\n"
        assert run("import", str(csvs(tmp_path / "in", consent=text))).code == 0
        assert "nobody has recorded that C0001 agreed" in run("jobs", "C0001").err
        assert run("jobs", "C0001", "--on", "15/11/2026").code == 0


class TestFiles:
    @pytest.mark.parametrize("ending", ["html", "xlsx", "json", "parquet"])
    def test_a_list_as_a_file(self, run, demo, tmp_path, ending):
        path = tmp_path / f"list.{ending}"
        ran = run("shortlist", "V0031", "-o", str(path))
        assert (ran.code, ran.out) == (0, "")
        assert ran.err.startswith(f"Wrote {path}. Run 2026-11-16-")
        start = path.read_bytes()[:15]
        assert start[: {"html": 9, "xlsx": 2, "json": 1, "parquet": 4}[ending]] in (
            b"<!doctype",
            b"<!DOCTYPE",
            b"PK",
            b"{",
            b"PAR1",
        )

    def test_the_same_inputs_give_the_same_bytes(self, run, demo, tmp_path):
        for name in ("a", "b"):
            for ending in ("html", "json", "parquet", "xlsx"):
                run("jobs", "C0004", "-o", str(tmp_path / f"{name}.{ending}"))
        for ending in ("html", "json", "parquet", "xlsx"):
            assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()

    @pytest.mark.parametrize("place", ["nowhere/list.html", "taken.html"])
    def test_a_place_that_cannot_be_written(self, run, demo, tmp_path, place):
        (tmp_path / "taken.html").mkdir()
        ran = run("shortlist", "V0031", "-o", str(tmp_path / place))
        assert ran.code == 1
        assert str(tmp_path / place) in ran.err

    def test_a_template_never_goes_over_work(self, run, tmp_path):
        path = tmp_path / "t.xlsx"
        assert run("template", "-o", str(path)).code == 0
        assert zipfile.is_zipfile(path)
        before = path.read_bytes()
        ran = run("template", "-o", str(path))
        assert ran.code == 1
        assert "is there already, perhaps with your work in it" in ran.err
        assert path.read_bytes() == before


class TestStreams:
    """Results to stdout, how it went to stderr; plain where it is no terminal; nobody minds a closed pipe."""

    def test_no_colour_where_nobody_sees_it(self, run, demo):
        for typed in (["shortlist", "V0031"], ["why", "C0004", "V0031"], ["--help"], ["check", "V0031"]):
            ran = run(*typed)
            assert "\x1b" not in ran.out + ran.err

    def test_a_reader_who_leaves(self, demo):
        code = 'import sys; from matcher.cli.run import main; sys.exit(main(["shortlist", "V0031"]))'
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        with process.stderr:
            assert process.stderr.read() == b""
        assert process.wait() == 0

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full disk to write to")  # noqa: PTH110
    def test_output_to_a_full_disk(self, demo):
        with open("/dev/full", "w") as full:  # noqa: PTH123
            ran = subprocess.run(
                [sys.executable, "-m", "matcher", "shortlist", "V0031", "--json"],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
            )
        assert ran.stderr == "The output could not be written: no space left on device.\n"
        assert ran.returncode == 1

    @pytest.mark.parametrize("stream", [1, 2])
    def test_a_stream_that_was_closed_before_we_began(self, tmp_path, stream):
        note = tmp_path / "note.txt"
        note.write_text("Lazy.", encoding="utf-8")
        typed = [sys.executable, "-m", "matcher", "notes", str(note)]
        code = f"import os; os.close({stream}); os.execv({sys.executable!r}, {typed!r})"
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert "Traceback" not in ran.stderr
        assert ran.returncode == 0

    def test_odd_bytes_in_an_argument(self, demo):
        ran = subprocess.run([sys.executable, "-m", "matcher", "jobs", b"C\xff\x1b[2J"], capture_output=True)
        assert ran.returncode == 1
        assert b"Traceback" not in ran.stderr
        assert b"\x1b" not in ran.stderr


class TestOurFault:
    """A number to quote and a log that says where it broke, and nothing about anyone."""

    @pytest.fixture
    def broken(self, monkeypatch):
        def fails(where, vacancy, *, top=None):
            name = "Sentinel Person"
            try:
                raise KeyError(name)
            except KeyError as error:
                raise ValueError(f"{name} lives at SE1 7TT") from error

        monkeypatch.setattr("matcher.workflows.lists.shortlist.shortlist", fails)

    def test_it_is_said_in_one_line(self, run, own_demo, broken):
        ran = run("shortlist", "V0031")
        assert ran.code == 5
        assert re.fullmatch(
            r"Something went wrong in matcher itself, not in what you gave it\. Incident \d{8}-[0-9a-f]{6}\. "
            r"A log without personal data is in .*\.log\.\n",
            ran.err,
        )

    def test_the_log_holds_places_and_no_values(self, run, own_demo, broken):
        run("shortlist", "V0031")
        (log,) = (own_demo / "logs").glob("*.log")
        text = log.read_text()
        assert "Sentinel" not in text
        assert "SE1" not in text
        assert "V0031" not in text
        assert "builtins.ValueError" in text
        assert "builtins.KeyError" in text
        assert "in fails" in text
        assert "command shortlist" in text

    def test_without_a_programme_it_goes_to_a_passing_place(self, run, tmp_path, monkeypatch):
        def fails(models=None):
            raise RuntimeError

        monkeypatch.setattr("matcher.workflows.programme.models.check_models", fails)
        monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
        monkeypatch.chdir(tmp_path)
        assert run("models", "check").code == 5
        assert list(tmp_path.glob("matcher-*.log"))

    def test_with_no_place_at_all(self, run, tmp_path, monkeypatch):
        def fails(models=None):
            raise RuntimeError

        monkeypatch.setattr("matcher.workflows.programme.models.check_models", fails)
        monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "a file" / "below"))
        (tmp_path / "a file").touch()
        monkeypatch.chdir(tmp_path)
        ran = run("models", "check")
        assert ran.code == 5
        assert "No log could be written." in ran.err


class TestStopping:
    @pytest.mark.parametrize("kind", [KeyboardInterrupt])
    def test_before_anything_was_kept(self, run, demo, monkeypatch, kind):
        def stopped(*_, **__):
            raise kind

        monkeypatch.setattr("matcher.workflows.programme.importing.bring_in", stopped)
        ran = run("import", "x.csv")
        assert (ran.code, ran.err) == (run_module.STOPPED, "\nStopped. Nothing was changed.\n")

    def test_after_it_was_kept(self, run, own_demo, tmp_path, monkeypatch):
        def stopped(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr("matcher.cli.programme.importing._lines", stopped)
        ran = run("import", str(csvs(tmp_path / "in", clients=PEOPLE)))
        assert (ran.code, ran.err) == (130, "\nStopped. What was read is kept.\n")


class TestReaders:
    def test_the_client_reads_no_points_and_the_employer_no_name(self, run, demo):
        for reader in ("client", "employer"):
            said = run("why", "C0004", "V0031", "--for", reader).out
            assert said
            assert "C0004" not in said
            assert "points" not in said
            assert "Mossgather" not in said

    def test_no_name_is_printed_anywhere(self, run, demo):
        for typed in (["shortlist", "V0031"], ["jobs", "C0001"], ["why", "C0001", "V0031"]):
            assert "Quillfeather" not in run(*typed).out
            assert "Quillfeather" not in run(*typed, "--json").out


def test_a_programme_is_found_by_option_then_environment_then_folder(run, own_demo, tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert run("shortlist", "V0031").code == 0
    monkeypatch.delenv("MATCHER_PROGRAMME")
    assert "is not a programme" in run("shortlist", "V0031").err
    assert run("shortlist", "V0031", "--programme", str(own_demo)).code == 0
    monkeypatch.chdir(own_demo)
    assert run("shortlist", "V0031").code == 0


def test_the_day_is_the_one_asked_for(run, demo):
    assert json.loads(run("jobs", "C0001", "--json", "--on", "1 December 2026").out)["on"] == "2026-12-01"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("programme.yaml", b"nam: x\n"),
        ("programme.yaml", b"name: x\nowner: y\n"),
        ("programme.yaml", b"\xff\xfe\x00"),
        ("programme.sqlite", b""),
        ("programme.sqlite", b"SQLite format 3\x00" + b"\x00" * 200),
        ("programme.sqlite", b"not a database at all" * 100),
        ("programme.sqlite-wal", b"not a journal at all" * 100),
    ],
)
@pytest.mark.parametrize(
    "typed", [["shortlist", "V0031"], ["jobs", "C0001"], ["import", "x.csv"], ["batch", "-o", "b"]]
)
def test_a_mangled_programme_is_told_plainly(run, own_demo, tmp_path, monkeypatch, name, content, typed):
    monkeypatch.chdir(tmp_path)
    (own_demo / name).write_bytes(content)
    ran = run(*typed)
    assert ran.code in (0, 1)
    assert ran.code == 1 or name.endswith("-wal")
    assert "Traceback" not in ran.err


def test_a_missing_database(run, own_demo):
    (own_demo / "programme.sqlite").unlink()
    ran = run("shortlist", "V0031")
    assert ran.code == 1
    assert "is missing. Put it back from a copy, or make a new programme." in ran.err


def test_an_edition_with_a_slip_names_file_line_and_key(run, demo, tmp_path):
    edition = tmp_path / "edition" / "matching"
    edition.mkdir(parents=True)
    (edition / "ranking.yaml").write_text("id: ranking\nstep: many\n")
    ran = run("shortlist", "V0031", "--models", str(tmp_path / "edition"))
    assert ran.code == 1
    assert "ranking.yaml, line 2, step" in ran.err

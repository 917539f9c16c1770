"""The first five minutes: an empty folder, one command, a shortlist worth reading, and what to try next works."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import subprocess
import sys

import openpyxl
import pytest

from matcher.store.about import About, read_about
from matcher.store.folder import create_folder, open_folder


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def next_lines(out: str) -> list[str]:
    return [line.strip() for line in out.partition("Try next:\n")[2].splitlines() if line.strip()]


def test_from_an_empty_folder_to_a_shortlist(here):
    ran = subprocess.run([sys.executable, "-m", "matcher", "demo"], capture_output=True, text=True, cwd=here)
    assert ran.returncode == 0
    assert ran.stderr == ""
    assert ran.stdout.startswith("Made demo-programme: 60 clients and 26 vacancies, all made up.\n")
    for said in (
        "Shortlist for Shelf filler (V0031)",
        "58 people considered.",
        "2 people left out: nobody has asked yet whether we may match them.",
        "Could start now or by the date",
        "Could start with some help first",
        "Worth a question",
        "Kept out by one requirement alone",
        "Driving licence, category B. It is not applied.",
        "Data of 16 November 2026.",
    ):
        assert said in " ".join(ran.stdout.split()).replace("\n", " "), said
    assert "Nobody." not in ran.stdout  # there is somebody in every section
    assert sorted(path.name for path in (here / "demo-programme").iterdir()) == [
        "programme.sqlite",
        "programme.yaml",
        "shortlist-V0031.html",
        "shortlist-V0031.xlsx",
    ]
    page = (here / "demo-programme" / "shortlist-V0031.html").read_text()
    assert "<h1" in page
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//|@import|url\(""", page)


def test_what_it_says_to_try_next_works(run, here):
    lines = next_lines(run("demo").out)
    assert len(lines) == 5
    for line in lines:
        ran = run(*shlex.split(line)[1:])
        assert ran.code == 0, line
        assert ran.out


@pytest.mark.parametrize(("clients", "vacancies"), [(0, 0), (1, 1), (20, 0), (0, 4), (30, 12)])
def test_any_size(run, here, clients, vacancies):
    ran = run("demo", "d", "--clients", str(clients), "--vacancies", str(vacancies), "--seed", "7")
    assert ran.code == 0
    assert ran.out.startswith(f"Made d: {clients} clients and {vacancies} vacancies, all made up.")
    assert len(open_folder(here / "d").everything().clients) == clients
    for line in next_lines(ran.out):
        assert run(*shlex.split(line)[1:]).code == 0, line


def test_the_same_seed_makes_the_same_people(run, here):
    for folder, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        run("demo", folder, "--clients", "12", "--seed", seed)
    a, b, c = (open_folder(here / folder).everything() for folder in "abc")
    assert a == b
    assert a != c


def test_its_workbook_can_be_decided_on(run, here):
    run("demo", "d")
    path = here / "d" / "shortlist-V0031.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Decisions to take"]
    wanted = ("Client", "Decision", "Reason")
    heads = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value in wanted}
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, heads["Client"]).value == "C0036")
    for head, said in (("Decision", "Held for now"), ("Reason", "timing")):
        sheet.cell(row, heads[head]).value = said
    book.save(path)
    ran = run("decide", str(path), "--programme", "d", "--by", "epc-2")
    assert "37 rows: 1 recorded, 0 recorded before, 36 decide nothing, 0 to put right." in ran.out, ran.out + ran.err


def test_every_command_in_it_takes_its_day(run, here):
    run("demo", "d")
    assert "Data of 16 November 2026." in " ".join(run("jobs", "C0001", "--programme", "d").out.split())
    again = run("demo", "e", "--on", "1 December 2026")
    assert read_about(here / "e").data_date == dt.date(2026, 12, 1)
    assert "Data of 1 December 2026." in " ".join(again.out.split())


class TestOnlyItsOwn:
    """It never goes over anything but a demo, and not over a demo without being told."""

    def test_a_demo_is_made_anew_only_when_told(self, run, here):
        run("demo", "d", "--clients", "3")
        ran = run("demo", "d")
        assert ran.code == 1
        assert "Say --again to make it anew" in ran.err
        assert len(open_folder(here / "d").everything().clients) == 3

    def test_again_replaces_its_records_and_leaves_other_files(self, run, here):
        run("demo", "d", "--clients", "3")
        (here / "d" / "notes.txt").write_text("mine")
        assert run("demo", "d", "--again").code == 0
        assert len(open_folder(here / "d").everything().clients) == 60
        assert (here / "d" / "notes.txt").read_text() == "mine"

    @pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 4096])
    def test_again_mends_a_damaged_demo(self, run, here, content):
        run("demo", "d", "--clients", "3")
        (here / "d" / "programme.sqlite").write_bytes(content)
        assert run("demo", "d", "--again").code == 0
        assert len(open_folder(here / "d").everything().clients) == 60

    def test_somebodys_programme_stays(self, run, here):
        create_folder(here / "ours", About(name="ours", made_by="matcher new"))
        ran = run("demo", "ours", "--again")
        assert ran.code == 1
        assert "is not a demo" in ran.err

    @pytest.mark.parametrize("made", ["a file", "a folder with something in it"])
    def test_anything_else_stays(self, run, here, made):
        if made == "a file":
            (here / "d").write_text("mine")
        else:
            (here / "d").mkdir()
            (here / "d" / "x").write_text("mine")
        ran = run("demo", "d", "--again")
        assert ran.code == 1
        assert "is there already" in ran.err

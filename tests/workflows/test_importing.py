"""Bringing things in: good rows kept, nothing half-written, the same file twice changes nothing, adverts too."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from matcher.importers.equality import write_equality_template
from matcher.store.about import About
from matcher.store.folder import create_folder, open_folder
from matcher.workflows.programme.demo import demo_files
from matcher.workflows.programme.importing import sorted_by_kind
from tests.cli.given import AGREED, PEOPLE, WORK, an_advert, csvs
from tests.limits import on_a_small_disk


@pytest.fixture
def empty(tmp_path, monkeypatch):
    folder = create_folder(tmp_path / "programme", About(name="p"))
    monkeypatch.setenv("MATCHER_PROGRAMME", str(folder.path))
    return folder


def matcher(*typed: str, **more):
    return subprocess.Popen(
        [sys.executable, "-m", "matcher", *typed], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more
    )


class TestSpreadsheets:
    def test_the_same_file_again_changes_nothing(self, run, empty):
        first = run("import", str(demo_files()))
        assert first.code == 0
        assert "clients: 60 found; 60 good." in first.out
        before = open_folder(empty.path).everything()
        again = run("import", str(demo_files()))
        assert again.code == 0
        assert "Nothing is new: the programme holds all of it already." in again.out
        assert open_folder(empty.path).everything() == before

    def test_it_says_what_to_type_next_and_that_works(self, run, empty):
        last = run("import", str(demo_files())).out.strip().splitlines()[-1]
        assert last == "Next: matcher shortlist V0012"
        assert run(*last.split()[2:]).code == 0

    def test_the_day_of_the_data_comes_with_it(self, run, empty):
        run("import", str(demo_files()))
        assert open_folder(empty.path).about.data_date is not None
        assert json.loads(run("shortlist", "V0031", "--json").out)["on"] == "2026-11-16"

    def test_a_dry_run_keeps_nothing(self, run, empty):
        ran = run("import", str(demo_files()), "--dry-run")
        assert ran.code == 0
        assert "clients: 60 found; 60 good." in ran.out
        assert "Nothing was saved: this was a dry run." in ran.out
        assert open_folder(empty.path).everything().clients == ()

    def test_good_rows_are_kept_and_bad_ones_come_back_to_put_right(self, run, empty, tmp_path):
        text = "Client,Joined\nC1,05/10/2026\nC2,soon\nC3,soon\nC4,soon\n"
        rejects = tmp_path / "put-right.xlsx"
        ran = run("import", str(csvs(tmp_path / "in", clients=text)), "--problems", str(rejects))
        assert ran.code == 1
        assert "clients: 4 found; 1 good, 3 to put right." in ran.out
        assert "2 other rows have the same problem: 4, 5." in ran.out
        assert f"Rows to put right are in {rejects}" in ran.out
        assert zipfile.is_zipfile(rejects)
        assert [one.id for one in open_folder(empty.path).everything().clients] == ["C1"]
        assert run("import", str(rejects), "--dry-run").code == 1

    def test_rows_may_refer_to_what_is_held(self, run, empty, tmp_path):
        assert run("import", str(csvs(tmp_path / "a", clients=PEOPLE, vacancies=WORK))).code == 0
        assert run("import", str(csvs(tmp_path / "b", consent=AGREED))).code == 0
        assert run("shortlist", "0042").code == 0

    def test_names_are_kept_apart_and_never_shown(self, run, empty, tmp_path):
        text = "Client,Name,Phone\n007,Sentinel Person,07700 900999\n"
        ran = run("import", str(csvs(tmp_path / "in", clients=text)))
        assert ran.code == 0
        assert "Sentinel" not in ran.out + ran.err
        assert "Sentinel" not in open_folder(empty.path).everything().model_dump_json()

    @pytest.mark.parametrize("name", ["book.xlsx", "clients.csv", "page.html", "jobs.json", "odd.bin"])
    @pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"PK\x03\x04 not a zip", b"{", b"<html>", b"Client\n"])
    def test_any_file_is_an_answer(self, run, empty, tmp_path, name, content):
        (tmp_path / name).write_bytes(content)
        ran = run("import", str(tmp_path / name))
        assert ran.code in (0, 1)
        assert "Traceback" not in ran.out + ran.err


class TestAdverts:
    def test_they_come_in_as_vacancies(self, run, empty, tmp_path):
        (tmp_path / "a.json").write_text(an_advert("A-1"))
        ran = run("import", str(tmp_path / "a.json"))
        assert ran.code == 0
        assert "adverts: 1 found; 1 good." in ran.out
        assert "Next: matcher shortlist A-1" in ran.out

    def test_again_they_change_nothing_and_corrections_stay(self, run, empty, tmp_path):
        path = tmp_path / "a.json"
        path.write_text(an_advert("A-1"))
        run("import", str(path))
        text = "Vacancy,Title\nA-1,Evening cleaner\n"
        assert run("import", str(csvs(tmp_path / "in", vacancies=text))).code == 0
        again = run("import", str(path))
        assert "the same as another or held already" in again.out
        assert "Nothing in the advert has changed." in again.out
        path.write_text(an_advert("A-1", title="Night cleaner"))
        changed = run("import", str(path))
        assert "The advert has changed since (title" in changed.out
        (held,) = open_folder(empty.path).everything().vacancies
        assert held.title == "Evening cleaner"

    def test_together_with_spreadsheets(self, run, empty, tmp_path):
        folder = csvs(tmp_path / "in", clients=PEOPLE)
        (folder / "a.jsonld").write_text(an_advert("A-1"))
        ran = run("import", str(folder))
        assert "clients: 2 found; 2 good." in ran.out
        assert "adverts: 1 found; 1 good." in ran.out

    def test_what_kind_a_file_is(self, tmp_path):
        for name, content in (("a", "{}"), ("b", "<html>"), ("c", "Client,Joined\n"), ("d.XLSX", ""), ("e.JSONL", "")):
            (tmp_path / name).write_text(content)
        tables, adverts = sorted_by_kind(
            [tmp_path / name for name in ("a", "b", "c", "d.XLSX", "e.JSONL", "gone")], as_adverts=False
        )
        assert [path.name for path in tables] == ["c", "d.XLSX", "gone"]
        assert [path.name for path in adverts] == ["a", "b", "e.JSONL"]
        assert sorted_by_kind([tmp_path / "c"], as_adverts=True) == ([], [tmp_path / "c"])


class TestEquality:
    def test_answers_go_where_nothing_that_matches_can_read_them(self, run, own_demo, tmp_path):
        text = "Client,Question,Answer\nC0001,Sex,Sentinel\nC0002,Age band,35-49\n"
        before = open_folder(own_demo).everything()
        run_before = json.loads(run("jobs", "C0001", "--json").out)["run"]
        ran = run("import", "--equality", str(csvs(tmp_path / "in", equality=text) / "equality.csv"))
        assert ran.code == 0
        assert "equality: 2 found; 2 good." in ran.out
        assert open_folder(own_demo).everything() == before
        assert json.loads(run("jobs", "C0001", "--json").out)["run"] == run_before
        connection = sqlite3.connect(own_demo / "programme.sqlite")
        assert connection.execute("SELECT count(*) FROM equality").fetchone() == (2,)
        connection.close()
        assert "Nothing is new" in run("import", "--equality", str(tmp_path / "in" / "equality.csv")).out

    def test_later_answers_stand_beside_earlier_ones(self, run, own_demo, tmp_path):
        for question in ("Sex", "Age band"):
            text = f"Client,Question,Answer\nC0001,{question},said\n"
            run("import", "--equality", str(csvs(tmp_path / "in", equality=text) / "equality.csv"))
        connection = sqlite3.connect(own_demo / "programme.sqlite")
        ((body,),) = connection.execute("SELECT body FROM equality").fetchall()
        connection.close()
        assert json.loads(body)["answers"] == {"sex": "said", "age_band": "said"}

    def test_its_template(self, run, tmp_path):
        assert run("template", "--equality", "-o", str(tmp_path / "e.xlsx")).code == 0
        assert zipfile.is_zipfile(tmp_path / "e.xlsx")
        write_equality_template(tmp_path / "f.xlsx")


class TestWholeOrNotAtAll:
    def test_killed_at_any_moment_it_is_old_or_new(self, empty):
        before = set()
        for pause in (0.6, 1.1, 1.6, 2.4):
            process = matcher("import", str(demo_files()), "--programme", str(empty.path))
            time.sleep(pause)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            held = open_folder(empty.path).everything()
            before.add(len(held.clients))
            assert (len(held.clients), len(held.vacancies), len(held.places)) in ((0, 0, 0), (60, 25, 24))

    def test_stopped_by_hand_it_says_so(self, empty):
        process = matcher("import", str(demo_files()), "--programme", str(empty.path), start_new_session=True)
        time.sleep(1.0)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate()
        held = open_folder(empty.path).everything().clients
        # On a slow machine the signal may come before Python has begun, and then it is the system that ends it.
        assert process.returncode in (0, 130, -signal.SIGINT)
        assert "Traceback" not in err
        if "Nothing was changed" in err:
            assert held == ()

    def test_two_at_once_both_come_in(self, empty, tmp_path):
        texts = {name: "Client,Joined\n" + "".join(f"{name}{n},05/10/2026\n" for n in range(50)) for name in "AB"}
        folders = [csvs(tmp_path / name, clients=text) for name, text in texts.items()]
        both = [matcher("import", str(folder), "--programme", str(empty.path)) for folder in folders]
        assert [process.communicate()[1] for process in both] == ["", ""]
        assert [process.returncode for process in both] == [0, 0]
        assert len(open_folder(empty.path).everything().clients) == 100

    def test_a_full_disk_is_said_plainly(self, empty):
        process = matcher(
            "import",
            str(demo_files()),
            "--programme",
            str(empty.path),
            preexec_fn=lambda: on_a_small_disk(90_000),
        )
        _, err = process.communicate()
        assert process.returncode == 1
        assert "the disk is full" in err
        assert "Nothing was changed" in err
        assert open_folder(empty.path).everything().clients == ()


def test_a_folder_of_ones_own_is_begun_with_a_workbook(run, tmp_path):
    ran = run("new", str(tmp_path / "ours"), "--name", "Northside: lone parents")
    assert ran.code == 0
    assert "First steps:" in ran.out
    folder = open_folder(tmp_path / "ours")
    assert folder.about.name == "Northside: lone parents"
    assert zipfile.is_zipfile(tmp_path / "ours" / "to-fill-in.xlsx")
    dry = run("import", str(tmp_path / "ours" / "to-fill-in.xlsx"), "--dry-run", "--programme", str(tmp_path / "ours"))
    assert dry.code == 0
    assert "examples passed over" in dry.out
    assert Path(tmp_path / "ours" / "programme.sqlite").exists()

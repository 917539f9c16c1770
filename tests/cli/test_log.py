"""`matcher log`: whether it is whole and what to do where it is not; who reads what of it; files that run nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import cast

import openpyxl
import pytest
import sqlalchemy as sa

from matcher.library.brokerage.machines import Machine
from matcher.store import database
from matcher.store.folder import Folder, open_folder
from matcher.store.log import Event
from matcher.store.schema import EVENT, LAST, SUBJECT, TOLD
from tests.demos import library
from tests.hands import SIGNED

ROOT = Path(__file__).resolve().parents[2]
WORDS = "=HYPERLINK(1) rang twice"


@pytest.fixture
def folder(own_demo) -> Folder:
    """The demo, with a decision about a client in its log."""
    found = open_folder(own_demo)
    with found.changing(SIGNED) as change:
        change.log(
            Event("decide", client="C0012", vacancy="V0031", codes={"what": "hold"}, words=WORDS),
            Event("decide", client="C0001", vacancy="+1", codes={"what": "hold"}),
        )
    return found


def tampered(folder: Folder, statement: str) -> None:
    with database.writing(folder.place) as connection:
        connection.exec_driver_sql("DROP TRIGGER event_update")
        connection.exec_driver_sql(statement)


def last_hash(out: str) -> str:
    return out.split("Write down: ")[1].strip()


class TestVerify:
    def test_a_whole_log_and_the_hash_to_write_down(self, run, folder) -> None:
        first = run("log", "verify")
        assert first.code == 0
        assert re.search(r"The log is whole: [\d,]+ entries", first.out)
        run("shortlist", "V0031")
        later = run("log", "verify", "--expect", last_hash(first.out).upper())
        assert later.code == 0
        assert "The hash you wrote down is that of entry" in later.out
        told = json.loads(run("log", "verify", "--json", "--expect", last_hash(first.out)).out)
        assert told["sound"] is True
        assert told["expected"] == told["entries"] - 1
        assert told["last"] == last_hash(later.out)

    def test_an_entry_that_was_changed(self, run, folder) -> None:
        tampered(folder, "UPDATE event SET vacancy = 'V0032' WHERE seq = 2")
        ran = run("log", "verify")
        assert ran.code == 1
        assert ran.out == ""
        assert "broken at entry 2." in ran.err
        assert "Put the programme back from a copy" in ran.err
        assert json.loads(run("log", "verify", "--json").out)["broken"] == 2

    def test_words_that_were_changed(self, run, folder) -> None:
        with database.writing(folder.place) as connection:
            connection.execute(sa.update(TOLD).values(words="other"))
        ran = run("log", "verify")
        assert ran.code == 1
        assert "words kept beside these entries" in ran.err

    def test_a_log_that_was_written_anew(self, run, folder) -> None:
        written_down = last_hash(run("log", "verify").out)
        with database.writing(folder.place) as connection:
            connection.exec_driver_sql("DROP TRIGGER event_delete")
            connection.execute(sa.delete(EVENT))
            connection.execute(sa.update(LAST).values(seq=0, hash=""))
        assert run("log", "verify").code == 0
        ran = run("log", "verify", "--expect", written_down)
        assert ran.code == 1
        assert "No entry has the hash you wrote down" in ran.err

    @pytest.mark.parametrize("typed", ["", "abc", "g" * 64, "a" * 65])
    def test_what_is_no_hash(self, run, folder, typed) -> None:
        ran = run("log", "verify", "--expect", typed)
        assert ran.code == 2
        assert "--expect must be the hash" in ran.err


class TestShow:
    def test_an_auditor_reads_codes_and_marks(self, run, folder) -> None:
        ran = run("log", "show", "--as", "auditor", "--json")
        entries = json.loads(ran.out)["entries"]
        assert [one["entry"] for one in entries] == list(range(1, len(entries) + 1))
        assert {one["words"] for one in entries} == {None}
        everyone = [one.id for one in folder.everything().clients]
        assert not [client for client in everyone if client in ran.out]
        assert WORDS not in ran.out

    def test_a_key_worker_reads_their_clients_entries_with_the_words(self, run, folder) -> None:
        ran = run("log", "show", "--client", "C0012", "--as", "key-worker", "--json")
        (one,) = json.loads(ran.out)["entries"]
        assert (one["client"], one["words"], one["codes"]) == ("C0012", WORDS, {"what": "hold"})

    def test_by_its_mark_nobody_is_named(self, run, folder) -> None:
        with database.reading(folder.place) as connection:
            mark = connection.execute(sa.select(SUBJECT.c.mark).where(SUBJECT.c.client == "C0012")).scalar()
        ran = run("log", "show", "--client", mark, "--as", "auditor")
        assert mark in ran.out
        assert "C0012" not in ran.out
        assert WORDS not in ran.out

    @pytest.mark.parametrize(
        ("typed", "who"),
        [
            ([], "epc"),
            ([], "key-worker"),
            ([], "client"),
            (["--client", "C0012"], "auditor"),
            (["--client", "C0012"], "epc"),
            (["--client", "C0012"], "employer"),
        ],
    )
    def test_who_may_not_is_told_who_may(self, run, folder, typed, who) -> None:
        ran = run("log", "show", *typed, "--as", who)
        assert ran.code == 1
        assert "may. Ask one of them" in ran.err
        assert ran.out == ""

    def test_only_some(self, run, folder) -> None:
        run("shortlist", "V0012")
        entries = json.loads(run("log", "show", "--as", "manager", "--vacancy", "V0012", "--json").out)["entries"]
        assert [one["action"] for one in entries] == ["list.made"]
        decided = json.loads(run("log", "show", "--as", "manager", "--action", "decide", "--json").out)["entries"]
        assert len(decided) == 2
        since = run("log", "show", "--as", "manager", "--since", "17/11/2026", "--json").out
        assert "decide" not in {one["action"] for one in json.loads(since)["entries"]}
        assert len(run("log", "show", "--as", "manager", "--most", "2").out.splitlines()) == 2
        assert "no such entry" in run("log", "show", "--as", "manager", "--vacancy", "V9").err
        assert run("log", "show", "--client", "C9999", "--as", "manager").code == 1

    def test_files_that_run_nothing_and_are_logged(self, run, folder, tmp_path) -> None:
        typed = ["log", "show", "--client", "C0012", "--as", "manager"]
        for ending in ("jsonl", "csv", "xlsx"):
            assert run(*typed, "-o", str(tmp_path / f"log.{ending}")).code == 0
        (line,) = (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()
        assert json.loads(line)["words"] == WORDS
        head, row = csv.reader(io.StringIO((tmp_path / "log.csv").read_text(encoding="utf-8-sig")))
        assert row[head.index("Words")] == f"'{WORDS}"
        sheet = openpyxl.load_workbook(tmp_path / "log.xlsx")["Log"]
        cell = next(one for one in sheet[3] if one.value == WORDS)
        assert cell.data_type == "s"
        assert cell.quotePrefix
        written = json.loads(run("log", "show", "--as", "auditor", "--action", "log.written", "--json").out)["entries"]
        assert [one["codes"]["form"] for one in written] == ["jsonl", "csv", "xlsx"]
        assert {one["codes"]["purpose"] for one in written} == {"accountability"}
        assert run(*typed, "-o", "log.pdf").code == 2


def test_every_kind_of_entry_has_words() -> None:
    """Whatever the code logs, and every step of every machine."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "matcher").rglob("*.py")))
    logged = set(re.findall(r'\b(?:Event|event)\(\s*"([a-z_.]+)"', sources))
    assert "list.made" in logged
    for name in ("challenges", "hand_backs", "in_work", "contests", "actions"):
        machine = cast("Machine", library().on_shelf(name))
        logged |= {f"{machine.id}.{step.id}" for step in machine.steps}
    said = {one.id for one in library().brokerage.log_words.actions}
    assert logged - said == set()

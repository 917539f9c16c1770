"""Runs: what was shown is kept as numbers, adds up, and is said again in the same words from the store alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import matcher
from matcher.base.problems import GivenProblems
from matcher.library.find import shipped_models
from matcher.library.load import load_library
from matcher.outputs.json import as_json, dumps
from matcher.outputs.page import write as write_page
from matcher.records.programme import Programme
from matcher.records.signed import DeskRole
from matcher.store import database
from matcher.store.erasing import erase
from matcher.store.folder import Folder, create_folder, open_folder
from matcher.store.log import entries, verify
from matcher.store.place import FILE
from matcher.store.runs import kept_run, models_of
from matcher.store.schema import EVENT, MADE, MODELS, RUN, RUN_LIST, RUN_ROW
from matcher.workflows import desk
from matcher.workflows.lists import made_with
from matcher.workflows.lists.again import again, manifest, runs
from matcher.workflows.lists.batch import batch
from matcher.workflows.lists.jobs import jobs
from matcher.workflows.lists.shortlist import shortlist
from matcher.workflows.where import Where
from tests.chances import Seeded
from tests.demos import library, made_demo
from tests.hands import SIGNED
from tests.server import new_database
from tests.store.test_folder import ABOUT, put
from tests.wild_work import programme as wild_programme
from tests.workflows.test_travelling import on_the_map, where, with_buses  # noqa: F401

ON = dt.date(2026, 11, 16)


def rows(folder: Folder, table: sa.Table) -> list[dict[str, Any]]:
    with database.reading(folder.place) as connection:
        return [dict(one) for one in connection.execute(sa.select(table)).mappings()]


@pytest.fixture(autouse=True)
def _quickly(monkeypatch) -> None:
    """The shipped models are read once for all of these tests."""
    monkeypatch.setattr(desk, "load_library", lambda models: library() if models is None else load_library(models))


def page_of(explained, path: Path) -> bytes:
    write_page(explained, path)
    return path.read_bytes()


def said(listed) -> str:
    return dumps(as_json(listed.explained))


def everything_changes(folder: Folder) -> None:
    """Records, vacancies, evidence, services and consent as they are never again."""
    with folder.changing(SIGNED) as change:
        known = change.known
        change.put(
            known.model_copy(
                update={
                    "clients": tuple(one.model_copy(update={"open_to_anything": True}) for one in known.clients[3:]),
                    "vacancies": tuple(one.model_copy(update={"title": f"Not {one.title}"}) for one in known.vacancies),
                    "employers": tuple(one.model_copy(update={"name": "Renamed"}) for one in known.employers),
                    "observations": known.observations[5:],
                    "actions": (),
                    "services": (),
                    "consents": (),
                    "places": (),
                }
            )
        )


def edition(folder: Path) -> Path:
    """Models of today that say everything otherwise."""
    made = folder / "edition"
    for name in ("wording/wording.yaml", "matching/terms.yaml", "matching/ranking.yaml"):
        text = (shipped_models() / name).read_text(encoding="utf-8")
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text.replace("not known", "anyone's guess").replace("Could", "Might"), "utf-8")
    return made


def test_an_old_list_is_said_again_byte_for_byte(own_demo, tmp_path) -> None:
    """After records, vacancies, services, consent and models have changed; and nothing of it is a copy of words."""
    place = Where(own_demo, by="epc-2")
    first = {one.explained.stamp.run: one for one in (shortlist(place, "V0031"), jobs(place, "C0012", top=3))}
    folder = open_folder(own_demo)
    pages = {run: page_of(one.explained, tmp_path / run) for run, one in first.items()}
    everything_changes(folder)
    models = edition(tmp_path)
    now = Where(own_demo, models=models)
    assert said(shortlist(now, "V0031")) not in {said(one) for one in first.values()}
    before = sorted(one.name for one in tmp_path.rglob("*"))
    for run, one in first.items():
        found = again(now, run)
        assert dumps(as_json(found.explained)) == said(one)
        assert page_of(found.explained, tmp_path / run) == pages[run]
        assert found.same
        assert found.why == ()
        assert (found.made[-1].by, found.made[-1].role) == ("epc-2", "epc")
    assert sorted(one.name for one in tmp_path.rglob("*")) == before
    kept = json.dumps([rows(folder, table) for table in (RUN, RUN_LIST, RUN_ROW)])
    title = next(iter(first.values())).explained.title
    assert title not in kept


@pytest.mark.parametrize("seed", range(3))
def test_any_list_of_any_programme_is_said_again(seed, tmp_path) -> None:
    made = create_folder(tmp_path / "p", ABOUT)
    put(made, wild_programme(Seeded(seed), clients=6, vacancies=4))
    place = Where(made.path)
    shown = [shortlist(place, one) for one in made.vacancies()]
    shown += [jobs(place, one) for one in made.clients(purpose="matching", on=ON)]
    put(made, Programme())
    for one in shown:
        assert dumps(as_json(again(place, one.explained.stamp.run).explained)) == said(one)


def test_on_a_server_too(tmp_path) -> None:
    url = new_database()
    made = create_folder(tmp_path / "p", ABOUT, database_url=url)
    put(made, open_folder(made_demo()).everything())
    place = Where(made.path, database_url=url)
    first = shortlist(place, "V0031")
    everything_changes(made)
    assert dumps(as_json(again(place, first.explained.stamp.run).explained)) == said(first)


def test_journeys_are_said_again_without_their_timetable(where) -> None:  # noqa: F811
    on_the_map(where)
    with_buses(where)
    first = shortlist(where, "V2")
    assert any(line.note and "timetable" in line.note for row in first.explained.rows for line in row.lines)
    for path in where.programme.glob("*.npz"):
        if not path.name.startswith("places"):
            path.unlink()
    assert again(where, first.explained.stamp.run).same


class TestErased:
    """Who was erased stays out, is counted, and leaves nothing in a run."""

    def erase(self, folder: Folder, client: str) -> None:
        with folder.changing(SIGNED) as change:
            erase(change.connection, SIGNED, client, ground="asked")

    def test_from_a_shortlist(self, own_demo) -> None:
        place, folder = Where(own_demo), open_folder(own_demo)
        first = shortlist(place, "V0031").explained
        self.erase(folder, first.rows[2].client)
        found = again(place, first.stamp.run)
        assert [row.client for row in found.explained.rows] == [
            row.client for row in first.rows if row.client != first.rows[2].client
        ]
        assert not found.same
        assert found.why == ("The records of 1 person on it were erased since; they stay out.",)
        whole = json.dumps([rows(folder, table) for table in (RUN, RUN_LIST, RUN_ROW)])
        assert first.rows[2].client not in whole

    def test_their_own_list(self, own_demo) -> None:
        place, folder = Where(own_demo), open_folder(own_demo)
        run = jobs(place, "C0012").explained.stamp.run
        self.erase(folder, "C0012")
        with pytest.raises(GivenProblems, match="erased since"):
            again(place, run)
        assert manifest(place, run)["command"] == "jobs"
        assert "C0012" not in json.dumps([rows(folder, table) for table in (RUN, RUN_LIST, RUN_ROW)])


class TestWhatIsKept:
    """A run once, each making of it beside; what went in and out adds up."""

    def test_the_same_inputs_are_one_run_made_twice(self, own_demo) -> None:
        place = Where(own_demo)
        shortlist(place, "V0012")
        before = {table.name: len(rows(open_folder(own_demo), table)) for table in (RUN, RUN_LIST, RUN_ROW, MODELS)}
        run = shortlist(Where(own_demo, by="kw-1", role=DeskRole.KEY_WORKER), "V0012").explained.stamp.run
        assert {t.name: len(rows(open_folder(own_demo), t)) for t in (RUN, RUN_LIST, RUN_ROW, MODELS)} == before
        made = [one for one in rows(open_folder(own_demo), MADE) if one["run"] == run]
        last = sorted((one["time"], one["hand"], one["role"]) for one in made)[-2:]  # the demo may have shown it before
        first = last[0][0]
        assert last == [(first, "", "epc"), (first + 1, "kw-1", "key_worker")]

    def test_each_making_says_since_when_until_when_and_with_what(self, own_demo, monkeypatch) -> None:
        told_of = {"commit": "c" * 40, "constraints": "d" * 64}
        monkeypatch.setattr(made_with, "_checkout", lambda: told_of)
        run = shortlist(Where(own_demo), "V0012").explained.stamp.run
        *_, one = manifest(Where(own_demo), run)["made"]
        begun, kept = (dt.datetime.fromisoformat(one[name].replace("Z", "+00:00")) for name in ("begun", "at"))
        assert dt.timedelta(0) < kept - begun < dt.timedelta(minutes=5)
        assert {name: one["with"][name] for name in told_of} == told_of
        assert one["with"]["python"].startswith("3.")
        monkeypatch.setattr(made_with, "_checkout", dict)
        shortlist(Where(own_demo), "V0012")
        assert set(manifest(Where(own_demo), run)["made"][-1]["with"]) == {"python"}, (
            "outside a checkout: nothing is said"
        )

    @pytest.mark.parametrize("how", ["loose", "packed", "detached", "worktree", "none", "damaged"])
    def test_the_commit_is_read_from_a_checkout(self, how, tmp_path) -> None:
        commit, git, root = "0123456789" * 4, tmp_path / "repo" / ".git", tmp_path / "repo"
        (git / "refs" / "heads").mkdir(parents=True)
        (git / "HEAD").write_text(f"{commit}\n" if how == "detached" else "ref: refs/heads/main\n")
        if how in ("loose", "worktree"):
            (git / "refs" / "heads" / "main").write_text(f"{commit}\n")
        if how == "packed":
            (git / "packed-refs").write_text(f"# pack-refs with: peeled\n{commit} refs/heads/main\n")
        if how == "damaged":
            (git / "refs" / "heads" / "main").write_bytes(b"\xff\xfe")
        if how == "worktree":
            own = git / "worktrees" / "other"
            own.mkdir(parents=True)
            (own / "HEAD").write_text("ref: refs/heads/main\n")
            (own / "commondir").write_text("../..\n")
            root = tmp_path / "other"
            root.mkdir()
            (root / ".git").write_text(f"gitdir: {own}\n")
        (root / "constraints.txt").write_bytes(b"numpy==2.0\n")
        found = made_with.of_checkout(root)
        assert found["commit"] == ("" if how in ("none", "damaged") else commit)
        assert found["constraints"] == hashlib.sha256(b"numpy==2.0\n").hexdigest()

    def test_another_programme_with_the_same_records_keeps_the_same_bytes(self, own_demo, tmp_path) -> None:
        shutil.copytree(own_demo, tmp_path / "another")
        kept = []
        for folder in (own_demo, tmp_path / "another"):
            run = shortlist(Where(folder), "V0012").explained.stamp.run
            kept.append(kept_run(open_folder(folder), run)[0])
        assert kept[0] == kept[1]

    @pytest.mark.parametrize("side", ["vacancy", "client"])
    def test_counts_in_are_counts_out_with_reasons(self, own_demo, side) -> None:
        place = Where(own_demo)
        listed = (shortlist(place, "V0031", top=2) if side == "vacancy" else jobs(place, "C0012", top=2)).explained
        told = manifest(place, listed.stamp.run)
        counts = told["counts"]
        assert counts["considered"] == counts["listed"] + sum(counts["not_listed"].values()) == listed.considered
        assert counts["listed"] == len(listed.rows)
        (rest,) = told["not_listed"]
        assert sum(count for _, count in rest["patterns"]) == sum(counts["not_listed"].values())
        assert rest["passing"] == listed.passing - sum(not row.blocked_by for row in listed.rows)
        assert told["inputs"]["left_out"] == listed.left_out
        line = json.dumps(as_json(listed), ensure_ascii=False, separators=(",", ":"))
        assert told["output"] == hashlib.sha256(line.encode()).hexdigest()
        assert told["purpose"] == "matching"
        assert told["models"] == listed.stamp.digest
        assert told["limits"]

    def test_what_it_was_made_of_names_nobody(self, own_demo) -> None:
        place = Where(own_demo, role=DeskRole.AUDITOR)
        everyone = [one.id for one in open_folder(own_demo).everything().clients]
        shown = [jobs(Where(own_demo), "C0012"), shortlist(Where(own_demo), "V0031")]
        for one in shown:
            told = json.dumps(manifest(place, one.explained.stamp.run))
            assert not [client for client in everyone if client in told]
        assert not [one for one in runs(place, most=10) if one.subject.startswith("C")]

    def test_a_batch_keeps_the_digests_of_its_files_and_no_row(self, own_demo, tmp_path) -> None:
        place = Where(own_demo)
        before = len(rows(open_folder(own_demo), RUN_ROW))
        made = batch(place, tmp_path / "lists", progress=lambda *_: None)
        again_ = batch(place, tmp_path / "lists", progress=lambda *_: None)
        assert made.note == again_.note == ""
        told = manifest(place, made.manifest["run"])
        assert set(told["files"]) == {one.name for one in (tmp_path / "lists").iterdir()}
        for name, digest in told["files"].items():
            assert hashlib.sha256((tmp_path / "lists" / name).read_bytes()).hexdigest() == digest
        assert len(told["made"]) == 2
        assert len(rows(open_folder(own_demo), RUN_ROW)) == before
        with pytest.raises(GivenProblems, match="wrote every list to files"):
            again(place, made.manifest["run"])

    def test_every_list_and_file_is_in_the_log_and_the_log_names_nobody(self, own_demo, run, tmp_path) -> None:
        folder = open_folder(own_demo)
        with database.reading(folder.place) as connection:
            before = len(list(entries(connection)))
        assert run("shortlist", "V0031", "--by", "epc-2", "-o", str(tmp_path / "list.html")).code == 0
        assert run("jobs", "C0012", "--as", "key-worker").code == 0
        with database.reading(folder.place) as connection:
            found = list(connection.execute(sa.select(EVENT).order_by(EVENT.c.seq)).mappings())[before:]
            assert verify(connection).sound
        assert [(one["action"], one["hand"], one["role"], one["vacancy"]) for one in found] == [
            ("list.made", "epc-2", "epc", "V0031"),
            ("list.written", "epc-2", "epc", "V0031"),
            ("list.made", "", "key_worker", ""),
        ]
        assert json.loads(found[1]["codes"])["purpose"] == "matching"
        assert len(found[2]["client"]) == 32
        assert "C0012" not in json.dumps([dict(one) for one in found])

    @pytest.mark.parametrize(
        ("typed", "ending", "said"),
        [
            (("action", "list"), "xlsx", "actions"),
            (("hand-back", "list"), "html", "hand_backs"),
            (("contest", "list"), "json", "contests"),
            (("in-work", "list"), "html", "in_work"),
            (("challenge", "list"), "html", "challenges"),
            (("stuck",), "xlsx", "stuck"),
            (("steps", "C0012"), "html", "steps"),
        ],
    )
    def test_every_other_file_about_people_is_in_the_log(self, own_demo, run, tmp_path, typed, ending, said) -> None:
        to = tmp_path / f"list.{ending}"
        assert run(*typed, "-o", str(to)).code == 0
        (found,) = self._written(own_demo)
        codes = json.loads(found["codes"])
        assert (codes["what"], codes["form"], codes["purpose"]) == (said, ending, "support")
        assert bool(found["client"]) == (said == "steps"), "whose it is, by a mark"
        assert str(to) not in json.dumps(found), "never where to"
        assert run(*typed).code == 0
        assert len(self._written(own_demo)) == 1, "on screen is no file"

    def test_sheets_and_rows_to_put_right_are_in_the_log(self, own_demo, run, tmp_path) -> None:
        assert run("decide", "V0031", "--sheet", str(tmp_path / "sheet.csv")).code == 0
        rows_ = "Client,Fewest hours a week\nC0012,a few\n"
        (tmp_path / "clients.csv").write_text(rows_)
        right = ("--problems", str(tmp_path / "right.xlsx"))
        run("import", str(tmp_path / "clients.csv"), *right, "--dry-run")
        assert (tmp_path / "right.xlsx").exists()
        run("import", str(tmp_path / "clients.csv"), *right)
        told = [json.loads(one["codes"]) for one in self._written(own_demo)]
        assert [(one["what"], one["form"]) for one in told] == [("decide", "csv"), ("import", "xlsx")]

    @staticmethod
    def _written(folder: Path) -> list[dict[str, Any]]:
        return [one for one in rows(open_folder(folder), EVENT) if one["action"] == "file.written"]


class TestFaults:
    """What cannot be kept is told; what was damaged is told."""

    def test_a_list_that_may_not_be_remembered_is_not_half_kept(self, own_demo, monkeypatch) -> None:
        """The run, what was shown and the log entry are one change."""
        from matcher.workflows.lists import keeping

        def breaks(*_) -> None:
            raise OSError("gone")

        before = {table.name: rows(open_folder(own_demo), table) for table in (RUN, RUN_ROW, MADE, EVENT)}
        monkeypatch.setattr(keeping, "append", breaks)
        with pytest.raises(OSError, match="gone"):
            shortlist(Where(own_demo), "V0012")
        assert {table.name: rows(open_folder(own_demo), table) for table in (RUN, RUN_ROW, MADE, EVENT)} == before

    @pytest.mark.parametrize(
        ("statement", "says"),
        [
            ("UPDATE run_row SET body = '{}'", "a list of a run that cannot be read"),
            ("UPDATE run_list SET body = 'x'", "a list of a run that cannot be read"),
        ],
    )
    def test_what_was_damaged_is_told(self, own_demo, run, statement, says) -> None:
        place = Where(own_demo)
        shortlist(place, "V0031")
        with database.writing(open_folder(own_demo).place) as connection:
            connection.exec_driver_sql(statement)
        ran = run("runs", "show", "last")
        assert ran.code == 1
        assert says in ran.err

    @pytest.mark.parametrize(
        ("statement", "says"),
        [
            ("DELETE FROM models", "no text of the models"),
            ("UPDATE models SET body = x'00'", "a text of models that cannot be read"),
        ],
    )
    def test_models_that_were_damaged(self, own_demo, statement, says) -> None:
        """Also a text that is whole but another: the digest is that of every byte."""
        folder = open_folder(own_demo)
        digest = kept_run(folder, runs(Where(own_demo), most=1)[0].run)[0].models
        assert models_of(folder, digest) == library().raw
        with database.writing(folder.place) as connection:
            connection.exec_driver_sql(statement)
        with pytest.raises(GivenProblems, match=says):
            models_of(folder, digest)

    def test_a_changed_number_is_told_as_not_the_same(self, own_demo, run) -> None:
        shortlist(Where(own_demo), "V0031")
        with database.writing(open_folder(own_demo).place) as connection:
            connection.exec_driver_sql("UPDATE run_list SET body = replace(body, '\"left_out\":2', '\"left_out\":9')")
        ran = run("runs", "show", "last")
        assert ran.code == 0
        assert "It is not the same as then" in ran.err

    def test_another_version_is_told(self, own_demo, monkeypatch) -> None:
        first = shortlist(Where(own_demo), "V0031").explained.stamp.run
        with database.writing(open_folder(own_demo).place) as connection:
            connection.exec_driver_sql("UPDATE run_list SET body = replace(body, '\"left_out\":2', '\"left_out\":9')")
        monkeypatch.setattr(matcher, "__version__", "9.9")
        assert again(Where(own_demo), first).why == ("It was made by matcher 0.1.0; this is 9.9.",)

    @pytest.mark.parametrize("role", [DeskRole.CLIENT, DeskRole.EMPLOYER, DeskRole.AUDITOR])
    def test_who_may_not(self, own_demo, role) -> None:
        first = shortlist(Where(own_demo), "V0031").explained.stamp.run
        with pytest.raises(GivenProblems, match="is not for"):
            again(Where(own_demo, role=role), first)

    def test_no_run_of_that_name(self, run, own_demo) -> None:
        ran = run("runs", "show", "2026-11-16-00000000")
        assert ran.code == 1
        assert "`matcher runs list`" in ran.err

    def test_before_the_first_list(self, run, tmp_path, monkeypatch) -> None:
        folder = create_folder(tmp_path / "p", ABOUT)
        monkeypatch.setenv("MATCHER_PROGRAMME", str(folder.path))
        assert run("runs", "list").out == ""
        assert run("runs", "show", "last").code == 1
        assert (folder.path / FILE).exists()

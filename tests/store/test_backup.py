"""A programme in one file and back: the same on either database, nobody back who was erased, nothing half put back."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.base.problems import GivenProblems
from matcher.records.client import Client
from matcher.records.programme import Programme
from matcher.records.signed import DeskRole
from matcher.store import database, log, schema
from matcher.store.about import About
from matcher.store.backup import MANIFEST, back_up
from matcher.store.folder import Folder, create_folder, open_folder
from matcher.store.place import FILE, Place
from matcher.store.restore import restore, unpack
from matcher.store.travelling import PLACES
from matcher.store.upgrade import status
from matcher.workflows.people import data
from matcher.workflows.where import Where
from tests.forks import KILLED, forks
from tests.hands import SIGNED
from tests.server import new_database
from tests.store.people import ON, fill, name_of
from tests.store.released import released

PEOPLE = ["C0001", "C0002", "C0003"]


def url_of(folder: Folder) -> str:
    return "" if folder.place.url is None else folder.place.url.render_as_string(hide_password=False)


def rows(folder: Folder) -> dict[str, list[tuple[object, ...]]]:
    """Everything there is but the log's last entries, which tell of the putting back."""
    with database.reading(folder.place) as connection:
        tables = [table for table in schema.METADATA.sorted_tables if table.name not in ("event", "last")]
        return {table.name: sorted(map(tuple, connection.execute(sa.select(table)))) for table in tables}


def made(path: Path, kind: str = "SQLite") -> Folder:
    folder = create_folder(
        path, About(name="Northwell", data_date=ON), database_url=new_database() if kind == "PostgreSQL" else ""
    )
    fill(folder, PEOPLE)
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a small programme."""
    path = tmp_path_factory.mktemp("whole")
    return back_up(made(path / "p"), path / "b.zip", SIGNED, version="0").file


@pytest.mark.parametrize("out_of", ["SQLite", "PostgreSQL"])
@pytest.mark.parametrize("into", ["SQLite", "PostgreSQL"])
def test_a_programme_comes_back_the_same_on_either_database(out_of: str, into: str, tmp_path: Path) -> None:
    folder = made(tmp_path / "p", out_of)
    done = back_up(folder, tmp_path / "b.zip", SIGNED, version="0")
    assert done.file.stat().st_mode & 0o077 == 0
    url = new_database() if into == "PostgreSQL" else ""
    again = restore(done.file, tmp_path / "q", SIGNED, replace=False, database_url=url)
    found = open_folder(tmp_path / "q", database_url=url)
    assert rows(found) == rows(folder)
    assert found.about.name == "Northwell"
    assert (again.erased_again, again.kept, again.unsure) == (0, None, True)
    with database.reading(found.place) as connection:
        assert log.verify(connection).sound
        assert log.Entry(*list(log.entries(connection))[-1]).action == "restore"
    with pytest.raises(GivenProblems), database.writing(found.place) as connection:
        connection.exec_driver_sql("DELETE FROM event")
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_whoever_was_erased_since_does_not_come_back(kind: str, tmp_path: Path) -> None:
    folder = made(tmp_path / "p", kind)
    with folder.changing(SIGNED) as change:  # somebody whom the log has never named
        change.put(change.known.model_copy(update={"clients": (*change.known.clients, Client(id="C0009"))}))
    file = back_up(folder, tmp_path / "b.zip", SIGNED, version="0").file
    where = Where(folder.path, by="m-1", role=DeskRole.MANAGER, database_url=url_of(folder))
    for one in ("C0002", "C0009"):
        data.erase(where, one, ground="objection")
    with folder.changing(SIGNED) as change:
        change.put(Programme())
    done = restore(file, folder.path, SIGNED, replace=True, database_url=url_of(folder))
    assert (done.erased_again, done.unsure, done.later_entries) == (2, False, 2)
    found = open_folder(folder.path, database_url=url_of(folder))
    assert [one.id for one in found.everything().clients] == ["C0001", "C0003"]
    with database.reading(found.place) as connection:
        assert log.verify(connection).sound
        last = [log.Entry(*one) for one in log.entries(connection)][-3:]
    assert [one.action for one in last] == ["erase", "erase", "restore"]
    assert json.loads(last[0].codes) == {"again": 1, "ground": "objection"}
    files = [path for path in folder.path.iterdir() if path.suffix == ".sqlite" or "wal" in path.name]
    assert not any(name_of("C0002").encode() in path.read_bytes() for path in files)
    assert done.kept is not None
    with closing(sqlite3.connect(done.kept)) as kept:
        assert kept.execute("SELECT count(*) FROM record WHERE kind = 'client'").fetchone() == (0,)
        assert kept.execute("SELECT count(*) FROM record WHERE kind = 'decision'").fetchone() == (2,)


def test_nothing_is_written_over_unless_it_is_said(whole: Path, tmp_path: Path) -> None:
    folder = create_folder(tmp_path / "p", About(name="mine"))
    with pytest.raises(GivenProblems, match="holds a programme already"):
        restore(whole, folder.path, SIGNED, replace=False)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("mine")
    with pytest.raises(GivenProblems, match="is not empty"):
        restore(whole, tmp_path / "notes", SIGNED, replace=False)
    with pytest.raises(GivenProblems, match="is there already"):
        back_up(folder, whole, SIGNED, version="0")
    assert (tmp_path / "notes" / "a.txt").read_text() == "mine"
    assert open_folder(folder.path).everything() == Programme()


def test_a_damaged_database_is_set_aside_as_it_is(whole: Path, tmp_path: Path) -> None:
    folder = create_folder(tmp_path / "p", About(name="mine"))
    folder.file.write_bytes(b"broken" * 100)
    done = restore(whole, folder.path, SIGNED, replace=True)
    assert done.unsure
    assert done.kept is not None
    assert done.kept.read_bytes() == b"broken" * 100
    assert len(open_folder(folder.path).everything().clients) == 3


def test_the_other_files_of_a_programme_come_along_and_nobody_s_lists(tmp_path: Path) -> None:
    folder = made(tmp_path / "p")
    (folder.path / PLACES).write_bytes(b"a map")
    (folder.path / "shortlist.html").write_text("C0001")
    file = back_up(folder, tmp_path / "b.zip", SIGNED, version="0").file
    restore(file, tmp_path / "q", SIGNED, replace=False)
    assert sorted(one.name for one in (tmp_path / "q").iterdir()) == [PLACES, FILE, "programme.yaml"]
    assert (tmp_path / "q" / PLACES).read_bytes() == b"a map"


def test_one_of_an_earlier_schema_comes_back_as_it_was(tmp_path: Path) -> None:
    folder = released("0001", tmp_path / "p")
    file = back_up(folder, tmp_path / "b.zip", SIGNED, version="0").file
    done = restore(file, tmp_path / "q", SIGNED, replace=False)
    assert done.earlier
    found = Folder(tmp_path / "q", folder.about, Place(file=tmp_path / "q" / FILE))
    assert status(found).revision == "0001"


class TestForeign:
    """Whatever is given for a backup: a problem, and nothing is changed."""

    def refused(self, file: Path, tmp_path: Path) -> str:
        with pytest.raises(GivenProblems) as caught:
            restore(file, tmp_path / "into", SIGNED, replace=False)
        assert not (tmp_path / "into").exists()
        return caught.value.problems[0].what

    def repacked(self, whole: Path, file: Path, **other: bytes | None) -> Path:
        """The same backup with some of its files as they are given; None leaves one out."""
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            held = {one: old.read(one) for one in old.namelist()} | {
                name.replace("__", "."): text for name, text in other.items()
            }
            for name, text in held.items():
                if text is not None:
                    new.writestr(name, text)
        return file

    def test_other_files(self, whole: Path, tmp_path: Path) -> None:
        text = tmp_path / "a.zip"
        text.write_text("hello")
        assert "is no backup" in self.refused(text, tmp_path)
        assert "is not there" in self.refused(tmp_path / "none.zip", tmp_path)
        with zipfile.ZipFile(tmp_path / "b.zip", "w") as book:
            book.writestr("xl/workbook.xml", "<x/>")
        assert "other files" in self.refused(tmp_path / "b.zip", tmp_path)
        for name in ("../evil.txt", "/evil.txt", "logs/x"):
            with zipfile.ZipFile(self.repacked(whole, tmp_path / "c.zip"), "a") as more:
                more.writestr(name, "x")
            assert "other files" in self.refused(tmp_path / "c.zip", tmp_path)
        assert not (tmp_path / "evil.txt").exists()

    def test_a_manifest_that_lies(self, whole: Path, tmp_path: Path) -> None:
        with zipfile.ZipFile(whole) as held:
            said = json.loads(held.read(MANIFEST))
        for change in ({"format": 2}, {"revision": "9999"}):
            lies = json.dumps({**said, **change}).encode()
            assert "later version" in self.refused(
                self.repacked(whole, tmp_path / "d.zip", manifest__json=lies), tmp_path
            )
        for lies in (b"[" * 100_000, b"{}", b"\xff", json.dumps({**said, "rows": {}, "entries": 3}).encode()):
            self.refused(self.repacked(whole, tmp_path / "d.zip", manifest__json=lies), tmp_path)
        assert "is as long" not in self.refused(
            self.repacked(whole, tmp_path / "e.zip", programme__yaml=b"name: x\n"), tmp_path
        )
        self.refused(self.repacked(whole, tmp_path / "f.zip", programme__sqlite=None), tmp_path)

    def test_a_database_with_something_planted(self, whole: Path, tmp_path: Path) -> None:
        """A true manifest over another database: a trigger, a changed log, another program's."""
        import hashlib

        for number, statement in enumerate(
            (
                "CREATE TRIGGER x AFTER INSERT ON record BEGIN DELETE FROM identity; END",
                "CREATE VIEW v AS SELECT 1",
                "UPDATE last SET hash = 'x'",
                "DELETE FROM record",
                "UPDATE told SET words = 'other'",
            )
        ):
            planted = tmp_path / f"{number}.sqlite"
            with zipfile.ZipFile(whole) as held:
                planted.write_bytes(held.read(FILE))
                said = json.loads(held.read(MANIFEST))
            with closing(sqlite3.connect(planted, isolation_level=None)) as connection:
                connection.execute(statement)
            body = planted.read_bytes()
            said["files"][FILE] = {"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
            text = json.dumps(said).encode()
            file = self.repacked(whole, tmp_path / "g.zip", programme__sqlite=body, manifest__json=text)
            assert "in the backup" in self.refused(file, tmp_path), statement

    def test_one_that_would_burst(self, whole: Path, tmp_path: Path) -> None:
        import hashlib

        body = b"SQLite format 3\x00" + bytes(60_000_000)
        with zipfile.ZipFile(whole) as held:
            said = json.loads(held.read(MANIFEST))
        said["files"][FILE] = {"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        text = json.dumps(said).encode()
        file = self.repacked(whole, tmp_path / "h.zip", programme__sqlite=body, manifest__json=text)
        assert "swell" in self.refused(file, tmp_path)

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(data=st.data())
    def test_bytes_changed_anywhere_or_cut(self, data: st.DataObject, whole: Path, tmp_path: Path) -> None:
        mangled = bytearray(whole.read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            mangled[data.draw(st.integers(0, len(mangled) - 1))] = data.draw(st.integers(0, 255))
        file = tmp_path / "m.zip"
        file.write_bytes(mangled[: data.draw(st.integers(0, len(mangled)))] or mangled)
        into = tmp_path / "unpacked"
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir()
        with contextlib.suppress(GivenProblems):
            unpack(file, into)


def restore_it(file: str, folder: str, url: str) -> None:
    """What a killed process was doing."""
    restore(Path(file), Path(folder), SIGNED, replace=True, database_url=url)


def test_killed_while_it_is_put_back_it_is_one_or_the_other(whole: Path, tmp_path: Path) -> None:
    import random

    chance = random.Random(3)
    seen = set()
    with forks("tests.store.test_backup:restore_it") as server:
        for number in range(10):
            folder = create_folder(tmp_path / f"p{number}", About(name="Northwell", data_date=ON))
            with folder.changing(SIGNED) as change:
                change.put(Programme(clients=(Client(id="old"),)))
            after = None if number == 0 else chance.random() * 0.25
            assert server.do(whole, folder.path, "", after=after).code in (0, KILLED)
            held = {one.id for one in open_folder(folder.path).everything().clients}
            assert held in ({"old"}, set(PEOPLE))
            seen |= held
            with closing(sqlite3.connect(folder.file)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert seen >= set(PEOPLE)


def test_killed_while_it_is_put_back_on_a_server_it_is_one_or_the_other(whole: Path, tmp_path: Path) -> None:
    url = new_database()
    folder = create_folder(tmp_path / "p", About(name="Northwell", data_date=ON), database_url=url)
    ended = []
    with forks("tests.store.test_backup:restore_it") as server:
        for statement in (1, 4, 9, 16, 25, 36, 0):
            with folder.changing(SIGNED) as change:
                change.put(Programme(clients=(Client(id="old"),)))
            ended.append(server.do(whole, folder.path, url, statement=statement).code)
            opened = open_folder(folder.path, database_url=url)
            held = {one.id for one in opened.everything().clients}
            assert held == ({"old"} if ended[-1] == KILLED else set(PEOPLE)), statement
            with database.reading(opened.place) as connection:
                assert log.verify(connection).sound
    assert ended[-1] == 0
    assert ended.count(KILLED) >= 4, ended

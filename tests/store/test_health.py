"""Whatever is wrong with a programme's folder or database has a line of its own, and the rest is looked at too."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from matcher.store import database, health
from matcher.store.about import About
from matcher.store.folder import Folder, create_folder
from matcher.store.log import Event
from matcher.workflows.upkeep.doctor import doctor
from matcher.workflows.where import Where
from tests.hands import SIGNED
from tests.server import new_database
from tests.store.released import released

NOW = SIGNED.at + dt.timedelta(hours=1)


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    url = new_database() if request.param == "PostgreSQL" else ""
    made = create_folder(tmp_path / "in" / "p", About(name="p"), database_url=url)
    made.path.chmod(0o700)
    with made.changing(SIGNED) as change:
        change.log(Event("decision", client="C1", words="said"), Event("decision", client="C2"))
    return made


def states(folder: Folder, *, now: dt.datetime = NOW) -> dict[str, str]:
    return {line.name: line.state for line in health.look(folder, now=now)}


def test_a_sound_programme(folder: Folder) -> None:
    lines = list(health.look(folder, now=NOW))
    assert {line.state for line in lines} == {"ok"}
    assert {line.name for line in lines} >= {"disk", "permissions", "database", "left over", "log", "clock"}


def test_a_log_that_was_changed(folder: Folder) -> None:
    with database.writing(folder.place) as connection:
        connection.exec_driver_sql("UPDATE told SET words = 'other'")
    assert states(folder)["log"] == "broken"
    with database.writing(folder.place) as connection:
        connection.exec_driver_sql("UPDATE last SET hash = 'x'")
    assert states(folder)["log"] == "broken"


def test_a_clock_that_jumped(folder: Folder) -> None:
    assert states(folder, now=SIGNED.at - dt.timedelta(days=1))["clock"] == "look at"
    with folder.changing(replace(SIGNED, at=SIGNED.at - dt.timedelta(days=9))) as change:
        change.log(Event("decision"))
    assert states(folder)["clock"] == "look at"


def test_files_that_others_may_read_and_what_was_left_over(folder: Folder) -> None:
    folder.path.chmod(0o755)
    (folder.path / "programme.before-0002.sqlite").touch(mode=0o644)
    (folder.path.parent / ".matcher-restore-x").mkdir()
    (folder.path / "logs").mkdir()
    (folder.path / "logs" / "matcher-1.log").touch()
    found = states(folder)
    assert {found[name] for name in ("permissions", "copies", "left over", "incidents")} == {"look at"}


def test_earlier_later_damaged_and_missing(tmp_path: Path) -> None:
    first = released("0001", tmp_path / "first")
    assert states(first)["database"] == "broken"
    made = create_folder(tmp_path / "later", About(name="p"))
    with database.writing(made.place) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert states(made)["database"] == "broken"
    made.file.write_bytes(b"x" * 5000)
    assert states(made)["database"] == "broken"
    made.file.unlink()
    assert states(made) == {**states(made), "database": "broken", "disk": "ok"}


def test_a_page_of_the_file_is_damaged(tmp_path: Path) -> None:
    made = create_folder(tmp_path / "p", About(name="p"))
    with made.changing(SIGNED) as change:
        change.log(*(Event("decision", words=f"said {number}" * 50) for number in range(300)))
    with closing(sqlite3.connect(made.file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray(made.file.read_bytes())
    whole[4096 * 12 : 4096 * 13] = bytes(4096)
    made.file.write_bytes(whole)
    assert "broken" in {states(made).get(name) for name in ("integrity", "log", "database")}


def test_the_whole_look_without_a_programme_and_with_one(tmp_path: Path) -> None:
    lines = {line.name: line.state for line in doctor(Where(tmp_path))}
    assert lines["programme"] == "broken"
    assert (lines["matcher"], lines["parts"], lines["models"], lines["network"]) == ("ok", "ok", "ok", "ok")
    made = create_folder(tmp_path / "p", About(name="p"))
    lines = {line.name: line.state for line in doctor(Where(made.path))}
    assert "broken" not in lines.values()
    assert lines["log"] == "ok"

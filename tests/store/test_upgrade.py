"""Every released schema becomes today's: nothing lost, nothing made up, the same as one made today; or it stays."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from matcher.base.problems import GivenProblems
from matcher.records.equality import EqualityAnswers
from matcher.records.household import HouseholdFacts
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.store import database, log, schema
from matcher.store.about import About
from matcher.store.copies import copies_in, pour
from matcher.store.folder import Folder, create_folder, located, open_folder
from matcher.store.migrations import walk
from matcher.store.place import FILE, Place, place_of
from matcher.store.rows import BY_NAME, programme_of, read_back
from matcher.store.rows import Row as KeptRow
from matcher.store.upgrade import status, upgrade
from tests.forks import KILLED, forks
from tests.hands import SIGNED
from tests.server import new_database
from tests.store.released import released

EARLIER = schema.REVISIONS[:-1]


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def first(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    """A programme of the first released schema with people in it; on PostgreSQL, the same rows in the same schema."""
    folder = released("0001", tmp_path / "p")
    if request.param == "SQLite":
        return folder
    place = place_of(folder.path, new_database())
    with database.connected(place) as connection:
        walk.climb(connection, None, to="0001")
        connection.commit()
    with database.reading(folder.place, revision=None) as old, database.writing(place, revision="0001") as new:
        pour(old, new)
    folder.file.unlink()
    return Folder(folder.path, folder.about, place)


def facts(place: Place) -> dict[str, set[tuple[object, ...]]]:
    """What a database holds of people, without what nobody recorded then: by whom, when, at which edition."""
    with database.reading(place) as connection:
        held = connection.exec_driver_sql
        return {
            "record": {tuple(row) for row in held("SELECT kind, id, client, vacancy, employer, body FROM record")},
            "past": {tuple(row) for row in held("SELECT kind, id FROM past")},
            "identity": {tuple(row) for row in held("SELECT client, body FROM identity")},
            "household": {tuple(row) for row in held("SELECT client, body FROM household")},
            "equality": {
                tuple(row)
                for row in held("SELECT s.client, e.body FROM equality e JOIN subject s ON s.equality = e.key")
            },
            "shown": {tuple(row) for row in held("SELECT side, subject, place, run, body FROM shown")},
        }


def made_today(place: Place, tmp_path: Path) -> Folder:
    """A programme with the records of a first one, put in by the door."""
    with sqlite3.connect(place.file or "") as old:
        records = old.execute("SELECT kind, id, client, body FROM record").fetchall()
        asides = {name: old.execute(f"SELECT body FROM {name}").fetchall() for name in ASIDES}
        shown = old.execute("SELECT side, subject, place, run, body FROM shown").fetchall()
    old.close()
    folder = create_folder(tmp_path / "today", About(name="p"))
    with folder.changing(SIGNED) as change:
        change.put(programme_of((KeptRow(*row) for row in records), data_date=None))
        told = {name: [read_back(type_, body, what=name) for (body,) in asides[name]] for name, type_ in ASIDES.items()}
        change.put_identities(told["identity"])
        change.put_equality(told["equality"])
        change.put_households(told["household"])
        names = ("side", "subject", "place", "run", "body")
        change.connection.execute(sa.insert(schema.SHOWN), [dict(zip(names, row, strict=True)) for row in shown])
    return folder


SAME = "store/migrations/schema_0002.py says the same as store/schema.py until 0002 is released; then comes 0003"
ASIDES = {"identity": Identity, "equality": EqualityAnswers, "household": HouseholdFacts}


def test_what_was_released_is_what_we_still_have() -> None:
    """Whoever adds a schema keeps a database of the one before, and goes on from there."""
    there = {path.stem for path in (Path(__file__).parent / "released").glob("*.sql")}
    assert there == set(EARLIER)
    assert all(walk.says(one) for one in schema.REVISIONS)


def test_nothing_is_lost_and_nothing_made_up(first: Folder, tmp_path: Path) -> None:
    today = made_today(released("0001", tmp_path / "again").place, tmp_path)
    upgrade(first, SIGNED)
    assert facts(first.place) == facts(today.place)
    assert {len(held) > 0 for name, held in facts(first.place).items() if name != "past"} == {True}
    with database.reading(first.place) as connection:
        assert connection.exec_driver_sql("SELECT DISTINCT hand, at FROM record").fetchall() == [("", "")]
        assert connection.exec_driver_sql("SELECT number FROM edition").scalar() == 3


def test_vacancies_and_employers_stand_beside_what_is_about_them(first: Folder) -> None:
    upgrade(first, SIGNED)
    with database.reading(first.place) as connection:
        found = connection.exec_driver_sql("SELECT kind, vacancy, employer, body FROM record").fetchall()
    for kind, vacancy, employer, body in found:
        said = json.loads(body)
        if BY_NAME[kind].of_vacancy:
            assert vacancy == said[BY_NAME[kind].of_vacancy] != ""
        if BY_NAME[kind].of_employer:
            assert employer == (said[BY_NAME[kind].of_employer] or "")
    assert {kind for kind, vacancy, *_ in found if vacancy} == {"vacancy", "introduction", "remembered"}


def test_the_schema_is_exactly_todays(first: Folder, tmp_path: Path) -> None:
    upgrade(first, SIGNED)
    with database.reading(first.place) as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.METADATA) == [], SAME
    if first.place.file is not None:
        database.create_database(Place(file=tmp_path / "fresh.sqlite"))
        assert _declared(first.place.file) == _declared(tmp_path / "fresh.sqlite"), SAME


def _declared(file: Path) -> dict[str, str]:
    """The statements that a file's tables, indexes and guards were made by, and how it is signed."""
    with closing(sqlite3.connect(file)) as connection:
        found = dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall())
        for name in ("application_id", "user_version"):
            found[name] = str(connection.execute(f"PRAGMA {name}").fetchone()[0])
    return found


def test_a_new_database_is_what_the_migrations_make() -> None:
    places = [place_of(Path(), new_database()) for _ in range(2)]
    database.create_database(places[0])
    with database.connected(places[1]) as connection:
        walk.climb(connection, None)
        connection.commit()
    columns = (
        "SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name "
        "FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position"
    )
    indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
    triggers = "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
    described = []
    for place in places:
        with database.reading(place) as connection:
            described.append([connection.exec_driver_sql(one).fetchall() for one in (columns, indexes, triggers)])
            assert compare_metadata(MigrationContext.configure(connection), schema.METADATA) == [], SAME
    assert described[0] == described[1]


def test_the_log_begins_with_it_and_is_never_changed(first: Folder) -> None:
    upgrade(first, SIGNED)
    with database.reading(first.place) as connection:
        assert log.verify(connection).sound
        (entry,) = log.entries(connection)
    assert log.Entry(*entry).codes == '{"from":"0001","to":"0002"}'
    with pytest.raises(GivenProblems), database.writing(first.place) as connection:
        connection.exec_driver_sql("DELETE FROM event")


def test_the_copy_is_the_database_as_it_was(first: Folder) -> None:
    done = upgrade(first, SIGNED)
    assert done.copy is not None
    assert copies_in(first.path) == [done.copy]
    assert done.copy.stat().st_mode & 0o077 == 0
    assert status(Folder(first.path, first.about, Place(file=done.copy))).revision == "0001"
    with closing(sqlite3.connect(done.copy)) as was:
        assert was.execute("SELECT count(*) FROM record").fetchone()[0] == done.rows > 50


def test_an_upgrade_of_what_is_up_to_date_does_nothing(first: Folder) -> None:
    upgrade(first, SIGNED)
    before = facts(first.place)
    assert upgrade(first, SIGNED).copy is None
    assert facts(first.place) == before
    assert len(copies_in(first.path)) == 1


def test_a_later_one_is_refused_plainly(first: Folder) -> None:
    upgrade(first, SIGNED)
    with database.writing(first.place) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert status(first).later
    with pytest.raises(GivenProblems, match="later version"):
        upgrade(first, SIGNED)


def test_a_record_that_cannot_be_read_changes_nothing(first: Folder) -> None:
    with database.writing(first.place, revision="0001") as connection:
        connection.exec_driver_sql("INSERT INTO record VALUES ('client', 'C9', 'C9', '[\"Sentinel\"]')")
    with pytest.raises(GivenProblems, match="cannot be read") as caught:
        upgrade(first, SIGNED)
    assert "Sentinel" not in str(caught.value)
    assert status(first).revision == "0001"
    assert copies_in(first.path) == []


def upgrade_it(folder: str) -> None:
    """What a killed process was doing."""
    upgrade(located(Path(folder)), SIGNED)


def test_killed_in_the_middle_it_is_old_or_new(tmp_path: Path) -> None:
    """Before any statement, and from outside at any moment."""
    chance = random.Random(5)
    seen = set()
    with forks("tests.store.test_upgrade:upgrade_it") as server:
        for number in range(16):
            folder = released("0001", tmp_path / f"p{number}")
            after, statement = (chance.random() * 0.3, 0) if number % 4 == 1 else (None, chance.randrange(1, 130))
            statement = 10**9 if number == 0 else statement  # this one ends
            ended = server.do(folder.path, statement=statement, after=after)
            found = status(folder).revision
            seen.add(found)
            assert (ended.code, found) in {(KILLED, "0001"), (KILLED, "0002"), (0, "0002")}
            with closing(sqlite3.connect(folder.path / FILE)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert connection.execute("SELECT count(*) FROM record").fetchone() == (62,)
            upgrade(folder, SIGNED)
            assert len(open_folder(folder.path).everything().clients) == 6
    assert seen == {"0001", "0002"}


def test_nothing_else_pays_for_alembic() -> None:
    """Only the two commands that are about schemas load it."""
    code = (
        "import sys, matcher.store.copies, matcher.workflows.upkeep.housekeeping, matcher.cli.run;"
        "print('alembic' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert ran.stdout.strip() == "False"


def test_an_empty_programme_has_nothing_to_carry(tmp_path: Path) -> None:
    folder = released("0001", tmp_path / "p")
    with database.writing(folder.place, revision="0001") as connection:
        for table in ("record", "identity", "equality", "household", "shown"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("DROP TABLE household")  # it was made when the first one was kept
    upgrade(folder, SIGNED)
    assert open_folder(folder.path).everything() == Programme()

"""Somebody is erased whole: from every table and every byte of the store; what is left is as it was."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from matcher.base.problems import GivenProblems
from matcher.library.load import load_library
from matcher.records.cases import Challenge, Step
from matcher.records.signed import DeskRole
from matcher.store import beside, database, erasing, log, schema
from matcher.store.about import About
from matcher.store.copies import copy_beside
from matcher.store.folder import Folder, create_folder
from matcher.store.mentions import Names, cleaned
from matcher.workflows.people import data
from matcher.workflows.upkeep import housekeeping
from matcher.workflows.where import Where
from tests.hands import SIGNED
from tests.server import new_database
from tests.store.people import ON, VACANCY, fill, name_of, words_of

EVERYBODY = [f"C{number:04}" for number in range(1, 1001)]
ERASED = [*EVERYBODY[:2], *EVERYBODY[400:406], *EVERYBODY[-2:]]
FEWER = [*EVERYBODY[:50], *EVERYBODY[400:410], *EVERYBODY[490:510]]
"""On a server: each erasing writes every table anew."""


@dataclass(frozen=True)
class Case:
    """A programme from which some were erased, and what it held before."""

    folder: Folder
    everybody: list[str]
    erased: list[str]
    before: dict[str, Any]


@pytest.fixture(scope="module", params=["SQLite", "PostgreSQL"])
def gone(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A programme of 1,000 of whom 10 were erased (on a server, 2 of 80); with what it was before."""
    on_server = request.param == "PostgreSQL"
    url = new_database() if on_server else ""
    everybody, gone = (FEWER, FEWER[:2]) if on_server else (EVERYBODY, ERASED)
    path = tmp_path_factory.mktemp("erase") / "p"
    folder = create_folder(path, About(name="p", data_date=ON), database_url=url)
    fill(folder, everybody)
    step = Step(name="ask", state="asked", on=ON, role=DeskRole.EPC, words=f"Asked for C0001, {name_of('C0001')}.")
    with folder.changing(SIGNED) as change:
        change.add([Challenge(id="CH1", steps=(step,), vacancy=VACANCY, requirement="R1")])
    (path / "published.json").write_text(json.dumps({"clients": 1000, "put_forward": 1000}))
    copy_beside(path, folder.place, "before-0002")
    before = snapshot(folder)
    assert all(held(folder, one) for one in gone)
    where = Where(path, by="m-1", role=DeskRole.MANAGER, database_url=url)
    for one in gone:
        data.erase(where, one, ground="request")
    return Case(folder, everybody, gone, before)


def snapshot(folder: Folder) -> dict[str, Any]:
    with database.reading(folder.place) as connection:
        return {
            "log": list(log.entries(connection)),
            "lists": connection.exec_driver_sql("SELECT * FROM run_list WHERE side = 'vacancy'").fetchall(),
            "others": {
                table.name: set(map(tuple, connection.execute(sa.select(table).where(table.c.client == "C0500"))))
                for table in erasing.OF_CLIENT
            },
            "published": (folder.path / "published.json").read_bytes(),
        }


def everything(folder: Folder) -> bytes:
    """Every byte of the store: its files as they lie there, and every row of a server."""
    files = [path.read_bytes() for path in sorted(folder.path.rglob("*")) if path.is_file()]
    rows: list[bytes] = []
    if folder.place.file is None:
        with database.reading(folder.place) as connection:
            rows += [
                str(row).encode()
                for table in schema.METADATA.sorted_tables
                for row in connection.execute(sa.select(table))
            ]
    return b"\n".join([*files, *rows])


def held(folder: Folder, one: str) -> bool:
    whole = everything(folder)
    return any(said.encode() in whole for said in (one, name_of(one), words_of(one), f"CODE{one[1:]}"))


def test_no_byte_of_theirs_is_left_in_any_file_of_the_store(gone: Case) -> None:
    folder = gone.folder
    whole = everything(folder)
    for one in gone.erased:
        for said in (one, name_of(one), words_of(one), f"CODE{one[1:]}", f"07000 {one[1:]:0>6}"):
            assert said.encode() not in whole
    assert b"C0500" in whole
    assert name_of("C0500").encode() in whole


def test_the_chain_verifies_and_says_that_ten_were_erased(gone: Case) -> None:
    folder, before = gone.folder, gone.before
    with database.reading(folder.place) as connection:
        assert log.verify(connection).sound
        assert log.wrong_words(connection) == []
        entries = [log.Entry(*one) for one in log.entries(connection)]
        marks = erasing.erased_marks(connection)
        assert erasing.still_here(connection, list(marks)) == {}
    assert [tuple(one) for one in entries[: len(before["log"])]] == [tuple(one) for one in before["log"]]
    tombs = [one for one in entries if one.action == erasing.ERASED]
    assert len(tombs) == len(marks) == len(gone.erased)
    assert {one.codes for one in tombs} == {'{"ground":"request"}'}
    assert {one.role for one in tombs} == {"manager"}


def test_what_was_published_is_unchanged_and_what_comes_is_without_them(gone: Case) -> None:
    folder, before = gone.folder, gone.before
    after = snapshot(folder)
    for name in ("lists", "others", "published"):
        assert after[name] == before[name]
    assert all(before["others"][table.name] for table in erasing.OF_CLIENT)
    now = folder.read(purpose="accountability", on=ON)
    assert len(now.programme.clients) == len(gone.everybody) - len(gone.erased)
    assert len(folder.ledger(purpose="accountability", on=ON).decisions) == len(gone.everybody) - len(gone.erased)


def test_whoever_was_named_in_a_question_is_so_no_longer(gone: Case) -> None:
    folder = gone.folder
    (case,) = folder.ledger(purpose="accountability", on=ON).challenges
    assert case.steps[0].words == "Asked for [erased], [erased]."


def test_a_copy_that_the_program_made_goes_too(gone: Case) -> None:
    folder = gone.folder
    assert not list(folder.path.glob("programme.before*"))


@pytest.fixture
def few(tmp_path: Path) -> Where:
    folder = create_folder(tmp_path / "p", About(name="p", data_date=ON))
    fill(folder, ["C0001", "C0002", "7"])
    return Where(folder.path, by="m-1", role=DeskRole.MANAGER)


def test_other_files_that_name_them_are_told(few: Where) -> None:
    folder = few.programme
    (folder / "logs").mkdir()
    (folder / "list.html").write_text("<p>C0001</p>")
    (folder / "other.html").write_text("<p>C00011 and XC0001 and C0002</p>")
    (folder / "wide.csv").write_bytes("Person0001 Sentinel".encode("utf-16"))
    with zipfile.ZipFile(folder / "list.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", "<t>Person0001  Sentinel</t><t>C0001</t>")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04")
    gone = data.erase(few, "C0001", ground="request")
    assert [path.name for path in gone.named] == ["list.html", "list.xlsx", "wide.csv"]
    assert [path.name for path in gone.closed] == ["broken.xlsx"]
    assert gone.sure


def test_a_plain_number_is_taken_out_where_it_is_a_whole_value_and_nowhere_else(few: Where) -> None:
    gone = data.erase(few, "7", ground="mistake")
    assert not gone.sure
    with database.reading(_folder(few).place) as connection:
        (body,) = connection.execute(
            sa.select(schema.SHOWN.c.body).where(schema.SHOWN.c.side == "vacancy", schema.SHOWN.c.place == 0)
        ).one()
    assert set(json.loads(body)) == {"C0001", "C0002"}
    assert cleaned({"a": "7 hours", "b": ["7", "8"]}, Names("7")) == {"a": "7 hours", "b": ["8"]}


def _folder(where: Where) -> Folder:
    from matcher.store.folder import open_folder

    return open_folder(where.programme)


def test_a_hold_refuses_and_says_whom_to_ask(few: Where) -> None:
    data.hold(few, "C0001", owner="m-2", review=ON + dt.timedelta(days=30))
    with pytest.raises(GivenProblems, match="is on hold") as caught:
        data.erase(few, "C0001", ground="request")
    assert "Ask m-2" in caught.value.problems[0].fix
    data.lift(few, "C0001")
    data.erase(few, "C0001", ground="request")


def test_who_may_and_what_is_typed(few: Where) -> None:
    for role in DeskRole:
        if role is not DeskRole.MANAGER:
            with pytest.raises(GivenProblems, match="A manager may"):
                data.erase(Where(few.programme, role=role), "C0001", ground="request")
    with pytest.raises(GivenProblems, match="not a ground"):
        data.erase(few, "C0001", ground="requst")
    with pytest.raises(GivenProblems, match="is not held here"):
        data.erase(few, "C0009", ground="request")
    with pytest.raises(GivenProblems, match="within 366 days"):
        data.hold(few, "C0001", owner="m-2", review=ON + dt.timedelta(days=900))
    data.erase(few, "C0001", ground="request")
    with pytest.raises(GivenProblems, match="erased already"):
        data.erase(few, "C0001", ground="request")


def test_it_happens_whole_or_not_at_all(few: Where) -> None:
    folder = _folder(few)

    def fail() -> None:
        with folder.changing(SIGNED) as change:
            erasing.erase(change.connection, SIGNED, "C0001", ground="request")
            raise ZeroDivisionError

    before = snapshot_of(folder)
    with pytest.raises(ZeroDivisionError):
        fail()
    assert snapshot_of(folder) == before


def test_while_another_reads_it_is_told_and_tidied_later(few: Where) -> None:
    folder = _folder(few)
    with database.reading(folder.place) as connection:
        connection.exec_driver_sql("SELECT count(*) FROM record").fetchone()
        with folder.changing(SIGNED) as change:
            erasing.erase(change.connection, SIGNED, "C0001", ground="request")
        with pytest.raises(GivenProblems):
            erasing.leave_no_trace(folder.place, wait_seconds=0.05)
    housekeeping.tidy(few)
    assert not any(name_of("C0001").encode() in path.read_bytes() for path in folder.path.iterdir())


def snapshot_of(folder: Folder) -> list[object]:
    with database.reading(folder.place) as connection:
        tables = schema.METADATA.sorted_tables
        return [connection.execute(sa.select(table)).fetchall() for table in tables]


def test_every_table_is_thought_of() -> None:
    """A new table with a client in it is erased from, or this test asks."""
    with_client = {name for name, table in schema.METADATA.tables.items() if "client" in table.c}
    assert with_client == {table.name for table in erasing.OF_CLIENT} | {"event", "subject"}
    with_subject = {name for name, table in schema.METADATA.tables.items() if "subject" in table.c}
    assert with_subject == {table.name for table in erasing.BY_SUBJECT}


def test_looking_through_a_folder_finds_frames(tmp_path: Path) -> None:
    import pandas as pd

    pd.DataFrame({"client": ["C0001", "C0002"], "n": [1, 2]}).to_parquet(tmp_path / "a.parquet")
    pd.DataFrame({"client": ["C0003"]}).to_parquet(tmp_path / "b.parquet")
    assert [path.name for path in beside.look_through(tmp_path, Names("C0001")).named] == ["a.parquet"]


def test_the_rules_are_read() -> None:
    rules = load_library().brokerage.retention
    assert rules.ground_ids[0] == "request"

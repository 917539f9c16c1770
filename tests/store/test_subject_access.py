"""Everything of one person and nothing of anybody else; what was said in confidence is kept back and counted."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from matcher.base.problems import GivenProblems, Usage
from matcher.records.decisions import EmployerAnswer
from matcher.records.signed import DeskRole
from matcher.store import database, erasing, log, schema
from matcher.store.about import About
from matcher.store.folder import create_folder, open_folder
from matcher.store.subject_access import KEPT_BACK, held_of
from matcher.workflows.people.subject_access import export
from matcher.workflows.where import Where
from tests.hands import SIGNED
from tests.server import new_database
from tests.store.people import ON, VACANCY, fill, name_of, words_of

WHO, OTHER = "C0001", "C0002"


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    url = new_database() if request.param == "PostgreSQL" else ""
    folder = create_folder(tmp_path / "p", About(name="Northwell", data_date=ON), database_url=url)
    fill(folder, [WHO, OTHER])
    said = {"client": WHO, "vacancy": VACANCY, "pack": "PK2", "on": ON, "answer": "no", "side": "employer"}
    with folder.changing(SIGNED) as change:
        change.add(
            [
                EmployerAnswer(**said, letter="B", reason="told_reason", share=True, note="sentinel note"),
                EmployerAnswer(**said, letter="C", reason="hidden_reason", share=None),
            ]
        )
    return Where(folder.path, by="m-1", role=DeskRole.MANAGER, database_url=url)


def test_all_of_theirs_and_nobody_else_s(where: Where, tmp_path: Path) -> None:
    done = export(where, WHO, tmp_path / "out.json")
    text = done.path.read_text()
    told = json.loads(text)
    assert name_of(WHO) in text
    assert words_of(WHO) in text
    for said in (OTHER, name_of(OTHER), words_of(OTHER)):
        assert said not in text
    kinds = {"client", "consent", "observation", "decision", "client_answer", "employer_answer", "letter", "job"}
    assert kinds <= set(told)
    for name in ("before", "names_and_contact", "household", "equality_answers", "lists_you_were_on", "words", "log"):
        assert told[name], name
    assert [one["vacancy"] for one in told["lists_you_were_on"]] == [VACANCY]
    assert done.path.stat().st_mode & 0o077 == 0


def test_what_was_said_in_confidence_is_kept_back_and_counted(where: Where, tmp_path: Path) -> None:
    done = export(where, WHO, tmp_path / "out.json")
    text = done.path.read_text()
    assert "sentinel note" not in text
    assert "hidden_reason" not in text
    assert "told_reason" in text
    assert done.held.kept_back == text.count(KEPT_BACK) == 4  # two notes; a reason and whose it is


def test_the_zip_has_a_page_to_read_and_it_is_logged(where: Where, tmp_path: Path) -> None:
    export(where, WHO, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as packed:
        assert set(packed.namelist()) == {"your-record.html", "everything.json", "read-me.txt"}
        for name in packed.namelist():
            text = packed.read(name).decode()
            assert OTHER not in text
            assert "sentinel note" not in text
    with database.reading(open_folder(where.programme, database_url=where.database_url).place) as connection:
        last = log.Entry(*list(log.entries(connection))[-1])
    assert last.action == "export"
    assert WHO not in "".join(map(str, last))


def test_every_table_with_a_client_is_told_of(where: Where) -> None:
    """Somebody who is only in one table is found there."""
    with database.reading(open_folder(where.programme, database_url=where.database_url).place) as connection:
        held = held_of(connection, WHO)
        everything = json.dumps(held.values)
        for table in erasing.OF_CLIENT:
            assert connection.execute(table.select().where(table.c.client == WHO)).first(), table.name
    assert everything.count(words_of(WHO)) > 8
    assert (
        {table.name for table in erasing.OF_CLIENT}
        == {*("record", "past", "identity", "household", "told", "run_row")}
        <= set(schema.METADATA.tables)
    )


def test_who_may_and_what_is_typed(where: Where, tmp_path: Path) -> None:
    other = Where(where.programme, role=DeskRole.EPC, database_url=where.database_url)
    with pytest.raises(GivenProblems, match="may"):
        export(other, WHO, tmp_path / "out.json")
    with pytest.raises(GivenProblems):
        export(where, "C0009", tmp_path / "out.json")
    with pytest.raises(Usage, match=r"\.zip or \.json"):
        export(where, WHO, tmp_path / "out.pdf")
    assert not list(tmp_path.glob("out*"))

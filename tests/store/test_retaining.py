"""What is past its time is counted first, and goes only when it is said: no more than that, and no less."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from matcher.base.problems import GivenProblems
from matcher.library.brokerage.retention import RuleName
from matcher.library.load import load_library
from matcher.records.decisions import Decision
from matcher.records.evidence import Observation
from matcher.records.jobs import Job
from matcher.records.signed import DeskRole
from matcher.records.words import Role
from matcher.store import database, erasing, log, schema
from matcher.store.about import About
from matcher.store.folder import Folder, create_folder, open_folder
from matcher.store.retaining import after
from matcher.store.rows import BY_NAME
from matcher.workflows.people import data
from matcher.workflows.where import Where
from tests.hands import SIGNED
from tests.server import new_database
from tests.store.people import ON, fill, name_of, words_of

RULES = load_library().brokerage.retention
THREE = ["C0001", "C0002", "C0003"]


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    """Three clients with something everywhere; C0002 has been at work since, C0003 is served to this day."""
    url = new_database() if request.param == "PostgreSQL" else ""
    folder = create_folder(tmp_path / "p", About(name="p"), database_url=url)
    fill(folder, THREE, on=ON)
    with folder.changing(SIGNED) as change:
        change.add([Job(id="J9", client="C0002", started=ON)])
    return Where(folder.path, by="m-1", role=DeskRole.MANAGER, database_url=url)


@pytest.fixture(autouse=True)
def _late(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock has passed every day that is tried; a test of the clock says another day."""
    monkeypatch.setattr(data, "today", lambda: after(ON, 100))


def on(where: Where, day: dt.date) -> Where:
    return Where(where.programme, on=day, by=where.by, role=where.role, database_url=where.database_url)


def folder_of(where: Where) -> Folder:
    return open_folder(where.programme, database_url=where.database_url)


def due(where: Where, day: dt.date, *, apply: bool = False) -> dict[str, tuple[int, int]]:
    looked = data.retention(on(where, day), apply=apply)
    return {one.rule.id.value: (one.rows, one.people) for one in looked.due if one.rows}


def everything(where: Where) -> list[object]:
    with database.reading(folder_of(where).place) as connection:
        return [connection.execute(sa.select(table)).fetchall() for table in schema.METADATA.sorted_tables]


def test_nothing_is_due_early_and_looking_changes_nothing(where: Where) -> None:
    before = everything(where)
    assert due(where, ON + dt.timedelta(days=180)) == {}
    later = due(where, after(ON, 6))
    assert set(later) == {"words"}  # everybody was put forward, so their rows of lists wait for the year
    assert later["words"][1] == 2  # C0002 is at work, so still served
    assert everything(where) == before


def test_words_go_and_the_facts_stay(where: Where) -> None:
    due(where, after(ON, 6), apply=True)
    folder = folder_of(where)
    ledger = folder.ledger(purpose="accountability", on=ON)
    assert {one.client: one.words for one in ledger.decisions} == {"C0001": "", "C0002": words_of("C0002"), "C0003": ""}
    assert {one.steps[0].words for one in ledger.contests if one.client == "C0001"} == {""}
    assert {one.end.client_words for one in ledger.jobs if one.client == "C0001" and one.end} == {""}
    with database.reading(folder.place) as connection:
        assert log.verify(connection).sound
        told = connection.exec_driver_sql("SELECT client FROM told WHERE client <> ''").fetchall()
    assert {one for (one,) in told} == {"C0002"}
    assert due(where, after(ON, 6)) == {}


def test_after_a_year_the_rest_goes_and_the_log_says_so(where: Where) -> None:
    day = after(ON, 12)
    found = due(where, day)
    assert {name for name, (_, people) in found.items() if people == 2} >= {"decisions", "past", "equality", "whole"}
    due(where, day, apply=True)
    folder = folder_of(where)
    assert [one.id for one in folder.everything().clients] == ["C0002"]
    with database.reading(folder.place) as connection:
        assert log.verify(connection).sound
        entries = [log.Entry(*one) for one in log.entries(connection)]
        assert len(erasing.erased_marks(connection)) == 2
    assert entries[-1].action == "retention"
    assert '"whole":2' in entries[-1].codes
    if folder.place.file is not None:
        whole = b"".join(path.read_bytes() for path in folder.path.iterdir())
        assert name_of("C0001").encode() not in whole
        assert name_of("C0002").encode() in whole


def test_rows_of_whoever_was_never_put_forward_go_first_and_the_list_keeps_its_counts(where: Where) -> None:
    folder = folder_of(where)
    with folder.changing(SIGNED) as change:
        change.remove(change.some(Decision, clients=["C0001"]))

    def kept() -> tuple[list[str], list[object]]:
        with database.reading(folder.place) as connection:
            rows = connection.execute(sa.select(schema.RUN_ROW.c.client).order_by(schema.RUN_ROW.c.client))
            lists = connection.execute(sa.select(schema.RUN_LIST.c.body).order_by(schema.RUN_LIST.c.body))
            return list(rows.scalars()), list(lists.scalars())

    rows, lists = kept()
    own = rows.count("C0001")
    assert own
    assert set(rows) == {*THREE}
    assert "never_put_forward" not in due(where, after(ON, 6) - dt.timedelta(days=1))
    assert due(where, after(ON, 6), apply=True)["never_put_forward"] == (own, 1)
    assert kept() == ([one for one in rows if one != "C0001"], lists)
    assert "never_put_forward" not in due(where, after(ON, 6))
    with database.reading(folder.place) as connection:
        assert log.verify(connection).sound


def test_an_equality_answer_stays_while_somebody_is_served(where: Where) -> None:
    folder, day = folder_of(where), after(ON, 11)
    with folder.changing(SIGNED) as change:
        seen = Observation(client="C0003", criterion="right_to_work", level=2, role=Role.CLIENT, on=day)
        known = change.known
        change.put(known.model_copy(update={"observations": (*known.observations, seen)}))
    assert due(where, after(ON, 13))["equality"] == (1, 1)
    assert due(where, after(day, 12))["equality"] == (2, 2)


def test_a_hold_keeps_everything_and_is_told(where: Where) -> None:
    day = after(ON, 12)
    data.hold(on(where, ON), "C0001", owner="m-2", review=ON + dt.timedelta(days=100))
    looked = data.retention(on(where, day), apply=True)
    assert looked.on_hold == 1
    assert {one.id for one in folder_of(where).everything().clients} == {"C0001", "C0002"}


def test_manifests_stay_six_years(where: Where) -> None:
    assert "manifests" not in due(where, after(ON, 71))
    assert due(where, after(ON, 72), apply=True)["manifests"][0] == 4
    with database.reading(folder_of(where).place) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM run").scalar() == 0


def test_a_day_to_come_may_be_looked_at_and_lets_nothing_go(where: Where, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip in the year would take everybody, and no backup would bring them back."""
    monkeypatch.setattr(data, "today", lambda: ON)
    before, day = everything(where), after(ON, 1200)
    assert due(where, day)["whole"][1] > 0
    with pytest.raises(GivenProblems, match="is still to come"):
        due(where, day, apply=True)
    assert everything(where) == before


def test_who_may(where: Where) -> None:
    with pytest.raises(GivenProblems, match="A manager may"):
        data.retention(Where(where.programme, database_url=where.database_url), apply=False)


def test_every_kind_and_field_of_the_rules_exists() -> None:
    for rule in RULES.rules:
        assert set(rule.kinds) <= set(BY_NAME)
        for kind, fields in rule.fields.items():
            for field in fields:
                assert field.split(".")[0] in BY_NAME[kind].type.model_fields
    assert {rule.id for rule in RULES.rules} == set(RuleName)


@given(day=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), months=st.integers(0, 100))
def test_months_are_counted_as_people_count_them(day: dt.date, months: int) -> None:
    found = after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + dt.timedelta(days=1)).day == 1

"""A programme on disk: nothing lost, nothing half-written, nobody read whose basis does not cover it."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import GivenProblems
from matcher.records.client import Client
from matcher.records.equality import EqualityAnswers
from matcher.records.evidence import Consent, Observation
from matcher.records.household import HouseholdFacts
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy
from matcher.records.words import Opportunity, Role
from matcher.store import database
from matcher.store.about import FILE as ABOUT_FILE
from matcher.store.about import About, read_about
from matcher.store.folder import Folder, Saved, create_folder, open_folder
from matcher.store.place import FILE
from matcher.store.rows import rows_of
from matcher.store.schema import RECORD
from matcher.store.shown import Shown, last_shown, remember_shown
from tests import wild, wild_work
from tests.chances import Drawn
from tests.hands import SIGNED
from tests.limits import bound_by_permissions, on_a_small_disk, only_to_be_read
from tests.server import new_database

ON = dt.date(2026, 11, 16)


def client(reference: str, **said) -> Client:
    return Client(id=ClientId(reference), **said)


def agreed(reference: str, **said) -> Consent:
    said = {"purpose": "matching", "basis": "agreement", "on": ON, **said}
    return Consent(client=ClientId(reference), **said)


def seen(reference: str, detail: str = "") -> Observation:
    return Observation(
        client=ClientId(reference),
        criterion="right_to_work",
        level=2,
        role=Role.CLIENT,
        on=ON,
        detail=detail or None,
    )


ABOUT = About(name="Northwell", data_date=ON, made_by="a test")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    """An empty programme, on each of the two databases."""
    url = new_database() if request.param == "PostgreSQL" else ""
    return create_folder(tmp_path / "programme", ABOUT, database_url=url)


@pytest.fixture
def on_disk(tmp_path: Path) -> Folder:
    """An empty programme in a file."""
    return create_folder(tmp_path / "programme", ABOUT)


def url(folder: Folder) -> str:
    """What another process opens it by."""
    return "" if folder.place.url is None else folder.place.url.render_as_string(hide_password=False)


def put(folder: Folder, programme: Programme) -> None:
    with folder.changing(SIGNED) as change:
        change.put(programme)


def test_what_is_put_in_comes_out(folder: Folder) -> None:
    programme = Programme(
        data_date=ON,
        clients=(client("007"), client("C0002", open_to_anything=True)),
        vacancies=(Vacancy(id=VacancyId("V1"), title="Porter"),),
        observations=(seen("007"), seen("007", "card")),
        consents=(agreed("007"),),
    )
    put(folder, programme)
    again = open_folder(folder.path, database_url=url(folder)).everything()
    assert set(rows_of(again)) == set(rows_of(programme))
    assert again.data_date == ON


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_record_survives_the_disk(data, tmp_path_factory) -> None:
    drawn = Drawn(data.draw)
    programme = Programme(
        clients=(wild.client(drawn, "C1"),), vacancies=(wild_work.vacancy(drawn, "V1"),), data_date=None
    )
    path = tmp_path_factory.mktemp("wild") / "p"
    folder = create_folder(path, About(name="p"))
    put(folder, programme)
    again = folder.everything()
    assert again.clients == programme.clients
    assert again.vacancies == programme.vacancies


def test_equal_records_are_equal_bytes_in_every_process() -> None:
    """Sets come out in another order in another process; a digest must not."""
    code = textwrap.dedent("""
        from matcher.records.client import Client, Conditions
        from matcher.records.words import Opportunity
        from matcher.store.rows import written
        one = Client(id="C1", refused_employers={f"E{n}" for n in range(20)},
                     conditions=Conditions(opportunities=set(Opportunity)))
        print(written(one))
    """)
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1
    assert f'"{Opportunity.JOB.value}"' in printed.pop()


class TestPurpose:
    """L1: a client whose basis does not cover matching is counted, never read."""

    @pytest.fixture
    def mixed(self, folder: Folder) -> Folder:
        put(
            folder,
            Programme(
                clients=tuple(client(f"C{n}", words_for_employers=f"words of {n}") for n in range(1, 7)),
                vacancies=(Vacancy(id=VacancyId("V1"), title="Porter"),),
                observations=tuple(seen(f"C{n}", f"seen {n}") for n in range(1, 7)),
                consents=(
                    agreed("C1"),
                    agreed("C2", withdrawn=ON),
                    agreed("C3", until=ON - dt.timedelta(days=1)),
                    agreed("C4", purpose="introduction"),
                    agreed("C5", on=ON + dt.timedelta(days=1)),
                ),
            ),
        )
        return folder

    def test_only_those_covered_come_out_and_the_rest_are_counted(self, mixed: Folder) -> None:
        read = mixed.read(purpose="matching", on=ON)
        assert [one.id for one in read.programme.clients] == ["C1"]
        assert read.left_out == 5
        assert {one.client for one in read.programme.observations} == {"C1"}
        assert {one.client for one in read.programme.consents} == {"C1"}

    def test_the_day_counts(self, mixed: Folder) -> None:
        before = mixed.read(purpose="matching", on=ON - dt.timedelta(days=1))
        after = mixed.read(purpose="matching", on=ON + dt.timedelta(days=1))
        assert [one.id for one in before.programme.clients] == []
        assert [one.id for one in after.programme.clients] == ["C1", "C5"]

    def test_asking_by_name_opens_no_back_door(self, mixed: Folder) -> None:
        read = mixed.read(purpose="matching", on=ON, clients=[ClientId("C4"), ClientId("C1")])
        assert [one.id for one in read.programme.clients] == ["C1"]
        assert read.left_out == 1
        assert mixed.find("C4", purpose="matching", on=ON) == "no_basis"
        assert mixed.find("C1", purpose="matching", on=ON) == "readable"
        assert mixed.find("C9", purpose="matching", on=ON) == "unknown"
        assert mixed.clients(purpose="matching", on=ON) == ["C1"]

    def test_some_vacancies_only(self, mixed: Folder) -> None:
        assert mixed.read(purpose="matching", on=ON, vacancies=[]).programme.vacancies == ()
        read = mixed.read(purpose="matching", on=ON, vacancies=[VacancyId("V1")])
        assert [one.id for one in read.programme.vacancies] == ["V1"]

    def test_the_digest_moves_with_what_was_read_and_with_nothing_else(self, mixed: Folder) -> None:
        digest = mixed.read(purpose="matching", on=ON).digest
        known = mixed.everything()
        changed = [
            one if one.id != "C4" else one.model_copy(update={"open_to_anything": True}) for one in known.clients
        ]
        put(mixed, known.model_copy(update={"clients": tuple(changed)}))
        assert mixed.read(purpose="matching", on=ON).digest == digest
        put(mixed, known.model_copy(update={"clients": tuple(reversed(known.clients))}))
        assert mixed.read(purpose="matching", on=ON).digest == digest
        put(mixed, known.model_copy(update={"clients": (*known.clients, client("C8"))}))
        assert mixed.read(purpose="matching", on=ON).digest != digest


def test_names_and_equality_answers_lie_apart(folder: Folder) -> None:
    with folder.changing(SIGNED) as change:
        change.put(Programme(clients=(client("C1"),), consents=(agreed("C1"),)))
        change.put_identities([Identity(client=ClientId("C1"), name="Sentinel Name")])
        change.put_equality([EqualityAnswers(client=ClientId("C1"), answers={"sex": "Sentinel Answer"})])
    held = folder.read(purpose="matching", on=ON).programme.model_dump_json() + folder.everything().model_dump_json()
    assert "Sentinel" not in held
    with database.reading(folder.place) as connection:
        tables = {
            name: str(connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall())
            for name in ("identity", "equality", "record", "past")
        }
    assert "Sentinel Name" in tables["identity"]
    assert "Sentinel Answer" in tables["equality"]
    assert "C1" not in tables["equality"]
    assert "Sentinel" not in tables["record"] + tables["past"]


def test_households_lie_apart_the_latest_told_stays_and_a_basis_is_needed(folder: Folder) -> None:
    with folder.changing(SIGNED) as change:
        change.put(Programme(clients=(client("C1"), client("C2")), consents=(agreed("C1"),)))
    before = folder.read(purpose="matching", on=ON)
    assert folder.household(ClientId("C1"), purpose="matching", on=ON) is None
    late, early = (HouseholdFacts(client=ClientId("C1"), told=day, age=61) for day in (ON, ON - dt.timedelta(days=9)))
    other = HouseholdFacts(client=ClientId("C2"), told=ON, age=62)
    with folder.changing(SIGNED) as change:
        assert change.put_households([late, other]) == Saved(2, 0, 0)
        assert change.put_households([early, late]) == Saved(0, 0, 0)
    assert folder.household(ClientId("C1"), purpose="matching", on=ON) == late
    assert folder.household(ClientId("C2"), purpose="matching", on=ON) is None
    assert folder.read(purpose="matching", on=ON) == before
    with folder.changing(SIGNED) as change:
        change.forget()
    assert folder.household(ClientId("C1"), purpose="matching", on=ON) is None


def test_a_change_reads_only_what_it_is_about_as_it_stands_at_that_point(folder: Folder) -> None:
    agreed_with = [agreed(one) for one in ("C0001", "C0002")]
    put(folder, Programme(data_date=ON, clients=(client("C0001"), client("C0002")), consents=tuple(agreed_with)))
    with folder.changing(SIGNED) as change:
        assert change.some(Consent, clients=["C0001"]) == (agreed("C0001"),)
        assert set(change.some(Consent)) == set(agreed_with)
        assert change.some(Consent, clients=["C0001"], employers=["E1"]) == ()
        assert change.some(Consent, clients=[]) == (), "about nobody is nothing, not everything"
        assert (change.one(Client, "C0002"), change.one(Client, "C9")) == (client("C0002"), None)
        change.remove([agreed("C0001")])
        change.add([client("C0003")])
        assert change.some(Consent, clients=["C0001"]) == ()
        assert change.one(Client, "C0003") == client("C0003")
        with pytest.raises(AssertionError, match="says nothing of its vacancy"):
            change.some(Consent, vacancies=["V1"])


class TestWholeOrNotAtAll:
    def test_a_change_that_fails_leaves_the_old_state(self, folder: Folder) -> None:
        put(folder, Programme(clients=(client("C1"),)))

        def fail() -> None:
            with folder.changing(SIGNED) as change:
                change.put(Programme(clients=(client("C1"), client("C2"))))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert [one.id for one in folder.everything().clients] == ["C1"]

    def test_only_what_differs_is_written(self, folder: Folder) -> None:
        put(folder, Programme(clients=(client("C1"), client("C2"), client("C3"))))
        with folder.changing(SIGNED) as change:
            saved = change.put(Programme(clients=(client("C1"), client("C2", undecided=True), client("C4"))))
        assert (saved.added, saved.changed, saved.removed) == (1, 1, 1)
        assert [one.id for one in folder.everything().clients] == ["C1", "C2", "C4"]

    def test_killed_at_any_moment_it_is_old_or_new(self, folder: Folder) -> None:
        put(folder, Programme(clients=(client("old"),)))
        code = textwrap.dedent("""
            import sys
            from pathlib import Path
            from matcher.records.client import Client
            from matcher.records.programme import Programme
            from matcher.store.folder import open_folder
            from tests.hands import SIGNED
            folder = open_folder(Path(sys.argv[1]), database_url=sys.argv[-1])
            many = Programme(clients=tuple(Client(id=f"new{n}") for n in range(4000)))
            print("go", flush=True)
            with folder.changing(SIGNED) as change:
                change.put(many)
            print("done", flush=True)
        """)
        states = set()
        for pause in (0.0, 0.02, 0.05, 0.08, 0.12, 0.2):
            process = subprocess.Popen(
                [sys.executable, "-c", code, str(folder.path), url(folder)], stdout=subprocess.PIPE, text=True
            )
            assert process.stdout is not None
            with process.stdout:
                process.stdout.readline()
                try:
                    process.wait(timeout=pause)
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                process.wait()
            held = open_folder(folder.path, database_url=url(folder)).everything().clients
            states.add(len(held))
            assert {one.id for one in held} in ({"old"}, {f"new{n}" for n in range(4000)})
            put(folder, Programme(clients=(client("old"),)))
        assert 1 in states

    def test_two_at_once_lose_nothing(self, folder: Folder) -> None:
        code = textwrap.dedent("""
            import sys
            from pathlib import Path
            from matcher.records.client import Client
            from matcher.store.folder import open_folder
            from tests.hands import SIGNED
            folder = open_folder(Path(sys.argv[1]), database_url=sys.argv[-1])
            for n in range(10):
                with folder.changing(SIGNED) as change:
                    new = Client(id=f"{sys.argv[2]}{n}")
                    change.put(change.known.model_copy(update={"clients": (*change.known.clients, new)}))
        """)
        both = [
            subprocess.Popen([sys.executable, "-c", code, str(folder.path), who, url(folder)]) for who in ("a", "b")
        ]
        assert [one.wait() for one in both] == [0, 0]
        assert {one.id for one in folder.everything().clients} == {f"{who}{n}" for who in "ab" for n in range(10)}

    def test_a_full_disk_is_said_plainly_and_changes_nothing(self, on_disk: Folder) -> None:
        put(on_disk, Programme(clients=(client("old"),)))
        code = textwrap.dedent("""
            import sys
            from pathlib import Path
            from matcher.base.problems import GivenProblems
            from matcher.records.client import Client
            from matcher.records.programme import Programme
            from matcher.store.folder import open_folder
            from tests.hands import SIGNED
            folder = open_folder(Path(sys.argv[1]), database_url=sys.argv[-1])
            try:
                with folder.changing(SIGNED) as change:
                    change.put(Programme(clients=tuple(Client(id=f"C{n}") for n in range(4000))))
            except GivenProblems as given:
                print(given.problems[0].say())
        """)
        ran = subprocess.run(
            [sys.executable, "-c", code, str(on_disk.path), ""],
            capture_output=True,
            text=True,
            check=True,
            preexec_fn=lambda: on_a_small_disk(150_000),
        )
        assert "the disk is full" in ran.stdout
        assert "Nothing was changed" in ran.stdout
        assert [one.id for one in on_disk.everything().clients] == ["old"]

    def test_a_folder_nobody_may_write_to_is_read_all_the_same(self, on_disk: Folder) -> None:
        put(on_disk, Programme(clients=(client("C1"),)))
        code = textwrap.dedent("""
            import sys
            from pathlib import Path
            from matcher.base.problems import GivenProblems
            from matcher.store.folder import open_folder
            from matcher.store.shown import Shown, remember_shown
            from tests.hands import SIGNED
            folder = open_folder(Path(sys.argv[1]), database_url=sys.argv[-1])
            print([one.id for one in folder.everything().clients])
            try:
                remember_shown(folder, "vacancy", "V1", Shown("run", {}))
            except GivenProblems as given:
                print(given.problems[0].what)
        """)
        with only_to_be_read(on_disk.path):
            ran = subprocess.run(
                [sys.executable, "-c", code, str(on_disk.path), ""],
                capture_output=True,
                text=True,
                preexec_fn=bound_by_permissions,
            )
        assert ran.stderr == ""
        assert ran.stdout.splitlines() == ["['C1']", "may not be written."]


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> bytes:
    folder = create_folder(tmp_path_factory.mktemp("sound") / "p", About(name="p"))
    put(folder, Programme(clients=(client("C1"),), consents=(agreed("C1"),), observations=(seen("C1"),)))
    remember_shown(folder, "vacancy", "V1", Shown("run", {"C1": frozenset({"week"})}))
    return folder.file.read_bytes()


class TestMangled:
    """Whatever stands in the folder, it is said plainly and left as it is."""

    def test_no_programme_here(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "nowhere", Path("x" * 5000), Path("a\0b")):
            with pytest.raises(GivenProblems) as caught:
                open_folder(path)
            assert "matcher demo" in caught.value.problems[0].fix

    def test_the_database_is_missing(self, on_disk: Folder) -> None:
        on_disk.file.unlink()
        with pytest.raises(GivenProblems, match="is missing"):
            open_folder(on_disk.path)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("name: a\nowner: b\n", "is not a key here"),
            ("data_date: 2026-11-16\n", "is not there"),
            ("name: a\ndata_date: tomorrow\n", "Write the day as"),
            ("name: a\nname: b\n", "name"),
            ("", "empty"),
            ("- a\n", "programme.yaml"),
            ("name: [", "programme.yaml"),
        ],
    )
    def test_its_own_description_is_read_strictly(self, on_disk: Folder, text: str, said: str) -> None:
        (on_disk.path / ABOUT_FILE).write_text(text)
        with pytest.raises(GivenProblems, match=said):
            open_folder(on_disk.path, database_url=url(on_disk))

    def test_another_programs_database(self, on_disk: Folder) -> None:
        on_disk.file.unlink()
        connection = sqlite3.connect(on_disk.file)
        connection.execute("CREATE TABLE record (x)")
        connection.commit()
        connection.close()
        with pytest.raises(GivenProblems, match="not a programme's database"):
            open_folder(on_disk.path)

    def test_a_later_version(self, on_disk: Folder) -> None:
        with database.writing(on_disk.place) as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(GivenProblems, match="later version"):
            open_folder(on_disk.path)

    @pytest.mark.parametrize("kind", ["client", "stranger"])
    def test_a_record_that_cannot_be_read_is_not_repeated(self, folder: Folder, kind: str) -> None:
        body = json.dumps({"id": "C1", "sector": ["Sentinel Street"]})
        with database.writing(folder.place) as connection:
            row = {"kind": kind, "id": "C1", "client": "C1", "body": body, "edition": 0}
            connection.execute(sa.insert(RECORD), [row])
        with pytest.raises(GivenProblems) as caught:
            folder.everything()
        assert "Sentinel" not in str(caught.value)

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_bytes_changed_anywhere_are_a_problem_or_do_no_harm(self, data, sound: bytes, tmp_path: Path) -> None:
        path = tmp_path / "mangled"
        if not path.exists():
            path.mkdir()
            (path / ABOUT_FILE).write_text("name: p\n")
        damaged = bytearray(sound)
        for _ in range(data.draw(st.integers(1, 6))):
            at = data.draw(st.integers(0, len(damaged) - 1))
            damaged[at] = data.draw(st.integers(0, 255))
        for left in path.glob(FILE + "*"):
            left.unlink()
        (path / FILE).write_bytes(damaged[: data.draw(st.integers(0, len(damaged)))] or damaged)
        with contextlib.suppress(GivenProblems):
            folder = open_folder(path)
            folder.read(purpose="matching", on=ON)
            last_shown(folder, "vacancy", "V1", run="x")
            put(folder, Programme(clients=(client("C1"),)))


class TestMaking:
    def test_never_over_something_else(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("mine")
        with pytest.raises(GivenProblems, match="is not empty"):
            create_folder(tmp_path, About(name="p"))
        with pytest.raises(GivenProblems, match="is not empty"):
            create_folder(tmp_path / "notes.txt", About(name="p"))
        assert (tmp_path / "notes.txt").read_text() == "mine"

    def test_a_making_that_was_cut_short_can_be_done_again(self, tmp_path: Path) -> None:
        create_folder(tmp_path / "p", About(name="p"))
        (tmp_path / "p" / ABOUT_FILE).unlink()
        create_folder(tmp_path / "p", About(name="q"))
        assert open_folder(tmp_path / "p").about.name == "q"

    @given(name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_name_is_kept(self, name: str, tmp_path: Path) -> None:
        from matcher.store.about import write_about

        write_about(tmp_path, About(name=name, data_date=ON))
        assert read_about(tmp_path) == About(name=name, data_date=ON)


class TestShown:
    def test_nothing_was_shown_at_first(self, folder: Folder) -> None:
        assert last_shown(folder, "vacancy", "V1", run="a") == {}

    def test_a_list_is_compared_with_the_one_before_never_with_itself(self, folder: Folder) -> None:
        first, second = {"C1": frozenset({"week"})}, {"C1": frozenset[str]()}
        remember_shown(folder, "vacancy", "V1", Shown("a", first))
        assert last_shown(folder, "vacancy", "V1", run="a") == {}
        assert last_shown(folder, "vacancy", "V1", run="b") == first
        remember_shown(folder, "vacancy", "V1", Shown("b", second))
        assert last_shown(folder, "vacancy", "V1", run="b") == first
        remember_shown(folder, "vacancy", "V1", Shown("b", second))
        assert last_shown(folder, "vacancy", "V1", run="b") == first
        assert last_shown(folder, "vacancy", "V1", run="c") == second

    def test_a_shorter_list_of_the_same_records_takes_nothing_away(self, folder: Folder) -> None:
        remember_shown(folder, "vacancy", "V1", Shown("a", {"C1": frozenset({"week"}), "C2": frozenset()}))
        remember_shown(folder, "vacancy", "V1", Shown("a", {"C1": frozenset({"week"})}))
        assert set(last_shown(folder, "vacancy", "V1", run="b")) == {"C1", "C2"}

    def test_lists_do_not_mix(self, folder: Folder) -> None:
        remember_shown(folder, "vacancy", "X1", Shown("a", {"C1": frozenset({"week"})}))
        assert last_shown(folder, "client", "X1", run="b") == {}
        assert last_shown(folder, "vacancy", "X2", run="b") == {}

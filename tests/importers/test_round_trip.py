"""What is written out and read back is what was there: every record, every field, by workbook and by CSV."""

import datetime as dt
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.base.ids import ClientId
from matcher.importers.export import write_csvs, write_workbook
from matcher.importers.imported import Imported
from matcher.importers.opener import Opener
from matcher.importers.workbook import read_files
from matcher.library.load import Library, load_library
from matcher.reading.link import Linker
from matcher.records.client import Client
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.specimens.programme import made_up
from tests.importers.programmes import ledgers, programmes

ON = dt.date(2026, 11, 16)
LIBRARY = load_library()
LINKER = Linker(LIBRARY)


def read_back(paths: list[Path], opener: Opener | None = None, known: Programme | None = None) -> Imported:
    return read_files(paths, library=LIBRARY, on=dt.date(2200, 1, 1), linker=LINKER, opener=opener, known=known)


def differences(one: Programme, other: Programme) -> dict[str, object]:
    """Fields that differ, so that a failure is short."""
    return {
        name: [(a, b) for a, b in zip(getattr(one, name), getattr(other, name), strict=False) if a != b]
        or (getattr(one, name), getattr(other, name))
        for name in Programme.model_fields
        if getattr(one, name) != getattr(other, name)
    }


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_any_programme_comes_back_from_csv_files(data, tmp_path_factory):
    programme, identities = data.draw(programmes(LIBRARY))
    ledger = data.draw(ledgers(LIBRARY, programme))
    folder = tmp_path_factory.mktemp("csv")
    files = write_csvs(
        programme, identities, folder, library=data.draw(st.sampled_from([LIBRARY, None])), ledger=ledger
    )
    back = read_back(files)
    assert [problem.say() for problem in back.problems if problem.stops_row] == []
    assert differences(programme, back.programme) == {}
    assert back.identities == identities
    assert back.ledger == ledger


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_any_programme_comes_back_from_a_workbook(data, tmp_path_factory, opener):
    programme, identities = data.draw(programmes(LIBRARY))
    ledger = data.draw(ledgers(LIBRARY, programme))
    path = tmp_path_factory.mktemp("book") / "programme.xlsx"
    write_workbook(programme, identities, path, library=data.draw(st.sampled_from([LIBRARY, None])), ledger=ledger)
    back = read_back([path], opener)
    assert [problem.say() for problem in back.problems if problem.stops_row] == []
    assert differences(programme, back.programme) == {}
    assert back.identities == identities
    assert back.ledger == ledger


def test_a_made_up_programme_comes_back_without_a_problem(tmp_path: Path, opener: Opener):
    programme = made_up(clients=120, vacancies=120, seed=5, on=ON, library=LIBRARY)
    once = programme.model_copy(update={"observations": tuple(dict.fromkeys(programme.observations))})
    write_workbook(once, (), tmp_path / "book.xlsx", library=LIBRARY)
    write_csvs(once, (), tmp_path / "csv", library=LIBRARY)
    for path in (tmp_path / "book.xlsx", tmp_path / "csv"):
        back = read_back([path], opener)
        assert back.problems == []
        assert differences(once, back.programme) == {}
        assert all(counts.found == counts.loaded for counts in back.read.values())


def test_export_leaves_nothing_half_written(tmp_path: Path):
    write_workbook(Programme(), (), tmp_path / "book.xlsx", library=LIBRARY)
    assert [path.name for path in tmp_path.iterdir()] == ["book.xlsx"]


def test_no_file_of_an_export_lets_a_spreadsheet_run_a_formula(tmp_path: Path, library: Library):
    evil = '=HYPERLINK("http://example.org","x")'
    programme = Programme(clients=(Client(id=ClientId("C1"), words_for_employers="@cmd"),))
    write_csvs(programme, (Identity(client=ClientId("C1"), name=evil, phone="+44 1"),), tmp_path, library=library)
    text = (tmp_path / "clients.csv").read_text(encoding="utf-8")
    assert f'"\'{evil.replace(chr(34), chr(34) * 2)}"' in text
    assert "'+44 1" in text
    assert "'@cmd" in text

"""Whatever is in a file: no exception, everything loaded or named, and the counts add up.

500 spoilt files by default, with fixed seeds; `MATCHER_FUZZ=10000` for more. A failure names its target and number;
the same number makes the same file again.
"""

import datetime as dt
import os
import random
from pathlib import Path

import pytest

from matcher.base.problems import GivenProblems, Problem
from matcher.importers.adverts.importer import AdvertsRead, read_adverts
from matcher.importers.export import write_csvs, write_workbook
from matcher.importers.imported import Imported
from matcher.importers.merge import merged, merged_ledger
from matcher.importers.opener import Opener
from matcher.importers.rejects import write_rejects
from matcher.importers.services.importer import read_services
from matcher.importers.told import told
from matcher.importers.workbook import read_files
from matcher.library.load import load_library
from matcher.reading.link import Linker
from matcher.records.identity import Identity
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from matcher.specimens.programme import made_up
from tests.fuzz import answered, contacted, decided, directories, households, maps, others, spoiling, travelled
from tests.fuzz.targets import Target

HOW_MANY = int(os.environ.get("MATCHER_FUZZ", "500"))
BATCHES = 8
"""So that several workers share them."""
ON = dt.date(2026, 11, 16)
LIBRARY = load_library()
LINKER = Linker(LIBRARY)
LONGEST_LINE = 4_000


class Workbooks:
    """Workbooks and CSV files of a programme."""

    def __init__(self) -> None:
        self.opener = Opener()

    def programme(self) -> tuple[Programme, tuple[Identity, ...]]:
        programme = made_up(clients=5, vacancies=4, seed=7, on=ON, library=LIBRARY)
        return programme, tuple(Identity(client=one.id, name="Zoë Example", phone="+44 1") for one in programme.clients)

    def books(self, folder: Path) -> list[Path]:
        programme, identities = self.programme()
        write_workbook(
            programme, identities, folder / "programme.xlsx", library=LIBRARY, ledger=contacted.dealings(programme)
        )
        return [folder / "programme.xlsx"]

    def texts(self, folder: Path) -> list[Path]:
        programme, identities = self.programme()
        return write_csvs(programme, identities, folder, library=LIBRARY, ledger=contacted.dealings(programme))

    def read(self, paths: list[Path]) -> Imported:
        return read_files(paths, library=LIBRARY, on=ON, linker=LINKER, opener=self.opener)

    def check(self, imported: Imported) -> None:
        """Loaded or named; counted; told in lines a person can read; ready to merge and to put right."""
        for name, counts in imported.read.items():
            assert counts.add_up, (name, counts)
        rejected = sum(counts.rejected for counts in imported.read.values())
        kept_back = sum(not reject.loaded for reject in imported.rejects)
        assert kept_back == rejected
        assert all(reject.reasons for reject in imported.rejects)
        assert rejected == 0 or imported.stopping
        for problem in imported.problems:
            assert problem.what
            assert problem.where
        assert all(len(line) < LONGEST_LINE for line in told(imported.problems))
        merged(Programme(), imported)
        merged_ledger(Ledger(), imported)

    def put_right(self, imported: Imported, folder: Path) -> None:
        """The workbook of rows to put right can be written and read, and holds every row."""
        path = folder / "rejects.xlsx"
        write_rejects(path, imported, library=LIBRARY)
        again = self.read([path])
        self.check(again)
        counts = again.read.values()
        assert sum(one.found for one in counts) >= len([one for one in imported.rejects if filled(one.cells)])


def filled(cells: tuple[tuple[str, object], ...]) -> bool:
    """Whether a row holds anything besides the column that says what to put right."""
    return any(str(cell).strip() and heading != "What to put right" for heading, cell in cells)


def read_model(paths: list[Path]) -> list[Problem]:
    """The problems of an edition of the models; none where it is sound."""
    try:
        load_library(paths[-1] if paths[-1].is_dir() else others.top_of(paths[0]))
    except GivenProblems as error:
        return error.problems
    return []


def check_adverts(read: AdvertsRead) -> None:
    """Loaded or named, each advert once."""
    stopped = [problem for problem in read.problems if problem.stops_row]
    assert len(read.vacancies) == read.found or stopped
    assert len({vacancy.id for vacancy in read.vacancies}) == len(read.vacancies)
    assert all(problem.what and problem.where for problem in read.problems)


def check_problems(problems: list[Problem]) -> None:
    """Each says where and what."""
    assert all(problem.what and problem.where for problem in problems)


WORKBOOKS = Workbooks()
TARGETS: list[Target] = [
    Target("workbook", WORKBOOKS.books, spoiling.workbook, WORKBOOKS.read, WORKBOOKS.check, share=3),
    Target("csv", WORKBOOKS.texts, spoiling.text, WORKBOOKS.read, WORKBOOKS.check, share=2),
    Target(
        "adverts",
        others.adverts,
        others.advert,
        lambda paths: read_adverts(paths, library=LIBRARY, on=ON),
        check_adverts,
    ),
    Target(
        "services",
        directories.directories,
        directories.directory,
        lambda paths: read_services(paths, library=LIBRARY),
        directories.check,
    ),
    Target("household lines", households.lines, others.advert, households.read_lines, households.check_lines),
    Target("household sheet", households.sheets, spoiling.text, households.read_sheets, households.check_sheets),
    Target("timetable", travelled.feeds, travelled.spoil, travelled.read_feeds, travelled.check_feed, share=2),
    Target("places", travelled.lists, travelled.spoil, travelled.read_lists, travelled.check_list),
    Target("contact ledger", contacted.ledgers, others.advert, contacted.read, contacted.check),
    Target("decisions", decided.sheets, spoiling.text, decided.read, decided.check),
    Target("replies", answered.files, answered.spoil, answered.read, answered.check, share=2),
    Target("column maps", maps.files, others.advert, maps.read, check_problems),
    Target("models", others.models, others.model, read_model, check_problems),
]
"""Other importers add themselves here."""
SHARES = sum(target.share for target in TARGETS)


@pytest.fixture(scope="module", autouse=True)
def _reader():
    yield
    WORKBOOKS.opener.close()
    answered.OPENER.close()


@pytest.fixture(scope="module")
def seeds(tmp_path_factory) -> dict[str, list[Path]]:
    return {target.name: target.seeds(tmp_path_factory.mktemp(target.name)) for target in TARGETS}


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_spoilt_files_load_or_say_what_is_wrong(target: Target, batch: int, seeds, tmp_path):
    for number in range(batch, HOW_MANY * target.share // SHARES, BATCHES):
        chance = random.Random(f"{target.name} {number}")
        source = chance.choice(seeds[target.name])
        with_others = [path for path in seeds[target.name] if path != source] if chance.random() < 0.5 else []
        spoilt = target.spoil(chance, source, tmp_path)
        try:
            result = target.read([*with_others, spoilt])
            target.check(result)
            if isinstance(result, Imported) and number % 10 == 0:
                WORKBOOKS.put_right(result, tmp_path)
        except BaseException as error:
            error.add_note(f"{target.name}, number {number}: {spoilt}")
            raise


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_the_files_are_sound_before_they_are_spoilt(target: Target, seeds):
    result = target.read(seeds[target.name])
    target.check(result)
    assert [one for one in getattr(result, "problems", result) if one.stops_row] == []

"""A programme to try everything on, made up from start to end, with its first shortlist."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import matcher
from matcher.audit.incoming import Incoming
from matcher.base.days import Day
from matcher.base.problems import GivenProblems, Problem
from matcher.importers.merge import merged
from matcher.importers.services.importer import read_services
from matcher.importers.services.merge import with_services
from matcher.importers.workbook import read_files
from matcher.library.load import Library, load_library
from matcher.outputs import page, workbook
from matcher.outputs.decisions import decisions_table
from matcher.records.programme import Programme
from matcher.store.about import FILE as ABOUT_FILE
from matcher.store.about import About, read_about, write_about
from matcher.store.database import create_database
from matcher.store.folder import Change, Folder, create_folder, open_folder
from matcher.store.place import FILE, place_of
from matcher.workflows.hand import own_hand
from matcher.workflows.lists.shortlist import Listed, shortlist
from matcher.workflows.programme.demo_cases import demo_cases
from matcher.workflows.programme.importing import keep_dealings
from matcher.workflows.today import today
from matcher.workflows.where import Where

MADE_BY = "matcher demo"
EXAMPLE = "V0031"
SERVICES = "services.json"
"""The demo's directory, in the form of Open Referral UK 3.0."""
CLIENTS, VACANCIES = 60, 25
SHOWN = 3
"""Rows of each section that are printed; the files have them all."""


@dataclass(frozen=True)
class Size:
    """How many people and vacancies to make up, from which seed."""

    clients: int = CLIENTS
    vacancies: int = VACANCIES
    seed: int = 1


@dataclass(frozen=True)
class Demo:
    """The demo as it lies on disk, and the list to show."""

    folder: Path
    vacancy: str | None
    listed: Listed | None
    """The beginning of the example vacancy's shortlist; None where there is no vacancy."""
    written: tuple[Path, ...]
    clients: int
    vacancies: int


def demo(
    folder: Path,
    *,
    again: bool = False,
    size: Size | None = None,
    on: Day | None = None,
    models: Path | None = None,
) -> Demo:
    """Make the demo: the one that came with the program, or one of any size drawn from published figures.

    Raises GivenProblems where the folder holds anything but a demo, or a demo and `again` was not said.
    """
    library = load_library(models)
    about = read_about(demo_files())
    day = on or about.data_date or today()
    name = about.name if size is None else f"Made up: {size.clients:,} clients, {size.vacancies:,} vacancies"
    made = _place(folder, About(name=name, data_date=day, made_by=f"{MADE_BY} {matcher.__version__}"), again=again)
    with made.changing(own_hand(MADE_BY)) as change:
        change.forget()
        programme = _fill(change, library, size, on=day)
    vacancy = EXAMPLE if size is None else next((one.id for one in programme.vacancies), None)
    where = Where(folder, models)
    if vacancy is None:
        return Demo(folder, None, None, (), len(programme.clients), 0)
    return Demo(
        folder,
        vacancy,
        shortlist(where, vacancy, top=SHOWN),
        tuple(_files(folder, vacancy, shortlist(where, vacancy))),
        len(programme.clients),
        len(programme.vacancies),
    )


def demo_files() -> Path:
    """The demo's own spreadsheets: beside the package's code, or in the checkout."""
    package = Path(matcher.__file__).parent
    for place in (package / "fixtures" / "demo", package.parent / "fixtures" / "demo"):
        if (place / ABOUT_FILE).is_file():
            return place
    problem = Problem(str(package), "", "has no demo beside it.", "Install job-readiness-matcher again.")
    raise GivenProblems([problem])


def _place(folder: Path, about: About, *, again: bool) -> Folder:
    """The folder to fill: a new one, or a demo that is to be made again."""
    try:
        there = read_about(folder)
    except GivenProblems:
        return create_folder(folder, about)
    if not there.made_by.startswith(MADE_BY):
        fix = "Choose another folder; that one is somebody's programme and stays as it is."
        raise GivenProblems([Problem(str(folder), "", "is not a demo.", fix)])
    if not again:
        fix = f"Say --again to make it anew, or go on with it: matcher shortlist {EXAMPLE} --programme {folder}"
        raise GivenProblems([Problem(str(folder), "", "holds a demo already.", fix)])
    with contextlib.suppress(GivenProblems):
        write_about(folder, about)
        return open_folder(folder)
    # What is left of a damaged demo goes: it is the demo's own file.
    for end in ("", "-wal", "-shm"):
        (folder / (FILE + end)).unlink(missing_ok=True)
    create_database(place_of(folder))
    return open_folder(folder)


def _fill(change: Change, library: Library, size: Size | None, *, on: Day) -> Programme:
    """Fill a demo with people and vacancies: read from its spreadsheets like anybody's, or drawn."""
    if size is None:
        read = read_files([demo_files()], library=library, on=on)
        if read.stopping:
            raise AssertionError(f"the demo's own files have {len(read.stopping)} problems")
        programme = merged(Programme(), read)
        programme = programme.model_copy(update={"vacancies": Incoming(library).read(programme.vacancies)})
        services = read_services([demo_files() / SERVICES], library=library)
        if any(problem.stops_row for problem in services.problems):
            raise AssertionError("the demo's own directory of services has problems")
        programme = with_services(programme, services)
        change.put_identities(read.identities)
        change.put(programme)
        keep_dealings(change, read, library=library, on=on)
        demo_cases(change, library, programme.clients, on=on)
    else:
        from matcher.specimens.programme import made_up

        programme = made_up(clients=size.clients, vacancies=size.vacancies, seed=size.seed, on=on, library=library)
        change.put(programme)
    return programme


def _files(folder: Path, vacancy: str, listed: Listed) -> Iterable[Path]:
    """The example's shortlist as a page, and as a workbook with the sheet to decide on."""
    path = folder / f"shortlist-{vacancy}.html"
    page.write(listed.explained, path)
    yield path
    path = folder / f"shortlist-{vacancy}.xlsx"
    more = [decisions_table(listed.explained, listed.rules)] if listed.rules is not None else []
    workbook.write(listed.explained, path, more=more)
    yield path

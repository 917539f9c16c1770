"""Reads real adverts: schema.org JobPosting (files, saved pages, folders) and JSON lines, chosen by content.

Pay, hours, contract and place come from structured fields. The description is kept as plain text and read once, for
what it asks of a person and for the facts that the fields leave open (`adverts_words`), so that no ranking command
reads text. Every contradiction and every gap comes back as a problem with what was kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from matcher.base.days import Day
from matcher.base.ids import EmployerId
from matcher.base.problems import Problem
from matcher.importers.adverts import jsonld as adverts_jsonld
from matcher.importers.adverts import lines as adverts_lines
from matcher.importers.adverts.facts import DESCRIPTION_MOST_CHARACTERS, Advert
from matcher.importers.adverts.files import ADVERTS_MOST, Found, files_in, read_file
from matcher.importers.adverts.twins import twin_notes
from matcher.importers.adverts.vacancy import employer_id, vacancy_of
from matcher.importers.adverts.words import WordsReader
from matcher.library.load import Library
from matcher.reading.link import Linker
from matcher.reading.passage import read_passage
from matcher.reading.requirements.reader import ReadRequirement, read_requirements, to_requirements
from matcher.records.employer import Employer
from matcher.records.shape import Link
from matcher.records.vacancy import Vacancy


@dataclass(frozen=True)
class AdvertsRead:
    """Every advert that could be loaded, its employers, and everything there is to tell about the files."""

    vacancies: tuple[Vacancy, ...]
    employers: tuple[Employer, ...]
    problems: list[Problem]
    found: int = 0
    """Adverts in the files; those not among `vacancies` have a problem each that stops the row."""


@dataclass
class _Gathered:
    """What has been read so far."""

    problems: list[Problem] = field(default_factory=list)
    vacancies: dict[str, Vacancy] = field(default_factory=dict)
    asked: dict[str, tuple[ReadRequirement, ...]] = field(default_factory=dict)
    """What each description asks, as read."""
    where: dict[str, str] = field(default_factory=dict)
    employers: dict[EmployerId, str] = field(default_factory=dict)
    found: int = 0


def read_adverts(paths: list[Path], *, library: Library, on: Day, held: Iterable[Vacancy] = ()) -> AdvertsRead:
    """The adverts in files and folders as vacancies, with every problem. Never raises for bad content.

    `held`: the vacancies that are there already, so that an advert that reads like one of them is told.
    """
    gathered, reader = _Gathered(), WordsReader(library)
    for name, path in files_in(paths, gathered.problems):
        reading = read_file(name, path)
        gathered.problems += reading.problems
        for one in reading.found:
            for advert in _adverts(one, gathered.problems):
                _take(advert, gathered, library, reader, on=on)
    vacancies = _linked(gathered, library)
    gathered.problems += twin_notes(vacancies, gathered.where, held, library.fact_reading.twins)
    employers = tuple(Employer(id=made, name=written) for made, written in sorted(gathered.employers.items()))
    return AdvertsRead(vacancies, employers, gathered.problems, gathered.found)


def _adverts(found: Found, problems: list[Problem]) -> Iterator[Advert]:
    """The adverts in one value of a file."""
    value = found.value
    inside = adverts_jsonld.postings_in(value)
    for number, node in enumerate(inside.postings, 1):
        where = found.where if len(inside.postings) == 1 else f"{found.where}, advert {number}"
        yield adverts_jsonld.advert_of(node, inside, where)
    if inside.cut:
        problems.append(Problem(found.where, "", "holds too much to look through; the rest was not read.", "Split it."))
    if inside.postings:
        return
    if isinstance(value, dict) and adverts_lines.is_line(value):
        yield adverts_lines.advert_of(value, found.where)
    else:
        problems.append(Problem(found.where, "", "holds no job advert.", "It was passed over."))


def _take(advert: Advert, gathered: _Gathered, library: Library, reader: WordsReader, *, on: Day) -> None:
    gathered.found += 1
    if len(gathered.vacancies) >= ADVERTS_MOST:
        what = f"comes after {ADVERTS_MOST:,} adverts; no more are read at once."
        gathered.problems.append(Problem(advert.where, advert.title, what, "Read the files in parts."))
        return
    passage = read_passage(advert.description[:DESCRIPTION_MOST_CHARACTERS])
    drafted = vacancy_of(advert, library.adverts, reader.of(advert, passage), on=on)
    vacancy = drafted.vacancy
    if vacancy is not None and vacancy.id in gathered.vacancies:
        gathered.problems.append(_twice(advert, vacancy, gathered))
        return
    gathered.problems += drafted.notes
    if vacancy is not None:
        gathered.vacancies[vacancy.id] = vacancy
        gathered.asked[vacancy.id] = read_requirements(
            passage.original, library=library, title=vacancy.title, passage=passage
        )
        gathered.where[vacancy.id] = advert.at("title")
        if advert.employer:
            gathered.employers.setdefault(employer_id(advert.employer), advert.employer)


def _twice(advert: Advert, vacancy: Vacancy, gathered: _Gathered) -> Problem:
    first = gathered.where[vacancy.id].rpartition(",")[0]
    if vacancy == gathered.vacancies[vacancy.id]:
        return Problem(advert.where, vacancy.id, f"is the same advert as {first}.", "It was loaded once.")
    what = f"has the same reference as another advert, {first}."
    return Problem(advert.where, vacancy.id, what, "It was not loaded. Give one of them another reference.")


def _linked(gathered: _Gathered, library: Library) -> tuple[Vacancy, ...]:
    """The vacancies, their titles linked to occupations; a title that is not near enough is asked about."""
    linker = Linker(library)
    vacancies = list(gathered.vacancies.values())
    links = linker.occupations([vacancy.title for vacancy in vacancies])
    for vacancy, link in zip(vacancies, links, strict=True):
        if link.to is None:
            gathered.problems.append(_unlinked(gathered.where[vacancy.id], link, linker, library))
    return tuple(
        _asking(vacancy, link, gathered.asked[vacancy.id], library)
        for vacancy, link in zip(vacancies, links, strict=True)
    )


def _asking(vacancy: Vacancy, link: Link, read: Iterable[ReadRequirement], library: Library) -> Vacancy:
    """The vacancy with its occupation, and with what its description asks beside what its own fields ask."""
    asked = to_requirements(read, library=library, occupation=link.to or "", taken=len(vacancy.requirements))
    return vacancy.model_copy(update={"occupation": link, "requirements": (*vacancy.requirements, *asked)})


def _unlinked(where: str, link: Link, linker: Linker, library: Library) -> Problem:
    jobs = library.occupations.by_id
    near = [jobs[one.to].title for one in linker.near_occupations(link.words, most=2) if one.to]
    fix = f"Did you mean {' or '.join(near)}?" if near else "Choose the nearest occupation, or leave it open."
    return Problem(where, link.words, "is not a job title we can link to an occupation.", fix, stops_row=False)

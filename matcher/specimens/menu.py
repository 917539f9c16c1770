"""The library's vocabularies as things to draw from; each link is made once and shared by all who use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.library.load import Library
from matcher.library.marginals_jobs import Jobs
from matcher.library.occupations import Occupation
from matcher.records.shape import Link
from matcher.records.words import Demand
from matcher.specimens.chance import Table
from matcher.specimens.patterns import families_for

GUESS = 38
"""Confidence of a word that was near nothing: the word is kept and asked about."""


@dataclass(frozen=True)
class Job:
    """One occupation as a client or an employer may put it."""

    id: str
    links: tuple[Link, ...]
    """The title first, then what else people call it."""
    skills: tuple[str, ...]
    driving: str
    demands: Mapping[Demand, int]
    families: Table[str]


@dataclass(frozen=True)
class Menu:
    """Everything with a name that a made-up record may hold."""

    jobs: Mapping[str, Job]
    jobs_by_trade: Mapping[str, Table[str]]
    jobs_by_demand: Table[str]
    """Occupations as often as vacancies are in them: what people did and ask for follows what there is."""
    skills: Mapping[str, Link]
    general_skills: tuple[str, ...]
    licences: tuple[Link, ...]
    adjustments: tuple[str, ...]


def menu(library: Library, jobs: Jobs) -> Menu:
    """The menu for one library. Raises KeyError where the marginals name an occupation that is not in it."""
    known = library.occupations.by_id
    skills = {entry.id: Link(words=entry.name, to=entry.id, confidence=100) for entry in library.skills.entries}
    wanted: dict[str, int] = {}
    for line, trade in jobs.trades.items():
        for one, weight in trade.occupations.items():
            wanted[one] = wanted.get(one, 0) + jobs.trade_mix.of[line] * weight
    return Menu(
        jobs={name: _job(jobs, known[name]) for name in wanted},
        jobs_by_trade={name: Table(trade.occupations) for name, trade in jobs.trades.items()},
        jobs_by_demand=Table(wanted),
        skills=skills,
        general_skills=tuple(skills),
        licences=tuple(
            Link(words=entry.name, to=entry.id, confidence=100)
            for entry in library.licences.entries
            if entry.kind == "licence_other"
        ),
        adjustments=tuple(entry.id for entry in library.adjustments.entries),
    )


def unlinked(words: str) -> Link:
    """Words that nothing in the vocabulary was near enough to."""
    return Link(words=words, to=None, confidence=GUESS)


def _job(jobs: Jobs, entry: Occupation) -> Job:
    return Job(
        id=entry.id,
        links=tuple(Link(words=words, to=entry.id, confidence=100) for words in (entry.title, *entry.aliases)),
        skills=entry.skills,
        driving=entry.driving,
        demands=entry.demands,
        families=families_for(jobs, entry.hours.patterns),
    )

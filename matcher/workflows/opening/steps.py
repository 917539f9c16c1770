"""The way from what a client can do to the work they named, with present vacancies for the first step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import GivenProblems, Problem
from matcher.base.weeks import Intervals
from matcher.columns.care import weeks_of
from matcher.explain.goals import Door, FirstDoors, Goal, GoalWay, GoalWords, Steps, chosen
from matcher.explain.requirements import RequirementWords, inside
from matcher.library.load import Library
from matcher.matching.match import match
from matcher.matching.openings import Opening, openings
from matcher.matching.routes import Map, Way, start_of, ways
from matcher.reading.link import Linker
from matcher.records.client import Client
from matcher.records.shape import Link
from matcher.records.words import Kind, Stance
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.lists.jobs import only_open
from matcher.workflows.lists.prepared import Prepared, prepare
from matcher.workflows.lists.runs import stamp
from matcher.workflows.lists.shortlist import threads
from matcher.workflows.people.services import signposts
from matcher.workflows.where import Where


def steps(where: Where, client: str, *, to: str | None = None) -> Steps:
    """The shortest ways to every occupation the client wants, or to the one given in words.

    Exact over the occupations of the vocabulary; which vacancies are open for the first step is decided by the same
    gates as every list. Raises GivenProblems for a reference that is not in the programme, for a client about whom
    nobody has recorded that matching is agreed, and for words that are no occupation.
    """
    desk = open_desk(where)
    reference = desk.client(client)
    named = None if to is None else _occupation(desk, to)
    read = desk.read(clients=[reference])
    prepared = prepare(desk, only_open(read.programme, on=desk.on), left_out=0)
    run = stamp(
        inputs=read.digest,
        models=desk.library.digest,
        on=desk.on,
        arguments=["steps", reference, *([to] if to else [])],
    )
    who = next(one for one in prepared.programme.clients if one.id == reference)
    making = _Making(prepared, who, _words(desk, who))
    goals = (making.goal(named),) if named else tuple(making.goal(one) for one in _wanted(who))
    words = making.words
    return Steps(
        stamp=run,
        client=ClientId(reference),
        done=tuple(desk.library.occupations.by_id[one].title for one in sorted(words.start.done)),
        can_do=tuple(words.skill(one.id) for one in desk.library.skills.entries if one.id in words.start.held),
        goals=goals,
        asks=tuple(_asks(desk, who, words, goals)),
    )


def _occupation(desk: Desk, words: str) -> Link:
    """The occupation that was typed. Raises GivenProblems with the nearest where it is none."""
    linker = Linker(desk.library)
    found = linker.occupation(words)
    if found.to is not None:
        return found
    near = [desk.library.occupations.by_id[one.to].title for one in linker.near_occupations(words) if one.to]
    fix = f"Did you mean {' or '.join(near)}?" if near else "Name a job, such as kitchen assistant or IT support."
    raise GivenProblems([Problem("--to", words[:60], "is not a job of the vocabulary.", fix)])


def _which(words: str, library: Library) -> Iterable[str]:
    """What to ask of words that nobody linked, with the jobs they are nearest to."""
    asks = library.steps.asks
    yield asks.not_linked.format(words=words)
    near = [library.occupations.by_id[one.to].title for one in Linker(library).near_occupations(words) if one.to]
    if near:
        yield asks.not_linked_near.format(titles="; ".join(near))


def _wanted(client: Client) -> list[Link]:
    """What the client wants, each once, in the order it was said."""
    said = [one.what for one in client.says(Stance.WANTS, Kind.OCCUPATION)]
    return list({one.to or one.words: one for one in said}.values())


def _words(desk: Desk, client: Client) -> GoalWords:
    week: Intervals | None = None if client.conditions.week is None else weeks_of(client, on=desk.on).term[0].free
    return GoalWords(Map(desk.library), client, start_of(client, desk.library), week, signposts(desk))


def _asks(desk: Desk, client: Client, words: GoalWords, goals: Sequence[Goal]) -> Iterable[str]:
    """Questions about the client as a whole."""
    asks = desk.library.steps.asks
    if not goals:
        yield asks.no_goal
    if not words.start.done and not words.start.held:
        yield asks.nothing_known
    elif not client.work_complete:
        yield asks.more_known


@dataclass(frozen=True)
class _Making:
    """Goals of one client, over the open vacancies."""

    prepared: Prepared
    client: Client
    words: GoalWords

    def goal(self, named: Link) -> Goal:
        """One goal with its ways."""
        library = self.prepared.desk.library
        says, start = library.steps.says, self.words.start
        if named.to is None or named.to not in library.occupations.by_id:
            return Goal(None, named.words, named.words, (), 0, "", (), (), tuple(_which(named.words, library)))
        entry = library.occupations.by_id[named.to]
        if entry.id in start.refused:
            return Goal(entry.id, entry.title, named.words, (), 0, says.refused, (), (), ())
        found = ways(entry.id, start, self.words.on)
        shown = chosen(found, self._open_now, most=library.steps.ways_most)
        lacking = () if found else self.words.lacking(entry.id)
        return Goal(
            occupation=entry.id,
            title=entry.title,
            words=named.words,
            ways=self._ways(shown),
            more_ways=len(found) - len(shown),
            says="" if found else self._no_way(entry.title),
            to_build=lacking,
            helpers=self.words.helpers(lacking),
            asks=(),
        )

    def _no_way(self, title: str) -> str:
        rules = self.prepared.desk.library.steps
        return rules.says.no_route.format(most=rules.jobs_most, goal=inside(title))

    @property
    def _open_now(self) -> dict[str, int]:
        """Open vacancies by occupation."""
        linked = (one.occupation.to for one in self.prepared.programme.vacancies if one.occupation)
        return dict(Counter(one for one in linked if one is not None))

    def _ways(self, shown: Sequence[Way]) -> tuple[GoalWay, ...]:
        now = self._open_now
        doors = {first: self._doors(first) for first in dict.fromkeys(way.jobs[0] for way in shown)}
        return tuple(
            GoalWay(
                jobs=tuple(
                    self.words.job(
                        leg,
                        way.legs[place - 1] if place else None,
                        goal=place == len(way.legs) - 1,
                        open_now=now.get(leg.occupation, 0),
                    )
                    for place, leg in enumerate(way.legs)
                ),
                length=way.length,
                doors=doors[way.jobs[0]],
            )
            for way in shown
        )

    def _doors(self, occupation: str) -> FirstDoors:
        """Present vacancies of one occupation, by the engine."""
        most = self.prepared.desk.library.steps.vacancies_most
        ids = {v.id for v in self.prepared.programme.vacancies if v.occupation and v.occupation.to == occupation}
        rows = [row for row, one in enumerate(self.prepared.columns.vacancies.ids) if one in ids]
        if not rows:
            return FirstDoors((), 0, (), 0, 0)
        matched = match(
            self.prepared.columns,
            self.prepared.desk.library,
            vacancies=np.array(rows, dtype=np.intp),
            lists="clients",
            threads=threads(),
        )
        found = openings(matched, self.client.id)
        free = [one for one in found if not one.stops]
        alone = [one for one in found if one.only_requirement is not None]
        return FirstDoors(
            open=tuple(self._door(one) for one in free[:most]),
            open_count=len(free),
            one_requirement=tuple(self._door(one) for one in alone[:most]),
            one_requirement_count=len(alone),
            others=len(found) - len(free) - len(alone),
        )

    def _door(self, opening: Opening) -> Door:
        library = self.prepared.desk.library
        vacancy = next(one for one in self.prepared.programme.vacancies if one.id == VacancyId(opening.vacancy))
        employers = {one.id: one.name for one in self.prepared.programme.employers}
        section = next((one.name for one in library.ranking.sections if one.id == opening.section), "")
        if opening.only_requirement is not None:
            section = RequirementWords(library).name(vacancy.requirements[opening.only_requirement])
        return Door(
            vacancy=vacancy.id,
            title=vacancy.title,
            employer=employers.get(vacancy.employer) if vacancy.employer else None,
            section=section,
            questions=opening.unknown.bit_count(),
        )

"""The shortest ways from what someone can do to an occupation they named, through occupations that share work.

A way is a list of occupations, the goal last. Its length adds up what `market/steps.yaml` declares: for every job on
it, for the work that is new at each step (what was learned at an earlier step is not new again), for papers that most
of such work asks for and that are not held, and for work the client did not name. What is new depends on the whole
way before it, so ways are searched best first (Dijkstra over beginnings of ways, with the jobs still to come as a
lower bound), never occupation by occupation: the result is exact.

Knowing or holding more never makes the shortest way longer: every way stays, and none of its parts grows.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from matcher.columns.predicates import MET, NOT_MET, Abilities, abilities, state
from matcher.library.load import Library
from matcher.library.transfers import work_and_weights
from matcher.records.client import Client
from matcher.records.requirement import DrivingLicence, Need, OtherLicence, Registration
from matcher.records.words import Kind, Stance

Ways = tuple["Way", ...]
Entry = Literal["done", "from_work", "from_skills", "learned_there"]


@dataclass(frozen=True)
class Start:
    """What a client brings, and what they said about work."""

    held: frozenset[str]
    """Skills they can do, by work done or by their word."""
    done: frozenset[str]
    """Occupations they have worked in, paid or not."""
    papers: frozenset[str]
    """Licences and certificates held for sure."""
    refused: frozenset[str] = frozenset()
    """Occupations they ruled out: never on a way."""
    refused_tasks: frozenset[str] = frozenset()
    """Skills they will not be asked to use: work that usually includes one is never on a way, unless it is the goal."""
    named: frozenset[str] = frozenset()
    """Occupations they want or would accept."""
    anything: bool = False
    """Whether they would accept anything."""
    not_held: frozenset[str] = frozenset()
    """Licences and certificates known not to be held; what is in neither set is not known."""


@dataclass(frozen=True)
class Leg:
    """One job on a way."""

    occupation: str
    carries: tuple[str, ...]
    """Its work that the client can do when they come to it, main work first."""
    new: tuple[str, ...]
    """Its work that is new then."""
    papers: tuple[str, ...]
    """Papers that most of such work asks for, not held and not got on the way before."""
    named: bool
    length: int


@dataclass(frozen=True)
class Way:
    """A way to the goal, the goal last."""

    legs: tuple[Leg, ...]
    length: int

    @property
    def jobs(self) -> tuple[str, ...]:
        """The occupations, in order."""
        return tuple(leg.occupation for leg in self.legs)


@dataclass(frozen=True)
class Map:
    """Occupations with what ties them together, made once for any number of clients."""

    library: Library

    @cached_property
    def _work(self) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, int]]:
        return work_and_weights(self.library.occupations, self.library.skills)

    def work(self, occupation: str) -> tuple[str, ...]:
        """What the work of an occupation is, main work first; ways of working that all jobs have are left out."""
        return self._work[0][occupation]

    def after(self, occupation: str) -> tuple[str, ...]:
        """Occupations that one leads to by shared work, nearest first."""
        return tuple(step.to for step in self.library.transfers.steps_from(occupation))

    @cached_property
    def before(self) -> Mapping[str, tuple[str, ...]]:
        """Occupations that lead to each."""
        found: dict[str, list[str]] = {}
        for entry in self.library.occupations.entries:
            for after in self.after(entry.id):
                found.setdefault(after, []).append(entry.id)
        return {one: tuple(several) for one, several in found.items()}

    def share_held(self, occupation: str, held: frozenset[str]) -> int:
        """How much of an occupation's work is held, by weight, in thousandths."""
        weights = self._work[1]
        whole = sum(weights[skill] for skill in self.work(occupation))
        return 1000 * sum(weights[skill] for skill in self.work(occupation) if skill in held) // whole if whole else 0

    def can_enter(self, occupation: str, start: Start) -> bool:
        """Whether one could ask for such work today; see `entry`."""
        return self.entry(occupation, start) is not None

    def entry(self, occupation: str, start: Start) -> Entry | None:
        """Why one could ask for such work today: done before, next to work done, much of it in hand, or learned there.

        Much is the declared share by weight, with as much shared work as a link of transfers.yaml needs, one piece
        of it among what the job mainly is. Unlike a link's likeness it is not lowered by what one can do besides.
        Learned there is work for which occupations.yaml says that experience is often asked for and not needed.
        """
        if occupation in start.done:
            return "done"
        if any(occupation in self.after(one) for one in start.done):
            return "from_work"
        if self._much_held(occupation, start.held):
            return "from_skills"
        return "learned_there" if self.learned_there(occupation) else None

    def learned_there(self, occupation: str) -> bool:
        """Whether such work is usually learned on the job in days or weeks."""
        return self.library.steps.learned_there in self.library.occupations.by_id[occupation].not_required

    def _much_held(self, occupation: str, held: frozenset[str]) -> bool:
        rule, work = self.library.transfers.rule, self.work(occupation)
        shared = [skill for skill in work if skill in held]
        weight = sum(self._work[1][skill] for skill in shared)
        return (
            len(shared) >= min(rule.shared_least, len(work))
            and weight >= min(rule.shared_weight_least, sum(self._work[1][skill] for skill in work))
            and any(skill in held for skill in work[: rule.main_there])
            and self.share_held(occupation, held) >= self.library.steps.entry_share_least
        )

    def may_step_on(self, occupation: str, start: Start, *, goal: str) -> bool:
        """Whether an occupation may be on a way: never what is ruled out; in between, nothing done already."""
        if occupation in start.refused:
            return False
        if occupation == goal:
            return True
        tasks = self.library.occupations.by_id[occupation].skills
        return occupation not in start.done and not start.refused_tasks.intersection(tasks)


def ways(goal: str, start: Start, on: Map) -> Ways:
    """All ways of at most the declared number of jobs whose length is near the shortest, shortest first.

    Of equally long ways the one with fewer jobs comes first, then by name. Empty where there is none.
    """
    return tuple(_search(goal, start, on))


def _search(goal: str, start: Start, on: Map) -> Iterator[Way]:
    rules = on.library.steps
    far = _jobs_to(goal, start, on)
    begun = [Way((), 0)]
    waiting: list[tuple[int, int, tuple[str, ...], Way]] = []
    longest: int | None = None
    while begun or waiting:
        way = begun.pop() if begun else heapq.heappop(waiting)[3]
        if way.legs and way.jobs[-1] == goal:
            if longest is None:
                longest = way.length + rules.near
            if way.length > longest:
                return
            yield way
            continue
        for occupation in _next(way, start, on, goal=goal):
            left = far.get(occupation)
            if left is None or occupation in way.jobs or len(way.legs) + 1 + left > rules.jobs_most:
                continue
            leg = _leg(occupation, way, start, on)
            more = Way((*way.legs, leg), way.length + leg.length)
            least = more.length + left * rules.length.job
            if longest is None or least <= longest:
                heapq.heappush(waiting, (least, len(more.legs) + left, more.jobs, more))


def _next(way: Way, start: Start, on: Map, *, goal: str) -> Iterator[str]:
    if way.legs:
        found: Iterator[str] = iter(on.after(way.jobs[-1]))
    else:
        found = (one.id for one in on.library.occupations.entries if on.can_enter(one.id, start))
    return (one for one in found if on.may_step_on(one, start, goal=goal))


def _jobs_to(goal: str, start: Start, on: Map) -> dict[str, int]:
    """How many more jobs there are from each occupation to the goal at the least, where there is a way."""
    if goal in start.refused:
        return {}
    found, edge = {goal: 0}, [goal]
    while edge:
        nearer = [one for here in edge for one in on.before.get(here, ()) if one not in found]
        edge = [one for one in dict.fromkeys(nearer) if on.may_step_on(one, start, goal=goal)]
        jobs = max(found.values()) + 1
        found.update(dict.fromkeys(edge, jobs))
    return found


def _leg(occupation: str, way: Way, start: Start, on: Map) -> Leg:
    rules = on.library.steps
    work = on.work(occupation)
    has = start.held.union(*(on.work(one) for one in way.jobs))
    got = start.papers.union(*(on.library.licences.held_with(one) for leg in way.legs for one in leg.papers))
    new = tuple(skill for skill in work if skill not in has)
    asked = [one.licence for one in rules.papers_of.get(occupation, ()) if one.asks == "most"]
    papers = tuple(one for one in asked if one not in got)
    named = start.anything or occupation in start.named
    length = rules.length.job + rules.length.of_new_work(len(new)) + (0 if named else rules.length.not_named)
    length += sum(rules.length.of_paper(on.library.licences.by_id[one].weeks_least) for one in papers)
    return Leg(occupation, tuple(skill for skill in work if skill in has), new, papers, named, length)


def start_of(client: Client, library: Library) -> Start:
    """What a client brings and said, for ways to any goal."""
    able = abilities(client, library)
    states = {one.licence: paper_state(one.licence, client, able, library) for one in library.steps.papers}
    return Start(
        held=able.held,
        done=able.done,
        papers=frozenset(one for one, state in states.items() if state == MET),
        refused=_linked(client, Stance.REFUSES, Kind.OCCUPATION),
        refused_tasks=_linked(client, Stance.REFUSES, Kind.TASK),
        named=_linked(client, Stance.WANTS, Kind.OCCUPATION) | _linked(client, Stance.ACCEPTS, Kind.OCCUPATION),
        anything=client.open_to_anything or client.undecided,
        not_held=frozenset(one for one, state in states.items() if state == NOT_MET),
    )


def _linked(client: Client, stance: Stance, kind: Kind) -> frozenset[str]:
    return frozenset(one.what.to for one in client.says(stance, kind) if one.what.to is not None)


def paper_state(licence: str, client: Client, able: Abilities, library: Library) -> int:
    """Whether a client holds a licence of the vocabulary: met, not met or unknown, as for a vacancy that asks it."""
    entry = library.licences.by_id[licence]
    need: Need = OtherLicence(licence=licence)
    if entry.kind == "licence_driving":
        need = DrivingLicence(category=entry.category or "")
    elif entry.kind == "professional_registration":
        need = Registration(body=licence)
    return state((need,), client, able, library)

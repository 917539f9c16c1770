"""Ways to a goal in words: what carries over, what is new, what is asked; all looked up in what the search found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.base.ids import ClientId
from matcher.base.stamp import Stamp
from matcher.explain.goal_asks import LegAsks, job_asks
from matcher.explain.requirements import inside
from matcher.explain.shape import Helper
from matcher.library.load import Library
from matcher.library.occupations import Occupation
from matcher.matching.routes import Leg, Map, Start, Way
from matcher.records.client import Client
from matcher.signposts.find import Signposts


@dataclass(frozen=True)
class ToBuild:
    """One piece of work or one paper that is still to be got, and the kinds of service that help."""

    need: str
    """`skill:<id>` or `licence:<id>`: what a directory of services finds its entries by."""
    name: str
    services: tuple[tuple[str, str], ...]
    """(id, name) of kinds of service, the likeliest first."""
    in_law: str = ""
    weeks: tuple[int | None, int | None] = (None, None)
    """Usual weeks from a standing start, for a paper."""
    who_pays: str = ""
    known: bool = True
    """False where nobody asked yet whether it is held."""


@dataclass(frozen=True)
class Job:
    """One job on a way."""

    occupation: str
    title: str
    says: str
    """Why one could come to it from where one is."""
    carries: tuple[str, ...]
    new: tuple[ToBuild, ...]
    papers: tuple[ToBuild, ...]
    usual: str
    """Usual hours, as a sentence's part."""
    asks: tuple[str, ...]
    helpers: tuple[Helper, ...]
    """Services of the programme's directory that may help with what is new, those that name it first."""
    to_know: tuple[str, ...]
    """What is good to know and asks nothing of the client, such as a check that follows an offer."""
    learned_there: bool
    """Whether such work is usually learned on the job."""
    named: bool
    length: int
    open_now: int
    """Open vacancies of such work, whether or not they suit."""


@dataclass(frozen=True)
class Door:
    """One present vacancy for the first step."""

    vacancy: str
    title: str
    employer: str | None
    section: str
    """Where it stands on the client's list, in words; or, kept out, the one requirement's name."""
    questions: int
    """How many things would have to be asked first."""


@dataclass(frozen=True)
class FirstDoors:
    """Present vacancies for the first step of a way."""

    open: tuple[Door, ...]
    """Nothing stands in the way, as the engine's gates say."""
    open_count: int
    one_requirement: tuple[Door, ...]
    """One thing the employer asks for alone stands in the way."""
    one_requirement_count: int
    others: int
    """The rest: outside what the client asked for, or more than one thing in the way."""


@dataclass(frozen=True)
class GoalWay:
    """One way to the goal, with the doors to its first job."""

    jobs: tuple[Job, ...]
    length: int
    doors: FirstDoors


@dataclass(frozen=True)
class Goal:
    """One named goal: the ways there, or what would have to be built first."""

    occupation: str | None
    """None where nobody linked the words."""
    title: str
    words: str
    """As it was named."""
    ways: tuple[GoalWay, ...]
    more_ways: int
    """Ways as good as these that begin alike or are left out."""
    says: str
    """Why there is no way; empty where there is one."""
    to_build: tuple[ToBuild, ...]
    helpers: tuple[Helper, ...]
    """Who may help to build it, where there is no way yet."""
    asks: tuple[str, ...]


@dataclass(frozen=True)
class Steps:
    """One client's ways to what they named. For the key worker and the client."""

    stamp: Stamp
    client: ClientId
    done: tuple[str, ...]
    can_do: tuple[str, ...]
    goals: tuple[Goal, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True)
class GoalWords:
    """Says jobs, pieces of work and papers for one client."""

    on: Map
    client: Client
    start: Start
    week: tuple[tuple[int, int], ...] | None
    """The client's free time at its most; None where nobody asked."""
    posts: Signposts | None = None
    """The programme's services; None where nobody is to be named."""

    @property
    def library(self) -> Library:
        """The models."""
        return self.on.library

    def job(self, leg: Leg, before: Leg | None, *, goal: bool, open_now: int) -> Job:
        """One step of a way."""
        entry = self.library.occupations.by_id[leg.occupation]
        asked = LegAsks(self.library, self.client, self.start, self.week)
        new = tuple(self.to_learn(one) for one in leg.new)
        papers = tuple(self._paper(entry.id, one) for one in leg.papers)
        return Job(
            occupation=entry.id,
            title=entry.title,
            says=self._reached(leg, before),
            carries=tuple(self.skill(one) for one in leg.carries),
            new=new,
            papers=papers,
            usual=self._usual(entry),
            asks=job_asks(asked, entry, goal=goal),
            helpers=self.helpers((*papers, *new)),
            to_know=tuple(self._checks(entry)),
            learned_there=self.on.learned_there(entry.id),
            named=leg.named,
            length=leg.length,
            open_now=open_now,
        )

    def skill(self, skill: str) -> str:
        """A piece of work in words."""
        return self.library.skills.by_id[skill].name

    def to_learn(self, skill: str) -> ToBuild:
        """A piece of work that is new, with who helps."""
        training = self.library.steps.training_of.get(self.library.skills.by_id[skill].family)
        kinds = [training.service, training.also] if training else []
        return ToBuild(f"skill:{skill}", self.skill(skill), self._services(kinds))

    def lacking(self, occupation: str) -> tuple[ToBuild, ...]:
        """Everything of an occupation's work that is not held."""
        return tuple(self.to_learn(one) for one in self.on.work(occupation) if one not in self.start.held)

    def helpers(self, wanted: Sequence[ToBuild]) -> tuple[Helper, ...]:
        """Services of the kinds that help, none whose conditions are known not to be met; what they ask beside them."""
        if self.posts is None:
            return ()
        kinds = tuple(dict.fromkeys(kind for one in wanted for kind, _ in one.services))
        names = tuple(dict.fromkeys(name for one in wanted for name in self._names(one.need)))
        found = [one for one in self.posts.of_kinds(kinds, self.client, about=names) if one.group != "not_met"]
        return tuple(
            Helper(one.service.id, one.service.name, tuple(dict.fromkeys(c.short for c in one.checked if c.open)))
            for one in found[: self.library.services.named]
        )

    def _names(self, need: str) -> tuple[str, ...]:
        """Every name of a skill or licence, to look for in the words of services."""
        kind, _, reference = need.partition(":")
        entry = (self.library.skills if kind == "skill" else self.library.licences).by_id[reference]
        return entry.name, *entry.aliases

    def _services(self, kinds: Sequence[str]) -> tuple[tuple[str, str], ...]:
        names = {one.id: one.name for one in self.library.rubric.services}
        return tuple((one, names[one]) for one in kinds if one in names)

    def _paper(self, occupation: str, licence: str) -> ToBuild:
        entry = self.library.licences.by_id[licence]
        asked = next(one for one in self.library.steps.papers_of[occupation] if one.licence == licence)
        return ToBuild(
            need=f"licence:{licence}",
            name=entry.name,
            services=self._services([self.library.steps.paper_service]),
            in_law=entry.in_law,
            weeks=(entry.weeks_least, entry.weeks_most),
            who_pays=asked.who_pays,
            known=licence in self.start.not_held,
        )

    def _reached(self, leg: Leg, before: Leg | None) -> str:
        says, occupation = self.library.steps.says, leg.occupation
        if before is not None:
            return says.from_step
        entry = self.on.entry(occupation, self.start)
        if entry == "from_work":
            from_ = next(one for one in sorted(self.start.done) if occupation in self.on.after(one))
            return says.from_work.format(from_title=inside(self.library.occupations.by_id[from_].title))
        return {"done": says.done, "from_skills": says.from_skills}.get(entry or "", says.learned_there)

    def _usual(self, entry: Occupation) -> str:
        hours = entry.hours
        part_time = getattr(self.library.steps.part_time, hours.part_time)
        return f"{hours.least} to {hours.most} hours a week, {part_time}"

    def _checks(self, entry: Occupation) -> Iterator[str]:
        if entry.check.level is None:
            return
        check, asks = self.library.licences.checks_by_id[entry.check.level], self.library.steps.asks
        names = [one.name for one in check.names if self.client.nation in (None, one.nation)]
        words = asks.check_always if entry.check.when == "always" else asks.check
        yield words.format(name=" or ".join(dict.fromkeys(names)))


def chosen(found: Sequence[Way], open_now: dict[str, int], *, most: int) -> tuple[Way, ...]:
    """The ways to show: of those that begin alike the best, shortest first, and of equals where more is open today."""
    order = sorted(found, key=lambda way: (way.length, len(way.legs), -open_now.get(way.jobs[0], 0), way.jobs))
    first: dict[str, Way] = {}
    for way in order:
        first.setdefault(way.jobs[0], way)
    return tuple(first.values())[:most]

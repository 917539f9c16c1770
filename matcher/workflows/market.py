"""What keeps people out over all open vacancies: each requirement by what it asks, by occupation and by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from matcher.base.ids import VacancyId
from matcher.base.stamp import Stamp
from matcher.columns.facts import Columns
from matcher.explain.requirements import RequirementWords
from matcher.library.load import Library
from matcher.matching.match import failure_counts
from matcher.matching.patterns import Counted
from matcher.matching.pool import failing, passing, requirement_bit
from matcher.records.requirement import Requirement
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance
from matcher.scoring.bind import Bound
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.workflows.desk import open_desk
from matcher.workflows.jobs import only_open
from matcher.workflows.prepared import prepare
from matcher.workflows.runs import stamp
from matcher.workflows.shortlist import threads
from matcher.workflows.where import Where

Kinds = tuple[str, ...]
Named = tuple[str, Kinds]
"""A requirement by its words and the kinds of its needs: what is asked alike counts as one."""


@dataclass(frozen=True)
class AskedFor:
    """One requirement over some vacancies. Counts of people are pairs: a person once for every vacancy."""

    requirement: str
    kinds: Kinds
    where: str | None
    """The occupation or the postcode district; None in the list over everything, and where a vacancy has none."""
    vacancies: int
    """Vacancies that ask it as essential."""
    applied: int
    """Of those, the ones where it is applied today."""
    sole: int
    """Pairs that it alone keeps out, or would if it were applied."""
    kept_out: int
    """Pairs that it alone keeps out today: of `sole`, those where it is applied."""
    any_open: int
    """Pairs that fail it and that no fixed gate stops, whatever else they fail."""
    any_everyone: int
    """All pairs that fail it."""


@dataclass(frozen=True)
class Market:
    """All open vacancies against all clients who may be matched, among our clients. For staff."""

    stamp: Stamp
    clients: int
    left_out: int
    vacancies: int
    passing: int
    """Pairs that nothing blocks as requirements are applied."""
    passing_as_stated: int
    """Pairs that nothing would block if every essential requirement were applied as stated."""
    requirements: tuple[AskedFor, ...]
    """Over everything; like the other two, what keeps most people out first."""
    by_occupation: tuple[AskedFor, ...]
    by_place: tuple[AskedFor, ...]

    @property
    def pairs(self) -> int:
        """Every client with every open vacancy."""
        return self.clients * self.vacancies


@dataclass
class _Sum:
    """Figures of one requirement so far."""

    vacancies: int = 0
    applied: int = 0
    sole: int = 0
    kept_out: int = 0
    any_open: int = 0
    any_everyone: int = 0

    def add(self, counted: Counted, bits: int, *, fixed: int, now: int) -> None:
        """Count one vacancy that asks it; several of its requirements that read alike count as one."""
        self.vacancies += 1
        self.applied += bits & now != 0
        self.sole += failing(counted, bits, none_of=fixed | now)
        self.kept_out += failing(counted, bits & now, none_of=fixed | now)
        self.any_open += failing(counted, bits, none_of=fixed)
        self.any_everyone += failing(counted, bits, none_of=0)


def market(where: Where) -> Market:
    """Which requirements keep most of our clients out, over all open vacancies. Exact: every pair is counted."""
    desk = open_desk(where)
    read = desk.read()
    prepared = prepare(desk, only_open(read.programme, on=desk.on), left_out=read.left_out)
    tally = _Tally.of_columns(prepared.columns, desk.library)
    records = {one.id: one for one in prepared.programme.vacancies}
    rows = np.arange(len(prepared.columns.vacancies))
    for patterns in failure_counts(prepared.columns, desk.library, vacancies=rows, threads=threads()):
        for row in np.unique(patterns.vacancy).tolist():
            tally.add(row, records[VacancyId(prepared.columns.vacancies.ids[row])], patterns.of(row))
    return Market(
        stamp=stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=["check", "market"]),
        clients=len(prepared.columns.clients),
        left_out=read.left_out,
        vacancies=len(rows),
        passing=tally.passing,
        passing_as_stated=tally.passing_as_stated,
        requirements=_listed(tally.everywhere),
        by_occupation=_listed(tally.by_occupation),
        by_place=_listed(tally.by_place),
    )


Sums = Mapping[tuple[Named, str | None], _Sum]


@dataclass
class _Tally:
    """What has been added up, vacancy after vacancy."""

    columns: Columns
    library: Library
    words: RequirementWords
    fixed: int
    everywhere: defaultdict[tuple[Named, str | None], _Sum]
    by_occupation: defaultdict[tuple[Named, str | None], _Sum]
    by_place: defaultdict[tuple[Named, str | None], _Sum]
    passing: int = 0
    passing_as_stated: int = 0

    @staticmethod
    def of_columns(columns: Columns, library: Library) -> _Tally:
        everywhere, by_occupation, by_place = (defaultdict[tuple[Named, str | None], _Sum](_Sum) for _ in range(3))
        fixed = Bound(columns, library).fixed
        return _Tally(columns, library, RequirementWords(library), fixed, everywhere, by_occupation, by_place)

    def add(self, row: int, vacancy: Vacancy, counted: Counted) -> None:
        """Count one vacancy."""
        now = int(self.columns.applied[row]) << REQUIREMENT_BIT
        stated = int(self.columns.essential[row]) << REQUIREMENT_BIT
        self.passing += passing(counted, mask=self.fixed | now)
        self.passing_as_stated += passing(counted, mask=self.fixed | stated)
        for named, bits in self._asked(vacancy, stated).items():
            for sums, place in (
                (self.everywhere, None),
                (self.by_occupation, self._occupation(vacancy)),
                (self.by_place, _district(vacancy)),
            ):
                sums[named, place].add(counted, bits, fixed=self.fixed, now=now)

    def _asked(self, vacancy: Vacancy, stated: int) -> dict[Named, int]:
        """The bits of each essential compared requirement by its words; those that read alike are one."""
        found: dict[Named, int] = {}
        for place, requirement in enumerate(vacancy.requirements):
            if bit := stated & requirement_bit(place):
                named = self.words.name(requirement), _kinds(requirement)
                found[named] = found.get(named, 0) | bit
        return found

    def _occupation(self, vacancy: Vacancy) -> str | None:
        linked = vacancy.occupation.to if vacancy.occupation else None
        entry = self.library.occupations.by_id.get(linked or "")
        return entry.title if entry else None


def _kinds(requirement: Requirement) -> Kinds:
    assert requirement.importance is Importance.ESSENTIAL
    return tuple(dict.fromkeys(need.kind for need in requirement.needs))


def _district(vacancy: Vacancy) -> str | None:
    """`ND3` of `ND3 4`: the postcode district."""
    return vacancy.sector.split(" ")[0] if vacancy.sector else None


def _listed(sums: Sums) -> tuple[AskedFor, ...]:
    """What keeps most people out first; then what most fail, what is asked most often, and by name."""
    return tuple(sorted(_rows(sums.items()), key=_most_first))


def _most_first(one: AskedFor) -> tuple[object, ...]:
    return -one.sole, -one.any_open, -one.any_everyone, -one.vacancies, one.requirement, one.kinds, one.where or ""


def _rows(sums: Iterable[tuple[tuple[Named, str | None], _Sum]]) -> Iterator[AskedFor]:
    for ((requirement, kinds), where), one in sums:
        yield AskedFor(requirement=requirement, kinds=kinds, where=where, **vars(one))

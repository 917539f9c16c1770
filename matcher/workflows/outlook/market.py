"""What keeps people out over all open vacancies: each requirement by what it asks, by occupation and by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.base.arrays import Bits, Flags
from matcher.base.ids import VacancyId
from matcher.base.stamp import Stamp
from matcher.explain.requirements import RequirementWords
from matcher.library.load import Library
from matcher.matching.match import failure_counts
from matcher.matching.patterns import Counted
from matcher.matching.pool import failing, fails_only, passing, requirement_bit
from matcher.records.requirement import Requirement
from matcher.records.vacancy import Vacancy
from matcher.scoring.bind import Bound
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.workflows.desk import open_desk
from matcher.workflows.lists.jobs import only_open
from matcher.workflows.lists.prepared import Prepared, prepare
from matcher.workflows.lists.runs import stamp
from matcher.workflows.lists.shortlist import threads
from matcher.workflows.where import Where

Kinds = tuple[str, ...]
Named = tuple[str, Kinds]
"""A requirement by its words and the kinds of its needs: what is asked alike counts as one."""


@dataclass(frozen=True)
class AskedFor:
    """One requirement over some vacancies. Counts are pairs of a person and a vacancy where they do not say people."""

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
    people: int
    """Different people it alone keeps out of one of the vacancies or more, or would if it were applied."""
    people_today: int
    """Different people it alone keeps out of one of the vacancies or more today."""


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
    alone: int = 0
    """A bit for every client it alone keeps out of some vacancy, or would; so nobody counts twice."""
    alone_today: int = 0

    def add(self, counted: Counted, bits: int, *, fixed: int, now: int) -> None:
        """Count one vacancy that asks it; several of its requirements that read alike count as one."""
        self.vacancies += 1
        self.applied += bits & now != 0
        self.sole += failing(counted, bits, none_of=fixed | now)
        self.kept_out += failing(counted, bits & now, none_of=fixed | now)
        self.any_open += failing(counted, bits, none_of=fixed)
        self.any_everyone += failing(counted, bits, none_of=0)

    def see(self, alone: int, *, today: bool) -> None:
        """Take in the people it alone keeps out of one vacancy."""
        self.alone |= alone
        self.alone_today |= alone if today else 0


def market(where: Where) -> Market:
    """Which requirements keep most of our clients out, over all open vacancies. Exact: every pair is counted."""
    desk = open_desk(where)
    read = desk.read()
    prepared = prepare(desk, only_open(read.programme, on=desk.on), left_out=read.left_out)
    tally = _tally(prepared)
    rows = np.arange(len(prepared.columns.vacancies))
    counted = failure_counts(prepared.columns, desk.library, vacancies=rows, threads=threads(), watch=tally.see)
    for patterns in counted:
        for row in np.unique(patterns.vacancy).tolist():
            tally.add(row, patterns.of(row))
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


Place = str | None
Sums = defaultdict[tuple[Named, Place], _Sum]


@dataclass(frozen=True)
class _Asking:
    """What one vacancy asks as essential, and where it counts."""

    asked: Mapping[Named, int]
    """The bits of each requirement by its words; those that read alike are one."""
    now: int
    stated: int
    occupation: Place
    district: Place


@dataclass
class _Tally:
    """What has been added up, vacancy after vacancy."""

    vacancies: Sequence[_Asking]
    """By row."""
    fixed: int
    everywhere: Sums
    by_occupation: Sums
    by_place: Sums
    passing: int = 0
    passing_as_stated: int = 0

    def add(self, row: int, counted: Counted) -> None:
        """Count one vacancy."""
        own = self.vacancies[row]
        self.passing += passing(counted, mask=self.fixed | own.now)
        self.passing_as_stated += passing(counted, mask=self.fixed | own.stated)
        for named, bits in own.asked.items():
            for one in self._sums(named, own):
                one.add(counted, bits, fixed=self.fixed, now=own.now)

    def see(self, row: int, fail: Bits) -> None:
        """Take in who it is that each requirement of one vacancy alone keeps out."""
        own = self.vacancies[row]
        for named, bits in own.asked.items():
            alone = _as_bits(fails_only(fail, bits, none_of=self.fixed | own.now))
            for one in self._sums(named, own):
                one.see(alone, today=bits & own.now != 0)

    def _sums(self, named: Named, own: _Asking) -> tuple[_Sum, _Sum, _Sum]:
        """Where one requirement of a vacancy is counted."""
        return (
            self.everywhere[named, None],
            self.by_occupation[named, own.occupation],
            self.by_place[named, own.district],
        )


def _tally(prepared: Prepared) -> _Tally:
    """Nothing counted yet."""
    columns, library = prepared.columns, prepared.desk.library
    records = {one.id: one for one in prepared.programme.vacancies}
    words = RequirementWords(library)
    asking = [
        _asking(
            records[VacancyId(reference)],
            now=int(now) << REQUIREMENT_BIT,
            stated=int(stated) << REQUIREMENT_BIT,
            words=words,
            library=library,
        )
        for reference, now, stated in zip(columns.vacancies.ids, columns.applied, columns.essential, strict=True)
    ]
    everywhere, by_occupation, by_place = (defaultdict[tuple[Named, Place], _Sum](_Sum) for _ in range(3))
    return _Tally(asking, Bound(columns, library).fixed, everywhere, by_occupation, by_place)


def _asking(vacancy: Vacancy, *, now: int, stated: int, words: RequirementWords, library: Library) -> _Asking:
    asked: dict[Named, int] = {}
    for place, requirement in enumerate(vacancy.requirements):
        if bit := stated & requirement_bit(place):
            named = words.name(requirement), _kinds(requirement)
            asked[named] = asked.get(named, 0) | bit
    linked = vacancy.occupation.to if vacancy.occupation else None
    entry = library.occupations.by_id.get(linked or "")
    return _Asking(asked, now, stated, entry.title if entry else None, _district(vacancy))


def _as_bits(flags: Flags) -> int:
    """Flags of all clients as one number; of any length, so that a set of people takes an eighth of their bytes."""
    return int.from_bytes(np.packbits(flags).tobytes(), "big")


def _kinds(requirement: Requirement) -> Kinds:
    return tuple(dict.fromkeys(need.kind for need in requirement.needs))


def _district(vacancy: Vacancy) -> str | None:
    """`ND3` of `ND3 4`: the postcode district."""
    return vacancy.sector.split(" ")[0] if vacancy.sector else None


def _listed(sums: Sums) -> tuple[AskedFor, ...]:
    """What keeps most people out first; then most pairs, what most fail, what is asked most often, and by name."""
    return tuple(sorted(_rows(sums), key=_most_first))


def _most_first(one: AskedFor) -> tuple[object, ...]:
    figures = one.people, one.sole, one.any_open, one.any_everyone, one.vacancies
    return *(-figure for figure in figures), one.requirement, one.kinds, one.where or ""


def _rows(sums: Sums) -> Iterator[AskedFor]:
    for ((requirement, kinds), where), one in sums.items():
        yield AskedFor(
            requirement=requirement,
            kinds=kinds,
            where=where,
            vacancies=one.vacancies,
            applied=one.applied,
            sole=one.sole,
            kept_out=one.kept_out,
            any_open=one.any_open,
            any_everyone=one.any_everyone,
            people=one.alone.bit_count(),
            people_today=one.alone_today.bit_count(),
        )

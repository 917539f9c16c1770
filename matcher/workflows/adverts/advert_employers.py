"""Employers of adverts, which have no reference of their own: taken for one that is held where that is sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from matcher.base.ids import EmployerId
from matcher.base.problems import Problem
from matcher.brokerage.one_employer import Groups
from matcher.brokerage.same import Pair, hosts_of, pairs, where_they_work
from matcher.importers.adverts.importer import AdvertsRead
from matcher.library.load import Library
from matcher.records.dealings import SameEmployer
from matcher.records.employer import Employer
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy


def with_known_employers(
    adverts: AdvertsRead, known: Programme, said: Iterable[SameEmployer], *, library: Library
) -> AdvertsRead:
    """The adverts with each new employer that is surely one that is held under its reference, and a note of each.

    One that may be is left as it is, with a note that names both.
    """
    held, said = {one.id: one for one in known.employers}, tuple(said)
    new = {one.id: one for one in adverts.employers if one.id not in held}
    if not held or not new:
        return adverts
    both = known.model_copy(update={"vacancies": (*known.vacancies, *adverts.vacancies)})
    found = pairs(
        [*held.values(), *new.values()],
        said,
        library.brokerage.same_employer,
        sectors=where_they_work(both),
        hosts=hosts_of(known),
        about=new,
    )
    taken = _taken(found.sure, new, held, Groups.of(said))
    asked = [one for one in (*found.sure, *found.doubtful) if taken.keys().isdisjoint((one.first, one.second))]
    doubtful = (_split(one, new) for one in asked if one.first in held or one.second in held)
    notes = [
        *(_taken_note(new[one], held[other]) for one, other in taken.items()),
        *(_doubt_note(new[one], held[other]) for one, other in doubtful),
    ]
    return replace(
        adverts,
        vacancies=tuple(_moved(one, taken) for one in adverts.vacancies),
        employers=tuple(one for one in adverts.employers if one.id not in taken),
        problems=[*adverts.problems, *notes],
    )


def _taken(
    sure: Iterable[Pair], new: Mapping[EmployerId, Employer], held: Mapping[EmployerId, Employer], groups: Groups
) -> dict[EmployerId, EmployerId]:
    """Each new employer that is surely one that is held, and only one."""
    likely: dict[EmployerId, list[EmployerId]] = {}
    for pair in sure:
        one, other = _split(pair, new)
        if other in held:
            likely.setdefault(one, []).append(other)
    return {one: others[0] for one, others in likely.items() if len({groups.root(other) for other in others}) == 1}


def _split(pair: Pair, new: Mapping[EmployerId, Employer]) -> tuple[EmployerId, EmployerId]:
    """(the new one, the other)."""
    return (pair.first, pair.second) if pair.first in new else (pair.second, pair.first)


def _moved(vacancy: Vacancy, taken: Mapping[EmployerId, EmployerId]) -> Vacancy:
    if vacancy.employer is None or vacancy.employer not in taken:
        return vacancy
    return vacancy.model_copy(update={"employer": taken[vacancy.employer]})


def _taken_note(new: Employer, held: Employer) -> Problem:
    what = f"was taken for {held.name} ({held.id}), which is held."
    fix = "If these are two employers, give the vacancy another employer on the sheet of vacancies."
    return Problem("employer of an advert", new.name, what, fix, stops_row=False)


def _doubt_note(new: Employer, held: Employer) -> Problem:
    what = f"may be {held.name} ({held.id}), which is held; it was kept as {new.id}."
    fix = f"If they are one: matcher employers join {held.id} {new.id}. If they are two: matcher employers apart."
    return Problem("employer of an advert", new.name, what, fix, stops_row=False)

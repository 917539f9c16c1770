"""Two frames for the peer: one row a client, one row a vacancy, every column one whole number.

What is known of one person or one job, and what it means where it is not, comes from the plain reference of the
tests, which is written from the YAML alone. Nothing here reads the engine's columns.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.base.ids import natural_order
from matcher.records.client import Permission
from matcher.records.programme import Programme
from matcher.records.words import Opportunity
from matcher.travel.minutes import MinutesTable
from tests.reference import jobs, pairs, people, standings
from tests.reference.choices import said
from tests.reference.lists import missing_facts, weeks_to_closing, weeks_waiting
from tests.reference.measures import JOURNEY_MOST, LONGEST_SHIFT, PAY_MOST, SHARE
from tests.reference.week import WEEK
from tests.reference.words import World

FAR = 4_000_000
"""An ordinal day after every day."""


@dataclass(frozen=True)
class People:
    """Records read once, in natural order of their ids, with numbers for everything that has a name."""

    programme: Programme
    world: World
    minutes: MinutesTable

    @cached_property
    def subjects(self) -> list[pairs.Subject]:
        """Every client."""
        remembered, seen, todo = defaultdict(list), defaultdict(list), defaultdict(list)
        for decision in self.programme.remembered:
            remembered[decision.client].append(decision)
        for observation in self.programme.observations:
            seen[observation.client].append(observation)
        for action in self.programme.actions:
            todo[action.client].append(action)
        return [
            pairs.subject(
                people.person(one, self.world),
                standings.Readiness(seen[one.id], todo[one.id]),
                said(one, remembered[one.id], self.world.on),
                self.world,
            )
            for one in sorted(self.programme.clients, key=lambda one: natural_order(one.id))
        ]

    @cached_property
    def offers(self) -> list[pairs.Offer]:
        """Every vacancy."""
        employers = {str(one.id): one for one in self.programme.employers}
        listed = sorted(self.programme.vacancies, key=lambda one: natural_order(one.id))
        return [pairs.offer(jobs.job(one, self.world, employers), self.world) for one in listed]

    def client_fact(self, name: str) -> list[Any]:
        """One fact of every client, as the reference has it."""
        return [one.person.facts[name] for one in self.subjects]

    def vacancy_fact(self, name: str) -> list[Any]:
        """One fact of every vacancy, as the reference has it."""
        return [one.job.facts[name] for one in self.offers]

    @cached_property
    def client_facts(self) -> tuple[str, ...]:
        """Names of the client's facts; the place of a name is its bit."""
        return tuple(self.subjects[0].person.states)

    @cached_property
    def vacancy_facts(self) -> tuple[str, ...]:
        """Names of the vacancy's facts."""
        return tuple(self.offers[0].job.states)

    @cached_property
    def occupations(self) -> dict[Any, int]:
        """Numbers of occupations; None, for a title without a link, comes last."""
        return numbered([*(one.id for one in self.world.library.occupations.entries), None])

    @cached_property
    def skills(self) -> dict[Any, int]:
        """Numbers of skills."""
        return numbered(one.id for one in self.world.library.skills.entries)

    @cached_property
    def sectors(self) -> dict[Any, int]:
        """Numbers of sectors that vacancies are in, on the map or not; None comes last."""
        return _with_none(sector for _, sector in self.vacancy_fact("site"))

    @cached_property
    def employers(self) -> dict[Any, int]:
        """Numbers of employers; None comes last."""
        return _with_none(one for both in self.vacancy_fact("employer") for one in both)

    @cached_property
    def weeks(self) -> dict[Any, int]:
        """Numbers of distinct weeks."""
        return numbered(self.client_fact("week"))

    @cached_property
    def patterns(self) -> dict[Any, int]:
        """Numbers of distinct shift patterns."""
        return numbered(self.vacancy_fact("shifts"))

    @cached_property
    def ages(self) -> dict[Any, int]:
        """Numbers of the ages that the law sets."""
        return numbered(self.vacancy_fact("age_rule"))

    @cached_property
    def extras(self) -> dict[Any, int]:
        """Numbers of distinct lists of things that would be nice to have."""
        return numbered(self.vacancy_fact("desirable"))

    @cached_property
    def asks(self) -> dict[Any, int]:
        """Numbers of distinct needs of requirements that may fail anyone."""
        return numbered(asked.needs for one in self.offers for asked in one.job.asked if asked.readable)

    @cached_property
    def items(self) -> dict[Any, int]:
        """Numbers of distinct (criterion, item) that vacancies ask about."""
        return numbered((at, item) for one in self.offers for at, (_, of_it) in enumerate(one.asked) for item in of_it)

    def pairs_of(self, chosen: str) -> NDArray[np.int64]:
        """Pairs that something was said of, as `client * vacancies + vacancy`: wants, refuses or decided."""
        row = {str(one.job.vacancy.id): at for at, one in enumerate(self.offers)}
        found = []
        for at, one in enumerate(self.subjects):
            named = {
                "wants": [vacancy for vacancy, wants in one.said.words.items() if wants],
                "refuses": [vacancy for vacancy, wants in one.said.words.items() if not wants],
                "decided": one.said.decided,
            }[chosen]
            found += [at * len(row) + row[vacancy] for vacancy in named if vacancy in row]
        return np.array(sorted(found), dtype=np.int64)


def numbered(things: Iterable[Hashable]) -> dict[Any, int]:
    """Number of each distinct thing, in order of first sight."""
    return {thing: place for place, thing in enumerate(dict.fromkeys(things))}


def _with_none(things: Iterable[Hashable]) -> dict[Any, int]:
    known = [thing for thing in dict.fromkeys(things) if thing is not None]
    return numbered([*known, None])


def client_frame(of: People) -> pd.DataFrame:
    """One row a client: numbers at the kinder and the harsher end of what is known, and numbers of named things."""
    columns: dict[str, Any] = {"client": range(len(of.subjects)), "week": [of.weeks[x] for x in of.client_fact("week")]}
    columns["week_asked"] = [one is not None for one in of.client_fact("week")]
    columns |= _split(
        ("fewest_kind", "longest_kind", "fewest_hard", "longest_hard"), map(_wanted, of.client_fact("hours"))
    )
    columns |= _split(("limit_kind", "limit_hard"), (_ends(x, JOURNEY_MOST, 0) for x in of.client_fact("travel_limit")))
    columns |= _split(("notice_kind", "notice_hard"), (_ends(x, 0, 90) for x in of.client_fact("notice")))
    columns |= _split(
        ("shift_kind", "shift_hard"), (_ends(x, LONGEST_SHIFT, 0) for x in of.client_fact("longest_shift"))
    )
    columns |= _split(("free_kind", "free_hard"), (_ends(x, 0, 1) for x in of.client_fact("holidays")))
    columns |= _split(("floor_hour", "floor_week"), (map(_or_none_given, x) for x in of.client_fact("pay_floor")))
    columns["ceiling"] = [_or_none_given(x) for x in of.client_fact("earnings_ceiling")]
    columns |= _split(("asked", "may_from", "may_until", "may_most"), map(_permission, of.client_fact("permission")))
    columns["likes_any"] = [bool(x) for x in of.client_fact("likes")]
    columns["refuses_any_task"] = [bool(x) for x in of.client_fact("refused_tasks")]
    for place, term in enumerate(of.world.library.terms.terms):
        columns[f"weight_{term.id}"] = [one.weights[place] for one in of.subjects]
    columns["gates_on"] = _unsigned(one.gates_on for one in of.subjects)
    columns["client_open"] = _unsigned(_mask(one.person.open, of.client_facts) for one in of.subjects)
    columns["client_missing"] = _unsigned(
        _mask(missing_facts(one.person.states), of.client_facts) for one in of.subjects
    )
    columns["client_number"] = _unsigned(_id_number(one.person.client.id) for one in of.subjects)
    columns["weeks_waiting"] = [weeks_waiting(one, of.world) for one in of.subjects]
    return pd.DataFrame(columns)


def vacancy_frame(of: People) -> pd.DataFrame:
    """One row a vacancy, likewise."""
    site = len(of.minutes.destinations)
    columns: dict[str, Any] = {"vacancy": range(len(of.offers))}
    columns["pattern"] = [of.patterns[x] for x in of.vacancy_fact("shifts")]
    columns["shifts_complete"] = [complete for _, _, complete in of.vacancy_fact("shifts")]
    columns |= _split(("shift_least", "shift_most"), map(_longest, of.vacancy_fact("shifts")))
    columns |= _split(("hours_least", "hours_most"), (_whole(x, WEEK) for x in of.vacancy_fact("hours")))
    columns |= _split(("pay_least", "pay_most"), (_whole(x, PAY_MOST) for x in of.vacancy_fact("pay")))
    columns |= _split(("sure_kind", "sure_hard"), (_ends(x, WEEK, 0) for x in of.vacancy_fact("guaranteed")))
    columns |= _split(("given_kind", "given_hard"), (_ends(x, 90, 0) for x in of.vacancy_fact("notice")))
    columns |= _split(("term_kind", "term_hard"), (_ends(x, 1, 0) for x in of.vacancy_fact("holidays")))
    columns["site"] = [of.minutes.destinations.get(place, site) for place, _ in of.vacancy_fact("site")]
    columns["sector"] = [of.sectors[sector] for _, sector in of.vacancy_fact("site")]
    columns["occupation"] = [of.occupations[x] for x in of.vacancy_fact("occupation")]
    columns["employer"] = [of.employers[employer] for employer, _ in of.vacancy_fact("employer")]
    columns["host"] = [of.employers[host or employer] for employer, host in of.vacancy_fact("employer")]
    columns["opportunity"] = [list(Opportunity).index(x) for x in of.vacancy_fact("opportunity")]
    columns["age"] = [of.ages[x] for x in of.vacancy_fact("age_rule")]
    columns["start"] = [x.toordinal() for x in of.vacancy_fact("start")]
    columns |= _split(("stopped", "pausing", "full"), (map(int, x) for x in of.vacancy_fact("employer_flags")))
    columns["extras"] = [of.extras[x] for x in of.vacancy_fact("desirable")]
    columns |= _split(
        ("liked_known", "liked_total", "liked_unlinked", "liked_rest"), map(_liked, of.vacancy_fact("tasks"))
    )
    columns |= _split(
        ("shown_known", "shown_total", "shown_taught", "shown_unlinked", "shown_rest"),
        map(_shown, of.vacancy_fact("tasks")),
    )
    columns["tasks_open"] = [
        not complete or None in [row[0] for row in rows] for rows, complete in of.vacancy_fact("tasks")
    ]
    columns["applied"] = _unsigned(one.job.applied for one in of.offers)
    columns["doubted"] = _unsigned(sum(1 << x.bit for x in one.job.asked if x.doubted) for one in of.offers)
    columns["vacancy_open"] = _unsigned(_mask(one.job.open, of.vacancy_facts) for one in of.offers)
    columns["vacancy_missing"] = _unsigned(_mask(missing_facts(one.job.states), of.vacancy_facts) for one in of.offers)
    columns["vacancy_number"] = _unsigned(_id_number(one.job.vacancy.id) for one in of.offers)
    columns["weeks_to_closing"] = [weeks_to_closing(one, of.world) for one in of.offers]
    return pd.DataFrame(columns)


def _split(names: tuple[str, ...], rows: Iterable[Iterable[int]]) -> dict[str, Any]:
    table = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, len(names))
    return {name: table[:, place] for place, name in enumerate(names)}


def _unsigned(values: Iterable[int]) -> NDArray[np.uint64]:
    return np.array(list(values), dtype=np.uint64)


def _mask(facts: Iterable[str], names: tuple[str, ...]) -> int:
    return sum(1 << names.index(fact) for fact in facts)


def _id_number(reference: str) -> int:
    """64 bits made from an id."""
    return int.from_bytes(hashlib.blake2b(reference.encode(), digest_size=8).digest(), "big")


def _ends(value: int | None, kind: int, hard: int) -> tuple[int, int]:
    """A number at its kinder and its harder end: itself, or the ends of its domain where nobody said."""
    return (kind, hard) if value is None else (int(value), int(value))


def _or_none_given(value: int | None) -> int:
    return -1 if value is None else value


def _whole(both: tuple[int | None, int | None], most: int) -> tuple[int, int]:
    return both[0] or 0, most if both[1] is None else both[1]


def _wanted(both: tuple[int | None, int | None]) -> tuple[int, int, int, int]:
    """Hours wanted: fewest and longest at the kinder end, then at the harder."""
    fewest, longest = both
    given = [end for end in both if end is not None]
    hard = (given[0], given[-1]) if given else (WEEK, 0)
    return fewest or 0, WEEK if longest is None else longest, *hard


def _permission(may: Permission | None) -> tuple[int, int, int, int]:
    """Whether it was asked, from when, until when, at most how many minutes (-1 for no such limit)."""
    if may is None:
        return 0, 0, FAR, -1
    first = may.from_day.toordinal() if may.from_day else 0
    last = may.until.toordinal() if may.until else FAR
    return 1, first, last, _or_none_given(may.hours_most_minutes)


Spells = tuple[tuple[int, int], ...]
Shifts = tuple[Spells, Spells, bool]
"""(certain shifts, all shifts, whether those are all there can be)."""


def _longest(shifts: Shifts) -> tuple[int, int]:
    certain, every, complete = shifts
    most = max(end - start for start, end in every) if complete else LONGEST_SHIFT
    return max((end - start for start, end in certain), default=0), most


Row = tuple[Any, int | None, bool, bool]
"""(skill or None, share, essential, taught)."""


def task_weights(rows: Sequence[Row], *, complete: bool) -> list[int] | None:
    """What each task counts: its share, or one each on a complete list; None where that is not known."""
    shares = [share for _, share, _, _ in rows if share is not None]
    if len(shares) == len(rows):
        return shares
    return [1] * len(rows) if complete else None


def _liked(tasks: tuple[Sequence[Row], bool]) -> tuple[int, int, int, int]:
    rows, complete = tasks
    weights = task_weights(rows, complete=complete)
    if not rows or weights is None:
        return 0, 0, 0, 0
    total = sum(weights)
    unlinked = sum(weight for weight, row in zip(weights, rows, strict=True) if row[0] is None)
    return 1, total, unlinked, 0 if complete else max(0, SHARE - total)


def _shown(tasks: tuple[Sequence[Row], bool]) -> tuple[int, int, int, int, int]:
    rows, complete = tasks
    essential = [row for row in rows if row[2]]
    weights = task_weights(essential, complete=complete)
    if complete and not essential:
        return 1, 1, 1, 0, 0
    if not rows or weights is None:
        return 0, 0, 0, 0, 0
    both = list(zip(weights, essential, strict=True))
    taught = sum(weight for weight, row in both if row[3])
    unlinked = sum(weight for weight, row in both if row[0] is None and not row[3])
    total = sum(weights)
    return 1, total, taught, unlinked, 0 if complete else max(0, SHARE - total)

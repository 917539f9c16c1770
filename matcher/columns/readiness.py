"""Readiness items: what a vacancy triggers at the stage of the list, and when each client will have it in place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.ids import ClientId, VacancyId
from matcher.columns.asked import Asks, with_bits
from matcher.columns.clients import FAR_DAY
from matcher.columns.effects import Effects
from matcher.columns.facts import KNOWN, Made
from matcher.columns.pooling import Pool, pooled
from matcher.columns.predicates import MET, NOT_MET, UNKNOWN, Abilities, NeedSet
from matcher.evidence.standings import GAP_KNOWN, NOT_DISCUSSED, UNDER_WAY, Standings, item_detail
from matcher.library.load import Library
from matcher.library.rubric import Trigger
from matcher.records.vacancy import Vacancy

IN_PLACE, GAP, NOT_ASKED, CHECK_AGAIN = 0, FAR_DAY, -1, -2
"""Marks among ordinal days: in place now, known to be missing, never asked about, in place but past its date."""

LICENCE_KINDS = frozenset({"licence_driving", "licence_other", "professional_registration"})

Item = tuple[str, NeedSet | str | None]
"""(criterion id, what of it): the needs of a licence, a skill id, or nothing more."""


@dataclass(frozen=True)
class Items:
    """Every distinct item in the market, numbered, and each vacancy's, by criterion."""

    criteria: tuple[str, ...]
    numbers: Mapping[Item, int]
    by_vacancy: tuple[tuple[tuple[int, ...], ...], ...]
    """Per vacancy, per criterion that may move a section: numbers of its items."""


def triggered(
    vacancy: Vacancy, effects: Effects, trigger: Trigger, *, known_skills: Collection[str]
) -> tuple[NeedSet | str | None, ...]:
    """What of a criterion a vacancy asks about at the list; nothing where it does not trigger it."""
    if trigger is Trigger.NEEDS_LICENCE:
        return tuple(
            r.needs
            for r, on in zip(with_bits(vacancy), effects.applied, strict=False)
            if on and all(need.kind in LICENCE_KINDS for need in r.needs)
        )
    if trigger is Trigger.NEEDS_SKILLS_NOW:
        now = (task.what.to for task in vacancy.tasks if task.essential and not task.taught)
        return tuple(dict.fromkeys(skill for skill in now if skill is not None and skill in known_skills))
    if trigger is Trigger.APPLY_ONLINE_ONLY:
        return (None,) if vacancy.apply_online_only else ()
    raise AssertionError(f"trigger {trigger} has no place at the list; the library should have refused it")


def all_items(vacancies: Sequence[Vacancy], effects: Mapping[VacancyId, Effects], *, library: Library) -> Items:
    """Items of every vacancy, for the criteria that may move a section."""
    movers = library.rubric.movers
    known = library.skills.by_id.keys()
    numbers: dict[Item, int] = {}
    by_vacancy = []
    for vacancy in vacancies:
        by_vacancy.append(
            tuple(
                tuple(
                    numbers.setdefault((criterion.id, what), len(numbers))
                    for what in triggered(vacancy, effects[vacancy.id], criterion.trigger, known_skills=known)
                )
                for criterion in movers
            )
        )
    return Items(criteria=tuple(c.id for c in movers), numbers=numbers, by_vacancy=tuple(by_vacancy))


def ready_days(
    clients: Sequence[ClientId],
    standings: Mapping[ClientId, Standings],
    able: Sequence[Abilities],
    *,
    items: Items,
    asks: Asks,
) -> NDArray[np.int64]:
    """(clients, items) ordinal day on which each will be in place, or a mark."""
    days = np.full((len(clients), len(items.numbers)), NOT_ASKED, dtype=np.int64)
    nothing_said = Standings(())
    for (criterion, what), place in items.numbers.items():
        evidence = _evidence(what, able, asks)
        detail = item_detail(what)
        seen = np.array(
            [_mark(standings.get(client, nothing_said), criterion, detail) for client in clients],
            dtype=np.int64,
        )
        missing = np.where(evidence == NOT_MET, GAP, NOT_ASKED)
        days[:, place] = np.where(evidence == MET, IN_PLACE, np.where(seen == NOT_ASKED, missing, seen))
    return days


def _evidence(what: NeedSet | str | None, able: Sequence[Abilities], asks: Asks) -> NDArray[np.int64]:
    if what is None:
        return np.full(len(able), UNKNOWN, dtype=np.int64)
    if isinstance(what, str):
        return np.array([one.skill(what) for one in able], dtype=np.int64)
    return asks.states[:, asks.numbers[what]].astype(np.int64)


def _mark(standings: Standings, criterion: str, detail: frozenset[str]) -> int:
    """The standing on one item as a day or a mark."""
    standing = standings.on(criterion, detail)
    if standing is None or standing.level == NOT_DISCUSSED:
        return NOT_ASKED
    if standing.level == GAP_KNOWN:
        return GAP
    if standing.level == UNDER_WAY:
        return GAP if standing.due is None else standing.due.toordinal()
    if standing.check_again or standing.least_said == GAP_KNOWN:
        return CHECK_AGAIN
    if standing.least_said == UNDER_WAY:
        return CHECK_AGAIN if standing.due is None else standing.due.toordinal()
    return IN_PLACE


def readiness(days: NDArray[np.int64]) -> Made:
    """(classes, items + 1) days; the last column is in place, for padding."""
    padding = np.zeros((len(days), 1), dtype=np.int64)
    rows, index = np.unique(np.concatenate([days, padding], axis=1), axis=0, return_inverse=True)
    fact = pooled(index.reshape(-1).tolist(), lambda distinct: {"day": rows[np.array(distinct, dtype=np.intp)]})
    return fact, [KNOWN] * len(days)


def triggers(items: Items) -> Made:
    """(classes, criteria, most items) item numbers, the number after the last for padding; which criteria apply."""
    nothing = len(items.numbers)

    def arrays(distinct: Sequence[tuple[tuple[int, ...], ...]]) -> Pool:
        widest = max((len(one) for key in distinct for one in key), default=0) or 1
        table = np.full((len(distinct), len(items.criteria), widest), nothing, dtype=np.int32)
        for row, key in enumerate(distinct):
            for place, one in enumerate(key):
                table[row, place, : len(one)] = one
        return {"item": table}

    return pooled(list(items.by_vacancy), arrays), [KNOWN] * len(items.by_vacancy)

"""What employers ask for, held against every client once: the state of each distinct ask, and who asks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.ids import VacancyId
from matcher.columns.effects import Effects
from matcher.columns.facts import KNOWN, MISSING, PARTLY, Made
from matcher.columns.pooling import Pool, padded, pooled
from matcher.columns.predicates import UNKNOWN, Abilities, NeedSet, state
from matcher.library.load import Library
from matcher.library.matching import REQUIREMENTS_MOST
from matcher.records.client import Client
from matcher.records.requirement import Requirement
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance, Stance


@dataclass(frozen=True)
class Asks:
    """Every distinct set of needs in the market, numbered, and each client's state: 0 not met, 1 unknown, 2 met."""

    numbers: Mapping[NeedSet, int]
    states: NDArray[np.uint8]
    """(clients, asks + 1); the last column is unknown, for a requirement that is not compared."""


def with_bits(vacancy: Vacancy) -> tuple[Requirement, ...]:
    """The requirements that have a bit: the first forty, in stored order."""
    return vacancy.requirements[:REQUIREMENTS_MOST]


def speaks(requirement: Requirement) -> bool:
    """Whether a requirement can fail anyone: compared, and not said to be unneeded."""
    return requirement.compared and requirement.importance is not Importance.NOT_REQUIRED


def all_asks(
    vacancies: Sequence[Vacancy], clients: Sequence[Client], able: Sequence[Abilities], *, library: Library
) -> Asks:
    """States of all clients for all distinct asks."""
    distinct = {r.needs: None for v in vacancies for r in with_bits(v) if speaks(r)}
    numbered = {needs: place for place, needs in enumerate(distinct)}
    states = np.full((len(clients), len(numbered) + 1), UNKNOWN, dtype=np.uint8)
    seen: dict[tuple[object, ...], int] = {}
    for row, (client, can) in enumerate(zip(clients, able, strict=True)):
        same = seen.setdefault((client.statements, client.skills_complete, client.work_complete), row)
        if same != row:
            states[row] = states[same]
            continue
        states[row, :-1] = [state(needs, client, can, library) for needs in numbered]
    return Asks(numbers=numbered, states=states)


def credentials(clients: Sequence[Client], asks: Asks) -> Made:
    """(classes, asks + 1) states; missing where the client has not said of anything that they hold it or not."""
    rows, index = np.unique(asks.states, axis=0, return_inverse=True)
    fact = pooled(index.reshape(-1).tolist(), lambda distinct: {"state": rows[np.array(distinct, dtype=np.intp)]})
    said = [any(s.stance in (Stance.HOLDS, Stance.DOES_NOT_HOLD) for s in client.statements) for client in clients]
    return fact, [PARTLY if one else MISSING for one in said]


def requirements(vacancies: Sequence[Vacancy], asks: Asks) -> Made:
    """(classes, most requirements) number of each requirement's ask in bit order, -1 where it cannot fail anyone."""
    keys = [tuple(asks.numbers[r.needs] if speaks(r) else -1 for r in with_bits(vacancy)) for vacancy in vacancies]
    fact = pooled(keys, lambda distinct: {"ask": padded(distinct, -1)})
    return fact, [KNOWN if vacancy.requirements_complete else PARTLY for vacancy in vacancies]


def desirable(vacancies: Sequence[Vacancy], effects: Mapping[VacancyId, Effects], asks: Asks) -> Made:
    """(classes, most desirable) asks that would be nice and whose being met adds points."""
    keys, known = [], []
    for vacancy in vacancies:
        counts = effects[vacancy.id].counts
        key = tuple(asks.numbers[r.needs] for r, on in zip(with_bits(vacancy), counts, strict=False) if on)
        keys.append(key)
        known.append(KNOWN if key or vacancy.requirements_complete else MISSING)
    return pooled(list(zip(keys, known, strict=True)), _desirable_arrays), known


def _desirable_arrays(distinct: Sequence[tuple[tuple[int, ...], int]]) -> Pool:
    unasked = np.array([known == MISSING for _, known in distinct], dtype=bool)
    return {"ask": padded([key for key, _ in distinct], -1), "unasked": unasked}

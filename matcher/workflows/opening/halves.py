"""The two halves of the world with levers pulled: records to be put beside each other and measured in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from matcher.base.arrays import Flags, Ints
from matcher.base.days import Day
from matcher.base.ids import ClientId, VacancyId
from matcher.columns.build import build_columns
from matcher.columns.effects import Effects
from matcher.library.levers import SHIFT_KINDS, LeverKind, Levers, Step, lead_days
from matcher.library.load import Library
from matcher.matching.ladder import Dimension, Space
from matcher.measures.all import MEASURES
from matcher.records.client import Client
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy
from matcher.scoring.bind import Bound
from matcher.scoring.tables import Index, Tables
from matcher.travel.loaded import Loaded
from matcher.workflows.opening import levers as pull

SAME_OF_CLIENT = frozenset(
    {
        "home",
        "travel_limit",
        "hours",
        "longest_shift",
        "notice",
        "holidays",
        "pay_floor",
        "earnings_ceiling",
        "demand_limits",
        "goal",
        "likes",
        "refused_work",
        "refused_tasks",
        "refused_employers",
        "refused_areas",
        "opportunities",
        "skills",
        "work_done",
        "credentials",
        "permission",
        "old_enough",
        "readiness",
    }
)
"""Facts of a client that no lever on a fixed gate changes: papers are the requirements' matter."""
SAME_OF_VACANCY = frozenset(
    {
        "site",
        "sector",
        "notice",
        "holidays",
        "pay",
        "demands",
        "occupation",
        "tasks",
        "listed_tasks",
        "employer",
        "opportunity",
        "desirable",
        "requirements",
        "age_rule",
        "triggers",
        "employer_flags",
    }
)
"""Facts of a vacancy that no lever on a fixed gate changes. A fact with a new name counts as changed."""
NOT_READ = frozenset(
    {
        "id",
        "title",
        "employer",
        "host",
        "opportunity",
        "contract",
        "status",
        "opened",
        "closes",
        "interviews",
        "last_word",
        "places",
        "decides",
        "decides_by",
        "tasks",
        "tasks_complete",
        "drives",
        "demands",
        "requirements_complete",
        "apply_online_only",
        "adjustments",
        "doubts",
        "raw",
    }
)
"""Fields of a vacancy behind facts that stay the same: not measured anew, so that many vacancies become one record."""
FOR_FIRST_DAYS = frozenset({"occupation", "requirements"})
"""Fields behind the age that law sets, which is read beside the first day and nowhere else."""

Options = tuple[tuple[Step | None, ...], ...]
"""By dimension, by option: the step it is; None is no change."""


@dataclass(frozen=True)
class Reach:
    """Which fixed gates levers could move, as bits."""

    library: Library

    @cached_property
    def of_client(self) -> frozenset[str]:
        """Facts of a client that levers may change."""
        return self._facts(0) - SAME_OF_CLIENT

    @cached_property
    def of_shift(self) -> frozenset[str]:
        """Facts of a vacancy that moving a shift may change."""
        return self._facts(1) - SAME_OF_VACANCY - {"start"}

    def _facts(self, side: int) -> frozenset[str]:
        return frozenset(fact for gate in self.library.gates.gates for fact in _reads(gate.measure)[side])

    def moving(self, *, client: Iterable[str] = (), vacancy: Iterable[str] = ()) -> int:
        """Bits of every fixed gate that reads any of the facts."""
        mine, theirs = frozenset(client), frozenset(vacancy)
        return sum(
            1 << gate.bit
            for gate in self.library.gates.gates
            if mine & _reads(gate.measure)[0] or theirs & _reads(gate.measure)[1]
        )

    @cached_property
    def never(self) -> int:
        """Bits of the gates no set is named for: the programme's own, and what only time meets."""
        never = self.library.levers.never_opened
        return sum(1 << g.bit for g in self.library.gates.gates if g.owner == "programme" or g.id in never)

    @cached_property
    def by_mode(self) -> int:
        """Gates that another way of travelling could meet."""
        return self.moving(client=["modes"]) & ~self.never

    @cached_property
    def by_care(self) -> int:
        """Gates that somebody else's care could meet."""
        return self.moving(client=["week"]) & ~self.never

    @cached_property
    def by_shift(self) -> int:
        """Gates that another shift could meet."""
        return self.moving(vacancy=self.of_shift) & ~self.never

    @cached_property
    def by_day(self) -> int:
        """Gates that a later first day could meet."""
        return self.moving(vacancy=["start"]) & ~self.never

    @cached_property
    def whole(self) -> int:
        """Gates that any lever could meet."""
        return self.by_mode | self.by_care | self.by_shift | self.by_day


def _reads(measure: str) -> tuple[frozenset[str], frozenset[str]]:
    one = MEASURES[measure]
    return frozenset(one.client), frozenset((*one.vacancy, *one.extra))


@dataclass(frozen=True)
class Sides:
    """One client with each combination of their own levers."""

    steps: Options
    clients: tuple[Client | None, ...]
    """By combination, in the order of `product`; None where a combination cannot be. The first is the client."""

    @staticmethod
    def of(client: Client, blocked: int, *, library: Library) -> Sides:
        """One dimension for ways of travelling and one for each club; only those that could meet what is in the way."""
        levers, reach = library.levers, Reach(library)
        modes = [Step(one.id) for one in levers.of_kind(LeverKind.MODE) if blocked & reach.by_mode]
        clubs = [Step(one.id) for one in levers.of_kind(LeverKind.CARE_CLUB) if blocked & reach.by_care]
        kept = [[step for step in some if _with(client, (step,), library)] for some in (modes, *([c] for c in clubs))]
        steps = tuple((None, *some) for some in kept if some)
        return Sides(steps, tuple(_with(client, chosen, library) for chosen in product(*steps)))


def _with(client: Client, steps: Iterable[Step | None], library: Library) -> Client | None:
    """The client with all of the steps; None where one of them changes nothing."""
    changed: Client | None = client
    for step in steps:
        if step is not None and changed is not None:
            changed = pull.client_with(changed, library.levers.by_id[step.lever], step, library=library)
    return changed


@dataclass(frozen=True)
class Market:
    """Some vacancies with each combination of what their employers could move; those that measure alike kept once."""

    steps: Options
    """Two dimensions: the shift, and the first day."""
    records: tuple[Vacancy, ...]
    at: Index
    """(vacancies, combinations) place among `records`; -1 where a combination cannot be, or was not wanted."""
    origin: tuple[VacancyId, ...]
    """By record: the vacancy it was made of."""

    @property
    def first_day(self) -> bool:
        """Whether first days are moved, so that what is read beside them is measured too."""
        return len(self.steps[1]) > 1

    @staticmethod
    def of(vacancies: Sequence[Vacancy], steps: Options, wanted: Flags, *, library: Library, on: Day) -> Market:
        """The records of the combinations that are wanted, (vacancies, combinations) in the order of `product`."""
        kept = _Kept(NOT_READ if len(steps[1]) > 1 else NOT_READ | FOR_FIRST_DAYS)
        table = np.full(wanted.shape, -1, dtype=np.intp)
        chosen = list(product(*steps))
        for row, columns in enumerate(wanted):
            for column in np.flatnonzero(columns).tolist():
                changed = _moved(vacancies[row], chosen[column], library=library, on=on)
                table[row, column] = -1 if changed is None else kept.add(changed)
        return Market(steps, tuple(kept.records), table, tuple(kept.origin))

    def tables(
        self, clients: Sequence[Client], effects: Mapping[VacancyId, Effects], *, within: Ladder
    ) -> tuple[Tables, Index, Index]:
        """The engine's tables over clients and records, with the rows of both in the order given.

        Clients are named by their place, so that one may stand there several times.
        """
        nothing = Effects((), (), ())
        named = [one.model_copy(update={"id": ClientId(str(at))}) for at, one in enumerate(clients)]
        programme = Programme.model_construct(
            clients=tuple(named), vacancies=self.records, places=within.programme.places
        )
        columns = build_columns(
            programme,
            library=within.library,
            standings={},
            effects={
                one.id: effects[origin] if self.first_day else nothing
                for one, origin in zip(self.records, self.origin, strict=True)
            },
            on=within.on,
            travelled=within.travelled,
        )
        return (
            Tables(Bound(columns, within.library), pairs=len(clients) * len(self.records)),
            _rows(columns.clients.ids),
            _rows(columns.vacancies.ids),
        )


def _rows(ids: Sequence[str]) -> Index:
    """Row of the record named 0, of the one named 1, and so on."""
    rows = np.empty(len(ids), dtype=np.intp)
    rows[[int(one) for one in ids]] = np.arange(len(ids))
    return rows


class _Kept:
    """Vacancies without the fields that need not be read, each once."""

    def __init__(self, leave: frozenset[str]) -> None:
        self.fields = tuple(name for name in Vacancy.model_fields if name not in leave)
        self.blank = Vacancy(id=VacancyId("0"), title="")
        self.records: list[Vacancy] = []
        self.origin: list[VacancyId] = []
        self._seen: dict[tuple[object, ...], int] = {}

    def add(self, vacancy: Vacancy) -> int:
        """The place of the vacancy's like among the records."""
        values = tuple(getattr(vacancy, name) for name in self.fields)
        place = self._seen.setdefault(values, len(self.records))
        if place == len(self.records):
            read = {"id": VacancyId(str(place)), **dict(zip(self.fields, values, strict=True))}
            self.records.append(self.blank.model_copy(update=read))
            self.origin.append(vacancy.id)
        return place


def _moved(vacancy: Vacancy, steps: Iterable[Step | None], *, library: Library, on: Day) -> Vacancy | None:
    changed: Vacancy | None = vacancy
    for step in steps:
        if step is not None and changed is not None:
            changed = pull.vacancy_with(changed, library.levers.by_id[step.lever], step, on=on, library=library)
    return changed


@dataclass(frozen=True)
class Ladder:
    """What levers are looked at with: the models, the day, the places, and what status and doubts allow."""

    library: Library
    programme: Programme
    """Only its places are read: what is measured anew are the records given."""
    on: Day
    effects: Mapping[VacancyId, Effects]
    travelled: Loaded | None = None
    """The timetable or table of travel times that was loaded; without one journeys are estimates."""

    @cached_property
    def reach(self) -> Reach:
        """Which gates levers could move."""
        return Reach(self.library)

    def first_days(self, vacancies: Sequence[Vacancy]) -> Ints:
        """(vacancies,) ordinal first days."""
        days = [pull.first_day(one, on=self.on, library=self.library).toordinal() for one in vacancies]
        return np.array(days, dtype=np.int64)

    def moving_of_vacancy(self, market: Market) -> frozenset[str]:
        """Facts of a vacancy that the levers of a market may change."""
        return self.reach.of_shift | ({"start"} if market.first_day else frozenset())

    def soon(self, step: Step | None) -> int:
        """The ordinal day from which a step can be in place; 0 where it is no step, or nobody can say."""
        days = None if step is None else lead_days(step, self.library)
        return 0 if days is None else self.on.toordinal() + days

    def market_steps(self, blocked: int) -> Options:
        """What employers could move, where any gate that is in the way reads it: the shift, and the first day."""
        levers, reach = self.library.levers, self.reach
        shifts = [Step(one.id, amount) for one in levers.of_kind(*SHIFT_KINDS) for amount in one.amounts]
        days = [Step(one.id, amount) for one in levers.of_kind(LeverKind.LATER_FIRST_DAY) for amount in one.amounts]
        return (
            (None, *(shifts if blocked & reach.by_shift else ())),
            (None, *(days if blocked & reach.by_day else ())),
        )

    def space(self, steps: Options) -> Space:
        """Every combination of some options."""
        return Space(tuple(_dimension(one, levers=self.library.levers) for one in steps))


def _dimension(steps: Sequence[Step | None], *, levers: Levers) -> Dimension:
    """What each option goes beyond. A shift that is shorter at both ends holds each of its halves."""
    within: list[tuple[int, ...]] = []
    for one in steps:
        smaller = [at for at, other in enumerate(steps) if one and other and _holds(one, other, levers=levers)]
        within.append((0, *smaller) if one else ())
    return Dimension(tuple(within))


def _holds(one: Step, other: Step, *, levers: Levers) -> bool:
    if one.lever == other.lever:
        return other.amount < one.amount
    halves = (LeverKind.START_LATER, LeverKind.FINISH_EARLIER)
    whole, part = (levers.by_id[step.lever].kind for step in (one, other))
    return whole is LeverKind.BOTH_ENDS and part in halves and other.amount <= one.amount

"""The vacancy side: one array per fact. Runs once over the records; everything after reads arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from matcher.base.days import Day
from matcher.base.ids import EmployerId, SectorCode
from matcher.base.weeks import DAY, WEEK
from matcher.columns.clients import demand_arrays, demand_known
from matcher.columns.facts import KNOWN, MISSING, PARTLY, Fact, Made
from matcher.columns.frame import Frame
from matcher.columns.pooling import Pool, numbers, padded, pooled
from matcher.columns.weeks import NO, PERHAPS, YES
from matcher.records.employer import Employer
from matcher.records.vacancy import Shift, Task, Vacancy
from matcher.records.words import Demand, Opportunity
from matcher.travel.transit import Call, Transit

PAY_MOST = 100_000
"""Pence an hour: the most a record may hold, and so what 'from £12' may mean at the top."""
WHOLE = 1000

Spells = tuple[tuple[int, int], ...]
Pairs = tuple[tuple[int, int], ...]


def shifts(vacancies: Sequence[Vacancy], frame: Frame) -> Made:
    """Starts and ends of the certain shifts and of all; `complete` where nothing more may be worked.

    `holidays` says whether they are worked in school holidays: 0 no, 1 perhaps, 2 yes; `sure` whether all are certain.
    """
    keys: list[tuple[Spells, Spells, bool, int]] = []
    known = []
    for vacancy in vacancies:
        certain = tuple(s.interval for s in vacancy.shifts if s.certain)
        everything = tuple(s.interval for s in vacancy.shifts)
        complete = vacancy.shifts_complete and bool(everything)
        keys.append((certain, everything, complete, _IN_HOLIDAYS[vacancy.term_time_only]))
        known.append(MISSING if not everything else KNOWN if complete and len(certain) == len(everything) else PARTLY)

    def arrays(distinct: Sequence[tuple[Spells, Spells, bool, int]]) -> Pool:
        pool: Pool = {
            "complete": np.array([key[2] for key in distinct], dtype=np.bool_),
            "holidays": np.array([key[3] for key in distinct], dtype=np.int8),
            "sure": np.array([key[0] == key[1] for key in distinct], dtype=np.bool_),
        }
        for name, sets in (("certain", [key[0] for key in distinct]), ("all", [key[1] for key in distinct])):
            pool[f"{name}_start"] = padded([[start for start, _ in one] for one in sets], 0)
            pool[f"{name}_end"] = padded([[end for _, end in one] for one in sets], 0)
        return pool

    return pooled(keys, arrays), known


_IN_HOLIDAYS = {True: NO, None: PERHAPS, False: YES}


def calls(vacancies: Sequence[Vacancy], frame: Frame) -> Fact:
    """Columns of the journeys by call, shift by shift, in the order and to the width of `shifts`; none without one.

    Besides, each column once (`_once`): what the longest of a vacancy's journeys is found among.
    """
    transit = frame.transit
    if transit is None:
        return pooled([()] * len(vacancies), lambda distinct: {"none": np.zeros(len(distinct), dtype=np.int8)})
    keys = []
    for vacancy in vacancies:
        certain = [shift for shift in vacancy.shifts if shift.certain]
        both = [tuple(_calls(one, vacancy, transit) for one in some) for some in (certain, vacancy.shifts)]
        keys.append((both[0], both[1], vacancy.shifts_complete and bool(vacancy.shifts)))
    blank = {"there": transit.there.nothing, "back": transit.back.nothing}

    def arrays(distinct: Sequence[tuple[Pairs, Pairs, bool]]) -> Pool:
        pool: Pool = {"complete": np.array([key[2] for key in distinct], dtype=np.bool_)}
        for name, some in (("certain", [key[0] for key in distinct]), ("all", [key[1] for key in distinct])):
            pool[f"{name}_count"] = np.array([len(one) for one in some], dtype=np.int32)
            for at, way in enumerate(("there", "back")):
                pool[f"{name}_{way}"] = padded([[pair[at] for pair in one] for one in some], blank[way])
                pool[f"{name}_{way}_once"] = padded([sorted({pair[at] for pair in one}) for one in some], -1)
        return pool

    return pooled(keys, arrays)


def _calls(shift: Shift, vacancy: Vacancy, transit: Transit) -> tuple[int, int]:
    start, end = shift_calls(shift, vacancy.sector)
    return transit.there.of(start), transit.back.of(end)


def shift_calls(shift: Shift, sector: SectorCode | None) -> tuple[Call | None, Call | None]:
    """The two moments of a shift at its place of work: by when to be there, and after when to leave."""
    if sector is None:
        return None, None
    day, minute = divmod(shift.start, DAY)
    return Call(sector, day, minute), Call(sector, day, minute + shift.end - shift.start)


def site(vacancies: Sequence[Vacancy], frame: Frame) -> Made:
    """Column of the minutes table where the work is."""
    missing = len(frame.minutes.destinations)
    rows = [frame.minutes.destinations.get(vacancy.sector or "", missing) for vacancy in vacancies]
    return pooled([(row,) for row in rows], numbers(("at",))), [MISSING if r == missing else KNOWN for r in rows]


def sector(vacancies: Sequence[Vacancy], frame: Frame) -> Fact:
    """Number of the sector's text; the number after the last where there is none."""
    rows = [(frame.sectors.get(vacancy.sector or "", len(frame.sectors)),) for vacancy in vacancies]
    return pooled(rows, numbers(("at",)))


def hours(vacancies: Sequence[Vacancy], frame: Frame) -> Made:
    """Paid minutes a week, least and most; from the shifts where nobody stated hours and the shifts are complete."""
    both = [paid_minutes(vacancy) for vacancy in vacancies]
    keys = [(least or 0, WEEK if most is None else most) for least, most in both]
    return pooled(keys, numbers(("least", "most"))), [
        PARTLY if _only_derived(v) and least != most else (least is not None) + (most is not None)
        for v, (least, most) in zip(vacancies, both, strict=True)
    ]


def _only_derived(vacancy: Vacancy) -> bool:
    """Whether nobody stated hours, so that they follow from the shifts."""
    return vacancy.hours_least_minutes is None and vacancy.hours_most_minutes is None


def paid_minutes(vacancy: Vacancy) -> tuple[int | None, int | None]:
    """Least and most paid minutes a week, None where not known."""
    if _only_derived(vacancy):
        if not (vacancy.shifts and vacancy.shifts_complete):
            return None, None
        paid = [(s.end - s.start - s.unpaid_break_minutes, s.certain) for s in vacancy.shifts]
        return min(WEEK, sum(m for m, certain in paid if certain)), min(WEEK, sum(m for m, _ in paid))
    return vacancy.hours_least_minutes, vacancy.hours_most_minutes


def ends(value: Callable[[Vacancy], int | None], low: int, high: int) -> Callable[[Sequence[Vacancy], Frame], Made]:
    """A fact that is one whole number: both ends the same, or the whole domain where nobody said."""

    def make(vacancies: Sequence[Vacancy], frame: Frame) -> Made:
        values = [value(vacancy) for vacancy in vacancies]
        keys = [(low, high) if one is None else (one, one) for one in values]
        return pooled(keys, numbers(("least", "most"))), [MISSING if one is None else KNOWN for one in values]

    return make


def holidays(vacancies: Sequence[Vacancy], frame: Frame) -> Made:
    """Whether it is term time only: 1 yes, 0 no."""
    return ends(lambda v: None if v.term_time_only is None else int(v.term_time_only), 0, 1)(vacancies, frame)


def pay(vacancies: Sequence[Vacancy], frame: Frame) -> Made:
    """Pence an hour, least and most."""
    both = [(v.pay_least_pence, v.pay_most_pence) for v in vacancies]
    keys = [(least or 0, PAY_MOST if most is None else most) for least, most in both]
    return pooled(keys, numbers(("least", "most"))), [(least is not None) + (most is not None) for least, most in both]


def demands(vacancies: Sequence[Vacancy], frame: Frame) -> Made:
    """(classes, demands) level of each demand, 0 to 2 where nobody said."""
    keys = [tuple(vacancy.demands.get(demand, -1) for demand in Demand) for vacancy in vacancies]
    return pooled(keys, demand_arrays), [demand_known(key) for key in keys]


def occupation(vacancies: Sequence[Vacancy], frame: Frame) -> Made:
    """Number of the occupation; the number after the last where the title is not linked."""
    missing = len(frame.occupations)
    rows = [frame.occupations.get((v.occupation.to or "") if v.occupation else "", missing) for v in vacancies]
    return pooled([(row,) for row in rows], numbers(("number",))), [
        MISSING if row == missing else KNOWN for row in rows
    ]


Weighed = tuple[tuple[tuple[int, int, bool], ...], int, bool]
"""((skill, weight, taught), ...), weight of the work not listed, whether any weight is known."""


def tasks(vacancies: Sequence[Vacancy], frame: Frame) -> Made:
    """Tasks with weights, and the essential ones with theirs; see `weighed`."""
    keys, known = [], []
    for vacancy in vacancies:
        essential = tuple(task for task in vacancy.tasks if task.essential)
        keys.append(
            (
                weighed(vacancy.tasks, vacancy, frame),
                weighed(essential, vacancy, frame),
                vacancy.tasks_complete and bool(vacancy.tasks),
            )
        )
        linked = all(task.what.to in frame.skills for task in vacancy.tasks)
        known.append(MISSING if not vacancy.tasks else KNOWN if vacancy.tasks_complete and linked else PARTLY)

    def arrays(distinct: Sequence[tuple[Weighed, Weighed, bool]]) -> Pool:
        pool: Pool = {"complete": np.array([key[2] for key in distinct], dtype=bool)}
        for name, work in (
            ("any", [key[0] for key in distinct]),
            ("essential", [key[1] for key in distinct]),
        ):
            lists = [one[0] for one in work]
            pool[f"{name}_skill"] = padded([[t[0] for t in one] for one in lists], len(frame.skills))
            pool[f"{name}_weight"] = padded([[t[1] for t in one] for one in lists], 0)
            pool[f"{name}_taught"] = padded([[t[2] for t in one] for one in lists], 0)
            pool[f"{name}_rest"] = np.array([one[1] for one in work], dtype=np.int64)
            pool[f"{name}_weighed"] = np.array([one[2] for one in work], dtype=np.bool_)
        return pool

    return pooled(keys, arrays), known


def weighed(listed: tuple[Task, ...], vacancy: Vacancy, frame: Frame) -> Weighed:
    """Weights of tasks: shares where all have one; one each on a complete list; else not known."""
    complete = vacancy.tasks_complete and bool(vacancy.tasks)
    shares = [task.share for task in listed]
    if not vacancy.tasks:
        return (), 0, False
    if all(share is not None for share in shares) and (shares or complete):
        weights = [share or 0 for share in shares]
        rest = 0 if complete else max(0, WHOLE - sum(weights))
    elif complete:
        weights, rest = [1] * len(listed), 0
    else:
        return (), 0, False
    unlinked = len(frame.skills)
    rows = tuple(
        (frame.skills.get(task.what.to or "", unlinked), weight, task.taught)
        for task, weight in zip(listed, weights, strict=True)
    )
    return rows, rest, True


def refusable_tasks(vacancies: Sequence[Vacancy], frame: Frame) -> Fact:
    """All listed tasks by skill, and whether more tasks may be there (not complete, or one without a link)."""
    unlinked = len(frame.skills)
    keys = []
    for vacancy in vacancies:
        listed = tuple(frame.skills.get(task.what.to or "", unlinked) for task in vacancy.tasks)
        more = not vacancy.tasks or not vacancy.tasks_complete or unlinked in listed
        keys.append((listed, more))

    def arrays(distinct: Sequence[tuple[tuple[int, ...], bool]]) -> Pool:
        return {
            "skill": padded([key[0] for key in distinct], unlinked),
            "more": np.array([key[1] for key in distinct], dtype=bool),
        }

    return pooled(keys, arrays)


def employer(vacancies: Sequence[Vacancy], frame: Frame) -> Made:
    """Numbers of the employer and of the host; the number after the last where not known."""
    missing = len(frame.employers)
    keys, known = [], []
    for vacancy in vacancies:
        at = frame.employers.get(vacancy.employer or "", missing)
        host = frame.employers.get(vacancy.host or "", missing) if vacancy.host else at
        keys.append((at, host))
        known.append(MISSING if vacancy.employer is None else KNOWN)
    return pooled(keys, numbers(("employer", "host"))), known


def opportunity(vacancies: Sequence[Vacancy], frame: Frame) -> Made:
    """Number of the kind of opportunity."""
    kinds = list(Opportunity)
    keys = [(kinds.index(vacancy.opportunity),) for vacancy in vacancies]
    return pooled(keys, numbers(("kind",))), [KNOWN] * len(keys)


def age_rule(vacancies: Sequence[Vacancy], frame: Frame) -> Made:
    """Number of the lawful age, 0 for none."""
    ages = (0, *frame.ages)
    keys = [(ages.index(frame.lawful_age(v)),) for v in vacancies]
    return pooled(keys, numbers(("age",))), [KNOWN] * len(keys)


def start_day(vacancy: Vacancy, *, on: Day, days_if_unstated: int) -> int:
    """Ordinal day the job starts: never before today; 'as soon as possible' is so many days from today."""
    return max(vacancy.starts.toordinal(), on.toordinal()) if vacancy.starts else on.toordinal() + days_if_unstated


def start(vacancies: Sequence[Vacancy], *, on: Day, days_if_unstated: int) -> Made:
    """Ordinal day of the start."""
    keys = [(start_day(vacancy, on=on, days_if_unstated=days_if_unstated),) for vacancy in vacancies]
    return pooled(keys, numbers(("day",))), [KNOWN] * len(keys)


def employer_flags(vacancies: Sequence[Vacancy], employers: Mapping[EmployerId, Employer], *, on: Day) -> Made:
    """Whether introductions are stopped, paused or at their number for now, for the employer or the host."""
    keys = []
    for vacancy in vacancies:
        both = [employers[one] for one in (vacancy.employer, vacancy.host) if one is not None and one in employers]
        stopped = any(
            fact.stops and fact.on <= on and (fact.until is None or fact.until >= on)
            for e in both
            for fact in e.conduct
        )
        paused = any(e.not_before is not None and e.not_before > on for e in both)
        full = any(e.contact_full_until is not None and e.contact_full_until >= on for e in both)
        keys.append((int(stopped), int(paused), int(full)))
    return pooled(keys, numbers(("stopped", "paused", "full"))), [KNOWN] * len(keys)

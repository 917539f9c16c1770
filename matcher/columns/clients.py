"""The client side: one array per fact. Runs once over the records; everything after reads arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.base.days import Day
from matcher.base.weeks import WEEK
from matcher.columns.facts import KNOWN, MISSING, PARTLY, Fact, Made
from matcher.columns.frame import Frame
from matcher.columns.pooling import Pool, numbers, padded, pooled
from matcher.columns.predicates import Abilities
from matcher.records.client import Client
from matcher.records.words import Demand, Kind, Mode, Opportunity, Stance
from matcher.travel.places import in_area

FAR_DAY = 4_000_000
"""An ordinal day after every day that a calendar has."""


def home(clients: Sequence[Client], frame: Frame) -> Made:
    """Row of the minutes table to start from."""
    missing = len(frame.minutes.origins)
    rows = [frame.origin(client.sector) for client in clients]
    return pooled([(row,) for row in rows], numbers(("origin",))), [
        MISSING if row == missing else KNOWN for row in rows
    ]


def modes(clients: Sequence[Client], frame: Frame) -> Made:
    """Which ways of travelling the client has; none recorded is not asked."""
    keys = [tuple(mode in (client.conditions.modes or ()) for mode in Mode) for client in clients]

    def arrays(distinct: Sequence[tuple[bool, ...]]) -> Pool:
        return {"any": np.array(distinct, dtype=bool).reshape(len(distinct), len(Mode))}

    return pooled(keys, arrays), [KNOWN if any(key) else MISSING for key in keys]


def ends(value: Callable[[Client], int | None], low: int, high: int) -> Callable[[Sequence[Client], Frame], Made]:
    """A fact that is one whole number: both ends the same, or the whole domain where nobody asked."""

    def make(clients: Sequence[Client], frame: Frame) -> Made:
        values = [value(client) for client in clients]
        keys = [(low, high) if one is None else (one, one) for one in values]
        return pooled(keys, numbers(("least", "most"))), [MISSING if one is None else KNOWN for one in values]

    return make


def hours(clients: Sequence[Client], frame: Frame) -> Made:
    """Minutes a week wanted: `low`/`high` as kind as what is known allows, `low_hard`/`high_hard` as hard."""
    keys, known = [], []
    for client in clients:
        low, high = client.conditions.hours_least_minutes, client.conditions.hours_most_minutes
        low_hard = low if low is not None else high if high is not None else WEEK
        high_hard = high if high is not None else low if low is not None else 0
        keys.append((low or 0, WEEK if high is None else high, low_hard, high_hard))
        known.append((low is not None) + (high is not None))
    return pooled(keys, numbers(("low", "high", "low_hard", "high_hard"))), known


def holidays(clients: Sequence[Client], frame: Frame) -> Made:
    """Whether the client wants term time only: 1 yes, 0 no; ends as in `ends`."""
    return ends(lambda c: None if (v := c.conditions.term_time_only) is None else int(v), 0, 1)(clients, frame)


def pay_floor(clients: Sequence[Client], frame: Frame) -> Made:
    """Least pay in pence: an hour and a week, -1 where that one was not given."""
    keys, known = [], []
    for client in clients:
        hour, week_ = client.conditions.pay_floor_hour_pence, client.conditions.pay_floor_week_pence
        keys.append((-1 if hour is None else hour, -1 if week_ is None else week_))
        known.append(MISSING if hour is None and week_ is None else KNOWN)
    return pooled(keys, numbers(("hour", "week"))), known


def earnings_ceiling(clients: Sequence[Client], frame: Frame) -> Made:
    """Most pence a week the client wants to earn, -1 where none is stated."""
    values = [client.conditions.earnings_ceiling_week_pence for client in clients]
    return pooled([(-1 if value is None else value,) for value in values], numbers(("week",))), [
        MISSING if value is None else KNOWN for value in values
    ]


def demand_limits(clients: Sequence[Client], frame: Frame) -> Made:
    """(classes, demands) most of each demand that works for the client, 2 or 0 where not asked."""
    keys = [tuple(client.conditions.demand_limits.get(demand, -1) for demand in Demand) for client in clients]
    return pooled(keys, demand_arrays), [demand_known(key) for key in keys]


def demand_arrays(distinct: Sequence[tuple[int, ...]]) -> Pool:
    """Pool of demand levels with the unknown (-1) at both ends of the scale."""
    levels = np.array(distinct, dtype=np.int64).reshape(len(distinct), len(Demand))
    return {"least": np.where(levels < 0, 0, levels), "most": np.where(levels < 0, 2, levels)}


def demand_known(key: tuple[int, ...]) -> int:
    """Nothing, some or all of the demands are known."""
    unasked = sum(level < 0 for level in key)
    return MISSING if unasked == len(key) else PARTLY if unasked else KNOWN


def goal(clients: Sequence[Client], frame: Frame) -> Made:
    """(classes, occupations + 1) steps from what the client named; the last column is a job nobody linked."""
    keys, known = [], []
    for client in clients:
        wants = frame.occupation_set(client, Stance.WANTS)
        accepts = frame.occupation_set(client, Stance.ACCEPTS)
        open_ = client.open_to_anything or client.undecided
        keys.append((wants, accepts, open_))
        known.append(KNOWN if wants or accepts or open_ else MISSING)

    def arrays(distinct: Sequence[tuple[frozenset[int], frozenset[int], bool]]) -> Pool:
        steps = np.stack([frame.goal_steps(*key) for key in distinct]) if distinct else frame.no_steps(3)
        return _with_missing_column(steps, blank=[not (k[0] or k[1] or k[2]) for k in distinct], domain=(0, 3))

    return pooled(keys, arrays), known


def work_done(clients: Sequence[Client], frame: Frame) -> Made:
    """(classes, occupations + 1) steps from work done: 0 the same, 1 shares its work, 2 new."""
    keys, known = [], []
    for client in clients:
        done = frame.occupation_set(client, Stance.HAS_DONE)
        keys.append((done, client.work_complete))
        known.append(KNOWN if client.work_complete else PARTLY if done else MISSING)

    def arrays(distinct: Sequence[tuple[frozenset[int], bool]]) -> Pool:
        steps = np.stack([frame.work_steps(done) for done, _ in distinct]) if distinct else frame.no_steps(2)
        pool = _with_missing_column(steps, blank=[False] * len(distinct), domain=(0, 2))
        complete = np.array([key[1] for key in distinct], dtype=bool)
        least = np.where(complete[:, None], pool["least"], 0)
        least[:, -1], pool["most"][:, -1] = 0, 2
        return {"least": least, "most": pool["most"]}

    return pooled(keys, arrays), known


def _with_missing_column(steps: NDArray[np.int64], *, blank: list[bool], domain: tuple[int, int]) -> Pool:
    """Ends of steps by occupation, with a last column for an occupation not known; a blank row is the whole domain."""
    nothing = np.array(blank, dtype=bool)[:, None]
    least = np.concatenate([steps, steps.min(axis=1, keepdims=True)], axis=1)
    most = np.concatenate([steps, steps.max(axis=1, keepdims=True)], axis=1)
    return {"least": np.where(nothing, domain[0], least), "most": np.where(nothing, domain[1], most)}


def refused_work(clients: Sequence[Client], frame: Frame) -> Made:
    """(classes, occupations + 1) 1 where refused; an unknown job may be one of them."""
    keys = [frame.occupation_set(client, Stance.REFUSES) for client in clients]
    return pooled(keys, refusal_arrays(len(frame.occupations))), [KNOWN] * len(keys)


def refusal_arrays(width: int) -> Callable[[Sequence[frozenset[int]]], Pool]:
    """Pool over numbered things: 1 where refused; the last column (not known) is 0 to 1 where anything is refused."""

    def arrays(distinct: Sequence[frozenset[int]]) -> Pool:
        least = np.zeros((len(distinct), width + 1), dtype=np.uint8)
        for row, refused in enumerate(distinct):
            least[row, sorted(place for place in refused if place < width)] = 1
        most = least.copy()
        most[:, -1] = [bool(refused) for refused in distinct]
        return {"least": least, "most": most, "any": np.array([bool(r) for r in distinct], dtype=bool)}

    return arrays


def skill_flags(
    stances: tuple[Stance, ...],
) -> Callable[[Sequence[Client], Frame], tuple[list[frozenset[int]], Fact]]:
    """(classes, skills + 1) true where a task statement of the stances names the skill; the last column is false."""

    def make(clients: Sequence[Client], frame: Frame) -> tuple[list[frozenset[int]], Fact]:
        keys = [frame.skill_set(client, *stances) for client in clients]

        def arrays(distinct: Sequence[frozenset[int]]) -> Pool:
            flags = np.zeros((len(distinct), len(frame.skills) + 1), dtype=bool)
            for row, skills in enumerate(distinct):
                flags[row, sorted(skills)] = True
            return {"named": flags, "any": np.any(flags, axis=1)}

        return keys, pooled(keys, arrays)

    return make


def likes(clients: Sequence[Client], frame: Frame) -> Made:
    """Skills the client likes using."""
    keys, fact = skill_flags((Stance.LIKES,))(clients, frame)
    return fact, [KNOWN if key else MISSING for key in keys]


def refused_tasks(clients: Sequence[Client], frame: Frame) -> Made:
    """Skills the client will not be asked to use. Nothing said is nothing refused."""
    keys, fact = skill_flags((Stance.REFUSES,))(clients, frame)
    return fact, [KNOWN] * len(keys)


def refused_employers(clients: Sequence[Client], frame: Frame) -> Made:
    """(classes, employers + 1) employers refused."""
    employers = frame.employers
    keys = []
    for client in clients:
        named = {s.what.to for s in client.says(Stance.REFUSES, Kind.EMPLOYER) if s.what.to is not None}
        keys.append(frozenset(employers.get(one, len(employers)) for one in {*client.refused_employers, *named}))
    return pooled(keys, refusal_arrays(len(employers))), [KNOWN] * len(keys)


def refused_areas(clients: Sequence[Client], frame: Frame) -> Made:
    """(classes, sectors of vacancies + 1) sectors inside an area the client refuses, on the map or not."""
    keys = [
        frozenset((s.what.to or s.what.words).upper() for s in client.says(Stance.REFUSES, Kind.AREA))
        for client in clients
    ]

    def arrays(distinct: Sequence[frozenset[str]]) -> Pool:
        refused = [
            frozenset(at for sector, at in frame.sectors.items() if any(in_area(sector, area) for area in areas))
            for areas in distinct
        ]
        pool = refusal_arrays(len(frame.sectors))(refused)
        anything = np.array([bool(areas) for areas in distinct], dtype=bool)
        pool["most"][:, -1] = anything
        return {**pool, "any": anything}

    return pooled(keys, arrays), [KNOWN] * len(keys)


def opportunities(clients: Sequence[Client], frame: Frame) -> Made:
    """(classes, kinds) whether each kind of opportunity is declined; not asked leaves jobs met and the rest open."""
    keys = [client.conditions.opportunities for client in clients]
    jobs = (Opportunity.JOB, Opportunity.APPRENTICESHIP)

    def arrays(distinct: Sequence[frozenset[Opportunity] | None]) -> Pool:
        least = [[0 if key is None else int(kind not in key) for kind in Opportunity] for key in distinct]
        most = [
            [int(kind not in jobs) if key is None else int(kind not in key) for kind in Opportunity] for key in distinct
        ]
        shape = (len(distinct), len(Opportunity))
        return {"least": np.array(least).reshape(shape), "most": np.array(most).reshape(shape)}

    return pooled(keys, arrays), [MISSING if key is None else KNOWN for key in keys]


def skills(able: Sequence[Abilities], frame: Frame) -> Made:
    """(classes, skills + 1) skills held for sure, and perhaps; the last column is a task nobody linked."""
    keys = [(one.held, one.denied, one.skills_complete) for one in able]

    def arrays(distinct: Sequence[tuple[frozenset[str], frozenset[str], bool]]) -> Pool:
        held = np.zeros((len(distinct), len(frame.skills) + 1), dtype=bool)
        perhaps = np.ones_like(held)
        for row, (has, denied, complete) in enumerate(distinct):
            if complete:
                perhaps[row, :-1] = False
            perhaps[row, frame.places(denied)] = False
            held[row, frame.places(has)] = True
            perhaps[row, frame.places(has)] = True
        return {"held": held, "perhaps": perhaps}

    known = [KNOWN if c else PARTLY if has or denied else MISSING for has, denied, c in keys]
    return pooled(keys, arrays), known


def permission(clients: Sequence[Client], frame: Frame) -> Made:
    """What the client says they may do: from, until (ordinal days), most minutes a week; `asked` 0 if unknown."""
    keys = []
    for client in clients:
        said = client.permission
        if said is None:
            keys.append((0, 0, FAR_DAY, WEEK))
            continue
        most = WEEK if said.hours_most_minutes is None else said.hours_most_minutes
        keys.append((1, ordinal(said.from_day, 0), ordinal(said.until, FAR_DAY), most))
    return pooled(keys, numbers(("asked", "from", "until", "most"))), [KNOWN if key[0] else MISSING for key in keys]


def ordinal(day: Day | None, default: int) -> int:
    """The day as a whole number, or the default."""
    return default if day is None else day.toordinal()


def old_enough(clients: Sequence[Client], frame: Frame) -> Made:
    """(classes, ages + 1) ordinal day from which the client is each lawful age, at both ends; column 0 is no age."""
    keys = [client.old_enough for client in clients]

    def arrays(distinct: Sequence[tuple[tuple[int, Day], ...]]) -> Pool:
        table = np.array([[_old_enough_ends(key, age) for age in (0, *frame.ages)] for key in distinct])
        table = table.reshape(len(distinct), len(frame.ages) + 1, 2)
        return {"least": table[:, :, 0], "most": table[:, :, 1]}

    return pooled(keys, arrays), [KNOWN if key else MISSING for key in keys]


def _old_enough_ends(dates: tuple[tuple[int, Day], ...], age: int) -> tuple[int, int]:
    """A date for a younger age says 'not before', one for an older age 'not after'; neither is the date itself."""
    if age == 0:
        return 0, 0
    not_before = max((day.toordinal() for years, day in dates if years <= age), default=0)
    not_after = min((day.toordinal() for years, day in dates if years >= age), default=FAR_DAY)
    return min(not_before, not_after), not_after


def occupation_lists(lists: Sequence[Sequence[int]]) -> NDArray[Any]:
    """(n, widest) padded with -1."""
    return padded(lists, -1, np.int16)

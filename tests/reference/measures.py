"""Every measure for one pair, as (least, most): the smallest and the largest value that what is known allows.

A measure is given the facts it declares and nothing else, each a value from `people` or `jobs`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, NamedTuple

from matcher.records.words import Mode, Opportunity
from tests.reference.care import not_free
from tests.reference.requirements import met
from tests.reference.week import WEEK, stretch, without
from tests.reference.words import World, folded

Ends = tuple[int, int]
JOURNEY_MOST = 240
PAY_MOST = 100_000
"""The most an hour that a record can hold."""
DEMAND_MOST = 2
LONGEST_SHIFT = 1440
JOBS = (Opportunity.JOB, Opportunity.APPRENTICESHIP)
SHARE = 1000
REQUIREMENTS_MOST = 40


class Measure(NamedTuple):
    """One fact about a pair, with what it reads and the range it can take."""

    name: str
    better: str
    least: int
    most: int
    of_client: tuple[str, ...]
    of_vacancy: tuple[str, ...]
    value: Callable[..., Ends]


def journey_minutes(world: World, home: Any, modes: Any, site: Any) -> Ends:
    place, sector, *shifts = site
    estimate = _leg(world, home, modes, place, None)
    if world.timed is None or not shifts:
        return estimate
    certain, every, complete, _ = shifts[0]

    def longest(some: Any) -> Ends:
        """Of the ways there and back of some shifts, door to door."""
        ways = [
            _leg(world, home, modes, place, world.timed_minutes(home, sector, at, back=back, door=True))
            for start, end in some
            for at, back in ((start, False), (end, True))
        ]
        return max((low for low, _ in ways), default=0), max((high for _, high in ways), default=0)

    sure, perhaps = longest(certain), longest(every)
    least = sure[0] if certain else min(estimate[0], perhaps[0]) if every else estimate[0]
    most = perhaps[1] if complete else max(estimate[1], perhaps[1])
    return min(least, most), most


def _leg(world: World, origin: Any, modes: Any, place: Any, by_bus: int | None) -> Ends:
    """Minutes one way; by public transport those of the timetable, where it says any."""
    if origin is None or place is None:
        return 0, JOURNEY_MOST
    by_mode = {mode: min(JOURNEY_MOST, world.journey(origin, place, mode)) for mode in Mode}
    if by_bus is not None:
        by_mode[Mode.BUS] = min(JOURNEY_MOST, by_bus)
    if modes is None:
        return min(by_mode.values()), max(by_mode.values())
    shortest = min(by_mode[mode] for mode in modes)
    return shortest, shortest


def uncovered_minutes(world: World, week: Any, home: Any, modes: Any, shifts: Any, site: Any) -> Ends:
    if week is None:
        return 0, WEEK
    least, most = _uncovered(world, week.term, home, modes, shifts, site)
    in_holidays = shifts[3]
    if week.holidays is not None and in_holidays is not True:
        low, high = _uncovered(world, week.holidays, home, modes, shifts, site)
        least = max(least, low) if in_holidays is False and week.works_then else least
        most = max(most, high)
    return least, most


def _uncovered(world: World, worlds: Any, home: Any, modes: Any, shifts: Any, site: Any) -> Ends:
    certain, every, complete, _ = shifts

    def journey(at: int, *, back: bool, far: bool) -> Any:
        def minutes(named: str | None) -> int:
            origin = home if named is None else _place(world, named)
            timed = world.timed_minutes(origin, site[1], at, back=back, door=False)
            return _leg(world, origin, modes, site[0], timed)[far]

        return minutes

    def total(some: Any, far: bool) -> int:
        pick = max if far else min
        found = 0
        for start, end in some:
            there, back = journey(start, back=False, far=far), journey(end, back=True, far=far)
            found += pick(not_free(one, start, end, there=there, back=back, far=far) for one in worlds)
        return found

    return total(certain, False), total(every, True) if complete else WEEK


def _place(world: World, place: str) -> str | None:
    """The place, where it is on the map."""
    return place if place in world.sectors else None


def _outside(shifts: Any, free: int) -> int:
    return sum(without(stretch(start, end), free).bit_count() for start, end in shifts)


def minutes_not_chosen(world: World, week: Any, shifts: Any) -> Ends:
    if week is None:
        return 0, WEEK
    certain, every, complete, _ = shifts
    return _outside(certain, week.chosen), _outside(every, week.chosen) if complete else WEEK


def _whole(hours: Any) -> Ends:
    least, most = hours
    return 0 if least is None else least, WEEK if most is None else most


def hours_outside(world: World, wanted: Any, offered: Any) -> Ends:
    fewest, longest = wanted
    low, high = _whole(offered)
    kind_fewest, kind_longest = _whole(wanted)
    kinder = max(0, kind_fewest - high, low - kind_longest)
    harsh_fewest = WEEK if fewest is None and longest is None else longest if fewest is None else fewest
    harsh_longest = 0 if fewest is None and longest is None else fewest if longest is None else longest
    return kinder, max(max(0, harsh_fewest - paid, paid - harsh_longest) for paid in (low, high))


def guaranteed_shortfall(world: World, wanted: Any, guaranteed: Any) -> Ends:
    fewest, longest = wanted
    kind_need = 0 if fewest is None else fewest
    harsh_need = fewest if fewest is not None else WEEK if longest is None else longest
    kind_sure = WEEK if guaranteed is None else guaranteed
    harsh_sure = 0 if guaranteed is None else guaranteed
    return max(0, kind_need - kind_sure), max(0, harsh_need - harsh_sure)


def journey_over_limit(world: World, home: Any, modes: Any, limit: Any, site: Any) -> Ends:
    nearest, farthest = journey_minutes(world, home, modes, site)
    kind_limit = JOURNEY_MOST if limit is None else limit
    harsh_limit = 0 if limit is None else limit
    return max(0, nearest - kind_limit), max(0, farthest - harsh_limit)


def pay_margin(world: World, floors: Any, pay: Any, hours: Any) -> Ends:
    low_pay = 0 if pay[0] is None else pay[0]
    high_pay = PAY_MOST if pay[1] is None else pay[1]
    if floors == (None, None):
        return -10_000, high_pay
    low_hours, high_hours = _whole(hours)
    return _margin(floors, low_pay, low_hours), _margin(floors, high_pay, high_hours)


def _margin(floors: Any, pay: int, paid_minutes: int) -> int:
    an_hour, a_week = floors
    margins = []
    if an_hour is not None:
        margins.append(pay - an_hour)
    if a_week is not None:
        needed = -(-60 * a_week // paid_minutes) if paid_minutes else None
        margins.append(-10_000 if needed is None else pay - needed)
    least: int = min(margins)
    return least


def ceiling_over(world: World, ceiling: Any, pay: Any, hours: Any) -> Ends:
    if ceiling is None:
        return 0, 0
    low_pay = 0 if pay[0] is None else pay[0]
    high_pay = PAY_MOST if pay[1] is None else pay[1]
    low_hours, high_hours = _whole(hours)
    return max(0, -(-low_pay * low_hours // 60) - ceiling), max(0, -(-high_pay * high_hours // 60) - ceiling)


def notice_shortfall(world: World, needed: Any, given: Any) -> Ends:
    kinder = (0 if needed is None else needed) - (90 if given is None else given)
    harsher = (90 if needed is None else needed) - (0 if given is None else given)
    return max(0, kinder), max(0, harsher)


def over_longest_shift(world: World, limit: Any, shifts: Any) -> Ends:
    certain, every, complete, _ = shifts
    surely = max((end - start for start, end in certain), default=0)
    at_most = max(end - start for start, end in every) if complete else LONGEST_SHIFT
    kind_limit = LONGEST_SHIFT if limit is None else limit
    harsh_limit = 0 if limit is None else limit
    return max(0, surely - kind_limit), max(0, at_most - harsh_limit)


def holiday_work(world: World, keeps_free: Any, term_time_job: Any) -> Ends:
    if keeps_free is False or term_time_job is True:
        return 0, 0
    return (1, 1) if keeps_free and term_time_job is False else (0, 1)


def demands_over(world: World, limits: Any, levels: Any) -> Ends:
    def over(level_unknown: int, limit_unknown: int) -> int:
        return sum(
            (level_unknown if level is None else level) > (limit_unknown if limit is None else limit)
            for level, limit in zip(levels, limits, strict=True)
        )

    return over(0, DEMAND_MOST), over(DEMAND_MOST, 0)


def goal_steps(world: World, goal: Any, occupation: Any) -> Ends:
    wants, accepts, anything = goal
    if not wants and not accepts and not anything:
        return 0, 3
    if occupation is not None:
        steps = _steps(world, goal, occupation)
        return steps, steps
    every = [_steps(world, goal, one) for one in world.occupation_ids]
    return min(every), max(every)


def _steps(world: World, goal: Any, occupation: str) -> int:
    wants, accepts, anything = goal
    if occupation in wants:
        return 0
    if occupation in accepts or anything:
        return 1
    return 2 if any(world.linked(occupation, one) or world.linked(one, occupation) for one in wants) else 3


def _weights(rows: Any, complete: bool) -> list[int] | None:
    """What each task counts; None where that cannot be known."""
    shares = [share for _, share, *_ in rows]
    if None not in shares:
        return list(shares)
    return [1] * len(rows) if complete else None


def liked_share(world: World, likes: Any, tasks: Any) -> Ends:
    rows, complete = tasks
    weights = _weights(rows, complete)
    if not likes or not rows or weights is None:
        return 0, SHARE
    liked = sum(weight for weight, (skill, *_) in zip(weights, rows, strict=True) if skill in likes)
    unsaid = sum(weight for weight, (skill, *_) in zip(weights, rows, strict=True) if skill is None)
    return _shares(liked, liked + unsaid, sum(weights), complete)


def _shares(surely: int, perhaps: int, total: int, complete: bool) -> Ends:
    """Thousandths of the work, where what is not on an incomplete list may be anything."""
    rest = 0 if complete else max(0, SHARE - total)
    return SHARE * surely // (total + rest), SHARE * (perhaps + rest) // (total + rest)


def task_evidence(world: World, skills: Any, tasks: Any) -> Ends:
    held, denied, all_known = skills
    rows, complete = tasks
    essential = [row for row in rows if row[2]]
    if complete and not essential:
        return SHARE, SHARE
    weights = _weights(essential, complete)
    if not rows or weights is None:
        return 0, SHARE
    surely = perhaps = 0
    for weight, (skill, _, _, taught) in zip(weights, essential, strict=True):
        if taught or skill in held:
            surely += weight
        elif skill is None or (skill not in denied and not all_known):
            perhaps += weight
    return _shares(surely, surely + perhaps, sum(weights), complete)


def skills_held(world: World, skills: Any, occupation: Any) -> Ends:
    held, denied, all_known = skills
    usual = world.skills_of(occupation) if occupation else frozenset()
    if not usual:
        return 0, SHARE
    surely = len(usual & held)
    unasked = 0 if all_known else len(usual - held - denied)
    return SHARE * surely // len(usual), SHARE * (surely + unasked) // len(usual)


def work_steps(world: World, work: Any, occupation: Any) -> Ends:
    done, all_known = work
    if occupation is None:
        return 0, 2
    like_it = any(world.linked(one, occupation) for one in done)
    steps = 0 if occupation in done else 1 if like_it else 2
    return steps if all_known else 0, steps


def refused_work(world: World, refused: Any, occupation: Any) -> Ends:
    if occupation is None:
        return 0, int(bool(refused))
    return (1, 1) if occupation in refused else (0, 0)


def refused_task(world: World, refused: Any, tasks: Any) -> Ends:
    rows, complete = tasks
    if any(skill in refused for skill, *_ in rows):
        return 1, 1
    everything_known = complete and all(skill is not None for skill, *_ in rows)
    return 0, int(bool(refused) and not everything_known)


def refused_employer(world: World, refused: Any, employer: Any) -> Ends:
    if any(one in refused for one in employer):
        return 1, 1
    return 0, int(bool(refused) and employer[0] is None)


def refused_area(world: World, refused: Any, site: Any) -> Ends:
    _, sector, *_ = site
    if sector is None:
        return 0, int(bool(refused))
    return (1, 1) if any(in_area(sector, area) for area in refused) else (0, 0)


def in_area(sector: str, area: str) -> bool:
    """Whether a sector such as `ND3 4` lies in `ND`, `ND3` or `ND3 4`."""
    wanted, whole = folded(area), folded(sector)
    outward = whole.partition(" ")[0]
    letters = "".join(itertools.takewhile(str.isalpha, outward))
    return bool(wanted) and wanted in (letters, outward, whole)


def opportunity_declined(world: World, wanted: Any, kind: Any) -> Ends:
    if wanted is None:
        return 0, int(kind not in JOBS)
    return (0, 0) if kind in wanted else (1, 1)


def desirable_held(world: World, papers: Any, desirable: Any) -> Ends:
    if desirable is None:
        return 0, REQUIREMENTS_MOST
    answers = [met(needs, papers) for needs in desirable]
    return answers.count(True), len(answers) - answers.count(False)


def permission_over(world: World, permission: Any, hours: Any, start: Any) -> Ends:
    if permission is None:
        return 0, WEEK
    if permission.from_day is not None and permission.from_day > start:
        return WEEK, WEEK
    if permission.until is not None and permission.until < start:
        return WEEK, WEEK
    if permission.hours_most_minutes is None:
        return 0, 0
    low, high = _whole(hours)
    return max(0, low - permission.hours_most_minutes), max(0, high - permission.hours_most_minutes)


def days_until_old_enough(world: World, old_enough: Any, age: Any, start: Any) -> Ends:
    if not age:
        return 0, 0
    waits = [(years, max(0, (day - start).days)) for years, day in old_enough]
    least = max((wait for years, wait in waits if years <= age), default=0)
    most = min((wait for years, wait in waits if years >= age), default=3650)
    return min(least, most), most


def flag(place: int) -> Callable[..., Ends]:
    def value(world: World, flags: Any) -> Ends:
        return int(flags[place]), int(flags[place])

    return value


def _measure(name: str, better: str, ends: Ends, client: str, vacancy: str, value: Any) -> Measure:
    return Measure(name, better, *ends, tuple(client.split()), tuple(vacancy.split()), value)


MEASURES = {
    one.name: one
    for one in (
        _measure("uncovered_minutes", "less", (0, WEEK), "week home modes", "shifts site", uncovered_minutes),
        _measure("minutes_not_chosen", "less", (0, WEEK), "week", "shifts", minutes_not_chosen),
        _measure("hours_outside", "less", (0, WEEK), "hours", "hours", hours_outside),
        _measure("guaranteed_shortfall", "less", (0, WEEK), "hours", "guaranteed", guaranteed_shortfall),
        _measure("journey_minutes", "less", (0, 240), "home modes", "site", journey_minutes),
        _measure("journey_over_limit", "less", (0, 240), "home modes travel_limit", "site", journey_over_limit),
        _measure("pay_margin", "more", (-10_000, 10_000), "pay_floor", "pay hours", pay_margin),
        _measure("ceiling_over", "less", (0, 500_000), "earnings_ceiling", "pay hours", ceiling_over),
        _measure("notice_shortfall", "less", (0, 90), "notice", "notice", notice_shortfall),
        _measure("over_longest_shift", "less", (0, 1440), "longest_shift", "shifts", over_longest_shift),
        _measure("holiday_work", "less", (0, 1), "holidays", "holidays", holiday_work),
        _measure("demands_over", "less", (0, 12), "demand_limits", "demands", demands_over),
        _measure("goal_steps", "less", (0, 3), "goal", "occupation", goal_steps),
        _measure("liked_share", "more", (0, SHARE), "likes", "tasks", liked_share),
        _measure("refused_work", "less", (0, 1), "refused_work", "occupation", refused_work),
        _measure("refused_task", "less", (0, 1), "refused_tasks", "tasks", refused_task),
        _measure("refused_employer", "less", (0, 1), "refused_employers", "employer", refused_employer),
        _measure("refused_area", "less", (0, 1), "refused_areas", "site", refused_area),
        _measure("opportunity_declined", "less", (0, 1), "opportunities", "opportunity", opportunity_declined),
        _measure("task_evidence", "more", (0, SHARE), "skills", "tasks", task_evidence),
        _measure("skills_held", "more", (0, SHARE), "skills", "occupation", skills_held),
        _measure("work_steps", "less", (0, 2), "work_done", "occupation", work_steps),
        _measure("desirable_held", "more", (0, 40), "credentials", "desirable", desirable_held),
        _measure("permission_over", "less", (0, WEEK), "permission", "hours start", permission_over),
        _measure("days_until_old_enough", "less", (0, 3650), "old_enough", "age_rule start", days_until_old_enough),
        _measure("employer_stopped", "less", (0, 1), "", "employer_flags", flag(0)),
        _measure("employer_cooling_off", "less", (0, 1), "", "employer_flags", flag(1)),
        _measure("employer_contact_full", "less", (0, 1), "", "employer_flags", flag(2)),
    )
}
OF_A_PAIR = ("said_no", "remembered_decision")
"""Measured from what was said and decided about one pair; they read no fact of either side alone."""


def measured(measure: Measure, client: tuple[Any, ...], vacancy: tuple[Any, ...], world: World) -> Ends:
    """The measure of one pair, clipped to its range."""
    least, most = measure.value(world, *client, *vacancy)
    return _clipped(measure, least), _clipped(measure, most)


def _clipped(measure: Measure, value: int) -> int:
    return max(measure.least, min(measure.most, value))

"""Look-up arrays for the peer: what of a client depends on one thing of a vacancy, worked out once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.peer_sides import FAR, People, task_weights
from matcher.library.rubric import Criterion
from matcher.records.words import Mode, Opportunity
from tests.reference import standings
from tests.reference.measures import DEMAND_MOST, JOBS, JOURNEY_MOST, REQUIREMENTS_MOST, SHARE, goal_steps, in_area
from tests.reference.pairs import Subject
from tests.reference.requirements import can, met
from tests.reference.standings import Item
from tests.reference.week import WEEK

Look = dict[str, NDArray[Any]]
Fact = Any
"""One fact of a client or a vacancy in the shape the reference gives it, which differs from fact to fact."""
IN_PLACE, NOT_ASKED, NEVER = 0, -1, FAR
"""Marks among the days on which something will be in place."""
FAILED, UNSURE, MET = 0, 1, 2
STATES = {False: FAILED, None: UNSURE, True: MET}


def look_up(of: People) -> Look:
    """Every array by name. Rows are clients, or classes of clients; then vacancies, or numbered things of theirs."""
    return {
        **_weeks(of),
        **_shifts(of),
        **_journeys(of),
        **_refusals(of),
        **_steps(of),
        **_skills(of),
        **_tasks(of),
        **_demands(of),
        **_ages(of),
        **_requirements(of),
        **_readiness(of),
    }


def _weeks(of: People) -> Look:
    """(weeks, WEEK) free minutes before each minute of the week, and in all: free at least, at most, chosen."""
    found: Look = {}
    if any(week.holidays or any(one.brought or one.fetched for one in week.term) for week in of.weeks if week):
        raise NotImplementedError("the peer knows nothing of handovers and school holidays")
    free = {
        "free_least": [min((one.free for one in week.term), key=int.bit_count) if week else 0 for week in of.weeks],
        "free_most": [max((one.free for one in week.term), key=int.bit_count) if week else 0 for week in of.weeks],
        "chosen": [week.chosen if week else 0 for week in of.weeks],
    }
    for name, masks in free.items():
        before = np.zeros((len(masks), WEEK), dtype=np.int16)
        whole = np.zeros(len(masks), dtype=np.int64)
        for at, mask in enumerate(masks):
            bits = np.unpackbits(np.frombuffer(mask.to_bytes(WEEK // 8, "little"), np.uint8), bitorder="little")
            before[at, 1:] = np.cumsum(bits[:-1])
            whole[at] = bits.sum()
        found |= {f"{name}_before": before, f"{name}_whole": whole}
    return found


def _shifts(of: People) -> Look:
    found: Look = {}
    for place, name in enumerate(("certain", "every")):
        for end, word in enumerate(("start", "end")):
            found[f"{name}_{word}"] = _padded([[shift[end] for shift in one[place]] for one in of.patterns], 0)
    return found


def _padded(rows: Sequence[Sequence[int]], fill: int) -> NDArray[np.int64]:
    table = np.full((len(rows), max([1, *map(len, rows)])), fill, dtype=np.int64)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return table


def _journeys(of: People) -> Look:
    """(clients, sites + 1) minutes one way by the client's quickest means; by the slowest of all where not asked."""
    origins, places = of.minutes.origins, len(of.minutes.destinations)
    near = np.zeros((len(of.subjects), places + 1), dtype=np.int64)
    far = np.full_like(near, JOURNEY_MOST)
    for at, (home, modes) in enumerate(zip(of.client_fact("home"), of.client_fact("modes"), strict=True)):
        if home is None:
            continue
        by_mode = np.minimum(of.minutes.minutes[origins[home], :places], JOURNEY_MOST)
        own = by_mode[:, [place for place, mode in enumerate(Mode) if modes is None or mode in modes]]
        near[at, :places] = own.min(axis=1)
        far[at, :places] = own.max(axis=1) if modes is None else own.min(axis=1)
    return {"near": near, "far": far}


def _table(of: People, fact: str, width: int, value: Callable[[Any, int], tuple[int, int]], name: str) -> Look:
    """(clients, things) least and most by each thing; clients alike in the fact are worked out once."""
    known: dict[Any, list[tuple[int, int]]] = {}
    for one in of.client_fact(fact):
        if one not in known:
            known[one] = [value(one, at) for at in range(width)]
    table = np.array([known[one] for one in of.client_fact(fact)], dtype=np.int64).reshape(-1, width, 2)
    return {f"{name}_least": table[..., 0], f"{name}_most": table[..., 1]}


def _refusals(of: People) -> Look:
    def listed(things: Sequence[Any], inside: Callable[[Any, Any], bool]) -> Callable[[Any, int], tuple[int, int]]:
        def value(refused: Fact, at: int) -> tuple[int, int]:
            if things[at] is None:
                return 0, int(bool(refused))
            hit = int(inside(things[at], refused))
            return hit, hit

        return value

    def is_in(thing: Fact, refused: Fact) -> bool:
        return thing in refused

    def in_any(sector: Fact, areas: Fact) -> bool:
        return any(in_area(sector, area) for area in areas)

    def declined(wanted: Fact, at: int) -> tuple[int, int]:
        kind = list(Opportunity)[at]
        if wanted is None:
            return 0, int(kind not in JOBS)
        return int(kind not in wanted), int(kind not in wanted)

    jobs, sectors, employers = tuple(of.occupations), tuple(of.sectors), tuple(of.employers)
    return {
        **_table(of, "refused_work", len(jobs), listed(jobs, is_in), "refused_work"),
        **_table(of, "refused_employers", len(employers), listed(employers, is_in), "refused_employer"),
        **_table(of, "refused_areas", len(sectors), listed(sectors, in_any), "refused_area"),
        **_table(of, "opportunities", len(Opportunity), declined, "declined"),
    }


def _steps(of: People) -> Look:
    jobs = tuple(of.occupations)
    near: dict[Any, set[Any]] = {job: set() for job in jobs}
    for one in of.world.library.transfers.entries:
        for step in one.to:
            near.setdefault(one.id, set()).add(step.to)

    def goal(named: Fact, at: int) -> tuple[int, int]:
        return goal_steps(of.world, named, jobs[at])

    def done(work: Fact, at: int) -> tuple[int, int]:
        before, complete = work
        if jobs[at] is None:
            return 0, 2
        steps = 0 if jobs[at] in before else 1 if any(jobs[at] in near[one] for one in before) else 2
        return (steps if complete else 0), steps

    return {
        **_table(of, "goal", len(jobs), goal, "goal"),
        **_table(of, "work_done", len(jobs), done, "work"),
    }


def _skills(of: People) -> Look:
    """(clients, skills) what is held, what may be; (clients, occupations + 1) thousandths of an occupation's skills."""
    shape = (len(of.subjects), len(of.skills))
    held, maybe, liked, refused = (np.zeros(shape, dtype=np.float32) for _ in range(4))
    for at, (has, denied, complete) in enumerate(of.client_fact("skills")):
        if not complete:
            maybe[at] = 1
        maybe[at, [of.skills[one] for one in (has | denied)]] = 0
        held[at, [of.skills[one] for one in has]] = 1
    for table, fact in ((liked, "likes"), (refused, "refused_tasks")):
        for at, named in enumerate(of.client_fact(fact)):
            table[at, [of.skills[one] for one in named]] = 1
    usual = np.zeros((len(of.occupations), len(of.skills)), dtype=np.float32)
    for job, at in of.occupations.items():
        usual[at, [of.skills[one] for one in (of.world.skills_of(job) if job else ())]] = 1
    count = usual.sum(axis=1).astype(np.int64)
    share = SHARE * (held @ usual.T).astype(np.int64) // np.maximum(count, 1)
    reach = SHARE * ((held + maybe) @ usual.T).astype(np.int64) // np.maximum(count, 1)
    return {
        "held": held,
        "maybe": maybe,
        "liked": liked,
        "refused_tasks": refused,
        "skills_least": np.where(count > 0, share, 0),
        "skills_most": np.where(count > 0, reach, SHARE),
    }


def _tasks(of: People) -> Look:
    """(skills, vacancies) weight of each skill in the tasks, in the essential ones not taught; what is listed."""
    shape = (len(of.skills), len(of.offers))
    liked, shown, listed = (np.zeros(shape, dtype=np.float32) for _ in range(3))
    for at, (rows, complete) in enumerate(of.vacancy_fact("tasks")):
        essential = [row for row in rows if row[2]]
        for table, those in ((liked, rows), (shown, essential)):
            weights = task_weights(those, complete=complete) or []
            for weight, (skill, _, _, taught) in zip(weights, those, strict=False):
                if skill is not None and not (table is shown and taught):
                    table[of.skills[skill], at] += weight
        listed[[of.skills[row[0]] for row in rows if row[0] is not None], at] = 1
    return {"liked_weight": liked, "shown_weight": shown, "listed_tasks": listed}


def _demands(of: People) -> Look:
    def both(fact: list[Any], low: int, high: int) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
        tables = [[[fill if x is None else x for x in row] for row in fact] for fill in (low, high)]
        return np.array(tables[0], dtype=np.int8), np.array(tables[1], dtype=np.int8)

    limits, levels = of.client_fact("demand_limits"), of.vacancy_fact("demands")
    limit_kind, limit_hard = both(limits, DEMAND_MOST, 0)
    level_kind, level_hard = both(levels, 0, DEMAND_MOST)
    return {"limit_kind": limit_kind, "limit_hard": limit_hard, "level_kind": level_kind, "level_hard": level_hard}


def _ages(of: People) -> Look:
    """(clients, ages) ordinal days: not before, and not after (-1 where nothing says)."""
    shape = (len(of.subjects), len(of.ages))
    before, after = np.zeros(shape, dtype=np.int64), np.full(shape, -1, dtype=np.int64)
    for at, dates in enumerate(of.client_fact("old_enough")):
        for age, place in of.ages.items():
            before[at, place] = max((day.toordinal() for years, day in dates if years <= age), default=0)
            after[at, place] = min((day.toordinal() for years, day in dates if years >= age), default=-1)
    no_age = of.ages.get(0)
    if no_age is not None:
        before[:, no_age], after[:, no_age] = 0, 0
    return {"not_before": before, "not_after": after}


def _requirements(of: People) -> Look:
    """States of every ask for every client; the asks of each vacancy by bit; how many extras each client brings."""
    papers = of.client_fact("credentials")
    states = np.array([[STATES[met(needs, one)] for needs in of.asks] for one in papers], dtype=np.int8)
    asked = [[of.asks[x.needs] if x.readable else -1 for x in one.job.asked] for one in of.offers]
    extras = np.zeros((len(papers), len(of.extras), 2), dtype=np.int64)
    for liked, at in of.extras.items():
        if liked is None:
            extras[:, at, 1] = REQUIREMENTS_MOST
            continue
        for needs in liked:
            state = states[:, of.asks[needs]]
            extras[:, at, 0] += state == MET
            extras[:, at, 1] += state != FAILED
    return {
        "states": states.reshape(len(papers), len(of.asks)),
        "asks": _padded(asked, -1),
        "extras_least": extras[..., 0],
        "extras_most": extras[..., 1],
    }


def _readiness(of: People) -> Look:
    """(clients, items + 1) day on which each will be in place, or a mark; (vacancies, criteria, most) their items."""
    movers = [one for one in of.world.library.rubric.criteria if one.moves_section]
    days = np.zeros((len(of.subjects), len(of.items) + 1), dtype=np.int64)
    for (mover, item), place in of.items.items():
        days[:, place] = [_day(movers[mover], item, one, of) for one in of.subjects]
    of_vacancies = np.full((len(of.offers), len(movers), _most_items(of)), len(of.items), dtype=np.int64)
    for at, one in enumerate(of.offers):
        for mover, (_, items) in enumerate(one.asked):
            of_vacancies[at, mover, : len(items)] = [of.items[mover, item] for item in items]
    return {"ready": days, "items": of_vacancies}


def _most_items(of: People) -> int:
    return max([1, *(len(items) for one in of.offers for _, items in one.asked)])


def _day(criterion: Criterion, item: Item, one: Subject, of: People) -> int:
    """The day by which an item will be in place for one client, or a mark: as `standings._state`, without the start."""
    papers = one.person.papers
    known = can(item.skill, papers) if item.skill else met(item.needs, papers) if item.needs else None
    if known:
        return IN_PLACE
    now = standings.standing(criterion, item, one.readiness, of.world)
    if now.level == standings.NOTHING:
        return NOT_ASKED if known is None else NEVER
    if now.level < standings.THERE:
        return now.due.toordinal() if now.level == standings.UNDER_WAY and now.due else NEVER
    least_said = now.disputed if criterion.kind == "legal" else None
    if now.past or least_said == standings.KNOWN_GAP or (least_said == standings.UNDER_WAY and now.due is None):
        return NOT_ASKED
    return now.due.toordinal() if least_said == standings.UNDER_WAY and now.due else IN_PLACE

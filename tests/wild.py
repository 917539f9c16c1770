"""Records that reach every field and edge: for exactness and properties, not for looking like life.

`specimens` makes believable programmes. These are made to collide: few places, few jobs, few skills, values
on the edges of bands, facts half known, weeks that wrap, words linked and not.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from matcher.base.weeks import WEEK
from matcher.records.client import (
    CareWindow,
    Client,
    Conditions,
    Permission,
    QuestionPut,
    Spell,
    StandingChoice,
    Statement,
)
from matcher.records.shape import Link
from matcher.records.words import (
    CareWeeks,
    Condition,
    Cover,
    Demand,
    Emphasis,
    Free,
    Kind,
    Mode,
    Opportunity,
    Stance,
)
from tests.chances import Chances, one_of, percent, perhaps, some

ON = dt.date(2026, 11, 16)
PLACES = {
    "ND1 1": (0, 0),
    "ND1 2": (900, 0),
    "ND3 4": (2500, 1200),
    "QX2 9": (9000, -4000),
    "QX10 2": (15000, 15000),
}
SECTORS = (*PLACES, "ZZ9 9")
"""The last one is on no map."""
AREAS = ("ND", "ND1", "nd1 2", "QX1", "QX10", "QX2 9", "ZZ", "somewhere")
JOBS = (
    "warehouse_operative",
    "shelf_filler",
    "forklift_driver",
    "delivery_driver",
    "bus_driver",
    "security_officer",
    "care_worker",
    "commercial_cleaner",
    "it_support_trainee",
    "nobody_knows_this_job",
)
SKILLS = (
    "pick_pack",
    "scan_barcode",
    "load_unload",
    "stock_rotate",
    "operate_forklift",
    "clean_surfaces",
    "basic_it",
    "patrol_observe",
    "nobody_knows_this_skill",
)
EMPLOYERS = ("E1", "E2", "E3")
VACANCIES = ("V1", "V2", "V3", "V4")
LICENCES = ("forklift_certificate", "sia_guard", "sia_door", "food_hygiene_2", "A card of their own")
CATEGORIES = ("B", "C1", "C", "D1", "b", "BAUTO")
SUBJECTS = ("English", "maths")
CLIENT_FACTS = [
    "week",
    "home",
    "modes",
    "travel_limit",
    "hours",
    "longest_shift",
    "notice",
    "holidays",
    "pay_floor",
    "demand_limits",
    "goal",
    "likes",
    "skills",
    "work_done",
    "credentials",
    "permission",
    "opportunities",
    "old_enough",
]


def day(chances: Chances, before: int = 120, after: int = 120) -> dt.date:
    """A day around today."""
    return ON + dt.timedelta(days=chances.whole(-before, after))


def link(chances: Chances, ids: tuple[str, ...], *, linked: int = 85) -> Link:
    """Words, most often tied to one of the ids."""
    found = one_of(chances, ids)
    return Link(words=found, to=found, confidence=100) if percent(chances, linked) else Link(words=found)


def client(chances: Chances, reference: str) -> Client:
    """A client about whom anything may be known."""
    return Client(
        id=reference,
        sector=perhaps(chances, 75, SECTORS),
        nation=perhaps(chances, 30, ("england", "wales")),
        joined=day(chances, 400, 0) if percent(chances, 60) else None,
        goal_agreed=day(chances, 300, 20) if percent(chances, 50) else None,
        last_introduced=day(chances, 90, 0) if percent(chances, 30) else None,
        conditions=conditions(chances),
        statements=tuple(statement(chances) for _ in range(chances.whole(0, 9))),
        open_to_anything=percent(chances, 10),
        undecided=percent(chances, 10),
        skills_complete=percent(chances, 25),
        work_complete=percent(chances, 25),
        refused_employers=frozenset(some(chances, EMPLOYERS, 1) if percent(chances, 10) else ()),
        choices=tuple(_choice(chances) for _ in range(chances.whole(0, 2) if percent(chances, 25) else 0)),
        permission=permission(chances) if percent(chances, 40) else None,
        old_enough=tuple((one_of(chances, (16, 18, 21)), day(chances)) for _ in range(chances.whole(0, 2))),
        questions_put=tuple(_question(chances) for _ in range(chances.whole(0, 2))),
        wants_money_advice=perhaps(chances, 20, (True, False)),
        words_for_employers=one_of(chances, ("", "I like early starts.")),
    )


def conditions(chances: Chances) -> Conditions:
    """Limits of a client; most are prefer, so that some pairs pass."""
    share = one_of(chances, (20, 60, 100))
    known = {name: percent(chances, share) for name in _FACTS}
    least = one_of(chances, (0, 600, 960, 1200))
    values: dict[str, Any] = {name: _FACTS[name](chances) for name, is_known in known.items() if is_known}
    if percent(chances, share):
        values["hours_least_minutes"] = least
    if percent(chances, share):
        values["hours_most_minutes"] = least + one_of(chances, (0, 240, 960))
    return Conditions(emphasis=_emphasis(chances), care=care(chances), **values)


def _emphasis(chances: Chances) -> dict[Condition, Emphasis]:
    found: dict[Condition, Emphasis] = {}
    for condition in some(chances, tuple(Condition), 4):
        left = list(found.values()).count(Emphasis.MOST) < 2
        found[condition] = one_of(
            chances, (Emphasis.PREFER, Emphasis.ANY, Emphasis.MUST, *([Emphasis.MOST] * (2 if left else 0)))
        )
    return found


def week(chances: Chances) -> tuple[Spell, ...]:
    """A week as entered: free, if needed, not free; some spells run over midnight or for days."""
    if percent(chances, 30):
        return (Spell(start=0, end=WEEK, free=Free.FREE),)
    spells = []
    for _ in range(chances.whole(0, 6)):
        start = chances.whole(0, 6) * 1440 + one_of(chances, (0, 540, 570, 1080, 1320))
        length = one_of(chances, (180, 315, 480, 720, 1440, 4 * 1440))
        free = one_of(chances, (Free.FREE, Free.FREE, Free.IF_NEEDED, Free.NOT_FREE))
        spells.append(Spell(start=start, end=start + length, free=free))
    return tuple(spells)


def care(chances: Chances) -> tuple[CareWindow, ...]:
    """Who has whom when: some of it brought and fetched, one after the other, in term time, or not begun yet."""
    windows: list[CareWindow] = []
    for _ in range(chances.whole(0, 4) if percent(chances, 40) else 0):
        start = chances.whole(0, 6) * 1440 + one_of(chances, (420, 525, 900, 1380))
        if windows and percent(chances, 40):
            start = windows[-1].end % WEEK
        cover = one_of(chances, tuple(Cover))
        handed = cover is not Cover.NONE and percent(chances, 60)
        windows.append(
            CareWindow(
                start=start,
                end=start + one_of(chances, (60, 180, 390, 600)),
                cover=cover,
                what="x",
                sector=one_of(chances, (None, *PLACES)),
                drop_off_minutes=one_of(chances, (None, 0, 10)) if handed else None,
                pick_up_minutes=one_of(chances, (None, 0, 15)) if handed else None,
                weeks=one_of(chances, (CareWeeks.ALL_YEAR, CareWeeks.ALL_YEAR, *CareWeeks)),
                since=one_of(chances, (None, None, ON, ON + dt.timedelta(days=30))),
            )
        )
    return tuple(windows)


def demands(chances: Chances) -> dict[Demand, int]:
    """Levels of some demands, now and then of all."""
    if percent(chances, 30):
        return {demand: chances.whole(0, 2) for demand in Demand}
    return {demand: chances.whole(0, 2) for demand in some(chances, tuple(Demand), 5)}


def statement(chances: Chances) -> Statement:
    """One thing a client says, about anything."""
    stance, kind, ids = one_of(chances, SAYINGS)
    level = {
        Kind.OCCUPATION: (None, 3, 12, 24),
        Kind.GCSE: (None, 3, 4, 5),
        Kind.LEVEL: (None, 1, 2, 3, 6),
        Kind.LANGUAGE: (None, 2, 4),
        Kind.REFERENCES: (None, 0, 1, 2),
    }.get(kind, (None,))
    return Statement(stance=stance, kind=kind, what=link(chances, ids), level=one_of(chances, level))


_PAPERS = (
    (Kind.LICENCE_DRIVING, CATEGORIES),
    (Kind.OWN_VEHICLE, ("car",)),
    (Kind.LICENCE_OTHER, LICENCES),
    (Kind.REGISTRATION, ("nmc_nurse", "A body")),
    (Kind.GCSE, SUBJECTS),
    (Kind.LEVEL, ("level",)),
    (Kind.LANGUAGE, ("English", "Polish")),
    (Kind.REFERENCES, ("references",)),
)
SAYINGS: tuple[tuple[Stance, Kind, tuple[str, ...]], ...] = (
    (Stance.WANTS, Kind.OCCUPATION, JOBS),
    (Stance.WANTS, Kind.OCCUPATION, JOBS),
    (Stance.ACCEPTS, Kind.OCCUPATION, JOBS),
    (Stance.HAS_DONE, Kind.OCCUPATION, JOBS),
    (Stance.HAS_DONE, Kind.OCCUPATION, JOBS),
    (Stance.REFUSES, Kind.OCCUPATION, JOBS),
    (Stance.LIKES, Kind.TASK, SKILLS),
    (Stance.LIKES, Kind.TASK, SKILLS),
    (Stance.CAN_DO, Kind.TASK, SKILLS),
    (Stance.CAN_DO, Kind.TASK, SKILLS),
    (Stance.HAS_DONE, Kind.TASK, SKILLS),
    (Stance.NOT_YET, Kind.TASK, SKILLS),
    (Stance.REFUSES, Kind.TASK, SKILLS),
    (Stance.REFUSES, Kind.AREA, AREAS),
    (Stance.REFUSES, Kind.EMPLOYER, EMPLOYERS),
    (Stance.HOLDS, Kind.EXPERIENCE, ("shop work",)),
    *((Stance.HOLDS, kind, ids) for kind, ids in _PAPERS),
    *((Stance.HOLDS, kind, ids) for kind, ids in _PAPERS),
    *((Stance.DOES_NOT_HOLD, kind, ids) for kind, ids in _PAPERS),
)


def _choice(chances: Chances) -> StandingChoice:
    until = day(chances, 20, 60) if percent(chances, 40) else None
    on = one_of(chances, (ON, ON - dt.timedelta(days=9), ON + dt.timedelta(days=3)))
    return StandingChoice(vacancy=one_of(chances, VACANCIES), wants_it=percent(chances, 50), on=on, until=until)


def permission(chances: Chances) -> Permission:
    """What a client says they are allowed to do."""
    return Permission(
        from_day=day(chances, 60, 30) if percent(chances, 15) else None,
        until=day(chances, 10, 300) if percent(chances, 15) else None,
        hours_most_minutes=perhaps(chances, 30, (1200, 960, 0)),
    )


def _question(chances: Chances) -> QuestionPut:
    days = one_of(chances, (28, 27, 0, 60, -2))
    return QuestionPut(
        fact=one_of(chances, (*CLIENT_FACTS, "no such fact")),
        on=ON - dt.timedelta(days=days),
        declined=percent(chances, 40),
    )


_FACTS: dict[str, Any] = {
    "week": week,
    "longest_shift_minutes": lambda c: one_of(c, (240, 300, 480, 540, 1440)),
    "notice_days": lambda c: one_of(c, (0, 7, 14, 28)),
    "term_time_only": lambda c: one_of(c, (False, True)),
    "modes": lambda c: tuple(some(c, tuple(Mode), 2)),
    "travel_limit_minutes": lambda c: one_of(c, (15, 30, 45, 60, 240)),
    "pay_floor_hour_pence": lambda c: one_of(c, (1271, 1221, 1300, 0)),
    "pay_floor_week_pence": lambda c: one_of(c, (15_000, 25_000, 45_000)),
    "earnings_ceiling_week_pence": lambda c: one_of(c, (19_600, 45_000)),
    "demand_limits": demands,
    "opportunities": lambda c: frozenset({Opportunity.JOB, *some(c, tuple(Opportunity), 4)} if percent(c, 90) else ()),
}

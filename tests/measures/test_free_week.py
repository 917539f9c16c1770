"""The free week is exactly availability less care and journeys: a person's week walked through minute by minute.

The walker below knows no intervals: at every minute of a shift with its ways it looks at each thing the person said and
asks whether they are free. It knows only what is certain; ranges are the plain reference's matter.
"""

from __future__ import annotations

import os

import numpy as np

from matcher.base.weeks import DAY, WEEK, union
from matcher.base.weeks import minutes as weeks_minutes
from matcher.columns.facts import Rows
from matcher.measures.all import MEASURES
from matcher.measures.clashes import clashes_of
from matcher.records.client import CareWindow, Client, Conditions
from matcher.records.programme import Place, Programme
from matcher.records.vacancy import Shift, Vacancy
from matcher.records.words import Cover, Free, Mode
from matcher.travel.minutes import minutes_table
from tests.chances import Chances, Seeded, one_of, percent
from tests.engine import engine
from tests.properties.views import covered
from tests.wild import ON, week

SIDE = 100 if "MATCHER_EXACT" in os.environ else 22
"""People and jobs: 10,000 weeks in `make exact`, 484 in every run."""
MAP = {f"ND{n} {m}": (1500 * n, 900 * m) for n in range(1, 4) for m in range(1, 4)}


def person(chances: Chances, number: int) -> Client:
    """Someone whose week is certain, with someone in their care on most days."""
    care: list[CareWindow] = []
    at = one_of(chances, (420, 465, 525))
    for day in range(7):
        begin = day * DAY + at
        for place in range(chances.whole(0, 3)):
            length = one_of(chances, (60, 150, 390))
            confirmed = percent(chances, 75)
            told = {
                "drop_off_minutes": one_of(chances, (None, 0, 5, 20)),
                "pick_up_minutes": one_of(chances, (None, 0, 10)),
            }
            care.append(
                CareWindow.model_validate(
                    {
                        "start": begin % WEEK,
                        "end": begin % WEEK + length,
                        "cover": Cover.CONFIRMED if confirmed else Cover.NONE,
                        "sector": one_of(chances, tuple(MAP)),
                        **(told if confirmed else {}),
                    }
                )
            )
            begin += length + one_of(chances, (0, 0, -30, 45)) * (place < 2)
    said = Conditions(week=week(chances), care=tuple(care), modes=(one_of(chances, tuple(Mode)),))
    return Client.model_validate({"id": f"C{number}", "sector": one_of(chances, tuple(MAP)), "conditions": said})


def job(chances: Chances, number: int) -> Vacancy:
    start = chances.whole(0, 6) * DAY + one_of(chances, (0, 330, 420, 540, 595, 780, 960, 1320))
    shift = Shift(start=start, end=start + one_of(chances, (120, 240, 330, 480, 720)))
    said = {"id": f"V{number}", "title": "Job", "sector": one_of(chances, tuple(MAP)), "shifts": (shift,)}
    return Vacancy.model_validate({**said, "shifts_complete": True, "term_time_only": True})


Door = tuple[int, int, int, str]
"""Where someone is handed over: the minute, free from or until then, the stay's other end, the place."""


def walked(client: Client, vacancy: Vacancy, minutes: dict[str, int]) -> tuple[int, int]:
    """Minutes not free from setting out to being home; a pair of ends where the order of two doors is not known."""
    (shift,) = vacancy.shifts
    ends = []
    for nearer in (True, False):
        pick = min if nearer else max
        doors = [(door, free, other, place) for stay in stays(client) for door, free, other, place in stay]
        outs = [d for d in doors if d[1] >= d[0] and d[0] <= shift.start < d[2] and d[2] > d[0]]
        backs = [d for d in doors if d[2] < d[0] and d[2] < shift.end <= d[0]]
        out = pick([minutes[d[3]] for d in outs], default=minutes[client.sector or ""])
        back = pick([minutes[d[3]] for d in backs], default=minutes[client.sector or ""])
        ends.append(
            sum(
                not free_at(client, minute, shift, doors, outs, backs, minutes)
                for minute in range(shift.start - out, shift.end + back)
            )
        )
    return ends[0], ends[1]


def free_at(
    client: Client,
    minute: int,
    shift: Shift,
    doors: list[Door],
    outs: list[Door],
    backs: list[Door],
    minutes: dict[str, int],
) -> bool:
    """Whether the person can be at work, or on their way there or home, in this minute."""
    conditions, in_week = client.conditions, minute % WEEK

    def during(start: int, end: int) -> bool:
        return any(start <= in_week + by < end for by in (0, WEEK))

    marked = {spell.free for spell in conditions.week or () if during(spell.start, spell.end)}
    if Free.NOT_FREE in marked or not marked:
        return False
    if any(one.cover is Cover.NONE and during(one.start, one.end) for one in conditions.care):
        return False
    for door, free, _, place in doors:
        if min(door, free) <= minute < max(door, free):  # at the door
            return False
        inside = shift.start < door < shift.end
        if inside and min(door, free) - minutes[place] <= minute < max(door, free) + minutes[place]:
            return False  # on the way from work to the door, or back
    return all(minute >= one[1] for one in outs) and all(minute < one[1] for one in backs)


def stays(client: Client) -> list[list[Door]]:
    """The handovers of each stay, last week's and next week's too."""
    found: list[list[Door]] = []
    left = sorted((w for w in client.conditions.care if w.cover is Cover.CONFIRMED), key=lambda w: (w.start, w.end))
    while left:
        chain = [left.pop(0)]
        for one in list(left):
            handed = chain[-1].pick_up_minutes is not None and one.drop_off_minutes is not None
            if one.start == chain[-1].end and not handed:
                left.remove(one)
                chain.append(one)
        for by in (-WEEK, 0, WEEK):
            doors: list[Door] = []
            first, last = chain[0], chain[-1]
            if first.drop_off_minutes is not None:
                doors.append(
                    (first.start + by, first.start + first.drop_off_minutes + by, last.end + by, first.sector or "")
                )
            if last.pick_up_minutes is not None:
                doors.append((last.end + by, last.end - last.pick_up_minutes + by, first.start + by, last.sector or ""))
            found.append(doors)
    return found


def test_the_free_week_is_availability_less_care_and_journeys(library):
    chances = Seeded(2026)
    clients = tuple(person(chances, number) for number in range(SIDE))
    vacancies = tuple(job(chances, number) for number in range(SIDE))
    places = tuple(Place.model_validate({"sector": name, "east": e, "north": n}) for name, (e, n) in MAP.items())
    programme = covered(Programme(clients=clients, vacancies=vacancies, places=places))
    columns = engine(programme, library=library, on=ON).columns
    table = minutes_table(places, set(MAP), set(MAP), travel=library.travel)
    rows, jobs = np.arange(SIDE)[:, None], np.arange(SIDE)[None, :]
    least, most = MEASURES["uncovered_minutes"].ends(
        Rows(columns.clients, rows), Rows(columns.vacancies, jobs), columns
    )
    by_id = {str(one.id): one for one in clients}
    of_jobs = {str(one.id): one for one in vacancies}
    free = partly = 0
    for row, reference in enumerate(columns.clients.ids):
        client = by_id[reference]
        (mode,) = client.conditions.modes or ()
        for place, name in enumerate(columns.vacancies.ids):
            site = of_jobs[name].sector
            minutes = {start: table.between(start, site or "", mode) or 0 for start in MAP}
            found = walked(client, of_jobs[name], minutes)
            assert found == (least[row, place], most[row, place]), (client.conditions, of_jobs[name].shifts)
            clash = clashes_of(columns, row, place)
            assert clash is not None
            assert (weeks_minutes(clash.sure), weeks_minutes(union(clash.sure, clash.perhaps))) == found
            free += found == (0, 0)
            partly += found[0] > 0
    assert free > SIDE
    assert partly > SIDE

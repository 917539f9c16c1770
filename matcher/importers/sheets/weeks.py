"""The sheets `weeks` and `care`: when a person is free, and when someone is in their care. One row a spell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from matcher.base.weeks import DAY, WEEK, Interval
from matcher.importers.answers import CARE_WEEKS, COVER, FREE
from matcher.importers.columns import Changes, Column, Sheet, Values, whole
from matcher.importers.kinds import Choice, Date, Reference, Sector, Text, Whole
from matcher.importers.labels import PATTERNS, Lists
from matcher.importers.quantities import Clock, WeekDays
from matcher.importers.rows import Row, RowFault
from matcher.importers.tools import Tools
from matcher.records.client import HANDOVER_MOST, CareWindow, Spell
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.records.words import CareWeeks, Cover, Free

NO_TIME = "no_time"


def client_column() -> Column:
    """The column that says whose row it is."""
    return Column(
        "client",
        "Client",
        "The person's reference, as on the sheet of clients.",
        Reference(to="client"),
        ("example-C1", "example-C2"),
        needed=True,
    )


def time_columns(
    record: str, *, days: tuple[str, str], start: tuple[str, str], end: tuple[str, str]
) -> tuple[Column, ...]:
    """Days, from and to, with their examples."""
    covers = (f"{record}.start", f"{record}.end")
    return (
        Column("days", "Days", "Like Mon-Fri, or Mon, Wed, or weekends.", WeekDays(), days, covers=covers),
        Column("start", "From", "Like 9:15am or 14:45.", Clock(), start, covers=covers),
        Column(
            "end",
            "To",
            "Like 2:45pm. A time at or before 'From' is on the next day: 10pm to 6am is a night.",
            Clock(),
            end,
            covers=covers,
        ),
    )


ENDS_ON = Column(
    "ends_on",
    "Ends on",
    "Only where it lasts longer than a day: the day it ends, like Wed.",
    WeekDays(),
)


class Stretch(NamedTuple):
    """Days with one time, as a row of the sheet says it."""

    days: tuple[int, ...]
    start: int
    length: int


def intervals(row: Row) -> tuple[Interval, ...]:
    """One spell for each day of a row. Raises RowFault."""
    for name in ("days", "start", "end"):
        if row.values.get(name) is None:
            raise RowFault(name, "is missing.", "Fill in days, from and to.")
    days, start, end = row.values["days"], row.values["start"], row.values["end"]
    if start >= DAY:
        raise RowFault("start", "is the end of the day.", "Write midnight, and the next day.")
    length = end - start if end > start else end - start + DAY
    ends_on = row.values.get("ends_on")
    if ends_on is not None:
        if len(ends_on) > 1 or len(days) > 1:
            raise RowFault("ends_on", "goes with one day only.", "Write one row for each day it starts on.")
        length = (ends_on[0] * DAY + end - days[0] * DAY - start) % WEEK or WEEK
    return tuple((day * DAY + start, day * DAY + start + length) for day in days)


def stretches(spells: Iterable[tuple[Interval, object]]) -> Iterator[tuple[Stretch, Any]]:
    """Rows that give the same spells in the same order: days in a run with one time and one meaning share a row."""
    days: list[int] = []
    last: tuple[int, int, object] | None = None
    for (start, end), meaning in spells:
        this = (start % DAY, end - start, meaning)
        if last is not None and (this != last or start // DAY <= days[-1] or this[1] > DAY):
            yield Stretch(tuple(days), last[0], last[1]), last[2]
            days = []
        last = this
        days.append(start // DAY)
    if last is not None:
        yield Stretch(tuple(days), last[0], last[1]), last[2]


def time_values(stretch: Stretch) -> dict[str, Any]:
    """The columns that say a stretch."""
    end = (stretch.start + stretch.length) % DAY
    values: dict[str, Any] = {"days": stretch.days, "start": stretch.start, "end": end}
    if stretch.length > DAY:
        values["ends_on"] = (((stretch.days[0] * DAY + stretch.start + stretch.length) // DAY) % 7,)
    return values


def _spells(row: Row, tools: Tools) -> tuple[Spell, ...]:
    """What one row of `weeks` says."""
    free = row.values.get("free") or Free.FREE
    if row.values.get("pattern") is None:
        return tuple(Spell(start=start, end=end, free=free) for start, end in intervals(row))
    if any(name in row.values for name in ("days", "start", "end")):
        raise RowFault("pattern", "stands beside days or times.", "Keep either the pattern or the days and times.")
    pattern = row.values["pattern"]
    if pattern == NO_TIME:
        return ()
    assert tools.lists.library is not None
    spells = tools.lists.library.weeks.by_id[pattern].spells
    return tuple(Spell(start=start, end=end, free=free) for start, end in spells)


def _fill_week(pieces: Sequence[tuple[Spell, ...]]) -> Changes:
    return {"conditions.week": tuple(spell for piece in pieces for spell in piece) if pieces else None}


def _write_weeks(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    for client in programme.clients:
        if client.conditions.week == ():
            yield {"client": client.id, "pattern": NO_TIME}
        spells = [(spell.interval, spell.free) for spell in client.conditions.week or ()]
        for stretch, free in stretches(spells):
            yield {"client": client.id, **time_values(stretch), "free": free}


WEEKS = Sheet(
    name="weeks",
    about="When a person can work: one row for each stretch of their week. All rows of one person are one week.",
    owner="client",
    keeps="list",
    columns=(
        client_column(),
        Column(
            "pattern",
            "Pattern",
            "Instead of days and times: one of the usual weeks. What each means is on the first sheet.",
            Choice(PATTERNS),
            ("School hours", ""),
            covers=("Conditions.week",),
        ),
        *time_columns("Spell", days=("", "Mon-Fri"), start=("", "9:15am"), end=("", "2:45pm")),
        Column(
            "free",
            "This time is",
            "Free, If needed (only if nothing else is found) or Not free. Blank means Free.",
            Choice(FREE),
            ("Free", "Free"),
            covers=("Spell.free",),
        ),
        ENDS_ON,
    ),
    write=_write_weeks,
    build=_spells,
    answers=dict.fromkeys(("client", "pattern", "days", "start", "end", "free"), "conditions.week"),
    fill=_fill_week,
    part=whole,
)


_CARE_FACTS = ("cover", "what", "sector", "drop_off_minutes", "pick_up_minutes", "weeks", "since")


def _care(row: Row, _tools: Tools) -> tuple[CareWindow, ...]:
    said = {name: row.values[name] for name in _CARE_FACTS if row.values.get(name) is not None}
    said.setdefault("cover", Cover.NONE)
    return tuple(CareWindow(start=start, end=end, **said) for start, end in intervals(row))


def _agree_on_care(pieces: Sequence[tuple[Row, tuple[CareWindow, ...]]]) -> None:
    """Blames a row that gives another answer than an earlier one to who has them, in the same words for one time."""
    said: dict[tuple[Interval, str, CareWeeks], tuple[Row, Cover]] = {}
    for row, windows in pieces:
        for window in windows:
            alike = (window.interval, window.what.casefold(), window.weeks)
            first, cover = said.setdefault(alike, (row, window.cover))
            if cover is not window.cover:
                what = f"gives the same time as row {first.number} in the same words, with another answer."
                row.blame("cover", what, "Keep the one that is true, or write in 'What' who each row is about.")
                break


def _fill_care(pieces: Sequence[tuple[CareWindow, ...]]) -> Changes:
    return {"conditions.care": tuple(window for piece in pieces for window in piece)}


def _write_care(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    for client in programme.clients:
        windows = [
            (window.interval, tuple(getattr(window, name) for name in _CARE_FACTS)) for window in client.conditions.care
        ]
        for stretch, facts in stretches(windows):
            yield {"client": client.id, **time_values(stretch), **dict(zip(_CARE_FACTS, facts, strict=True))}


CARE = Sheet(
    name="care",
    about="When someone is in the person's care, and who else has them then. Never leaves the key worker's view.",
    owner="client",
    keeps="list",
    columns=(
        client_column(),
        *time_columns("CareWindow", days=("Mon-Fri", "Tue"), start=("3pm", "5pm"), end=("6pm", "7:30pm")),
        Column(
            "cover",
            "Who has them",
            "Confirmed: somebody else has them, for sure. Hoped for: not settled yet. Nobody else: the person does.",
            Choice(COVER),
            ("Confirmed", "Nobody else"),
            covers=("CareWindow.cover",),
        ),
        Column(
            "what",
            "What",
            "In the person's words: after-school club, mum, nursery.",
            Text(),
            ("After-school club", ""),
            covers=("CareWindow.what",),
            private=True,
            width=24,
        ),
        Column(
            "sector",
            "Where they are",
            "Postcode or sector of the school, club or person who has them: only the sector is kept.",
            Sector(),
            ("ND3 4", ""),
            covers=("CareWindow.sector",),
            private=True,
        ),
        Column(
            "drop_off_minutes",
            "Minutes to drop off",
            "Only where the person brings them: how long it takes at the door. 0 counts as bringing them.",
            Whole(most=HANDOVER_MOST, unit="minutes"),
            ("10", ""),
            covers=("CareWindow.drop_off_minutes",),
        ),
        Column(
            "pick_up_minutes",
            "Minutes to pick up",
            "Only where the person fetches them: how long it takes at the door. 0 counts as fetching them.",
            Whole(most=HANDOVER_MOST, unit="minutes"),
            ("10", ""),
            covers=("CareWindow.pick_up_minutes",),
        ),
        Column(
            "weeks",
            "In which weeks",
            "All year, Term time or School holidays. Blank means all year.",
            Choice(CARE_WEEKS),
            ("Term time", ""),
            covers=("CareWindow.weeks",),
        ),
        Column(
            "since",
            "Begins on",
            "Only where it has not begun: the first day. Until then it is hoped for.",
            Date(),
            ("05/01/2027", ""),
            covers=("CareWindow.since",),
        ),
        ENDS_ON,
    ),
    write=_write_care,
    build=_care,
    agree=_agree_on_care,
    fill=_fill_care,
    part=whole,
    blames=(
        ("drop-off", ("drop_off_minutes", "pick_up_minutes")),
        ("within a week", ("end",)),
    ),
)

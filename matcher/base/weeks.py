"""A week as intervals of minutes, exactly.

Minute 0 is Monday 00:00, a week has 10,080 minutes. A spell may run past midnight, and past Sunday night into
Monday; interval sets are kept sorted, disjoint, and cut at the end of the week, so that two ways of writing
the same time give the same set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

DAY = 1440
WEEK = 7 * DAY
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Interval = tuple[int, int]
Intervals = tuple[Interval, ...]

WHOLE_WEEK: Intervals = ((0, WEEK),)


class NotATime(ValueError):
    """The text does not name times beyond doubt."""


_CLOCK = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|noon|midnight)?$", re.IGNORECASE)
_SHORT = {name[:n].casefold(): place for place, name in enumerate(DAYS) for n in (2, 3, 4, 5, len(name))}
_GROUPS = {
    "weekdays": (0, 1, 2, 3, 4),
    "weekday": (0, 1, 2, 3, 4),
    "weekend": (5, 6),
    "weekends": (5, 6),
    "every day": tuple(range(7)),
    "all days": tuple(range(7)),
    "daily": tuple(range(7)),
    "all week": tuple(range(7)),
}


def normalise(spells: Iterable[Interval]) -> Intervals:
    """Sorted, disjoint, wrapped into one week. A spell is (start, end) with 0 <= start < end <= start + WEEK."""
    cut: list[Interval] = []
    for first, last in spells:
        if last <= first:
            continue
        if last - first >= WEEK:
            return WHOLE_WEEK
        start, end = first % WEEK, first % WEEK + (last - first)
        cut.append((start, min(end, WEEK)))
        if end > WEEK:
            cut.append((0, end - WEEK))
    return joined(cut)


def joined(spells: Iterable[Interval]) -> Intervals:
    """Sorted and disjoint, on a line that knows no week; spells that touch are one, empty ones are none."""
    found: list[Interval] = []
    for start, end in sorted(spell for spell in spells if spell[1] > spell[0]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def union(*sets: Intervals) -> Intervals:
    """Time in any of the sets."""
    return normalise(interval for one in sets for interval in one)


def subtract(base: Intervals, taken: Intervals) -> Intervals:
    """Time in `base` and not in `taken`; both normalised."""
    left: list[Interval] = []
    for start, end in base:
        at = start
        for low, high in taken:
            if high <= at or low >= end:
                continue
            if low > at:
                left.append((at, low))
            at = max(at, high)
        if at < end:
            left.append((at, end))
    return tuple(left)


def intersect(one: Intervals, other: Intervals) -> Intervals:
    """Time in both sets; both normalised."""
    return subtract(one, subtract(WHOLE_WEEK, other))


def minutes(spells: Intervals) -> int:
    """Whole minutes in a normalised set."""
    return sum(end - start for start, end in spells)


def parse_clock(text: str) -> int:
    """Minutes after midnight. `9:15am`, `14:45`, `2pm`; a bare `2:45` does not say which half of the day."""
    words = " ".join(text.split()).casefold()
    if words in ("noon", "midday"):
        return 720
    if words == "midnight":
        return 0
    found = _CLOCK.match(words)
    if not found:
        raise NotATime(f"{text!r} is not a time we can read. Write it like 9:15am or 14:45.")
    hour, minute, half = int(found.group(1)), int(found.group(2) or 0), (found.group(3) or "").casefold()
    if half in ("noon", "midnight"):
        if hour != 12 or minute:
            raise NotATime(f"{text!r} is not a time we can read. Write it like 9:15am or 14:45.")
        return 720 if half == "noon" else 0
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        raise NotATime(f"{text!r} is not a time on a clock. Write it like 9:15am or 14:45.")
    if half:
        if not 1 <= hour <= 12:
            raise NotATime(f"{text!r} mixes two clocks. Write it like 9:15am or 14:45.")
        return (hour % 12) * 60 + minute + (720 if half == "pm" else 0)
    if found.group(2) is None and len(found.group(1)) < 2:
        raise NotATime(f"{text!r} does not say morning or afternoon. Write {hour}am or {hour}pm.")
    if 1 <= hour <= 7 and len(found.group(1)) == 1:
        raise NotATime(
            f"{text!r} does not say morning or afternoon. Write {hour:02d}:{minute:02d} or {hour + 12}:{minute:02d}."
        )
    return hour * 60 + minute


def parse_days(text: str) -> tuple[int, ...]:
    """Days as numbers 0 to 6 from `Mon-Fri`, `Mon, Wed and Fri`, `weekdays`, `Sat`. Order of the week."""
    words = " ".join(text.casefold().replace("–", "-").split()).rstrip(".")
    if words in _GROUPS:
        return _GROUPS[words]
    found: set[int] = set()
    for part in re.split(r"\s*(?:,|;|&|\+|\band\b)\s*", words):
        if not part:
            continue
        if part in _GROUPS:
            found.update(_GROUPS[part])
            continue
        ends = re.split(r"\s*(?:-|\bto\b)\s*", part)
        places = [_SHORT.get(end.strip().rstrip("s") if end not in _SHORT else end, -1) for end in ends]
        if -1 in places or len(ends) > 2:
            raise NotATime(f"{text!r} does not name days we know. Write them like Mon-Fri or Mon, Wed.")
        first, last = places[0], places[-1]
        found.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    if not found:
        raise NotATime(f"{text!r} does not name any day. Write them like Mon-Fri or Mon, Wed.")
    return tuple(sorted(found))


def spell(day: int, start: int, end: int) -> Interval:
    """One spell on one day; an end at or before the start is on the next day (a night shift)."""
    return day * DAY + start, day * DAY + (end if end > start else end + DAY)


def say_clock(minute: int) -> str:
    """`9:15am`, `noon`, `midnight` for a minute of a day."""
    minute %= DAY
    if minute == 0:
        return "midnight"
    if minute == 720:
        return "noon"
    hour, rest = divmod(minute, 60)
    return f"{(hour - 1) % 12 + 1}{f':{rest:02d}' if rest else ''}{'am' if hour < 12 else 'pm'}"


def say_spells(spells: Intervals) -> str:
    """Days and times in words, like days grouped: `Mon to Fri 9:30am to 1pm`."""
    by_time: dict[tuple[int, int], list[int]] = {}
    for start, end in spells:
        by_time.setdefault((start % DAY, end - start), []).append(start // DAY)
    return "; ".join(
        f"{say_days(days)} {say_clock(start)} to {say_clock(start + length)}"
        for (start, length), days in sorted(by_time.items(), key=lambda item: (item[1], item[0]))
    )


def say_days(days: list[int]) -> str:
    """`Mon to Fri`, `Mon, Wed and Sat`."""
    days = sorted(set(days))
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{DAYS[days[0]][:3]} to {DAYS[days[-1]][:3]}"
    names = [DAYS[day][:3] for day in days]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]

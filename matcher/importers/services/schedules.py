"""Opening times in iCalendar's words (dtstart, freq, interval, byday, bymonthday) as sessions of a week or a month."""

from __future__ import annotations

import re

from matcher.base.weeks import DAY, say_clock
from matcher.importers.services.told import Item, Told
from matcher.records.service import Session

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMED = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
_ONE = re.compile(r"([+-]?\d{1,2})?\s*(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_TIME = re.compile(
    r"T?(\d{1,2})(?:[:.](\d{2})(?:[:.]\d{2}(?:\.\d+)?)?)?\s*(am|pm)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII | re.IGNORECASE
)
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_DATE_FIX = "Write it like 2027-01-05."


def sessions_of(schedule: Item, told: Told) -> tuple[tuple[Session, ...], str]:
    """The sessions of one schedule, and its words where it could not be put on days and times."""
    words, before = told.text(schedule, "description", "notes"), len(told.problems)
    opens, closes = _clock(schedule, told, "opens_at", "opens"), _clock(schedule, told, "closes_at", "closes")
    frequency = _frequency(schedule, told)
    days = _days(schedule, told)
    if frequency == "DAILY" and not days:
        days = [(None, day) for day in range(7)]
    month_days = _month_days(schedule, told, frequency, bool(days))
    if opens is None or closes is None or not (days or month_days) or frequency == "YEARLY":
        if (
            not words
            and len(told.problems) == before
            and any(schedule.get(name) for name in ("opens_at", "byday", "dtstart", "bymonthday"))
        ):
            told.note(
                "schedules",
                "",
                "does not give days with an opening and a closing time.",
                "Add byday, opens_at, closes_at.",
            )
        return (), words
    return _made(schedule, told, opens, closes, days, month_days, words), words


def _made(
    schedule: Item,
    told: Told,
    opens: int,
    closes: int,
    days: list[tuple[int | None, int]],
    month_days: tuple[int, ...],
    words: str,
) -> tuple[Session, ...]:
    first, last = told.day(schedule, "valid_from"), told.day(schedule, "valid_to", "until")
    start = told.day(schedule, "dtstart")
    if first and last and last < first:
        told.note("valid_to", last.isoformat(), "is before valid_from, so neither was used.", _DATE_FIX)
        first = last = None
    if closes == opens:
        told.note("closes_at", say_clock(closes), "is when it opens too, so the times are not known.", "Correct one.")
        return ()
    if closes < opens:
        told.note(
            "closes_at",
            say_clock(closes),
            "is before it opens, so it was read as the next day.",
            "Correct it if that is a slip.",
        )
        closes += DAY
    places: dict[int, list[int]] = {}
    for nth, day in days:
        places.setdefault(day, []).extend([nth] if nth else [])
    one = Session(
        weekday=None if month_days else 0,
        month_days=month_days,
        opens=opens,
        closes=closes,
        every_weeks=_interval(schedule, told),
        weeks_from=start or first,
        valid_from=first or start,
        valid_to=last,
        words=words,
    )
    if month_days:
        return (one,)
    return tuple(
        one.model_copy(update={"weekday": day, "nth": tuple(dict.fromkeys(nth))}) for day, nth in sorted(places.items())
    )


def _clock(schedule: Item, told: Told, *names: str) -> int | None:
    """Minutes after midnight; a closing time of 24:00 is midnight."""
    text = told.text(schedule, *names, most=40)
    if not text:
        return None
    found = _TIME.fullmatch(text)
    if found:
        hour, minute, half = int(found.group(1)), int(found.group(2) or 0), (found.group(3) or "").casefold()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif half:
            hour = 99
        if minute < 60 and (hour < 24 or (hour == 24 and not minute)) and (half or found.group(2) or hour > 12):
            return (hour * 60 + minute) % DAY
    told.note(names[0], text, "is not a time, so the times are not known.", "Write it like 09:30.")
    return None


def _frequency(schedule: Item, told: Told) -> str:
    text = told.text(schedule, "freq", most=40).upper()
    if text and text not in _FREQUENCIES:
        told.note(
            "freq",
            text,
            "is not how often something happens, so it was read as weekly.",
            f"Write one of: {', '.join(_FREQUENCIES)}.",
        )
        return "WEEKLY"
    return text or "WEEKLY"


def _days(schedule: Item, told: Told) -> list[tuple[int | None, int]]:
    """(which of the month or None, weekday) for each day named."""
    value = schedule.get("byday")
    text = (
        ",".join(str(one) for one in value[:60]) if isinstance(value, list) else told.text(schedule, "byday", most=200)
    )
    found: list[tuple[int | None, int]] = []
    for part in re.split(r"[,;\s]+", text.strip()):
        if not part:
            continue
        one = _ONE.fullmatch(part.upper())
        named = _NAMED.get(part.casefold().rstrip("."))
        nth = int(one.group(1)) if one and one.group(1) else None
        if one and (nth is None or (nth != 0 and -5 <= nth <= 5)):
            found.append((nth, DAYS.index(one.group(2))))
        elif named is not None:
            found.append((None, named))
        else:
            told.note(
                "byday", part, "is not a day of the week.", f"Write one of: {', '.join(DAYS)}, such as MO or 2TU."
            )
    return list(dict.fromkeys(found))


def _month_days(schedule: Item, told: Told, frequency: str, on_days: bool) -> tuple[int, ...]:
    text = told.text(schedule, "bymonthday", most=200)
    if not text:
        return ()
    if on_days or frequency != "MONTHLY":
        what = "goes with freq MONTHLY and without byday, so it was not used."
        told.note("bymonthday", text, what, "Give days of the week, or days of the month.")
        return ()
    found: list[int] = []
    for part in re.split(r"[,;\s]+", text.strip()):
        number = int(part) if re.fullmatch(r"-?\d{1,2}", part, re.ASCII) else 0
        if number and -31 <= number <= 31:
            found.append(number)
        else:
            told.note("bymonthday", part, "is not a day of the month.", "Write 1 to 31, or -1 for the last.")
    return tuple(dict.fromkeys(found))


def _interval(schedule: Item, told: Told) -> int:
    text = told.text(schedule, "interval", most=40)
    if not text:
        return 1
    number = int(text) if re.fullmatch(r"\d{1,3}", text, re.ASCII) else 0
    if number > 1 and told.text(schedule, "freq", most=40).upper() in ("MONTHLY", "DAILY"):
        told.note("interval", text, "is read for weeks only, so it stands as every time.", "Ring before anyone goes.")
        return 1
    if 1 <= number <= 52:
        return number
    told.note("interval", text, "is not a number of weeks from 1 to 52, so it was read as every week.", "Correct it.")
    return 1

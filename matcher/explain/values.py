"""Measured values in plain words, by the measure's unit. Steps and yes-or-no are never shown as numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matcher.base.money import say_pence

_SHARES: Mapping[int, str] = {
    0: "none",
    250: "a quarter",
    333: "a third",
    500: "half",
    666: "two thirds",
    667: "two thirds",
    750: "three quarters",
    1000: "all",
}


def say_value(value: int, unit: str) -> str:
    """`3 hours 20 minutes`, `50p an hour`, `three quarters`: the size only, the sentence says which way."""
    if unit not in _SAYS:
        raise ValueError(f"no words for the unit {unit!r}; known are: {', '.join(_SAYS)}")
    return _SAYS[unit](abs(value))


def say_range(least: int, most: int, unit: str, *, ends: tuple[int, int]) -> str:
    """One value, `20 to 25 minutes`, or `3 hours or more` where the far end is all the measure can be."""
    near, far = sorted((least, most), key=abs)
    if near == far:
        return say_value(near, unit)
    if far in ends and abs(far) == max(map(abs, ends)):
        return f"{say_value(near, unit)} or more"
    first, second = say_value(near, unit), say_value(far, unit)
    if first == second:
        return first
    shared = _shared_tail(first, second)
    return f"{first[: len(first) - len(shared)]} to {second}" if shared else f"{first} to {second}"


def _shared_tail(first: str, second: str) -> str:
    """The words without a figure that both end with: ` minutes`, ` an hour`; empty where they differ in length."""
    one, other = first.split(" "), second.split(" ")
    if len(one) != len(other):
        return ""
    count = 0
    while count < len(one) - 1 and one[-1 - count] == other[-1 - count] and one[-1 - count].isalpha():
        count += 1
    return " " + " ".join(one[-count:]) if count else ""


def _minutes(value: int) -> str:
    hours, rest = divmod(value, 60)
    parts = [_count(hours, "hour")] if hours else []
    if rest or not hours:
        parts.append(_count(rest, "minute"))
    return " ".join(parts)


def _money(value: int) -> str:
    return f"{value}p" if 0 < value < 100 else say_pence(value)


def _share(thousandths: int) -> str:
    return _SHARES.get(thousandths) or (f"{thousandths // 10} per cent" if thousandths >= 10 else "a little")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


_SAYS: Mapping[str, Callable[[int], str]] = {
    "minutes": _minutes,
    "pence_hour": lambda value: f"{_money(value)} an hour",
    "pence_week": lambda value: f"{_money(value)} a week",
    "days": lambda value: _count(value, "day"),
    "thousandths": _share,
    "count": str,
    "steps": lambda _: "",
    "yes_no": lambda _: "",
}
UNITS = tuple(_SAYS)

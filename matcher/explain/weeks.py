"""Times of the week as people say them: nights stay whole across Sunday midnight, whole days are all day."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.base.weeks import DAY, WEEK, WHOLE_WEEK, Interval, normalise, say_days, say_spells


def say_week(spells: Iterable[Interval], *, any_time: str, all_day: str) -> str:
    """`Mon to Fri 9:30am to 1pm; Sat all day`; `any time` for the whole week; empty for no time at all."""
    joined = normalise(spells)
    if joined == WHOLE_WEEK:
        return any_time
    days: list[int] = []
    rest: list[Interval] = []
    for start, end in _whole_nights(joined):
        first, last = -(-start // DAY), end // DAY
        if last <= first:
            rest.append((start, end))
            continue
        days += [day % 7 for day in range(first, last)]
        ends = ((start, first * DAY), (last * DAY, end))
        rest += [(low % WEEK, low % WEEK + high - low) for low, high in ends if low < high]
    said = [f"{say_days(days)} {all_day}"] if days else []
    return "; ".join([*said, say_spells(tuple(rest))] if rest else said)


def _whole_nights(spells: tuple[Interval, ...]) -> list[Interval]:
    """The spells with the one that was cut at the end of the week made whole again."""
    found = list(spells)
    if len(found) > 1 and found[0][0] == 0 and found[-1][1] == WEEK:
        found[-1] = (found[-1][0], WEEK + found.pop(0)[1])
    return found

"""Measures in minutes and days of the week and the year."""

from __future__ import annotations

import numpy as np

from matcher.base.weeks import WEEK
from matcher.columns.facts import Columns, Rows
from matcher.measures.cover import outside_free
from matcher.measures.registry import Ends, measure


@measure("minutes", 0, WEEK, better="less", client=("week",), vacancy=("shifts",))
def minutes_not_chosen(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Minutes of the shifts, without the journey, outside the times the client chose: only if needed, or not free."""
    least, most = (outside_free(clients, vacancies, free="chosen", shifts=shifts) for shifts in ("certain", "all"))
    asked = clients.take("week", "asked")
    complete = vacancies.take("shifts", "complete")
    return np.where(asked, least, 0), np.where(asked & complete, most, WEEK)


@measure("minutes", 0, WEEK, better="less", client=("hours",), vacancy=("hours",))
def hours_outside(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Minutes a week between the paid time and the range the client wants."""
    low, high = clients.take("hours", "low"), clients.take("hours", "high")
    low_hard, high_hard = clients.take("hours", "low_hard"), clients.take("hours", "high_hard")
    least, most = vacancies.take("hours", "least"), vacancies.take("hours", "most")
    nearest = np.maximum(np.maximum(low - most, least - high), 0)
    furthest = np.maximum(np.maximum(low_hard - least, most - high_hard), 0)
    return nearest, furthest


@measure("minutes", 0, WEEK, better="less", client=("hours",), vacancy=("guaranteed",))
def guaranteed_shortfall(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Minutes a week by which the guaranteed time falls short of the fewest the client wants."""
    low, low_hard = clients.take("hours", "low"), clients.take("hours", "low_hard")
    least, most = vacancies.take("guaranteed", "least"), vacancies.take("guaranteed", "most")
    return np.maximum(low - most, 0), np.maximum(low_hard - least, 0)


@measure("days", 0, 90, better="less", client=("notice",), vacancy=("notice",))
def notice_shortfall(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Days by which the rota comes later than the client needs it."""
    return (
        np.maximum(clients.take("notice", "least") - vacancies.take("notice", "most"), 0),
        np.maximum(clients.take("notice", "most") - vacancies.take("notice", "least"), 0),
    )


@measure("minutes", 0, 1440, better="less", client=("longest_shift",), vacancy=("shifts",))
def over_longest_shift(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Minutes by which the longest shift, breaks included, is longer than the client can do."""
    certain = (vacancies.take("shifts", "certain_end") - vacancies.take("shifts", "certain_start")).max(axis=-1)
    longest = (vacancies.take("shifts", "all_end") - vacancies.take("shifts", "all_start")).max(axis=-1)
    longest = np.where(vacancies.take("shifts", "complete"), longest, 1440)
    return (
        np.maximum(certain - clients.take("longest_shift", "most"), 0),
        np.maximum(longest - clients.take("longest_shift", "least"), 0),
    )


@measure("yes_no", 0, 1, better="less", client=("holidays",), vacancy=("holidays",))
def holiday_work(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """1 where the job also runs in school holidays and the client works in term time only."""
    wants_least, wants_most = clients.take("holidays", "least"), clients.take("holidays", "most")
    term_least, term_most = vacancies.take("holidays", "least"), vacancies.take("holidays", "most")
    return wants_least * (1 - term_most), wants_most * (1 - term_least)


@measure("minutes", 0, WEEK, better="less", client=("permission",), vacancy=("hours", "start"))
def permission_over(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Minutes a week past what the client says they are allowed to do; the whole week where not allowed on the day."""
    start = vacancies.take("start", "day")
    asked = clients.take("permission", "asked") == 1
    barred = (clients.take("permission", "from") > start) | (clients.take("permission", "until") < start)
    most = clients.take("permission", "most")
    over_least = np.maximum(vacancies.take("hours", "least") - most, 0)
    over_most = np.maximum(vacancies.take("hours", "most") - most, 0)
    unlimited = most >= WEEK
    least = np.where(barred, WEEK, np.where(unlimited, 0, over_least))
    worst = np.where(barred, WEEK, np.where(unlimited, 0, over_most))
    return np.where(asked, least, 0), np.where(asked, worst, WEEK)


@measure("days", 0, 3650, better="less", client=("old_enough",), vacancy=("age_rule", "start"))
def days_until_old_enough(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Days after the start until the client is as old as verified law asks for this work; 0 where it sets no age."""
    ages = vacancies.take("age_rule", "age")
    start = vacancies.take("start", "day")
    classes = clients.of_class("old_enough")
    none = ages == 0
    ends = [clients.pool("old_enough", end)[classes, ages] - start for end in ("least", "most")]
    return np.where(none, 0, np.maximum(ends[0], 0)), np.where(none, 0, np.maximum(ends[1], 0))

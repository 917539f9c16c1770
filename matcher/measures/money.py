"""Measures in pence."""

from __future__ import annotations

import numpy as np

from matcher.columns.facts import Columns, Rows
from matcher.measures.registry import Array, Ends, measure


@measure("pence_hour", -10_000, 10_000, better="more", client=("pay_floor",), vacancy=("pay", "hours"))
def pay_margin(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Pence an hour above the client's floor; below it is negative. A weekly floor is spread over the paid hours."""
    hour, week = clients.take("pay_floor", "hour"), clients.take("pay_floor", "week")
    least = _margin(vacancies.take("pay", "least"), vacancies.take("hours", "least"), hour, week)
    most = _margin(vacancies.take("pay", "most"), vacancies.take("hours", "most"), hour, week)
    nothing = (hour < 0) & (week < 0)
    return np.where(nothing, -10_000, least), np.where(nothing, vacancies.take("pay", "most"), most)


def _margin(pay: Array, minutes: Array, hour: Array, week: Array) -> Array:
    """Pay less the harder of the two floors, pence an hour; no paid time at all never meets a weekly floor."""
    far = np.int64(1_000_000)
    by_hour = np.where(hour >= 0, pay - hour, far)
    spread = -(-60 * week // np.maximum(minutes, 1))
    by_week = np.where(week >= 0, np.where(minutes > 0, pay - spread, -10_000), far)
    found: Array = np.minimum(by_hour, by_week)
    return found


@measure("pence_week", 0, 500_000, better="less", client=("earnings_ceiling",), vacancy=("pay", "hours"))
def ceiling_over(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Pence a week over the most the client wants to earn; 0 where no most is stated."""
    ceiling = clients.take("earnings_ceiling", "week")
    ends = []
    for end in ("least", "most"):
        weekly = -(-vacancies.take("pay", end) * vacancies.take("hours", end) // 60)
        ends.append(np.where(ceiling >= 0, np.maximum(weekly - ceiling, 0), 0))
    return ends[0], ends[1]

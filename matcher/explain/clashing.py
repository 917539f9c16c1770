"""The times of a usual week that a job would take and a person does not have, in words. Never why they do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matcher.explain.weeks import say_week

if TYPE_CHECKING:
    from matcher.base.weeks import Intervals
    from matcher.explain.context import Context
    from matcher.explain.shape import Line
    from matcher.scoring.decision import Decision

OF_TIMES = "uncovered_minutes"
"""The measure whose minutes these times are."""


def clashing(decision: Decision, context: Context) -> str:
    """`not free, journey included: Mon to Fri 2:53pm to 3pm`; empty where nothing clashes or nobody looks."""
    if context.clashes is None:
        return ""
    measured = [one for one in decision.terms if context.terms[one.term].measure == OF_TIMES]
    if measured and not any(one.most for one in measured):
        return ""
    found, plain = context.clashes(decision.client, decision.vacancy), context.library.wording.plain
    if found is None:
        return ""
    said = []
    if found.sure:
        said.append(plain.clash_sure.format(times=_say(found.sure, context)))
    elif found.perhaps:
        said.append(plain.clash_perhaps.format(times=_say(found.perhaps, context)))
    return "; ".join(said)


def _say(times: Intervals, context: Context) -> str:
    about = context.library.wording.about
    return say_week(times, any_time=about.any_time, all_day=about.all_day)


def with_times(lines: tuple[Line, ...], clash: str, context: Context) -> tuple[Line, ...]:
    """The lines with the times beside the one that counts their minutes."""
    if not clash:
        return lines
    return tuple(
        replace(line, times=clash) if context.terms[line.term].measure == OF_TIMES and line.low < line.of else line
        for line in lines
    )

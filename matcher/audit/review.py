"""Criteria whose law and wording nobody has looked at for a year."""

from __future__ import annotations

from matcher.base.days import Day, say_day
from matcher.base.problems import Problem
from matcher.library.load import Library

AGAIN_AFTER_MONTHS = 12
"""As the audit's guide sets it: what a criterion says of the law may have changed by then."""


def due_for_review(library: Library, *, on: Day) -> list[Problem]:
    """A note for each criterion reviewed more than twelve months before `on`, by number."""
    return [
        Problem(
            f"criteria, {one.id}",
            "",
            f"reviewed on {say_day(one.reviewed_on)};",
            "look at it again.",
            stops_row=False,
        )
        for one in library.criteria.values()
        if _months_between(one.reviewed_on, on) >= AGAIN_AFTER_MONTHS
    ]


def _months_between(first: Day, second: Day) -> int:
    """Whole months."""
    months = 12 * (second.year - first.year) + second.month - first.month
    return months - (second.day < first.day)

"""Why one row stands above another, line by line, ending with the rule that decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.explain.shape import ExplainedRow, Line
    from matcher.library.matching import Side


@dataclass(frozen=True)
class ComparedLine:
    """One term of both rows. `difference` is the first row's points less the second's."""

    term: str
    name: str
    side: Side
    first: str
    second: str
    difference: int


@dataclass(frozen=True)
class Comparison:
    """Two rows of one list, the higher one first."""

    first: str
    second: str
    lines: tuple[ComparedLine, ...]
    """Every term, in order; those with a difference of 0 changed nothing."""
    rule: str
    """What decided: section, few_answers, finding, fit, wanted, waiting, closing, number or unlisted."""
    says: str


def compare(one: ExplainedRow, other: ExplainedRow, context: Context) -> Comparison:
    """Why the higher of two rows of one list stands above the other, whichever was named first."""
    first, second = (one, other) if _key(one) <= _key(other) else (other, one)
    names = _names(first, second)
    rule = _rule(first, second, context)
    sections = [row.section_words.lower() for row in (first, second)]
    says = context.library.wording.compare[rule].format(
        first=names[0], second=names[1], first_section=sections[0], second_section=sections[1]
    )
    second_lines = {line.term: line for line in second.lines}
    return Comparison(
        first=names[0],
        second=names[1],
        lines=tuple(_compared(line, second_lines[line.term]) for line in first.lines if line.term in second_lines),
        rule=rule,
        says=says,
    )


def _key(row: ExplainedRow) -> tuple[int, int, int, int]:
    return row.order.section, row.order.behind, -row.order.band, row.rank or 0


def _rule(first: ExplainedRow, second: ExplainedRow, context: Context) -> str:
    """The first key of the order in which the two differ (design 5a, 7)."""
    one, other = first.order, second.order
    if one.section != other.section:
        return "unlisted" if second.section is None else "section"
    if one.behind != other.behind:
        return "finding" if first.section == "one_requirement" else "few_answers"
    if one.band != other.band:
        lead = context.library.ranking.wanted_lead
        bare = [order.band - (lead if order.wanted else 0) for order in (one, other)]
        return "wanted" if bare[0] <= bare[1] else "fit"
    if first.rank != second.rank:
        return "waiting" if first.client != second.client else "closing"
    return "number"


def _names(first: ExplainedRow, second: ExplainedRow) -> tuple[str, str]:
    """What tells the rows apart: the clients on a shortlist, the vacancies on a client's list."""
    if first.client != second.client:
        return first.client, second.client
    return first.vacancy, second.vacancy


def _compared(first: Line, second: Line) -> ComparedLine:
    return ComparedLine(
        term=first.term,
        name=first.name,
        side=first.side,
        first=first.says,
        second=second.says,
        difference=first.points - second.points,
    )

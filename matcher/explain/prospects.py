"""Whom to approach this week, in words: why, by lines that add up, and what to ask or offer. For staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.base.days import Day, say_day
from matcher.base.stamp import Stamp
from matcher.explain.report import Item, Report, ReportPart, Said
from matcher.library.prospects import ProspectKind

ALSO_MOST = 3
"""Further things named on a page; JSON has all."""
Lines = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Prospect:
    """One employer or place to approach, with the one thing it is about."""

    kind: ProspectKind
    employer: str | None
    """The employer's reference; None for a place to look."""
    name: str
    says: str
    lines: Lines
    """What speaks for it; the points add up to the total."""
    ask: str
    to_employer: str | None
    """What the employer may be told of how many people it is about; None where no figure is given."""
    vacancies: tuple[str, ...]
    lead: str
    last_word: Day | None
    also: tuple[str, ...] = ()
    """What else there is to raise with the same employer, most first."""

    @property
    def points(self) -> int:
        """The sum of the lines."""
        return sum(points for _, points in self.lines)


@dataclass(frozen=True)
class NotNow:
    """An employer that would be a prospect and is not approached now."""

    employer: str
    name: str
    why: str


@dataclass(frozen=True)
class Prospects:
    """The list, the first to approach first."""

    stamp: Stamp
    clients: int
    left_out: int
    vacancies: int
    rows: tuple[Prospect, ...]
    more: int
    """Further prospects that are not shown."""
    not_now: tuple[NotNow, ...]
    without_employer: int
    """Open vacancies with no employer recorded, of which nobody can be asked."""


def prospects_report(found: Prospects) -> Report:
    """The page."""
    parts = [
        ReportPart("To approach", _more(found), tuple(map(_item, found.rows)), "Nobody in particular this week."),
    ]
    if found.not_now:
        items = tuple(Item(f"{one.name} ({one.employer})", (("", one.why),)) for one in found.not_now)
        parts.append(ReportPart("Not now", (), items))
    return Report(found.stamp, "Whom to approach this week", tuple(_head(found)), tuple(parts))


def _head(found: Prospects) -> Iterator[str]:
    yield (
        f"From what {found.clients:,} people ask for and {found.vacancies:,} open vacancies offer. The order is a sum "
        "of whole numbers; each line says what it adds."
    )
    yield "People are counted among our clients, in steps, and a person's own limits are in no count under five."
    if found.without_employer:
        yield f"{found.without_employer:,} open vacancies have no employer recorded: nobody can be asked about them."


def _more(found: Prospects) -> tuple[str, ...]:
    return (f"{found.more:,} more with --top.",) if found.more else ()


def _item(one: Prospect) -> Item:
    where = f" ({one.employer})" if one.employer else ""
    return Item(f"{one.name}{where}: {one.says} [{one.points}]", tuple(_lines(one)))


def _lines(one: Prospect) -> Iterator[Said]:
    yield "", "; ".join(f"{says} +{points}" for says, points in one.lines) + "."
    yield "?", one.ask
    if one.to_employer:
        yield "", f"The employer may be told: {one.to_employer}"
    if one.also:
        more = f"; and {len(one.also) - ALSO_MOST} more" if len(one.also) > ALSO_MOST else ""
        yield "", f"In the same call: {'; '.join(one.also[:ALSO_MOST])}{more}."
    about = []
    if one.vacancies:
        about.append(f"Vacancies: {', '.join(one.vacancies)}.")
    if one.lead:
        about.append(f"Holds the relation: {one.lead}.")
    if one.last_word:
        about.append(f"Last word: {say_day(one.last_word)}.")
    if about:
        yield "", " ".join(about)

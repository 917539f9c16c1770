"""Gaps in the market: as they are counted, as they may be shown, and in words. For managers and commissioners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from matcher.base.stamp import Stamp
from matcher.explain.report import Item, Report, ReportPart
from matcher.explain.small_counts import about
from matcher.library.gaps import GapRules
from matcher.library.load import Library

View = Literal["hours", "times", "hours and times", "place", "together"]
Cell = tuple[str | None, ...]


class State(IntEnum):
    """How one client stands with all open vacancies."""

    EMPTY = 0
    """Nothing is open to them: an honest empty list."""
    PARTLY = 1
    """Something is open, and nothing that has all they asked for."""
    MAYBE = 2
    """Something that is open may have all they asked for, if answers that are still to be had are good."""
    OFFERED = 3
    """Something that is open is known to have all they asked for."""


@dataclass(frozen=True)
class Counted:
    """People by how they stand."""

    empty: int
    partly: int
    maybe: int
    offered: int

    @property
    def of(self) -> tuple[int, ...]:
        """In the order of the states."""
        return self.empty, self.partly, self.maybe, self.offered


@dataclass(frozen=True)
class Row:
    """Who asks for one kind of thing, and how many vacancies offer it."""

    cell: Cell
    people: Counted
    known: int
    """Vacancies known to offer it to one of these people or more."""
    may: int
    """Vacancies that may, as far as is known."""


@dataclass(frozen=True)
class Alone:
    """Among some people: by condition, those for whom a vacancy lacks it alone, and those all of whose nearest do."""

    by: Mapping[str, tuple[int, int]]
    several: int
    """Those for whom nothing alone would do."""
    people: int


@dataclass(frozen=True)
class Gaps:
    """All counts as they are. Never shown: see `Shown`."""

    clients: int
    left_out: int
    vacancies: int
    states: Mapping[State, int]
    alone_today: Alone
    """Among those with an empty list."""
    alone_asked: Alone
    """Among those to whom something is open and nothing has all they asked for."""
    views: Mapping[View, tuple[Row, ...]]
    occupations: tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class ShownRow:
    """One row with what may be shown: people about, None for fewer than the declared smallest number."""

    kinds: tuple[str, ...]
    people: int
    empty: int | None
    partly: int | None
    maybe: int | None
    offered: int | None
    known: int
    may: int
    asked: bool
    """Whether all that the kinds are about was asked."""


@dataclass(frozen=True)
class ShownAlone:
    """One condition, and for about how many people it alone would have to be offered."""

    condition: str
    says: str
    people: int | None
    every: int | None
    """People all of whose nearest vacancies lack it."""


@dataclass(frozen=True)
class ShownJob:
    """One occupation that enough people want."""

    occupation: str
    people: int
    with_open: int | None
    vacancies: int


@dataclass(frozen=True)
class Shown:
    """What may be shown. Kinds and jobs of too few people are nowhere, and nothing says whether there are any."""

    stamp: Stamp
    clients: int
    left_out: int
    vacancies: int
    smallest: int
    rounded_to: int
    states: Mapping[State, int | None]
    alone_today: tuple[ShownAlone, ...]
    several_today: int | None
    alone_asked: tuple[ShownAlone, ...]
    several_asked: int | None
    views: Mapping[View, tuple[ShownRow, ...]]
    occupations: tuple[ShownJob, ...]


@dataclass(frozen=True)
class _Showing:
    """Counts of people as they may be shown."""

    rules: GapRules

    def about(self, count: int) -> int | None:
        """The count, about; None for too few."""
        return about(count, least=self.rules.smallest, to=self.rules.rounded_to)

    def alone(self, alone: Alone) -> tuple[ShownAlone, ...]:
        """Conditions that alone would do for enough people, most first."""
        rules = self.rules
        names = {**rules.says_of, "requirement": rules.requirement, "work": rules.work, "other": rules.other}
        found = [
            ShownAlone(name, says, self.about(alone.by[name][0]), self.about(alone.by[name][1]))
            for name, says in names.items()
            if any(count >= rules.smallest for count in alone.by[name])
        ]
        return tuple(sorted(found, key=lambda one: -(one.people or 0)))

    def rows(self, rows: tuple[Row, ...]) -> tuple[ShownRow, ...]:
        """Rows of enough people; those of whom most are offered least first."""
        enough = [row for row in rows if sum(row.people.of) >= self.rules.smallest]
        found = [self._row(row) for row in enough]
        unmet = {row.kinds: sum(part or 0 for part in (row.empty, row.partly, row.maybe)) for row in found}
        return tuple(sorted(found, key=lambda row: (not row.asked, -unmet[row.kinds], -row.people, row.kinds)))

    def _row(self, row: Row) -> ShownRow:
        kinds = tuple(self.rules.words.nobody_asked if one is None else one for one in row.cell)
        people, asked = self.about(sum(row.people.of)) or 0, None not in row.cell
        empty, partly, maybe, offered = map(self.about, row.people.of)
        return ShownRow(kinds, people, empty, partly, maybe, offered, row.known, row.may, asked)

    def jobs(self, jobs: tuple[tuple[str, int, int, int], ...]) -> tuple[ShownJob, ...]:
        """Occupations that enough people want; of those the ones open to fewest first."""
        enough = [one for one in jobs if one[1] >= self.rules.smallest]
        found = [
            ShownJob(title, self.about(people) or 0, self.about(open_), vacancies)
            for title, people, open_, vacancies in enough
        ]
        return tuple(sorted(found, key=lambda one: ((one.with_open or 0) - one.people, one.occupation)))


def shown(gaps: Gaps, *, library: Library, stamp: Stamp) -> Shown:
    """The gaps with every small count of people kept back and the others rounded."""
    rules = library.gaps
    showing = _Showing(rules)
    return Shown(
        stamp=stamp,
        clients=gaps.clients,
        left_out=gaps.left_out,
        vacancies=gaps.vacancies,
        smallest=rules.smallest,
        rounded_to=rules.rounded_to,
        states={state: showing.about(count) for state, count in gaps.states.items()},
        alone_today=showing.alone(gaps.alone_today),
        several_today=showing.about(gaps.alone_today.several),
        alone_asked=showing.alone(gaps.alone_asked),
        several_asked=showing.about(gaps.alone_asked.several),
        views={view: showing.rows(rows) for view, rows in gaps.views.items()},
        occupations=showing.jobs(gaps.occupations),
    )


# --- in words


def gaps_report(found: Shown, library: Library, *, views: tuple[View, ...], occupations: bool) -> Report:
    """The page."""
    rules = library.gaps
    parts = [*_conditions(found, rules)]
    parts += [_part(view, found.views[view], rules) for view in views]
    if occupations:
        parts.append(_jobs(found, rules))
    return Report(
        stamp=found.stamp,
        title="What is asked for and not offered, among our clients",
        says=tuple(_head(found, rules)),
        parts=tuple(parts),
    )


def _head(found: Shown, rules: GapRules) -> Iterator[str]:
    yield f"{found.clients:,} people and {found.vacancies:,} open vacancies."
    empty, partly, maybe, offered = (_number(found.states[state], rules) for state in State)
    yield (
        f"People to whom nothing is open today, an honest empty list: {empty}. To whom something is open, and nothing "
        f"that has all they asked for: {partly}. To whom something is open that may have, once something is asked: "
        f"{maybe}. To whom something is open that is known to have: {offered}."
    )
    yield (
        f"Numbers of people are to the nearest {found.rounded_to}, and what fewer than {found.smallest} people ask for "
        "is not listed, so that nobody can be recognised. What a client ruled out is in no figure of its own."
    )
    if found.left_out:
        yield f"{found.left_out:,} people left out: nobody has asked yet whether we may match them."


def _number(count: int | None, rules: GapRules) -> str:
    """`0`, `fewer than five`, `about 15`."""
    return rules.words.few if count is None else f"about {count:,}" if count else "0"


def _conditions(found: Shown, rules: GapRules) -> Iterator[ReportPart]:
    for heading, alone, several, state in (
        (
            "What alone would open a door to those with an empty list",
            found.alone_today,
            found.several_today,
            State.EMPTY,
        ),
        (
            "What alone is missing for those whom nothing gives all they asked for",
            found.alone_asked,
            found.several_asked,
            State.PARTLY,
        ),
    ):
        if found.states[state] == 0:
            continue
        items = [
            Item(
                f"{one.says}: {_number(one.people, rules)}",
                (("", f"Missing from all that is nearest: {_number(one.every, rules)}."),),
            )
            for one in alone
        ]
        says = (f"More than one thing would have to change at once: {_number(several, rules)}.",)
        yield ReportPart(heading, says, tuple(items), "Nothing alone would for as many people as may be shown.")


def views_of(by: str | None) -> tuple[View, ...]:
    """The views that one word of `--by` asks for; all of them where nothing was said."""
    if by == "hours":
        return ("hours", "times", "hours and times")
    if by == "place":
        return ("place", "together")
    return () if by == "occupation" else tuple(HEADINGS)


HEADINGS: Mapping[View, str] = {
    "hours": "By hours a week",
    "times": "By times of the week",
    "hours and times": "By hours and times",
    "place": "By where people live",
    "together": "Hours, times, journey and place together",
}


def _part(view: View, rows: tuple[ShownRow, ...], rules: GapRules) -> ReportPart:
    first = [row for row in rows if row.asked][: rules.rows_most]
    first += [row for row in rows if not row.asked and len(row.kinds) == 1]
    items = [Item(_asks(row, view), (("", _stands(row, rules)),)) for row in first]
    more = (f"{len(rows) - len(first)} more with --json.",) if len(rows) > len(first) else ()
    return ReportPart(HEADINGS[view], more, tuple(items), "Too few people ask for any one kind to show it.")


def _asks(row: ShownRow, view: View) -> str:
    people, kinds = f"About {row.people:,} people", row.kinds
    may = f", {row.may} more may" if row.may else ""
    if view == "place":
        reach = f"{_vacancies(row.known)} in reach of one or more of them{may}"
        return f"{people}: {kinds[0]}; {reach}"
    offer = f"{_vacancies(row.known)} would do for one or more of them{may}"
    if view == "together":
        kinds = (*kinds[:2], f"{kinds[2]} of {kinds[3]}")
    return f"{people}: {', '.join(kinds)}; {offer}"


def _vacancies(count: int) -> str:
    return "1 vacancy" if count == 1 else f"{count:,} vacancies"


def _stands(row: ShownRow, rules: GapRules) -> str:
    parts = (
        ("Nothing open", row.empty),
        ("Something open, not all they asked for", row.partly),
        ("All of it, once something is asked", row.maybe),
        ("All of it", row.offered),
    )
    return " ".join(f"{says}: {_number(count, rules)}." for says, count in parts if count != 0)


def _jobs(found: Shown, rules: GapRules) -> ReportPart:
    first = found.occupations[: rules.rows_most]
    more = len(found.occupations) - len(first)
    says = (f"{more} more with --json.",) if more else ()
    items = [
        Item(
            f"{one.occupation}: about {one.people:,} people want it; {_vacancies(one.vacancies)} open",
            (("", f"People to whom one is open: {_number(one.with_open, rules)}."),),
        )
        for one in first
    ]
    return ReportPart("By occupation wanted", says, tuple(items), "Too few people want any one occupation to show it.")

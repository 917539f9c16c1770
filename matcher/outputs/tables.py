"""A list as plain tables with readable headers: what the sheets of the workbook hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from matcher.base.days import Day
from matcher.explain.fitting import capital
from matcher.explain.helpers import say_helper
from matcher.outputs.plain import ended
from matcher.outputs.words import ASKED, SIDES, STATES, WHOSE

if TYPE_CHECKING:
    from matcher.explain.shape import ExplainedList, ExplainedRow

Cell: TypeAlias = str | int | Day | None


@dataclass(frozen=True)
class Table:
    """One sheet's table: its name, its title, readable headers with widths, and the rows."""

    name: str
    title: str
    columns: tuple[tuple[str, int], ...]
    rows: Sequence[tuple[Cell, ...]]
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Columns that somebody is to fill in, by header, each with the answers to choose from; none: in words."""
    hidden: frozenset[str] = frozenset()
    """Columns that are there to be read back and are not shown."""


def cover(explained: ExplainedList, tables: Sequence[Table]) -> Table:
    """The first sheet: what the list is, its head, what is on which sheet, and the run's stamp."""
    stamp = explained.stamp
    shortlist = explained.side == "vacancy"
    rows: list[tuple[Cell, ...]] = [
        ("List", f"Shortlist for {explained.title}" if shortlist else f"Jobs for {explained.title}"),
        ("Reference", explained.subject),
        *(("Mind", notice) for notice in explained.notices),
        *explained.about,
        *(("In short", sentence) for sentence in explained.summary),
        *((f"Ask once: {left.name}", left.ask) for left in explained.left_out_terms),
        *(("We ask everyone", ask) for ask in explained.asked_of_everyone),
        *((f"Sheet {table.name}", _how_many(table)) for table in tables),
        (
            "Points",
            "Whole numbers; the lines add up. What is not known earns nothing, and is asked.",
        ),
        ("Run", stamp.run),
        ("Data of", stamp.on),
        ("Models", stamp.digest),
        ("Version", stamp.version),
    ]
    return Table("About", "What this workbook is", (("What", 28), ("Says", 90)), rows)


def _how_many(table: Table) -> str:
    if not table.rows:
        return "nothing to show, so there is no such sheet"
    return f"{table.title}; {len(table.rows)} {'row' if len(table.rows) == 1 else 'rows'}"


def tables_of(explained: ExplainedList) -> list[Table]:
    """Every table of a list, empty ones too."""
    return [
        _rows(explained),
        _questions(explained),
        _steps(explained),
        _kept_out(explained),
        _lines(explained),
        _gates(explained),
    ]


def _rows(explained: ExplainedList) -> Table:
    shortlist = explained.side == "vacancy"
    who = (("Client", 11),) if shortlist else (("Vacancy", 11), ("Job", 24))
    columns = (
        ("Section", 22),
        ("Rank", 6),
        *who,
        ("Fit", 24),
        ("Where things stand", 20),
        ("Client's points", 9),
        ("Client's points of", 9),
        ("Job's points", 9),
        ("Job's points of", 9),
        ("What fits", 46),
        ("What does not fit yet, and who could change it", 52),
        ("Flags", 20),
    )
    rows = [
        (
            row.section_words,
            row.rank,
            *((row.client,) if shortlist else (row.vacancy, row.title)),
            row.fit_words,
            row.verdict_words,
            row.suits_client.points,
            row.suits_client.of,
            row.suits_job.points,
            row.suits_job.of,
            " ".join(row.strengths),
            " ".join(_gap(gap.says, gap.closers) for gap in row.gaps),
            ", ".join(_flags(row)),
        )
        for row in explained.rows
    ]
    name = "Shortlist" if shortlist else "Jobs"
    return Table(name, f"{name}, best first within each section", columns, rows)


def _flags(row: ExplainedRow) -> list[str]:
    flags = [
        (row.opted_in, "wants to go for it"),
        (row.first_conversation, "a first conversation first"),
        (row.answered_since, "answered since the last list"),
    ]
    return [said for holds, said in flags if holds]


def _gap(says: str, closers: tuple[tuple[str, str], ...]) -> str:
    return " ".join([says, *(f"{WHOSE[who]}: {ended(what)}" for who, what in closers)])


def _questions(explained: ExplainedList) -> Table:
    columns = (
        ("Client", 12),
        ("Vacancy", 12),
        ("Whom to ask", 20),
        ("Question", 70),
        ("About", 40),
        ("Points at stake", 12),
    )
    rows = [
        (row.client, row.vacancy, ASKED[one.of], one.ask, capital(one.about), one.points)
        for row in explained.rows
        for one in row.questions
    ]
    return Table("Questions", "Questions, those with most at stake first for each row", columns, rows)


def _steps(explained: ExplainedList) -> Table:
    columns = (
        ("Client", 12),
        ("Vacancy", 12),
        ("About", 30),
        ("Step", 60),
        ("Who could close it", 18),
        ("Agreed or suggested", 18),
        ("Owner", 16),
        ("By", 18),
        ("Who could help", 50),
    )
    rows = [
        (
            row.client,
            row.vacancy,
            step.name,
            step.what,
            WHOSE[step.who_can_close],
            "agreed" if step.agreed else "suggested",
            step.owner,
            step.due,
            "; ".join(map(say_helper, step.who_could_help)),
        )
        for row in explained.rows
        for step in row.actions
    ]
    return Table("Steps", "Steps that would put something in place", columns, rows)


def _kept_out(explained: ExplainedList) -> Table:
    columns = (
        ("Requirement", 14),
        ("What is asked for", 34),
        ("Where it stands", 22),
        ("People it alone keeps out", 14),
        ("What it does", 46),
        ("What to ask the employer", 60),
    )
    rows = [
        (one.requirement, capital(one.name), one.status_words, one.count, one.says, one.question)
        for one in explained.kept_out
    ]
    return Table("Requirements", "What the employer asks for, each on its own", columns, rows)


def _lines(explained: ExplainedList) -> Table:
    columns = (
        ("Client", 12),
        ("Vacancy", 12),
        ("Side", 18),
        ("Line", 26),
        ("Band", 20),
        ("Points", 9),
        ("Points of", 9),
        ("Up to, when known", 10),
        ("Why", 60),
        ("Note", 26),
    )
    rows = [
        (
            row.client,
            row.vacancy,
            SIDES[line.side],
            line.name,
            line.band or "not known",
            line.points,
            line.of,
            line.high,
            line.says,
            line.note,
        )
        for row in explained.rows
        for line in row.lines
    ]
    return Table("Lines", "Points by line; each side's lines add up to its points", columns, rows)


def _gates(explained: ExplainedList) -> Table:
    columns = (
        ("Client", 12),
        ("Vacancy", 12),
        ("Condition", 36),
        ("Whose", 16),
        ("Met", 12),
        ("Applied", 10),
        ("In words", 60),
        ("Question", 60),
    )
    rows = [
        (
            row.client,
            row.vacancy,
            capital(gate.name),
            WHOSE[gate.owner],
            STATES[gate.state],
            "yes" if gate.applied else "no",
            gate.says,
            gate.ask,
        )
        for row in explained.rows
        for gate in row.gates
    ]
    return Table("Conditions", "Conditions of each row, met or not", columns, rows)

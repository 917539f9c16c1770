"""A whole batch as one workbook: every shortlist, every list of jobs, and what requirements do; a row a pair."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matcher.outputs.tables import Cell, Table
from matcher.outputs.workbook import write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from matcher.base.stamp import Stamp
    from matcher.explain.shape import ExplainedList, ExplainedRow

ROWS_MOST = 50_000
"""Rows of one sheet: more would not open on an ordinary computer. The parquet files have them all."""
Row = tuple[Cell, ...]


@dataclass
class Sheets:
    """Collects rows of lists as they go by, as many as a workbook should hold."""

    shortlists: list[Row] = field(default_factory=list)
    jobs: list[Row] = field(default_factory=list)
    requirements: list[Row] = field(default_factory=list)
    counts: list[Row] = field(default_factory=list)
    cut: int = 0

    def take(self, explained: ExplainedList) -> None:
        """One list."""
        into = self.shortlists if explained.side == "vacancy" else self.jobs
        for row in explained.rows:
            self._add(into, _row(row))
        for one in explained.kept_out:
            does = "applied" if one.applied else "not applied"
            self._add(
                self.requirements,
                (explained.subject, explained.title, one.requirement, one.name, does, one.count, one.question),
            )
        if explained.side == "vacancy":
            self._add(self.counts, _counts(explained))

    def _add(self, rows: list[Row], row: Row) -> None:
        if len(rows) < ROWS_MOST:
            rows.append(row)
        else:
            self.cut += 1

    def write(self, path: Path, *, stamp: Stamp) -> None:
        """The workbook, whole or not at all."""
        write_tables(self._tables(stamp), path, title="All lists of a programme", stamp=stamp)

    def _tables(self, stamp: Stamp) -> list[Table]:
        pair = (
            ("Vacancy", 11),
            ("Client", 11),
            ("Section", 30),
            ("Rank", 6),
            ("Fit", 30),
            ("Where things stand", 24),
            ("Client's points", 9),
            ("Client's points of", 9),
            ("Job's points", 9),
            ("Job's points of", 9),
            ("First question", 60),
        )
        asked = (
            ("Vacancy", 11),
            ("Job", 28),
            ("Requirement", 12),
            ("What is asked for", 40),
            ("Does it apply", 14),
            ("People it alone keeps out", 14),
            ("Question to the employer", 60),
        )
        counts = (
            ("Vacancy", 11),
            ("Job", 28),
            ("Considered", 12),
            ("Nothing in the way", 12),
            ("If all were applied as stated", 14),
            ("First conversations", 14),
        )
        tables = [
            Table("Vacancies", "Every open vacancy and its pool of clients", counts, self.counts),
            Table("Shortlists", "Clients for each vacancy, best first in each section", pair, self.shortlists),
            Table("Jobs", "Vacancies for each client, best first in each section", pair, self.jobs),
            Table("Requirements", "What requirements alone do to the pool", asked, self.requirements),
        ]
        return [self._cover(tables, stamp), *tables]

    def _cover(self, tables: list[Table], stamp: Stamp) -> Table:
        rows: list[Row] = [
            *((f"Sheet {table.name}", f"{table.title}; {len(table.rows):,} rows") for table in tables),
            *([("Cut", f"{self.cut:,} more rows are in the parquet files only")] if self.cut else []),
            ("Run", stamp.run),
            ("Data of", stamp.on),
            ("Models", stamp.digest),
            ("Version", stamp.version),
        ]
        return Table("About", "All lists of a programme", (("What", 24), ("Says", 80)), rows)


def _row(row: ExplainedRow) -> Row:
    return (
        row.vacancy,
        row.client,
        row.section_words,
        row.rank,
        row.fit_words,
        row.verdict_words,
        row.suits_client.points,
        row.suits_client.of,
        row.suits_job.points,
        row.suits_job.of,
        row.questions[0].ask if row.questions else "",
    )


def _counts(explained: ExplainedList) -> Row:
    return (
        explained.subject,
        explained.title,
        explained.considered,
        explained.passing,
        explained.passing_if_all_applied,
        explained.first_conversations,
    )

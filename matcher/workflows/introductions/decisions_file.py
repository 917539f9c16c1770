"""Many decisions at once: a sheet to decide on for one vacancy, and the same sheet brought back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import GivenProblems, Problem
from matcher.explain.reasons import code_of, reasons
from matcher.importers.decided import DecisionsRead, RowDecided, read_decisions, write_decisions
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.introductions.deciding import Asked, Decided, decide_all, here, reason_named, rule_named
from matcher.workflows.lists.shortlist import shortlist
from matcher.workflows.lists.written import log_file
from matcher.workflows.where import Where


@dataclass(frozen=True)
class Sheeted:
    """A sheet that was written."""

    path: Path
    rows: int
    run: str
    note: str = ""
    """What could not be logged of it, as a sentence."""


def write_sheet(where: Where, vacancy: str, path: Path, *, top: int | None = None) -> Sheeted:
    """Write a sheet with everybody on a vacancy's shortlist, the reasons beside each, and room to decide."""
    desk = open_desk(where)
    allowed(where.role, "working_facts", library=desk.library)
    listed = shortlist(where, vacancy, top=top).explained
    rows = []
    for row in listed.rows:
        read = reasons(row)
        rows.append(
            {
                "client": row.client,
                "vacancy": row.vacancy,
                "stands": "\n".join(read),
                "seen": code_of(read),
                "run": listed.stamp.run,
            }
        )
    names = ", ".join(rule.name for rule in desk.library.brokerage.decisions.decisions)
    lines = [
        f"Run {listed.stamp.run}. For {listed.title}.",
        "Read the reasons in each row. Then choose what you decide; a blank row decides nothing.",
        f"Decision is one of: {names}.",
        "Where you go another way than the list, say why: a reason code, and "
        f"{desk.library.brokerage.decisions.own_words_least} characters or more in your words.",
        "Nobody is put forward without their consent for that employer: it is looked up when the sheet comes back.",
        "Bring it back with: matcher decide FILE --by YOUR-REFERENCE",
        "Reasons: " + "; ".join(f"{one.id} = {one.name}" for one in desk.library.brokerage.decisions.reasons),
    ]
    write_decisions(path, rows, lines=lines)
    form = path.suffix.casefold()[1:]
    note = log_file(where, "decide", form=form, rows=len(rows), vacancy=listed.subject)
    return Sheeted(path, len(rows), listed.stamp.run, note)


_COLUMN = re.compile(r"""(?<=!)[A-Z]+(?=\d+$)|(?<=\d), ".*"$""")
"""The column in a place, of a workbook or a CSV file: without it, two faults of one row stand in one place."""


@dataclass(frozen=True)
class Brought:
    """What a file of decisions came to: every row is in one of the counts."""

    read: DecisionsRead
    done: tuple[Decided, ...]
    problems: tuple[Problem, ...]

    @property
    def recorded(self) -> tuple[Decided, ...]:
        """Decisions that were recorded now."""
        return tuple(one for one in self.done if one.decision is not None and not one.already)

    @property
    def already(self) -> tuple[Decided, ...]:
        """Decisions that were recorded before."""
        return tuple(one for one in self.done if one.already)

    @property
    def to_put_right(self) -> int:
        """Rows that decide something and could not be recorded; a row may have more than one problem."""
        return len({_COLUMN.sub("", one.where) for one in self.problems if one.stops_row})


def bring_decisions(where: Where, files: Sequence[Path]) -> Brought:
    """Record the decisions of files: all that can be, in one transaction; of each other row, what to put right."""
    desk = open_desk(where)
    read = read_decisions(files)
    wanted, problems = [], list(read.problems)
    for row in read.rows:
        try:
            wanted.append(_asked(desk, row))
        except GivenProblems as given:
            problems += [Problem(row.where, one.value, one.what, one.fix) for one in given.problems]
    done = decide_all(desk, hand(where), wanted) if wanted else []
    problems += [problem for one in done for problem in one.problems()]
    return Brought(read, tuple(done), tuple(problems))


def _asked(desk: Desk, row: RowDecided) -> Asked:
    """A row as a decision that is asked for. Raises GivenProblems for what cannot be one."""
    client: ClientId = here(desk, row.client)
    vacancy: VacancyId = desk.vacancy(row.vacancy)
    rule = rule_named(desk, row.decision)
    reason = reason_named(desk, rule, row.reason)
    return Asked(client, vacancy, rule.id, reason, row.words, row.until, row.seen, row.where)

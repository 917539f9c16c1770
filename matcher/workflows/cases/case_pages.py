"""Cases and who is waiting, as a page and as a table for a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher.base.days import Day, say_day
from matcher.brokerage.challenge_counts import Counted
from matcher.brokerage.stuck import Waiting
from matcher.explain.report import Item, Report, ReportPart, Said
from matcher.outputs.tables import Cell, Table
from matcher.workflows.cases.case_lists import CaseList, CaseRow
from matcher.workflows.cases.stuck import WaitingOnUs

CASE_COLUMNS = (
    ("Reference", 12),
    ("About", 34),
    ("Stands", 34),
    ("Due", 16),
    ("Opened", 16),
    ("To do or ask", 46),
    ("More", 60),
)
WAITING_COLUMNS = (("Client", 12), ("Waits for", 44), ("Since", 16), ("To do or ask", 60))
NONE_OPEN = "Nothing is open."
NOBODY = "Nobody is waiting on us."


def case_report(found: CaseList, *, most: int | None = None) -> Report:
    """The page: what presses in front, then what is open; of `most` rows where that is said."""
    pressing = [one for one in found.rows[:most] if one.ask]
    quiet = [one for one in found.rows[:most] if not one.ask]
    parts = []
    if pressing:
        parts.append(ReportPart("To do or ask now", items=tuple(map(_case, pressing))))
    if quiet or not pressing:
        parts.append(ReportPart("Open" if pressing else "", items=tuple(map(_case, quiet)), empty=NONE_OPEN))
    others = f"{found.others:,} more with --all." if found.others else ""
    says = (others, _cut(len(found.rows), most))
    return Report(found.stamp, found.title, tuple(one for one in says if one), tuple(parts))


def _cut(rows: int, most: int | None) -> str:
    return "" if most is None or rows <= most else f"The first {most:,} of {rows:,}: -o FILE and --json have all."


def _case(row: CaseRow) -> Item:
    return Item(f"{row.id}  {row.about}", tuple(_lines(row)))


def _lines(row: CaseRow) -> Iterator[Said]:
    due = f" Due on {say_day(row.due)}." if row.due is not None and row.state != "done" else ""
    yield "", f"{row.says[:1].upper()}{row.says[1:]}.{due}"
    for line in row.lines:
        yield "", line
    if row.ask:
        yield "?", row.ask
    if row.possible:
        seen = f" (--seen {row.steps})" if row.steps else ""
        yield "", f"Possible now{seen}: {', '.join(row.possible)}."


def case_table(found: CaseList) -> Table:
    """The same for a workbook: a row a case."""
    rows: list[tuple[Cell, ...]] = [
        (one.id, one.about, one.says, one.due, one.opened, one.ask, " ".join(one.lines)) for one in found.rows
    ]
    return Table("Cases", found.title, CASE_COLUMNS, rows)


def waiting_report(found: WaitingOnUs, *, most: int | None = None) -> Report:
    """The page: each client with everything they wait for, and what to ask."""
    many = "1 client" if len(found.rows) == 1 else f"{len(found.rows):,} clients"
    items = tuple(Item(f"{one.client}{_since(one.since)}", tuple(_waits(one.waiting))) for one in found.rows[:most])
    says = (
        f"{many} of {found.clients:,}. Each line is about something that we have not done.",
        "It is counted from what was written down: a word that nobody recorded is not in it.",
        *(() if found.lists_kept else ("No list was kept so far, so nothing is said of who was on one.",)),
    )
    part = ReportPart("", items=items, empty=NOBODY)
    told = tuple(one for one in (*says, _cut(len(found.rows), most)) if one)
    return Report(found.stamp, found.title, told, (part,))


def _since(day: Day | None) -> str:
    return f", since {say_day(day)}" if day is not None else ", since a day that nobody recorded"


def _waits(waiting: Sequence[Waiting]) -> Iterator[Said]:
    for one in waiting:
        yield "", f"{one.says[:1].upper()}{one.says[1:]}{_since(one.since)}."
        yield "?", one.ask


def waiting_table(found: WaitingOnUs) -> Table:
    """The same for a workbook: a row for each thing that somebody waits for."""
    rows: list[tuple[Cell, ...]] = [
        (who.client, one.says, one.since, one.ask) for who in found.rows for one in who.waiting
    ]
    return Table("Waiting on us", found.title, WAITING_COLUMNS, rows)


def counts_lines(found: Sequence[tuple[Counted, str]], states: Sequence[str]) -> Iterator[str]:
    """The counts of questions in words, one line for each employer and family of work."""
    for one, family in found:
        told = ", ".join(f"{state.replace('_', ' ')} {one.states[state]}" for state in states if one.states.get(state))
        reached = f" People it alone kept out when it was asked: {one.reached:,}." if one.reached else ""
        starts = f" Starts there since: {one.starts:,}." if one.starts else ""
        yield f"{one.employer or 'employer not known'}, {family}: {one.asked:,} put ({told}).{reached}{starts}"

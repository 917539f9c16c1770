"""Setting one fact of a record as a person would type it in the workbook: what `what-if --set` runs on.

The row that an export would write is changed and read back, so that the same columns, checks and sentences serve.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

from matcher.base.days import Day
from matcher.base.problems import GivenProblems, Problem
from matcher.importers.answers import KINDS, STANCES
from matcher.importers.assemble import Assembly
from matcher.importers.cells import NOT_KNOWN, Cell, fold, says_not_known, shown
from matcher.importers.columns import Column, Sheet
from matcher.importers.entries import Entry, entered
from matcher.importers.kinds import CLEAR, Owner
from matcher.importers.labels import PATTERNS, Lists, nearest
from matcher.importers.rows import Found, read_rows
from matcher.importers.sheets.clients import CLIENTS
from matcher.importers.sheets.duties import SHIFTS
from matcher.importers.sheets.employers import EMPLOYERS
from matcher.importers.sheets.requirements import REQUIREMENTS
from matcher.importers.sheets.vacancies import VACANCIES
from matcher.importers.sheets.wants import ANYWAY, NO, WANTS
from matcher.importers.sheets.weeks import CARE, WEEKS
from matcher.importers.tools import UNLINKED, Held, Linking, Links, Tools
from matcher.records.client import Client
from matcher.records.employer import Employer
from matcher.records.programme import Programme
from matcher.records.shape import Record
from matcher.records.vacancy import Vacancy

if TYPE_CHECKING:
    from matcher.library.load import Library

R = TypeVar("R", Client, Vacancy, Employer)
Cells = dict[str, Cell]
"""One row by the short name of the column."""

_SPELL = re.compile(
    r"(?P<days>[A-Za-z][A-Za-z,&\s\-–]*?)\s+(?P<start>\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?|noon|midday|midnight)"
    r"\s*(?:-|–|to)\s*(?P<end>\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?|noon|midday|midnight)"
    r"(?:\s+(?P<rest>[A-Za-z][A-Za-z ]*))?",
    re.IGNORECASE | re.ASCII,
)
_SPELL_FIX = "Write it like Mon-Fri 9:15am to 2:45pm; Sat 9am to 1pm."
_SHEETS: dict[type[Record], tuple[Owner, Sheet]] = {
    Client: ("client", CLIENTS),
    Vacancy: ("vacancy", VACANCIES),
    Employer: ("employer", EMPLOYERS),
}
_TIMES: dict[type[Record], dict[str, tuple[Sheet, str]]] = {
    Client: {"week": (WEEKS, "free"), "weeks": (WEEKS, "free"), "care": (CARE, "cover")},
    Vacancy: {"shifts": (SHIFTS, "certain")},
}
"""Facts that are weeks: the sheet, and the column for a word behind the times (`if needed`, `confirmed`)."""


def set_field(
    record: R,
    field: str,
    text: str,
    library: Library,
    *,
    on: Day | None = None,
    known: Programme | None = None,
    linker: Linking | None = None,
) -> R:
    """The record with one fact as typed: by the heading people see, or by its short name.

    Besides the columns of the record's own sheet: `Week`, `Care` and `Shifts` (`Mon-Fri 9:15am to 2:45pm; Sat 9am to
    1pm`, or a pattern such as school hours), `R2 Status` for a column of one requirement, and `Holds Driving licence`,
    `Can do Task or skill` and the like for what a client says (`Not known` takes it back). `on` is the day of a choice
    about a vacancy. Raises GivenProblems with the values that are allowed.
    """
    if linker is None:
        from matcher.reading.link import Linker

        linker = Linker(library)
    lists = Lists(library)
    tools = Tools(lists, Links(linker), on or Day.max, Held.by(known or Programme()))
    owner, sheet = _SHEETS[type(record)]
    tools.held.of(owner)[record.id] = _without_choice(record, field, text)
    change = _change(record, sheet, field, text, lists, on)
    if change is None:
        raise GivenProblems([_unknown(record, sheet, field)])
    entries = _read_back(tools, *change)
    changed: R = entered({record.id: tools.held.of(owner)[record.id]}, entries)[record.id]
    return changed


def _without_choice(record: Record, field: str, text: str) -> Record:
    """The record without what was said of a vacancy before, where something else is to be said of it now."""
    chosen = {fold(says) for stance, says in STANCES.of if stance in (ANYWAY, NO)}
    if not isinstance(record, Client) or fold(field) not in chosen:
        return record
    return record.model_copy(update={"choices": tuple(one for one in record.choices if one.vacancy != text.strip())})


def stands(client: Client, field: str, library: Library) -> str | None:
    """What stands in one column of a client, as the workbook shows it; None where it is no column."""
    column = CLIENTS.by_heading.get(fold(field))
    (row,) = _rows(CLIENTS, Programme(clients=(client,)), Lists(library))
    return shown(row.get(column.name, "")) if column is not None else None


def to_strike_out(field: str) -> str:
    """What to type in a field of a client to take back what stands there."""
    column = CLIENTS.by_heading.get(fold(field))
    return CLEAR if column is not None and column.kind.keeps_words else NOT_KNOWN


def settable(record: Record) -> tuple[str, ...]:
    """The headings that `set_field` takes for a record, in the order of its sheet."""
    _, sheet = _SHEETS[type(record)]
    more = {Client: ("Week", "Care"), Vacancy: ("Shifts",)}.get(type(record), ())
    return (*(column.header for column in _own(sheet)), *more)


def _own(sheet: Sheet) -> Iterator[Column]:
    """Columns that set a fact of the record itself."""
    return (c for c in sheet.columns if c.path and c is not sheet.key and not c.path.startswith("identity."))


Change = tuple[Sheet, list[Cells]]
"""A sheet and all rows of the record on it, as they would be typed."""


def _change(
    record: Client | Vacancy | Employer, sheet: Sheet, field: str, text: str, lists: Lists, on: Day | None
) -> Change | None:
    """What the field asks for; None for a field that is not there."""
    column = sheet.by_heading.get(fold(field))
    if column is not None and column in _own(sheet):
        return sheet, [{sheet.key.name: record.id, column.name: text}]
    times = _TIMES.get(type(record), {}).get(fold(field))
    if times is not None:
        return (times[0], [{times[0].key.name: record.id, **row} for row in _spells(text, *times, lists)])
    if isinstance(record, Vacancy):
        return _requirement(record, field, text, lists)
    if isinstance(record, Client):
        return _statement(record, field, text, lists, on)
    return None


def _spells(text: str, sheet: Sheet, word: str, lists: Lists) -> Iterator[Cells]:
    """Rows of times from one line of text."""
    if says_not_known(text):
        yield {"days": NOT_KNOWN}
        return
    for part in filter(None, (part.strip() for part in text[:2000].split(";"))):
        if sheet is WEEKS and fold(part) in lists.labels(PATTERNS).by_fold:
            yield {"pattern": part}
            continue
        found = _SPELL.fullmatch(part)
        if not found:
            raise GivenProblems([Problem(sheet.name, part[:60], "does not give days and times.", _SPELL_FIX)])
        row: Cells = {"days": found["days"], "start": found["start"], "end": found["end"]}
        yield {**row, word: found["rest"]} if found["rest"] else row


def _requirement(vacancy: Vacancy, field: str, text: str, lists: Lists) -> Change | None:
    """`R2 Status`: a column of one requirement, in all rows that a vacancy's requirements have."""
    for requirement in sorted(vacancy.requirements, key=lambda one: -len(one.id)):
        start = f"{fold(requirement.id)} "
        column = REQUIREMENTS.by_heading.get(fold(field).removeprefix(start))
        if fold(field).startswith(start) and column is not None:
            rows = _rows(REQUIREMENTS, Programme(vacancies=(vacancy,)), lists)
            own = [row for row in rows if row.get("reference") == requirement.id]
            own[0][column.name] = text
            return REQUIREMENTS, rows
    return None


def _statement(client: Client, field: str, text: str, lists: Lists, on: Day | None) -> Change | None:
    """`Holds Driving licence`: what a client says of one kind of thing, in place of what they said of it before."""
    named = fold(field)
    for stance, says in STANCES.of:
        if named == fold(says) and stance in (ANYWAY, NO):
            rows = [r for r in _rows(WANTS, Programme(clients=(client,)), lists) if fold(str(r["what"])) != fold(text)]
            row: Cells = {"client": client.id, "says": says, "what": text, "on": on or ""}
            return WANTS, [*rows, row]
        for _, about in KINDS.of:
            if named == f"{fold(says)} {fold(about)}":
                return WANTS, _with_statement(client, says, about, text, lists)
    return None


def _with_statement(client: Client, says: str, about: str, text: str, lists: Lists) -> list[Cells]:
    rows = _rows(WANTS, Programme(clients=(client,)), lists)
    if says_not_known(text):
        kept = [row for row in rows if (row["says"], row["about"]) != (says, about)]
        return kept or [{"client": client.id, "says": NOT_KNOWN}]
    what, _, level = (part.strip() for part in text.partition(","))
    bare = fold(text) in ("yes", "y", "")
    row: Cells = {"client": client.id, "says": says, "about": about, "what": "" if bare else what, "level": level}
    apart = [one for one in rows if one["about"] != about or not (bare or fold(what) == fold(str(one["what"])))]
    return [*apart, row]


def _rows(sheet: Sheet, programme: Programme, lists: Lists) -> list[Cells]:
    """The rows an export would write."""
    return [
        {name: sheet.by_name[name].kind.say(value, lists) for name, value in values.items() if value is not None}
        for values in sheet.write(programme, {}, lists)
    ]


def _read_back(tools: Tools, sheet: Sheet, rows: list[Cells]) -> list[Entry]:
    """Read the rows as an import would, and give the dated facts among them.

    Raises GivenProblems with what is wrong, at the heading it is about.
    """
    names = list(dict.fromkeys([sheet.key.name, *(name for row in rows for name in row)]))
    places = {place: sheet.by_name[name] for place, name in enumerate(names)}
    cells = [(number, [row.get(name, "") for name in names]) for number, row in enumerate(rows, 1)]
    found = Found(sheet, sheet.name, True, tuple(names), places, cells, count=len(cells))
    read = list(read_rows(found, tools.lists))
    assembly = Assembly(tools)
    if sheet.keeps == "record":
        assembly.records(sheet, read)
    else:
        assembly.lists(sheet, read)
    wrong = [problem for row in read for problem in row.problems if problem.stops_row]
    if sheet is WANTS and not wrong:  # words that match nothing would change nothing, and look as if they did
        wrong = [problem for problem in read[-1].problems if UNLINKED in problem.what]
    if wrong:
        direct = [one for one in wrong if "goes with row" not in one.what] or wrong
        raise GivenProblems([Problem(_heading(one.where), one.value, one.what, one.fix) for one in direct])
    return [fact for fact in assembly.facts if isinstance(fact, Entry)]


def _heading(where: str) -> str:
    """The heading of a place in a row made here."""
    found = re.search(r'"(.+)"$', where)
    return found.group(1) if found else where


def _unknown(record: Record, sheet: Sheet, field: str) -> Problem:
    names = settable(record)
    near = nearest(field, names)
    ask = f"Did you mean {near}? " if near else ""
    what = f"is not a fact of a {sheet.owner} that can be set."
    return Problem("--set", field[:60], what, f"{ask}These can be: {', '.join(names)}.")

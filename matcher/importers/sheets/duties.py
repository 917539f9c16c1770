"""The sheets `shifts`, `tasks` and `advert_text`: when the work is, what it is made of, and the source's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matcher.importers.columns import Changes, Column, Sheet, Values, bounds, whole
from matcher.importers.kinds import Choice, Reference, Text, Whole, YesNo
from matcher.importers.labels import SKILLS, Lists, listed
from matcher.importers.quantities import Percent
from matcher.importers.rows import Row, RowFault
from matcher.importers.sheets.wants import as_read, link_values
from matcher.importers.sheets.weeks import intervals, stretches, time_columns, time_values
from matcher.importers.tools import Tools
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.records.vacancy import Shift, Task

CERTAIN = listed({True: "Yes", False: "May be worked"}, {"no": False, "perhaps": False, "maybe": False})
PIECE = 15_000
"""Characters of one row of `advert_text`: well under what a spreadsheet cell can hold."""


def vacancy_column() -> Column:
    """The column that says whose row it is."""
    return Column(
        "vacancy",
        "Vacancy",
        "The vacancy's reference.",
        Reference(to="vacancy"),
        ("example-V1", "example-V2"),
        needed=True,
    )


def _shifts(row: Row, _tools: Tools) -> tuple[Shift, ...]:
    unpaid = row.values.get("unpaid_break") or 0
    certain = row.values.get("certain")
    spells = intervals(row)
    length = spells[0][1] - spells[0][0]
    if unpaid >= length:
        raise RowFault("unpaid_break", "is as long as the shift.", "Write the minutes that are not paid.")
    return tuple(
        Shift(start=start, end=end, unpaid_break_minutes=unpaid, certain=certain is not False) for start, end in spells
    )


def _fill_shifts(pieces: Sequence[tuple[Shift, ...]]) -> Changes:
    return {"shifts": tuple(shift for piece in pieces for shift in piece)}


def _write_shifts(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    for vacancy in programme.vacancies:
        shifts = [(one.interval, (one.unpaid_break_minutes, one.certain)) for one in vacancy.shifts]
        for stretch, (unpaid, certain) in stretches(shifts):
            values = {"vacancy": vacancy.id, **time_values(stretch), "certain": certain}
            yield {**values, "unpaid_break": unpaid} if unpaid else values


SHIFTS = Sheet(
    name="shifts",
    about="When the work is: one row for each shift of the usual week. All rows of one vacancy are one rota.",
    owner="vacancy",
    keeps="list",
    columns=(
        vacancy_column(),
        *time_columns("Shift", days=("Mon-Fri", "Sat"), start=("9:30am", "8am"), end=("1pm", "4pm")),
        Column(
            "unpaid_break",
            "Unpaid break in minutes",
            "Of one shift. Blank means none.",
            Whole(*bounds(Shift, "unpaid_break_minutes"), "minutes"),
            ("", "30"),
            covers=("Shift.unpaid_break_minutes",),
        ),
        Column(
            "certain",
            "Certain",
            "Yes, or May be worked where the rota only may touch it. Blank means Yes.",
            Choice(CERTAIN),
            ("Yes", "May be worked"),
            covers=("Shift.certain",),
        ),
    ),
    write=_write_shifts,
    build=_shifts,
    answers=dict.fromkeys(("vacancy", "days", "start", "end"), "shifts"),
    fill=_fill_shifts,
    part=whole,
    flags=("shifts_complete",),
)


def _task(row: Row, tools: Tools) -> Task:
    told = {name: row.values[name] for name in ("share", "essential", "taught") if row.values.get(name) is not None}
    return Task(what=tools.link(row, "what", SKILLS), **told)


def _fill_tasks(pieces: Sequence[Task]) -> Changes:
    return {"tasks": tuple(pieces)}


def _write_tasks(programme: Programme, _: Mapping[str, Identity], lists: Lists) -> Iterable[Values]:
    for vacancy in programme.vacancies:
        for task in vacancy.tasks:
            values = link_values("what", task.what, vocabulary=SKILLS, lists=lists)
            values |= {"essential": task.essential, "taught": task.taught}
            yield {"vacancy": vacancy.id, **values, **({"share": task.share} if task.share else {})}


def _task_words(row: Row) -> tuple[str, str] | None:
    words = row.values.get("what")
    return (SKILLS, str(words)) if words and not row.values.get("what_as") else None


TASKS = Sheet(
    name="tasks",
    about="What the work is made of. One row a task.",
    owner="vacancy",
    keeps="list",
    columns=(
        vacancy_column(),
        Column(
            "what",
            "Task",
            "In plain words.",
            Text(),
            ("Wash pots and pans", "Serve customers"),
            covers=("Task.what",),
            needed=True,
            width=30,
        ),
        Column("share", "Share of the shift", "Like 30%.", Percent(), ("60%", ""), covers=("Task.share",)),
        Column(
            "essential",
            "Cannot be swapped",
            "Yes if this person must do it; No if somebody else could. Blank means Yes.",
            YesNo(),
            ("Yes", "No"),
            covers=("Task.essential",),
        ),
        Column(
            "taught",
            "Taught on the job",
            "Yes if nobody needs to have done it before. Blank means No.",
            YesNo(),
            ("Yes", ""),
            covers=("Task.taught",),
        ),
        *as_read("what", "", covers=("Task.what",)),
    ),
    write=_write_tasks,
    build=_task,
    fill=_fill_tasks,
    flags=("tasks_complete",),
    links=_task_words,
)


def _advert(row: Row, _tools: Tools) -> tuple[str, int, str]:
    return row.values["field"], row.values.get("piece") or 1, row.values.get("words") or ""


def _fill_advert(pieces: Sequence[tuple[str, int, str]]) -> Changes:
    raw: dict[str, str] = {}
    for field, _, words in sorted(pieces, key=lambda piece: piece[1]):
        raw[field] = raw.get(field, "") + words
    return {"raw": {field: raw[field] for field in dict.fromkeys(piece[0] for piece in pieces)}}


def _write_advert(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    for vacancy in programme.vacancies:
        for field, words in vacancy.raw.items():
            for number, start in enumerate(range(0, max(len(words), 1), PIECE), 1):
                values: dict[str, Any] = {"vacancy": vacancy.id, "field": field, "piece": number}
                yield {**values, "words": words[start : start + PIECE]}


ADVERT_TEXT = Sheet(
    name="advert_text",
    about="The source's own words beside what was read from them. Filled in by an export; nothing to do by hand.",
    owner="vacancy",
    keeps="list",
    columns=(
        vacancy_column(),
        Column(
            "field",
            "Field",
            "Which part of the advert.",
            Text(cleans=False),
            ("description", "salary"),
            covers=("Vacancy.raw",),
            needed=True,
        ),
        Column(
            "piece",
            "Piece",
            "Long words run over several rows: 1, 2, 3.",
            Whole(1, 10_000),
            ("1", "1"),
            covers=("Vacancy.raw",),
        ),
        Column(
            "words",
            "Advert words",
            "As they were found.",
            Text(cleans=False),
            ("Wash up in a busy kitchen.", "12.71 an hour"),
            covers=("Vacancy.raw",),
            width=60,
        ),
    ),
    write=_write_advert,
    build=_advert,
    fill=_fill_advert,
    part=whole,
)

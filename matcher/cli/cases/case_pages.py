"""Cases on screen, as JSON, as a page and as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matcher.base.days import say_day
from matcher.base.problems import Usage
from matcher.cli import kept as so_far
from matcher.cli.arguments import path_of
from matcher.cli.pages import show_page, tell_written
from matcher.cli.say import note, out
from matcher.cli.showing import print_json

if TYPE_CHECKING:
    from matcher.outputs.json import Json
    from matcher.outputs.tables import Table
    from matcher.records.cases import Contact
    from matcher.workflows.cases.acting import Acted
    from matcher.workflows.cases.case_lists import CaseList, CaseRow
    from matcher.workflows.cases.casework import Kept
    from matcher.workflows.cases.stuck import WaitingOnUs
    from matcher.workflows.where import Where

LIST_ENDINGS = (".html", ".xlsx", ".json")
ON_SCREEN = 100
"""Rows of a list on screen; files and JSON hold all."""


def list_file(text: str | None) -> Path | None:
    """Where to write, made sure of before the work begins."""
    if text is None:
        return None
    path = path_of("-o", text)
    if path.suffix.casefold() not in LIST_ENDINGS:
        raise Usage(f'-o needs a name that ends in {", ".join(LIST_ENDINGS)}. You typed "{path.name}".')
    return path


def show_cases(found: CaseList, place: Where, *, as_json: bool, to: Path | None) -> None:
    """A list of cases of the programme at `place`."""
    from matcher.outputs.json import stamp
    from matcher.workflows.cases.case_pages import case_report, case_table

    value = {
        **stamp(found.stamp),
        "kind": found.name,
        "others": found.others,
        "rows": [_row(one) for one in found.rows],
    }
    if to is not None and to.suffix.casefold() == ".xlsx":
        _workbook(case_table(found), value, found, to, as_json=as_json)
    else:
        show_page(case_report(found, most=None if to is not None else ON_SCREEN), value, as_json=as_json, to=to)
    tell_written(place, found.name, to, rows=len(found.rows))


def _row(one: CaseRow) -> Json:
    return {
        "id": one.id,
        "about": one.about,
        "state": one.state,
        "clock": one.clock or None,
        "says": one.says,
        "ask": one.ask or None,
        "opened": one.opened.isoformat() if one.opened else None,
        "due": one.due.isoformat() if one.due else None,
        "steps": one.steps,
        "possible": list(one.possible),
        "waits_on": list(one.waits_on),
        "lines": list(one.lines),
    }


def show_waiting(found: WaitingOnUs, place: Where, *, as_json: bool, to: Path | None) -> None:
    """Who is waiting on us."""
    from matcher.outputs.json import stamp
    from matcher.workflows.cases.case_pages import waiting_report, waiting_table

    rows: list[Json] = [
        {
            "client": who.client,
            "since": who.since.isoformat() if who.since else None,
            "waiting": [
                {
                    "kind": one.kind.value,
                    "says": one.says,
                    "since": one.since.isoformat() if one.since else None,
                    "ask": one.ask,
                }
                for one in who.waiting
            ],
        }
        for who in found.rows
    ]
    value: Json = {**stamp(found.stamp), "clients": found.clients, "lists_kept": found.lists_kept, "rows": rows}
    if to is not None and to.suffix.casefold() == ".xlsx":
        _workbook(waiting_table(found), value, found, to, as_json=as_json)
    else:
        show_page(waiting_report(found, most=None if to is not None else ON_SCREEN), value, as_json=as_json, to=to)
    tell_written(place, "stuck", to, rows=len(found.rows))


def _workbook(table: Table, value: Json, found: CaseList | WaitingOnUs, path: Path, *, as_json: bool) -> None:
    from matcher.outputs.tables import Table as Sheet
    from matcher.outputs.workbook import write_tables

    says = (("List", found.title), ("Rows", len(table.rows)), ("Run", found.stamp.run), ("Data of", found.stamp.on))
    about = Sheet("About", "What this workbook is", (("What", 20), ("Says", 60)), says)
    write_tables((about, table), path, title=found.title, stamp=found.stamp)
    so_far.keep(f"{path} was written.")
    note(f"Wrote {path}. Run {found.stamp.run}.")
    if as_json:
        print_json(value)


def show_kept(done: Kept, *, as_json: bool) -> None:
    """A case after its step."""
    from matcher.brokerage.machine import say_standing

    case, says = done.case, say_standing(done.machine, done.now)
    so_far.keep(f"{case.id} is kept.")
    if as_json:
        lines: list[Json] = [{"mark": mark, "says": line} for mark, line in done.lines]
        value: Json = {"format": 1, "id": case.id, "kind": done.machine.id, "state": case.state, "says": says}
        print_json({**value, "steps": len(case.steps), "possible": list(done.possible), "lines": lines})
        return
    out(f"{case.id}: {says}.")
    for mark, line in done.lines:
        out(f"  {mark} {line}" if mark else f"  {line}")
    if done.possible:
        out(f"  Next it can take: {', '.join(done.possible)}.")


def show_spoke(contact: Contact, *, as_json: bool) -> None:
    """That somebody and a client spoke."""
    so_far.keep("It is kept.")
    if as_json:
        told = {"client": contact.client, "on": contact.on.isoformat(), "role": contact.role.value}
        print_json({"format": 1, **told, "by": contact.by or None, "how": contact.how or None})
        return
    out(f"Kept: a word with {contact.client} on {say_day(contact.on)}{f', {contact.how}' if contact.how else ''}.")


def show_acted(done: Acted, *, as_json: bool) -> None:
    """An action after its step."""
    action = done.before if done.todo is None else done.todo.action
    says = "not to be done any more" if done.todo is None else done.todo.now.id.replace("_", " ")
    so_far.keep("The action is kept.")
    if as_json:
        whose: Json = {
            "client": action.client,
            "criterion": action.criterion,
            "what": action.what,
            "owner": action.owner,
        }
        days = {name: getattr(action, name) for name in ("due", "done", "review")}
        value = {"format": 1, "id": done.reference, "state": says, **whose}
        print_json({**value, **{name: day.isoformat() if day else None for name, day in days.items()}})
        return
    who = action.owner.replace("_", " ") or "nobody named"
    out(f"{done.reference}: {says}. {action.client}, {action.what} ({who}).")
    if done.todo is not None and done.todo.ask:
        out(f"  ? {done.todo.ask}")

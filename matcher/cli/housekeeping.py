"""Commands that look after a programme's database: status, upgrade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from matcher.cli import kept
from matcher.cli.app import SET_UP, AsJson, AsRole, By, ModelsDir, Page, ProgrammeDir, app
from matcher.cli.arguments import where
from matcher.cli.help import Contents
from matcher.cli.say import out, out_json, program

if TYPE_CHECKING:
    from matcher.store.upgrade import Status

db_app = typer.Typer(cls=Contents, invoke_without_command=True, rich_markup_mode=None)
app.add_typer(
    db_app,
    name="db",
    rich_help_panel=SET_UP,
    help="Look after the database: its schema, an upgrade, a backup, putting one back.",
)
FINE, PROBLEMS = 0, 1


@db_app.callback()
def _group(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@db_app.command(cls=Page, epilog="matcher db status")
def status(as_json: AsJson = False, programme: ProgrammeDir = None) -> int:
    """Say which schema the database has, and what an upgrade would bring. Changes nothing."""
    from matcher.workflows.housekeeping import database_status

    found = database_status(where(programme, None, None))
    if as_json:
        _json(found)
    else:
        for line in _status_lines(found):
            out(line)
    return FINE if found.up_to_date else PROBLEMS


def _status_lines(found: Status) -> list[str]:
    lines = [f"{found.name}: {found.kind}, schema {found.revision if not found.later else 'of a later version'}."]
    if found.up_to_date:
        return [*lines, "It is up to date."]
    if found.later:
        return [*lines, f"This version of matcher reads schema {found.head}. Install the version that made it."]
    lines.append("An upgrade would bring:")
    lines += [f"  {revision}  {says}" for revision, says in found.brings]
    return [*lines, f"`{program()} db upgrade` does it, after a whole copy was made."]


def _json(found: Status) -> None:
    import json

    shown = {
        "format": 1,
        "database": found.name,
        "kind": found.kind,
        "schema": found.revision,
        "newest": found.head,
        "up_to_date": found.up_to_date,
        "brings": dict(found.brings),
    }
    out_json(json.dumps(shown, indent=2, ensure_ascii=False) + "\n")


@db_app.command(cls=Page, epilog="matcher db upgrade --as manager --by m-1")
def upgrade(programme: ProgrammeDir = None, models: ModelsDir = None, by: By = None, role: AsRole = None) -> int:
    """Bring the database up to date, all or nothing, after making a whole copy of it."""
    from matcher.workflows.housekeeping import upgrade as do

    done = do(where(programme, models, None, by=by, role=role))
    if done.copy is None:
        out(f"{done.was.name} is up to date (schema {done.was.revision}). Nothing was changed.")
        return FINE
    kept.keep("The database is upgraded.")
    out(
        f"{done.was.name}: from schema {done.was.revision} to {done.was.head}. {done.rows:,} records were carried over."
    )
    for revision, says in done.was.brings:
        out(f"  {revision}  {says}")
    out(f"As it was before, it is in {done.copy}.")
    out("Delete that copy when all is well: it holds everybody's records.")
    return FINE

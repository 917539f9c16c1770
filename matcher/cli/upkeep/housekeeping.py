"""Commands that look after a programme's database: status, upgrade, backup, restore."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import kept
from matcher.cli.app import SET_UP, AsJson, Page, group
from matcher.cli.arguments import path_of
from matcher.cli.placed import placed
from matcher.cli.say import out, out_json, program
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.store.restore import Restored
    from matcher.store.upgrade import Status

db_app = group("db", SET_UP, "Look after the database: its schema, an upgrade, a backup, putting one back.")
FINE, PROBLEMS = 0, 1


@db_app.command(cls=Page, epilog="matcher db status")
@placed(signed=False, dated=False, models=False)
def status(place: Where, as_json: AsJson = False) -> int:
    """Say which schema the database has, and what an upgrade would bring. Changes nothing."""
    from matcher.workflows.upkeep.housekeeping import database_status

    found = database_status(place)
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
@placed(dated=False)
def upgrade(place: Where) -> int:
    """Bring the database up to date, all or nothing, after making a whole copy of it."""
    from matcher.workflows.upkeep.housekeeping import upgrade as do

    done = do(place)
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


@db_app.command(cls=Page, epilog="matcher db backup whole-programme.zip --as manager --by m-1")
@placed(dated=False)
def backup(
    place: Where,
    file: Annotated[str, typer.Argument(metavar="FILE", help="the file to write, such as backup-2026-11-16.zip")],
) -> int:
    """Write the whole programme to one file, while others go on working."""
    from matcher.workflows.upkeep.housekeeping import back_up

    done = back_up(place, path_of("FILE", file))
    said = done.manifest
    out(f"Wrote {done.file}: {sum(said.rows.values()):,} rows, {said.entries:,} entries of the log, which verifies.")
    out(f"SHA-256 {done.digest}")
    out("It holds everybody's records: keep it where only those may read it who may read them.")
    return FINE


@db_app.command(cls=Page, epilog="matcher db restore backup.zip --programme put-back --as manager --by m-1")
@placed(dated=False)
def restore(
    place: Where,
    file: Annotated[str, typer.Argument(metavar="FILE", help="a file that `matcher db backup` wrote")],
    replace: Annotated[
        bool, typer.Option("--replace", help="put it in the place of the programme that is there, which is kept")
    ] = False,
    database: Annotated[
        str | None,
        typer.Option("--database", metavar="URL", help="an empty PostgreSQL database to put it in, for a new folder"),
    ] = None,
) -> int:
    """Put a backup back, checked first, without those who were erased since."""
    from matcher.workflows.upkeep.housekeeping import restore as put_back

    here = place
    done = put_back(here, path_of("FILE", file), replace=replace, database_url=database or "")
    kept.keep("The backup is put back.")
    for line in _restored(done):
        out(line)
    return FINE


def _restored(done: Restored) -> Iterator[str]:
    said = done.manifest
    yield f"Put back {done.folder} as it was at {said.at} ({sum(said.rows.values()):,} rows). Its log verifies."
    if done.erased_again:
        people = "1 client was" if done.erased_again == 1 else f"{done.erased_again:,} clients were"
        yield f"{people} erased since, and so again now."
    if done.unsure:
        yield "Nobody could look who was erased since it was made: ask, and erase them again."
    if done.kept is not None:
        yield f"The database that was there is in {done.kept}. Delete it when all is well."
    if done.later_entries:
        yield f"Its log went on for {done.later_entries:,} entries after the backup; they are in that file."
    if done.earlier:
        yield f"It is of schema {said.revision}: `{program()} db upgrade` brings it up to date."


@db_app.command(cls=Page, epilog="matcher db tidy --as manager")
@placed(dated=False)
def tidy(place: Where) -> int:
    """Write the database anew, so that nothing of what was erased is left in its files. `data erase` does it itself."""
    from matcher.workflows.upkeep.housekeeping import tidy as do

    do(place)
    out("The database is written anew; nothing of what was taken away is left in its files.")
    return FINE

"""Commands about what is held of one person: erase, hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage
from matcher.cli import kept
from matcher.cli.app import PROGRAMME, AsRole, By, ModelsDir, OnDay, Page, ProgrammeDir, app
from matcher.cli.arguments import BY, day_of, reference, where
from matcher.cli.help import Contents
from matcher.cli.say import out, program

if TYPE_CHECKING:
    from matcher.workflows.data import Gone

data_app = typer.Typer(cls=Contents, invoke_without_command=True, rich_markup_mode=None)
app.add_typer(
    data_app,
    name="data",
    rich_help_panel=PROGRAMME,
    help="What is held of a person: erase it, keep it on hold.",
)
FINE, LOOK = 0, 1
LISTED = 20

ClientRef = Annotated[str, typer.Argument(metavar="CLIENT", help="the client's reference, such as C0112")]


@data_app.callback()
def _group(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@data_app.command(cls=Page, epilog="matcher data erase C0012 --ground request --as manager --by m-1")
def erase(
    client: ClientRef,
    ground: Annotated[
        str,
        typer.Option(
            "--ground", metavar="GROUND", help="why: request, objection, withdrawn, retention, mistake; it is logged"
        ),
    ],
    programme: ProgrammeDir = None,
    models: ModelsDir = None,
    on: OnDay = None,
    by: By = None,
    role: AsRole = None,
) -> int:
    """Erase a client: every row, and every byte in the store's files. It cannot be undone.

    The log keeps that somebody was erased, on which ground and when, and stays verifiable. Files that lists were
    written to are named for you to delete.
    """
    from matcher.workflows.data import erase as do

    if not (by or os.environ.get(BY, "")).strip():
        raise Usage("Erasing needs --by with your own reference, such as m-1: somebody answers for it.")
    gone = do(where(programme, models, on, by=by, role=role), reference("CLIENT", client), ground=ground)
    kept.keep("The client is erased.")
    for line in _gone(gone):
        out(line)
    return LOOK if gone.named or gone.closed else FINE


def _gone(gone: Gone) -> Iterator[str]:
    count = sum(gone.erased.rows.values())
    yield f"Erased: {count:,} rows of {len(gone.erased.rows)} tables. Entry {gone.erased.entry} of the log says so."
    if gone.erased.mended:
        yield f"Taken out of {gone.erased.mended:,} rows that are about others or about nobody."
    for path in gone.copies:
        yield f"Deleted {path}, a whole copy that the program had made."
    if gone.server:
        yield "The server's own journal and backups keep what they hold until they are written over: ask its keeper."
    if not gone.sure:
        yield "The reference is a plain number or word: files were looked through for the name only."
    if gone.named:
        yield "These files still name the person. Delete them, or make them again:"
        yield from _paths(gone.named)
    if gone.closed:
        yield "These files could not be looked into:"
        yield from _paths(gone.closed)
    yield f"Backups elsewhere: `{program()} db restore` erases them again from what it puts back."


def _paths(paths: tuple[object, ...]) -> Iterator[str]:
    yield from (f"  {path}" for path in paths[:LISTED])
    if len(paths) > LISTED:
        yield f"  ... and {len(paths) - LISTED:,} more."


@data_app.command(
    cls=Page,
    epilog="matcher data hold C0012 --owner m-1 --review 31/12/2026 --as manager --by m-1",
)
def hold(
    client: ClientRef,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="REF", help="who is asked about it: a staff reference")
    ] = None,
    review: Annotated[
        str | None, typer.Option("--review", metavar="DAY", help="the day on which it is looked at again")
    ] = None,
    lift: Annotated[bool, typer.Option("--lift", help="end the hold")] = False,
    programme: ProgrammeDir = None,
    models: ModelsDir = None,
    on: OnDay = None,
    by: By = None,
    role: AsRole = None,
) -> int:
    """Keep a client's record from being erased, such as for a claim; or end that."""
    from matcher.workflows.data import hold as put
    from matcher.workflows.data import lift as end

    here = where(programme, models, on, by=by, role=role)
    who = reference("CLIENT", client)
    if lift:
        end(here, who)
        out(f"The hold on {who} is ended.")
        return FINE
    if not owner or not review:
        raise Usage("A hold needs --owner, who is asked about it, and --review, the day it is looked at again.")
    one = put(here, who, owner=reference("--owner", owner), review=day_of("--review", review))
    out(f"{who} is on hold. {one.owner} is asked about it; it is looked at again on {one.review:%d/%m/%Y}.")
    return FINE

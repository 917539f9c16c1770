"""Commands that look further than one vacancy: steps to a goal, what no vacancy offers, whom to approach."""

from __future__ import annotations

from typing import Annotated

import typer

from matcher.cli.app import EVERY_DAY, AsJson, ModelsDir, OnDay, Page, ProgrammeDir, app
from matcher.cli.arguments import reference, where
from matcher.cli.everyday import ClientRef


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog='matcher steps C0012\nmatcher steps C0012 --to "teaching assistant"\nmatcher steps C0012 --json',
)
def steps(
    client: ClientRef,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="JOB", help="a job in words; else every job that the client wants"),
    ] = None,
    as_json: AsJson = False,
    programme: ProgrammeDir = None,
    models: ModelsDir = None,
    on: OnDay = None,
) -> None:
    """Show the way from what a client can do to the work they named: each step, what is new, what is open today."""
    from matcher.cli.goals import show_steps
    from matcher.workflows.steps import steps as find

    job = None if to is None else reference("--to", to)
    show_steps(find(where(programme, models, on), reference("CLIENT", client), to=job), as_json=as_json)

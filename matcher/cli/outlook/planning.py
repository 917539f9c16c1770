"""Commands that look further than one vacancy: steps to a goal, what no vacancy offers, whom to approach."""

from __future__ import annotations

from typing import Annotated

import typer

from matcher.base.problems import Usage
from matcher.cli.app import EMPLOYERS, EVERY_DAY, PROGRAMME, AsJson, Page, app
from matcher.cli.arguments import reference, top_of
from matcher.cli.lists.everyday import ClientRef
from matcher.cli.pages import page_of
from matcher.cli.placed import placed
from matcher.workflows.where import Where

PageFile = Annotated[
    str | None, typer.Option("--out", "-o", metavar="FILE", help="write a file, by its ending: .html .json")
]


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog='matcher steps C0012\nmatcher steps C0012 --to "teaching assistant"\nmatcher steps C0012 -o steps.html',
)
@placed(signed=False)
def steps(
    place: Where,
    client: ClientRef,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="JOB", help="a job in words; else every job that the client wants"),
    ] = None,
    as_json: AsJson = False,
    out: PageFile = None,
) -> None:
    """Show the way from what a client can do to the work they named: each step, what is new, what is open today."""
    from matcher.cli.lists.goals import show_steps
    from matcher.workflows.opening.steps import steps as find

    job, file = None if to is None else _job(to), page_of(out)
    show_steps(find(place, reference("CLIENT", client), to=job), place, as_json=as_json, to=file)


def _job(text: str) -> str:
    if not text.strip():
        raise Usage('--to is empty. Type a job in words, such as --to "teaching assistant".')
    return text.strip()


VIEWS = ("hours", "place", "occupation")


@app.command(
    cls=Page,
    rich_help_panel=PROGRAMME,
    epilog="matcher gaps\nmatcher gaps --by hours\nmatcher gaps -o gaps.html",
)
@placed(signed=False)
def gaps(
    place: Where,
    by: Annotated[
        str | None, typer.Option("--by", metavar="WHAT", help="hours, place or occupation; else everything")
    ] = None,
    as_json: AsJson = False,
    to: PageFile = None,
) -> None:
    """Show what clients ask for and no vacancy offers. No number of people is small enough to recognise one."""
    if by is not None and by not in VIEWS:
        raise Usage(f'--by must be one of {", ".join(VIEWS)}. You typed "{by[:40]}".')
    file = page_of(to)
    from matcher.cli.outlook.gaps import show_gaps
    from matcher.workflows.outlook.gaps import gaps as find

    show_gaps(find(place, by=by), place, by=by, as_json=as_json, to=file)


@app.command(
    cls=Page,
    rich_help_panel=EMPLOYERS,
    epilog="matcher prospects\nmatcher prospects --top 5 -o prospects.html",
)
@placed(signed=False)
def prospects(
    place: Where,
    top: Annotated[
        str | None, typer.Option("--top", metavar="N", help="rows, 1 to 100; else as the models say")
    ] = None,
    as_json: AsJson = False,
    to: PageFile = None,
) -> None:
    """Show which employers and places to approach this week, why, and what to ask or offer."""
    most, file = top_of(top), page_of(to)
    from matcher.cli.outlook.prospects import show_prospects
    from matcher.workflows.outlook.prospects import prospects as find

    show_prospects(find(place, top=most), as_json=as_json, to=file)

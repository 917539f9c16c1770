"""The command `services`: who could help with what, on screen and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage
from matcher.cli.app import EVERY_DAY, AsJson, Page, app
from matcher.cli.arguments import reference, whole
from matcher.cli.placed import placed
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.workflows.people.services import Reader

READERS: tuple[Reader, ...] = ("key-worker", "epc")
MOST = 1_000


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher services C0012\nmatcher services C0012 --need housing\nmatcher services C0012 --vacancy V0031\n"
    "matcher services --need childcare\nmatcher services",
)
@placed(signed=False)
def services(
    place: Where,
    client: Annotated[
        str | None, typer.Argument(metavar="CLIENT", help="the client's reference; left out, for anybody")
    ] = None,
    need: Annotated[
        list[str] | None,
        typer.Option(
            "--need", metavar="NEED", help="what the client or you want help with, such as housing; repeat it"
        ),
    ] = None,
    vacancy: Annotated[
        str | None,
        typer.Option("--vacancy", metavar="V", help="for what stands between the client and this vacancy as well"),
    ] = None,
    reader: Annotated[
        str,
        typer.Option("--for", metavar="READER", help="key-worker (everything) or epc (without the client's own life)"),
    ] = "key-worker",
    top: Annotated[
        str | None, typer.Option("--top", metavar="N", help="services shown in each group; else as the models say")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show which services could help a client, with what each states and what to ask.

    Age and area are compared as far as they are known. Whom else a service says it is for is never decided here: ask.
    """
    chosen = next((one for one in READERS if one == reader), None)
    if chosen is None:
        raise Usage(f'--for must be one of {", ".join(READERS)}. You typed "{reader[:40]}".')
    if vacancy is not None and client is None:
        raise Usage("--vacancy goes with a client: matcher services C0012 --vacancy V0031")
    from matcher.cli.people.service_pages import as_json as json_of
    from matcher.cli.people.service_pages import held_as_json, show, show_held
    from matcher.cli.showing import console, print_json
    from matcher.workflows.people.services import services_for, services_held

    most = None if top is None else whole("--top", top, least=1, most=MOST)
    if client is None and not need:
        held = services_held(place)
        print_json(held_as_json(held)) if as_json else show_held(held, console())
        return
    found = services_for(
        place,
        None if client is None else reference("CLIENT", client),
        needs=need or [],
        vacancy=None if vacancy is None else reference("--vacancy", vacancy),
        reader=chosen,
    )
    print_json(json_of(found)) if as_json else show(found, console(), most=most)

"""The application that commands join, and the options that many of them share."""

from __future__ import annotations

from typing import Annotated

import typer

from matcher import __version__
from matcher.cli.help import EMPLOYERS, EVERY_DAY, PROGRAMME, SET_UP, START, Contents, Page

WHICH = "Which programme, by which models, on which day"

app = typer.Typer(
    name="matcher",
    cls=Contents,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="Explained shortlists, both ways, for voluntary employment-support programmes.",
    epilog="`matcher COMMAND --help` says what a command takes, with an example. Commands work on the programme "
    "in the folder you are in.",
)


@app.callback()
def _top(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="the version, and nothing else")] = False,
) -> None:
    if version:
        typer.echo(f"matcher {__version__}")
        raise typer.Exit
    _contents(context)


def group(name: str, panel: str, about: str) -> typer.Typer:
    """A group of commands that shows its contents where nothing is asked of it."""
    commands = typer.Typer(cls=Contents, invoke_without_command=True, rich_markup_mode=None)
    app.add_typer(commands, name=name, rich_help_panel=panel, help=about)
    commands.callback()(_contents)
    return commands


def _contents(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


models_app = group("models", SET_UP, "Check or show the models: every number, rule and word that decides.")
places_app = group("places", SET_UP, "Load where postcode sectors are.")
timetable_app = group("timetable", SET_UP, "Load a timetable, so that journeys are looked up and no longer estimated.")


ProgrammeDir = Annotated[
    str | None,
    typer.Option(
        "--programme",
        metavar="DIR",
        rich_help_panel=WHICH,
        help="the programme's folder; else the one in MATCHER_PROGRAMME, else the folder you are in",
    ),
]
ModelsDir = Annotated[
    str | None,
    typer.Option(
        "--models",
        metavar="DIR",
        rich_help_panel=WHICH,
        help="your own edition of the models; what it lacks comes from the shipped set",
    ),
]
OnDay = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DAY",
        rich_help_panel=WHICH,
        help="the day to take as today, such as 16/11/2026; else the programme's data date, else today",
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="REF",
        rich_help_panel=WHICH,
        help="your own reference, such as epc-2; else the one in MATCHER_BY. It is kept with what you do",
    ),
]
AsRole = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="ROLE",
        rich_help_panel=WHICH,
        help="the role you act in: client, key-worker, epc, manager, auditor, employer; else MATCHER_ROLE, else epc",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON for other programs")]
Top = Annotated[
    str | None,
    typer.Option("--top", metavar="N", help="rows in each section, 1 to 100; else as the models say"),
]
WithLadder = Annotated[
    bool, typer.Option("--ladder", help="also show what would open more doors: who could change what, cost, by when")
]
OutFile = Annotated[
    str | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE",
        help="write a file, by its ending: .html .xlsx .json .parquet; may be given once",
    ),
]

__all__ = [
    "EMPLOYERS",
    "EVERY_DAY",
    "PROGRAMME",
    "SET_UP",
    "START",
    "Page",
    "app",
    "group",
    "models_app",
    "places_app",
    "timetable_app",
]

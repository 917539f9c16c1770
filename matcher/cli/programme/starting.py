"""Commands to begin with: demo, new, template."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import kept
from matcher.cli.app import START, ModelsDir, OnDay, Page, app
from matcher.cli.arguments import DATABASE, day_of, path_of, whole
from matcher.cli.say import note, out, program, warn_of_a_wait

if TYPE_CHECKING:
    from matcher.workflows.programme.demo import Demo, Size

DEMO_DIR = "demo-programme"
TEMPLATE = "matcher-template.xlsx"
SIZE_MOST = 200_000
SEED_MOST = 2_000_000_000
LARGE = 5_000
"""People and vacancies that take long enough to make up for a word beforehand."""


@app.command(
    cls=Page,
    rich_help_panel=START,
    epilog="matcher demo\nmatcher demo big --clients 2000 --vacancies 2000 --seed 7",
)
def demo(
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help=f"the folder to make, {DEMO_DIR} if left out")
    ] = DEMO_DIR,
    again: Annotated[
        bool, typer.Option("--again", help="make a demo anew: all its records are replaced, other files stay")
    ] = False,
    clients: Annotated[
        str | None, typer.Option("--clients", metavar="N", help="make up so many clients, from published figures")
    ] = None,
    vacancies: Annotated[str | None, typer.Option("--vacancies", metavar="N", help="make up so many vacancies")] = None,
    seed: Annotated[str | None, typer.Option("--seed", metavar="N", help="another seed makes other people")] = None,
    models: ModelsDir = None,
    on: OnDay = None,
) -> None:
    """Make a made-up programme to try everything on, and show its first shortlist. Nobody in it is real."""
    from matcher.workflows.programme.demo import demo as make

    size = _size(clients, vacancies, seed)
    if size is not None:
        warn_of_a_wait("Making up people and vacancies", size.clients + size.vacancies, much=LARGE)
    made = make(
        path_of("DIR", folder),
        again=again,
        size=size,
        on=None if on is None else day_of("--on", on),
        models=None if models is None else path_of("--models", models),
    )
    kept.keep(f"The demo is in {made.folder}.")
    _show_demo(made)


def _size(clients: str | None, vacancies: str | None, seed: str | None) -> Size | None:
    if clients is None and vacancies is None and seed is None:
        return None
    from matcher.workflows.programme.demo import CLIENTS, VACANCIES, Size

    return Size(
        clients=CLIENTS if clients is None else whole("--clients", clients, least=0, most=SIZE_MOST),
        vacancies=VACANCIES if vacancies is None else whole("--vacancies", vacancies, least=0, most=SIZE_MOST),
        seed=1 if seed is None else whole("--seed", seed, least=0, most=SEED_MOST),
    )


def _show_demo(made: Demo) -> None:
    out(f"Made {made.folder}: {made.clients:,} clients and {made.vacancies:,} vacancies, all made up.")
    if made.listed is None or made.vacancy is None:
        return
    from matcher.cli.showing import console
    from matcher.outputs.terminal import show

    out("The first rows of one shortlist:\n")
    show(made.listed.explained, console())
    out("\nThe whole list:")
    for path in made.written:
        out(f"  {path}")
    out("\nTry next:")
    folder = shlex.quote(str(made.folder))
    for line in _next(made):
        out(f"  {program()} {line} --programme {folder}")
    if made.listed.note:
        note(made.listed.note)


def _next(made: Demo) -> list[str]:
    """Commands that work on this demo, with references that are in it."""
    rows = made.listed.explained.rows if made.listed else ()
    first = rows[0].client if rows else None
    last = rows[-1].client if rows else None
    lines = [f"check {made.vacancy}"]
    if first and last:
        lines = [
            f"why {first} {made.vacancy}",
            f"why {last} {made.vacancy} --for client",
            f"jobs {first} --ladder",
            f'what-if {first} {made.vacancy} --set "Week=Mornings"',
            *lines,
        ]
    return lines


@app.command(cls=Page, rich_help_panel=START, epilog='matcher new our-programme --name "Northside, lone parents"')
def new(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="the folder to make")],
    name: Annotated[
        str | None, typer.Option("--name", metavar="TEXT", help="what the programme is called; else the folder's name")
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            "--database",
            metavar="URL",
            help="keep it in PostgreSQL: postgresql://user@server/database; else the one in MATCHER_DATABASE_URL; "
            "else in one file of the folder",
        ),
    ] = None,
    models: ModelsDir = None,
) -> None:
    """Make an empty programme with a workbook to fill in."""
    from matcher.workflows.programme.new import new as begin

    path = path_of("DIR", folder)
    begun = begin(
        path,
        name=name or path.resolve().name,
        models=None if models is None else path_of("--models", models),
        database_url=os.environ.get(DATABASE, "") if database is None else database,
    )
    kept.keep(f"The programme is in {begun.folder}.")
    where = shlex.quote(str(begun.folder))
    book = shlex.quote(str(begun.book))
    out(f"Made {begun.folder}, an empty programme, and {begun.book} to fill in.")
    out("\nFirst steps:")
    out(f"  1. Open {begun.book} and fill in what you know. Blank means not known; it never means no.")
    out(f"  2. {program()} import {book} --dry-run --programme {where}")
    out("     says what would be read and what to put right. Without --dry-run it is kept.")
    out(f"  3. {program()} shortlist VACANCY --programme {where}")


@app.command(cls=Page, rich_help_panel=START, epilog=f"matcher template -o {TEMPLATE}")
def template(
    file: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help=f"the workbook to write, {TEMPLATE} if left out")
    ] = TEMPLATE,
    equality: Annotated[
        bool, typer.Option("--equality", help="the workbook for equality answers, which stand by themselves")
    ] = False,
    households: Annotated[
        bool, typer.Option("--households", help="the workbook for households, for better-off figures only")
    ] = False,
    models: ModelsDir = None,
) -> None:
    """Write the empty workbook to fill in, with lists to choose from and a note on every column."""
    from matcher.base.problems import Usage
    from matcher.workflows.programme.template import equality_template as write_equality
    from matcher.workflows.programme.template import household_template as write_households
    from matcher.workflows.programme.template import template as write

    path = path_of("-o", file)
    if path.suffix.casefold() != ".xlsx":
        raise Usage(f'-o needs a name that ends in .xlsx. You typed "{path.name}".')
    edition = None if models is None else path_of("--models", models)
    if equality and households:
        raise Usage("--equality and --households are two workbooks: ask for one at a time.")
    if equality or households:
        out(f"Wrote {write_equality(path) if equality else write_households(path)}.")
        return
    out(f"Wrote {write(path, models=edition)}.")

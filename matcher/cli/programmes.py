"""Commands for employers' requirements, whole programmes and the models: check, batch, models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage
from matcher.cli import kept
from matcher.cli.app import (
    EMPLOYERS,
    PROGRAMME,
    AsJson,
    ModelsDir,
    OnDay,
    Page,
    ProgrammeDir,
    app,
    models_app,
)
from matcher.cli.arguments import path_of, reference, top_of, where
from matcher.cli.say import Progress, note, out, problem_lines

if TYPE_CHECKING:
    from matcher.workflows.where import Where


@app.command(
    cls=Page,
    rich_help_panel=EMPLOYERS,
    epilog="matcher check V0031\nmatcher check V0031 --pool\nmatcher check --market\nmatcher check --market --csv",
)
def check(
    vacancy: Annotated[
        str | None, typer.Argument(metavar="VACANCY", help="the vacancy's reference, such as V0031")
    ] = None,
    pool: Annotated[
        bool,
        typer.Option("--pool", help="also count the pool of clients both ways, and who would be on the list otherwise"),
    ] = False,
    market: Annotated[
        bool, typer.Option("--market", help="instead of one vacancy: what keeps people out over all open ones")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="with --market: print CSV for a spreadsheet")] = False,
    as_json: AsJson = False,
    programme: ProgrammeDir = None,
    models: ModelsDir = None,
    on: OnDay = None,
) -> None:
    """Look at what a vacancy asks for: each doubt, what to ask, and how many people each requirement keeps out."""
    if market:
        check_market(where(programme, models, on), vacancy, pool=pool, as_csv=as_csv, as_json=as_json)
        return
    if as_csv:
        raise Usage("--csv goes with --market. For one vacancy there is --json.")
    if vacancy is None:
        raise Usage("Type a vacancy's reference, such as V0031; or --market for all open vacancies.")
    from matcher.cli.checking import show_checked
    from matcher.workflows.check import check as look
    from matcher.workflows.check import check_with_pool

    place, what = where(programme, models, on), reference("VACANCY", vacancy)
    show_checked(check_with_pool(place, what) if pool else look(place, what), as_json=as_json)


def check_market(place: Where, vacancy: str | None, *, pool: bool, as_csv: bool, as_json: bool) -> None:
    """What keeps people out over all open vacancies. Raises Usage for options that go with one vacancy only."""
    if vacancy is not None or pool:
        raise Usage("--market is about all open vacancies: leave out the vacancy's reference and --pool.")
    if as_csv and as_json:
        raise Usage("--json and --csv are two ways to print the same: choose one.")
    from matcher.cli.market import show_market
    from matcher.workflows.market import market

    show_market(market(place), "csv" if as_csv else "json" if as_json else "screen")


@app.command(cls=Page, rich_help_panel=PROGRAMME, epilog="matcher batch -o lists/")
def batch(
    folder: Annotated[str, typer.Option("--out", "-o", metavar="DIR", help="the folder to write to")],
    top: Annotated[
        str | None, typer.Option("--top", metavar="N", help="rows in each section; else as the models say")
    ] = None,
    as_json: AsJson = False,
    programme: ProgrammeDir = None,
    models: ModelsDir = None,
    on: OnDay = None,
) -> None:
    """Make every list of the programme at once, both ways, as parquet and a workbook."""
    from matcher.workflows.batch import batch as make

    made = make(where(programme, models, on), path_of("-o", folder), top=top_of(top), progress=Progress())
    kept.keep(f"The lists are in {made.folder}.")
    if as_json:
        from matcher.cli.showing import print_json

        print_json(made.manifest)
        return
    for line in made.lines:
        out(line)


@models_app.command("check", cls=Page, epilog="matcher models check\nmatcher models check --models our-models/")
def models_check(models: ModelsDir = None, as_json: AsJson = False) -> int:
    """Read every model strictly, check them against each other, and run their examples."""
    from matcher.workflows.models import check_models

    checked = check_models(None if models is None else path_of("--models", models))
    if as_json:
        from matcher.cli.showing import print_json

        problems = [{"where": p.where, "value": p.value, "what": p.what, "fix": p.fix} for p in checked.problems]
        print_json({"format": 1, "models": checked.digest, "files": checked.files, "problems": problems})
    elif checked.problems:
        for line in problem_lines(checked.problems):
            note(line)
    else:
        out(f"{checked.files} model files hold together. Digest {checked.digest[:12]}.")
    return 1 if checked.problems else 0


@models_app.command("show", cls=Page, epilog="matcher models show shift_cover\nmatcher models show care_plan")
def models_show(
    piece: Annotated[
        str, typer.Argument(metavar="ID", help="a term, gate, criterion, rule, occupation, skill, parameter ...")
    ],
    models: ModelsDir = None,
) -> None:
    """Show one piece of the models as it is written, and where."""
    from matcher.workflows.models import show_model

    out(show_model(reference("ID", piece), models=None if models is None else path_of("--models", models)))

"""Commands for whole programmes and the models: batch, models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import kept
from matcher.cli.app import (
    PROGRAMME,
    AsJson,
    ModelsDir,
    Page,
    app,
    models_app,
)
from matcher.cli.arguments import path_of, reference, top_of
from matcher.cli.placed import placed
from matcher.cli.say import Progress, note, out, problem_lines
from matcher.workflows.where import Where

if TYPE_CHECKING:
    pass


@app.command(cls=Page, rich_help_panel=PROGRAMME, epilog="matcher batch -o lists/")
@placed()
def batch(
    place: Where,
    folder: Annotated[str, typer.Option("--out", "-o", metavar="DIR", help="the folder to write to")],
    top: Annotated[
        str | None, typer.Option("--top", metavar="N", help="rows in each section; else as the models say")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make every list of the programme at once, both ways, as parquet and a workbook."""
    from matcher.workflows.lists.batch import batch as make

    made = make(place, path_of("-o", folder), top=top_of(top), progress=Progress())
    kept.keep(f"The lists are in {made.folder}.")
    if made.note:
        note(made.note)
    if as_json:
        from matcher.cli.showing import print_json

        print_json(made.manifest)
        return
    for line in made.lines:
        out(line)


@models_app.command("check", cls=Page, epilog="matcher models check\nmatcher models check --models our-models/")
def models_check(models: ModelsDir = None, as_json: AsJson = False) -> int:
    """Read every model strictly, check them against each other, and run their examples."""
    from matcher.workflows.programme.models import check_models

    checked = check_models(None if models is None else path_of("--models", models))
    if as_json:
        from matcher.cli.showing import print_json

        problems, notices = (
            [{"where": p.where, "value": p.value, "what": p.what, "fix": p.fix} for p in several]
            for several in (checked.problems, checked.notices)
        )
        head = {"format": 1, "models": checked.digest, "files": checked.files}
        print_json({**head, "problems": problems, "notices": notices})
    elif checked.problems:
        for line in problem_lines(checked.problems):
            note(line)
    else:
        for line in problem_lines(checked.notices):
            note(line)
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
    from matcher.workflows.programme.models import show_model

    out(show_model(reference("ID", piece), models=None if models is None else path_of("--models", models)))

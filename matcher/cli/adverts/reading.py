"""The command that reads adverts into facts and requirements, for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from matcher.base.problems import Usage
from matcher.cli import kept
from matcher.cli.app import EMPLOYERS, ModelsDir, Page, app
from matcher.cli.arguments import path_of
from matcher.cli.say import note, out


@app.command(
    cls=Page,
    rich_help_panel=EMPLOYERS,
    epilog="matcher read --jsonl adverts.jsonl > read.jsonl\nmatcher read --jsonl adverts.jsonl -o read.jsonl",
)
def read(
    jsonl: Annotated[
        str | None,
        typer.Option(
            "--jsonl",
            metavar="FILE",
            help="adverts, one JSON object a line: id and text; or title, description, pay_text, hours_text, location",
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--out", "-o", metavar="FILE", help="write the lines to a file, not to the screen")
    ] = None,
    models: ModelsDir = None,
) -> int:
    """Read adverts: hours, pay, contract, shifts, place, driving, and what each asks for, with the characters."""
    if jsonl is None:
        raise Usage("Type --jsonl and the name of a file with adverts, one JSON object a line: id and text.")
    from matcher.workflows.adverts.reading import read_lines

    if to is not None and path_of("--out", to).resolve() == path_of("--jsonl", jsonl).resolve():
        raise Usage("-o would write over the adverts themselves. Name another file.")
    lines = read_lines(path_of("--jsonl", jsonl), models=None if models is None else path_of("--models", models))
    refused = _write(lines, None if to is None else path_of("--out", to))
    if refused:
        note(f"{refused:,} {'line' if refused == 1 else 'lines'} could not be read; each says why in its place.")
    return 1 if refused else 0


def _write(lines: Iterator[tuple[str, bool]], to: Path | None) -> int:
    """Writes every line, to the screen or to a file that appears whole; how many could not be read."""
    if to is None:
        refused = 0
        for line, good in lines:
            out(line)
            refused += not good
        return refused
    from matcher.outputs.atomic import atomic

    refused = 0
    with atomic(to) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        for line, good in lines:
            file.write(line + "\n")
            refused += not good
    kept.keep(f"What was read is in {to}.")
    return refused

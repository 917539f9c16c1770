"""A page of plain words, shown the way that was asked for: on screen, as JSON, or in a file by its ending."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matcher.base.problems import Usage
from matcher.cli import kept
from matcher.cli.arguments import path_of
from matcher.cli.say import note
from matcher.cli.showing import console, print_json

if TYPE_CHECKING:
    from matcher.explain.report import Report
    from matcher.outputs.json import Json
    from matcher.workflows.where import Where

PAGES = (".html", ".json")


def page_of(text: str | None) -> Path | None:
    """Where to write, made sure of before the work begins."""
    if text is None:
        return None
    path = path_of("-o", text)
    if path.suffix.casefold() not in PAGES:
        raise Usage(f'-o needs a name that ends in {", ".join(PAGES)}. You typed "{path.name}".')
    return path


def show_page(report: Report, value: Json, *, as_json: bool, to: Path | None) -> None:
    """The page and the same as JSON: one on screen, one in the file where there is one."""
    if as_json:
        print_json(value)
    elif to is None:
        from matcher.outputs.report import show

        show(report, console())
    if to is not None:
        _write(report, value, to)
        kept.keep(f"{to} was written.")
        note(f"Wrote {to}. Run {report.stamp.run}.")


def tell_written(place: Where, what: str, path: Path | None, *, rows: int, client: str = "") -> None:
    """Log a file about people, where one was written; say so where that could not be."""
    if path is None:
        return
    from matcher.workflows.lists.written import log_file

    unlogged = log_file(place, what, form=path.suffix.casefold()[1:], rows=rows, client=client)
    if unlogged:
        note(unlogged)


def _write(report: Report, value: Json, path: Path) -> None:
    if path.suffix.casefold() == ".html":
        from matcher.outputs.report import write

        write(report, path)
        return
    from matcher.outputs.atomic import write_text
    from matcher.outputs.json import dumps

    write_text(path, dumps(value))

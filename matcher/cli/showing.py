"""A list or a pair, shown the way that was asked for: cards, JSON, or a file by its ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.base.problems import Usage
from matcher.cli import kept
from matcher.cli.arguments import path_of
from matcher.cli.say import note, out_json

if TYPE_CHECKING:
    from rich.console import Console

    from matcher.outputs.json import Json
    from matcher.workflows.lists.shortlist import Listed
    from matcher.workflows.where import Where

ENDINGS = (".html", ".xlsx", ".json", ".parquet")
LADDER_ENDINGS = (".html", ".json")


def file_of(text: str | None) -> Path | None:
    """Where to write, made sure of before the work begins."""
    if text is None:
        return None
    path = path_of("-o", text)
    if path.suffix.casefold() not in ENDINGS:
        raise Usage(f'-o needs a name that ends in {", ".join(ENDINGS)}. You typed "{path.name}".')
    return path


def ladder_file(path: Path | None, *, ladder: bool) -> Path | None:
    """The same file, made sure that it has a place for what would open more doors."""
    if ladder and path is not None and path.suffix.casefold() not in LADDER_ENDINGS:
        raise Usage(f'--ladder goes with -o names that end in {" or ".join(LADDER_ENDINGS)}. You typed "{path.name}".')
    return path


def show_list(listed: Listed, *, as_json: bool, to: Path | None, place: Where) -> None:
    """A shortlist or a list of jobs of the programme at `place`."""
    if as_json:
        print_json(_as_json(listed))
    elif to is None:
        from matcher.outputs.terminal import show

        show(listed.explained, console(), ladder=listed.ladder)
    if to is not None:
        _WRITERS[to.suffix.casefold()](listed, to)
        kept.keep(f"{to} was written.")
        note(f"Wrote {to}. Run {listed.explained.stamp.run}.")
        _log(listed, place, form=to.suffix.casefold()[1:])
    if listed.note:
        note(listed.note)


def _log(listed: Listed, place: Where, *, form: str) -> None:
    from matcher.workflows.lists.written import log_written

    unlogged = log_written(place, listed.explained, form=form)
    if unlogged:
        note(unlogged)


def print_json(value: Json) -> None:
    """JSON on stdout."""
    from matcher.outputs.json import dumps

    out_json(dumps(value))


def console() -> Console:
    """Where cards are printed: plain where it is no terminal, without colour where NO_COLOR is set."""
    from rich.console import Console

    class Quiet(Console):
        def on_broken_pipe(self) -> None:
            """Whoever read the output has left: told like anything else, at the last door."""
            raise BrokenPipeError

    return Quiet(highlight=False, markup=False, emoji=False)


def _as_json(listed: Listed) -> Json:
    from matcher.outputs.json import as_json

    if listed.ladder is None:
        return as_json(listed.explained)
    from matcher.outputs.ladder import ladder_as_json

    return {**as_json(listed.explained), "ladder": ladder_as_json(listed.ladder)}


def _page(listed: Listed, path: Path) -> None:
    from matcher.outputs.page import write

    write(listed.explained, path, ladder=listed.ladder)


def _workbook(listed: Listed, path: Path) -> None:
    from matcher.outputs.decisions import decisions_table
    from matcher.outputs.workbook import write

    more = [decisions_table(listed.explained, listed.rules)] if listed.rules is not None else []
    write(listed.explained, path, more=more)


def _json(listed: Listed, path: Path) -> None:
    from matcher.outputs.atomic import write_text
    from matcher.outputs.json import dumps

    write_text(path, dumps(_as_json(listed)))


def _parquet(listed: Listed, path: Path) -> None:
    """Rows in the file that was named, lines beside it."""
    import tempfile

    from matcher.outputs.atomic import atomic
    from matcher.outputs.parquet import write

    explained = listed.explained
    beside = path.with_name(f"{path.stem}-lines{path.suffix}")
    with tempfile.TemporaryDirectory() as made:
        write([explained], Path(made), stamp=explained.stamp)
        for name, final in (("rows.parquet", path), ("lines.parquet", beside)):
            with atomic(final) as place:
                place.write_bytes((Path(made) / name).read_bytes())


_WRITERS: dict[str, Callable[[Listed, Path], None]] = {
    ".html": _page,
    ".xlsx": _workbook,
    ".json": _json,
    ".parquet": _parquet,
}

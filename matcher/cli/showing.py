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

    from matcher.explain.shape import ExplainedList
    from matcher.outputs.json import Json
    from matcher.workflows.shortlist import Listed

ENDINGS = (".html", ".xlsx", ".json", ".parquet")


def file_of(text: str | None) -> Path | None:
    """Where to write, made sure of before the work begins."""
    if text is None:
        return None
    path = path_of("-o", text)
    if path.suffix.casefold() not in ENDINGS:
        raise Usage(f'-o needs a name that ends in {", ".join(ENDINGS)}. You typed "{path.name}".')
    return path


def show_list(listed: Listed, *, as_json: bool, to: Path | None) -> None:
    """A shortlist or a list of jobs."""
    if as_json:
        from matcher.outputs.json import as_json as json_of

        print_json(json_of(listed.explained))
    elif to is None:
        from matcher.outputs.terminal import show

        show(listed.explained, console())
    if to is not None:
        _WRITERS[to.suffix.casefold()](listed.explained, to)
        kept.keep(f"{to} was written.")
        note(f"Wrote {to}. Run {listed.explained.stamp.run}.")
    if listed.note:
        note(listed.note)


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


def _page(explained: ExplainedList, path: Path) -> None:
    from matcher.outputs.page import write

    write(explained, path)


def _workbook(explained: ExplainedList, path: Path) -> None:
    from matcher.outputs.workbook import write

    write(explained, path)


def _json(explained: ExplainedList, path: Path) -> None:
    from matcher.outputs.json import dump

    dump(explained, path)


def _parquet(explained: ExplainedList, path: Path) -> None:
    """Rows in the file that was named, lines beside it."""
    import tempfile

    from matcher.outputs.atomic import atomic
    from matcher.outputs.parquet import write

    beside = path.with_name(f"{path.stem}-lines{path.suffix}")
    with tempfile.TemporaryDirectory() as made:
        write([explained], Path(made), stamp=explained.stamp)
        for name, final in (("rows.parquet", path), ("lines.parquet", beside)):
            with atomic(final) as place:
                place.write_bytes((Path(made) / name).read_bytes())


_WRITERS: dict[str, Callable[[ExplainedList, Path], None]] = {
    ".html": _page,
    ".xlsx": _workbook,
    ".json": _json,
    ".parquet": _parquet,
}

"""An employer's pack as one self-contained page: no script, nothing fetched, prints on paper."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from matcher.base.days import say_day
from matcher.base.problems import Usage
from matcher.explain.pack import PackView
from matcher.library.brokerage.packs import Packs
from matcher.library.load import Library
from matcher.outputs import pack_workbook
from matcher.outputs.atomic import write_text
from matcher.outputs.page import environment, style

Lines = list[tuple[str, tuple[str, ...]]]
PAGES, WORKBOOKS = (".html", ".htm"), (".xlsx",)


def write(pack: PackView, path: Path, *, library: Library) -> None:
    """The pack as a file, by its ending, whole or not at all. Raises Usage for an ending that is neither."""
    ending = path.suffix.lower()
    if ending in PAGES:
        write_text(path, as_page(pack, library=library))
    elif ending in WORKBOOKS:
        pack_workbook.write(pack, path, library=library)
    else:
        raise Usage(f'"{path.name}" must end in .html or .xlsx, so that we know what to write.')


def as_page(pack: PackView, *, library: Library) -> str:
    """The page's text."""
    words = library.brokerage.packs
    return (
        environment()
        .get_template("pack.html")
        .render(
            pack=pack,
            words=words,
            title=words.title.format(job=pack.job),
            parts=parts(pack, words),
            spoken=[one for one in pack.people if one.words],
            silent=[one.letter for one in pack.people if not one.words],
            answers=[one.name for one in library.brokerage.answers.answers],
            closing=words.closing.format(until=say_day(pack.until)),
            css=style(),
        )
    )


def parts(pack: PackView, words: Packs) -> tuple[tuple[str, Lines], ...]:
    """What some people have lines of: a heading, and the letters with theirs. Those without have no line at all."""
    return (
        (words.headings["brings"], _lines((one.letter, one.brings) for one in pack.people)),
        (words.headings["adjustments"], _lines((one.letter, one.adjustments) for one in pack.people)),
        (words.headings["provides"], _lines((one.letter, one.provides) for one in pack.people)),
    )


def _lines(several: Iterable[tuple[str, tuple[str, ...]]]) -> Lines:
    return [(letter, lines) for letter, lines in several if lines]

"""One self-contained page for one list: no script, nothing fetched, reads at 320 px, prints."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.base.days import say_day
from matcher.explain.fitting import capital
from matcher.explain.helpers import say_helper
from matcher.outputs import ladder as ladder_words
from matcher.outputs.atomic import write_text
from matcher.outputs.plain import ended, printable
from matcher.outputs.words import ASKED, STATES, WHOSE, in_points, points, reach

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from matcher.explain.ladder import ClientLadder, VacancyLadder
    from matcher.explain.shape import ExplainedList


def write(explained: ExplainedList, path: Path, *, ladder: ClientLadder | VacancyLadder | None = None) -> None:
    """The page as a file, whole or not at all."""
    write_text(path, render(explained, ladder=ladder))


def render(explained: ExplainedList, *, ladder: ClientLadder | VacancyLadder | None = None) -> str:
    """The page's text; with what would open further doors where it is given."""
    shortlist = explained.side == "vacancy"
    return (
        environment()
        .get_template("list.html")
        .render(
            list=explained,
            heading=f"Shortlist for {explained.title}" if shortlist else f"Jobs for {explained.title}",
            on=say_day(explained.stamp.on),
            css=style(),
            ladder=ladder,
            words=ladder_words,
        )
    )


def style() -> Markup:
    """The one style sheet of every page: our own file, the only text that is not escaped."""
    from markupsafe import Markup

    loader = environment().loader
    return Markup((loader.get_source(environment(), "page.css") if loader else ("",))[0])


@cache
def environment() -> Environment:
    """Where pages are made: everything is escaped, and a name that is not there is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("matcher.outputs", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters.update(ended=ended, capital=capital, day=say_day, helper=say_helper)
    made.globals.update(whose=WHOSE, asked=ASKED, states=STATES, points=points, in_points=in_points, reach=reach)
    return made


def _shown(value: object) -> object:
    """Text on one line without control characters; what is markup already stays as it is."""
    return printable(value) if type(value) is str else value

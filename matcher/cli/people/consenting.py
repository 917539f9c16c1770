"""`matcher consent`: what a client agreed to, taken back in one step, and who was not asked."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from matcher.base.problems import Usage, shorten
from matcher.cli.app import EVERY_DAY, AsJson, Page, app
from matcher.cli.arguments import day_of, path_of, reference
from matcher.cli.introductions.deciding import MaySay, may_say_of, words_of
from matcher.cli.placed import placed
from matcher.workflows.where import Where


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher consent C0012\nmatcher consent C0012 matching --by kw-1\n"
    'matcher consent C0012 introduction --employer E003 --may-say "I like a busy kitchen." --by kw-1\n'
    "matcher consent C0012 introduction --employer E003 --withdraw\n"
    "matcher consent --missing introduction --employer E003",
)
@placed()
def consent(
    place: Where,
    client: Annotated[
        str | None, typer.Argument(metavar="CLIENT", help="the client's reference; alone, what they agreed to")
    ] = None,
    purpose: Annotated[
        str | None,
        typer.Argument(metavar="PURPOSE", help="matching, introduction, adjustments, story or equality"),
    ] = None,
    employer: Annotated[
        str | None, typer.Option("--employer", metavar="EMPLOYER", help="for one employer, by its reference")
    ] = None,
    every_employer: Annotated[
        bool, typer.Option("--every-employer", help="for any employer; each job is still asked about")
    ] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="take it back, from today; no reason is asked")] = False,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="the last day it holds")] = None,
    words: Annotated[
        str, typer.Option("--words", metavar="TEXT", help="the words you asked with; else those of the models are kept")
    ] = "",
    may_say: MaySay = None,
    missing: Annotated[
        str | None, typer.Option("--missing", metavar="PURPOSE", help="list who has not agreed, and why, with counts")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Record what a client agrees to, or takes back; show what they agreed to; list who was not asked."""
    from matcher.cli.people.consented import show_kept, show_standing, show_worklist
    from matcher.workflows.people import consenting

    about = None if employer is None else reference("--employer", employer)
    if employer is not None and every_employer:
        raise Usage("--employer and --every-employer do not go together.")
    if missing is not None:
        if client is not None:
            raise Usage("--missing lists everybody: leave the client's reference out.")
        show_worklist(consenting.worklist(place, missing, employer=about), as_json=as_json)
        return
    if client is None:
        raise Usage("Say whose: matcher consent C0012. Or list who was not asked: matcher consent --missing matching.")
    who = reference("CLIENT", client)
    if purpose is None:
        if withdraw or words or may_say or until or about or every_employer:
            raise Usage("Say for what: matcher consent C0012 introduction --employer E003.")
        show_standing(consenting.standing(place, who), as_json=as_json)
        return
    if withdraw:
        if words or may_say or until:
            raise Usage("--withdraw goes without --words, --may-say and --until: nobody asks why.")
        show_kept(consenting.take_back(place, who, purpose, employer=about), as_json=as_json)
        return
    if about is None and not every_employer and consenting.for_each_employer(place, purpose):
        raise Usage("Say for whom: --employer E003 for one employer, or --every-employer.")
    asking = consenting.Asking(
        words=words_of("--words", words),
        may_say=may_say_of(may_say),
        until=None if until is None else day_of("--until", until),
    )
    show_kept(consenting.record(place, who, purpose, employer=about, asking=asking), as_json=as_json)


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher page C0012 --as key-worker -o C0012.html\n"
    "matcher page C0012 --as key-worker -o C0012.html --large\n"
    "matcher page C0012 --as key-worker -o C0012.html --easy",
)
@placed()
def page(
    place: Where,
    client: Annotated[str, typer.Argument(metavar="CLIENT", help="the client's reference, such as C0012")],
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE", help="where to write the page, .html")],
    large: Annotated[bool, typer.Option("--large", help="in large print")] = False,
    easy: Annotated[bool, typer.Option("--easy", help="in easy-read words and large print")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a client's own page: what we hold and what we'd like to do, to read, correct, strike out and sign."""
    from matcher.cli.people.consented import show_page
    from matcher.workflows.people.client_page import make

    path = path_of("-o", out)
    if path.suffix.casefold() != ".html":
        raise Usage(f'-o needs a name that ends in .html. You typed "{shorten(path.name)}".')
    if large and easy:
        raise Usage("--easy is in large print already: leave --large out.")
    style: Literal["plain", "large", "easy"] = "easy" if easy else "large" if large else "plain"
    show_page(make(place, reference("CLIENT", client), path, style=style), as_json=as_json)

"""The command that looks at what employers ask for: a vacancy, an advert, adverts by the thousand, the whole market."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from matcher.base.problems import Usage
from matcher.cli import kept
from matcher.cli.app import EMPLOYERS, AsJson, Page, app
from matcher.cli.arguments import path_of, reference
from matcher.cli.placed import placed
from matcher.cli.say import note, out, problem_lines
from matcher.workflows.where import Where

_ADVERTS = frozenset([".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".json", ".jsonld"])
_ALONE = "For one advert there are --all, --sheet and --json."


@app.command(
    cls=Page,
    rich_help_panel=EMPLOYERS,
    epilog="matcher check V0031\nmatcher check V0031 --pool\nmatcher check advert.txt --sheet questions.html\n"
    "matcher check --jsonl adverts.jsonl > findings.jsonl\nmatcher check --market",
)
@placed(signed=False)
def check(
    place: Where,
    what: Annotated[
        str | None,
        typer.Argument(metavar="VACANCY|ADVERT", help="a vacancy's reference, such as V0031, or a file with an advert"),
    ] = None,
    pool: Annotated[
        bool,
        typer.Option("--pool", help="also count the pool of clients both ways, and who would be on the list otherwise"),
    ] = False,
    market: Annotated[
        bool, typer.Option("--market", help="instead of one vacancy: what keeps people out over all open ones")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="with --market: print CSV for a spreadsheet")] = False,
    jsonl: Annotated[
        str | None,
        typer.Option("--jsonl", metavar="FILE", help="adverts, one JSON object a line: id, text, occupation"),
    ] = None,
    occupation: Annotated[
        str | None, typer.Option("--occupation", metavar="WORDS", help="what the job is, where the advert does not say")
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="FILE", help="write the questions to the employer: .html or .txt")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="with an advert: also what is only worth asking")] = False,
    as_json: AsJson = False,
) -> int:
    """Look at what an employer asks for: each doubt, the words it came from, what to ask, and whom it keeps out."""
    if jsonl is not None:
        others = (what, sheet, occupation)
        if market or pool or as_csv or everything or as_json or any(one is not None for one in others):
            raise Usage("--jsonl is about the adverts in that file: leave out everything else but --models.")
        return check_jsonl(path_of("--jsonl", jsonl), place.models)
    if market:
        check_market(place, what, pool=pool, as_csv=as_csv, as_json=as_json)
        return 0
    if as_csv:
        raise Usage("--csv goes with --market. For one vacancy there is --json.")
    if what is None:
        raise Usage("Type a vacancy's reference, such as V0031, or the name of a file with an advert; or --market.")
    if is_advert(what):
        if pool:
            raise Usage(f"--pool needs a vacancy that is in the programme: import the advert first. {_ALONE}")
        check_file(path_of("ADVERT", what), place.models, occupation, sheet, everything=everything, as_json=as_json)
        return 0
    if everything or occupation is not None:
        raise Usage("--all and --occupation go with an advert in a file, such as advert.txt.")
    check_vacancy(place, reference("VACANCY", what), sheet, pool=pool, as_json=as_json)
    return 0


def is_advert(what: str) -> bool:
    """Whether something typed names a file rather than a vacancy."""
    return Path(what).suffix.lower() in _ADVERTS or "/" in what or "\\" in what


def check_vacancy(place: Where, vacancy: str, sheet: str | None, *, pool: bool, as_json: bool) -> None:
    """A vacancy of the programme, with both pools where they are asked for."""
    from matcher.cli.adverts.checking import show_checked
    from matcher.workflows.adverts.check import check as look
    from matcher.workflows.adverts.check import check_with_pool

    checked = check_with_pool(place, vacancy) if pool else look(place, vacancy)
    if sheet is not None:
        from matcher.outputs.sheet import write

        write(checked.sheet, path_of("--sheet", sheet))
        kept.keep(f"The questions are in {sheet}.")
    show_checked(checked, as_json=as_json)


def check_file(
    path: Path, models: Path | None, occupation: str | None, sheet: str | None, *, everything: bool, as_json: bool
) -> None:
    """An advert in a file, before anything is loaded."""
    from matcher.cli.adverts.advert import show_advert
    from matcher.workflows.adverts.check_advert import check_advert

    checked = check_advert(path, models=models, occupation=occupation or "")
    for line in problem_lines(checked.problems):
        note(line)
    if sheet is not None:
        from matcher.outputs.sheet import write

        write(checked.sheet, path_of("--sheet", sheet))
        kept.keep(f"The questions are in {sheet}.")
    show_advert(checked, as_json=as_json, everything=everything)


def check_jsonl(path: Path, models: Path | None) -> int:
    """Adverts by the thousand, a line in and a line out. 1 where a line could not be read, which its own line says."""
    from matcher.workflows.adverts.check_lines import check_lines

    refused = 0
    for line, good in check_lines(path, models=models):
        out(line)
        refused += not good
    if refused:
        note(f"{refused:,} {'line' if refused == 1 else 'lines'} could not be read; each says why in its place.")
    return 1 if refused else 0


def check_market(place: Where, what: str | None, *, pool: bool, as_csv: bool, as_json: bool) -> None:
    """What keeps people out over all open vacancies. Raises Usage for options that go with one vacancy only."""
    if what is not None or pool:
        raise Usage("--market is about all open vacancies: leave out the vacancy's reference and --pool.")
    if as_csv and as_json:
        raise Usage("--json and --csv are two ways to print the same: choose one.")
    from matcher.cli.outlook.market import show_market
    from matcher.workflows.outlook.market import market

    show_market(market(place), "csv" if as_csv else "json" if as_json else "screen")

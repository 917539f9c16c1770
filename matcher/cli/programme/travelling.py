"""Commands that load what people travel by: a map of postcode sectors, a timetable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import kept
from matcher.cli.app import (
    AsJson,
    Page,
    places_app,
    timetable_app,
)
from matcher.cli.arguments import path_of, size_of
from matcher.cli.placed import placed
from matcher.cli.say import out, problem_lines, warn_of_a_wait
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.workflows.programme.travelling import Loaded

LARGE = 20_000_000
"""Bytes that take long enough to read for a word beforehand."""
NOTES_SHOWN = 20
FINE, PROBLEMS = 0, 1

DryRun = Annotated[bool, typer.Option("--dry-run", help="say what would be read; keep nothing")]


@places_app.command(
    "import",
    cls=Page,
    epilog="matcher places import ONSPD.zip\nmatcher places import codepo_gb.zip --dry-run\n"
    "matcher places import sectors.csv",
)
@placed(signed=False)
def import_places(
    place: Where,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="ONSPD or Code-Point Open as published (zip, folder, CSV), or sectors"),
    ],
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> int:
    """Load where postcode sectors are, from a published list. No postcode is kept, only the middle of each sector."""
    from matcher.workflows.programme.travelling import import_places as load

    path = path_of("FILE", file)
    warn_of_a_wait(f"Reading {path.name}", size_of(path), much=LARGE)
    return show_loaded(load(place, path, dry_run=dry_run), as_json=as_json)


@timetable_app.command(
    "import",
    cls=Page,
    epilog="matcher timetable import gtfs.zip\nmatcher timetable import gtfs.zip --replace --partial\n"
    "matcher timetable import travel-times.csv",
)
@placed(signed=False)
def import_timetable(
    place: Where,
    file: Annotated[str, typer.Argument(metavar="FILE", help="a GTFS feed (zip or folder), or a CSV of travel times")],
    replace: Annotated[bool, typer.Option("--replace", help="put it in the place of the one that is loaded")] = False,
    partial: Annotated[
        bool,
        typer.Option("--partial", help="other services run there too: no way in it does not mean there is none"),
    ] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> int:
    """Load a timetable, so that journeys by public transport are looked up and no longer estimated."""
    from matcher.workflows.programme.travelling import import_timetable as load

    path = path_of("FILE", file)
    warn_of_a_wait(f"Reading {path.name}", size_of(path), much=LARGE)
    loaded = load(place, path, replace=replace, partial=partial, dry_run=dry_run)
    return show_loaded(loaded, as_json=as_json)


def show_loaded(loaded: Loaded, *, as_json: bool) -> int:
    """Tell what came of it; 1 where something has to be put right."""
    if loaded.saved:
        kept.keep("What was read is kept.")
    if as_json:
        from matcher.cli.showing import print_json

        print_json(
            {
                "format": 1,
                "what": loaded.what,
                "saved": loaded.saved,
                "source": loaded.source,
                "read": {name: {"found": found, "used": used} for name, (found, used) in loaded.counts.items()},
                "left_out": dict(loaded.left_out),
                "says": list(loaded.says),
                "problems": [
                    {"where": p.where, "value": p.value, "what": p.what, "fix": p.fix, "stops_row": p.stops_row}
                    for p in loaded.problems
                ],
            }
        )
    else:
        for line in _lines(loaded):
            out(line)
    return PROBLEMS if loaded.stopping else FINE


def _lines(loaded: Loaded) -> Iterator[str]:
    for name, (found, used) in loaded.counts.items():
        yield f"{name}: {found:,} found, {used:,} used." if found != used else f"{name}: {used:,}."
    for why, count in loaded.left_out.items():
        yield f"  not used, {why}: {count:,}."
    yield from loaded.says
    if loaded.stopping:
        yield "\nTo put right:"
        yield from (f"  {line}" for line in problem_lines(loaded.stopping))
    if loaded.notes:
        yield "\nTo look at:"
        yield from (f"  {line}" for line in problem_lines(loaded.notes, most=NOTES_SHOWN))
    yield ""
    if loaded.saved:
        yield f"Kept: {loaded.what} from {loaded.source}."
    elif loaded.what:
        yield "Nothing was kept: this was a dry run. Run it again without --dry-run."
    else:
        yield "Nothing could be used, so nothing was changed."

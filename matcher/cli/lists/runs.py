"""`matcher runs`: lists that were shown before, what they were made of, and any of them in the same words again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage
from matcher.cli.app import PROGRAMME, AsJson, OutFile, Page, group
from matcher.cli.arguments import reference, whole
from matcher.cli.placed import placed
from matcher.cli.say import note, out
from matcher.cli.showing import file_of, print_json, show_list
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.store.runs import Made, RunLine
    from matcher.workflows.lists.again import Again

MOST, MOST_AT_ONCE = 20, 10_000

runs_app = group("runs", PROGRAMME, "List what was shown before, and show any of it again in the same words.")


@runs_app.command("list", cls=Page, epilog="matcher runs list\nmatcher runs list --most 100 --json")
@placed()
def list_runs(
    place: Where,
    most: Annotated[
        str | None, typer.Option("--most", metavar="N", help=f"how many, latest first; else {MOST}")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the runs that were made last: what each was of, by whom and when."""
    from matcher.workflows.lists.again import runs

    count = MOST if most is None else whole("--most", most, least=1, most=MOST_AT_ONCE)
    found = runs(place, most=count)
    if as_json:
        print_json({"format": 1, "runs": [_as_json(one) for one in found]})
        return
    for one in found:
        times = "" if one.times == 1 else f", {one.times:,} times in all"
        out(f"{one.run}  {one.command} {one.subject}".rstrip() + f"  for {one.day}; {_by(one.last)}{times}")
    if not found:
        note("No list has been kept yet: `matcher shortlist VACANCY` makes one.")


@runs_app.command(
    cls=Page,
    epilog="matcher runs show last\nmatcher runs show last -o as-it-was.html\nmatcher runs show last --manifest",
)
@placed()
def show(
    place: Where,
    run: Annotated[str, typer.Argument(metavar="RUN", help="the run as it stands on the list, or `last`")],
    manifest: Annotated[
        bool, typer.Option("--manifest", help="print what it was made of, as JSON, and name nobody")
    ] = False,
    out_file: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Show an old list as it was: by the records, the rules and the words of that day, from what was kept.

    Who was erased since stays out. Whether every word and number is the same as then is told below it.
    """
    from matcher.workflows.lists import again as past

    named, to = reference("RUN", run), file_of(out_file)
    if manifest:
        if to is not None:
            raise Usage("--manifest is printed as JSON; leave out -o.")
        print_json(past.manifest(place, named))
        return
    from matcher.workflows.lists.shortlist import Listed

    found = past.again(place, named)
    show_list(Listed(found.explained), as_json=as_json, to=to, place=place)
    _tell(found)


def _tell(found: Again) -> None:
    note(f"Run {found.explained.stamp.run}, first {_by(found.made[0])}; made {len(found.made):,} times.")
    if found.same:
        note("Every word and number is as it was: the hash of the list is the one that was kept.")
        return
    note("It is not the same as then in every word and number:")
    for sentence in found.why:
        note(f"- {sentence}")


def _by(made: Made) -> str:
    """`made 2026-11-22 at 08:25 UTC by epc-2 (epc)`."""
    hand = f" by {made.by}" if made.by else ""
    return f"made {made.at[:10]} at {made.at[11:16]} UTC{hand} ({made.role.replace('_', ' ')})"


def _as_json(one: RunLine) -> dict[str, object]:
    return {
        "run": one.run,
        "command": one.command,
        "on": one.day,
        "version": one.version,
        "of": one.side or None,
        "subject": one.subject or None,
        "times": one.times,
        "last": {"at": one.last.at, "by": one.last.by, "role": one.last.role},
    }

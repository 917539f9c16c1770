"""`matcher log`: whether the log is whole, and what is in it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage
from matcher.cli import kept
from matcher.cli.app import PROGRAMME, AsJson, Page, group
from matcher.cli.arguments import day_of, path_of, reference, whole
from matcher.cli.placed import placed
from matcher.cli.say import note, out
from matcher.cli.showing import print_json
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.workflows.upkeep.logbook import Checked, Line
    from matcher.workflows.where import Where

ENDINGS = (".jsonl", ".csv", ".xlsx")
ON_SCREEN, IN_A_FILE = 50, 1_000_000
HASH_DIGITS = 64
NUMBERS_SHOWN = 10

log_app = group("log", PROGRAMME, "Check that the log of what was done is whole, and read it.")


@log_app.command(cls=Page, epilog="matcher log verify\nmatcher log verify --json")
@placed()
def verify(
    place: Where,
    expect: Annotated[
        str | None,
        typer.Option("--expect", metavar="HASH", help="the hash you wrote down last time; it must still be there"),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Check every entry of the log against the one before, and the words against their digests.

    The hash it ends with belongs on paper, or with somebody else: a log that was written anew does not hold it.
    """
    from matcher.workflows.upkeep.logbook import verify as check

    found = check(place, expect=_hash(expect))
    if as_json:
        print_json({"format": 1, **asdict(found), "sound": found.sound})
    else:
        _tell(found)
    return 0 if found.sound else 1


def _hash(text: str | None) -> str:
    said = "" if text is None else text.strip().casefold()
    if text is not None and (len(said) != HASH_DIGITS or not set(said) <= set("0123456789abcdef")):
        raise Usage(
            f"--expect must be the hash that `matcher log verify` printed: {HASH_DIGITS} digits and letters a to f."
        )
    return said


def _tell(found: Checked) -> None:
    restore = "Put the programme back from a copy, and ask whoever looks after the database who wrote to it."
    if found.broken is not None:
        note(f"The log is broken at entry {found.broken:,}. {found.says}")
        note(f"The {found.entries:,} entries before it hold together. {restore}")
        return
    if found.wrong_words:
        shown = ", ".join(f"{one:,}" for one in found.wrong_words[:NUMBERS_SHOWN])
        more = len(found.wrong_words) - NUMBERS_SHOWN
        note(
            f"The words kept beside these entries are others than were written: {shown}"
            + (f" and {more:,} more." if more > 0 else ".")
        )
        note(restore)
    if found.expected == 0:
        note(f"No entry has the hash you wrote down: entries were cut off or written anew since. {restore}")
    elif found.expected:
        out(f"The hash you wrote down is that of entry {found.expected:,}.")
    if found.sound:
        out(f"The log is whole: {found.entries:,} entries, each following from the one before.")
        if found.entries:
            out(f"Write down: {found.last}")


@log_app.command(
    cls=Page,
    epilog="matcher log show --as manager\nmatcher log show --vacancy V0031 --as auditor\n"
    "matcher log show --since 01/11/2026 -o log.csv --as auditor",
)
@placed()
def show(
    place: Where,
    client: Annotated[
        str | None, typer.Option("--client", metavar="CLIENT", help="only of this client: a reference, or a mark")
    ] = None,
    vacancy: Annotated[str | None, typer.Option("--vacancy", metavar="VACANCY", help="only of this vacancy")] = None,
    action: Annotated[
        str | None, typer.Option("--action", metavar="ACTION", help="only of this kind, such as decide")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="only from this day on")] = None,
    most: Annotated[
        str | None, typer.Option("--most", metavar="N", help=f"the last N; else {ON_SCREEN}, or all in a file")
    ] = None,
    out_file: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FILE", help=f"write a file, by its ending: {' '.join(ENDINGS)}"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read the log: who did what and when, in codes and marks that name no client.

    With --client, a client's key worker or a manager reads that client's entries with the words that were said.
    """
    from matcher.workflows.upkeep.logbook import Asked
    from matcher.workflows.upkeep.logbook import show as read

    to = _file(out_file)
    asked = Asked(
        client=_said("--client", client),
        vacancy=_said("--vacancy", vacancy),
        action=_said("--action", action),
        since=None if since is None else day_of("--since", since),
        most=_most(most, as_json=as_json or to is not None),
    )
    found = read(place, asked)
    if as_json:
        print_json({"format": 1, "entries": [asdict(one) for one in found]})
    elif to is None:
        for one in found:
            out(_in_a_line(one))
    if to is not None:
        _write(found, to, place)
    if not found:
        note("There is no such entry in the log.")


def _write(found: tuple[Line, ...], to: Path, place: Where) -> None:
    from matcher.outputs.log import write
    from matcher.workflows.today import today
    from matcher.workflows.upkeep.logbook import log_written

    write([asdict(one) for one in found], to, on=place.on or today())
    kept.keep(f"{to} was written.")
    note(f"Wrote {to}: {len(found):,} entries.")
    log_written(place, form=to.suffix.casefold()[1:], entries=len(found))


def _in_a_line(one: Line) -> str:
    """`12  2026-11-22 08:25  epc-2 (epc): a list was made and shown; vacancy V0031; run ...; listed: 37`."""
    about = {"client": one.client, "vacancy": one.vacancy, "employer": one.employer, "run": one.run}
    parts = [f"{name} {said}" for name, said in about.items() if said]
    parts += [f"{name}: {said}" for name, said in one.codes.items() if said is not None and said != ""]
    hand = f"{one.by} ({one.role})" if one.by else one.role
    words = f' "{one.words}"' if one.words else ""
    return (
        f"{one.entry}  {one.at[:10]} {one.at[11:16]}  {hand.replace('_', ' ')}: {'; '.join([one.says, *parts])}{words}"
    )


def _said(option: str, text: str | None) -> str:
    return "" if text is None else reference(option, text)


def _most(text: str | None, *, as_json: bool) -> int:
    if text is None:
        return IN_A_FILE if as_json else ON_SCREEN
    return whole("--most", text, least=1, most=IN_A_FILE)


def _file(text: str | None) -> Path | None:
    path = None if text is None else path_of("-o", text)
    if path is not None and path.suffix.casefold() not in ENDINGS:
        raise Usage(f'-o needs a name that ends in {", ".join(ENDINGS)}. You typed "{path.name}".')
    return path

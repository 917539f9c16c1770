"""Commands about what is held of people: erase, hold, retention, export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage
from matcher.cli import kept
from matcher.cli.app import PROGRAMME, AsJson, Page, group
from matcher.cli.arguments import day_of, path_of, reference
from matcher.cli.placed import placed
from matcher.cli.say import out, out_json, program
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.store.retaining import Looked
    from matcher.workflows.people.data import Gone

data_app = group("data", PROGRAMME, "What is held of people: give it to them, erase it, hold it, let go of it in time.")
FINE, LOOK = 0, 1
LISTED = 20

ClientRef = Annotated[str, typer.Argument(metavar="CLIENT", help="the client's reference, such as C0012")]


@data_app.command(cls=Page, epilog="matcher data erase C0012 --ground request --as manager --by m-1")
@placed()
def erase(
    place: Where,
    client: ClientRef,
    ground: Annotated[
        str,
        typer.Option(
            "--ground", metavar="GROUND", help="why: request, objection, withdrawn, retention, mistake; it is logged"
        ),
    ],
) -> int:
    """Erase a client: every row, and every byte in the store's files. It cannot be undone.

    The log keeps that somebody was erased, on which ground and when, and stays verifiable. Files that lists were
    written to are named for you to delete.
    """
    from matcher.workflows.people.data import erase as do

    if not place.by:
        raise Usage("Erasing needs --by with your own reference, such as m-1: somebody answers for it.")
    gone = do(place, reference("CLIENT", client), ground=ground)
    kept.keep("The client is erased.")
    for line in _gone(gone):
        out(line)
    return LOOK if gone.named or gone.closed else FINE


def _gone(gone: Gone) -> Iterator[str]:
    count = sum(gone.erased.rows.values())
    yield f"Erased: {count:,} rows of {len(gone.erased.rows)} tables. Entry {gone.erased.entry} of the log says so."
    if gone.erased.mended:
        yield f"Taken out of {gone.erased.mended:,} rows that are about others or about nobody."
    for path in gone.copies:
        yield f"Deleted {path}, a whole copy that the program had made."
    if gone.server:
        yield "The server's own journal and backups keep what they hold until they are written over: ask its keeper."
    if not gone.sure:
        yield "The reference is a plain number or word: files were looked through for the name only."
    if gone.named:
        yield "These files still name the person. Delete them, or make them again:"
        yield from _paths(gone.named)
    if gone.closed:
        yield "These files could not be looked into:"
        yield from _paths(gone.closed)
    yield f"Backups elsewhere: `{program()} db restore` erases them again from what it puts back."


def _paths(paths: tuple[object, ...]) -> Iterator[str]:
    yield from (f"  {path}" for path in paths[:LISTED])
    if len(paths) > LISTED:
        yield f"  ... and {len(paths) - LISTED:,} more."


@data_app.command(
    cls=Page,
    epilog="matcher data hold C0012 --owner m-1 --review 31/12/2026 --as manager --by m-1",
)
@placed()
def hold(
    place: Where,
    client: ClientRef,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="REF", help="who is asked about it: a staff reference")
    ] = None,
    review: Annotated[
        str | None, typer.Option("--review", metavar="DAY", help="the day on which it is looked at again")
    ] = None,
    lift: Annotated[bool, typer.Option("--lift", help="end the hold")] = False,
) -> int:
    """Keep a client's record from being erased, such as for a claim; or end that."""
    from matcher.workflows.people.data import hold as put
    from matcher.workflows.people.data import lift as end

    here = place
    who = reference("CLIENT", client)
    if lift:
        end(here, who)
        out(f"The hold on {who} is ended.")
        return FINE
    if not owner or not review:
        raise Usage("A hold needs --owner, who is asked about it, and --review, the day it is looked at again.")
    one = put(here, who, owner=reference("--owner", owner), review=day_of("--review", review))
    out(f"{who} is on hold. {one.owner} is asked about it; it is looked at again on {one.review:%d/%m/%Y}.")
    return FINE


@data_app.command(
    cls=Page, epilog="matcher data retention --as manager\nmatcher data retention --apply --as manager --by m-1"
)
@placed()
def retention(
    place: Where,
    apply: Annotated[bool, typer.Option("--apply", help="let go of it; it cannot be undone")] = False,
    as_json: AsJson = False,
) -> int:
    """Say what is past its time, by kind. Nothing goes until --apply is said."""
    from matcher.workflows.people.data import retention as look

    if apply and not place.by:
        raise Usage("--apply needs --by with your own reference, such as m-1: somebody answers for it.")
    looked = look(place, apply=apply)
    if apply:
        kept.keep("What was due is let go of.")
    if as_json:
        due = {one.rule.id.value: {"rows": one.rows, "people": one.people} for one in looked.due}
        shown = {"format": 1, "applied": apply, "due": due, "on_hold": looked.on_hold, "undated": looked.undated}
        out_json(json.dumps(shown, indent=2) + "\n")
        return FINE
    for line in _due(looked, applied=apply):
        out(line)
    return FINE


def _due(looked: Looked, *, applied: bool) -> Iterator[str]:
    for one in looked.due:
        since = "the last service" if one.rule.since == "last_service" else "it was made"
        mark = ", an assumption" if one.rule.mark == "assumption" else ""
        people = f" of {one.people:,} clients" if one.people else ""
        yield f"{one.rows:>7,}{people}: {one.rule.name} ({one.rule.months} months after {since}{mark})"
    if looked.on_hold:
        yield f"On hold, and so kept: {looked.on_hold:,} clients."
    if looked.undated:
        yield f"No day is known of {looked.undated:,} clients, so nothing of theirs is due: look at them."
    if applied:
        yield "All of that is gone; the log keeps the counts."
    elif any(one.rows for one in looked.due):
        yield f"Nothing was changed. `{program()} data retention --apply` lets go of it, for good."
    else:
        yield "Nothing is due."


@data_app.command(cls=Page, epilog="matcher data export C0012 -o for-c0012.zip --as manager --by m-1")
@placed()
def export(
    place: Where,
    client: ClientRef,
    file: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="the file to write: .zip with a page to read, or .json")
    ],
) -> int:
    """Write all that is held of a client, for themselves: a page to read, and everything as JSON."""
    from matcher.workflows.people.subject_access import export as write

    here = place
    done = write(here, reference("CLIENT", client), path_of("-o", file))
    kept.keep(f"The record is in {done.path}.")
    out(f"Wrote {done.path}: {done.held.count:,} entries.")
    if done.held.kept_back:
        out(f"Kept back in {done.held.kept_back} places: what employers said to us alone, or did not agree to pass on.")
    out("Read it before you hand it over: words in it may name somebody else. Give it to nobody but the client.")
    return FINE

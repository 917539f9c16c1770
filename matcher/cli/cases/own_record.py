"""`matcher contest`, `matcher in-work` and `matcher stuck`: what clients ask of us, and what we owe them."""

from __future__ import annotations

from typing import Annotated

import typer

from matcher.cli.app import EVERY_DAY, PROGRAMME, AsJson, Page, app, group
from matcher.cli.arguments import reference
from matcher.cli.cases.casework import Due, OfClient, StepName, kept_day, optional, short_word
from matcher.cli.cases.challenging import CaseRef, Everything, ListFile, Reason, Seen, Words, said, seen_of
from matcher.cli.lists.everyday import ClientRef
from matcher.cli.placed import placed
from matcher.workflows.where import Where

contest_app = group("contest", EVERY_DAY, "Keep and answer what a client asks about their own record.")
in_work_app = group("in-work", EVERY_DAY, "See and settle the contacts after a start.")


@contest_app.command(
    "open",
    cls=Page,
    epilog='matcher contest open C0012 correct --about "most hours a week" --before 30 --after 20\n'
    'matcher contest open C0012 person --words "I want to talk about the list."',
)
@placed()
def contest_open(
    place: Where,
    client: ClientRef,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="correct, strike-out, object or person")],
    about: Annotated[
        str | None, typer.Option("--about", metavar="TEXT", help="the field, list or decision that is meant")
    ] = None,
    before: Annotated[str | None, typer.Option("--before", metavar="TEXT", help="what stands there now")] = None,
    after: Annotated[str | None, typer.Option("--after", metavar="TEXT", help="what should stand there")] = None,
    words: Words = None,
    as_json: AsJson = False,
) -> None:
    """Keep what a client asks about their record. No reason is asked of them; each is answered in time."""
    from matcher.cli.cases.case_pages import show_kept
    from matcher.workflows.cases.casework import Told
    from matcher.workflows.cases.contesting import open_

    facts = {"before": said("--before", before), "after": said("--after", after)}
    told = Told(words=said("--words", words), facts=facts)
    done = open_(place, reference("CLIENT", client), reference("KIND", kind), told, about=said("--about", about))
    show_kept(done, as_json=as_json)


@contest_app.command(
    "move",
    cls=Page,
    epilog="matcher contest move CT1 look --as key-worker\n"
    'matcher contest move CT1 uphold --change "hours are 20 now" --as key-worker --seen 1',
)
@placed()
def contest_move(
    place: Where,
    case: CaseRef,
    step: StepName,
    words: Words = None,
    reason: Reason = None,
    change: Annotated[
        str | None, typer.Option("--change", metavar="TEXT", help="what was changed, or who spoke with them")
    ] = None,
    seen: Seen = None,
    as_json: AsJson = False,
) -> None:
    """Look at a request and answer it; a no needs a reason, words for the client and a manager."""
    from matcher.cli.cases.case_pages import show_kept
    from matcher.workflows.cases.casework import Told
    from matcher.workflows.cases.contesting import step as keep

    told = Told(said("--reason", reason), said("--words", words), {"change": said("--change", change)}, seen_of(seen))
    show_kept(keep(place, reference("ID", case), reference("STEP", step), told), as_json=as_json)


@contest_app.command("list", cls=Page, epilog="matcher contest list\nmatcher contest list --all -o requests.html")
@placed()
def contest_list(
    place: Where,
    client: OfClient = None,
    everything: Everything = False,
    as_json: AsJson = False,
    to: ListFile = None,
) -> None:
    """List what clients ask about their record, what is past its time first."""
    from matcher.cli.cases.case_pages import list_file, show_cases
    from matcher.workflows.cases.case_lists import contests

    file = list_file(to)
    found = contests(place, client=optional("--client", client), everything=everything)
    show_cases(found, place, as_json=as_json, to=file)


@in_work_app.command("list", cls=Page, epilog="matcher in-work list\nmatcher in-work list --all -o year.xlsx")
@placed()
def in_work_list(
    place: Where,
    client: OfClient = None,
    everything: Everything = False,
    as_json: AsJson = False,
    to: ListFile = None,
) -> None:
    """List the contacts after a start that are due, and the next one of each job."""
    from matcher.cli.cases.case_pages import list_file, show_cases
    from matcher.workflows.cases.case_lists import in_work

    file = list_file(to)
    found = in_work(place, client=optional("--client", client), everything=everything)
    show_cases(found, place, as_json=as_json, to=file)


@in_work_app.command(
    "move",
    cls=Page,
    epilog="matcher in-work move IW1 made --signs pay_wrong,hours_changed --as key-worker\n"
    "matcher in-work move IW1 move --due 30/11/2026",
)
@placed()
def in_work_move(
    place: Where,
    case: CaseRef,
    step: StepName,
    signs: Annotated[
        str | None, typer.Option("--signs", metavar="IDS", help="warning signs that were heard, with commas between")
    ] = None,
    who: Annotated[
        str | None, typer.Option("--with", metavar="WHO", help="with whom: the client, the employer or both")
    ] = None,
    words: Words = None,
    reason: Reason = None,
    due: Due = None,
    seen: Seen = None,
    as_json: AsJson = False,
) -> None:
    """Settle a contact: made, tried, moved or left out; each warning sign comes with what to ask."""
    from matcher.cli.cases.case_pages import show_kept
    from matcher.workflows.cases.casework import Told
    from matcher.workflows.cases.in_work import step as keep

    facts = {"signs": said("--signs", signs), "who": said("--with", who), "due": kept_day("--due", due)}
    told = Told(said("--reason", reason), said("--words", words), facts, seen_of(seen))
    show_kept(keep(place, reference("ID", case), reference("STEP", step), told), as_json=as_json)


@app.command(
    cls=Page, rich_help_panel=EVERY_DAY, epilog="matcher spoke C0012\nmatcher spoke C0012 --how visit --as key-worker"
)
@placed()
def spoke(
    place: Where,
    client: ClientRef,
    how: Annotated[
        str | None, typer.Option("--how", metavar="WAY", help="phone, visit, text, office or another short word")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Keep that you and a client spoke today; never what was said."""
    from matcher.cli.cases.case_pages import show_spoke
    from matcher.workflows.cases.spoke import spoke as keep

    show_spoke(keep(place, reference("CLIENT", client), how=short_word("--how", how)), as_json=as_json)


@app.command(cls=Page, rich_help_panel=PROGRAMME, epilog="matcher stuck\nmatcher stuck -o waiting.xlsx")
@placed()
def stuck(
    place: Where,
    as_json: AsJson = False,
    to: ListFile = None,
) -> None:
    """Show who is waiting on us, for what, since when, and what to ask. Each line is about what we have not done."""
    from matcher.cli.cases.case_pages import list_file, show_waiting
    from matcher.workflows.cases.stuck import waiting_on_us

    file = list_file(to)
    show_waiting(waiting_on_us(place), place, as_json=as_json, to=file)

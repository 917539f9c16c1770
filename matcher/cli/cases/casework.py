"""`matcher hand-back` and `matcher action`: the next step, by whom, by when."""

from __future__ import annotations

from typing import Annotated

import typer

from matcher.base.problems import Usage, shorten
from matcher.cli.app import EVERY_DAY, AsJson, Page, group
from matcher.cli.arguments import day_of, reference
from matcher.cli.cases.challenging import CaseRef, Everything, ListFile, Reason, Seen, Words, said, seen_of
from matcher.cli.lists.everyday import ClientRef
from matcher.cli.placed import placed
from matcher.workflows.where import Where

WORD_MOST = 20


hand_back_app = group("hand-back", EVERY_DAY, "Agree a next step with the key worker, and see it through.")
action_app = group("action", EVERY_DAY, "See and settle what is to be done, by whom, by when.")

OfClient = Annotated[str | None, typer.Option("--client", metavar="C", help="of this client only")]
StepName = Annotated[str, typer.Argument(metavar="STEP", help="one of the steps that the list says are possible")]
Due = Annotated[str | None, typer.Option("--due", metavar="DAY", help="the day it is due, such as 30/11/2026")]


def kept_day(option: str, text: str | None) -> str:
    """A day as it is kept; empty where none was said."""
    return "" if text is None else day_of(option, text).isoformat()


def optional(option: str, text: str | None) -> str:
    """A reference; empty where none was said."""
    return "" if text is None else reference(option, text)


def short_word(option: str, text: str | None) -> str:
    """One word, so that nothing that was said ends in it; empty where none was typed."""
    word = (text or "").strip()
    if not word.replace("-", "").isalnum() and word:
        raise Usage(f'{option} takes one word, such as phone. You typed "{shorten(word)}".')
    if len(word) > WORD_MOST:
        raise Usage(f"{option} takes one word of at most {WORD_MOST} characters.")
    return word


# --- back with the key worker ---


@hand_back_app.command(
    "open",
    cls=Page,
    epilog='matcher hand-back open C0012 --criterion travel_plan --missing "the way for the early shift"\n'
    'matcher hand-back open C0012 --criterion cv_current --missing "a CV with the last job" --vacancy V0031 '
    "--due 30/11/2026",
)
@placed()
def hand_back_open(
    place: Where,
    client: ClientRef,
    criterion: Annotated[
        str, typer.Option("--criterion", metavar="ID", help="the criterion of the rubric it is about")
    ],
    missing: Annotated[str, typer.Option("--missing", metavar="TEXT", help="the evidence that is missing, as a fact")],
    what: Annotated[
        str | None, typer.Option("--what", metavar="TEXT", help="what is done; else as the rubric says")
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="WHO", help="who does it; else as the rubric says")
    ] = None,
    due: Due = None,
    vacancy: Annotated[str | None, typer.Option("--vacancy", metavar="V", help="the vacancy it came up for")] = None,
    words: Words = None,
    as_json: AsJson = False,
) -> None:
    """Send a client back to the key worker with one next step. It opens the action; a second time tells a manager."""
    from matcher.cli.cases.case_pages import show_kept
    from matcher.workflows.cases.casework import Told
    from matcher.workflows.cases.handing_back import Wanted, open_

    wanted = Wanted(
        criterion=said("--criterion", criterion).lower().replace("-", "_"),
        missing=said("--missing", missing),
        what=said("--what", what),
        owner=said("--owner", owner).lower().replace("-", "_").replace(" ", "_"),
        due=None if due is None else day_of("--due", due),
        vacancy=optional("--vacancy", vacancy),
    )
    done = open_(place, reference("CLIENT", client), wanted, Told(words=said("--words", words)))
    show_kept(done, as_json=as_json)


@hand_back_app.command(
    "move",
    cls=Page,
    epilog="matcher hand-back move HB1 accept --as key-worker\n"
    'matcher hand-back move HB1 done --evidence "travelled together on Tuesday" --seen 1 --as key-worker',
)
@placed()
def hand_back_move(
    place: Where,
    case: CaseRef,
    step: StepName,
    words: Words = None,
    reason: Reason = None,
    due: Due = None,
    evidence: Annotated[
        str | None, typer.Option("--evidence", metavar="TEXT", help="the evidence there is now, as a fact")
    ] = None,
    seen: Seen = None,
    as_json: AsJson = False,
) -> None:
    """Take a next step further: taken up, moved, done, introduced again, or dropped."""
    from matcher.cli.cases.case_pages import show_kept
    from matcher.workflows.cases.casework import Told
    from matcher.workflows.cases.handing_back import step as keep

    facts = {"due": kept_day("--due", due), "evidence": said("--evidence", evidence)}
    told = Told(said("--reason", reason), said("--words", words), facts, seen_of(seen))
    show_kept(keep(place, reference("ID", case), reference("STEP", step), told), as_json=as_json)


@hand_back_app.command(
    "list", cls=Page, epilog="matcher hand-back list\nmatcher hand-back list --client C0012 --all -o steps.html"
)
@placed()
def hand_back_list(
    place: Where,
    client: OfClient = None,
    everything: Everything = False,
    as_json: AsJson = False,
    to: ListFile = None,
) -> None:
    """List clients who are back with the key worker, what is past its day first."""
    from matcher.cli.cases.case_pages import list_file, show_cases
    from matcher.workflows.cases.case_lists import hand_backs

    file = list_file(to)
    found = hand_backs(place, client=optional("--client", client), everything=everything)
    show_cases(found, place, as_json=as_json, to=file)


# --- actions ---


@action_app.command("list", cls=Page, epilog="matcher action list\nmatcher action list --owner key_worker -o week.xlsx")
@placed()
def action_list(
    place: Where,
    client: OfClient = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="WHO", help="of this owner only")] = None,
    everything: Everything = False,
    as_json: AsJson = False,
    to: ListFile = None,
) -> None:
    """List what is to be done, what is past its day first."""
    from matcher.cli.cases.case_pages import list_file, show_cases
    from matcher.workflows.cases.case_lists import actions

    file = list_file(to)
    found = actions(place, client=optional("--client", client), owner=optional("--owner", owner), everything=everything)
    show_cases(found, place, as_json=as_json, to=file)


@action_app.command(
    "add",
    cls=Page,
    epilog="matcher action add C0012 --criterion travel_plan\n"
    'matcher action add C0012 --criterion cv_current --what "Write the CV together" --due 30/11/2026',
)
@placed()
def action_add(
    place: Where,
    client: ClientRef,
    criterion: Annotated[
        str, typer.Option("--criterion", metavar="ID", help="the criterion of the rubric it is about")
    ],
    what: Annotated[
        str | None, typer.Option("--what", metavar="TEXT", help="what is done; else as the rubric says")
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="WHO", help="who does it; else as the rubric says")
    ] = None,
    due: Due = None,
    as_json: AsJson = False,
) -> None:
    """Agree something to be done, with who and by when."""
    from matcher.cli.cases.case_pages import show_acted
    from matcher.workflows.cases.acting import add

    done = add(
        place,
        reference("CLIENT", client),
        criterion=said("--criterion", criterion).lower().replace("-", "_"),
        what=said("--what", what),
        owner=said("--owner", owner),
        due=None if due is None else day_of("--due", due),
    )
    show_acted(done, as_json=as_json)


@action_app.command(
    "move", cls=Page, epilog="matcher action move A0e3055 done\nmatcher action move A0e3055 move-due --due 30/11/2026"
)
@placed()
def action_move(
    place: Where,
    case: CaseRef,
    step: StepName,
    words: Words = None,
    reason: Reason = None,
    due: Due = None,
    review: Annotated[str | None, typer.Option("--review", metavar="DAY", help="the day to look again")] = None,
    as_json: AsJson = False,
) -> None:
    """Settle an action: done, moved to another day, to be looked at again, or dropped."""
    from matcher.cli.cases.case_pages import show_acted
    from matcher.workflows.cases.acting import step as keep
    from matcher.workflows.cases.casework import Told

    facts = {"due": kept_day("--due", due), "review": kept_day("--review", review)}
    told = Told(said("--reason", reason), said("--words", words), facts)
    show_acted(keep(place, reference("ID", case), reference("STEP", step), told), as_json=as_json)

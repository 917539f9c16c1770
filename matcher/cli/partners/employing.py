"""`matcher employers`: who may be contacted, what was agreed and how it went, which records are one employer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage, shorten
from matcher.cli import kept
from matcher.cli.app import AsJson, Page, group
from matcher.cli.arguments import day_of, path_of, reference
from matcher.cli.help import EMPLOYERS
from matcher.cli.placed import placed
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.base.days import Day

WORDS_MOST = 300
ABOUT_MOST = 40
REPLY_MOST = 2_000

employers_app = group(
    "employers", EMPLOYERS, "See who may be contacted and what was agreed; say which records are one employer."
)

EmployerRef = Annotated[str, typer.Argument(metavar="EMPLOYER", help="the employer's reference, such as E001")]
First = Annotated[str, typer.Argument(metavar="A", help="the reference of one record")]
Second = Annotated[str, typer.Argument(metavar="B", help="the reference of the other")]
Team = Annotated[
    str | None,
    typer.Option("--team", metavar="NAME", help="your team; who holds the relation is not told to ask itself"),
]
Out = Annotated[str | None, typer.Option("--out", "-o", metavar="FILE", help="a file to write: .html, .json")]


@employers_app.command(
    "list", cls=Page, epilog="matcher employers list\nmatcher employers list --all -o employers.html"
)
@placed()
def list_employers(
    place: Where,
    everybody: Annotated[bool, typer.Option("--all", help="those without anything to tell, too")] = False,
    team: Team = None,
    to: Out = None,
    as_json: AsJson = False,
) -> None:
    """Show employers: how many contacts are left, when the next may be, what waits for us."""
    from matcher.cli.pages import page_of, show_page
    from matcher.cli.partners.employer_lines import list_json
    from matcher.workflows.partners.employer_pages import list_report, listed

    path = page_of(to)
    found = listed(place, everybody=everybody, team=_words("--team", team))
    show_page(list_report(found), list_json(found), as_json=as_json, to=path)


@employers_app.command(cls=Page, epilog="matcher employers show E001\nmatcher employers show E001 -o employer.html")
@placed()
def show(
    place: Where,
    employer: EmployerRef,
    team: Team = None,
    to: Out = None,
    as_json: AsJson = False,
) -> None:
    """Show one employer's page: contacts, promises, facts with their side, open vacancies."""
    from matcher.cli.pages import page_of, show_page
    from matcher.cli.partners.employer_lines import page_json
    from matcher.workflows.partners.employer_pages import page_report, shown

    path = page_of(to)
    found = shown(place, reference("EMPLOYER", employer), team=_words("--team", team))
    show_page(page_report(found), page_json(found), as_json=as_json, to=path)


@employers_app.command(cls=Page, epilog="matcher employers pairs\nmatcher employers pairs -o pairs.html")
@placed()
def pairs(
    place: Where,
    to: Out = None,
    as_json: AsJson = False,
) -> None:
    """Show records that may be one employer, by name and place. Nothing is joined until a person says so."""
    from matcher.cli.pages import page_of, show_page
    from matcher.cli.partners.employer_lines import pairs_json
    from matcher.workflows.partners.employer_pages import likely, pairs_report

    path = page_of(to)
    found = likely(place)
    show_page(pairs_report(found), pairs_json(found), as_json=as_json, to=path)


@employers_app.command(cls=Page, epilog="matcher employers join E001 E002 --by epc-2")
@placed()
def join(
    place: Where,
    first: First,
    second: Second,
    as_json: AsJson = False,
) -> None:
    """Say that two records are one employer. A refusal of one name then holds for both. It can be taken back."""
    from matcher.cli.partners.employer_lines import show_joined
    from matcher.workflows.partners.employers import join as say

    employer, references = say(place, reference("A", first), reference("B", second))
    kept.keep("What you said is kept.")
    show_joined(employer, references, as_json=as_json)


@employers_app.command(cls=Page, epilog="matcher employers apart E001 E002 --by epc-2")
@placed()
def apart(
    place: Where,
    first: First,
    second: Second,
    as_json: AsJson = False,
) -> None:
    """Say that two records are two employers, or take a join back. They are not asked about again."""
    from matcher.cli.partners.employer_lines import show_apart
    from matcher.workflows.partners.employers import apart as say

    one, other = say(place, reference("A", first), reference("B", second))
    kept.keep("What you said is kept.")
    show_apart(one, other, as_json=as_json)


@employers_app.command(
    cls=Page,
    epilog="matcher employers contact E001 --how call --by epc-2\n"
    "matcher employers contact E001 --how they_contacted --said yes",
)
@placed()
def contact(
    place: Where,
    employer: EmployerRef,
    how: Annotated[
        str | None, typer.Option("--how", metavar="WAY", help="call, email, visit, challenge, they_contacted, ...")
    ] = None,
    day: Annotated[
        str | None, typer.Option("--day", metavar="DAY", help="the day it was; else the day of --on")
    ] = None,
    vacancy: Annotated[
        str | None,
        typer.Option("--vacancy", metavar="VACANCY", help="the vacancy it was about, where it was about one"),
    ] = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="REF", help="a reference of what it was about, never a person's")
    ] = None,
    answered: Annotated[
        str | None,
        typer.Option("--answered", metavar="DAY", help="the day they answered; without --day, the latest contact"),
    ] = None,
    said: Annotated[
        str | None, typer.Option("--said", metavar="WORD", help="whether they want to be in touch: yes, not_now, no")
    ] = None,
    team: Team = None,
    as_json: AsJson = False,
) -> None:
    """Write down a contact, or the answer to the latest one; and see how many are left."""
    from matcher.cli.partners.employer_lines import show_contact
    from matcher.workflows.partners.employers import ContactTold
    from matcher.workflows.partners.employers import contact as keep

    if how is None and answered is None:
        raise Usage("Say how it was: --how call; or that they answered: --answered 16/11/2026.")
    told = ContactTold(
        how=(how or "").strip(),
        day=_day("--day", day),
        vacancy=None if vacancy is None else reference("--vacancy", vacancy),
        about=_words("--about", about, most=ABOUT_MOST),
        answered=_day("--answered", answered),
        said=(said or "").strip(),
    )
    made = keep(place, reference("EMPLOYER", employer), told, team=_words("--team", team))
    kept.keep("The contact is kept.")
    show_contact(made, as_json=as_json)


@employers_app.command(
    cls=Page,
    epilog="matcher employers promise E001 rota_ahead --by-day 30/11/2026\n"
    'matcher employers promise E001 "Ring back" --kept',
)
@placed()
def promise(
    place: Where,
    employer: EmployerRef,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="a promise of contact.yaml, or a few words")],
    day: Annotated[str | None, typer.Option("--day", metavar="DAY", help="the day they said it")] = None,
    due: Annotated[str | None, typer.Option("--by-day", metavar="DAY", help="the day by which")] = None,
    vacancy: Annotated[str | None, typer.Option("--vacancy", metavar="VACANCY", help="the vacancy it is about")] = None,
    held: Annotated[bool, typer.Option("--kept", help="it was kept")] = False,
    broken: Annotated[bool, typer.Option("--broken", help="it did not hold")] = False,
    as_json: AsJson = False,
) -> None:
    """Write down what an employer said they would do; later, whether it held."""
    from matcher.cli.partners.employer_lines import show_promise
    from matcher.workflows.partners.employers import promise as keep

    if held and broken:
        raise Usage("It was kept, or it did not hold: say --kept or --broken.")
    words = _words("WHAT", what)
    if not words:
        raise Usage('WHAT is empty. Type what they said: rota_ahead, or "Ring back on Monday".')
    made = keep(
        place,
        reference("EMPLOYER", employer),
        words,
        day=_day("--day", day),
        due=_day("--by-day", due),
        vacancy=None if vacancy is None else reference("--vacancy", vacancy),
        kept=True if held else False if broken else None,
    )
    kept.keep("The promise is kept.")
    show_promise(*made, as_json=as_json)


@employers_app.command(
    cls=Page,
    epilog='matcher employers fact E001 "Paid a week late" --source "Payslip seen" --stops --until 31/01/2027\n'
    'matcher employers fact E004 "A rota came two days late" --source "A call" --asked 16/11/2026',
)
@placed()
def fact(
    place: Where,
    employer: EmployerRef,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="what was agreed, or what happened, in a few words")],
    source: Annotated[
        str | None, typer.Option("--source", metavar="TEXT", help="who says so, and where it is written")
    ] = None,
    day: Annotated[str | None, typer.Option("--day", metavar="DAY", help="the day it was agreed or seen")] = None,
    stops: Annotated[bool, typer.Option("--stops", help="nobody is introduced while it counts; needs --until")] = False,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="the last day it counts")] = None,
    asked: Annotated[
        str | None, typer.Option("--asked", metavar="DAY", help="the day they were asked for their side of it")
    ] = None,
    reply: Annotated[str | None, typer.Option("--reply", metavar="TEXT", help="what the employer says to it")] = None,
    as_json: AsJson = False,
) -> None:
    """Write down a fact with its source, or the employer's side of one. No names of people."""
    from matcher.cli.partners.employer_lines import show_fact
    from matcher.workflows.partners.employer_facts import FactTold
    from matcher.workflows.partners.employer_facts import fact as keep

    words = _words("WHAT", what)
    if not words:
        raise Usage("WHAT is empty. Type what was agreed or happened, in a few words.")
    told = FactTold(
        what=words,
        source=_words("--source", source),
        day=_day("--day", day),
        stops=stops,
        until=_day("--until", until),
        asked=_day("--asked", asked),
        reply=_words("--reply", reply, most=REPLY_MOST),
    )
    made = keep(place, reference("EMPLOYER", employer), told)
    kept.keep("The fact is kept.")
    show_fact(*made, as_json=as_json)


@employers_app.command("export", cls=Page, epilog="matcher employers export ours.jsonl")
@placed()
def export_contacts(
    place: Where,
    to: Annotated[str, typer.Argument(metavar="FILE", help="the file to write, one JSON object a line")],
) -> None:
    """Write our contacts with employers for other programmes. No person is in it."""
    from matcher.cli.say import out
    from matcher.workflows.partners.employers import export_ledger

    path = path_of("FILE", to)
    count = export_ledger(place, path)
    kept.keep(f"{path} was written.")
    out(f"Wrote {count:,} contacts to {path}.")


@employers_app.command(
    "import", cls=Page, epilog="matcher employers import north.jsonl\nmatcher employers import north.jsonl --dry-run"
)
@placed()
def import_contacts(
    place: Where,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="ledgers that other programmes exported")],
    ties: Annotated[
        list[str] | None,
        typer.Option("--same", metavar="THEIRS=OURS", help="an employer of theirs that is one of ours; repeat it"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="read and tell, keep nothing")] = False,
    as_json: AsJson = False,
) -> None:
    """Read other programmes' contacts, so that nobody is rung twice as often as agreed."""
    from matcher.cli.partners.employer_lines import show_ledger
    from matcher.workflows.partners.employers import import_ledger

    paths = [path_of("FILE", one) for one in files]
    read = import_ledger(place, paths, ties=_ties(ties or []), dry_run=dry_run)
    if not dry_run:
        kept.keep("What was read is kept.")
    code = show_ledger(read, dry_run=dry_run, as_json=as_json)
    if code:
        raise typer.Exit(code)


def _ties(typed: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in typed:
        theirs, sign, ours = one.partition("=")
        if not sign or not theirs.strip() or not ours.strip():
            raise Usage(f'--same needs their reference and ours with = between them. You typed "{shorten(one)}".')
        found[theirs.strip()] = ours.strip()
    return found


def _day(option: str, text: str | None) -> Day | None:
    return None if text is None else day_of(option, text)


def _words(option: str, text: str | None, *, most: int = WORDS_MOST) -> str:
    """A few words on one line."""
    said = " ".join((text or "").split())
    if len(said) > most or not said.isprintable():
        raise Usage(f"{option} takes at most {most} characters on one line. You typed {len(said):,}.")
    return said

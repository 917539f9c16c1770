"""`matcher outcome`: jobs that people started, hours and pay week by week, how a job ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage, shorten
from matcher.cli import kept
from matcher.cli.app import PROGRAMME, AsJson, Page, group
from matcher.cli.arguments import day_of, reference
from matcher.cli.placed import placed
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.base.days import Day
    from matcher.workflows.placements.outcomes import Told

SOURCES = ("payslip", "employer", "client", "contract")
PAY_MOST_PENCE = 1_000_000
WORDS_MOST = 2_000

outcome_app = group("outcome", PROGRAMME, "Keep job starts, hours and pay week by week, and how a job ended.")

JobRef = Annotated[str, typer.Argument(metavar="JOB", help="the job's reference, such as J1")]
HoursWeek = Annotated[
    str | None, typer.Option("--hours", metavar="N", help="hours worked and paid in each week: 16, 16.5 or 16h 20m")
]
PayWeek = Annotated[str | None, typer.Option("--pay", metavar="POUNDS", help="pay a week in pounds, before tax")]
Source = Annotated[str | None, typer.Option("--source", metavar="WHAT", help=f"what it rests on: {', '.join(SOURCES)}")]


@outcome_app.command(
    cls=Page,
    epilog="matcher outcome start C0012 V0031 --hours 16 --pay 203.36\n"
    'matcher outcome start C0012 --title "Kitchen porter" --first-day 05/10/2026',
)
@placed()
def start(
    place: Where,
    client: Annotated[str, typer.Argument(metavar="CLIENT", help="the client's reference, such as C0012")],
    vacancy: Annotated[
        str | None,
        typer.Argument(metavar="VACANCY", help="the vacancy's reference; leave it out for a job from elsewhere"),
    ] = None,
    first_day: Annotated[
        str | None, typer.Option("--first-day", metavar="DAY", help="the first paid day; else the day of --on")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="what the job is called")] = None,
    hours: HoursWeek = None,
    pay: PayWeek = None,
    source: Source = None,
    as_json: AsJson = False,
) -> None:
    """Keep that a client started a job, from its first paid day, and plan the contacts in work."""
    from matcher.cli.placements.outcome_pages import show_started
    from matcher.workflows.placements.outcomes import start as keep

    if vacancy is None and not (title or "").strip():
        raise Usage("Say which vacancy it is, or give a job from elsewhere a --title.")
    written = keep(
        place,
        reference("CLIENT", client),
        None if vacancy is None else reference("VACANCY", vacancy),
        first_day=_day("--first-day", first_day),
        title=_words("--title", title),
        told=_told(hours, pay, source),
    )
    kept.keep(f"The start is kept as {written.job.id}.")
    show_started(written, as_json=as_json)


@outcome_app.command(
    cls=Page,
    epilog="matcher outcome hours J1 --hours 20 --pay 254.20 --since 02/11/2026 --source payslip\n"
    "matcher outcome hours J1 --hours 0 --pay 0 --since 21/12/2026 --until 03/01/2027",
)
@placed()
def hours(
    place: Where,
    job: JobRef,
    hours: HoursWeek = None,
    pay: PayWeek = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DAY", help="the first day of these weeks; else the first paid day, or the day of --on"
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="the last day; else until other hours are told")
    ] = None,
    source: Source = None,
    as_json: AsJson = False,
) -> None:
    """Keep what is worked and paid in each week from a day on. The same first day again corrects it."""
    from matcher.cli.placements.outcome_pages import show_hours
    from matcher.workflows.placements.outcomes import hours as keep

    told = _told(hours, pay, source)
    if told.nothing:
        raise Usage("Say hours a week, pay a week, or both: --hours 16 --pay 203.36.")
    written = keep(
        place,
        reference("JOB", job),
        since=_day("--since", since),
        until=_day("--until", until),
        told=told,
    )
    kept.keep("The hours are kept.")
    show_hours(written, as_json=as_json)


@outcome_app.command(
    cls=Page,
    epilog="matcher outcome end J1 --last-day 27/11/2026 --client-reason journey --employer-reason other_job\n"
    'matcher outcome end J1 --client-words "The early bus stopped running." --did-not-hold rota_ahead',
)
@placed()
def end(
    place: Where,
    job: JobRef,
    last_day: Annotated[
        str | None, typer.Option("--last-day", metavar="DAY", help="the last paid day; else the day of --on")
    ] = None,
    client_reason: Annotated[
        str | None, typer.Option("--client-reason", metavar="ID", help="why, as the client says; an id of endings.yaml")
    ] = None,
    client_words: Annotated[
        str | None, typer.Option("--client-words", metavar="TEXT", help="in the client's own words")
    ] = None,
    employer_reason: Annotated[
        str | None, typer.Option("--employer-reason", metavar="ID", help="why, as the employer says")
    ] = None,
    employer_words: Annotated[
        str | None, typer.Option("--employer-words", metavar="TEXT", help="in the employer's own words")
    ] = None,
    did_not_hold: Annotated[
        list[str] | None,
        typer.Option("--did-not-hold", metavar="ID", help="a promise of the employer that did not hold; repeat it"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Keep how a job ended, in both sides' words. The client is back on the caseload the same day."""
    from matcher.cli.placements.outcome_pages import show_ended
    from matcher.workflows.placements.outcomes import Parting
    from matcher.workflows.placements.outcomes import end as keep

    told = Parting(
        last_day=_day("--last-day", last_day),
        client_reason=_words("--client-reason", client_reason),
        client_words=_words("--client-words", client_words),
        employer_reason=_words("--employer-reason", employer_reason),
        employer_words=_words("--employer-words", employer_words),
        did_not_hold=tuple(did_not_hold or ()),
    )
    ended = keep(place, reference("JOB", job), told)
    kept.keep("The end is kept.")
    show_ended(ended, as_json=as_json)


@outcome_app.command(
    "list", cls=Page, epilog="matcher outcome list\nmatcher outcome list --client C0012\nmatcher outcome list --all"
)
@placed()
def list_jobs(
    place: Where,
    client: Annotated[
        str | None, typer.Option("--client", metavar="CLIENT", help="jobs of one client, ended ones too")
    ] = None,
    all_of: Annotated[bool, typer.Option("--all", help="ended ones too")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the jobs that go on: hours and pay so far, and what is still to be asked."""
    from matcher.cli.placements.outcome_pages import show_jobs
    from matcher.workflows.placements.outcome_pages import listed

    who = None if client is None else reference("--client", client)
    show_jobs(listed(place, client=who, all_of=all_of), as_json=as_json)


@outcome_app.command(cls=Page, epilog="matcher outcome show J1")
@placed()
def show(
    place: Where,
    job: JobRef,
    as_json: AsJson = False,
) -> None:
    """Show one job: every stretch of hours, the other jobs and the gaps, contacts in work, how it ended."""
    from matcher.cli.placements.outcome_pages import show_job
    from matcher.workflows.placements.outcome_pages import shown

    show_job(shown(place, reference("JOB", job)), as_json=as_json)


def _day(option: str, text: str | None) -> Day | None:
    return None if text is None else day_of(option, text)


def _words(option: str, text: str | None) -> str:
    """Words of a length that can be kept; they are never repeated in a message."""
    said = (text or "").strip()
    if len(said) > WORDS_MOST:
        raise Usage(f"{option} is {len(said):,} characters long; at most {WORDS_MOST:,} are kept. Shorten it.")
    return said


def _told(hours: str | None, pay: str | None, source: str | None) -> Told:
    """What was said of the weeks, as numbers. Raises Usage with what to type."""
    from matcher.importers.cells import CellFault
    from matcher.importers.labels import Lists
    from matcher.importers.quantities import Hours, Money
    from matcher.workflows.placements.outcomes import Told

    if source is not None and source not in SOURCES:
        raise Usage(f'--source must be one of {", ".join(SOURCES)}. You typed "{shorten(source)}".')
    found: dict[str, int | None] = {}
    for option, text, kind in (("--hours", hours, Hours()), ("--pay", pay, Money(PAY_MOST_PENCE))):
        try:
            found[option] = None if text is None else kind.read(text, Lists(None))
        except CellFault as fault:
            raise Usage(f'{option} "{shorten(text or "")}" {fault.what} {fault.fix}') from None
    return Told(found["--hours"], found["--pay"], source or "")

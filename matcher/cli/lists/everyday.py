"""Commands of every day: import, shortlist, jobs, why, what-if."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage
from matcher.cli.app import (
    EVERY_DAY,
    AsJson,
    OutFile,
    Page,
    Top,
    WithLadder,
    app,
)
from matcher.cli.arguments import path_of, reference, size_of, top_of
from matcher.cli.placed import placed
from matcher.cli.say import warn_of_a_wait
from matcher.cli.showing import file_of, ladder_file, show_list
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.workflows.where import Where

LARGE = 2_000_000
"""Bytes that take long enough to read for a word beforehand."""
READERS = ("epc", "client", "employer")

ClientRef = Annotated[str, typer.Argument(metavar="CLIENT", help="the client's reference, such as C0012")]
VacancyRef = Annotated[str, typer.Argument(metavar="VACANCY", help="the vacancy's reference, such as V0031")]


@app.command(
    "import",
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher import caseload.xlsx --dry-run\n"
    "matcher import caseload.xlsx --problems to-put-right.xlsx\n"
    "matcher import export.csv --make-map crm.yaml\n"
    "matcher import export.csv --map our-map.yaml\n"
    "matcher import adverts/\n"
    "matcher import services.json",
)
@placed()
def bring_in(
    place: Where,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="workbooks, CSVs, JobPosting pages or JSON lines, Open Referral JSON or packages, or folders",
        ),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would be read; keep nothing")] = False,
    problems: Annotated[
        str | None,
        typer.Option("--problems", metavar="FILE", help="write the rows to put right to this workbook (.xlsx)"),
    ] = None,
    adverts: Annotated[bool, typer.Option("--adverts", help="read every file as job adverts")] = False,
    services: Annotated[bool, typer.Option("--services", help="read every file as a directory of services")] = False,
    equality: Annotated[
        bool, typer.Option("--equality", help="read equality answers, from a workbook of their own")
    ] = False,
    households: Annotated[
        bool, typer.Option("--households", help="read households for better-off figures, from a workbook of their own")
    ] = False,
    by_map: Annotated[
        str | None,
        typer.Option("--map", metavar="FILE", help="read an export by a column map that somebody confirmed (.yaml)"),
    ] = None,
    make_map: Annotated[
        str | None,
        typer.Option("--make-map", metavar="FILE", help="propose a column map for an export; import nothing"),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Bring in spreadsheets, adverts and directories of services.

    Good rows are kept, and everything that is wrong is listed at once.
    """
    from matcher.cli.programme.importing import show_brought
    from matcher.workflows.programme.importing import bring_in as read
    from matcher.workflows.programme.importing import bring_in_equality, bring_in_households

    if equality and (adverts or services or problems):
        raise Usage("--equality goes with --dry-run only: equality answers are read by themselves.")
    if adverts and services:
        raise Usage("--adverts and --services do not go together: import the files one after the other.")
    if households and (adverts or services or problems or equality):
        raise Usage("--households goes with --dry-run only: households are read by themselves.")
    paths = [path_of("FILE", one) for one in files]
    if (by_map or make_map) and (adverts or services or equality or households or (by_map and make_map)):
        raise Usage("--map and --make-map are for spreadsheets, one at a time: leave out the other options.")
    if make_map is not None:
        from matcher.cli.programme.importing import show_proposed
        from matcher.workflows.programme.column_maps import make_map as propose

        return show_proposed(propose(place, paths, to=path_of("--make-map", make_map)))
    if equality:
        return show_brought(bring_in_equality(place, paths, dry_run=dry_run), as_json=as_json)
    if households:
        return show_brought(bring_in_households(place, paths, dry_run=dry_run), as_json=as_json)
    rejects = None if problems is None else path_of("--problems", problems)
    if rejects is not None and rejects.suffix.casefold() != ".xlsx":
        raise Usage(f'--problems needs a name that ends in .xlsx. You typed "{rejects.name}".')
    warn_of_a_wait(f"Reading {', '.join(one.name for one in paths[:3])}", sum(map(size_of, paths)), much=LARGE)
    brought = read(
        place,
        paths,
        dry_run=dry_run,
        rejects=rejects,
        as_adverts=adverts,
        as_services=services,
        by_map=None if by_map is None else path_of("--map", by_map),
    )
    return show_brought(brought, as_json=as_json)


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher shortlist V0031\nmatcher shortlist V0031 --top 5 --ladder\n"
    "matcher shortlist V0031 -o shortlist.html",
)
@placed()
def shortlist(
    place: Where,
    vacancy: VacancyRef,
    top: Top = None,
    ladder: WithLadder = False,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Show who suits a vacancy, best first, with every reason, doubt and question."""
    from matcher.workflows.lists.shortlist import shortlist as make
    from matcher.workflows.lists.shortlist import shortlist_with_ladder

    most, to = top_of(top), ladder_file(file_of(out), ladder=ladder)
    find = shortlist_with_ladder if ladder else make
    listed = find(place, reference("VACANCY", vacancy), top=most)
    show_list(listed, as_json=as_json, to=to, place=place)


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher jobs C0012\nmatcher jobs C0012 --ladder\nmatcher jobs C0012 --top 5 -o jobs.html",
)
@placed()
def jobs(
    place: Where,
    client: ClientRef,
    top: Top = None,
    ladder: WithLadder = False,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Show which open vacancies suit a client, best first: the same as a shortlist, from the client's side."""
    from matcher.workflows.lists.jobs import jobs as make
    from matcher.workflows.lists.jobs import jobs_with_ladder

    most, to = top_of(top), ladder_file(file_of(out), ladder=ladder)
    find = jobs_with_ladder if ladder else make
    listed = find(place, reference("CLIENT", client), top=most)
    show_list(listed, as_json=as_json, to=to, place=place)


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher why C0012 V0031\nmatcher why C0012 V0031 --for client\nmatcher why C0012 V0031 --above C0044",
)
@placed()
def why(
    place: Where,
    client: ClientRef,
    vacancy: VacancyRef,
    reader: Annotated[
        str,
        typer.Option("--for", metavar="READER", help="epc (everything), client or employer (what each may read)"),
    ] = "epc",
    above: Annotated[
        str | None,
        typer.Option("--above", metavar="CLIENT", help="say instead why one of the two stands above the other"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say why a client stands where they stand for a vacancy: every gate, every line, every question."""
    if reader not in READERS:
        raise Usage(f'--for must be one of {", ".join(READERS)}. You typed "{reader[:40]}".')
    from matcher.cli.pairs import show_above, show_pair_for
    from matcher.workflows.lists.why import why as explain
    from matcher.workflows.lists.why import why_above

    who, what = reference("CLIENT", client), reference("VACANCY", vacancy)
    if above is not None:
        show_above(*why_above(place, who, what, other=reference("--above", above)), as_json=as_json)
    else:
        show_pair_for(reader, explain(place, who, what), as_json=as_json)
        if not as_json and reader != "employer":
            from matcher.cli.pairs import show_in_this_job
            from matcher.workflows.money.better_off import in_this_job

            show_in_this_job(reader, in_this_job(place, who, what))


@app.command(
    "what-if",
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog='matcher what-if C0012 V0031 --set "Most hours a week=20"\n'
    'matcher what-if C0012 V0031 --set "Pay an hour to=13.10" --set "Holds Driving licence=Yes"\n'
    "matcher what-if C0012 V0031 --lever start_later_30\nmatcher what-if C0012 --lever bus_pass",
)
@placed()
def what_if(
    place: Where,
    first: Annotated[
        str, typer.Argument(metavar="CLIENT", help="the client's reference, such as C0012; or, alone, a vacancy's")
    ],
    vacancy: Annotated[
        str | None,
        typer.Argument(metavar="VACANCY", help="the vacancy's reference, such as V0031; without it, a whole list"),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FACT=VALUE", help="a column of the workbook and what to put there; repeat it"),
    ] = None,
    levers: Annotated[
        list[str] | None,
        typer.Option("--lever", metavar="ID", help="a change to try, such as start_later_30 or bicycle; repeat it"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what would change, for a pair or a whole list, if a fact were another. Nothing is saved."""
    from matcher.cli.pairs import show_moved
    from matcher.workflows.opening.what_if import what_if as ask

    facts, tried = [_fact(one) for one in settings or ()], list(levers or ())
    if not facts and not tried:
        raise Usage('Say what would be otherwise: --set "Most hours a week=20", or --lever start_later_30.')
    who = reference("CLIENT", first)
    if vacancy is None:
        _whole_list(place, who, tried, facts=bool(facts), as_json=as_json)
        return
    moved = ask(place, who, reference("VACANCY", vacancy), facts=facts, levers=tried)
    show_moved(moved, as_json=as_json)


def _whole_list(place: Where, subject: str, levers: list[str], *, facts: bool, as_json: bool) -> None:
    """What levers would do to everything on one client's list, or to everyone on one vacancy's."""
    from matcher.cli.pairs import show_counted
    from matcher.workflows.opening.what_if_lever import what_if_for_list

    if facts:
        raise Usage("--set is about one pair: type the vacancy's reference after the client's. For a list use --lever.")
    show_counted(what_if_for_list(place, subject, levers=levers), as_json=as_json)


def _fact(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise Usage(
            f'--set needs a fact and a value with = between them, such as "Most hours a week=20". '
            f'You typed "{text[:60]}".'
        )
    return name.strip(), value.strip()

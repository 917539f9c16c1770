"""Commands that decide: decide, answer, judge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage, shorten
from matcher.cli.app import EVERY_DAY, AsJson, Page, app
from matcher.cli.arguments import day_of, path_of, reference
from matcher.cli.placed import placed
from matcher.cli.say import warn_of_a_wait
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.workflows.where import Where

SHEETS = (".xlsx", ".csv")
ANSWERS = {"yes": "yes", "no": "no", "not-now": "not_now"}
JUDGEMENTS = {"yes": "yes", "yes-with": "yes_with", "not-yet": "not_yet"}
MAY_SAY_MOST = 3
WORDS_MOST = 2_000

ClientRef = Annotated[str, typer.Argument(metavar="CLIENT", help="the client's reference, such as C0012")]
VacancyRef = Annotated[str, typer.Argument(metavar="VACANCY", help="the vacancy's reference, such as V0031")]
MaySay = Annotated[
    list[str] | None,
    typer.Option("--may-say", metavar="TEXT", help="what the client agreed may be said aloud; up to three times"),
]


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher decide C0014 V0031 put-forward --by epc-2\n"
    'matcher decide C0014 V0031 held --reason timing --words "After the holidays, as they asked." '
    "--by epc-2\n"
    "matcher decide C0014 V0031 employer-said-no --reason somebody_else --by epc-2\n"
    "matcher decide V0031 --sheet to-decide.xlsx\nmatcher decide decided.csv --by epc-2",
)
@placed()
def decide(
    place: Where,
    first: Annotated[
        str,
        typer.Argument(
            metavar="CLIENT|FILE", help="the client's reference; or a sheet of decisions; or, with --sheet, a vacancy's"
        ),
    ],
    vacancy: Annotated[str | None, typer.Argument(metavar="VACANCY", help="the vacancy's reference")] = None,
    what: Annotated[
        str | None,
        typer.Argument(metavar="DECISION", help="put-forward, held, withdrawn, declined or employer-said-no"),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="CODE", help="why, by its code, where one is needed")] = "",
    words: Annotated[
        str, typer.Option("--words", metavar="TEXT", help="why, in your words; needed where you go against the list")
    ] = "",
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="the last day it holds; else as the models say")
    ] = None,
    seen: Annotated[
        str, typer.Option("--seen", metavar="CODE", help="the code beside the reasons that you have read")
    ] = "",
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="FILE", help="write a vacancy's shortlist as a sheet to decide on"),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Put somebody forward, hold or take back: for one pair, or for a sheet of them.

    To put forward, the reasons are shown first and nothing is recorded; their code, given back with --seen, says
    that they were read. Whatever stands against it is told at once.
    """
    if vacancy is None or what is None:
        if vacancy is not None or reason or words or until or seen:
            raise Usage("Say whom, for which vacancy, and what: matcher decide C0012 V0031 held --reason timing.")
        return _sheet(place, first, sheet, as_json=as_json)
    from matcher.cli.introductions.decided import show_decided
    from matcher.workflows.introductions.deciding import decide as keep

    if sheet is not None:
        raise Usage("--sheet goes with a vacancy alone: matcher decide V0031 --sheet to-decide.xlsx.")
    done = keep(
        place,
        reference("CLIENT", first),
        reference("VACANCY", vacancy),
        what,
        reason=reason.strip(),
        words=words_of("--words", words),
        until=None if until is None else day_of("--until", until),
        seen=seen,
    )
    return show_decided(done, as_json=as_json)


def _sheet(place: Where, first: str, sheet: str | None, *, as_json: bool) -> int:
    """Write a sheet to decide on, or bring one back."""
    from matcher.cli.introductions.decided import show_brought, show_sheeted
    from matcher.workflows.introductions.decisions_file import bring_decisions, write_sheet

    if sheet is not None:
        path = path_of("--sheet", sheet)
        if path.suffix.casefold() not in SHEETS:
            raise Usage(f'--sheet needs a name that ends in {" or ".join(SHEETS)}. You typed "{shorten(path.name)}".')
        return show_sheeted(write_sheet(place, reference("VACANCY", first), path), as_json=as_json)
    path = path_of("FILE", first)
    if not Path(path).suffix:
        raise Usage(
            f'"{shorten(first)}" is no file. For one person type the vacancy and the decision too: '
            "matcher decide C0012 V0031 held --reason timing."
        )
    warn_of_a_wait(f"Reading {path.name}", 0, much=1)
    return show_brought(bring_decisions(place, [path]), as_json=as_json)


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher answer C0012 V0031 yes --by kw-1\nmatcher answer C0012 V0031 not-now --until 11/01/2027 --by kw-1\n"
    'matcher answer C0012 V0031 yes --may-say "I like a busy kitchen." --how text --by kw-1',
)
@placed()
def answer(
    place: Where,
    client: ClientRef,
    vacancy: VacancyRef,
    said: Annotated[str, typer.Argument(metavar="ANSWER", help="yes, no or not-now")],
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="for not-now: the last day it stands")
    ] = None,
    how: Annotated[str, typer.Option("--how", metavar="TEXT", help="in person, by phone, by text")] = "",
    asked: Annotated[str, typer.Option("--asked", metavar="TEXT", help="the words you asked with")] = "",
    may_say: MaySay = None,
    as_json: AsJson = False,
) -> None:
    """Record what a client says of one vacancy. No reason is asked, silence is neither, and a no lowers nothing."""
    from matcher.cli.introductions.decided import show_answered
    from matcher.workflows.people.answering import answer as keep

    kept = keep(
        place,
        reference("CLIENT", client),
        reference("VACANCY", vacancy),
        _one_of("ANSWER", said, ANSWERS),
        until=None if until is None else day_of("--until", until),
        how=words_of("--how", how),
        asked=words_of("--asked", asked),
        may_say=may_say_of(may_say),
    )
    show_answered(kept, as_json=as_json)


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher judge C0012 V0031\nmatcher judge C0012 V0031 yes --as key-worker --by kw-1\n"
    "matcher judge C0012 V0031 not-yet --because care_plan\n"
    'matcher judge C0012 V0031 yes-with --words "a visit to the kitchen first"',
)
@placed()
def judge(
    place: Where,
    client: ClientRef,
    vacancy: VacancyRef,
    said: Annotated[
        str | None, typer.Argument(metavar="ANSWER", help="yes, yes-with or not-yet; without it, what you may see")
    ] = None,
    because: Annotated[
        str, typer.Option("--because", metavar="CRITERION", help="for not-yet: what is still missing")
    ] = "",
    words: Annotated[str, typer.Option("--words", metavar="TEXT", help="for yes-with: with what")] = "",
    as_json: AsJson = False,
) -> None:
    """Answer, as key worker or EPC, whether to introduce somebody now, before you see what the other says."""
    from matcher.cli.introductions.decided import show_judged
    from matcher.records.words import IntroduceNow
    from matcher.workflows.people.answering import judge as keep
    from matcher.workflows.people.answering import judgements

    who, what = reference("CLIENT", client), reference("VACANCY", vacancy)
    if said is None:
        if because or words:
            raise Usage("--because and --words go with an answer: yes, yes-with or not-yet.")
        show_judged(judgements(place, who, what), as_json=as_json)
        return
    answer = IntroduceNow(_one_of("ANSWER", said, JUDGEMENTS))
    show_judged(keep(place, who, what, answer, because=because, words=words_of("--words", words)), as_json=as_json)


def _one_of(name: str, said: str, known: dict[str, str]) -> str:
    word = said.strip().casefold().replace("_", "-").replace(" ", "-")
    if word not in known:
        raise Usage(f'{name} must be one of {", ".join(known)}. You typed "{shorten(said)}".')
    return known[word]


def words_of(option: str, text: str) -> str:
    """Somebody's own words, of a length that can be read."""
    if len(text) > WORDS_MOST:
        raise Usage(f"{option} is {len(text):,} characters long; at most {WORDS_MOST:,} are kept.")
    return text.strip()


def may_say_of(said: list[str] | None) -> tuple[str, ...]:
    """What may be said aloud: at most three things."""
    found = tuple(words_of("--may-say", one) for one in said or () if one.strip())
    if len(found) > MAY_SAY_MOST:
        raise Usage(f"--may-say can be given {MAY_SAY_MOST} times. You gave it {len(found)} times.")
    return found

"""`matcher challenge`: questions to employers about what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage
from matcher.cli.app import EMPLOYERS, AsJson, Page, group
from matcher.cli.arguments import reference, whole
from matcher.cli.placed import placed
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.outputs.json import Json

SEEN_MOST = 10_000
WORDS_MOST = 10_000

challenge_app = group("challenge", EMPLOYERS, "Ask an employer about a requirement, once, and keep the answer.")

CaseRef = Annotated[str, typer.Argument(metavar="ID", help="the case's reference, as the list shows it")]
Words = Annotated[str | None, typer.Option("--words", metavar="TEXT", help="what was said, in plain words")]
Reason = Annotated[
    str | None, typer.Option("--reason", metavar="ID", help="one of the reasons; leave it out to see them")
]
Seen = Annotated[
    str | None,
    typer.Option("--seen", metavar="N", help="steps it had when you looked: refused if somebody has changed it since"),
]
ListFile = Annotated[
    str | None, typer.Option("--out", "-o", metavar="FILE", help="write a file, by its ending: .html .xlsx .json")
]
Everything = Annotated[bool, typer.Option("--all", help="also what is at its end, or not due yet")]


def said(option: str, text: str | None) -> str:
    """Words that somebody typed after an option; refused where they are far too many."""
    if text is not None and len(text) > WORDS_MOST:
        raise Usage(f"{option} is {len(text):,} characters; at most {WORDS_MOST:,} are read.")
    return (text or "").strip()


def seen_of(text: str | None) -> int | None:
    """How many steps the page showed; None where nobody said."""
    return None if text is None else whole("--seen", text, least=1, most=SEEN_MOST)


@challenge_app.command(
    "list",
    cls=Page,
    epilog="matcher challenge list\nmatcher challenge list --vacancy V0031 --all\nmatcher challenge list -o asked.xlsx",
)
@placed()
def list_(
    place: Where,
    vacancy: Annotated[str | None, typer.Option("--vacancy", metavar="V", help="of this vacancy only")] = None,
    employer: Annotated[str | None, typer.Option("--employer", metavar="E", help="of this employer only")] = None,
    everything: Everything = False,
    as_json: AsJson = False,
    to: ListFile = None,
) -> None:
    """List questions that wait for an answer, those to ring about first."""
    from matcher.cli.cases.case_pages import list_file, show_cases
    from matcher.workflows.cases.case_lists import challenges

    file = list_file(to)
    found = challenges(
        place,
        vacancy="" if vacancy is None else reference("--vacancy", vacancy),
        employer="" if employer is None else reference("--employer", employer),
        everything=everything,
    )
    show_cases(found, place, as_json=as_json, to=file)


@challenge_app.command(
    "ask",
    cls=Page,
    epilog="matcher challenge ask V0031 R2\n"
    'matcher challenge ask V0031 R2 --question "What in the work needs it?" --by epc-1',
)
@placed()
def ask(
    place: Where,
    vacancy: Annotated[str, typer.Argument(metavar="VACANCY", help="the vacancy's reference")],
    requirement: Annotated[str, typer.Argument(metavar="REQUIREMENT", help="the requirement's reference, such as R2")],
    question: Annotated[
        str | None, typer.Option("--question", metavar="TEXT", help="your own words; else the audit's question")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Put a question about one requirement. The same employer is not asked the same thing twice."""
    from matcher.cli.cases.case_pages import show_kept
    from matcher.workflows.cases.challenging import ask as put

    about = reference("VACANCY", vacancy), reference("REQUIREMENT", requirement)
    show_kept(put(place, *about, question=said("--question", question)), as_json=as_json)


@challenge_app.command(
    "answer",
    cls=Page,
    epilog="matcher challenge answer CH1 removed\nmatcher challenge answer CH1 relaxed --lesser desirable\n"
    "matcher challenge answer CH1 withdrawn --reason not_sent\n"
    'matcher challenge answer CH1 kept --words "A funded place for that age." --exception "the rule of the scheme"',
)
@placed()
def answer(
    place: Where,
    case: CaseRef,
    what: Annotated[
        str,
        typer.Argument(metavar="ANSWER", help="kept, relaxed, removed, no-answer, ask-again, withdrawn, or correct"),
    ],
    words: Words = None,
    reason: Reason = None,
    lesser: Annotated[
        str | None,
        typer.Option(
            "--lesser",
            metavar="WHAT",
            help='what it is relaxed to: desirable, a lower level, "or Skill: till", or "GCSE: maths, 3"',
        ),
    ] = None,
    exception: Annotated[
        str | None, typer.Option("--exception", metavar="TEXT", help="the exception in law that it rests on")
    ] = None,
    seen: Seen = None,
    as_json: AsJson = False,
) -> None:
    """Keep what came of a question; the vacancy's requirement changes with it."""
    from matcher.cli.cases.case_pages import show_kept
    from matcher.workflows.cases.casework import Told
    from matcher.workflows.cases.challenging import answer as keep

    facts = {"exception": said("--exception", exception)}
    told = Told(said("--reason", reason), said("--words", words), facts, seen_of(seen))
    done = keep(place, reference("ID", case), reference("ANSWER", what), told, lesser=said("--lesser", lesser))
    show_kept(done, as_json=as_json)


@challenge_app.command("counts", cls=Page, epilog="matcher challenge counts\nmatcher challenge counts --json")
@placed()
def counts(
    place: Where,
    as_json: AsJson = False,
) -> None:
    """Count what came of the questions, by employer and family of work: answers, people reached, starts since."""
    from matcher.cli.say import out
    from matcher.cli.showing import print_json
    from matcher.workflows.cases.case_pages import counts_lines
    from matcher.workflows.cases.challenging import tally

    found = tally(place)
    if as_json:
        rows: list[Json] = [
            {
                "employer": one.employer,
                "family": one.family or None,
                "family_name": family,
                "asked": one.asked,
                "states": dict(one.states),
                "reached": one.reached,
                "starts": one.starts,
            }
            for one, family in found
        ]
        print_json({"format": 1, "rows": rows})
        return
    states = [state for one, _ in found for state in one.states]
    for line in counts_lines(found, list(dict.fromkeys(states))):
        out(line)
    if not found:
        out("No question was put so far.")

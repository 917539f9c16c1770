"""Commands for the way to an employer and back: pack, reply."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.days import say_day
from matcher.base.problems import Usage
from matcher.cli import kept
from matcher.cli.app import EVERY_DAY, AsJson, Page, app
from matcher.cli.arguments import path_of, reference
from matcher.cli.placed import placed
from matcher.cli.say import note, out, problem_lines, program
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.base.problems import Problem
    from matcher.outputs.json import Json
    from matcher.workflows.introductions.packs import PackMade
    from matcher.workflows.introductions.replies import AnswerKept, RepliesKept

PACK_ENDINGS = (".html", ".htm", ".xlsx")
FILE_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".eml", ".txt", ".text")
RING_MOST = 200


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog='matcher pack V0031 -o pack.html --by epc-2 --ring "Sam, 01632 960 111"\n'
    "matcher pack V0031 -o pack.xlsx --by epc-2",
)
@placed()
def pack(
    place: Where,
    vacancy: Annotated[str, typer.Argument(metavar="VACANCY", help="the vacancy's reference, such as V0031")],
    to: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FILE", help="the file to write: .html to print, .xlsx to fill in"),
    ] = None,
    ring: Annotated[
        str | None, typer.Option("--ring", metavar="TEXT", help="whom the employer may ring, as it stands on the pack")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make the pack for an employer: everybody put forward with consent, by letter, with a reply code each.

    Who stands behind each letter is kept here and printed for you alone. The pack counts as a contact.
    """
    if to is None or not to.lower().endswith(PACK_ENDINGS):
        raise Usage("Say where to write it: -o pack.html, or -o pack.xlsx for a workbook that can be filled in.")
    if ring is not None and len(ring) > RING_MOST:
        raise Usage(f"--ring has at most {RING_MOST} characters. You typed {len(ring)}.")
    from matcher.workflows.introductions.packs import make_pack

    made = make_pack(place, reference("VACANCY", vacancy), to=path_of("-o", to), ring=(ring or "").strip())
    kept.keep("The pack is made and kept.")
    for line in problem_lines([*made.left_out, *made.withheld]):
        note(line)
    if as_json:
        from matcher.cli.showing import print_json

        print_json(_pack_json(made))
        return
    for line in _pack_lines(made):
        out(line)


def _pack_lines(made: PackMade) -> Iterator[str]:
    people = "1 person" if len(made.letters) == 1 else f"{len(made.letters)} people"
    yield f"Pack {made.pack} for {made.vacancy}, {people}, is in {made.written}."
    yield f"It is to be thrown away after {say_day(made.until)}. For you alone:"
    yield from (f"  {letter}  {code}  {client}" for letter, code, client in made.letters)
    yield f"When they answer: {program()} reply FILE, or {program()} reply {made.letters[0][1]} yes"


def _pack_json(made: PackMade) -> Json:
    return {
        "format": 1,
        "pack": made.pack,
        "vacancy": made.vacancy,
        "until": made.until.isoformat(),
        "letters": [{"letter": letter, "code": code, "client": client} for letter, code, client in made.letters],
        "left_out": [_problem(one) for one in made.left_out],
        "withheld": [_problem(one) for one in made.withheld],
        "written": str(made.written),
    }


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher reply pack.xlsx\nmatcher reply answer.eml\nmatcher reply MX7QK-AY no, needs a licence",
)
@placed()
def reply(
    place: Where,
    answer: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE... | CODE ANSWER", help="files that came back; or a reply code and what they said"
        ),
    ],
    as_json: AsJson = False,
) -> int:
    """Keep what an employer answered: from the workbook that came back, an e-mail, its text, or a code.

    What is not clear is asked about, never guessed. The same answer again changes nothing.
    """
    from matcher.workflows.introductions.replies import reply_by_code, reply_from_files

    if _is_file(answer[0]):
        told = reply_from_files(place, [path_of("FILE", one) for one in answer])
    else:
        told = reply_by_code(place, answer[0], " ".join(answer[1:]))
    if told.kept:
        kept.keep("The answers are kept.")
    if as_json:
        from matcher.cli.showing import print_json

        print_json(_reply_json(told))
    else:
        for line in _reply_lines(told):
            out(line)
    return 1 if told.stopping else 0


def _is_file(text: str) -> bool:
    return text.lower().endswith(FILE_ENDINGS) or Path(text[:1000]).exists()


def _reply_lines(told: RepliesKept) -> Iterator[str]:
    for one in told.kept:
        yield from _kept_lines(one)
    if told.already:
        letters = ", ".join(f"{one.letter} of {one.pack}" for one in told.already)
        yield f"Held already, so nothing was changed: {letters}."
    if told.blank:
        letters = ", ".join(f"{letter} of {pack}" for pack, letter in told.blank)
        yield f"Not decided yet: {letters}."
    if told.stopping:
        yield "\nTo ask about, not kept:"
        yield from (f"  {line}" for line in problem_lines(told.stopping))
    notes = [one for one in told.problems if not one.stops_row]
    if notes:
        yield "\nTo look at:"
        yield from (f"  {line}" for line in problem_lines(notes))
    if not (told.kept or told.already or told.blank or told.problems):
        yield "There was no answer in it."


def _kept_lines(one: AnswerKept) -> Iterator[str]:
    yield f"{one.reply.letter}, {one.client} for {one.vacancy}: {one.means}."
    if one.why:
        shared = f"The client may be told: {one.tell}" if one.tell else "They have not said that it may be passed on."
        yield f"  Why: {one.why}. {shared}"


def _reply_json(told: RepliesKept) -> Json:
    return {
        "format": 1,
        "kept": [
            {
                "pack": one.reply.pack,
                "letter": one.reply.letter,
                "client": one.client,
                "vacancy": one.vacancy,
                "answer": one.reply.answer,
                "reason": one.reply.reason,
                "side": one.reply.side,
                "share": one.reply.share,
                "tell": one.tell,
                "where": one.reply.where,
            }
            for one in told.kept
        ],
        "already": [{"pack": one.pack, "letter": one.letter, "answer": one.answer} for one in told.already],
        "blank": [{"pack": pack, "letter": letter} for pack, letter in told.blank],
        "problems": [_problem(one) for one in told.problems],
    }


def _problem(problem: Problem) -> Json:
    return {
        "where": problem.where,
        "value": problem.value,
        "what": problem.what,
        "fix": problem.fix,
        "stops_row": problem.stops_row,
    }

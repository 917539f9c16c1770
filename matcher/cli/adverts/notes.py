"""The command that reads a note about a client, and asks for evidence in the place of manner words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage
from matcher.cli.app import EVERY_DAY, AsJson, ModelsDir, Page, app
from matcher.cli.arguments import path_of
from matcher.cli.say import note, out, problem_lines

if TYPE_CHECKING:
    from matcher.outputs.json import Json
    from matcher.outputs.terminal import Cards
    from matcher.workflows.adverts.notes import AskedCriterion, ReadNote


@app.command(
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher notes note.txt\nmatcher notes --jsonl notes.jsonl > questions.jsonl",
)
def notes(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="a text file with a note about a client, such as note.txt")
    ] = None,
    jsonl: Annotated[
        str | None, typer.Option("--jsonl", metavar="FILE", help="notes, one JSON object a line: id, text")
    ] = None,
    as_json: AsJson = False,
    models: ModelsDir = None,
) -> int:
    """Read a note about a client: which words say how someone seems, and what to write in their place.

    The note is not kept, and nothing it says moves a level or a number.
    """
    edition = None if models is None else path_of("--models", models)
    if jsonl is not None:
        if file is not None or as_json:
            raise Usage("--jsonl is about the notes in that file: leave out everything else but --models.")
        return _lines(path_of("--jsonl", jsonl), edition)
    if file is None:
        raise Usage("Type the name of a text file with a note, such as note.txt; or --jsonl and a file of notes.")
    from matcher.workflows.adverts.notes import read_note_file

    read = read_note_file(path_of("FILE", file), models=edition)
    for line in problem_lines(read.problems):
        note(line)
    if as_json:
        from matcher.cli.showing import print_json

        print_json(_as_json(read))
    else:
        _show(read)
    return 0


def _lines(path: Path, edition: Path | None) -> int:
    """Notes by the thousand. 1 where a line could not be read, which its own line says."""
    from matcher.workflows.adverts.notes import read_note_lines

    refused = 0
    for line, good in read_note_lines(path, models=edition):
        out(line)
        refused += not good
    if refused:
        note(f"{refused:,} {'line' if refused == 1 else 'lines'} could not be read; each says why in its place.")
    return 1 if refused else 0


def _show(read: ReadNote) -> None:
    """Each kind of word once, with its words as they are written; the rest of the note is not printed."""
    from matcher.cli.showing import console
    from matcher.outputs.terminal import Cards

    cards = Cards(console())
    if not read.questions:
        cards.say("Nothing to ask about in this note.", style="bold")
    else:
        cards.say("Words in this note that say how someone seems to us", style="bold")
    kinds: dict[tuple[str, str], list[AskedCriterion]] = {}
    for asked in read.questions:
        kinds.setdefault((asked.question.proxy, asked.question.question), []).append(asked)
    for several in kinds.values():
        _kind(several, cards)
    cards.head("")
    cards.say(f"Models {read.digest[:12]}. A question to the writer; it moves no level and no list.", style="dim")


def _kind(several: Sequence[AskedCriterion], cards: Cards) -> None:
    first = several[0]
    cards.head(first.question.name)
    for asked in several:
        one = asked.question
        cards.say(f"“{one.words}” (characters {one.start} to {one.end})", mark="-", indent=2)
    cards.say(first.question.question, mark="?", indent=2)
    cards.say(f"To write instead: {first.question.instead}", indent=4)
    if first.criterion:
        cards.say(f"It may be about: {first.criterion}.", indent=4)


def _as_json(read: ReadNote) -> Json:
    return {
        "format": 1,
        "models": read.digest,
        "questions": [
            {
                "proxy": asked.question.proxy,
                "name": asked.question.name,
                "start": asked.question.start,
                "end": asked.question.end,
                "words": asked.question.words,
                "question": asked.question.question,
                "instead": asked.question.instead,
                "criterion": asked.question.criterion,
                "gentle": asked.question.gentle,
            }
            for asked in read.questions
        ],
    }

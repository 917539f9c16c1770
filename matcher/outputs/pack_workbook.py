"""An employer's pack as a workbook to e-mail: to read, and with a sheet to answer on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from matcher.base.days import say_day
from matcher.explain.answer_sheet import answer_headings
from matcher.explain.fitting import capital
from matcher.explain.pack import PackView
from matcher.library.brokerage.answers import Answers
from matcher.library.brokerage.packs import Packs
from matcher.library.load import Library
from matcher.outputs.plain import ended
from matcher.outputs.tables import Table
from matcher.outputs.workbook import write_book


def write(pack: PackView, path: Path, *, library: Library) -> None:
    """The workbook as a file, whole or not at all."""
    words = library.brokerage.packs
    tables = (
        _about(pack, words),
        _people(pack, words),
        _grid(pack, words),
        _answers(pack, words, library.brokerage.answers),
    )
    title = words.title.format(job=pack.job)
    footer = f"{words.labels['pack']} {pack.pack}"
    write_book(tables, path, title=title, on=pack.sent, footer=footer, lists=words.sheets["lists"])


def _about(pack: PackView, words: Packs) -> Table:
    rows = [
        (words.labels["pack"], pack.pack),
        (words.labels["sent"], say_day(pack.sent)),
        (words.labels["until"], say_day(pack.until)),
        *((words.labels["opening"], line) for line in words.opening),
        *(pack.about or ((words.headings["job"], words.no_job),)),
        *((words.headings["everyone"], line) for line in pack.everyone),
        *((words.headings["questions"], line) for line in pack.questions),
        (words.headings["ring"], pack.ring or words.no_ring),
        *((words.headings["reply"], line) for line in words.reply_in_workbook),
        (words.labels["until"], words.closing.format(until=say_day(pack.until))),
    ]
    title = words.title.format(job=pack.job) + (f" ({pack.employer})" if pack.employer else "")
    return Table(words.sheets["about"], title, ((words.labels["what"], 34), (words.labels["says"], 90)), rows)


def _people(pack: PackView, words: Packs) -> Table:
    labels = words.labels
    columns = (
        (labels["person"], 9),
        (labels["words"], 40),
        (labels["shifts"], 34),
        (labels["start"], 20),
        (labels["brings"], 34),
        (labels["adjustments"], 34),
        (labels["provides"], 34),
    )
    rows = [
        (
            one.letter,
            one.words or words.no_words.format(letters=one.letter),
            one.shifts,
            one.start,
            _told(one.brings),
            _told(one.adjustments),
            _told(one.provides),
        )
        for one in pack.people
    ]
    return Table(words.sheets["people"], words.headings["shifts"], columns, rows)


def _grid(pack: PackView, words: Packs) -> Table:
    columns = ((words.labels["asked"], 44), *((one.letter, 18) for one in pack.people))
    rows = [(capital(line.asked), *line.stands) for line in pack.grid]
    return Table(words.sheets["grid"], capital(words.stands_as), columns, rows)


def _answers(pack: PackView, words: Packs, answers: Answers) -> Table:
    headings = answer_headings(words)
    columns = (
        (headings.letter, 9),
        (headings.code, 16),
        (headings.answer, 36),
        (headings.reason, 46),
        (headings.share, 20),
        (headings.note, 50),
    )
    asks: dict[str, tuple[str, ...]] = {
        headings.answer: tuple(one.name for one in answers.answers),
        headings.reason: tuple(_reasons(answers)),
        headings.share: (words.share["yes"], words.share["no"]),
        headings.note: (),
    }
    rows = [(one.letter, one.code, None, None, None, None) for one in pack.people]
    return Table(words.sheets["answers"], words.headings["reply"], columns, rows, asks)


def _reasons(answers: Answers) -> Iterator[str]:
    """Reasons by whose they are, in the order of the sides."""
    for side in ("employer", "client", "programme"):
        yield from (one.name for one in answers.reasons if one.side == side)


def _told(lines: tuple[str, ...]) -> str:
    return " ".join(ended(capital(line)) for line in lines)

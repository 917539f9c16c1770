"""The sheet of questions to an employer: a page, and plain text to paste into a letter or an e-mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from matcher.audit.sheet import EmployerSheet, SheetLine
from matcher.base.problems import Usage
from matcher.outputs.atomic import write_text
from matcher.outputs.page import environment, style
from matcher.outputs.plain import printable

OPENING = (
    "We would like more people to be able to apply. These are questions, not findings: you know the job, and your "
    "answer settles each of them."
)
CLOSING = "Nobody is named on this sheet. It is about the job, not about a person who may apply."
NOTHING = "There is nothing we would ask about."
WHO, JOB = "What you ask of people", "About the job"
WIDTH = 76


def write(sheet: EmployerSheet, path: Path) -> None:
    """The sheet as a file, by its ending: .html or .txt, whole or not at all. Raises Usage for another ending."""
    makers = {".html": as_page, ".htm": as_page, ".txt": as_text}
    make = makers.get(path.suffix.lower())
    if make is None:
        raise Usage(f'"{path.name}" must end in .html or .txt, so that we know what to write.')
    write_text(path, make(sheet))


def as_page(sheet: EmployerSheet) -> str:
    """One self-contained page."""
    return (
        environment()
        .get_template("sheet.html")
        .render(
            sheet=sheet,
            parts=((WHO, sheet.who_may_apply), (JOB, sheet.about_the_job)),
            opening=OPENING,
            closing=CLOSING,
            nothing=NOTHING,
            css=style(),
        )
    )


def as_text(sheet: EmployerSheet) -> str:
    """Plain text: no markup, no line that a mail program would break again, every part under its heading."""
    heading = f"Questions about {printable(sheet.title)}" + (
        f" ({printable(sheet.employer)})" if sheet.employer else ""
    )
    lines = [heading, "", *_wrapped(OPENING)]
    for title, asked in ((WHO, sheet.who_may_apply), (JOB, sheet.about_the_job)):
        if asked:
            lines += ["", title.upper()]
            for number, line in enumerate(asked, 1):
                lines += ["", *_line(number, line)]
    if sheet.empty:
        lines += ["", NOTHING]
    return "\n".join([*lines, "", *_wrapped(CLOSING), ""])


def _line(number: int, line: SheetLine) -> Iterator[str]:
    yield from _wrapped(f"{number}. {printable(line.question)}")
    if line.words:
        yield from _wrapped(f'You wrote: "{printable(line.words)}"', indent=3)
    elif line.about:
        yield from _wrapped(f"About: {printable(line.about)}", indent=3)
    if line.several:
        says = f"Among the people we support, it alone would keep out {line.several}."
        yield from _wrapped(says, indent=3)
    yield from _wrapped(f"It would be needed when: {printable(line.settles)}", indent=3)
    yield from _wrapped(f"It could say: {printable(line.rewording)}", indent=3)


def _wrapped(text: str, *, indent: int = 0) -> list[str]:
    space = " " * indent
    return textwrap.wrap(
        text, WIDTH, initial_indent=space, subsequent_indent=space, break_long_words=False, break_on_hyphens=False
    )

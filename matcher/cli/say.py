"""Writing to the two streams: results to stdout, everything about how it went to stderr."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from matcher.base.problems import Problem

PROBLEMS_SHOWN = 50
EVERY_SECONDS = 2.0


def out(text: str = "") -> None:
    """A line of the result."""
    sys.stdout.write(_shown(text) + "\n")


def out_json(text: str) -> None:
    """JSON as the result; what could steer a terminal is written as JSON writes it, which means the same."""
    sys.stdout.write(
        text
        if text.isprintable()
        else "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)
    )


def note(text: str) -> None:
    """A line about how it went. If nobody listens any more, how it went stays as it is."""
    with suppress(OSError):
        sys.stderr.write(_shown(text) + "\n")
        sys.stderr.flush()


def warn_of_a_wait(what: str, size: int, *, much: int) -> None:
    """Says what begins, where there is so much of it that somebody may wonder."""
    if size > much:
        note(f"{what}. This takes a while ...")


def _shown(text: str) -> str:
    """The text with control characters written out, so that nothing somebody gave us steers a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else c.encode("unicode_escape").decode() for c in text)


def problem_lines(problems: Iterable[Problem], *, most: int = PROBLEMS_SHOWN) -> list[str]:
    """Problems that are alike on one line; when there are very many, how many more there are."""
    from matcher.importers.told import told

    lines = told(problems)
    more = len(lines) - most
    return lines if more <= 0 else [*lines[:most], f"... and {more:,} more."]


@dataclass
class Progress:
    """Says on stderr how far long work has come: now and then, and on one line where that is a terminal."""

    since: float = field(default_factory=time.monotonic)
    said: bool = False

    def __call__(self, what: str, done: int, of: int) -> None:
        """`done` of `of` are finished."""
        now = time.monotonic()
        if now - self.since < EVERY_SECONDS and not (self.said and done == of):
            return
        self.since, self.said = now, True
        text = f"{what}: {done:,} of {of:,}"
        with suppress(OSError):
            on_one_line = sys.stderr.isatty()
            sys.stderr.write(f"\r{text}\x1b[K" + ("\n" if done == of else "") if on_one_line else text + "\n")
            sys.stderr.flush()


def program() -> str:
    """How this program was called, so that what is printed can be typed."""
    called = Path(sys.argv[0])
    if called.parts[-2:] == ("matcher", "__main__.py"):
        return "python -m matcher"
    found = shutil.which("matcher")
    if called.name != "matcher" or (found and Path(found).resolve() == called.resolve()):
        return "matcher"
    return shlex.quote(str(called))

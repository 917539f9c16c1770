"""Writing to the two streams: results to stdout, everything about how it went to stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from matcher.base.problems import Problem

PROBLEMS_SHOWN = 50
EVERY_SECONDS = 2.0


def out(text: str = "") -> None:
    """A line of the result."""
    sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """A line about how it went. If nobody listens any more, how it went stays as it is."""
    with suppress(OSError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


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

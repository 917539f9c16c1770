"""The lines of a file with one JSON object a line: each in its place, blank ones too, so that numbers agree."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from matcher.base.problems import GivenProblems, Problem
from matcher.reading.passage import MOST_CHARACTERS

EMPTY = "The line is empty."
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def lines_of(path: Path) -> Iterator[str]:
    """Every line of a file without its end: UTF-8, or UTF-16 as Windows writes it. Raises GivenProblems for the file.

    What is not of its encoding is replaced character by character, so that one bad line harms no other.
    """
    try:
        with path.open("rb") as file:
            wide = file.peek(2)[:2] in _WIDE
            yield from _wide(file) if wide else _narrow(file)
    except OSError as error:
        raise GivenProblems([Problem(path.name, "", "cannot be opened.", f"{error.strerror or error}.")]) from error


def _narrow(file: BinaryIO) -> Iterator[str]:
    for raw in file:
        yield raw.decode("utf-8-sig", errors="replace").rstrip("\r\n")


def _wide(file: BinaryIO) -> Iterator[str]:
    with TextIOWrapper(file, encoding="utf-16", errors="replace", newline="\n") as lines:
        for line in lines:
            yield line.rstrip("\r\n")


def cut(text: str) -> dict[str, str]:
    """A `note` for the answer to a text that is longer than is read; nothing for any other."""
    if len(text) <= MOST_CHARACTERS:
        return {}
    return {"note": f"The text has {len(text):,} characters; only the first {MOST_CHARACTERS:,} were read."}

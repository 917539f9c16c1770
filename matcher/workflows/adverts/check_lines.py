"""Adverts looked at by the thousand: a line in, a line out, in order; a line that cannot be read says why."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path

from matcher.audit.advert_text import AdvertAudit, advert_audit
from matcher.base.problems import shorten
from matcher.base.workers import worker_context
from matcher.library.load import load_library
from matcher.workflows.adverts.lines import EMPTY, cut, lines_of

MOST_LINE = 4_000_000
"""Characters of one line; a longer one is refused, not read."""
BATCH = 200
APART_FROM = 400
"""Lines from which on a second process pays for its start."""
READ_FIRST = 40
"""Lines read before the workers start, so that they begin with the common patterns compiled."""
_TEXT = ("text", "description")
_OCCUPATION = ("occupation", "title")


def check_lines(path: Path, *, models: Path | None = None) -> Iterator[tuple[str, bool]]:
    """For each line, blank ones too: what to write, and whether it was read. Raises GivenProblems for the file."""
    load_library(models)  # what is wrong with an edition is told before anything is written
    lines = lines_of(path)
    start = list(islice(lines, APART_FROM))
    if len(start) < APART_FROM or (os.cpu_count() or 1) < 2:
        yield from (checked(line, models) for line in (*start, *lines))
        return
    yield from (checked(line, models) for line in start[:READ_FIRST])
    with ProcessPoolExecutor(max_workers=min(4, os.cpu_count() or 1), mp_context=worker_context()) as pool:
        for found in pool.map(_batch, _batches((*start[READ_FIRST:], *lines), models)):
            yield from found


def _batches(lines: Iterable[str], models: Path | None) -> Iterator[tuple[list[str], Path | None]]:
    waiting = iter(lines)
    while batch := list(islice(waiting, BATCH)):
        yield batch, models


def _batch(given: tuple[list[str], Path | None]) -> list[tuple[str, bool]]:
    lines, models = given
    return [checked(line, models) for line in lines]


@cache
def audit(models: Path | None) -> AdvertAudit:
    """The criteria, compiled."""
    return advert_audit(load_library(models))


def checked(line: str, models: Path | None) -> tuple[str, bool]:
    """What to write for one line, and whether it could be read."""
    reference, text, occupation, problem = taken(line)
    if problem:
        return written({"id": reference, "problem": problem}), False
    one = audit(models)
    findings = [
        {
            "criterion": found.criterion,
            "severity": found.severity,
            "start": found.start,
            "end": found.end,
            "question": one.criterion(found).question,
        }
        for found in one.findings(text, occupation=occupation)
    ]
    return written({"id": reference, "findings": findings, **cut(text)}), True


def taken(line: str) -> tuple[object, str, str, str]:
    """The id, text and occupation of one line, and what is wrong with it, if anything."""
    if not line.strip():
        return None, "", "", EMPTY
    if len(line) > MOST_LINE:
        return None, "", "", f"The line has {len(line):,} characters; at most {MOST_LINE:,} are read."
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return None, "", "", f"The line is not JSON: {shorten(str(error))}"
    if not isinstance(value, dict):
        return None, "", "", "The line is not an object with id, text and occupation."
    reference = value.get("id")
    if not isinstance(reference, str | int | None):
        return None, "", "", "The id is neither text nor a whole number."
    text = next((value[name] for name in _TEXT if isinstance(value.get(name), str)), None)
    if text is None:
        return reference, "", "", "The line has no text."
    occupation = next((value[name] for name in _OCCUPATION if isinstance(value.get(name), str)), "")
    return reference, text, occupation, ""


def written(value: dict[str, object]) -> str:
    """One line of JSON that any program can read, whatever the text held."""
    return json.dumps(value, ensure_ascii=True)

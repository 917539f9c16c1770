"""Reads adverts by the thousand into facts and requirements: a line in, a line out, in order; a bad line says why."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from matcher.base.problems import shorten
from matcher.base.workers import worker_context
from matcher.importers.adverts.text import words_of
from matcher.library.load import Library, load_library
from matcher.reading.facts.hours import HOUR
from matcher.reading.facts.reader import fact_reader
from matcher.reading.markup import without_markup
from matcher.reading.passage import read_passage
from matcher.reading.requirements.reader import read_requirements
from matcher.workflows.adverts.lines import EMPTY, cut, lines_of

if TYPE_CHECKING:
    from matcher.outputs.json import Json
    from matcher.reading.facts.shape import AdvertFacts

LINE_MOST = 8_000_000
"""Characters of one line; a longer one is refused, not read."""
FIELD_MOST = 1_000
TITLE_MOST = 80
BATCH = 100
APART_FROM = 400
"""Lines from which on a second process pays for its start."""
READ_FIRST = 40
"""Lines read before the workers start, so that they begin with the common patterns compiled."""
_TEXT = ("text", "description")
_PAY = ("pay_text", "salary", "pay")
_HOURS = ("hours_text", "hours", "workHours")
_PLACE = ("location", "place", "postcode", "jobLocation")
Line: TypeAlias = "Mapping[str, object]"


class NotAnAdvert(ValueError):
    """The line cannot be read; the message says why."""


@dataclass(frozen=True)
class AdvertLines:
    """Reads lines by one library."""

    library: Library

    def read(self, line: Line) -> Json:
        """The facts and requirements of one advert. Raises NotAnAdvert, with the reason."""
        text = _text(line)
        given = _first(line, "title", "job_title")
        title = given or ("" if "description" in line else _heading(text))
        passage = read_passage(text)
        facts = fact_reader(self.library).read(
            text,
            passage=passage,
            title=title,
            pay_text=_first(line, *_PAY) or _figures(line),
            hours_text=_first(line, *_HOURS),
            place=", ".join(dict.fromkeys(part for name in _PLACE if (part := _field(line.get(name))))),
        )
        occupation = _first(line, "occupation") or title
        asked = read_requirements(text, library=self.library, occupation=occupation, title=given, passage=passage)
        return {
            "id": line.get("id"),
            "facts": facts_as_json(facts),
            "requirements": [
                {"kind": one.kind, "importance": str(one.importance), "start": one.start, "end": one.end}
                for one in asked
            ],
            **cut(text),
        }


def facts_as_json(facts: AdvertFacts) -> Json:
    """Facts as other programs read them: hours as numbers, pay in pounds, one contract as text, several as a list."""
    contract = [str(one) for one in facts.contract]
    return {
        "hours_min": _number(facts.hours_exact[0], HOUR),
        "hours_max": _number(facts.hours_exact[1], HOUR),
        "hours_basis": facts.hours_basis,
        "pay_min": _number(facts.pay_min, 100),
        "pay_max": _number(facts.pay_max, 100),
        "pay_period": facts.pay_period,
        "contract": contract if len(contract) > 1 else contract[0] if contract else None,
        "shifts": list(facts.shifts),
        "postcode": facts.postcode,
        "driving_duty": facts.driving_duty,
    }


def read_lines(path: Path, *, models: Path | None = None) -> Iterator[tuple[str, bool]]:
    """For each line: what to write, and whether it was read. Raises GivenProblems for the file or the models."""
    load_library(models)  # what is wrong with an edition is told before anything is written
    lines = lines_of(path)
    start = list(islice(lines, APART_FROM))
    if len(start) < APART_FROM or (os.cpu_count() or 1) < 2:
        yield from (read_line(line, models) for line in (*start, *lines))
        return
    yield from (read_line(line, models) for line in start[:READ_FIRST])
    with ProcessPoolExecutor(max_workers=min(4, os.cpu_count() or 1), mp_context=worker_context()) as pool:
        for found in pool.map(_batch, _batches((*start[READ_FIRST:], *lines), models)):
            yield from found


def read_line(line: str, models: Path | None) -> tuple[str, bool]:
    """What to write for one line, and whether it could be read."""
    reference: object = None
    try:
        value = _value(line)
        reference = value.get("id")
        return json.dumps(_reader(models).read(value)), True
    except NotAnAdvert as problem:
        return json.dumps({"id": reference, "problem": str(problem)}), False


@cache
def _reader(models: Path | None) -> AdvertLines:
    return AdvertLines(load_library(models))


def _batches(lines: Iterable[str], models: Path | None) -> Iterator[tuple[list[str], Path | None]]:
    waiting = iter(lines)
    while batch := list(islice(waiting, BATCH)):
        yield batch, models


def _batch(given: tuple[list[str], Path | None]) -> list[tuple[str, bool]]:
    lines, models = given
    return [read_line(line, models) for line in lines]


def _value(line: str) -> Line:
    """The object of one line."""
    if not line.strip():
        raise NotAnAdvert(EMPTY)
    if len(line) > LINE_MOST:
        raise NotAnAdvert(f"The line has {len(line):,} characters; at most {LINE_MOST:,} are read.")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise NotAnAdvert(f"The line is not JSON: {shorten(str(error))}") from error
    if not isinstance(value, dict):
        raise NotAnAdvert("The line is not an object with id and text.")
    if not isinstance(value.get("id"), str | int | None):
        raise NotAnAdvert("The id is neither text nor a whole number.")
    return value


def _text(line: Line) -> str:
    """The words of the advert, every character at its place, markup blanked out."""
    text = next((value for name in _TEXT if isinstance(value := line.get(name), str)), None)
    if text is None:
        raise NotAnAdvert("The line has no text.")
    return without_markup(text)


def _heading(text: str) -> str:
    """The first line of a text as a title, where it looks like one."""
    first = next((row.strip() for row in text[: 4 * FIELD_MOST].splitlines() if row.strip()), "")
    return first if len(first) <= TITLE_MOST and not first.endswith((".", "!", "?", ":")) else ""


def _first(line: Line, *names: str) -> str:
    return next((words for name in names if (words := _field(line.get(name)))), "")


def _field(value: object) -> str:
    """The words of a field of any shape: text, or an object with a name."""
    if isinstance(value, dict):
        value = value.get("display_name") or value
    return words_of(value)[:FIELD_MOST] if isinstance(value, str | list | dict) else ""


def _figures(line: Line) -> str:
    """Pay as a range, out of Adzuna's two figures, unless Adzuna made them up."""
    if str(line.get("salary_is_predicted", "0")) in ("1", "True", "true"):
        return ""
    ends = [
        value
        for name in ("salary_min", "salary_max")
        if isinstance(value := line.get(name), int | float | str) and value
    ]
    return " - ".join(dict.fromkeys(map(str, ends)))[:FIELD_MOST]


def _number(value: int | None, unit: int) -> int | float | None:
    """A count of parts as a plain number: whole where it is whole."""
    if value is None:
        return None
    return value // unit if value % unit == 0 else value / unit

"""YAML read strictly: what looks like a number, a date or a yes stays what was written.

PyYAML on its own reads `9:30` as 570, `NO` as false and keeps the last of a repeated key without a word. Here
only `null`, `true`, `false` and plain numbers are anything but text, a repeated key is a problem, and nothing
can stand for something elsewhere (anchors, aliases, merge keys, tags). Every value keeps the line it is on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from matcher.base.problems import GivenProblems, Problem

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
Place: TypeAlias = tuple[str | int, ...]
"""Where a value stands: `("bands", 2, "points")`."""

MOST_BYTES = 4_000_000
MOST_DEPTH = 40
MOST_PROBLEMS = 200

_INT = re.compile(r"-?(?:0|[1-9]\d{0,17})\Z", re.ASCII)
_FLOAT = re.compile(r"-?(?:0|[1-9]\d{0,14})\.\d{1,9}\Z", re.ASCII)
_WORDS: Mapping[str, bool | None] = {"null": None, "true": True, "false": False}


@dataclass(frozen=True)
class Written:
    """One file as it was written: the values, and the line each of them starts on."""

    name: str
    data: Value
    lines: Mapping[Place, int]

    def where(self, place: Place) -> str:
        """`terms.yaml, line 14, bands[2].points`: as a person finds it, by the nearest part that is there."""
        line, said = self.lines.get((), 1), say_place(place)
        for count in range(len(place), 0, -1):
            if place[:count] in self.lines:
                line = self.lines[place[:count]]
                break
        return f"{self.name}, line {line}" + (f", {said}" if said else "")


def say_place(place: Place) -> str:
    """`bands[2].points`."""
    said = ""
    for part in place:
        said += f"[{part}]" if isinstance(part, int) else (f".{part}" if said else str(part))
    return said


def read_yaml(path: Path) -> Written:
    """The values of one file. Raises GivenProblems with everything in it that cannot be read."""
    return parse_yaml(bounded_bytes(path), path.name)


def bounded_bytes(path: Path) -> bytes:
    """The bytes of a file, up to one over the bound. Raises GivenProblems where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise GivenProblems([Problem(path.name, "", "cannot be opened.", f"{error.strerror or error}.")]) from error


def parse_yaml(raw: bytes, name: str) -> Written:
    """The values of a file's bytes. Raises GivenProblems with everything in it that cannot be read."""
    if len(raw) > MOST_BYTES:
        raise GivenProblems(
            [
                Problem(
                    name,
                    "",
                    f"has more than {MOST_BYTES:,} bytes.",
                    "No model file needs that many.",
                )
            ]
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise GivenProblems(
            [Problem(f"{name}, line {line}", "", "is not written in UTF-8.", "Save the file as UTF-8 text.")]
        ) from error
    reader = _Reader(name)
    reader.read(text)
    if reader.problems:
        raise GivenProblems(reader.problems)
    return Written(name, reader.top, reader.lines)


@dataclass
class _Open:
    """A mapping or a list that has begun and not ended."""

    into: dict[str, Value] | list[Value] | None
    place: Place
    key: str | None = None
    """The key that waits for its value; None where a key comes next."""


@dataclass
class _Reader:
    """Turns the parser's events into values, with a stack of its own that no nesting can exhaust."""

    name: str
    top: Value = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    documents: int = 0

    def read(self, text: str) -> None:
        try:
            for event in _events(text):
                self._take(event)
                if len(self.problems) >= MOST_PROBLEMS:
                    return
        except yaml.YAMLError as error:
            self.problems.append(_syntax_problem(self.name, text, error))
            return
        except _TooDeep as deep:
            self._problem(deep.line, "", f"is nested more than {MOST_DEPTH} deep.", "Write it flatter.")
            return
        if not self.documents and not self.problems:
            self._problem(1, "", "is empty.", "A model file needs at least an id, a version and an owner.")

    def _take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self._problem(line, "---", "starts a second document.", "Put it into a file of its own.")
        elif isinstance(event, yaml.AliasEvent):
            self._problem(line, f"*{event.anchor}", "stands for something elsewhere.", "Write the value out here.")
            self._put(None, line)
        elif isinstance(event, yaml.ScalarEvent):
            self._check_marks(event, line)
            self._scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._check_marks(event, line)
            self._begin({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._end()

    def _check_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.anchor:
            self._problem(line, f"&{event.anchor}", "names a value to use elsewhere.", "Take the name out.")
        if event.tag:  # the parser gives a tag only where one was written
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._problem(line, tag, "is a tag.", "Take it out; write the plain value.")

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        plain = not event.style
        text = str(event.value)
        inside = self.open[-1] if self.open else None
        if inside is not None and isinstance(inside.into, dict) and inside.key is None:
            self._key(inside, text, line)
        elif plain and not text:
            place = self._put(None, line)
            self._problem(line, "", "has no value.", "Write null if it is not known.", place)
        else:
            self._put(_plain_value(text) if plain else text, line)

    def _key(self, inside: _Open, key: str, line: int) -> None:
        assert isinstance(inside.into, dict)
        if key == "<<":
            self._problem(line, key, "merges another mapping in.", "Write the keys out here.")
        if key in inside.into:
            first = self.lines[(*inside.place, key)]
            self._problem(
                line,
                key,
                f"is written twice here; the first is on line {first}.",
                "Keep one of them.",
                (*inside.place, key),
            )
        else:
            self.lines[(*inside.place, key)] = line
        inside.key = key
        inside.into.setdefault(key, None)

    def _begin(self, into: dict[str, Value] | list[Value], line: int) -> None:
        if len(self.open) >= MOST_DEPTH:
            raise _TooDeep(line)
        inside = self.open[-1] if self.open else None
        if inside is not None and isinstance(inside.into, dict) and inside.key is None:
            self._problem(line, "", "uses a list or a mapping as a key.", "A key is one word.")
            inside.key = "?"
        place = self._put(into, line)
        self.open.append(_Open(into, place))

    def _end(self) -> None:
        self.open.pop()

    def _put(self, value: Value, line: int) -> Place:
        """Puts a value where it belongs; its place comes back."""
        if not self.open:
            if self.documents <= 1:
                self.top = value
                self.lines[()] = line
            return ()
        inside = self.open[-1]
        place: Place
        if isinstance(inside.into, list):
            place = (*inside.place, len(inside.into))
            inside.into.append(value)
            self.lines[place] = line
        elif isinstance(inside.into, dict):
            key = inside.key if inside.key is not None else "?"
            place = (*inside.place, key)
            inside.into[key] = value
            inside.key = None
        return place

    def _problem(self, line: int, value: str, what: str, fix: str, place: Place = ()) -> None:
        at = place or (self.open[-1].place if self.open else ())
        said = say_place(at)
        self.problems.append(Problem(f"{self.name}, line {line}" + (f", {said}" if said else ""), value, what, fix))


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _events(text: str) -> Iterator[yaml.Event]:
    loader = yaml.CSafeLoader(text)
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


def _plain_value(text: str) -> Value:
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


def _syntax_problem(name: str, text: str, error: yaml.YAMLError) -> Problem:
    """What the parser stumbled over, with the line, in words for someone who does not know YAML's."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:  # a character that no YAML file may hold
        position = getattr(error, "position", 0)
        position = position if isinstance(position, int) else 0
        line = text.count("\n", 0, position) + 1
        return Problem(
            f"{name}, line {line}", "", "holds a character that is not text.", "Delete it and type it again."
        )
    rows = text.splitlines()
    line = min(mark.line + 1, max(len(rows), 1))
    row = rows[line - 1] if rows else ""
    if row[: len(row) - len(row.lstrip())].find("\t") >= 0:
        return Problem(f"{name}, line {line}", row.strip(), "is indented with a tab.", "Use spaces.")
    said = str(getattr(error, "problem", "") or "cannot be read")
    return Problem(
        f"{name}, line {line}",
        row.strip(),
        f"cannot be read as YAML ({said}).",
        "Look at quotes, colons and indentation on this line and the one above.",
    )

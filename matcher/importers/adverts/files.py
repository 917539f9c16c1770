"""Reads files of adverts into values, within bounds: JSON, JSON lines, and the JSON-LD of a saved page.

Numbers stay text as they were written, so that neither a 5,000-digit number nor `NaN` can do harm and no
figure changes on the way in. Whatever is wrong comes back as problems; nothing here raises for bad content.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from matcher.base.problems import Problem

Value: TypeAlias = "bool | str | list[Value] | dict[str, Value] | None"

MEGABYTE = 1_000_000
FILE_MOST_BYTES = 100 * MEGABYTE
PAGE_MOST_BYTES = 20 * MEGABYTE
"""Of one page or one JSON document; a file of JSON lines may be larger, each line no more than a megabyte."""
LINE_MOST_CHARACTERS = MEGABYTE
FILES_MOST = 20_000
ADVERTS_MOST = 200_000
_SUFFIXES = frozenset([".json", ".jsonld", ".jsonl", ".ndjson", ".html", ".htm", ".xhtml"])
_DEEP = "is nested too deeply."
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_END_OF_SCRIPT = re.compile(r"</script\b", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """One value that may hold adverts, and where a person finds it."""

    where: str
    value: Value
    from_line: bool = False
    """Whether it stands on a line of its own."""


@dataclass
class Reading:
    """What one file holds, and what is wrong with it."""

    found: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, where: str, what: str, fix: str, value: str = "") -> None:
        self.problems.append(Problem(where, value, what, fix))

    def note(self, where: str, what: str, fix: str, value: str = "") -> None:
        self.problems.append(Problem(where, value, what, fix, stops_row=False))


def files_in(paths: list[Path], problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Every file to read, with its name as a person finds it; files of a folder in order of their names."""
    count = 0
    for path in paths:
        for name, file in _walked(path) if path.is_dir() else [(path.name, path)]:
            count += 1
            if count > FILES_MOST:
                what = f"holds more than {FILES_MOST:,} files; the rest was not read."
                problems.append(Problem(path.name, "", what, "Read it in parts."))
                return
            yield name, file


def _walked(folder: Path) -> Iterator[tuple[str, Path]]:
    for top, inner, names in os.walk(folder):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in _SUFFIXES and not name.startswith("."):
                file = Path(top) / name
                yield file.relative_to(folder).as_posix(), file


def read_file(name: str, path: Path) -> Reading:
    """The values of one file, by what it holds rather than by its name."""
    reading = Reading()
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= FILE_MOST_BYTES else b""
    except OSError as error:
        reading.refuse(name, "cannot be opened.", f"{error.strerror or error}.")
        return reading
    if size > FILE_MOST_BYTES:
        what = f"has {size:,} bytes; at most {FILE_MOST_BYTES:,} are read."
        reading.refuse(name, what, "Split it into smaller files.")
        return reading
    text = decoded(raw, name, reading)
    if text is not None:
        _read_text(text, name, reading)
    return reading


def decoded(raw: bytes, name: str, reading: Reading) -> str | None:
    """The text of the bytes: UTF-8, UTF-16 or UTF-32 by its first bytes, else Windows-1252 with a note."""
    encoding = json.detect_encoding(raw)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        pass
    try:
        text = raw.decode("cp1252" if encoding.startswith("utf-8") else "ascii")
    except UnicodeDecodeError:
        reading.refuse(name, "is not text in any encoding we read.", "Save it again as UTF-8.")
        return None
    reading.note(
        name,
        "is not UTF-8; it was read as Windows text.",
        "Check the £ signs and accents, or save it as UTF-8.",
    )
    return text


def _read_text(text: str, name: str, reading: Reading) -> None:
    start = text.lstrip("\ufeff \t\r\n\x00")
    if not start:
        reading.refuse(name, "is empty.", "Save the advert again.")
    elif start[0] == "<":
        _read_page(text, name, reading)
    elif start[0] in "{[":
        _read_json(start, name, reading)
    else:
        reading.refuse(
            name,
            "is neither a web page, nor JSON, nor JSON lines.",
            "Save the advert's page as HTML, or give its JSON.",
        )


def _read_json(text: str, name: str, reading: Reading) -> None:
    """One JSON document, or one on every line."""
    lines = text.split("\n")  # nothing else: a string in JSON may hold other line breaks
    if name.lower().endswith((".jsonl", ".ndjson")) or (len(lines) > 1 and any(map(_is_whole, lines[:3]))):
        _read_lines(lines, name, reading)
        return
    if len(text) > PAGE_MOST_BYTES:
        reading.refuse(name, f"has more than {PAGE_MOST_BYTES:,} characters.", "Split it into smaller files.")
        return
    value, fault = parse_json(text, name, reading)
    if fault:
        reading.refuse(name, f"cannot be read as JSON: {fault}", "Save or export it again.")
    elif isinstance(value, list) and not any(isinstance(one, dict) and _is_linked(one) for one in value):
        reading.found += [Found(f"{name}, item {n}", one) for n, one in enumerate(value[:ADVERTS_MOST], 1)]
    else:
        reading.found.append(Found(name, value))


def _is_whole(line: str) -> bool:
    """Whether a line is an object of its own, as in JSON lines."""
    return line.startswith("{") and line.rstrip().endswith("}")


def _is_linked(value: dict[str, Value]) -> bool:
    return any(key.startswith("@") for key in value)


def _read_lines(lines: list[str], name: str, reading: Reading) -> None:
    count = 0
    for number, line in enumerate(lines, 1):
        where = f"{name}, line {number}"
        if not line.strip():
            continue
        count += 1
        if count > ADVERTS_MOST:
            left = sum(bool(rest.strip()) for rest in lines[number - 1 :])
            what = f"holds {count - 1 + left:,} lines; at most {ADVERTS_MOST:,} are read."
            reading.refuse(name, what, "Split it into smaller files.")
            return
        if len(line) > LINE_MOST_CHARACTERS:
            what = f"has {len(line):,} characters; at most {LINE_MOST_CHARACTERS:,} are read."
            reading.refuse(where, what, "Shorten the description.")
            continue
        value, fault = parse_json(line, where, reading)
        if fault:
            reading.refuse(where, f"cannot be read as JSON: {fault}", "Export the line again.", line)
        else:
            reading.found.append(Found(where, value, from_line=True))


def _read_page(text: str, name: str, reading: Reading) -> None:
    """The JSON-LD scripts of a saved page."""
    if len(text) > PAGE_MOST_BYTES:
        reading.refuse(name, f"has more than {PAGE_MOST_BYTES:,} characters.", "Save only the advert's own page.")
        return
    count = 0
    for script in scripts(text):
        count += 1
        where = f"{name}, script {count}"
        value, fault = parse_json(script, where, reading)
        if fault and "&" in script:
            value, fault = parse_json(html.unescape(script), where, reading)
        if fault:
            reading.refuse(where, f"cannot be read as JSON: {fault}", "Save the page again.")
        else:
            reading.found.append(Found(where, value))
    if not count:
        reading.refuse(name, "holds no JSON-LD, so no advert was found.", "Type the advert into the vacancies sheet.")


def scripts(page: str) -> Iterator[str]:
    """What stands in a page's `application/ld+json` scripts. Takes time in step with the page's length."""
    at, comment = 0, -1
    while (opening := _SCRIPT.search(page, at)) is not None:
        if comment < at:
            comment = page.find("<!--", at) % (len(page) + 1)  # past the end where there is none
        if comment < opening.start():
            at = page.find("-->", comment + 4) + 3
            if at < 3:
                return
            continue
        inside = page.find(">", opening.end()) + 1
        closing = _END_OF_SCRIPT.search(page, inside) if inside else None
        if closing is None:
            return
        if "ld+json" in page[opening.end() : inside].casefold():
            yield _unwrapped(page[inside : closing.start()])
        at = closing.end()


def _unwrapped(script: str) -> str:
    """A script's content without the comment or CDATA marks that old pages put around it."""
    script = script.strip()
    for mark in ("//", "<![CDATA[", "<!--"):
        script = script.removeprefix(mark).lstrip()
    for mark in ("]]>", "-->", "//"):
        script = script.removesuffix(mark).rstrip()
    return script


def _short(key: str) -> str:
    """`title` of `schema:title` or `http://schema.org/title`."""
    for prefix in ("http://schema.org/", "https://schema.org/", "schema:"):
        key = key.removeprefix(prefix)
    return key


def parse_json(text: str, where: str, reading: Reading) -> tuple[Value, str]:
    """The value of a JSON text, and what is wrong with it, if anything. A repeated key keeps the last."""
    repeated: list[str] = []

    def paired(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
        made: dict[str, Value] = {}
        for written, value in pairs:
            key = _short(written)
            if key in made and made[key] != value:
                repeated.append(key)
            made[key] = value
        return made

    try:
        value: Value = json.loads(
            text, strict=False, object_pairs_hook=paired, parse_int=str, parse_float=str, parse_constant=str
        )
    except json.JSONDecodeError as error:
        return None, f"{error.msg} (line {error.lineno}, column {error.colno})."
    except RecursionError:
        return None, _DEEP
    for key in dict.fromkeys(repeated):
        reading.note(
            where,
            "is written twice with different values; the last one was kept.",
            "Check which is right.",
            key,
        )
    return value, ""

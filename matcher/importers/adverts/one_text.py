"""One advert in any form a person has it in: text pasted into a file, a saved web page, JobPosting or JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from matcher.base.problems import GivenProblems, Problem
from matcher.importers.adverts import jsonld as adverts_jsonld
from matcher.importers.adverts import lines as adverts_lines
from matcher.importers.adverts.facts import MARKUP_MOST_CHARACTERS, Advert
from matcher.importers.adverts.files import FILE_MOST_BYTES, Reading, decoded, read_file
from matcher.importers.adverts.text import plain

_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_JSON = re.compile(r"""\{\s*["}]|\[\s*[\[{"\]]""")
"""How JSON begins; `[URGENT] Cleaner wanted` is words."""
TITLE_MOST_CHARACTERS = 120


@dataclass(frozen=True)
class AdvertText:
    """The words of one advert, with what the source's own fields say where it has any."""

    title: str
    text: str
    employer: str = ""
    advert: Advert | None = None
    problems: tuple[Problem, ...] = ()


def read_advert_text(path: Path) -> AdvertText:
    """The advert in a file. Raises GivenProblems where it cannot be opened, is not text, or says nothing."""
    reading = Reading()
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= FILE_MOST_BYTES else b""
    except OSError as error:
        raise GivenProblems([Problem(path.name, "", "cannot be opened.", f"{error.strerror or error}.")]) from error
    if size > FILE_MOST_BYTES:
        what = f"has {size:,} bytes; at most {FILE_MOST_BYTES:,} are read."
        raise GivenProblems([Problem(path.name, "", what, "Save only the advert itself.")])
    text = decoded(raw, path.name, reading)
    start = (text or "").lstrip("\ufeff \t\r\n\x00")
    if not start:
        what = "is empty." if text is not None else "is not text."
        raise GivenProblems([*reading.problems, Problem(path.name, "", what, "Paste the advert's words into it.")])
    if start[0] == "<" or _JSON.match(start):
        return _structured(path, start, reading)
    return _pasted(start, tuple(reading.problems), path.stem)


def _structured(path: Path, text: str, reading: Reading) -> AdvertText:
    """The first posting of a page or of JSON; else the page's own words."""
    inside = read_file(path.name, path)
    for found in inside.found:
        postings = adverts_jsonld.postings_in(found.value)
        for node in postings.postings:
            return _of_fields(adverts_jsonld.advert_of(node, postings, found.where), reading)
        if isinstance(found.value, dict) and adverts_lines.is_line(found.value):
            return _of_fields(adverts_lines.advert_of(found.value, found.where), reading)
    if text[0] != "<":
        raise GivenProblems(
            inside.problems or [Problem(path.name, "", "holds no job advert.", "Give the advert's words.")]
        )
    return _pasted(plain(text[:MARKUP_MOST_CHARACTERS]), tuple(reading.problems), page_title(text) or path.stem)


def _of_fields(advert: Advert, reading: Reading) -> AdvertText:
    asked = "\n".join(f"{one.name}: {one.words}" for one in advert.asked)
    text = "\n".join(part for part in (advert.description, asked) if part)
    return AdvertText(advert.title, text or advert.title, advert.employer, advert, tuple(reading.problems))


def _pasted(text: str, problems: tuple[Problem, ...], name: str) -> AdvertText:
    """Plain words; the first short line is the title."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    title = first if 0 < len(first) <= TITLE_MOST_CHARACTERS and not first.endswith((".", "!", "?")) else name
    return AdvertText(title, text, problems=problems)


def page_title(markup: str) -> str:
    """What a page's own title says; empty where it has none."""
    found = _TITLE.search(markup[:100_000])
    return " ".join(plain(found.group(1)).split())[:TITLE_MOST_CHARACTERS] if found else ""

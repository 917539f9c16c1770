"""`matcher models show ID`: one piece of the models as it is written, with where it stands."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.base.problems import Usage
from matcher.library.catalogue import SHELVES
from matcher.library.load import Library
from matcher.library.strict_yaml import Place, Value

_KINDS = {
    "criteria": "criterion",
    "employer_side": "criterion of the employer's side",
    "vacancy_steps": "step of the vacancy",
    "verdicts": "verdict",
    "states": "state",
    "services": "kind of help",
    "excluded_proxies": "excluded proxy",
    "terms": "term",
    "gates": "gate",
    "requirement_kinds": "kind of requirement",
    "sections": "section",
    "reads": "how a criterion is read",
    "kinds": "kind of work",
    "parameters": "parameter",
    "checks": "check after an offer",
    "often_asked": "often asked, seldom needed",
}
_ENTRIES = {
    "occupations": "occupation",
    "occupation_links": "links of an occupation",
    "transfers": "steps from an occupation",
    "skills": "skill",
    "licences": "licence",
    "adjustments": "adjustment",
}
_HEADS = frozenset({"sources", "changes"})


@dataclass(frozen=True)
class _Piece:
    """Something with an id: what it is, and where it is written."""

    id: str
    what: str
    name: str
    file: str
    place: Place


def show(library: Library, wanted: str) -> str:
    """The pieces with that id, as written. Raises Usage with the nearest ids where there is none."""
    pieces = [piece for piece in _pieces(library) if piece.id == wanted]
    if not pieces:
        raise Usage(_did_you_mean(library, wanted))
    return "\n\n".join(_shown(library, piece) for piece in pieces)


def ids(library: Library) -> list[str]:
    """Every id that `show` finds, in order of name: for completion."""
    return sorted({piece.id for piece in _pieces(library)})


def _did_you_mean(library: Library, wanted: str) -> str:
    known = ids(library)
    names = {piece.name.casefold(): piece.id for piece in _pieces(library) if piece.name}
    near = difflib.get_close_matches(wanted.casefold(), known, n=3)
    near += [names[one] for one in difflib.get_close_matches(wanted.casefold(), list(names), n=3)]
    guess = f" Did you mean {', '.join(dict.fromkeys(near))}?" if near else ""
    return f"Nothing in the models is called {wanted!r}.{guess} `matcher models show terms` lists the terms."


def _pieces(library: Library) -> Iterator[_Piece]:
    for shelf in SHELVES:
        if shelf.file not in library.raw:
            continue
        data = library.written(shelf.file).data
        if isinstance(data, dict):
            yield _Piece(str(data.get("id", shelf.name)), "document", "", shelf.file, ())
            for key, entries in data.items():
                what = _ENTRIES.get(shelf.name, "entry") if key == "entries" else _KINDS.get(key, key)
                if key not in _HEADS and isinstance(entries, list):
                    yield from _listed(entries, what, shelf.file, (key,))


def _listed(entries: list[Value], what: str, file: str, place: Place) -> Iterator[_Piece]:
    for row, entry in enumerate(entries):
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            name = entry.get("title") or entry.get("name") or entry.get("label") or ""
            yield _Piece(str(entry["id"]), what, str(name), file, (*place, row))


def _shown(library: Library, piece: _Piece) -> str:
    if not piece.place:
        return _document(library, piece)
    written = library.written(piece.file)
    line = written.lines[piece.place]
    head = f"{piece.what} {piece.id} · {piece.file}, line {line}"
    return f"{head}\n\n{_excerpt(library.texts[piece.file], line)}"


def _excerpt(text: str, line: int) -> str:
    """From the line on, everything that is indented further; without the indentation."""
    rows = text.splitlines()[line - 1 :]
    margin = len(rows[0]) - len(rows[0].lstrip())
    kept = [rows[0]]
    for row in rows[1:]:
        if row.strip() and len(row) - len(row.lstrip()) <= margin:
            break
        kept.append(row)
    return "\n".join(row[margin:].rstrip() for row in kept).rstrip()


def _document(library: Library, piece: _Piece) -> str:
    """The head of a document, then what it holds."""
    shelf = next(shelf for shelf in SHELVES if shelf.file == piece.file)
    document = library.on_shelf(shelf.name)
    lines = [
        f"document {document.id} · {piece.file}",
        f"version {document.version}, {document.status}, owner: {document.owner}",
        *(f"source: {source.title}" + (f" <{source.url}>" if source.url else "") for source in document.sources),
        *(f"changed {change.on.isoformat()}: {change.what}" for change in document.changes),
    ]
    inside = [other for other in _pieces(library) if other.file == piece.file and other.place]
    if not inside:
        return "\n".join([*lines, "", library.texts[piece.file].rstrip()])
    for what in dict.fromkeys(other.what for other in inside):
        lines += ["", f"{what}:"]
        lines += [f"  {other.id}" + (f"  {other.name}" if other.name else "") for other in inside if other.what == what]
    return "\n".join(lines)

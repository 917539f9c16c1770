"""The files of a programme's folder: which are the store's own, and which of the others name somebody."""

from __future__ import annotations

import html
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matcher.store.mentions import Names
from matcher.store.place import FILE

MOST_BYTES = 200_000_000
"""Of one file, or of one that is packed in it: larger ones are named as not looked into."""
MOST_FILES = 20_000
ARCHIVES = frozenset({".zip", ".xlsx", ".xlsm", ".ods", ".docx", ".npz"})
FRAMES = frozenset({".parquet"})
ENDS = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Looked:
    """What looking through a folder came to."""

    named: tuple[Path, ...]
    """Files that name the client."""
    closed: tuple[Path, ...]
    """Files that could not be looked into."""


def own_files(folder: Path) -> list[Path]:
    """The database's files."""
    return [path for end in ENDS if (path := folder / (FILE + end)).exists()]


def look_through(folder: Path, names: Names, *, passing_over: frozenset[Path] = frozenset()) -> Looked:
    """Which files of a folder, and of folders in it, name a client; files that are packed are opened."""
    named: list[Path] = []
    closed: list[Path] = []
    wanted = _wanted(names)
    for number, path in enumerate(_files(folder)):
        if path in passing_over:
            continue
        found = None if number >= MOST_FILES else _names(path, wanted)
        if found is None:
            closed.append(path)
        elif found:
            named.append(path)
    return Looked(tuple(sorted(named)), tuple(sorted(closed)))


def _wanted(names: Names) -> tuple[str, ...]:
    """What to look for, in lower case, also as a page writes it."""
    said = {one.lower() for one in names.telling}
    return tuple(sorted(said | {html.escape(one) for one in said} | {html.escape(one, quote=False) for one in said}))


def _files(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders.sort()
        yield from (Path(where) / name for name in sorted(files))


def _names(path: Path, wanted: tuple[str, ...]) -> bool | None:
    """Whether a file names somebody; None where it cannot be looked into."""
    try:
        if path.suffix.casefold() in FRAMES:
            return _in_frame(path, wanted)
        if path.stat().st_size > MOST_BYTES:
            return None
        data = path.read_bytes()
        if _holds(path.name.encode(), wanted) or _holds(data, wanted):
            return True
        return _in_archive(path, wanted) if path.suffix.casefold() in ARCHIVES else False
    except OSError:
        return None


def _holds(data: bytes, wanted: tuple[str, ...]) -> bool:
    """Whether bytes hold one of some texts by itself, as UTF-8 or as Windows writes text."""
    low = data.lower()
    return any(
        _alone(low, one.encode(code, errors="ignore"), len("a".encode(code)))
        for one in wanted
        for code in ("utf-8", "utf-16-le")
    )


def _alone(data: bytes, text: bytes, wide: int) -> bool:
    """Whether a text stands somewhere without a letter or digit on either side."""
    at = data.find(text) if text else -1
    while at >= 0:
        end = at + len(text)
        if not data[max(0, at - wide) : at][:1].isalnum() and not data[end : end + 1].isalnum():
            return True
        at = data.find(text, at + 1)
    return False


def _in_archive(path: Path, wanted: tuple[str, ...]) -> bool | None:
    """The same inside a file that packs others; None where one of them is too large or damaged."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_FILES or sum(one.file_size for one in parts) > MOST_BYTES:
                return None
            return any(_holds(one.filename.encode(), wanted) or _holds(packed.read(one), wanted) for one in parts)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, KeyError):
        return None


def _in_frame(path: Path, wanted: tuple[str, ...]) -> bool | None:
    """The same in the text columns of a parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError, ValueError):
        return None
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_dictionary)
    texts = [one for one in table.columns if any(kind(one.type) for kind in kinds)]
    return any(_holds(str(value).encode(), wanted) for column in texts for value in column.unique().to_pylist())

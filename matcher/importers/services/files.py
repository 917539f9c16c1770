"""Finds directories of services in files, folders and zips, within bounds: JSON documents, packages of CSV tables."""

from __future__ import annotations

import os
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from matcher.base.problems import Problem
from matcher.importers import limits

JSON_ENDINGS = frozenset({".json", ".jsonl", ".ndjson"})
TABLE_ENDINGS = frozenset({".csv"})
FILES_MOST = 20_000
ZIP_START = b"PK\x03\x04"
_SPLIT = "Split it."


@dataclass(frozen=True)
class Raw:
    """One file's bytes, and its name as a person finds it."""

    label: str
    data: bytes


@dataclass
class Sources:
    """What there is to read, and what is wrong with the files themselves."""

    documents: list[Raw] = field(default_factory=list)
    packages: list[dict[str, Raw]] = field(default_factory=list)
    """Each a folder of CSV tables, by the table's name."""
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, where: str, what: str, fix: str) -> None:
        self.problems.append(Problem(where, "", what, fix))


def open_sources(paths: Iterable[Path]) -> Sources:
    """Every document and package in files, folders and zips. Never raises for what is in them."""
    sources = Sources()
    files: list[Raw] = []
    for path in paths:
        try:
            files += _of_path(path, sources)
        except OSError as error:
            what = f"cannot be opened: {(error.strerror or 'it failed').lower()}."
            sources.refuse(path.name, what, "Check that it is there and yours to read.")
    _sorted(files, sources)
    return sources


def _of_path(path: Path, sources: Sources) -> Iterator[Raw]:
    if not path.is_dir():
        yield from _of_file(path, path.name, sources)
        return
    count = 0
    for top, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(".") or Path(name).suffix.casefold() not in {*JSON_ENDINGS, *TABLE_ENDINGS, ".zip"}:
                continue
            count += 1
            if count > FILES_MOST:
                sources.refuse(path.name, f"holds more than {FILES_MOST:,} files; the rest was not read.", _SPLIT)
                return
            file = Path(top) / name
            yield from _of_file(file, file.relative_to(path).as_posix(), sources)


def _of_file(path: Path, label: str, sources: Sources) -> Iterator[Raw]:
    size = path.stat().st_size
    if size > limits.FILE_MOST_BYTES:
        most = limits.FILE_MOST_BYTES // limits.MEGABYTE
        sources.refuse(label, f"is {size / limits.MEGABYTE:,.1f} MB; at most {most} MB are read.", _SPLIT)
        return
    with path.open("rb") as file:
        start = file.read(4)
    if start == ZIP_START:
        yield from _of_zip(path, label, sources)
    elif path.suffix.casefold() == ".zip":
        sources.refuse(label, "is not a zip file, whatever its name says.", "Zip the files again.")
    else:
        yield Raw(label, path.read_bytes())


def _of_zip(path: Path, label: str, sources: Sources) -> list[Raw]:
    try:
        with zipfile.ZipFile(path) as packed:
            return list(_members(packed, label, sources))
    except Exception:  # noqa: BLE001  a broken or hostile archive may raise nearly anything
        sources.refuse(label, "is damaged: it cannot be unpacked.", "Zip the files again, without a password.")
        return []


def _members(packed: zipfile.ZipFile, label: str, sources: Sources) -> Iterator[Raw]:
    parts = [part for part in packed.infolist() if not part.is_dir()]
    if len(parts) > limits.PARTS_MOST or sum(part.file_size for part in parts) > limits.UNZIPPED_MOST_BYTES:
        sources.refuse(label, "unpacks to more than is read at once.", _SPLIT)
        return
    unpacked = 0
    for part in sorted(parts, key=lambda one: one.filename):
        name = f"{label}/{part.filename[:200]}"
        if PurePosixPath(part.filename).suffix.casefold() not in {*JSON_ENDINGS, *TABLE_ENDINGS}:
            if part.filename.casefold().endswith(".zip"):
                sources.refuse(name, "is a zip inside a zip and was passed over.", "Unpack it first.")
            continue
        with packed.open(part) as stream:
            data = stream.read(limits.FILE_MOST_BYTES + 1)
        unpacked += len(data)
        if len(data) > limits.FILE_MOST_BYTES or unpacked > limits.UNZIPPED_MOST_BYTES:
            sources.refuse(name, "unpacks to more than is read at once.", _SPLIT)
            return
        yield Raw(name, data)


def _sorted(files: list[Raw], sources: Sources) -> None:
    """JSON documents one by one; CSV tables of one folder together. A package's own description is no document."""
    tables: dict[str, dict[str, Raw]] = defaultdict(dict)
    for one in files:
        path = PurePosixPath(one.label)
        if path.suffix.casefold() in TABLE_ENDINGS:
            tables[path.parent.as_posix()][path.stem.casefold()] = one
        elif path.name.casefold() != "datapackage.json":
            sources.documents.append(one)
    sources.packages += tables.values()

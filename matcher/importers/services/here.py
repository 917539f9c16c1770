"""Whether a file, folder or zip is a directory of services, by what lies in it and not by its name."""

from __future__ import annotations

import re
import zipfile
from itertools import islice
from pathlib import Path, PurePosixPath

from matcher.importers.services.files import JSON_ENDINGS, ZIP_START, Raw
from matcher.importers.services.hsds import is_package

_START = 200_000
_LOOKED_AT = 50
"""Documents of a folder, of which one of services is enough."""
_OF_SERVICES = re.compile(
    rb'"(?:service_at_locations|service_taxonomys|eligibilitys|regular_schedules|schedules|intervention_title|cost_options'
    rb'|organization_id|assured_date|minimum_age|maximum_age|application_process|service_areas|total_items|totalElements)"\s*:'
    rb'|"status"\s*:\s*"(?:active|inactive|defunct|temporarily closed)"'
)
_OF_ADVERTS = b"JobPosting"
_OTHERS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".html", ".htm", ".jsonld"})


def services_apart(path: Path) -> tuple[list[Path], list[Path]]:
    """(what to read as services, what to read as something else) of a file or folder.

    A folder goes as a whole, but for one that holds spreadsheets, pages or adverts beside services.
    """
    if not is_directory_of_services(path):
        return [], [path]
    if not path.is_dir() or _is_package(path):
        return [path], []
    inside = [one for one in sorted(path.iterdir()) if one.is_file() and not one.name.startswith(".")]
    documents = [one for one in inside if one.suffix.casefold() in JSON_ENDINGS]
    adverts = [one for one in documents if _OF_ADVERTS in _start_of(one)]
    others = [*adverts, *(one for one in inside if one.suffix.casefold() in _OTHERS)]
    return ([path], []) if not others else ([one for one in documents if one not in adverts], others)


def is_directory_of_services(path: Path) -> bool:
    """True where services lie in it; False too where it cannot be looked at, for another reader to say why."""
    try:
        if path.is_dir():
            return _is_package(path) or _folder(path)
        start = _start_of(path)
        if start.startswith(ZIP_START):
            return _zip(path)
        if path.suffix.casefold() == ".csv":
            return is_package({path.stem.casefold(): Raw(path.name, start)})
        return path.suffix.casefold() in (*JSON_ENDINGS, "") and _json(start)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_START)


def _json(start: bytes) -> bool:
    plain = start.replace(b"\0", b"")
    return plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] in (b"{", b"[") and (
        _OF_ADVERTS not in plain and bool(_OF_SERVICES.search(plain))
    )


def _is_package(folder: Path) -> bool:
    """Whether a folder holds a table of services in the form of HSDS."""
    tables = [one for one in folder.iterdir() if one.name.casefold() in ("services.csv", "service.csv")]
    return any(is_package({one.stem.casefold(): Raw(one.name, _start_of(one))}) for one in tables if one.is_file())


def _folder(folder: Path) -> bool:
    """Whether one of its first documents is of services."""
    names = sorted(one for one in folder.iterdir() if one.is_file() and not one.name.startswith("."))
    documents = (one for one in names if one.suffix.casefold() in JSON_ENDINGS)
    return any(_json(_start_of(one)) for one in islice(documents, _LOOKED_AT))


def _zip(path: Path) -> bool:
    """A workbook is a zip too, and so is a timetable: only one with tables or documents of services is ours."""
    with zipfile.ZipFile(path) as packed:
        names = [PurePosixPath(one.filename) for one in packed.infolist()[:10_000]]
    if any(name.name in ("[Content_Types].xml", "mimetype", "stops.txt") for name in names):
        return False
    return any(
        name.suffix.casefold() in JSON_ENDINGS or name.name.casefold() in ("services.csv", "service.csv")
        for name in names
    )

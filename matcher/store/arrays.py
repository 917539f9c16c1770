"""Arrays kept in a programme's folder: one file each, stamped with a digest, there whole or not at all, no pickle."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.base.problems import GivenProblems, Problem
from matcher.travel.timetable import digest_of, packed, unpacked

Parts = Mapping[str, NDArray[np.generic]]
_STAMP = "stamp"


def write_arrays(path: Path, parts: Parts) -> str:
    """Keep arrays by name; their digest. Raises GivenProblems where the folder may not be written to."""
    stamp = digest_of(parts)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            with beside.open("wb") as file:
                np.savez(file, **{_STAMP: packed((stamp,))}, **parts)  # type: ignore[arg-type]  # names of ours only
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        what = f"cannot be written: {(error.strerror or 'it failed').lower()}."
        raise GivenProblems([Problem(str(path), "", what, "Choose a folder you may write to.")]) from error
    return stamp


def read_arrays(path: Path) -> dict[str, NDArray[np.generic]] | None:
    """The arrays that were kept; None where there is no such file. Raises GivenProblems where it is damaged."""
    try:
        if not path.exists():
            return None
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            parts = {name: held[name] for name in held.files}
        (stamp,) = unpacked(parts.pop(_STAMP).astype(np.uint8, casting="equiv"))
        if stamp == digest_of(parts):
            return parts
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError):
        pass
    raise damaged(path)


def stamp_of(path: Path) -> str:
    """The digest that a file says it has; empty where there is no such file or it cannot be read."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            (stamp,) = unpacked(held[_STAMP].astype(np.uint8, casting="equiv"))
            return stamp
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError):
        return ""


def damaged(path: Path) -> GivenProblems:
    """A file of ours that was changed by another program or cut short."""
    fix = "Import it again, or put the file back from a copy."
    return GivenProblems([Problem(str(path), "", "is damaged and cannot be read.", fix)])

"""Limits that tests put a program under: no right to write, a full disk."""

from __future__ import annotations

import ctypes
import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DROP, _OVERRIDE, _SEARCH = 24, 1, 2
"""prctl's PR_CAPBSET_DROP, and the two rights by which root passes over permissions."""


def bound_by_permissions() -> None:
    """Run in a child before it starts: it may not write where permissions say no, not even as root."""
    if os.geteuid() == 0:
        library = ctypes.CDLL(None)
        for right in (_OVERRIDE, _SEARCH):
            library.prctl(_DROP, right, 0, 0, 0)


def on_a_small_disk(most: int) -> None:
    """Run in a child before it starts: no file may grow past so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@contextmanager
def only_to_be_read(folder: Path) -> Iterator[None]:
    """Nothing in the folder may be written meanwhile."""
    paths = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(stat.S_IMODE(modes[path]) & ~0o222)
    try:
        yield
    finally:
        for path in paths:
            path.chmod(stat.S_IMODE(modes[path]))

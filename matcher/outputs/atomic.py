"""Files appear whole or not at all: written beside, forced to disk, then renamed over the old one."""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from matcher.base.problems import GivenProblems, Problem

_WHY = {
    errno.ENOSPC: ("the disk is full.", "Make room, or write somewhere else."),
    errno.EDQUOT: ("your share of the disk is full.", "Make room, or write somewhere else."),
    errno.EFBIG: ("the file grew past what is allowed here.", "Raise the limit, or write somewhere else."),
    errno.EACCES: ("you may not write there.", "Choose a folder that you may write to."),
    errno.EPERM: ("you may not write there.", "Choose a folder that you may write to."),
    errno.EROFS: ("that place can only be read.", "Choose a folder that you may write to."),
    errno.ENOENT: ("the folder is not there.", "Make the folder first, or name another."),
    errno.ENOTDIR: ("part of the path is a file, not a folder.", "Name a folder that is there."),
    errno.EISDIR: ("there is a folder of that name.", "Choose another name."),
    errno.ENAMETOOLONG: ("the name is too long.", "Choose a shorter name."),
}
_COUNT = itertools.count()


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` when the block ends without an error.

    Whatever happens before that, a full disk or the end of the process, leaves the old file as it was. Raises
    GivenProblems where the place cannot be written to.
    """
    with _told(path):
        final = path.resolve() if path.is_symlink() else path
    beside = final.with_name(f".{final.name[:40]}.{os.getpid()}.{next(_COUNT)}.part")
    try:
        with _told(path):
            _make(beside)
        with _told(path):
            yield beside
        with _told(path):
            _force(beside)
            if final.is_dir():
                raise IsADirectoryError(errno.EISDIR, "is a directory")
            beside.replace(final)
            _force_folder(final.parent)
    finally:
        with suppress(OSError):
            beside.unlink()


def write_text(path: Path, text: str) -> None:
    """The text as UTF-8, whole or not at all."""
    write_bytes(path, text.encode("utf-8", errors="replace"))


def write_bytes(path: Path, content: bytes) -> None:
    """The bytes, whole or not at all."""
    with atomic(path) as beside:
        beside.write_bytes(content)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """An error of the system told as a problem with the place that was given."""
    try:
        yield
    except OSError as error:
        what, fix = _WHY.get(error.errno or 0, (f"it could not be written ({error.strerror}).", "Try another."))
        raise GivenProblems([Problem(str(path), "", what, fix)]) from error


def _make(path: Path) -> None:
    """An empty file of ours: never through a link that somebody else put there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(path, flags, 0o666))


def _force(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _force_folder(folder: Path) -> None:
    """The folder's own entry; some systems cannot, and then the rename alone has to do."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

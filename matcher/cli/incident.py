"""When the fault is ours: a number to quote, and a log that says where it broke and nothing about anyone.

A log holds the kinds of error and the places in the code. No message of an error, no value and no argument is
written, since any of them may hold what somebody told us.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import secrets
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

from matcher import __version__

LOGS = "logs"


def report(error: BaseException, *, command: str, folder: Path | None) -> str:
    """Write the log, and say what to quote to whoever looks after the program."""
    number = f"{dt.datetime.now(dt.UTC):%Y%m%d}-{secrets.token_hex(3)}"
    text = "\n".join(_lines(error, number=number, command=command)) + "\n"
    for place in _places(folder):
        try:
            place.mkdir(parents=True, exist_ok=True)
            path = place / f"matcher-{number}.log"
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as log:
                log.write(text)
        except OSError:
            continue
        where = f" A log without personal data is in {path}."
        break
    else:
        where = " No log could be written."
    return f"Something went wrong in matcher itself, not in what you gave it. Incident {number}.{where}"


def _places(folder: Path | None) -> Iterator[Path]:
    """The programme's own logs, else the computer's folder for passing things."""
    if folder is not None and (folder / "programme.yaml").is_file():
        yield folder / LOGS
    yield Path(tempfile.gettempdir())


def _lines(error: BaseException, *, number: str, command: str) -> Iterator[str]:
    yield f"incident {number}"
    yield f"at {dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    yield f"matcher {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield f"command {command}"
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield f"{type(cause).__module__}.{type(cause).__qualname__}"
        for frame in traceback.extract_tb(cause.__traceback__, limit=100):
            yield f"  {_short(frame.filename)}, line {frame.lineno}, in {frame.name}"
        cause = cause.__cause__ or cause.__context__


def _short(filename: str) -> str:
    """A file of the code without the folders of this computer before it."""
    parts = Path(filename).parts
    for name in ("matcher", "site-packages"):
        if name in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(name) :])
    return parts[-1] if parts else ""

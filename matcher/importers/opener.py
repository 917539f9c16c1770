"""Opening workbooks safely: bounds first, then a separate process that may fail without harm."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import pickle
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from matcher.base.problems import Problem
from matcher.importers import limits
from matcher.importers.error_cells import ErrorCells

SAVE_AGAIN = "Open it in your spreadsheet program and save it again as .xlsx."
_CHUNK = 1 << 20
_PLAIN = {("datetime", name): getattr(dt, name) for name in ("date", "datetime", "time", "timedelta")}


class CannotOpen(Exception):
    """A file cannot be read as a workbook: what is wrong with it, and what to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix

    def problem(self, where: str) -> Problem:
        """The same as a problem of the file."""
        return Problem(where, "", self.what, self.fix)


class Opener:
    """Reads workbooks in a separate process, started when first needed and started again if a file ended it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Opener:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the separate process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def sheets(self, path: Path) -> list[dict[str, Any]]:
        """The sheets of a workbook, each with `name` and either `rows`, `count` and `width`, or `failed`.

        `errors` holds the addresses of cells that show an error. Raises CannotOpen.
        """
        errors = check_container(path)
        answer = self._ask(path)
        if "failed" in answer:
            raise CannotOpen(*_said(answer))
        if answer["names"] > limits.SHEETS_MOST:
            raise CannotOpen(f"has {answer['names']:,} sheets; at most {limits.SHEETS_MOST} are read.", "Split it.")
        return [{**sheet, "errors": errors.get(sheet["name"], [])} for sheet in answer["sheets"]]

    def _ask(self, path: Path) -> dict[str, Any]:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Timer(limits.READER_MOST_SECONDS, process.kill)
        late.start()
        try:
            process.stdin.write(os.fsencode(path).hex().encode("ascii") + b"\n")
            process.stdin.flush()
            frame = _frame(process.stdout)
        except OSError:
            frame = None
        finally:
            late.cancel()
        if frame is None:
            self.close()
            raise CannotOpen("could not be read: opening it takes more memory or time than is allowed.", SAVE_AGAIN)
        answer: dict[str, Any] = _Plain(io.BytesIO(frame)).load()
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            bounds = (
                limits.READER_MOST_BYTES,
                limits.ROWS_MOST,
                limits.SHEETS_MOST,
                limits.COLUMNS_MOST,
                limits.AREA_MOST,
            )
            script = Path(__file__).with_name("open_book.py")
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-X", "utf8", str(script), *map(str, bounds)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process


class _Plain(pickle.Unpickler):
    """Takes plain values and days only, whatever the other side sends."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  as its base declares it
        if (module, name) not in _PLAIN:
            raise pickle.UnpicklingError(f"{module}.{name} is not a plain value")
        return _PLAIN[module, name]


def _frame(answers: IO[bytes]) -> bytes | None:
    """One answer; None where the process ended first."""
    head = answers.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    frame = answers.read(size)
    return frame if len(frame) == size else None


def _said(answer: dict[str, Any]) -> tuple[str, str]:
    """What a failure of the reader means to a person."""
    if answer["failed"] == "PasswordError" or "assword" in answer["why"]:
        return "has a password.", "Save a copy without one, and import that."
    if answer["failed"] == "TooLarge":
        rows, columns = answer["why"].split()
        what = f"reaches over {int(rows):,} rows and {int(columns):,} columns, filled or not."
        return what, "Delete the stray cells far down or far to the right, and save it again."
    return "could not be read as a workbook.", SAVE_AGAIN


def sheet_failed(answer: dict[str, Any]) -> Problem:
    """The problem of one sheet that could not be read."""
    return Problem(str(answer["name"]), "", *_said(answer))


def check_container(path: Path) -> dict[str, list[str]]:
    """Cells that show an error, by sheet. Raises CannotOpen for a file too large, packed to burst, or no workbook."""
    size = path.stat().st_size
    if size > limits.FILE_MOST_BYTES:
        raise CannotOpen(f"is {_megabytes(size)}; at most {_megabytes(limits.FILE_MOST_BYTES)} are read.", "Split it.")
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK"):
        return _check_zip(path)
    if head != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise CannotOpen(
            "is not a workbook, whatever its name says.", "Give an .xlsx, .xls or .ods file, or CSV files."
        )
    return {}


def _check_zip(path: Path) -> dict[str, list[str]]:
    try:
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
            if len(parts) > limits.PARTS_MOST:
                raise CannotOpen(
                    f"has {len(parts):,} parts inside; at most {limits.PARTS_MOST:,} are read.", SAVE_AGAIN
                )
            if any(part.flag_bits & 1 for part in parts):
                raise CannotOpen("has a password.", "Save a copy without one, and import that.")
            errors = _check_sizes(book, parts)
            if len({part.filename.casefold() for part in parts}) < len(parts):
                raise CannotOpen("has two parts with one name inside.", SAVE_AGAIN)
            return errors.by_sheet(book)
    except CannotOpen:
        raise
    except Exception:  # noqa: BLE001  a broken or hostile archive may raise nearly anything
        raise CannotOpen("is damaged: it cannot be unpacked.", SAVE_AGAIN) from None


def _check_sizes(book: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> ErrorCells:
    """Unpacks every part once: neither what they say they unpack to nor what they truly do may be too much."""
    declared = sum(part.file_size for part in parts)
    if declared > limits.UNZIPPED_MOST_BYTES:
        raise _bursts(declared)
    unpacked = 0
    errors = ErrorCells()
    for part in parts:
        errors.begin()
        with book.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > limits.UNZIPPED_MOST_BYTES:
                    raise _bursts(unpacked)
                errors.see(part.filename, chunk)
    return errors


def _bursts(size: int) -> CannotOpen:
    most = _megabytes(limits.UNZIPPED_MOST_BYTES)
    return CannotOpen(f"unpacks to {_megabytes(size)} or more; at most {most} are read.", "Split it.")


def _megabytes(size: int) -> str:
    return f"{size / limits.MEGABYTE:,.1f} MB"

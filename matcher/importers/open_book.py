"""Opens workbooks in a process of its own: the reader of workbooks may not only fail but end the process it runs in.

Run by `opener.py`, never imported by it. A file that makes the reader ask for 500 gigabytes, or stop in the middle,
ends this process and not the caller's. For each line of input, the path of a file, it writes one frame: eight bytes
of length and a pickle of plain values. Needs nothing of ours.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
from typing import Any, BinaryIO

# Any: rows hold whatever the reader gives; the caller checks every cell.
Answer = dict[str, Any]


def main() -> None:
    """Answer one path a line until the input ends."""
    memory, *bounds = (int(word) for word in sys.argv[1:6])
    _hold_memory(memory)
    answers = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    for line in sys.stdin.buffer:
        path = os.fsdecode(bytes.fromhex(line.decode("ascii").strip()))
        try:
            answer = _read(path, *bounds)
            frame = pickle.dumps(answer, protocol=5)
        except BaseException as error:  # noqa: BLE001  the reader's panics are no Exception; the caller turns this into words
            frame = pickle.dumps({"failed": type(error).__name__, "why": str(error)[:300]}, protocol=5)
        _send(answers, frame)


def _hold_memory(most: int) -> None:
    """Keep this process to `most` bytes, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _send(answers: BinaryIO, frame: bytes) -> None:
    answers.write(len(frame).to_bytes(8, "big"))
    answers.write(frame)
    answers.flush()


def _read(path: str, rows_most: int, sheets_most: int, columns_most: int, area_most: int) -> Answer:
    import python_calamine

    sheets: list[Answer] = []
    with python_calamine.CalamineWorkbook.from_path(path) as book:
        names = list(book.sheet_names)
        for name in names[:sheets_most]:
            try:
                sheets.append(_sheet(book.get_sheet_by_name(name), name, rows_most, columns_most, area_most))
            except BaseException as error:  # noqa: BLE001  one broken sheet must not hide the others
                sheets.append({"name": name, "failed": type(error).__name__, "why": str(error)[:300]})
    return {"sheets": sheets, "names": len(names)}


def _sheet(
    sheet: Any,  # noqa: ANN401  the reader ships no type
    name: str,
    rows_most: int,
    columns_most: int,
    area_most: int,
) -> Answer:
    """Rows that hold anything, with their numbers; counting goes on beyond the limit, keeping does not."""
    left = sheet.start[1] if sheet.start else 0
    width = left + (sheet.width or 0)
    if width * (sheet.total_height or 0) > area_most:
        return {"name": name, "failed": "TooLarge", "why": f"{sheet.total_height} {width}"}
    before = [""] * left
    rows: list[tuple[int, list[Any]]] = []
    count = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        while cells and cells[-1] == "":
            cells.pop()
        if not cells:
            continue
        count += 1
        if count <= rows_most + 1:
            rows.append((number, (before + cells)[:columns_most] if left else cells[:columns_most]))
    return {"name": name, "rows": rows, "count": count, "width": width}


if __name__ == "__main__":
    main()

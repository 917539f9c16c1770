"""The log as JSON lines, CSV and a workbook: one entry a line, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from matcher.base.days import Day
from matcher.outputs.atomic import write_bytes, write_text
from matcher.outputs.json import Json
from matcher.outputs.plain import printable
from matcher.outputs.tables import Table
from matcher.outputs.workbook import NEVER_LIVE, write_book

COLUMNS = (
    ("Entry", 8, "entry"),
    ("At (UTC)", 28, "at"),
    ("By", 12, "by"),
    ("In the role of", 14, "role"),
    ("What was done", 44, "says"),
    ("Action", 20, "action"),
    ("Client or mark", 34, "client"),
    ("Vacancy", 12, "vacancy"),
    ("Employer", 12, "employer"),
    ("Run", 22, "run"),
    ("Codes", 50, "codes"),
    ("Words", 50, "words"),
)
ENDINGS = (".jsonl", ".csv", ".xlsx")


def write(entries: Sequence[Json], path: Path, *, on: Day) -> None:
    """Entries as a file, by its ending, whole or not at all. A workbook holds what a sheet can."""
    if path.suffix.casefold() == ".jsonl":
        write_text(path, "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in entries))
    elif path.suffix.casefold() == ".csv":
        write_bytes(path, _as_csv(entries).encode("utf-8-sig", errors="replace"))
    else:
        table = Table(
            "Log", "What was done, by whom and when", tuple((name, width) for name, width, _ in COLUMNS), _rows(entries)
        )
        write_book((table,), path, title="Log", on=on, footer="The programme's log")


def _as_csv(entries: Iterable[Json]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([name for name, _, _ in COLUMNS])
    for row in _rows(entries):
        writer.writerow([_dead(str(cell)) for cell in row])
    return text.getvalue()


def _rows(entries: Iterable[Json]) -> list[tuple[str | int, ...]]:
    return [tuple(_cell(one[key]) for _, _, key in COLUMNS) for one in entries]


def _cell(value: object) -> str | int:
    if isinstance(value, int):
        return value
    if isinstance(value, dict):
        return "; ".join(f"{name}: {one}" for name, one in value.items())
    return printable(str(value or ""))


def _dead(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in NEVER_LIVE and cell else cell

"""Sheets of decisions to be spoilt."""

from pathlib import Path

from matcher.importers.decided import DECIDE, DecisionsRead, read_decisions, write_decisions

ROWS = [
    {"client": "C1", "vacancy": "V1", "stands": "Could start now.", "decision": "Put forward", "seen": "1a2b3c4d"},
    {"client": "C2", "vacancy": "V1", "decision": "Held for now", "reason": "timing", "words": "=After the holidays"},
    {"client": "C3", "vacancy": "V1", "until": "30/11/2026", "decision": "withdrawn", "reason": "by_mistake"},
    {"client": "C4", "vacancy": "V2"},
]


def sheets(folder: Path) -> list[Path]:
    """The same sheet as CSV and as a workbook."""
    paths = [folder / "decide.csv", folder / "decide.xlsx"]
    for path in paths:
        write_decisions(path, ROWS, lines=["How to."])
    return paths[:1]


def read(paths: list[Path]) -> DecisionsRead:
    """The decisions of the files."""
    return read_decisions(paths)


def check(found: DecisionsRead) -> None:
    """Loaded or named, counted, and one decision a pair at most."""
    assert found.read.add_up
    assert len({(one.client, one.vacancy) for one in found.rows}) == len(found.rows)
    assert all(one.client and one.vacancy and one.decision and one.where for one in found.rows)
    assert found.read.rejected == 0 or any(problem.stops_row for problem in found.problems)
    assert all(problem.what and problem.where for problem in found.problems)
    assert all(name in {column.name for column in DECIDE.columns} for row in ROWS for name in row)

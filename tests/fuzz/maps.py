"""Column maps, spoilt: whatever is in one, it is a map that fits our sheets or a list of what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from matcher.base.problems import GivenProblems, Problem
from matcher.importers.column_map import read_map
from tests.importers.test_column_map import MAP


def files(folder: Path) -> list[Path]:
    """A sound map."""
    (folder / "crm.yaml").write_text(MAP, encoding="utf-8")
    return [folder / "crm.yaml"]


def read(paths: list[Path]) -> list[Problem]:
    """The problems of the last of them; none where it is sound."""
    try:
        found = read_map(paths[-1])
    except GivenProblems as given:
        return given.problems
    assert all(one.ours.key.name for one in found.sheets)
    return []

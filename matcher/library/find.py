"""Where the models are: the set that came with the program, and a programme's own edition over it."""

from __future__ import annotations

from pathlib import Path

import matcher
from matcher.base.problems import GivenProblems, Problem
from matcher.library.strict_yaml import read_yaml

PROJECT = "job-readiness-matcher"
INDEX = "INDEX.yaml"


def find_models(given: Path | None = None) -> list[Path]:
    """Folders to look in, first one first: the given edition, then the shipped set. Raises GivenProblems."""
    if given is None:
        return [shipped_models()]
    if not given.is_dir():
        raise GivenProblems(
            [
                Problem(
                    str(given),
                    "",
                    "is not a folder.",
                    "Give the folder that holds your edition of the models.",
                )
            ]
        )
    if (given / INDEX).exists() and not _is_ours(given):
        raise GivenProblems(
            [
                Problem(
                    str(given / INDEX),
                    "",
                    "belongs to another project.",
                    f"It must say `project: {PROJECT}`, or be left out.",
                )
            ]
        )
    return [given, shipped_models()]


def shipped_models() -> Path:
    """The models inside the installed package, else those of the checkout. Raises GivenProblems."""
    package = Path(matcher.__file__).parent
    for place in (package / "models", package.parent / "models"):
        if (place / INDEX).is_file() and _is_ours(place):
            return place
    raise GivenProblems([Problem(str(package), "", "has no models beside it.", "Install job-readiness-matcher again.")])


def _is_ours(folder: Path) -> bool:
    data = read_yaml(folder / INDEX).data
    return isinstance(data, dict) and data.get("project") == PROJECT

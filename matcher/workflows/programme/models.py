"""The models that decide: whether they hold together, and any piece of them as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matcher.audit.checks import check_patterns
from matcher.audit.notes import check_notes
from matcher.audit.review import due_for_review
from matcher.base.days import Day
from matcher.base.problems import Problem
from matcher.library.checks import check_library
from matcher.library.load import load_library
from matcher.library.show import show
from matcher.workflows.today import today


@dataclass(frozen=True)
class Checked:
    """The models after a check."""

    files: int
    digest: str
    problems: list[Problem]
    notices: list[Problem]
    """What holds together but is due to be looked at again."""


def check_models(models: Path | None = None, *, on: Day | None = None) -> Checked:
    """Every document read strictly, cross-checked, its examples run. An edition's problems are raised at once."""
    library = load_library(models)
    problems = [*check_library(library), *check_patterns(library), *check_notes(library)]
    return Checked(len(library.raw), library.digest, problems, due_for_review(library, on=on or today()))


def show_model(piece: str, *, models: Path | None = None) -> str:
    """One piece of the models by its id, as it is written. Raises Usage with the nearest id."""
    return show(load_library(models), piece)

"""Names in the documents about cases and endings that must exist in another file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.base.problems import Problem
from matcher.library.brokerage_models import BrokerageModels
from matcher.library.catalogue import BY_NAME
from matcher.library.validation import one_of

if TYPE_CHECKING:
    from matcher.library.load import Library
    from matcher.library.strict_yaml import Place

READ_BY_PEOPLE = ("challenges", "hand_backs", "in_work", "contests", "actions", "endings", "stuck")
READS = ("endings", "challenges", "occupations", "rubric")


def case_names(library: Library) -> list[Problem]:
    """A problem for every criterion that does not exist, and for work whose family has no name."""
    return list(_unknown(library))


def _unknown(library: Library) -> Iterator[Problem]:
    models, criteria = BrokerageModels(library), sorted(library.rubric.by_id)
    endings = models.endings
    named: list[tuple[Place, str]] = [(("back", "criterion"), endings.back.criterion)]
    named += [(("look_again", row, "criterion"), one.criterion) for row, one in enumerate(endings.look_again)]
    for place, criterion in named:
        if criterion not in criteria:
            yield _problem(library, "endings", place, criterion, one_of(criterion, criteria))
    families = models.challenges.family_names
    used = sorted({entry.soc2020.code[:2] for entry in library.occupations.entries})
    for code in used:
        if code not in families:
            yield _problem(library, "challenges", ("families",), code, "Add its name: occupations.yaml has such work.")


def _problem(library: Library, name: str, place: Place, value: str, fix: str) -> Problem:
    where = library.written(BY_NAME[name].file).where(place)
    return Problem(where, value, "is not a name that exists.", fix)

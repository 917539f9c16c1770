"""Names in the documents of made-up programmes that must exist in another file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from matcher.base.problems import Problem
from matcher.library.catalogue import BY_NAME
from matcher.library.validation import one_of

if TYPE_CHECKING:
    from matcher.library.load import Library
    from matcher.library.marginals_jobs import Need
    from matcher.library.strict_yaml import Place

READS = (
    "made_up_people",
    "made_up_jobs",
    "made_up_asides",
    "weeks",
    "rubric",
    "occupations",
    "skills",
    "licences",
    "gates",
)
SAME, ONE_OF_ITS_SKILLS = "same", "one_of_its_skills"


def made_up_names(library: Library) -> list[Problem]:
    """A problem for every occupation, skill, licence, week or criterion that is drawn and does not exist."""
    return [*_jobs(library), *_people(library), *_asides(library)]


def _jobs(library: Library) -> Iterator[Problem]:
    jobs, known = library.made_up_jobs, library.occupations.by_id
    for name, trade in jobs.trades.items():
        for one in trade.occupations:
            yield from _unknown(library, "made_up_jobs", ("trades", name, "occupations", one), one, known)
    for row, asked in enumerate(jobs.asked_for):
        for column, one in enumerate(asked.only_for):
            yield from _unknown(library, "made_up_jobs", ("asked_for", row, "only_for", column), one, known)
        for column, need in enumerate(asked.needs):
            yield from _need(library, ("asked_for", row, "needs", column), need)


def _need(library: Library, place: Place, need: Need) -> Iterator[Problem]:
    lists = {
        "kind": [kind.id for kind in library.gates.requirement_kinds],
        "occupation": [*library.occupations.by_id, SAME],
        "skill": [*library.skills.by_id, ONE_OF_ITS_SKILLS],
        "licence": list(library.licences.by_id),
        "body": list(library.licences.by_id),
    }
    for key, known in lists.items():
        if key in need:
            yield from _unknown(library, "made_up_jobs", (*place, key), str(need[key]), known)


def _people(library: Library) -> Iterator[Problem]:
    people, criteria = library.made_up_people, [one.id for one in library.rubric.criteria]
    for name, group in people.groups.items():
        for one in group.week.of:
            place = ("groups", name, "week", "of", one)
            yield from _unknown(library, "made_up_people", place, one, library.weeks.by_id)
    for one in people.action_words:
        yield from _unknown(library, "made_up_people", ("action_words", one), one, [*criteria, "default"])


def _asides(library: Library) -> Iterator[Problem]:
    """Equality answers are drawn for every group of people."""
    asides, groups = library.made_up_asides, set(library.made_up_people.groups)
    for key in ("sex", "age_band", "long_term_condition"):
        missing = sorted(groups - set(getattr(asides, key)))
        if missing:
            where = library.written(BY_NAME["made_up_asides"].file).where((key,))
            yield Problem(where, "", f"says nothing of: {', '.join(missing)}.", "Add a line for each.")


def _unknown(library: Library, sheet: str, place: Place, value: str, known: Iterable[str]) -> Iterator[Problem]:
    names = sorted(known)
    if value not in names:
        where = library.written(BY_NAME[sheet].file).where(place)
        yield Problem(where, value, "is not known.", one_of(value, names))

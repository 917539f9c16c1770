"""Names in the documents about cases and endings that must exist in another file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from matcher.base.problems import Problem
from matcher.library.brokerage.machines import Machine
from matcher.library.brokerage.stuck import StuckKind
from matcher.library.catalogue import BY_NAME
from matcher.library.validation import one_of

if TYPE_CHECKING:
    from matcher.library.load import Library
    from matcher.library.strict_yaml import Place

READ_BY_PEOPLE = ("challenges", "hand_backs", "in_work", "contests", "actions", "endings", "stuck")
MACHINES = ("challenges", "hand_backs", "in_work", "contests", "actions")
READS = (*MACHINES, "endings", "stuck", "occupations", "rubric", "roles")


def case_names(library: Library) -> list[Problem]:
    """A problem for each criterion that does not exist, family of work without a name, role without the right to its
    step, and threshold that the rubric states otherwise.
    """
    return [*_unknown(library), *_without_right(library), *_other_thresholds(library)]


def _other_thresholds(library: Library) -> Iterator[Problem]:
    """A problem for each threshold that the rubric states otherwise: one number, wherever it is read."""
    rubric, rules = library.rubric.not_yet_rules, library.brokerage.stuck.rules
    due = {
        StuckKind.NO_CONTACT: rubric.most_days_without_contact,
        StuckKind.NEVER_SHOWN: rubric.never_listed_days,
    }
    for row, rule in enumerate(rules):
        if rule.kind in due and rule.days != due[rule.kind]:
            where = library.written(BY_NAME["stuck"].file).where(("rules", row, "days"))
            fix = f"rubric.yaml says {due[rule.kind]} days (not_yet_rules): change one of the two."
            yield Problem(where, str(rule.days), "is not what the rubric says.", fix)


def _without_right(library: Library) -> Iterator[Problem]:
    rights = library.brokerage.roles.rights
    for name in MACHINES:
        machine = cast(Machine, library.on_shelf(name))
        for row, step in enumerate(machine.steps):
            right = step.right or machine.right
            place: Place = ("steps", row, "right") if step.right else ("right",)
            if right not in rights:
                yield _problem(library, name, place, right, one_of(right, sorted(rights)))
                continue
            for column, role in enumerate(step.who):
                if not rights[right].who[role]:
                    where = library.written(BY_NAME[name].file).where(("steps", row, "who", column))
                    fix = f"roles.yaml does not give it the right {right}: change one of the two."
                    yield Problem(where, role.value, f"may not take {step.id}.", fix)


def _unknown(library: Library) -> Iterator[Problem]:
    models, criteria = library.brokerage, sorted(library.rubric.by_id)
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

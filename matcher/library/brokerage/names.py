"""Names in the documents about consent and decisions that must exist in another file."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, cast

from matcher.base.problems import Problem
from matcher.library.brokerage.decisions import names_of
from matcher.library.catalogue import BY_NAME
from matcher.library.rubric import VERDICTS
from matcher.library.validation import one_of

if TYPE_CHECKING:
    from matcher.library.brokerage.decisions import DecisionRules
    from matcher.library.load import Library
    from matcher.library.strict_yaml import Place

CONSENT_READS = ("purposes", "roles")
DECISION_READS = ("decisions", "answers")
REFUSAL_BRACES = {
    "held": {"vacancy"},
    "client_not_now": {"until"},
    "cooling_off": {"until"},
    "client_limit": {"what"},
    "law": {"what"},
    "not_open": {"vacancy", "what"},
    "already": {"on"},
    "old_explanation": {"on"},
    "employer_no": {"on", "until"},
    "no_employer": {"vacancy"},
    "reason_missing": {"reasons"},
    "reason_needed": {"reasons"},
    "reason_unknown": {"reasons"},
    "words_missing": {"least"},
    "stronger_today": {"decision"},
}
"""What the braces of each refusal may stand for; the others have none."""


def consent_names(library: Library) -> list[Problem]:
    """A problem for everything that a purpose reads and that the table of roles does not know."""
    return [
        _problem(
            library,
            "purposes",
            ("purposes", row, "reads", place),
            what,
            [one.id for one in library.brokerage.roles.read],
        )
        for row, purpose in enumerate(library.brokerage.purposes.purposes)
        for place, what in enumerate(purpose.reads)
        if what not in {one.id for one in library.brokerage.roles.read}
    ]


def decision_names(library: Library) -> list[Problem]:
    """A problem for every verdict that does not exist, and for stray braces in a refusal."""
    problems: list[Problem] = _doubled(library)
    for row, rule in enumerate(library.brokerage.decisions.decisions):
        for place, verdict in enumerate(rule.follows.verdicts if rule.follows else ()):
            if verdict not in VERDICTS:
                where = ("decisions", row, "follows", "verdicts", place)
                problems.append(_problem(library, "decisions", where, verdict, list(VERDICTS)))
    for name, refusal in library.brokerage.decisions.refusals.items():
        for part in ("says", "fix"):
            found = {field for _, field, _, _ in string.Formatter().parse(getattr(refusal, part)) if field is not None}
            for stray in sorted(found - REFUSAL_BRACES.get(name, set())):
                allowed = sorted(REFUSAL_BRACES.get(name, set())) or ["no braces"]
                problems.append(_problem(library, "decisions", ("refusals", name, part), stray, allowed))
    return problems


def _doubled(library: Library) -> list[Problem]:
    """A problem for every reason of ours that goes by the name of one that employers give."""
    own = cast("DecisionRules", library.on_shelf("decisions")).reasons
    theirs = {name for one in library.brokerage.answers.reasons for name in names_of(one)}
    written = library.written(BY_NAME["decisions"].file)
    return [
        Problem(written.where(("reasons", row)), one.id, "is also a reason that employers give.", "Keep it in one.")
        for row, one in enumerate(own)
        if theirs & {*names_of(one)}
    ]


def _problem(library: Library, name: str, place: Place, value: str, allowed: list[str]) -> Problem:
    written = library.written(BY_NAME[name].file)
    return Problem(written.where(place), value, "is not known here.", one_of(value, allowed))

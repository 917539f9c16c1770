"""Whether declared gates and terms can be bound: every measure they name exists and is read in its own direction."""

from __future__ import annotations

import difflib

from matcher.base.problems import GivenProblems, Problem
from matcher.library.load import Library
from matcher.library.matching import Gate, Term
from matcher.measures.all import MEASURES


def unbound(library: Library) -> list[Problem]:
    """Every gate or term that cannot be bound, with what to write instead."""
    problems = [p for gate in library.gates.gates for p in _of("gates.yaml", gate, less=gate.upto is not None)]
    problems += [p for term in library.terms.terms for p in _of("terms.yaml", term, less=term.better_less)]
    wanted = library.ranking.wanted_term
    if wanted not in [term.id for term in library.terms.terms]:
        problems.append(
            Problem("ranking.yaml, wanted_term", wanted, "is not a term.", "Write the id of a term of terms.yaml.")
        )
    return problems


def assert_bound(library: Library) -> None:
    """Raises GivenProblems with everything that `unbound` finds."""
    problems = unbound(library)
    if problems:
        raise GivenProblems(problems)


def _of(file: str, declared: Gate | Term, *, less: bool) -> list[Problem]:
    where = f"{file}, {declared.id}"
    measure = MEASURES.get(declared.measure)
    if measure is None:
        near = difflib.get_close_matches(declared.measure, MEASURES, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        return [
            Problem(
                f"{where}.measure",
                declared.measure,
                "is not a measure.",
                f"{hint}Write one of: {', '.join(sorted(MEASURES))}.",
            )
        ]
    if less != (measure.better == "less"):
        bound = "upto" if measure.better == "less" else "at_least"
        what = f"reads {measure.name} the wrong way round: {measure.better} of it is better."
        return [Problem(where, "", what, f"Write the bounds with `{bound}`.")]
    return []

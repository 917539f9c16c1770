"""How many people a requirement keeps out, as far as an employer may be told: a word, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.records.words import Importance

if TYPE_CHECKING:
    from matcher.library.load import Library
    from matcher.records.requirement import Requirement


def employer_figure(requirement: Requirement, people: int, *, library: Library) -> str | None:
    """One sentence for the employer about the people whom a requirement alone keeps out.

    None where nobody is, where it keeps nobody out because it is not essential or nothing is compared with it, and
    where any of its needs is about a matter on which no figure is given: records, health, age, family, papers or
    language, as `audit/employer_figures.yaml` lists them.
    """
    words = library.employer_figures
    silent = any(need.kind in words.silent_kinds for need in requirement.needs)
    keeps_out = requirement.compared and requirement.importance is Importance.ESSENTIAL
    if people < 1 or silent or not keeps_out:
        return None
    return words.says.format(many=words.several if people >= words.several_from else words.few)

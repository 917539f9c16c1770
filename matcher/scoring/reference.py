"""The measures, gates and terms as one page for people, from the registry and the models themselves."""

from __future__ import annotations

from matcher.library.load import Library
from matcher.measures.all import MEASURES, Measure


def reference(library: Library) -> str:
    """Markdown: every measure with unit, range and what it reads, then who reads it."""
    lines = [
        "# Measures, and the terms and gates that read them",
        "",
        "Generated from the registry of measures and from `models/matching/`; a test fails when it is out of date.",
        "A measure gives the smallest and the largest value that what is known allows.",
        "",
        "| measure | unit | range | better | reads of the client | reads of the vacancy | read by |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_row(measure, library) for measure in MEASURES.values()]
    lines += ["", "## What each one is", ""]
    lines += [f"- **{measure.name}**: {' '.join(measure.says.split())}" for measure in MEASURES.values()]
    return "\n".join(lines) + "\n"


def _row(measure: Measure, library: Library) -> str:
    readers = [f"term `{term.id}`" for term in library.terms.terms if term.measure == measure.name]
    readers += [f"gate `{gate.id}`" for gate in library.gates.gates if gate.measure == measure.name]
    cells = (
        f"`{measure.name}`",
        measure.unit,
        f"{measure.low} to {measure.high}",
        measure.better,
        ", ".join(measure.client) or "(said of the pair)" if measure.of_a_pair else ", ".join(measure.client),
        ", ".join(measure.vacancy),
        ", ".join(readers) or "the section of a list (design 5a, 11)",
    )
    return f"| {' | '.join(cells)} |"

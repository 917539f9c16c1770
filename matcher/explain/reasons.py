"""The reasons for one pair in a few lines, for whoever decides: what was on the screen when they did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matcher.base.stamp import digest
from matcher.explain.fitting import sentence
from matcher.explain.shape import ExplainedRow

_QUESTIONS_MOST, _STRENGTHS_MOST = 4, 3


def reasons(row: ExplainedRow) -> tuple[str, ...]:
    """Where it stands, what stops it and what is open, what speaks for it, and what is doubted. For staff."""
    return tuple(dict.fromkeys(_lines(row)))


def code_of(lines: Iterable[str]) -> str:
    """Eight characters that stand for reasons as they were read, and for no others."""
    return digest(lines, size=4)


def _lines(row: ExplainedRow) -> Iterator[str]:
    yield sentence(row.verdict_words)
    for gate in row.gates:
        if gate.state == "not_met":
            yield sentence(gate.says if gate.blocks else f"{gate.says} (does not stop it)")
    for gap in row.gaps:
        yield sentence(gap.says)
    for question in row.questions[:_QUESTIONS_MOST]:
        yield f"To ask: {question.ask}"
    for said in row.strengths[:_STRENGTHS_MOST]:
        yield sentence(said)
    for doubt in row.doubts:
        if doubt.open:
            yield f"Doubted: {doubt.name}. {doubt.question}"

"""The EPC's reading of a row: what fits, what does not and who could change it, what to ask, what to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.explain.fitting import sentence, strengths

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.explain.shape import Doubt, ExplainedRow, Gap, GateLine, Line, Question, Total
    from matcher.library.matching import Side


@dataclass(frozen=True)
class SideView:
    """One side's lines in points."""

    side: Side
    total: Total
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class EpcView:
    """One pair for the person who rings the employer."""

    verdict: str
    fit: str
    stopped: tuple[GateLine, ...]
    """Gates that are not met, those that block first."""
    open: tuple[GateLine, ...]
    """Gates that are not known."""
    met: tuple[GateLine, ...]
    sides: tuple[SideView, SideView]
    strengths: tuple[str, ...]
    gaps: tuple[Gap, ...]
    questions: tuple[Question, ...]
    doubts: tuple[Doubt, ...]
    talking_points: tuple[str, ...]
    """What can be said to the employer: about the work, never about the person's life."""


def for_epc(row: ExplainedRow, context: Context) -> EpcView:
    """Gates in words, points by term, strengths, gaps and who closes them, questions, doubts."""
    not_met = sorted((g for g in row.gates if g.state == "not_met"), key=lambda gate: not gate.blocks)
    return EpcView(
        verdict=row.verdict_words,
        fit=row.fit_words,
        stopped=tuple(not_met),
        open=tuple(g for g in row.gates if g.state == "unknown"),
        met=tuple(g for g in row.gates if g.state == "met"),
        sides=(_side("client", row), _side("job", row)),
        strengths=row.strengths,
        gaps=row.gaps,
        questions=row.questions,
        doubts=tuple(doubt for doubt in row.doubts if doubt.open),
        talking_points=tuple(dict.fromkeys(_talking_points(row, context))),
    )


def _talking_points(row: ExplainedRow, context: Context) -> Iterator[str]:
    """What the person brings to the work, what the employer could change, questions on requirements."""
    job = tuple(line for line in row.lines if line.side == "job")
    yield from (sentence(line.says) for line in strengths(job, context))
    for gap in row.gaps:
        yield from (what for who, what in gap.closers if who == "employer" and what.endswith("?"))
    yield from (question.ask for question in row.questions if question.of == "employer")


def _side(side: Side, row: ExplainedRow) -> SideView:
    total = row.suits_client if side == "client" else row.suits_job
    return SideView(side, total, tuple(line for line in row.lines if line.side == side))

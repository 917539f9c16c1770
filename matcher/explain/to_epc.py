"""The EPC's reading of a row: what fits, what does not and who could change it, what to ask, what to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.explain.shape import Doubt, ExplainedRow, GateLine, Line, Question, Total
    from matcher.library.matching import Side


@dataclass(frozen=True)
class Gap:
    """Something that does not fit yet, and who could close it: client, programme or employer, with the
    question or step.
    """

    says: str
    closers: tuple[tuple[str, str], ...]


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
    """Gates in words, points by term on both sides, strengths, gaps and who closes them, questions, doubts.
    """
    not_met = sorted((g for g in row.gates if g.state == "not_met"), key=lambda gate: not gate.blocks)
    gaps = tuple(_gaps(row, context))
    return EpcView(
        verdict=context.library.rubric.verdict(row.verdict).label,
        fit=fit_words(row),
        stopped=tuple(not_met),
        open=tuple(g for g in row.gates if g.state == "unknown"),
        met=tuple(g for g in row.gates if g.state == "met"),
        sides=(_side("client", row), _side("job", row)),
        strengths=tuple(sentence(line.says) for line in strengths(row, context)),
        gaps=gaps,
        questions=row.questions,
        doubts=tuple(doubt for doubt in row.doubts if doubt.open),
        talking_points=tuple(dict.fromkeys(_talking_points(row, gaps, context))),
    )


def fit_words(row: ExplainedRow) -> str:
    """`suits in part`; with what it could become, where the row's own answers would change the word."""
    if row.fit.word is None:
        return ""
    return f"{row.fit.word} so far; could be: {row.fit.reach_word}" if row.fit.reach_word else row.fit.word


def strengths(row: ExplainedRow, context: Context) -> list[Line]:
    """Known lines that bring at least the declared share of what they could, most points first."""
    strong = [line for line in row.lines if line.code and line.points and _is_strong(line, context)]
    return sorted(strong, key=lambda line: -line.points)


def _is_strong(line: Line, context: Context) -> bool:
    return line.of == 0 or line.points * 1000 >= line.of * context.library.wording.strong_from


def _gaps(row: ExplainedRow, context: Context) -> Iterator[Gap]:
    """Blocking gates, what is to be done together, then known lines that bring little, dearest first."""
    limits = {
        context.gate_measures[gate.gate]
        for gate in row.gates
        if gate.state == "not_met" and gate.owner == "client"
    }
    for gate in row.gates:
        if gate.blocks:
            yield Gap(sentence(gate.says), ((gate.owner, gate.who_can_change),))
    for criterion in row.criteria:
        if criterion.state in ("gap", "by_start"):
            own = tuple((s.who_can_close, s.what) for s in row.actions if s.criterion == criterion.criterion)
            yield Gap(f"{sentence(criterion.name)} {sentence(criterion.says)}", own)
    weak = [line for line in row.lines if line.code and line.of and not _is_strong(line, context)]
    for line in sorted(weak, key=lambda line: line.points - line.of):
        measure = context.terms[line.term].measure
        words = context.library.wording.by_term.get(line.term)
        # What a client must have or has ruled out is theirs: nobody is asked to move it (product C6).
        closers = tuple(words.closes.items()) if words and measure not in limits else ()
        yield Gap(sentence(line.says), closers)


def _talking_points(row: ExplainedRow, gaps: tuple[Gap, ...], context: Context) -> Iterator[str]:
    """First what the person brings to the work, then what the employer could change, then questions on
    requirements.
    """
    yield from (sentence(line.says) for line in strengths(row, context) if line.side == "job")
    yield from (what for gap in gaps for who, what in gap.closers if who == "employer" and what.endswith("?"))
    yield from (question.ask for question in row.questions if question.of == "employer")


def _side(side: Side, row: ExplainedRow) -> SideView:
    total = row.suits_client if side == "client" else row.suits_job
    return SideView(side, total, tuple(line for line in row.lines if line.side == side))


def sentence(said: str) -> str:
    """A sentence from its words: a capital and a full stop."""
    said = said.strip()
    if not said:
        return ""
    return said[0].upper() + said[1:] + ("" if said[-1] in ".?!" else ".")

"""What a what-if moved: one pair before and after one fact was set otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.explain.shape import ExplainedRow, GateLine, Line, Total


@dataclass(frozen=True)
class LineChange:
    """One term that moved."""

    name: str
    before: Line
    after: Line

    @property
    def points(self) -> int:
        """Points gained; negative where lost."""
        return self.after.points - self.before.points


@dataclass(frozen=True)
class GateChange:
    """One gate that moved, appeared or went; None where it does not apply."""

    name: str
    before: GateLine | None
    after: GateLine | None


@dataclass(frozen=True)
class Change:
    """All that a what-if moved for one pair."""

    lines: tuple[LineChange, ...]
    gates: tuple[GateChange, ...]
    section: tuple[str | None, str | None]
    section_words: tuple[str, str]
    verdict: tuple[str, str]
    verdict_words: tuple[str, str]
    blocked_by: tuple[tuple[str, ...], tuple[str, ...]]
    suits_client: tuple[Total, Total]
    suits_job: tuple[Total, Total]
    fit: tuple[int, int]

    @property
    def anything(self) -> bool:
        """Whether anything moved at all."""
        pairs = (self.section, self.verdict, self.blocked_by, self.suits_client, self.suits_job, self.fit)
        return bool(self.lines or self.gates) or any(one != other for one, other in pairs)


def change(before: ExplainedRow, after: ExplainedRow) -> Change:
    """What moved between two explanations of one pair: lines, gates, section, verdict, totals."""
    if (before.client, before.vacancy) != (after.client, after.vacancy):
        raise ValueError("a what-if compares one pair with itself")
    later = {line.term: line for line in after.lines}
    return Change(
        lines=tuple(
            LineChange(line.name, line, later[line.term])
            for line in before.lines
            if line.term in later and later[line.term] != line
        ),
        gates=tuple(_gates(before, after)),
        section=(before.section, after.section),
        section_words=(before.section_words, after.section_words),
        verdict=(before.verdict, after.verdict),
        verdict_words=(before.verdict_words, after.verdict_words),
        blocked_by=(before.blocked_by, after.blocked_by),
        suits_client=(before.suits_client, after.suits_client),
        suits_job=(before.suits_job, after.suits_job),
        fit=(before.fit.low, after.fit.low),
    )


def _gates(before: ExplainedRow, after: ExplainedRow) -> list[GateChange]:
    earlier, later = ({gate.id: gate for gate in row.gates} for row in (before, after))
    return [
        GateChange((earlier.get(gate) or later[gate]).name, earlier.get(gate), later.get(gate))
        for gate in dict.fromkeys([*earlier, *later])
        if earlier.get(gate) != later.get(gate)
    ]

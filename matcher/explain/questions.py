"""What to ask about one pair, in order of the points that hang on it; never more than a meeting holds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matcher.explain.shape import Criterion, Doubt, GateLine, Line, Of, Question

if TYPE_CHECKING:
    from matcher.explain.context import Context


@dataclass
class _Asked:
    about: list[str] = field(default_factory=list)
    points: int = 0


def questions(
    lines: tuple[Line, ...],
    gates: tuple[GateLine, ...],
    criteria: tuple[Criterion, ...],
    doubts: tuple[Doubt, ...],
    *,
    context: Context,
    asked_at_the_head: Collection[str] = (),
) -> tuple[Question, ...]:
    """At most `questions_most`, dearest first.

    The points at stake of a term are its high less its low; terms that one question would settle are added
    up. A gate that applies, a criterion not asked and a requirement that keeps the pair out decide whether
    the pair is there at all, so all the pair's points are at stake. Equal points keep the order: gates,
    criteria, requirements, terms. What is asked once at the head, or of everyone alike, is not asked here.
    """
    most = sum(line.of for line in lines)
    asked: dict[tuple[Of, str], _Asked] = {}

    def put(of: Of, ask: str, about: str, points: int) -> None:
        if not ask or ask in asked_at_the_head or points <= 0:
            return
        entry = asked.setdefault((of, ask), _Asked())
        entry.points = min(most, entry.points + points)
        if about not in entry.about:
            entry.about.append(about)

    everyone = {gate.id for gate in context.library.gates.gates if gate.asks_everyone}
    for gate in gates:
        if gate.state == "unknown" and gate.applied and gate.compared and gate.gate not in everyone:
            for of, ask in gate.asks:
                put(of, ask, gate.name, most)
    for criterion in criteria:
        if criterion.state == "not_asked":
            put("client", criterion_question(criterion, context), criterion.name, most)
    for ask, about in _to_the_employer(gates, doubts, context):
        put("employer", ask, about, most)
    for line in lines:
        for of, ask in line.asks:
            put(of, ask, line.name, line.high - line.low)
    found = [Question(ask, of, ", ".join(entry.about), entry.points) for (of, ask), entry in asked.items()]
    found.sort(key=lambda question: -question.points)
    return tuple(found[: context.library.ranking.questions_most])


def criterion_question(criterion: Criterion, context: Context) -> str:
    """The question to the client about a criterion that nobody asked about."""
    words = context.library.wording.by_criterion.get(criterion.criterion)
    return words.question if words else context.library.rubric.by_id[criterion.criterion].question


def _to_the_employer(gates: tuple[GateLine, ...], doubts: tuple[Doubt, ...], context: Context) -> list[tuple[str, str]]:
    """About requirements that keep the pair out: the audit's question where a doubt is open, else our own."""
    found: list[tuple[str, str]] = []
    for gate in gates:
        if gate.requirement is None or not gate.blocks:
            continue
        own = [d.question for d in doubts if d.requirement == gate.requirement and d.open]
        plain = context.library.wording.plain.requirement_ask.format(name=gate.name)
        found += [(ask, gate.name) for ask in own or [plain]]
    return found

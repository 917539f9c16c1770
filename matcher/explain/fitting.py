"""What fits and what does not, as sentences; and who could close what does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.explain.clashing import OF_TIMES
from matcher.explain.shape import Criterion, Fit, Gap, GateLine, Line, Step
from matcher.explain.values import say_range

if TYPE_CHECKING:
    from matcher.explain.context import Context


def fit_words(fit: Fit) -> str:
    """`suits in part`; with what it could become, where the row's own answers would change the word."""
    if fit.word is None:
        return ""
    if fit.reach_word is None:
        return fit.word
    return f"{fit.word.removesuffix(' so far')} so far; could be: {fit.reach_word}"


def strengths(lines: tuple[Line, ...], context: Context) -> tuple[Line, ...]:
    """Known lines that bring at least the declared share of what they could, most points first."""
    strong = [line for line in lines if line.code and line.points and _is_strong(line, context)]
    return tuple(sorted(strong, key=lambda line: -line.points))


def in_words(template: str, line: Line, context: Context) -> str:
    """A sentence of one's own for a line, with the measured value in words."""
    measure = context.measures[context.terms[line.term].measure]
    return template.replace("{value}", say_range(line.least, line.most, line.unit, ends=(measure.low, measure.high)))


def gaps(
    lines: tuple[Line, ...],
    gates: tuple[GateLine, ...],
    criteria: tuple[Criterion, ...],
    steps: tuple[Step, ...],
    context: Context,
    *,
    clash: str = "",
) -> Iterator[Gap]:
    """What blocks, what is to be done together, then known lines that bring little, dearest first."""
    limits = {context.gate_measures[g.gate] for g in gates if g.state == "not_met" and g.owner == "client"}
    for gate in gates:
        if gate.blocks:
            says = sentence(gate.says)
            if clash and context.gate_measures.get(gate.gate) == OF_TIMES:
                says = f"{says} {sentence(clash)}"
            yield Gap(says, ((gate.owner, gate.who_can_change),))
    for criterion in criteria:
        if criterion.state in ("gap", "by_start"):
            own = tuple((s.who_can_close, s.what) for s in steps if s.criterion == criterion.criterion)
            yield Gap(sentence(f"{criterion.name}: {criterion.says}"), own)
    weak = [line for line in lines if line.code and line.of and not _is_strong(line, context)]
    for line in sorted(weak, key=lambda line: line.points - line.of):
        words = context.library.wording.by_term.get(line.term)
        # What a client must have or has ruled out is theirs: nobody is asked to move it (product C6).
        closers = () if context.terms[line.term].measure in limits or not words else tuple(words.closes.items())
        yield Gap(f"{said_of(line)} {sentence(line.times)}" if line.times else said_of(line), closers)


def not_applied(gates: tuple[GateLine, ...], context: Context) -> Iterator[str]:
    """Requirements not met that do not keep the pair out: said all the same, so that nobody is surprised."""
    template = context.library.wording.plain.requirement_not_applied
    for gate in gates:
        if gate.requirement and gate.state == "not_met" and not gate.applied:
            yield sentence(template.format(name=gate.name))


def _is_strong(line: Line, context: Context) -> bool:
    return line.of == 0 or line.points * 1000 >= line.of * context.library.wording.strong_from


def said_of(line: Line) -> str:
    """A line as a sentence that says what it is about: `Journey: about 14 minutes each way.`"""
    return sentence(f"{line.name}: {line.says}")


def sentence(said: str) -> str:
    """A sentence from its words: a capital and a full stop."""
    said = capital(said.strip())
    return said if not said or said[-1] in ".?!" else f"{said}."


def capital(said: str) -> str:
    """The words with a capital in front."""
    return said[:1].upper() + said[1:]

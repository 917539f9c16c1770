"""The lines of an explanation: one per term, looked up from the bands the decision stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.explain.shape import Line, Of, Total
from matcher.explain.values import say_range

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.library.matching import Band, Side, Term
    from matcher.measures.registry import Measure
    from matcher.scoring.decision import Decision, TermDecision


def lines(decision: Decision, context: Context) -> tuple[Line, ...]:
    """A line for every term, in the decision's order."""
    said, found = context.said_lines, []
    for decided in decision.terms:
        term = context.terms[decided.term]
        estimate = _estimate(decision, term, context) if term.unknown.estimate else ""
        if (decided, estimate) not in said:
            said[decided, estimate] = _line(decided, term, context, estimate=estimate)
        found.append(said[decided, estimate])
    return tuple(found)


def _estimate(decision: Decision, term: Term, context: Context) -> str:
    """What stands beside a value we reckon: that it is an estimate, or that and where it was looked up."""
    looked_up = context.journeys.note(decision.client, decision.vacancy, context) if context.journeys else ""
    return looked_up or term.unknown.estimate


def total(side: Side, lines_: tuple[Line, ...]) -> Total:
    """One side's points: the sum of its lines, and nothing else."""
    own = [line for line in lines_ if line.side == side]
    low, high = sum(line.low for line in own), sum(line.high for line in own)
    return Total(
        points=sum(line.points for line in own),
        of=sum(line.of for line in own),
        low=low,
        high=high,
        extra=sum(line.points for line in own if line.of == 0),
    )


def _line(decided: TermDecision, term: Term, context: Context, *, estimate: str) -> Line:
    measure = context.measures[term.measure]
    weight, known = decided.weight, decided.best == decided.worst
    asks = () if known or weight == 0 else _asks(decided, term)
    low, high = weight * term.bands[decided.worst].points, weight * term.bands[decided.best].points
    return Line(
        term=term.id,
        name=term.name,
        side=term.side,
        code=decided.worst + 1 if known else 0,
        band=term.bands[decided.worst].label if known else None,
        value=decided.least if decided.least == decided.most else None,
        least=decided.least,
        most=decided.most,
        unit=measure.unit,
        points=low,
        of=0 if term.bonus else weight * term.bands[0].points,
        low=low,
        high=high,
        weight=weight,
        says=_says(decided, term, measure, context),
        ask=" ".join(ask for _, ask in asks) or None,
        asks=asks,
        note=_note(decided, term, measure, context, estimate=estimate),
    )


def _asks(decided: TermDecision, term: Term) -> tuple[tuple[Of, str], ...]:
    asks: list[tuple[Of, str]] = []
    if decided.open_client and term.unknown.client:
        asks.append(("client", term.unknown.client))
    if decided.open_vacancy and term.unknown.vacancy:
        asks.append(("vacancy", term.unknown.vacancy))
    return tuple(asks)


def _says(decided: TermDecision, term: Term, measure: Measure, context: Context) -> str:
    """The band's sentence; where the band is not known, what is known of it, never a sentence of its own."""
    if decided.best == decided.worst:
        return say_band(term.bands[decided.worst], decided.least, decided.most, measure)
    plain = context.library.wording.plain
    kinder, harsher = decided.least, decided.most
    if not term.better_less:
        kinder, harsher = harsher, kinder
    known = []
    if decided.best > 0:
        said = say_band(term.bands[decided.best], kinder, kinder, measure)
        known.append(plain.at_best.format(says=said))
    if decided.worst < len(term.bands) - 1 or harsher not in (measure.low, measure.high):
        said = say_band(term.bands[decided.worst], harsher, harsher, measure)
        known.append(plain.at_worst.format(says=said))
    if known:
        return f"{plain.not_settled} ({'; '.join(known)})"
    return plain.not_known if decided.open_client or decided.open_vacancy else plain.no_answer


def say_band(band: Band, least: int, most: int, measure: Measure) -> str:
    """The band's sentence with the measured value in words."""
    if "{value}" not in band.says:
        return band.says
    return band.says.replace("{value}", say_range(least, most, measure.unit, ends=(measure.low, measure.high)))


def _note(decided: TermDecision, term: Term, measure: Measure, context: Context, *, estimate: str) -> str | None:
    plain = context.library.wording.plain
    if decided.weight == 0:
        return plain.does_not_mind
    notes = []
    if decided.best == decided.worst:
        if _near(decided, term, context.library.wording.just_over.get(measure.unit, 0)):
            notes.append(plain.just_over if term.better_less else plain.just_under)
        if estimate:
            notes.append(estimate)
    return "; ".join(notes) or None


def _near(decided: TermDecision, term: Term, within: int) -> bool:
    """Whether a known value misses the next better band, with more points, by no more than `within`."""
    if decided.worst == 0 or decided.least != decided.most:
        return False
    better, here = term.bands[decided.worst - 1], term.bands[decided.worst]
    bound = better.upto if better.upto is not None else better.at_least
    return bound is not None and better.points > here.points and abs(decided.least - bound) <= within

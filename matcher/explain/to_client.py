"""The client's own text: choices first, short, how to say no. Never points, levels or ranks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.base.ids import ClientId, VacancyId
from matcher.explain.grade import reading_grade
from matcher.explain.values import say_range

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.explain.shape import ExplainedRow, Line

WORDS_MOST = 120
GRADE_MOST = 5.0
_QUESTIONS_MOST = 2
_CHOICES_FIRST, _CHOICES_MOST, _WORK_MOST = 4, 7, 1
"""How many sentences on the client's choices come before what is open, how many in all, and on the work."""
_NAME_MOST = 9
"""Words of a requirement's name that still read well inside a short sentence."""


@dataclass(frozen=True)
class ClientText:
    """What a client may read of one job. It says what fits, what is open and how to answer."""

    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it as one paragraph."""
        return " ".join(self.sentences)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def grade(self) -> float:
        """Its reading grade."""
        return reading_grade(self.text)


def for_client(row: ExplainedRow, context: Context) -> ClientText:
    """At most 120 words at a reading grade of at most 5; what matters less gives way first."""
    opening = tuple(_opening(row, context))
    closing = context.library.wording.client.no
    chosen: list[str] = []
    for sentence in dict.fromkeys(_middle(row, context)):
        tried = ClientText((*opening, *chosen, sentence, *closing))
        if tried.words <= WORDS_MOST and tried.grade <= GRADE_MOST:
            chosen.append(sentence)
    return ClientText((*opening, *chosen, *closing))


def _opening(row: ExplainedRow, context: Context) -> Iterator[str]:
    words = context.library.wording.client
    title = context.vacancies[VacancyId(row.vacancy)].title
    blocking = [gate for gate in row.gates if gate.blocks]
    own = [gate for gate in blocking if gate.owner == "client"]
    if own:
        yield words.outside.format(title=title)
    elif any(gate.requirement is None for gate in blocking):
        yield words.not_now.format(title=title)
    else:
        yield words.opening.format(title=title)
    if row.opted_in:
        yield words.opted_in
    by_gate = context.library.wording.by_gate
    yield from (by_gate[gate.gate].client for gate in own[:3] if gate.gate in by_gate)
    if own:
        yield words.still


def _middle(row: ExplainedRow, context: Context) -> Iterator[str]:
    """Sentences in the order of what matters: what does not fit, choices, what is open, the work itself."""
    words = context.library.wording.client
    by_gate = context.library.wording.by_gate
    for gate in row.gates:
        if gate.blocks and gate.requirement is None and gate.owner != "client" and gate.gate in by_gate:
            yield by_gate[gate.gate].client
    lines = _choices_first(row, context)
    known = [(line.side, _known(line, context)) for line in lines if line.code]
    choices = [said for side, said in known if said and side == "client"]
    yield from choices[:_CHOICES_FIRST]
    yield from _requirements(row, context)
    for criterion in row.criteria:
        if criterion.state in ("gap", "by_start"):
            own = context.library.wording.by_criterion.get(criterion.criterion)
            yield own.together if own else words.together
    asks = _asks(row, lines, context)
    if row.verdict == "ready_now" and not row.blocked_by and not row.gaps and not asks:
        yield words.ready
    if asks:
        yield " ".join([words.ask, *asks])
    yield from [said for side, said in known if said and side == "job"][:_WORK_MOST]
    yield from choices[_CHOICES_FIRST:_CHOICES_MOST]
    for line in lines:
        said = context.library.wording.by_term.get(line.term)
        if not line.code and line.weight and said and said.client_unknown:
            yield said.client_unknown


def _choices_first(row: ExplainedRow, context: Context) -> list[Line]:
    """Lines in the client's order: the job itself, what matters most, the rest of their side, the work."""
    conditions = context.clients[ClientId(row.client)].conditions

    def place(line: Line) -> tuple[int, int]:
        condition = context.terms[line.term].condition
        stance = conditions.stance_on(condition).value if condition else ""
        chosen = {"must": 1, "most": 1, "any": 4}.get(stance, 2)
        if condition is None and line.side == "client":
            chosen = 0
        return (3 if line.side == "job" else chosen), -line.of

    return sorted((line for line in row.lines if line.weight or line.side == "job"), key=place)


def _known(line: Line, context: Context) -> str:
    """The client's sentence for the band, with the value in words; empty where the band has none."""
    words = context.library.wording.by_term.get(line.term)
    template = words.client.get(line.band or "", "") if words else ""
    measure = context.measures[context.terms[line.term].measure]
    ends = (measure.low, measure.high)
    return template.replace("{value}", say_range(line.least, line.most, line.unit, ends=ends))


def _requirements(row: ExplainedRow, context: Context) -> Iterator[str]:
    words = context.library.wording.client
    for gate in row.gates:
        if gate.requirement is None or not gate.compared:
            continue
        short = len(gate.name.split()) <= _NAME_MOST
        if gate.state == "unknown" and gate.applied:
            yield (words.requirement_open if short else words.requirement_open_long).format(name=gate.name)
        elif gate.state == "not_met" and gate.applied:
            yield (words.requirement_not_met if short else words.requirement_not_met_long).format(name=gate.name)


def _asks(row: ExplainedRow, lines: list[Line], context: Context) -> list[str]:
    """At most two questions in plain words: open criteria first, then the dearest terms."""
    wording = context.library.wording
    asks = []
    for criterion in row.criteria:
        own = wording.by_criterion.get(criterion.criterion)
        if criterion.state == "not_asked" and own:
            asks.append(own.ask)
    dearest = sorted(lines, key=lambda line: line.low - line.high)
    for line in dearest:
        said = wording.by_term.get(line.term)
        if said and said.client_ask and any(of == "client" for of, _ in line.asks):
            asks.append(said.client_ask)
    return list(dict.fromkeys(asks))[:_QUESTIONS_MOST]

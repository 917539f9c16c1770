"""The client's own text: choices first, short, how to say no. Never points, levels or ranks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import shorten
from matcher.explain.fitting import in_words
from matcher.explain.grade import reading_grade

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.explain.shape import ExplainedRow, Line

WORDS_MOST = 120
GRADE_MOST = 5.0
_QUESTIONS_MOST = 2
_CHOICES_FIRST, _CHOICES_MOST, _WORK_MOST = 4, 7, 1
"""How many sentences on the client's choices come before what is open, how many in all, and on the work."""
Ways: TypeAlias = tuple[str, ...]
"""Ways to say one thing, the fuller first: the first that still fits is taken."""
_TITLE_MOST = 60
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
    words = context.library.wording.client
    title = shorten(context.vacancies[VacancyId(row.vacancy)].title, _TITLE_MOST)
    opening = tuple(_opening(row, title, context))
    if not _fits(ClientText((*opening, *words.no))):
        opening = tuple(_opening(row, words.untitled, context))
    chosen: list[str] = []
    for ways in dict.fromkeys(_middle(row, context)):
        for sentence in ways:
            if _fits(ClientText((*opening, *chosen, sentence, *words.no))):
                chosen.append(sentence)
                break
    return ClientText((*opening, *chosen, *words.no))


def _fits(text: ClientText) -> bool:
    return text.words <= WORDS_MOST and text.grade <= GRADE_MOST


def _opening(row: ExplainedRow, title: str, context: Context) -> Iterator[str]:
    words, by_gate = context.library.wording.client, context.library.wording.by_gate
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
    yield from (by_gate[gate.gate].client for gate in own[:3] if gate.gate in by_gate)
    if own:
        yield words.still


def _middle(row: ExplainedRow, context: Context) -> Iterator[Ways]:
    """What matters first: what does not fit, choices, what is open, questions, the work, the rest."""
    words, lines = context.library.wording.client, _choices_first(row, context)
    known = [(line.side, _known(line, context)) for line in lines if line.code]
    choices = [said for side, said in known if said and side == "client"]
    asks = _asks(row, lines, context)
    yield from ((said,) for said in _stops(row, context))
    yield from ((said,) for said in choices[:_CHOICES_FIRST])
    yield from ((said,) for said in _requirements(row, context))
    yield from ((said,) for said in _together(row, context))
    if any(step.who_could_help for step in row.actions):
        yield (context.library.services.says.to_client,)
    if asks:
        yield tuple(" ".join([words.ask, *asks[:count]]) for count in range(len(asks), 0, -1))
    elif row.verdict == "ready_now" and not row.blocked_by and not row.gaps:
        yield (words.ready,)
    yield from [(said,) for side, said in known if said and side == "job"][:_WORK_MOST]
    yield from ((said,) for said in choices[_CHOICES_FIRST:_CHOICES_MOST])
    yield from ((said,) for said in _not_known(lines, context))


def _stops(row: ExplainedRow, context: Context) -> Iterator[str]:
    """What keeps it from being put forward for now, besides the client's own choices."""
    by_gate = context.library.wording.by_gate
    for gate in row.gates:
        if gate.blocks and gate.requirement is None and gate.owner != "client" and gate.gate in by_gate:
            yield by_gate[gate.gate].client


def _together(row: ExplainedRow, context: Context) -> Iterator[str]:
    for criterion in row.criteria:
        if criterion.state in ("gap", "by_start"):
            own = context.library.wording.by_criterion.get(criterion.criterion)
            yield own.together if own else context.library.wording.client.together


def _not_known(lines: list[Line], context: Context) -> Iterator[str]:
    for line in lines:
        words = context.library.wording.by_term.get(line.term)
        if not line.code and line.weight and words and words.client_unknown:
            yield words.client_unknown


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
    return in_words(words.client.get(line.band or "", "") if words else "", line, context)


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

"""What is decided about one pair: terms, gates, requirements, readiness. One pair at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from matcher.library.matching import Gate, Term
from matcher.library.rubric import Criterion
from matcher.records.words import Condition, Emphasis
from tests.reference import standings
from tests.reference.choices import Said
from tests.reference.jobs import Job
from tests.reference.measures import MEASURES, OF_A_PAIR, Ends, measured
from tests.reference.people import Person
from tests.reference.requirements import met
from tests.reference.standings import GAP, NOT_ASKED, Item, Readiness
from tests.reference.words import World

WEIGHTS = {Emphasis.ANY: 0, Emphasis.PREFER: 1, Emphasis.MUST: 1, Emphasis.MOST: 2}


class Line(NamedTuple):
    """One term of one pair, as `matcher.scoring.decision.TermDecision` has it."""

    term: str
    best: int
    worst: int
    least: int
    most: int
    weight: int
    open_client: bool
    open_vacancy: bool


class Yes(NamedTuple):
    """One fixed gate of one pair, as `GateDecision` has it."""

    gate: str
    least: int
    most: int


@dataclass(frozen=True)
class Pair:
    """Everything decided about one pair, as `Decision` has it, and no more."""

    client: str
    vacancy: str
    terms: tuple[Line, ...]
    gates: tuple[Yes, ...]
    fail: int
    unknown: int
    gates_on: int
    applied: int
    fixed: int
    criteria_least: int
    criteria_most: int
    criteria: tuple[tuple[str, str], ...]
    opted_in: bool
    wanted: bool

    @property
    def blocked_by(self) -> int:
        """What stops it: fixed gates, and the requirements that are applied."""
        return self.fail & (self.fixed | self.applied)


@dataclass(eq=False)
class Subject:
    """A client with everything about them that pairs need."""

    person: Person
    readiness: Readiness
    said: Said
    keys: dict[str, tuple[Any, ...]]
    """By measure: the facts it reads."""
    weights: tuple[int, ...]
    """By term, in order."""
    gates_on: int


@dataclass(eq=False)
class Offer:
    """A vacancy with everything about it that pairs need."""

    job: Job
    keys: dict[str, tuple[Any, ...]]
    asked: list[tuple[Criterion, list[Item]]]
    """Criteria that may move a section, with what the vacancy asks about under each."""


def subject(person: Person, readiness: Readiness, said: Said, world: World) -> Subject:
    """The client's half of every pair."""
    conditions = person.client.conditions
    weights = tuple(
        WEIGHTS[conditions.stance_on(term.condition)] if term.condition else 1
        for term in world.library.terms.terms
    )
    on = sum(1 << gate.bit for gate in world.library.gates.gates if _is_on(gate, person))
    keys = {name: tuple(person.facts[fact] for fact in one.of_client) for name, one in MEASURES.items()}
    return Subject(person, readiness, said, keys, weights, on)


def offer(job: Job, world: World) -> Offer:
    """The vacancy's half of every pair."""
    movers = [criterion for criterion in world.library.rubric.criteria if criterion.moves_section]
    keys = {name: tuple(job.facts[fact] for fact in one.of_vacancy) for name, one in MEASURES.items()}
    return Offer(job, keys, [(one, standings.items(one, job, world)) for one in movers])


def _is_on(gate: Gate, person: Person) -> bool:
    """Whether a fixed gate applies to this client."""
    if gate.condition is not None:
        return person.client.conditions.stance_on(Condition(gate.condition)) is Emphasis.MUST
    if gate.measure == "ceiling_over":
        return person.client.conditions.earnings_ceiling_week_pence is not None
    return True


class Decider:
    """Decides pairs of one world. Equal facts are measured once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.terms = world.library.terms.terms
        self.gates = world.library.gates.gates
        self.fixed = sum(1 << gate.bit for gate in self.gates)
        self.client_owned = sum(1 << gate.bit for gate in self.gates if gate.owner == "client")
        names = {term.measure for term in self.terms} | {gate.measure for gate in self.gates}
        self.needed = tuple(sorted(names - set(OF_A_PAIR)))
        self._measured: dict[str, dict[Any, Ends]] = {name: {} for name in self.needed}
        self._bands: dict[tuple[str, Ends], tuple[int, int]] = {}

    def decide(self, subject: Subject, offer: Offer) -> Pair:
        """The record of one pair."""
        values = {name: self._value(name, subject, offer) for name in self.needed}
        client, vacancy = subject.person.client.id, offer.job.vacancy.id
        word = subject.said.word(vacancy)
        values["said_no"] = (int(word is False),) * 2
        values["remembered_decision"] = (int(subject.said.remembers(vacancy)),) * 2
        lines = tuple(
            self._line(term, weight, values[term.measure], subject, offer)
            for term, weight in zip(self.terms, subject.weights, strict=True)
        )
        fail, unknown = self._gates(values, subject.gates_on)
        if word is True:
            fail, unknown = fail & ~self.client_owned, unknown & ~self.client_owned
        failed, unsure = _requirements(subject, offer)
        criteria = standings.states(
            subject.readiness, subject.person.papers, offer.asked, offer.job, self.world
        )
        gaps = sum(state == GAP for _, state in criteria)
        return Pair(
            client=client,
            vacancy=vacancy,
            terms=lines,
            gates=tuple(Yes(gate.id, *values[gate.measure]) for gate in self.gates),
            fail=fail | failed,
            unknown=unknown | unsure,
            gates_on=subject.gates_on,
            applied=offer.job.applied,
            fixed=self.fixed,
            criteria_least=gaps,
            criteria_most=gaps + sum(state == NOT_ASKED for _, state in criteria),
            criteria=criteria,
            opted_in=word is True,
            wanted=word is True or self._is_wanted(lines),
        )

    def _is_wanted(self, lines: tuple[Line, ...]) -> bool:
        return any(line.term == self.world.ranking.wanted_term and line.worst == 0 for line in lines)

    def _value(self, name: str, subject: Subject, offer: Offer) -> Ends:
        known = self._measured[name]
        key = (subject.keys[name], offer.keys[name])
        if key not in known:
            if len(known) > 100_000:
                known.clear()  # what is forgotten is measured again; a city would not fit into memory
            known[key] = measured(MEASURES[name], *key, self.world)
        return known[key]

    def _line(self, term: Term, weight: int, ends: Ends, subject: Subject, offer: Offer) -> Line:
        if (term.id, ends) not in self._bands:
            less = MEASURES[term.measure].better == "less"
            kinder, harsher = ends if less else ends[::-1]
            self._bands[term.id, ends] = band(term, kinder), band(term, harsher)
        measure = MEASURES[term.measure]
        return Line(
            term.id,
            *self._bands[term.id, ends],
            *ends,
            weight,
            not subject.person.open.isdisjoint(measure.of_client),
            not offer.job.open.isdisjoint(measure.of_vacancy),
        )

    def _gates(self, values: dict[str, Ends], on: int) -> tuple[int, int]:
        fail = unknown = 0
        for gate in self.gates:
            bit = 1 << gate.bit
            if not on & bit:
                continue
            passed = [passes(gate, end) for end in values[gate.measure]]
            if not any(passed):
                fail |= bit
            elif not all(passed):
                unknown |= bit
        return fail, unknown


def band(term: Term, value: int) -> int:
    """The first band that holds, read downwards."""
    for place, one in enumerate(term.bands):
        if one.upto is not None and value <= one.upto:
            return place
        if one.at_least is not None and value >= one.at_least:
            return place
    return len(term.bands) - 1


def passes(gate: Gate, value: int) -> bool:
    """Whether a measured value is inside the gate's bound."""
    if gate.upto is not None:
        return value <= gate.upto
    return gate.at_least is not None and value >= gate.at_least


def _requirements(subject: Subject, offer: Offer) -> tuple[int, int]:
    fail = unknown = 0
    for one in offer.job.asked:
        if not one.readable:
            continue
        answer = met(one.needs, subject.person.papers)
        if answer is False:
            fail |= 1 << one.bit
        elif answer is None:
            unknown |= 1 << one.bit
    return fail, unknown

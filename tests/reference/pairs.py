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
    numbers: dict[str, int]
    """By measure: a number for those facts, once the decider has given one."""
    weights: tuple[int, ...]
    """By term, in order."""
    open: tuple[bool, ...]
    """By term: whether something of the client's that it reads may still be asked."""
    gates_on: int


@dataclass(eq=False)
class Offer:
    """A vacancy with everything about it that pairs need."""

    job: Job
    keys: dict[str, tuple[Any, ...]]
    numbers: dict[str, int]
    open: tuple[bool, ...]
    """By term: whether something of the vacancy's that it reads may still be asked."""
    asked: list[tuple[Criterion, list[Item]]]
    """Criteria that may move a section, with what the vacancy asks about under each."""


def subject(person: Person, readiness: Readiness, said: Said, world: World) -> Subject:
    """The client's half of every pair."""
    conditions = person.client.conditions
    weights = tuple(
        WEIGHTS[conditions.stance_on(term.condition)] if term.condition else 1 for term in world.library.terms.terms
    )
    on = sum(1 << gate.bit for gate in world.library.gates.gates if _is_on(gate, person))
    keys = {name: tuple(person.facts[fact] for fact in one.of_client) for name, one in MEASURES.items()}
    open_ = tuple(not person.open.isdisjoint(MEASURES[term.measure].of_client) for term in world.library.terms.terms)
    return Subject(person, readiness, said, keys, {}, weights, open_, on)


def offer(job: Job, world: World) -> Offer:
    """The vacancy's half of every pair."""
    movers = [criterion for criterion in world.library.rubric.criteria if criterion.moves_section]
    keys = {name: tuple(job.facts[fact] for fact in one.of_vacancy) for name, one in MEASURES.items()}
    open_ = tuple(not job.open.isdisjoint(MEASURES[term.measure].of_vacancy) for term in world.library.terms.terms)
    return Offer(job, keys, {}, open_, [(one, standings.items(one, job, world)) for one in movers])


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
        self._states: dict[tuple[str, Ends], tuple[int, int]] = {}
        self._numbers: dict[tuple[Any, ...], int] = {}

    def decide(self, subject: Subject, offer: Offer) -> Pair:
        """The record of one pair."""
        values = {name: self._value(name, subject, offer) for name in self.needed}
        client, vacancy = subject.person.client.id, offer.job.vacancy.id
        word = subject.said.word(vacancy)
        values["said_no"] = (int(word is False),) * 2
        values["remembered_decision"] = (int(subject.said.remembers(vacancy)),) * 2
        lines = tuple(
            Line(
                term.id,
                *self._band_ends(term, values[term.measure]),
                *values[term.measure],
                subject.weights[at],
                subject.open[at],
                offer.open[at],
            )
            for at, term in enumerate(self.terms)
        )
        fail, unknown = self._gates(values, subject.gates_on)
        if word is True:
            fail, unknown = fail & ~self.client_owned, unknown & ~self.client_owned
        failed, unsure = _requirements(subject, offer)
        criteria = standings.states(subject.readiness, subject.person.papers, offer.asked, offer.job, self.world)
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
        key = (self._number(subject, name), self._number(offer, name))
        if key not in known:
            if len(known) > 100_000:
                known.clear()  # what is forgotten is measured again; a city would not fit into memory
            known[key] = measured(MEASURES[name], subject.keys[name], offer.keys[name], self.world)
        return known[key]

    def _number(self, side: Subject | Offer, name: str) -> int:
        """A number for the facts that a measure reads of one side: equal facts, equal number."""
        if name not in side.numbers:
            side.numbers[name] = self._numbers.setdefault(side.keys[name], len(self._numbers))
        return side.numbers[name]

    def _band_ends(self, term: Term, ends: Ends) -> tuple[int, int]:
        """The bands at the kinder and at the harsher end."""
        if (term.id, ends) not in self._bands:
            kinder, harsher = ends if MEASURES[term.measure].better == "less" else ends[::-1]
            self._bands[term.id, ends] = band(term, kinder), band(term, harsher)
        return self._bands[term.id, ends]

    def _gates(self, values: dict[str, Ends], on: int) -> tuple[int, int]:
        """(failed, unknown) bits of the fixed gates that apply."""
        fail = unknown = 0
        for gate in self.gates:
            failed, unsure = self._gate_state(gate, values[gate.measure])
            fail |= failed
            unknown |= unsure
        return fail & on, unknown & on

    def _gate_state(self, gate: Gate, ends: Ends) -> tuple[int, int]:
        """The gate's own bit where even the kinder end fails, and where only the harsher one does."""
        if (gate.id, ends) not in self._states:
            passed = [passes(gate, end) for end in ends]
            bit = 1 << gate.bit
            self._states[gate.id, ends] = (
                0 if any(passed) else bit,
                bit if any(passed) and not all(passed) else 0,
            )
        return self._states[gate.id, ends]


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

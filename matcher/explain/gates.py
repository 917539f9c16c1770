"""Gates in words: the fixed ones that apply to the client, and every requirement of the vacancy, in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.explain.shape import GateLine, Of, State
from matcher.library.matching import REQUIREMENTS_MOST
from matcher.records.words import Importance
from matcher.scoring.decision import REQUIREMENT_BIT

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.library.matching import Gate
    from matcher.records.client import Client
    from matcher.records.requirement import Requirement
    from matcher.records.vacancy import Vacancy
    from matcher.scoring.decision import Decision, GateDecision

Settled = tuple[frozenset[str], frozenset[str]]
"""Facts of the client and of the vacancy that no question could settle further."""
_NEVER_MISSING = ("refused_work", "refused_tasks", "refused_employers", "refused_areas")
"""Nothing said is nothing refused."""


def gate_lines(decision: Decision, client: Client, vacancy: Vacancy, context: Context) -> tuple[GateLine, ...]:
    """Every fixed gate that is on, then every requirement the employer has not called needless."""
    settled = settled_facts(decision, client, vacancy, context)
    measured = {decided.gate: decided for decided in decision.gates}
    fixed = [
        _fixed(gate, measured[gate.id], decision, settled, context)
        for gate in context.library.gates.gates
        if decision.gates_on >> gate.bit & 1
    ]
    own = [
        _requirement(place, requirement, decision, context)
        for place, requirement in enumerate(vacancy.requirements)
        if requirement.importance is not Importance.NOT_REQUIRED
    ]
    return (*fixed, *own)


def settled_facts(decision: Decision, client: Client, vacancy: Vacancy, context: Context) -> Settled:
    """What the terms' flags say is known, or was asked and stays unknown; and what only gates read."""
    stated = {
        "travel_limit": client.conditions.travel_limit_minutes,
        "earnings_ceiling": client.conditions.earnings_ceiling_week_pence,
        "opportunities": client.conditions.opportunities,
        "permission": client.permission,
    }
    of_client = {*_NEVER_MISSING, *(fact for fact, said in stated.items() if said is not None)}
    of_vacancy = {"opportunity"} | ({"employer"} if vacancy.employer is not None else set())
    for decided in decision.terms:
        measure = context.measures[context.terms[decided.term].measure]
        if not decided.open_client:
            of_client.update(measure.client)
        if not decided.open_vacancy:
            of_vacancy.update(measure.vacancy)
    return frozenset(of_client), frozenset(of_vacancy)


def _fixed(gate: Gate, measured: GateDecision, decision: Decision, settled: Settled, context: Context) -> GateLine:
    set_aside = decision.opted_in and gate.owner == "client"
    state = _by_ends(gate, measured) if set_aside else _by_bits(gate.bit, decision)
    if set_aside or state == "unknown":
        return _fixed_line(gate, state, settled, context, set_aside=set_aside)
    if (gate.id, state) not in context.said_gates:
        context.said_gates[gate.id, state] = _fixed_line(gate, state, settled, context, set_aside=False)
    return context.said_gates[gate.id, state]


def _fixed_line(gate: Gate, state: State, settled: Settled, context: Context, *, set_aside: bool) -> GateLine:
    says = {"met": gate.met, "not_met": gate.not_met, "unknown": context.library.wording.plain.not_known}[state]
    if set_aside and state != "met":
        says = f"{says}; {context.library.wording.plain.opted_in}"
    asks = tuple(_asks(gate, settled, context)) if state == "unknown" and not set_aside else ()
    return GateLine(
        gate=gate.id,
        owner=gate.owner,
        state=state,
        requirement=None,
        status=None,
        applied=not set_aside,
        compared=True,
        name=gate.name,
        says=says,
        ask=" ".join(ask for _, ask in asks) or None,
        asks=asks,
        who_can_change=context.library.wording.who_can_change[gate.owner],
    )


def _by_bits(bit: int, decision: Decision) -> State:
    if decision.fail >> bit & 1:
        return "not_met"
    return "unknown" if decision.unknown >> bit & 1 else "met"


def _by_ends(gate: Gate, measured: GateDecision) -> State:
    """The state before the client's own word set it aside, from the stored ends (design 5a, 8)."""
    if gate.upto is not None:
        kinder, harsher = measured.least <= gate.upto, measured.most <= gate.upto
    else:
        assert gate.at_least is not None
        kinder, harsher = measured.most >= gate.at_least, measured.least >= gate.at_least
    return "met" if harsher else "unknown" if kinder else "not_met"


def _asks(gate: Gate, settled: Settled, context: Context) -> Iterator[tuple[Of, str]]:
    """Whom to ask: the side that leaves a fact open; either, where neither is known to."""
    measure = context.measures[gate.measure]
    of_client = bool(gate.unknown.client) and not set(measure.client) <= settled[0]
    of_vacancy = bool(gate.unknown.vacancy) and not set(measure.vacancy) <= settled[1]
    neither = not of_client and not of_vacancy
    if gate.unknown.client and (of_client or neither):
        yield "client", gate.unknown.client
    if gate.unknown.vacancy and (of_vacancy or neither):
        yield "vacancy", gate.unknown.vacancy


def _requirement(place: int, requirement: Requirement, decision: Decision, context: Context) -> GateLine:
    plain, words = context.library.wording.plain, context.requirement_words
    bit, within = REQUIREMENT_BIT + place, place < REQUIREMENTS_MOST
    compared = requirement.compared and within
    state = _by_bits(bit, decision) if compared else "unknown"
    if not within:
        template = plain.requirement_over
    elif not compared:
        template = plain.requirement_not_compared
    else:
        template = {
            "met": plain.requirement_met,
            "not_met": plain.requirement_not_met,
            "unknown": plain.requirement_unknown,
        }[state]
    name = words.name(requirement)
    of: Of = "client" if requirement.compared else "employer"
    asks = ((of, words.ask(requirement)),) if state == "unknown" else ()
    return GateLine(
        gate="requirement",
        owner="employer",
        state=state,
        requirement=requirement.id,
        status=requirement.status.value,
        applied=within and bool(decision.applied >> bit & 1),
        compared=compared,
        name=name,
        says=template.format(name=name, most=REQUIREMENTS_MOST),
        ask=asks[0][1] if asks else None,
        asks=asks,
        who_can_change=context.library.wording.who_can_change["employer"],
    )

"""Decisions of any shape, for what must hold of every explanation."""

from __future__ import annotations

from hypothesis import strategies as st

from matcher.measures.all import MEASURES
from matcher.records.words import Condition, Emphasis
from matcher.scoring.decision import REQUIREMENT_BIT
from tests.explain.made import a_client, a_decision, a_row, a_vacancy, library

STATES = ("in_place", "by_start", "gap", "not_asked")
SECTIONS = ("could_start", "with_help", "question", "one_requirement", None)


@st.composite
def ends(draw):
    """(least, most) of every measure, inside its range; often known."""
    found = {}
    for name, measure in MEASURES.items():
        one = draw(st.integers(measure.low, measure.high))
        other = draw(st.one_of(st.just(one), st.integers(measure.low, measure.high)))
        found[name] = (min(one, other), max(one, other))
    return found


@st.composite
def decisions(draw):
    """A decision with any ends, weights, open flags, gate states, requirements and criteria."""
    gates = [gate.id for gate in library().gates.gates]
    vacancy = a_vacancy()
    compared = [r.id for r in vacancy.requirements if r.compared]
    stated = draw(st.lists(st.sampled_from([*gates, *compared]), unique=True))
    cut = draw(st.integers(0, len(stated)))
    terms = [term.id for term in library().terms.terms]
    movers = [rule.id for rule in library().rubric.movers]
    return a_decision(
        draw(ends()),
        fail=stated[:cut],
        unknown=stated[cut:],
        applied=draw(st.lists(st.sampled_from(compared), unique=True)),
        criteria=[(one, draw(st.sampled_from(STATES))) for one in draw(st.lists(st.sampled_from(movers), unique=True))],
        weights={term: draw(st.integers(0, 2)) for term in terms},
        open_client=draw(st.lists(st.sampled_from(terms), unique=True)),
        open_vacancy=draw(st.lists(st.sampled_from(terms), unique=True)),
        gates_on=gates,
        vacancy=vacancy,
        opted_in=draw(st.booleans()),
        wanted=draw(st.booleans()),
    )


@st.composite
def rows(draw):
    """A decision at any place."""
    low = draw(st.integers(0, 1000))
    return a_row(
        draw(decisions()),
        section=draw(st.sampled_from(SECTIONS)),
        fit_low=low,
        fit_reach=draw(st.integers(low, 1000)),
        answers=draw(st.integers(0, 20)),
        first_conversation=draw(st.booleans()),
    )


@st.composite
def clients(draw):
    """A client with any emphasis, at most two of them 'most'."""
    chosen = draw(st.dictionaries(st.sampled_from(list(Condition)), st.sampled_from(list(Emphasis))))
    most = [condition for condition, said in chosen.items() if said is Emphasis.MOST]
    chosen |= dict.fromkeys(most[2:], Emphasis.PREFER)
    client = a_client()
    return client.model_copy(update={"conditions": client.conditions.model_copy(update={"emphasis": chosen})})


ALL_REQUIREMENT_BITS = ((1 << 40) - 1) << REQUIREMENT_BIT

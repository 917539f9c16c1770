"""A decision record is whole: its parts add up to what ranked the pair, and it survives being written down."""

from __future__ import annotations

import json
from dataclasses import asdict
from math import isqrt

from hypothesis import given, settings

from matcher.scoring.decision import Decision, GateDecision, TermDecision
from tests.properties.views import examples, high, lines, low, view
from tests.reference.lists import Row
from tests.strategies import programmes


@given(programme=programmes())
@settings(max_examples=examples(25))
def test_parts_add_up(programme, library):
    """The fit of a row, worked out anew from the points on its lines without what the list's head says is left out."""
    said = view(programme, library).engine
    for found in (*map(said.shortlist, said.vacancies), *map(said.jobs, said.clients)):
        for row in found.rows:
            assert row.fit_low == _fit(row, found.left_out_terms, library)
            assert 0 <= row.fit_low <= row.fit_reach <= 1000


def _fit(row: Row, left_out: tuple[str, ...], library) -> int:
    floor, shares = library.ranking.side_floor, []
    for side in ("client", "job"):
        counted = [
            (line, term) for line, term in lines(row.pair, library) if term.side == side and term.id not in left_out
        ]
        earned = sum(low(line, term) for line, term in counted)
        of = sum(line.weight * term.bands[0].points for line, term in counted if not term.bonus)
        assert earned <= sum(high(line, term) for line, term in counted)
        shares.append(min(1000, 1000 * earned // of) if of else None)
    client, job = shares
    if client is None and job is None:
        return 0
    client, job = job if client is None else client, client if job is None else job
    return isqrt((floor + (1000 - floor) * client // 1000) * (floor + (1000 - floor) * job // 1000))


@given(programme=programmes())
@settings(max_examples=examples(15))
def test_a_record_written_down_is_read_back_the_same(programme, library):
    """Plain whole numbers, words and flags only: no float, nothing of an array library."""
    for record in view(programme, library).engine.decisions().values():
        held = json.loads(json.dumps(asdict(record)))
        again = Decision(
            **{
                **held,
                "terms": tuple(TermDecision(**line) for line in held["terms"]),
                "gates": tuple(GateDecision(**gate) for gate in held["gates"]),
                "criteria": tuple((name, state) for name, state in held["criteria"]),
            }
        )
        assert again == record
        assert not any(isinstance(value, float) for value in _leaves(held))


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(one)]
    return [value]

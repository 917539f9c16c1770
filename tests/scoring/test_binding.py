"""The declared models and the registry of measures name the same things, in the same direction."""

from __future__ import annotations

import pytest

from matcher.base.problems import GivenProblems
from matcher.library.load import Library, load_library
from matcher.measures.all import MEASURES
from matcher.scoring.checks import assert_bound, unbound


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_every_measure_is_read_by_a_gate_or_a_term_and_none_is_missing(library):
    read = {gate.measure for gate in library.gates.gates} | {term.measure for term in library.terms.terms}
    # Readiness decides the section, so no gate and no term reads it (design 5a, 11).
    assert read | {"criteria_open"} == set(MEASURES)
    assert unbound(library) == []


def test_examples_beside_the_bands_hold(library):
    for term in library.terms.terms:
        for value, label in term.examples:
            assert term.bands[term.band_of(value)].label == label, (term.id, value)


def test_bands_lie_inside_the_range_of_their_measure(library):
    for term in library.terms.terms:
        measure = MEASURES[term.measure]
        for band in term.bands[:-1]:
            bound = band.upto if band.upto is not None else band.at_least
            assert measure.low <= bound <= measure.high, (term.id, band.label)


def test_no_gate_and_no_term_reads_readiness(library):
    named = {gate.measure for gate in library.gates.gates} | {term.measure for term in library.terms.terms}
    assert "criteria_open" not in named


def _edited(library: Library, file: str, old: str, new: str) -> Library:
    text = library.raw[file].decode()
    assert old in text
    return Library({**library.raw, file: text.replace(old, new).encode()})


def test_an_unknown_measure_is_told_with_the_nearest_one(library):
    edition = _edited(library, "matching/terms.yaml", "measure: uncovered_minutes", "measure: uncoverd_minutes")
    with pytest.raises(GivenProblems) as raised:
        assert_bound(edition)
    [problem] = raised.value.problems
    assert problem.where == "terms.yaml, shift_cover.measure"
    assert "Did you mean uncovered_minutes?" in problem.fix


def test_a_gate_read_the_wrong_way_round_is_told(library):
    edition = _edited(
        library, "matching/gates.yaml", "measure: pay_margin\n    at_least: 0", "measure: pay_margin\n    upto: 0"
    )
    [problem] = unbound(edition)
    assert "at_least" in problem.fix

"""What requirements do to a pool: each figure recounted person by person."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.library.load import load_library
from matcher.matching.patterns import Counted
from matcher.matching.pool import pool_effect, requirement_bit
from tests.chances import Seeded
from tests.engine import engine
from tests.wild import ON
from tests.wild_work import programme as wild_programme

REQUIREMENTS = 5
FIXED = 0b111

fails = st.builds(
    lambda fixed, asked: fixed | asked << 24,
    st.sampled_from([0, 0, 0, 0b1, 0b100, 0b110]),
    st.integers(0, (1 << REQUIREMENTS) - 1),
)
masks = st.integers(0, (1 << REQUIREMENTS) - 1)


def counted(people):
    numbers = sorted(Counter(people).items())
    return Counted(
        np.array([fail for fail, _ in numbers], dtype=np.uint64), np.array([n for _, n in numbers], dtype=np.int64)
    )


def brought(people, relaxed, mask):
    """People who are blocked now, and would not be without some of the bits."""
    return [one for one in people if one & (FIXED | mask) and not one & (FIXED | mask & ~relaxed)]


def best_by_trying(people, mask):
    places = [place for place in range(REQUIREMENTS) if mask & requirement_bit(place)]
    best: tuple[int, tuple[int, int] | None] = (0, None)
    for two in combinations(places, 2):
        many = len(brought(people, requirement_bit(two[0]) | requirement_bit(two[1]), mask))
        if many > best[0]:
            best = (many, two)
    return best


def agree(people, *, applied, essential, compared):
    effect = pool_effect(counted(people), fixed=FIXED, applied=applied, essential=essential, compared=compared)
    now, stated = applied << 24, essential << 24
    assert effect.considered == len(people)
    assert effect.as_applied == sum(not one & (FIXED | now) for one in people)
    assert effect.as_stated == sum(not one & (FIXED | stated) for one in people)
    assert effect.no_fixed_gate == sum(not one & FIXED for one in people)
    assert [one.place for one in effect.requirements] == [p for p in range(40) if compared >> p & 1]
    for one in effect.requirements:
        bit = requirement_bit(one.place)
        assert one.sole == sum(p & (FIXED | now | bit) == bit for p in people)
        assert one.sole_as_stated == sum(p & (FIXED | stated | bit) == bit for p in people)
        assert one.any_open == sum(bool(p & bit) and not p & FIXED for p in people)
        assert one.any_everyone == sum(bool(p & bit) for p in people)
        assert one.relaxing_brings == len(brought(people, bit, now))
    for found, mask in ((effect.best_pair, now), (effect.best_pair_as_stated, stated)):
        most, two = best_by_trying(people, mask)
        assert (found.brings, (found.first, found.second)) == (most, two) if found else most == 0
        if found:
            first, second = requirement_bit(found.first), requirement_bit(found.second)
            apart = len(brought(people, first, mask)) + len(brought(people, second, mask))
            assert found.only_together == found.brings - apart


@given(st.lists(fails, max_size=30), masks, masks)
def test_every_figure_equals_a_recount(people, applied, essential):
    agree(people, applied=applied & essential, essential=essential, compared=essential)
    agree(people, applied=applied, essential=essential, compared=(1 << REQUIREMENTS) - 1)


@given(st.lists(fails, max_size=30), masks)
def test_two_requirements_bring_at_least_what_either_does(people, mask):
    effect = pool_effect(counted(people), fixed=FIXED, applied=mask, essential=mask, compared=mask)
    alone = max((one.relaxing_brings for one in effect.requirements), default=0)
    if mask.bit_count() > 1:
        assert (effect.best_pair.brings if effect.best_pair else 0) >= alone
    assert effect.as_applied + sum(one.relaxing_brings for one in effect.requirements) <= effect.no_fixed_gate


def test_a_licence_and_a_car_that_fail_together_hide_each_other():
    licence, car, maths = (requirement_bit(place) for place in range(3))
    people = [licence | car] * 4 + [maths] + [0]
    effect = pool_effect(counted(people), fixed=FIXED, applied=0b111, essential=0b111, compared=0b111)
    assert [one.relaxing_brings for one in effect.requirements] == [0, 0, 1]
    assert effect.best_pair is not None
    assert (effect.best_pair.first, effect.best_pair.second) == (0, 1)
    assert (effect.best_pair.brings, effect.best_pair.only_together) == (4, 4)


def test_the_fortieth_requirement_counts_like_the_first():
    people = [requirement_bit(39), requirement_bit(39), requirement_bit(0) | requirement_bit(39)]
    mask = 1 << 39 | 1
    effect = pool_effect(counted(people), fixed=FIXED, applied=mask, essential=mask, compared=mask)
    assert [one.sole for one in effect.requirements] == [0, 2]
    assert effect.best_pair is not None
    assert effect.best_pair.brings == 3


@pytest.mark.parametrize("seed", range(3))
def test_the_pool_agrees_with_what_the_pass_itself_counts(seed):
    found = engine(
        wild_programme(Seeded(seed), clients=40, vacancies=30), library=load_library(), on=ON, patterns=True
    ).shortlists
    columns, fixed = found.columns, found.tables.bound.fixed
    for row in range(len(columns.vacancies)):
        masks_ = {name: int(getattr(columns, name)[row]) for name in ("applied", "essential", "compared")}
        assert found.patterns is not None
        effect = pool_effect(found.patterns.of(row), fixed=fixed, **masks_)
        assert effect.as_applied == found.part.passing[row]
        assert effect.as_stated == found.part.passing_all[row]
        for one in effect.requirements:
            assert one.sole == found.part.sole[row, one.place]

"""Small counts are kept back, and no difference of two numbers that are shown tells one."""

from __future__ import annotations

from itertools import product

import pytest

from matcher.explain.small_counts import about

LEAST, TO, MOST = 5, 5, 60
SHOWN = {count: about(count, least=LEAST, to=TO) for count in range(MOST)}


def counts_like(count):
    """All counts that are shown as this one is."""
    return [one for one in SHOWN if SHOWN[one] == SHOWN[count]]


def test_nobody_is_nobody_and_a_few_are_kept_back():
    assert about(0, least=5, to=5) == 0
    assert [about(count, least=5, to=5) for count in range(1, 5)] == [None] * 4
    assert [about(count, least=5, to=5) for count in (5, 7, 8, 12, 13)] == [5, 5, 10, 10, 15]


@pytest.mark.parametrize(("least", "to"), [(5, 5), (5, 10), (10, 5), (20, 20), (7, 5)])
def test_a_number_is_never_further_than_half_a_step_off_and_never_nobody(least, to):
    for count in range(least, 500):
        told = about(count, least=least, to=to)
        assert told
        assert told % to == 0
        assert abs(told - count) <= max(to // 2, to - least)


def test_no_difference_tells_a_small_count():
    """Whole and part both shown: where they differ by a few people, they could as well differ by another number."""
    for whole, part in product(range(LEAST, MOST - TO), repeat=2):
        few = whole - part
        if 0 < few < LEAST:
            could_be = {a - b for a in counts_like(whole) for b in counts_like(part) if a >= b}
            assert len(could_be) > 1, (whole, part)


def test_a_whole_that_is_known_exactly_does_not_tell_the_rest():
    for whole, part in product(range(LEAST, MOST - TO), repeat=2):
        if 0 < whole - part < LEAST:
            assert len({whole - one for one in counts_like(part) if one <= whole}) > 1, (whole, part)

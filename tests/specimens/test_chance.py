"""Chance that anyone can repeat: the numbers are pinned, so a change of numpy cannot move them unseen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.specimens.chance import Dice, Table


def test_the_stream_of_a_seed_and_topic_is_pinned():
    dice = Dice(7, "clients")
    assert [dice.below(1000) for _ in range(10)] == [20, 687, 680, 473, 111, 245, 905, 484, 56, 411]


def test_topics_do_not_share_a_stream():
    one, other = Dice(7, "clients"), Dice(7, "vacancies")
    assert [one.below(1000) for _ in range(20)] != [other.below(1000) for _ in range(20)]


@given(st.integers(0, 10**9), st.integers(1, 2**32))
def test_a_draw_stays_below_its_bound(seed, bound):
    dice = Dice(seed, "any")
    assert all(0 <= dice.below(bound) < bound for _ in range(50))


def test_draws_go_on_past_a_block():
    dice = Dice(1, "long")
    assert len({dice.below(2**32) for _ in range(10_000)}) > 9_900


@given(st.dictionaries(st.text(), st.integers(0, 50), min_size=1).filter(lambda weights: any(weights.values())))
def test_a_weight_of_nothing_is_never_drawn(weights):
    dice, table = Dice(3, "table"), Table(weights)
    assert all(weights[dice.pick(table)] > 0 for _ in range(50))


def test_a_table_without_weight_is_refused():
    with pytest.raises(ValueError, match="every weight is 0"):
        Table({"a": 0})


def test_weights_are_kept_in_the_long_run():
    dice, table = Dice(5, "table"), Table({"often": 900, "seldom": 100})
    seldom = sum(dice.pick(table) == "seldom" for _ in range(20_000))
    assert 1800 < seldom < 2200


def test_the_bell_is_centred_and_as_wide_as_it_says():
    dice = Dice(5, "bell")
    drawn = [dice.bell(1000) for _ in range(5_000)]
    assert abs(sum(drawn)) < 60 * len(drawn)
    assert 0.94 < (sum(one * one for one in drawn) / len(drawn)) ** 0.5 / 1000 < 1.06


def test_points_lie_in_their_ring():
    dice = Dice(5, "ring")
    assert all(100 <= (e * e + n * n) ** 0.5 <= 200 for e, n in (dice.in_ring(100, 200) for _ in range(500)))

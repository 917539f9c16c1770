"""Any week at all can be said, also one whose last whole day runs on past Sunday midnight."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.base.weeks import WEEK
from matcher.explain.weeks import say_week

SPELLS = st.lists(
    st.tuples(st.integers(0, WEEK - 1), st.integers(1, WEEK)).map(lambda one: (one[0], one[0] + one[1])), max_size=6
)


@given(SPELLS)
def test_any_week_has_words(spells) -> None:
    said = say_week(spells, any_time="any time", all_day="all day")
    assert bool(said) == bool(spells)


def test_a_day_and_what_runs_on_into_monday() -> None:
    said = say_week([(6 * 1440, 7 * 1440 + 480)], any_time="any time", all_day="all day")
    assert said == "Sun all day; Mon midnight to 8am"

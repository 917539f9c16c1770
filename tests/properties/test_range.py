"""The range of a pair contains whatever the unknown turns out to be; so learning more only ever narrows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chances import Drawn, one_of, percent
from tests.properties.completions import OF_A_CLIENT, OF_A_VACANCY
from tests.properties.views import View, examples, high, lines, low, replaced, view, with_changes
from tests.reference.pairs import Pair
from tests.strategies import programmes

if TYPE_CHECKING:
    from matcher.library.load import Library

Learn = TypeVar("Learn")


@given(data=st.data(), programme=programmes(clients=2))
@settings(max_examples=examples(80))
def test_whatever_a_client_answers_was_in_the_range(data, programme, library):
    chances = Drawn(data.draw)
    client = with_changes(data.draw(st.sampled_from(programme.clients)), questions_put=())
    answered = client
    for learn in _some_or_all(chances, OF_A_CLIENT):
        answered = learn(answered, chances, library)
    before, after = view(replaced(programme, client), library), view(replaced(programme, answered), library)
    for key, old in before.pairs.items():
        _narrowed(old, after.pairs[key], library)
        _fits_inside(before, after, key)


@given(data=st.data(), programme=programmes(vacancies=2))
@settings(max_examples=examples(80))
def test_whatever_a_vacancy_turns_out_to_be_was_in_the_range(data, programme, library):
    """But for what its kind of job brings with it: the law's age, and whether a licence is doubted."""
    chances = Drawn(data.draw)
    vacancy = data.draw(st.sampled_from(programme.vacancies))
    told = vacancy
    for learn in _some_or_all(chances, OF_A_VACANCY):
        told = learn(told, chances, library)
    before, after = view(programme, library), view(replaced(programme, told), library)
    for key, old in before.pairs.items():
        _narrowed(old, after.pairs[key], library, but=("old_enough",))


def _some_or_all(chances: Drawn, learnt: tuple[Learn, ...]) -> list[Learn]:
    """A few things learnt, or everything that can be."""
    if percent(chances, 50):
        return list(learnt)
    return [one_of(chances, learnt) for _ in range(chances.whole(1, 6))]


def _narrowed(old: Pair, new: Pair, library: Library, but: tuple[str, ...] = ()) -> None:
    for (was, term), (now, _) in zip(lines(old, library), lines(new, library), strict=True):
        assert was.least <= now.least <= now.most <= was.most, term.id
        assert low(was, term) <= low(now, term) <= high(now, term) <= high(was, term), term.id
    for was_gate, now_gate in zip(old.gates, new.gates, strict=True):
        if was_gate.gate not in but:
            assert was_gate.least <= now_gate.least <= now_gate.most <= was_gate.most, was_gate.gate
    if not but:
        assert new.unknown & ~old.unknown == 0
        assert old.fail & ~new.fail == 0
        assert new.fail & ~(old.fail | old.unknown) == 0
        assert old.criteria_least <= new.criteria_least <= new.criteria_most <= old.criteria_most


def _fits_inside(before: View, after: View, key: tuple[str, str]) -> None:
    """On a shortlist, where every open fact of the client's is within reach."""
    was, now = before.on_shortlists[key], after.on_shortlists[key]
    assert was.fit_low <= now.fit_low <= now.fit_reach <= was.fit_reach

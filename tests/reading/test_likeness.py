"""Likeness is the blend it says it is, in whole numbers, the same alone and in a crowd."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reading.fold import fold
from matcher.reading.likeness import Likeness, groups

NAMES = [fold(name) for name in ("care assistant", "pharmacy assistant", "kitchen porter", "van driver")]


@pytest.fixture(scope="module")
def likeness():
    return Likeness(NAMES, letters_share=50)


def test_a_name_is_wholly_like_itself(likeness):
    assert np.diag(likeness.percent(NAMES)).tolist() == [100] * len(NAMES)


def test_rare_letter_groups_count_for_more_than_shared_words(likeness):
    rare, shared = likeness.rare_groups([fold("pharmacy"), fold("assistant")])
    assert rare[1] > shared[1]
    assert rare[0] < 20 < shared[0]


def test_the_cosine_is_scikit_learns():
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectoriser = TfidfVectorizer(analyzer=lambda words: list(groups(words).elements()))
    table = vectoriser.fit_transform(NAMES)
    phrases = [fold("care assistant"), fold("assistant porter"), fold("kitchen van")]
    expected = 100 * (vectoriser.transform(phrases) @ table.T).toarray()
    found = Likeness(NAMES, letters_share=0).rare_groups(phrases)
    assert np.abs(found - expected).max() < 1.01


@given(st.lists(st.text(alphabet="abcd efg", min_size=1, max_size=30), min_size=1, max_size=5))
def test_what_else_came_in_changes_nothing(texts):
    likeness = Likeness(NAMES, letters_share=50)
    phrases = [fold(text) for text in texts]
    together = likeness.percent(phrases)
    assert ((together >= 0) & (together <= 100)).all()
    for row, phrase in zip(together, phrases, strict=True):
        assert (likeness.percent([phrase])[0] == row).all()


def test_no_names_and_no_phrases_give_empty_tables(likeness):
    assert Likeness([], letters_share=50).percent(NAMES).shape == (4, 0)
    assert likeness.percent([]).shape == (0, 4)

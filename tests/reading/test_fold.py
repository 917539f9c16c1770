"""Words are made alike where their difference carries no meaning, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reading.fold import MOST_LETTERS, Spellings, fold, singular


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Healthcare ASSISTANTS", ("healthcare", "assistant")),
        ("crèche-worker!", ("creche", "worker")),
        ("Driver's mate", ("driver", "mate")),
        ("Admin &amp; Clerical", ("admin", "clerical")),
        ("bread and butter", ("bread", "butter")),
        ("  ", ()),
        ("\u041a\u0443\u0445\u0430\u0440", ()),
    ],
)
def test_case_accents_punctuation_and_plural_do_not_matter(written, words):
    assert fold(written) == words


@pytest.mark.parametrize(
    ("plural", "one"),
    [("waitresses", "waitress"), ("waitress", "waitress"), ("nurseries", "nursery"), ("buses", "buse")],
)
def test_a_plural_ending_is_taken_off_by_spelling_alone(plural, one):
    assert singular(plural) == one


@pytest.mark.parametrize("word", ["bus", "gas", "class", "analysis", "is", ""])
def test_words_that_only_end_in_s_are_left(word):
    assert singular(word) == word


def test_other_spellings_are_settled_longest_first_and_once():
    spellings = Spellings({"health care": "healthcare", "care": "support", "support": "care"})
    assert spellings.settle(("health", "care", "care")) == ("healthcare", "support")


@given(st.text(max_size=600))
def test_folding_what_is_folded_changes_nothing(text):
    words = fold(text)
    assert fold(" ".join(words)) == tuple(singular(word) for word in words if word != "and")
    assert len(" ".join(words)) <= 4 * MOST_LETTERS


def test_ten_megabytes_cost_no_more_than_a_line():
    assert fold("cleaner " * 1_000_000) == fold("cleaner " * 30)

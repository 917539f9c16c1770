"""What an employer may be told: an edition can say less, never more, and every slip is told with its line."""

from __future__ import annotations

import pytest

from matcher.base.problems import GivenProblems
from matcher.library.checks import CHECKS, _silent_kinds
from matcher.library.load import Library, load_library

NAME = "audit/employer_figures.yaml"


def changed(old: str, new: str) -> Library:
    shipped = load_library()
    text = shipped.texts[NAME]
    assert old in text
    return Library({**shipped.raw, NAME: text.replace(old, new, 1).encode()})


def test_several_may_begin_later_and_never_under_five():
    assert changed("several_from: 5", "several_from: 10").employer_figures.several_from == 10
    with pytest.raises(GivenProblems, match="several_from"):
        _ = changed("several_from: 5", "several_from: 4").employer_figures


@pytest.mark.parametrize("says", ["would be in the running", "{many} of {all} would be", "{many} and {many} would be"])
def test_the_sentence_holds_the_word_once_and_nothing_else(says):
    with pytest.raises(GivenProblems, match="many"):
        _ = changed("says: ", f'says: "{says}" #').employer_figures


def test_a_kind_that_does_not_exist_is_told_with_its_line():
    found = _silent_kinds(changed("kinds: [language]", "kinds: [langauge]"))
    assert [one.value for one in found] == ["langauge"]
    assert "employer_figures.yaml, line" in found[0].where
    assert "language" in found[0].fix
    assert any(check is _silent_kinds for _, check in CHECKS)

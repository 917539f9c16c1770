"""A pattern with long lists finds what the whole expression would, whatever the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reading.chains import LONG
from matcher.reading.patterns import NotAPattern, Pattern, PatternSet, PhraseLists

FILLER = tuple(f"filler{number:03}" for number in range(80))
LISTS = PhraseLists({"bar": ("no", "not", *FILLER), "thing": ("beard", "hat", *(f"other{n:03}" for n in range(80)))})
WORDS = st.lists(st.sampled_from(("no", "not", "beard", "hat", "please", "is", "here", ".", "but")), max_size=12)
PATTERNS = (
    "{bar} ~2 {thing}",
    "({bar}|please) ~2 ({thing}|here)",
    "({bar}|please is) {thing}?",
    "please ~3 ({bar}|{thing})",
    "({thing}|is) ~1 here ~2 ({bar}|please)",
)


def test_the_lists_are_long_enough_to_be_links():
    assert min(len(LISTS.expanded(name, name, frozenset())[0]) for name in ("bar", "thing")) >= LONG


@pytest.mark.parametrize("written", PATTERNS)
@given(words=WORDS)
def test_a_chain_finds_what_the_expression_finds(written: str, words: list[str]):
    pattern, text = Pattern(written, LISTS), f" {''.join(f'{word} ' for word in words)}"
    assert list(pattern.spans(text)) == [(one.start(), one.end()) for one in pattern.expression.finditer(text)]


@given(words=WORDS)
def test_by_which_word_a_pattern_is_found_does_not_matter(words: list[str]):
    text = f" {''.join(f'{word} ' for word in words)}"
    found = {
        (key, start, end)
        for key, start, end, _ in PatternSet(((one, one) for one in PATTERNS), LISTS).found(text, words)
    }
    assert found == {(one, *span) for one in PATTERNS for span in Pattern(one, LISTS).spans(text)}


@pytest.mark.parametrize("written", ["six|6 footer|footers", "not essential|vital|a must|crucial"])
def test_choices_side_by_side_are_refused(written: str):
    with pytest.raises(NotAPattern, match="side by side"):
        Pattern(written, LISTS)


@pytest.mark.parametrize("written", ["(six|6) (footer|footers)", "driver|drivers ~2 wanted|needed", "a|b {bar} c|d"])
def test_choices_apart_are_read(written: str):
    assert Pattern(written, LISTS).source

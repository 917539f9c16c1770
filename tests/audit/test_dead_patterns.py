"""A pattern that can match nothing as it is written is told, with what to write in its place."""

import pytest

from matcher.audit.checks import check_patterns
from matcher.library.load import Library, load_library
from matcher.reading.patterns import NotAPattern, Pattern

PHRASES = "audit/phrases.yaml"


def with_stance(pattern: str) -> Library:
    """The shipped models with one more way to wish for a thing."""
    raw = load_library().raw
    text = raw[PHRASES].decode()
    assert text.count("\n  desirable:\n") == 1
    return Library({**raw, PHRASES: text.replace("\n  desirable:\n", f'\n  desirable:\n    - "{pattern}"\n').encode()})


@pytest.mark.parametrize(
    ("pattern", "word", "read"),
    [
        ("<x> 24/7 wished", "24/7", "24 / 7"),
        ("wished (6th|sixth) <x>", "6th", "6 th"),
        ("wished {month} &|and <x>", "&", "and"),
        ("wished it's <x>", "it's", "its"),
    ],
)
def test_a_word_that_no_text_is_read_as_is_told(pattern, word, read):
    problems = check_patterns(with_stance(pattern.replace("{month} ", "")))
    assert [(one.where, one.what) for one in problems] == [
        ("phrases.yaml, stance desirable", f'writes "{word}", which no text is read as: it is "{read}" there.')
    ]


@pytest.mark.parametrize("pattern", ["<x> 24 / 7 wished", "wished licen* - <x>", "^ wished ~3 (100 %|#|£) <x> $"])
def test_what_can_be_met_is_let_be(pattern):
    assert check_patterns(with_stance(pattern)) == []


@pytest.mark.parametrize("pattern", ["transport (clerk|planner)*", "(a (b|c)*|d) e"])
def test_a_star_behind_a_bracket_is_refused(pattern):
    with pytest.raises(NotAPattern, match="a star belongs to a word"):
        Pattern(pattern, {})


def test_a_star_on_its_own_is_any_word():
    assert list(Pattern("transport (clerk|planner) *", {}).spans(" transport clerk wanted ")) != []

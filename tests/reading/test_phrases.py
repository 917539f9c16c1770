"""Phrases are found however they are spaced, as whole words, and quoted where they stand."""

from __future__ import annotations

from matcher.reading.phrases import quoted, said


def test_hyphens_and_spaces_are_one():
    assert said("This is a Part–Time post", ["part time"]) == "Part–Time"
    assert said("parttime", ["part time"]) == "parttime"


def test_only_whole_words_count():
    assert said("a departtimed thing", ["part time"]) == ""
    assert said("premium", ["pr"]) == ""


def test_the_words_around_are_quoted_on_one_line():
    text = "First line.\nWe will   consider part time applicants.\nLast line."
    assert quoted(text, ["part time"]) == "We will consider part time applicants."


def test_words_that_a_feed_ran_together_are_still_found():
    assert quoted("This is apart timepost with shifts", ["part time"]) == "This is apart timepost with shifts"
    assert quoted("nothing here", ["part time"]) == ""

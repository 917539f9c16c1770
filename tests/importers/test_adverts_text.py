"""Text comes out of markup however it was escaped, and nothing that could run or break comes with it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.importers.adverts.text import clean, one_line, part_of, pieces, plain, words_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("&lt;p&gt;Are you kind?&lt;/p&gt;\n&lt;p&gt;Join us.&lt;/p&gt;", "Are you kind?\nJoin us."),
        ("&amp;lt;b&amp;gt;Nights &amp;amp;amp; days&amp;lt;/b&amp;gt;", "Nights & days"),
        ("<ul><li>One<li>Two</ul>", "- One\n- Two"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("fish &amp; chips, 5 < 6 and 7 > 6", "fish & chips, 5 < 6 and 7 > 6"),
        ("<script>alert('x')</script>Hello<style>p{}</style>", "Hello"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Hello", "Hello"),
        ("<SCRIPT >a</Script >b", "b"),
        ("before<script>never closed", "before"),
        ("a<!-- hidden -->b<!-- open", "ab"),
        ("&nbsp;&nbsp;spaced\u00a0out ", "spaced out"),
        ("a\x00b\x07c\ud800d", "abc\ufffdd"),
        ("x <img src=x onerror=alert(1)> y", "x y"),
        ("cut off <a href='", "cut off < a href='"),
    ],
)
def test_markup_becomes_words(markup, text):
    assert plain(markup) == text


TAGS = ["<p>", "</p>", "<script>", "</script>", "<scr", "ipt>", "<!--", "-->", "<", ">", "/"]
ESCAPED = ["&lt;", "&gt;", "&amp;", "&#60;", "&amp;lt;script&amp;gt;"]
SOUP = st.lists(st.sampled_from([*TAGS, *ESCAPED, "a", "b ", "\n", "\ud83d"]), max_size=40).map("".join)


@given(st.one_of(SOUP, st.text()))
def test_no_tag_and_no_broken_character_is_left(markup):
    text = plain(markup)
    assert not re.search(r"<[A-Za-z!/?]", text)
    text.encode("utf-8")
    assert "\x00" not in text
    assert "\n" not in one_line(markup)


def test_long_soup_takes_no_longer_than_it_is_long():
    for soup in ("<" * 200_000, "<p" * 100_000, "<script>" * 30_000, "<!--" * 50_000, "&amp;" * 50_000, "&#" * 90_000):
        plain(soup)


@given(st.text(alphabet=st.characters()))
def test_cleaned_text_can_be_written_anywhere(text):
    clean(text).encode("utf-8")


def test_words_are_found_in_values_of_any_shape():
    assert words_of({"@type": "Organization", "name": "Acme &amp; Co"}) == "Acme & Co"
    assert pieces(["FULL_TIME", ["PART_TIME", {"name": "TEMPORARY"}], None, True]) == [
        "FULL_TIME",
        "PART_TIME",
        "TEMPORARY",
    ]
    assert words_of(None) == words_of([]) == words_of({}) == words_of(True) == ""
    deep: object = "bottom"
    for _ in range(500):
        deep = [deep]
    assert pieces(deep) == []


def test_a_part_is_taken_from_the_first_object_of_a_list():
    assert part_of([None, {"a": ""}, {"a": "1"}], "a") is None
    assert part_of([{"b": "2", "a": "1"}], "a", "b") == "1"
    assert part_of("text", "a") is None

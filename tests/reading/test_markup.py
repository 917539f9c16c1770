"""Markup is blanked out in place: same length, same places, no tag left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matcher.reading.markup import without_markup


def test_words_stay_where_they_stood() -> None:
    text = "<ul><li>Pay &pound;9.21 &amp; more</li></ul><script>16 hours per week</script>nights"
    plain = without_markup(text)
    assert len(plain) == len(text)
    assert plain.index("9.21") == text.index("9.21")
    assert "£9.21" in plain
    assert plain.rstrip().endswith("nights")
    assert "hours" not in plain
    assert "<" not in plain


def test_an_item_of_a_list_begins_a_line() -> None:
    assert without_markup("a<li>b</li>").splitlines()[1].startswith("- ")


@given(st.text(alphabet="<>/abp&;ltgl i!-\n£9#x", max_size=200))
def test_length_never_changes(text: str) -> None:
    assert len(without_markup(text)) == len(text)

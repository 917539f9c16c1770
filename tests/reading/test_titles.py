"""A title is taken apart where employers join things, and what never says what the job is falls away."""

from __future__ import annotations

import pytest

from matcher.library.load import load_library
from matcher.reading.fold import Spellings
from matcher.reading.titles import Titles, split


@pytest.fixture(scope="module")
def titles():
    linking = load_library().linking
    return Titles(linking.titles, Spellings(linking.same_words))


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Bank Band 2 HealthCare Assistants- Day Shifts Only", [("healthcare", "assistant")]),
        ("Receptionist (Bank Hours)", [("receptionist",)]),
        ("Support Worker Job Newton Abbot", [("support", "worker")]),
        ("Support Worker + £750 Welcome Bonus", [("support", "worker")]),
        ("Domestic Cleaner Mon-Fri 2pm-10pm", [("domestic", "cleaner")]),
        ("Ward Clerk / Receptionist", [("ward", "clerk"), ("receptionist",)]),
        ("Live in Carer, Norfolk", [("carer",), ("norfolk",)]),
        ("(Cook)", [("cook",)]),
        ("Band 2 - 37.5 hours", []),
        ("", []),
    ],
)
def test_grade_shift_place_and_pay_fall_away(titles, title, parts):
    assert [part.words for part in titles.parts(title)] == parts


def test_a_word_for_another_job_is_seen_across_a_comma(titles):
    assert titles.parts("Carers, Families and Friends Coordinator")[0].another == {"coordinator"}


def test_a_word_for_another_job_after_a_dash_belongs_to_what_follows(titles):
    first, second = titles.parts("Receptionist - Practice Manager's office")
    assert (first.another, second.another) == (frozenset(), {"manager"})


def test_hyphens_inside_words_do_not_part_them():
    assert split("Co-ordinator - Weston-super-Mare") == ["Co-ordinator", " Weston-super-Mare"] or split(
        "Co-ordinator - Weston-super-Mare"
    ) == ["Co-ordinator", "Weston-super-Mare"]

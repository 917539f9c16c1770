"""Near-duplicates: the same words but for place, date and reference are twins, and other words are not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matcher.library.load import load_library
from matcher.reading.twins import twin_groups

RULE = load_library().fact_reading.twins
_WORK = (
    "We are looking for a friendly porter to join our team at {place}. You will move goods and equipment, keep the "
    "corridors clear and help visitors to find their way. No experience is needed, as full training is given in the "
    "first two weeks. Apply by {date}. Reference {reference}. We look forward to hearing from you and to showing you "
    "around the building."
)


def advert(place: str, date: str, reference: str) -> str:
    return _WORK.format(place=place, date=date, reference=reference)


def test_place_date_and_reference_make_no_difference() -> None:
    texts = [
        advert("Leeds", "4 December", "A-17"),
        "A cleaner is wanted for two evenings a week in an office. Please ring us for a talk about the hours.",
        advert("York", "11 January", "B-2001"),
        advert("Hull", "1 May", "C-3"),
    ]
    assert twin_groups(texts, RULE) == ((0, 2, 3),)


def test_other_words_are_no_twins() -> None:
    other = _WORK.replace("porter", "cook").replace("move goods and equipment", "prepare meals for four hundred people")
    other += " You need a certificate in food hygiene, and you will plan menus, order food and lead a team of six."
    assert twin_groups([advert("Leeds", "4 December", "1"), other[150:]], RULE) == ()


def test_few_words_are_twins_only_if_all_are_the_same() -> None:
    assert twin_groups(["Porter wanted", "Porter wanted!", "Porters wanted", "", ""], RULE) == ((0, 1),)


def test_what_very_many_share_is_looked_up_no_further() -> None:
    rule = RULE.model_copy(update={"common_most": 2})
    texts = [advert(place, "4 May", place) for place in ("Leeds", "York", "Hull", "Bath", "Ely")]
    assert twin_groups(texts, rule) == ((0, 1, 2, 3, 4),)


@given(st.lists(st.text(alphabet="ab cd\n", max_size=60), max_size=12))
def test_every_advert_is_in_one_group_at_most_and_copies_are_in_one(texts: list[str]) -> None:
    groups = twin_groups([*texts, *texts], RULE)
    places = [place for group in groups for place in group]
    assert len(places) == len(set(places))
    together = {place: number for number, group in enumerate(groups) for place in group}
    for place, text in enumerate(texts):
        if text.strip():
            assert together[place] == together[place + len(texts)]

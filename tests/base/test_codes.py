"""Codes: understood however they are typed, and no slip of one sign or one swap is ever taken for another code."""

from __future__ import annotations

import itertools
import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.base.codes import (
    BODY,
    FIGURES,
    HOW_MANY,
    LETTERS,
    SIGNS,
    Code,
    CodeFault,
    normalised,
    pack_code,
    read_code,
    reply_code,
    shaped,
)

NUMBERS = st.integers(0, HOW_MANY * 3)
LETTER = st.sampled_from(LETTERS)
CODES = st.one_of(
    st.builds(pack_code, NUMBERS),
    st.builds(lambda number, letter: reply_code(pack_code(number), letter), NUMBERS, LETTER),
)


@given(NUMBERS, LETTER)
def test_a_code_comes_back_as_what_it_names(number, letter):
    pack = pack_code(number)
    assert read_code(pack) == Code(pack)
    assert read_code(reply_code(pack, letter)) == Code(pack, letter)
    assert str(Code(pack, letter)) == reply_code(pack, letter)


@given(CODES, st.randoms(use_true_random=False))
def test_it_is_understood_however_it_is_typed(code, chance):
    alike = {"0": "0oO", "1": "1iIlL"}
    typed = "".join(
        chance.choice(alike.get(sign, sign + sign.lower())) + chance.choice(["", "", " ", "-", " - ", "–", "."])
        for sign in code
    )
    assert read_code(f"  {typed}\t") == read_code(code)


@settings(max_examples=40)
@given(CODES)
def test_no_wrong_sign_passes(code):
    signs = normalised(code)
    for place, wrong in itertools.product(range(len(signs)), SIGNS):
        if wrong != signs[place]:
            with pytest.raises(CodeFault):
                read_code(signs[:place] + wrong + signs[place + 1 :])


@settings(max_examples=40)
@given(CODES)
def test_no_two_signs_changed_round_pass(code):
    signs = normalised(code)
    for one, other in itertools.combinations(range(len(signs)), 2):
        if signs[one] != signs[other]:
            swapped = list(signs)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            with pytest.raises(CodeFault):
                read_code("".join(swapped))


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_a_fault(text):
    try:
        assert shaped(normalised(str(read_code(text))))
    except CodeFault as fault:
        told = [fault.what, fault.fix]
    else:
        told = ["named"]
    assert all(told)


def test_neighbouring_numbers_share_nothing_and_all_numbers_differ():
    codes = [pack_code(number) for number in range(5_000)]
    assert len(set(codes)) == len(codes)
    assert pack_code(HOW_MANY) == pack_code(0)
    assert HOW_MANY > 3_000_000


def test_every_body_stands_for_one_pack():
    last = pack_code(HOW_MANY - 1)
    assert last[:BODY] == "ZZ9ZZ"
    assert pack_code(0)[:BODY] == "002BB"


POSTCODES = ["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"]


@given(st.sampled_from([*POSTCODES, "AA99 AAA", "AA999999A", "99999 999999"]), st.randoms(use_true_random=False))
def test_no_postcode_number_plate_or_telephone_looks_like_a_code(form, chance):
    drawn = "".join(
        chance.choice(string.ascii_uppercase if c == "A" else string.digits) if c != " " else " " for c in form
    )
    assert not shaped(normalised(drawn))


def test_no_english_word_looks_like_a_code():
    for word in ("please", "thanks", "contact", "Monday", "interview", "licence", "no", "yes", "driving", "25th Dec"):
        assert not shaped(normalised(word)), word
    assert not set(FIGURES) & set("01")


def test_a_fault_says_what_to_do_and_guesses_nothing():
    with pytest.raises(CodeFault, match="4 signs"):
        read_code("MX7Q")
    with pytest.raises(CodeFault, match='holds "U"'):
        read_code("MX7QU-A")
    with pytest.raises(ValueError, match="no letter"):
        reply_code(pack_code(1), "I")
    right = read_code(pack_code(7))
    for wrong in SIGNS:
        if wrong != right.pack[0]:
            with pytest.raises(CodeFault) as caught:
                read_code(wrong + right.pack[1:])
            assert right.pack not in re.sub(r"such as \S+", "", str(caught.value))

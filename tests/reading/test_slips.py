"""One-letter slips are mended; words in their own right, endings and names are not."""

from __future__ import annotations

import pytest

from matcher.reading.passage import read_passage
from matcher.reading.slips import Slips

SLIPS = Slips(
    ["driving", "licence", "experience", "account", "accent", "applied", "english", "employer"],
    ["diving", "driving", "licence", "experience", "account", "accent", "applied", "english", "employer"],
    beginnings=["certificat"],
    capitals=["english"],
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("licnece", "licence"),
        ("liicence", "licence"),
        ("lcence", "licence"),
        ("expereince", "experience"),
        ("drivung", "driving"),
        ("accunt", "account"),
        ("certifcate", "certificate"),
        ("certiificates", "certificates"),
    ],
)
def test_a_slip_is_mended(written: str, meant: str):
    assert SLIPS.word(written) == meant


@pytest.mark.parametrize(
    "word", ["diving", "applies", "licence", "licences", "experienced", "drive", "employers", "riving", "x", ""]
)
def test_another_word_is_let_be(word: str):
    assert SLIPS.word(word) == word


def test_characters_stay_those_of_the_original():
    sentence = read_passage("A full drivng  licnece.").sentences[0]
    mended = SLIPS.mended(sentence)
    assert mended.text == " a full driving licence . "
    assert [(one.start, one.end) for one in mended.tokens] == [(one.start, one.end) for one in sentence.tokens]


def test_a_sentence_without_slips_is_the_same_object():
    sentence = read_passage("A full driving licence.").sentences[0]
    assert SLIPS.mended(sentence) is sentence


def test_a_name_is_only_mended_to_a_word_that_has_a_capital_by_right():
    sentence = read_passage("Please speak Enlgish when you ring for Empoyer.").sentences[0]
    assert SLIPS.mended(sentence).text == " please speak english when you ring for empoyer . "

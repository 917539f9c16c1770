"""What employers write is read as what it says, and what is unclear is never taken for an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.library.load import load_library
from matcher.reading.replies import ReplyReader

ANSWERS = load_library().brokerage.answers
READER = ReplyReader(ANSWERS)
SHARES = {True: "yes", False: "no", None: ""}


@pytest.mark.parametrize("example", ANSWERS.examples, ids=lambda one: one[0])
def test_the_examples_of_the_model_hold(example):
    text, answer, reason, share = example
    read = READER.read(text)
    assert (read.answer, read.reason, SHARES[read.share]) == (answer, reason, share)
    assert bool(read.unclear) == (not answer)


@pytest.mark.parametrize("answer", ANSWERS.answers, ids=lambda one: one.id)
def test_every_word_of_an_answer_alone_says_it_and_so_does_its_name(answer):
    for text in (answer.id, answer.name, *answer.words, *answer.plain):
        for written in (text, text.upper(), f"  {text}. "):
            assert READER.read(written).answer == answer.id, written


@pytest.mark.parametrize("reason", ANSWERS.reasons, ids=lambda one: one.id)
def test_every_word_of_a_reason_says_it_beside_a_no(reason):
    assert READER.reasons(reason.name) == (reason.id,)
    for word in reason.words:
        assert READER.read(f"no: {word}").reasons == (reason.id,), word


def test_each_side_has_reasons_and_what_is_about_a_person_is_shared_only_if_agreed():
    assert {one.side for one in ANSWERS.reasons} == {"employer", "client", "programme"}
    assert all(one.share == "if_agreed" for one in ANSWERS.reasons if one.side == "client")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("yes, no", "more than one thing"),
        ("no problem", "no answer"),
        ("yes, unless they need evenings", "condition"),
        ("Could we meet them?", "asks something"),
        ("we do not want to meet", "no answer"),
        ("Interview or offer, either", "more than one thing"),
        ("", "no answer"),
        ("lovely person", "no answer"),
    ],
)
def test_what_is_unclear_is_said_to_be(text, why):
    read = READER.read(text)
    assert read.answer == ""
    assert why in read.unclear


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("no, too old for us", "age"),
        ("No. They have kids", "family"),
        ("no - poor English", "where somebody comes from"),
    ],
)
def test_what_no_answer_should_rest_on_is_noticed_beside_it(text, matter):
    read = READER.read(text)
    assert read.answer == "no"
    assert read.matters == (matter,)


WORDS = st.sampled_from(
    [word for one in ANSWERS.answers for word in (*one.words, *one.plain)]
    + [word for one in ANSWERS.reasons for word in one.words]
    + [*ANSWERS.denials, *ANSWERS.conditions, *ANSWERS.breaks, *ANSWERS.other_senses, ",", ".", "?", "\n", "- ", "the"]
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=12).map(" ".join)))
def test_any_words_are_an_answer_of_the_model_or_unclear(text):
    read = READER.read(text)
    assert (read.answer in ANSWERS.by_id) == (read.unclear == "")
    assert read.reason in ("", *ANSWERS.reason_by_id)
    assert not read.reason or ANSWERS.by_id[read.answer].asks_reason


@given(st.sampled_from(ANSWERS.answers), st.sampled_from(ANSWERS.answers))
def test_two_answers_said_outright_are_never_chosen_between(one, other):
    if one is not other:
        for first in one.words[:5]:
            read = READER.read(f"{first}. {other.words[0]}.")
            assert read.answer == "", (first, other.words[0])

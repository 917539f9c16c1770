"""Which uses are covered, why one is not, the worklist, and taking it back in one step."""

from __future__ import annotations

import datetime as dt
import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.base.ids import ClientId
from matcher.brokerage.consent import Covered, Missing, covering, not_asked, taken_back
from matcher.importers.answers import BASES, DECISIONS, PURPOSES
from matcher.importers.facts import consents as merged
from matcher.importers.workbook import read_files
from matcher.library.load import load_library
from matcher.records.evidence import Consent
from matcher.store.folder import OF_THE_SERVICE, Purpose

RULES = load_library().brokerage.purposes
D = [dt.date(2026, 11, 1) + dt.timedelta(days=n) for n in range(8)]


def consent(on: dt.date = D[0], **said) -> Consent:
    return Consent(**{"client": "C1", "purpose": "introduction", "basis": "consent", "on": on, **said})


def asked(*consents: Consent, purpose: str = "introduction", employer: str | None = "E1", on: dt.date = D[4]):
    return covering(consents, purpose, client="C1", employer=employer, on=on, rules=RULES)


def test_what_rests_on_the_service_needs_no_record():
    for rule in RULES.purposes:
        state = asked(purpose=rule.id)
        assert isinstance(state, Covered) == (rule.rests_on == "service")


def test_every_reason_is_told_with_the_next_thing_to_do():
    cases = {
        "not_asked": (),
        "withdrawn": (consent(withdrawn=D[2]),),
        "ended": (consent(until=D[2]),),
        "not_yet": (consent(D[6]),),
        "not_consent": (consent(basis="agreement with notice"),),
    }
    for why, own in cases.items():
        state = asked(*own)
        assert isinstance(state, Missing)
        assert state.why == why
        assert state.says
        assert state.next
        assert "{" not in state.says + state.next
    assert "E1" in asked().says
    assert "from 3 November 2026" in asked(consent(withdrawn=D[2])).says


def test_agreement_with_notice_covers_matching_and_no_introduction():
    own = consent(purpose="matching", basis="agreement with notice")
    assert isinstance(asked(own, purpose="matching"), Covered)
    assert isinstance(asked(consent(basis="agreement with notice")), Missing)


def test_weak_grounds_taken_back_still_take_back():
    weak_and_back = consent(basis="agreement with notice", withdrawn=D[3])
    assert isinstance(asked(consent(D[1]), on=D[2]), Covered)
    assert isinstance(asked(consent(D[1]), weak_and_back, on=D[4]), Missing)


def test_matching_is_for_the_whole_service_and_asks_about_no_employer():
    state = asked(consent(purpose="matching"), purpose="matching", employer="E9")
    assert isinstance(state, Covered)
    assert state.employer is None


def test_the_worklist_counts_everybody_who_is_not_covered_once():
    own = [consent(), consent(client="C2", withdrawn=D[2]), consent(client="C3", employer="E2")]
    found = not_asked(
        own, "introduction", clients=[ClientId(f"C{n}") for n in (1, 2, 3, 4)], employer="E1", on=D[4], rules=RULES
    )
    assert found == {"withdrawn": ("C2",), "not_asked": ("C3", "C4")}


def test_the_workbook_offers_what_is_asked_for_and_what_it_may_rest_on():
    assert {value for value, _ in PURPOSES.of} == {one.id for one in RULES.asked}
    assert {value for value, _ in BASES.of} == {basis for bases in RULES.accepts.values() for basis in bases}
    assert dict(PURPOSES.of) == {one.id: one.name for one in RULES.asked}


days = st.sampled_from(D)
made = st.builds(
    Consent,
    client=st.sampled_from(["C1", "C2"]),
    purpose=st.sampled_from(["introduction", "story", "matching"]),
    basis=st.sampled_from(["consent", "agreement with notice"]),
    on=days,
    until=st.none() | days,
    withdrawn=st.none() | days,
    employer=st.sampled_from([None, "E1", "E2"]),
)
lists = st.lists(made, max_size=6)


@given(lists, days, st.sampled_from([None, "E1"]), st.sampled_from(["introduction", "story"]))
def test_taking_back_is_one_step_counts_the_same_day_and_touches_nobody_else(own, on, employer, purpose):
    after = taken_back(own, purpose, client="C1", employer=employer, on=on)
    for day in (day for day in D if day >= on):
        state = covering(after, purpose, client="C1", employer="E1", on=day, rules=RULES)
        given_later = any(c.client == "C1" and c.purpose == purpose and on < c.on <= day for c in own)
        assert isinstance(state, Missing) or given_later
    for client, what, who, day in (
        (client, what, who, day)
        for client in ("C1", "C2")
        for what in ("introduction", "story", "matching")
        for who in ("E1", "E2")
        for day in D
    ):
        touched = client == "C1" and what == purpose and (employer is None or who == employer) and day >= on
        if not touched:
            before = covering(own, what, client=client, employer=who, on=day, rules=RULES)
            same = covering(after, what, client=client, employer=who, on=day, rules=RULES)
            assert type(before) is type(same), (client, what, who, day)


@given(lists, days, st.sampled_from([None, "E1"]))
def test_taking_back_twice_is_taking_back_once_and_survives_the_workbook(own, on, employer):
    once = taken_back(own, "introduction", client="C1", employer=employer, on=on)
    assert taken_back(once, "introduction", client="C1", employer=employer, on=on) == once
    again = merged(merged((), once), once)
    state = covering(again, "introduction", client="C1", employer="E1", on=on, rules=RULES)
    assert isinstance(state, Missing)


@given(lists, days)
def test_silence_covers_nothing(own, on):
    for purpose in RULES.asked:
        state = covering(own, purpose.id, client="C9", employer="E1", on=on, rules=RULES)
        assert isinstance(state, Missing)
        assert state.why == "not_asked"


@pytest.mark.parametrize("rule", RULES.asked, ids=lambda one: one.id)
def test_the_words_to_ask_with_are_plain_and_say_how_to_say_no_or_stop(rule):
    from matcher.explain.grade import reading_grade

    words = rule.ask.format(employer="the cafe") if rule.per_employer else rule.ask
    assert reading_grade(words) <= 5
    assert any(said in words for said in ("say no", "stop", "skip"))
    assert max(len(sentence.split()) for sentence in re.split(r"[.?]", words)) <= 15


def test_the_sheet_of_decisions_calls_them_what_they_are_called():
    rules = load_library().brokerage.decisions
    assert dict(DECISIONS.of) == {one.id: one.name for one in rules.decisions if one.keeps_from_list}


def test_the_store_opens_for_the_purposes_that_are_declared_and_knows_which_rest_on_the_service():
    by_rest = {one.id for one in RULES.purposes if one.rests_on == "service"}
    assert by_rest == OF_THE_SERVICE
    assert {*get_args(Purpose), "equality"} == {one.id for one in RULES.purposes}, "equality answers have a door apart"


@pytest.mark.parametrize(
    ("row", "said", "loaded"),
    [
        ("C1,Matching,Consent,01/02/2026,E1", "is for the whole service", 0),
        ("C1,Introduction,Agreement with notice,01/02/2026,E1", "is not enough for Introduction", 1),
        ("C1,Introduction,Consent,01/02/2026,E1", "", 1),
    ],
)
def test_a_sheet_that_says_what_cannot_be_is_told(tmp_path, row, said, loaded):
    for name, text in {
        "clients": "Client\nC1\n",
        "employers": "Employer,Name\nE1,Example\n",
        "consent": f"Client,For,Rests on,On,Employer\n{row}\n",
    }.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    found = read_files([tmp_path], library=load_library(), on=dt.date(2026, 11, 16))
    assert len(found.programme.consents) == loaded
    assert any(said in problem.what for problem in found.problems) if said else not found.problems

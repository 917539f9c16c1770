"""The one rule of consent, against a plain second telling of it, and by single cases."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from matcher.base.ids import EmployerId
from matcher.records.consents import clients_covered, covering_consent, withdrawn_on
from matcher.records.evidence import Consent

D = [dt.date(2026, 11, 1) + dt.timedelta(days=n) for n in range(10)]
E1, E2 = EmployerId("E1"), EmployerId("E2")


def consent(on: dt.date = D[0], **said) -> Consent:
    return Consent(**{"client": "C1", "purpose": "introduction", "basis": "consent", "on": on, **said})


def covers(*consents: Consent, on: dt.date, employer: EmployerId | None = E1) -> bool:
    return covering_consent(consents, purpose="introduction", on=on, employer=employer) is not None


def test_it_counts_from_its_day_to_its_last_and_a_withdrawal_from_its_own_day():
    one = consent(D[1], until=D[5], withdrawn=D[4])
    assert [covers(one, on=day) for day in D[:7]] == [False, True, True, True, False, False, False]


def test_a_consent_for_all_employers_covers_each_until_it_is_taken_back_for_that_one():
    everyone, not_e1 = consent(D[0]), consent(D[0], employer=E1, withdrawn=D[3])
    assert covers(everyone, not_e1, on=D[2], employer=E1)
    assert not covers(everyone, not_e1, on=D[3], employer=E1)
    assert covers(everyone, not_e1, on=D[3], employer=E2)
    assert covers(everyone, not_e1, on=D[3], employer=None)


def test_a_withdrawal_for_all_ends_those_for_one_employer_and_a_later_consent_counts_anew():
    one, all_ended = consent(D[1], employer=E1), consent(D[0], withdrawn=D[4])
    assert covers(one, all_ended, on=D[3])
    assert not covers(one, all_ended, on=D[4])
    again = consent(D[6], employer=E1)
    assert not covers(one, all_ended, again, on=D[5])
    assert covers(one, all_ended, again, on=D[6])
    assert not covers(one, all_ended, again, on=D[6], employer=E2)


def test_within_one_day_the_withdrawal_wins_and_an_ended_consent_is_never_revived_by_its_own_row():
    assert not covers(consent(D[4]), consent(D[0], withdrawn=D[4]), on=D[4])
    assert not covers(consent(D[5], withdrawn=D[3]), on=D[6])


def test_a_consent_for_one_employer_is_none_for_all_and_none_for_another_purpose():
    one = consent(employer=E1)
    assert not covers(one, on=D[0], employer=None)
    assert not covers(one, on=D[0], employer=E2)
    assert covering_consent([one], purpose="story", on=D[0], employer=E1) is None


def test_the_latest_is_given_with_what_may_be_said():
    earlier, later = consent(D[0], may_say=("She cooks",)), consent(D[2], may_say=("He bakes",))
    found = covering_consent([later, earlier], purpose="introduction", on=D[3], employer=E1)
    assert found is not None
    assert found.may_say == ("He bakes",)


days = st.sampled_from(D)
made = st.builds(
    Consent,
    client=st.sampled_from(["C1", "C2"]),
    purpose=st.sampled_from(["introduction", "matching"]),
    basis=st.just("consent"),
    on=days,
    until=st.none() | days,
    withdrawn=st.none() | days,
    employer=st.sampled_from([None, E1, E2]),
)


@given(st.lists(made, max_size=6), days, st.sampled_from([None, E1, E2]))
def test_day_by_day_it_is_what_a_diary_of_the_same_words_would_say(consents, on, employer):
    """A diary: each day, what was given that day is added and, last, what was taken back is struck out."""
    for client in ("C1", "C2"):
        own = [c for c in consents if c.client == client and c.purpose == "introduction"]
        about = [c for c in own if c.employer in (None, employer)]
        standing: list[Consent] = []
        for day in (day for day in D if day <= on):
            standing += [c for c in about if c.on == day and not (c.withdrawn and c.withdrawn <= day)]
            if any(c.withdrawn == day for c in about):
                standing = []
        expected = any(c.until is None or on <= c.until for c in standing)
        found = covering_consent(own, purpose="introduction", on=on, employer=employer)
        assert (found is not None) == expected
        assert (client in clients_covered(consents, purpose="introduction", on=on, employer=employer)) == expected


@given(st.lists(made, max_size=6), days, st.sampled_from([None, E1]))
def test_taking_back_is_one_step_and_counts_the_same_day(consents, on, employer):
    back = consent(D[0], withdrawn=on, employer=employer)
    own = [*(c for c in consents if c.client == "C1"), back]
    assert covering_consent(own, purpose="introduction", on=on, employer=employer or E1) is None
    assert withdrawn_on(own, purpose="introduction", on=on, employer=E1) == on

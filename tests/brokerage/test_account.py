"""What was agreed with an employer and how it went: counted plainly, silent where little is known, fair to both."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.brokerage.account import account, replies
from matcher.library.load import load_library
from matcher.records.dealings import Approach, Promise
from matcher.records.employer import ConductFact, Employer

RULES = load_library().brokerage.contact
ON = dt.date(2026, 11, 16)


def ago(days: int) -> dt.date:
    return ON - dt.timedelta(days=days)


def call(days: int, answer: int | None = None, how: str = "call") -> Approach:
    """A contact so many days ago, answered after so many days."""
    answered = None if answer is None else ago(days - answer)
    return Approach(employer="E1", on=ago(days), how=how, answered=answered)


def stands(*facts: ConductFact, on: dt.date = ON):
    return account(Employer(id="E1", name="Kitchens", conduct=facts), [], [], RULES, on=on)


def test_answers_in_time_are_counted_and_few_say_nothing():
    within = RULES.reply.within_days
    made = [call(50, within), call(60, within + 1), call(70), call(3), call(80, 2, how="visit")]
    found = replies(made, RULES, on=ON)
    assert (found.in_time, found.of, found.waiting, found.told) == (1, 3, 1, False)
    more = [*made, call(90, 1), call(100, 0)]
    assert replies(more, RULES, on=ON).told
    old = call(RULES.reply.over_days, 1)
    assert replies([*more, old], RULES, on=ON) == replies(more, RULES, on=ON)


@given(st.lists(st.tuples(st.integers(-20, 500), st.none() | st.integers(0, 40)), max_size=20))
def test_an_answer_that_is_not_known_yet_is_not_counted(made):
    found = replies([call(days, answer) for days, answer in made], RULES, on=ON)
    assert 0 <= found.in_time <= found.of
    known = [(days, answer if answer is not None and answer <= days else None) for days, answer in made if days >= 0]
    assert replies([call(days, answer) for days, answer in known], RULES, on=ON) == found


@pytest.mark.parametrize(
    ("promise", "state"),
    [
        ({"kept": True}, "kept"),
        ({"kept": False, "due": ago(-5)}, "broken"),
        ({"due": ago(1)}, "overdue"),
        ({"due": ON}, "open"),
        ({}, "open"),
        ({"on": ago(RULES.promise_look_again_days)}, "to_ask"),
    ],
)
def test_how_a_promise_stands(promise, state):
    made = Promise(**{"employer": "E1", "what": "rota_ahead", "on": ago(1), **promise})
    (found,) = account(Employer(id="E1", name="K"), [], [made], RULES, on=ON).promises
    assert (found.state, found.name) == (state, "Rota told ahead")


def fact(**more) -> ConductFact:
    return ConductFact(**{"on": ago(3), "what": "Paid late", "source": "Payslip", "stops": True, **more})


def test_who_is_stopped_is_asked_for_their_side():
    says = RULES.says
    (new,) = stands(fact(until=ago(-30))).facts
    assert new.asks == (says["ask_side"],)
    (late,) = stands(fact(on=ago(20), until=ago(-30))).facts
    assert late.asks[0].startswith("They should have been asked")
    (waiting,) = stands(fact(asked=ago(2), until=ago(-30))).facts
    assert "an answer is due by 28 November 2026" in waiting.asks[0]
    (unheard,) = stands(fact(on=ago(40), asked=ago(30), until=ago(-30))).facts
    assert "have not answered" in unheard.asks[0]
    (heard,) = stands(fact(asked=ago(2), reply="A mistake by the bank; put right.", until=ago(-30))).facts
    assert heard.asks == ()
    assert heard.stops


def test_a_stop_without_an_end_is_looked_at_again_and_never_ends_by_itself():
    old = fact(on=ago(400), reply="No comment.")
    (found,) = stands(old).facts
    assert found.stops
    assert len(found.asks) == 2
    assert stands(old).stopped


def test_what_has_ended_or_not_begun_stops_nothing_and_asks_nothing():
    for gone in (fact(until=ago(1)), fact(on=ago(-1)), fact(stops=False)):
        (found,) = stands(gone).facts
        assert (found.stops, found.asks) == (False, ())
    (last,) = stands(fact(until=ON)).facts
    assert last.stops

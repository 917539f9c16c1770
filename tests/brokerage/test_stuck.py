"""Who is waiting on us: every reason at its threshold and not before, since when, and nobody twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.brokerage.stuck import Known, stuck
from matcher.library.brokerage.stuck import StuckKind
from matcher.records.cases import Contact
from matcher.records.client import Client
from matcher.records.evidence import Action, Consent
from tests.brokerage.cases import CASES, KEY_WORKER, ON, RULES, day

WELL = {
    "actions": (Action(client="C1", criterion="travel_plan", what="x", owner="key_worker", due=day(5)),),
    "contacts": (Contact(client="C1", on=day(-1), role=KEY_WORKER),),
    "consents": (Consent(client="C1", purpose="matching", basis="agreement", on=day(-50)),),
}
CLIENT = Client(id="C1", joined=day(-200))


def waiting(client=CLIENT, on=0, **more):
    found = stuck(RULES.stuck, Known(clients=(client,), **{**WELL, **more}), on=day(on))
    return {one.kind.value: one.since for who in found for one in who.waiting}


def returned(*days, criterion="travel_plan"):
    case = CASES["hand_backs"]
    return tuple(
        case.model_copy(
            update={
                "id": f"HB{one}",
                "criterion": criterion,
                "steps": (case.steps[0].model_copy(update={"on": day(one)}),),
            }
        )
        for one in days
    )


def test_somebody_with_everything_in_hand_waits_for_nothing():
    assert waiting() == {}


def test_no_open_action_counts_from_the_last_that_was_done():
    done = WELL["actions"][0].model_copy(update={"done": day(-4)})
    assert waiting(actions=(done,)) == {"no_open_action": day(-4)}
    assert waiting(actions=()) == {"no_open_action": day(-200)}


@pytest.mark.parametrize(("due", "since"), [(-3, -2), (-1, 0), (0, None)])
def test_an_action_is_past_its_day_from_the_day_after(due, since):
    late = WELL["actions"][0].model_copy(update={"due": day(due)})
    assert waiting(actions=(late,)) == ({} if since is None else {"overdue_action": day(since)})


@pytest.mark.parametrize(("last", "told"), [(-27, False), (-28, True)])
def test_no_word_for_28_days(last, told):
    found = waiting(contacts=(Contact(client="C1", on=day(last), role=KEY_WORKER),))
    assert found == ({"no_contact": day(last)} if told else {})


def test_whoever_was_never_spoken_with_counts_from_joining_and_without_a_day_is_told_of():
    assert waiting(contacts=()) == {"no_contact": day(-200)}
    assert waiting(Client(id="C1"), contacts=()) == {"no_contact": None}


def test_back_twice_for_one_thing_and_not_once_each_for_two():
    assert waiting(hand_backs=returned(-9, -3)) == {"returned_twice": day(-3)}
    assert waiting(hand_backs=(*returned(-9), *returned(-3, criterion="care_plan"))) == {}


@pytest.mark.parametrize(
    ("agreed", "shown", "since"), [(-89, (), None), (-90, (), -90), (-300, (-89,), None), (-300, (-91,), -91)]
)
def test_on_no_list_for_90_days_with_a_goal(agreed, shown, since):
    client = CLIENT.model_copy(update={"goal_agreed": day(agreed)})
    found = waiting(client, shown={"C1": [day(one) for one in shown]})
    assert found == ({} if since is None else {"never_shown": day(since)})
    assert waiting(shown={}) == {}, "without a goal nothing is counted"


def test_on_five_lists_and_introduced_nowhere_since():
    shown = {"C1": [day(-one) for one in (50, 40, 30, 20, 10)]}
    assert waiting(shown=shown) == {"shown_not_introduced": day(-10)}
    assert waiting(shown=shown, introduced={"C1": day(-45)}) == {}
    assert waiting(CLIENT.model_copy(update={"last_introduced": day(-45)}), shown=shown) == {}
    assert waiting(shown={"C1": shown["C1"][1:]}) == {}


def test_nobody_asked_is_told_and_a_no_is_not():
    assert waiting(consents=()) == {"no_consent_record": day(-200)}
    taken_back = WELL["consents"][0].model_copy(update={"withdrawn": day(-3)})
    assert waiting(consents=(taken_back,)) == {}
    other = WELL["consents"][0].model_copy(update={"purpose": "introduction"})
    assert waiting(consents=(other,)) == {"no_consent_record": day(-200)}


def test_whoever_is_in_a_job_is_not_said_to_wait_for_one():
    late = WELL["actions"][0].model_copy(update={"due": day(-3)})
    everything = {"actions": (late,), "contacts": (), "consents": (), "hand_backs": returned(-9, -3)}
    assert set(waiting(**everything, in_work={"C1"})) == {"overdue_action", "no_consent_record"}


def test_what_is_later_than_today_is_not_looked_at():
    spoke = (Contact(client="C1", on=day(-11), role=KEY_WORKER),)
    assert waiting(on=-10, contacts=spoke, hand_backs=returned(-9, -3)) == {}


def test_who_waits_longest_is_first_and_whose_day_is_not_known_before_them():
    clients = (Client(id="C10", joined=day(-5)), Client(id="C2", joined=day(-9)), Client(id="C3"))
    found = stuck(RULES.stuck, Known(clients=clients), on=ON)
    assert [one.client for one in found] == ["C3", "C2", "C10"]


def test_every_reason_asks_something_and_is_about_us():
    assert {rule.kind for rule in RULES.stuck.rules} == set(StuckKind)
    for rule in RULES.stuck.rules:
        assert rule.ask.endswith((".", "?"))
        assert "{" not in rule.sentence
        assert rule.source == "product"
    numbers = {rule.kind: rule.days or rule.times for rule in RULES.stuck.rules if rule.days or rule.times}
    assert numbers == {"no_contact": 28, "never_shown": 90, "returned_twice": 2, "shown_not_introduced": 5}


@settings(max_examples=60)
@given(st.data())
def test_nobody_is_told_of_twice_and_each_reason_is_the_persons_own(data):
    ids = [f"C{number}" for number in range(1, data.draw(st.integers(1, 4)) + 1)]
    some = st.integers(-120, 20).map(day)
    who = st.sampled_from(ids)
    known = Known(
        clients=[
            Client(id=one, joined=data.draw(st.none() | some), goal_agreed=data.draw(st.none() | some)) for one in ids
        ],
        actions=data.draw(
            st.lists(
                st.builds(
                    Action,
                    client=who,
                    criterion=st.just("x"),
                    what=st.just("y"),
                    due=st.none() | some,
                    done=st.none() | some,
                ),
                max_size=4,
            )
        ),
        contacts=data.draw(st.lists(st.builds(Contact, client=who, on=some, role=st.just(KEY_WORKER)), max_size=4)),
        shown=data.draw(st.dictionaries(who, st.lists(some, max_size=7))),
        in_work=set(data.draw(st.lists(who, max_size=2))),
    )
    found = stuck(RULES.stuck, known, on=ON)
    assert stuck(RULES.stuck, known, on=ON) == found
    assert len({one.client for one in found}) == len(found)
    for one in found:
        alone = Known(
            clients=[client for client in known.clients if client.id == one.client],
            actions=[action for action in known.actions if action.client == one.client],
            contacts=[contact for contact in known.contacts if contact.client == one.client],
            shown={one.client: (known.shown or {}).get(one.client, [])},
            in_work=known.in_work,
        )
        assert stuck(RULES.stuck, alone, on=ON) == (one,), "nobody else's records move it"


def test_where_lists_are_not_kept_nothing_is_said_of_who_was_on_one():
    client = CLIENT.model_copy(update={"goal_agreed": day(-300)})
    assert waiting(client, shown=None) == {}
    assert waiting(client, shown={}) == {"never_shown": day(-300)}

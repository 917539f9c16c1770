"""Next steps with the key worker, actions, contacts in work, requests about a record, ends of jobs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.brokerage import actions, contests, hand_backs, in_work
from matcher.brokerage.endings import after_the_end, check_end
from matcher.brokerage.hand_backs import NextStep
from matcher.brokerage.machine import Refused, due_of, standing
from matcher.records.cases import HandBack
from matcher.records.dealings import Promise
from matcher.records.evidence import Action
from matcher.records.jobs import Job, JobEnd
from tests.brokerage.cases import CASES, EPC, KEY_WORKER, LIBRARY, MANAGER, ON, RULES, day, move, moves

CRITERIA = LIBRARY.rubric.by_id
NEXT = NextStep(
    id="HB1",
    client="C1",
    criterion="travel_plan",
    missing="the way for early shifts",
    what="Travel it together",
    owner="key_worker",
    due=day(10),
)


def handed(next_step=NEXT, earlier=(), **said):
    return hand_backs.hand_back(
        RULES.hand_backs, next_step, move("hand_back", **said), criteria=CRITERIA, earlier=earlier
    )


# --- back with the key worker ---


def test_every_one_opens_an_action_with_an_owner_and_a_day():
    found = handed()
    assert found.action == Action(
        client="C1", criterion="travel_plan", what="Travel it together", owner="key_worker", due=day(10)
    )
    assert found.alert is None


@pytest.mark.parametrize("name", ["criterion", "missing", "what", "owner"])
def test_nobody_goes_back_without_a_next_step(name):
    refused = handed(replace(NEXT, **{name: " "}))
    assert isinstance(refused, Refused)
    assert name in refused.why


def test_a_criterion_that_does_not_exist_and_a_day_that_is_past_are_told_together():
    refused = handed(replace(NEXT, criterion="travel_plam", due=day(-1)))
    assert "Did you mean travel_plan?" in refused.why
    assert "30 November 2026 is past" in refused.why


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from(["C1", "C2"]), st.sampled_from(["travel_plan", "care_plan"])), max_size=6),
    st.data(),
)
def test_a_second_one_on_the_same_criterion_always_tells_a_manager_whatever_became_of_the_first(pairs, data):
    earlier: list[HandBack] = []
    for number, (client, criterion) in enumerate(pairs):
        found = handed(replace(NEXT, id=f"HB{number}", client=client, criterion=criterion), earlier)
        before = [one for one in earlier if (one.client, one.criterion) == (client, criterion)]
        assert (found.alert is not None) == bool(before)
        if found.alert is not None:
            assert found.alert.times == len(before) + 1
            assert MANAGER in found.alert.tells
            assert found.alert.since == ON
        case = found.case
        for one in data.draw(st.lists(moves(RULES.hand_backs), max_size=2)):
            after = hand_backs.step(RULES.hand_backs, case, one)
            case = case if isinstance(after, Refused) else after.case
        earlier.append(case)


def stepped(*taken):
    found = handed()
    held = hand_backs.put_right((), found)
    for one in taken:
        found = hand_backs.step(RULES.hand_backs, found.case, one)
        assert not isinstance(found, Refused), found
        held = hand_backs.put_right(held, found)
    return found.case, held


def test_the_action_goes_the_way_of_its_case():
    moved = move("move_due", KEY_WORKER, 2, words="no seat on the bus", facts={"due": day(20).isoformat()})
    done = move("done", KEY_WORKER, 5, facts={"evidence": "travelled on Tuesday"})
    assert stepped(moved)[1][0].due == day(20)
    assert stepped(moved, done)[1][0].done == day(5)
    again = move("reopen", KEY_WORKER, 6, words="not on Sundays", facts={"due": day(30).isoformat()})
    assert (stepped(moved, done, again)[1][0].done, stepped(moved, done, again)[1][0].due) == (None, day(30))


def test_introduced_again_without_a_word_in_between_counts_as_done_and_dropped_as_not_to_be_done():
    assert stepped(move("reintroduce", EPC, 4))[1][0].done == day(4)
    assert stepped(move("drop", KEY_WORKER, 4, reason="client_wish"))[1] == ()
    done = move("done", KEY_WORKER, 3, facts={"evidence": "seen"})
    assert stepped(done, move("drop", KEY_WORKER, 4, reason="left"))[1][0].done == day(3)
    again = move("reopen", KEY_WORKER, 4, words="not on Sundays", facts={"due": day(30).isoformat()})
    assert stepped(done, again, move("drop", KEY_WORKER, 5, reason="left"))[1] == ()


@settings(max_examples=60)
@given(st.lists(moves(RULES.hand_backs), max_size=6))
def test_any_moves_leave_at_most_one_action_and_never_an_open_one_after_the_end(tried):
    found = handed()
    other = Action(client="C1", criterion="care_plan", what="Ring the nursery", owner="key_worker")
    held = hand_backs.put_right([other], found)
    for one in tried:
        after = hand_backs.step(RULES.hand_backs, found.case, one)
        if isinstance(after, Refused):
            continue
        found, held = after, hand_backs.put_right(held, after)
        own = [action for action in held if action != other]
        assert other in held
        assert len(own) <= 1
        final = RULES.hand_backs.by_state[found.case.state].final
        assert not (final and own and own[0].done is None)
        assert final or len(own) == 1


# --- actions ---


def act(held, one):
    """What a move makes of an action."""
    return actions.act(RULES.actions, held, one)


def todo(on=0, **more):
    given_action = Action(client="C1", criterion="travel_plan", what="Travel it together", **more)
    return actions.stand(RULES.actions, given_action, on=day(on))


def test_an_action_stands_where_its_days_put_it():
    due = {"owner": "key_worker", "due": day(20)}
    stands = [todo(on, **due).now.id for on in (0, 12, 13, 20, 21)]
    assert stands == ["open", "open", "due_soon", "due_soon", "overdue"]
    assert todo(5, **due, review=day(5)).now.id == "review_due"
    assert todo(30, **due, done=day(3)).now.id == "done"
    assert not todo(30, **due, done=day(3)).presses


def test_an_action_without_a_day_or_an_owner_asks_for_them():
    assert todo().ask == f"{RULES.actions.no_day} {RULES.actions.no_owner}"


def test_the_worklist_puts_what_is_past_its_day_first():
    held = [
        Action(client=client, criterion="travel_plan", what="x", owner=owner, due=due, done=done)
        for client, owner, due, done in (
            ("C9", "key_worker", day(30), None),
            ("C10", "key_worker", day(-2), None),
            ("C2", "key_worker", None, None),
            ("C3", "", day(1), None),
            ("C4", "key_worker", day(-5), None),
            ("C5", "key_worker", day(-9), day(-8)),
        )
    ]
    found = actions.worklist(RULES.actions, held, on=ON)
    assert {owner: [one.action.client for one in own] for owner, own in found.items()} == {
        "": ["C3"],
        "key_worker": ["C4", "C10", "C9", "C2"],
    }


def test_an_action_is_done_moved_looked_at_and_dropped():
    held = Action(client="C1", criterion="travel_plan", what="x", owner="key_worker", due=day(3))
    done = act(held, move("done", KEY_WORKER, 2))
    assert done.action.done == day(2)
    assert done.taken.action == "actions.done"
    assert act(done.action, move("undo", KEY_WORKER, 3)).action == held
    later = {"facts": {"due": day(9).isoformat()}}
    assert act(held, move("move_due", KEY_WORKER, **later)).action.due == day(9)
    look = {"facts": {"review": day(9).isoformat()}}
    assert act(held, move("look_again", KEY_WORKER, **look)).action.review == day(9)
    assert act(held, move("drop", KEY_WORKER, reason="other_way")).action is None
    assert isinstance(act(done.action, move("move_due", KEY_WORKER, **later)), Refused)


# --- contacts in work ---

JOB = Job(id="J1", client="C1", vacancy="V1", employer="E1", started=ON)


def contacted(case, one):
    """What a move makes of a contact."""
    return in_work.step(RULES.in_work, case, one)


def plan(job=JOB, days=0, there=()):
    numbers = iter(range(1, 99))
    return in_work.planned(
        RULES.in_work, job, move("plan", days=days), there=there, new_id=lambda: f"IW{next(numbers)}"
    )


def test_a_start_has_eight_contacts_in_the_weeks_of_the_product():
    found = plan()
    assert [one.week for one in found] == [1, 2, 4, 8, 13, 26, 39, 52]
    assert found[0].due == day(7)
    assert found[-1].due == day(364)


def test_a_plan_made_twice_or_late_adds_only_what_is_missing_and_ahead():
    assert plan(there=plan()) == ()
    assert [one.week for one in plan(days=60)] == [8, 13, 26, 39, 52]
    ended = JOB.model_copy(update={"end": JobEnd(on=day(20))})
    assert [one.week for one in plan(ended)] == [1, 2]


def test_a_sign_that_was_heard_comes_with_its_question():
    found = contacted(plan()[0], move("made", KEY_WORKER, 7, facts={"signs": "pay_wrong, care_changed"}))
    assert found.case.signs == ("pay_wrong", "care_changed")
    assert [one.id for one in found.signs] == ["pay_wrong", "care_changed"]
    refused = contacted(plan()[0], move("made", KEY_WORKER, 7, facts={"signs": "pay_wong"}))
    assert "Did you mean pay_wrong?" in refused.why


def test_a_contact_that_was_moved_is_due_on_its_new_day():
    found = contacted(plan()[0], move("move", KEY_WORKER, 7, facts={"due": day(12).isoformat()})).case
    assert due_of(found) == day(12)
    assert standing(RULES.in_work, found, on=day(20)).id == "overdue"
    assert [one.week for one in in_work.by_day([*plan()[1:], found])][:2] == [1, 2]


def test_the_plan_stops_when_the_job_ends_and_what_was_made_stays():
    contacts = list(plan())
    contacts[0] = contacted(contacts[0], move("made", KEY_WORKER, 7)).case
    ended = JOB.model_copy(update={"end": JobEnd(on=day(30))})
    stopped = in_work.stopped(RULES.in_work, contacts, ended, move("stop", KEY_WORKER, 31))
    assert [one.week for one in stopped] == [2, 4, 8, 13, 26, 39, 52]
    assert {one.state for one in stopped} == {"stopped"}
    assert in_work.stopped(RULES.in_work, contacts, JOB, move("stop", KEY_WORKER, 31)) == ()


# --- what a client asks about their record ---


def opened(kind, about="", **facts):
    asked = contests.Asked("CO1", "C1", kind, about)
    return contests.contest(RULES.contests, asked, move("open", KEY_WORKER, facts=facts, words="in my words"))


def test_to_put_something_right_says_what_should_stand_there_and_no_reason_is_asked():
    assert "What should stand there?" in opened("correct", "hours").why
    found = opened("correct", "hours", before="30", after="20")
    assert found.steps[0].facts == {"before": "30", "after": "20"}
    assert found.words == "in my words"


def test_what_it_is_about_is_asked_where_it_matters_and_a_wrong_kind_is_told():
    assert opened("strike_out").why == RULES.contests.ask_about
    assert not isinstance(opened("person"), Refused)
    assert "correct, object, person, strike_out" in opened("complain").why
    assert "nothing that it says" in opened("person", after="x").why


def test_a_no_comes_with_its_reason_in_words_and_the_next_way():
    case = opened("object", "list of 3 March")
    case = contests.step(RULES.contests, case, move("look", MANAGER, 1))
    case = contests.step(
        RULES.contests, case, move("not_uphold", MANAGER, 2, reason="not_ours", words="The college keeps it.")
    )
    said = contests.answer_to_client(RULES.contests, case)
    assert "The college keeps it." in said
    assert "somebody else looks again" in said


def test_a_request_is_past_its_time_after_four_weeks_and_not_before():
    case = opened("person")
    found = [standing(RULES.contests, case, on=day(days)).id for days in (0, 3, 14, 27, 28)]
    assert found == ["opened", "look_now", "answer_now", "answer_now", "overdue"]


# --- when a job ends ---


def ended(client="", employer="", broken=(), **more):
    end = JobEnd(on=day(40), client_reason=client, employer_reason=employer, did_not_hold=broken, **more)
    return JOB.model_copy(update={"end": end})


def test_back_the_same_day_with_something_to_do_and_what_to_look_at_together():
    found = after_the_end(
        RULES.endings, ended("times_other", client_words="they changed my days"), promises=(), on=day(41)
    )
    assert found.back_since == day(40)
    assert [one.condition.value for one in found.look_again] == ["times", "holidays"]
    assert len(found.actions) == 3
    assert {one.due for one in found.actions} == {day(48)}
    assert found.remembered[0].model_dump(include={"decision", "on", "until"}) == {
        "decision": "held",
        "on": day(40),
        "until": day(40 + RULES.endings.avoid_days),
    }


@given(
    st.sampled_from([one.id for one in RULES.endings.said_by("client")]),
    st.sampled_from([one.id for one in RULES.endings.said_by("employer")]),
)
def test_no_reason_and_no_words_of_either_side_leave_the_job(client, employer):
    secret = "words of theirs"
    found = after_the_end(
        RULES.endings,
        ended(client, employer, ("rota_early",), client_words=secret, employer_words=secret),
        promises=(),
        on=day(41),
    )
    assert check_end(RULES.endings, ended(client, employer).end) is None
    told = " ".join(str(one.model_dump()) for one in (*found.actions, *found.remembered, *found.settled))
    assert secret not in told
    for reason in (client, employer):
        entry = RULES.endings.by_id[reason]
        assert not any(words and words in told for words in (entry.client, entry.employer))
        assert f"'{reason}'" not in told
    assert all(one.client == "C1" for one in found.actions)


def test_a_contract_that_was_over_keeps_nothing_off_any_list():
    assert after_the_end(RULES.endings, ended("fixed_end", "fixed_end"), promises=(), on=day(41)).remembered == ()


def test_promises_that_did_not_hold_are_settled_and_the_open_ones_asked_about():
    promises = [
        Promise(employer="E1", what="rota_early", on=ON),
        Promise(employer="E1", what="named_person", on=ON),
        Promise(employer="E2", what="induction", on=ON),
    ]
    found = after_the_end(
        RULES.endings,
        ended("late_notice", broken=("rota_early", "lift_home")),
        promises=promises,
        on=day(41),
        names={"named_person": "A named person"},
    )
    assert [(one.what, one.kept, one.settled, one.employer) for one in found.settled] == [
        ("rota_early", False, day(40), "E1"),
        ("lift_home", False, day(40), "E1"),
    ]
    assert found.questions == (RULES.endings.promise_question.format(what="A named person"),)


def test_a_reason_that_the_side_does_not_give_is_told_with_those_it_gives():
    refused = check_end(RULES.endings, JobEnd(on=day(40), employer_reason="health"))
    assert refused is not None
    assert "the employer gives" in refused.why
    assert check_end(RULES.endings, JobEnd(on=day(40))) is None
    assert after_the_end(RULES.endings, JOB, promises=(), on=ON).actions == ()


def test_every_case_has_a_due_day_or_none_and_never_another_kind():
    assert due_of(CASES["hand_backs"]) == day(10)
    assert due_of(CASES["contests"]) is None
    assert isinstance(due_of(CASES["in_work"]), dt.date)

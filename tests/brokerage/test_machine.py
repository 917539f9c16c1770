"""The engine of cases: it never leaves the declared states, changes nothing it refuses, and says what is possible."""

from __future__ import annotations

import copy
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.brokerage import machine as engine
from matcher.brokerage.machine import Move, Refused
from matcher.library.brokerage.machines import Machine
from matcher.records.signed import DeskRole
from tests.brokerage.cases import CASES, EPC, KEY_WORKER, MACHINES, MANAGER, ON, RULES, day, move, moves

ANY = st.sampled_from(sorted(CASES))


def take(machine, case, one):
    """What the engine makes of one move."""
    return engine.take(machine, case, one)


@settings(max_examples=150)
@given(st.data(), ANY)
def test_no_sequence_of_moves_leaves_the_declared_states_and_a_refused_one_changes_nothing(data, name):
    machine, case = MACHINES[name], CASES[name]
    for one in data.draw(st.lists(moves(machine), max_size=8)):
        before = case.model_dump()
        after = take(machine, case, one)
        assert case.model_dump() == before
        assert take(machine, case, one) == after, "the same inputs give the same outputs"
        if isinstance(after, Refused):
            assert after.why
            continue
        _is_declared(machine, case, after, one)
        case = after


def _is_declared(machine, before, after, one):
    rule = machine.by_step[one.step]
    assert after.steps[:-1] == before.steps
    assert before.state in rule.leaves
    assert after.state == (rule.to or before.state)
    assert after.state in machine.by_state
    assert one.role in rule.who
    logged = engine.taken(machine, after)
    assert logged.action == f"{machine.id}.{rule.id}"
    assert (logged.codes["from"], logged.codes["to"]) == (before.state, after.state)
    assert logged.codes["step"] == len(after.steps)
    assert after.steps[-1].words == one.words.strip()


@settings(max_examples=60)
@given(st.data(), ANY, st.sampled_from(DeskRole))
def test_what_is_said_to_be_possible_is_possible_and_the_rest_is_not(data, name, role):
    machine, case = MACHINES[name], CASES[name]
    later = data.draw(st.integers(0, 90).map(day))
    now = engine.standing(machine, case, on=later)
    may = {rule.id for rule in engine.possible(machine, now, role=role, on=later)}
    for rule in machine.steps:
        whole = Move(
            step=rule.id,
            on=later,
            role=role,
            reason=rule.reasons[0] if rule.reasons else "",
            words="because" if rule.words == "must" else "",
            facts={fact.name: {"day": later.isoformat(), "number": "3"}.get(fact.means, "so") for fact in rule.facts},
        )
        assert (rule.id in may) != isinstance(take(machine, case, whole), Refused), rule.id


@settings(max_examples=40)
@given(st.sampled_from(sorted(MACHINES)), st.data())
def test_a_case_begins_only_with_a_step_that_begins_one(name, data):
    machine = MACHINES[name]
    one = data.draw(moves(machine))
    begun = engine.begin(machine, one)
    if isinstance(begun, Refused):
        return
    assert machine.by_step[begun.name].begins
    assert begun.state == machine.by_step[begun.name].to


# --- what people read ---


def test_a_wrong_step_names_those_that_are_possible():
    refused = take(RULES.hand_backs, CASES["hand_backs"], move("reopen", KEY_WORKER))
    assert isinstance(refused, Refused)
    assert refused.say() == (
        "HB1 cannot be taken up once more. Where it stands: with the key worker, not taken up yet. "
        "Possible now: accept, talk, move_due, done, reintroduce, drop."
    )


def test_a_slip_in_the_name_of_a_step_is_met_with_the_nearest():
    refused = take(RULES.hand_backs, CASES["hand_backs"], move("acept", KEY_WORKER))
    assert "Did you mean accept?" in refused.say()


def test_everything_that_is_missing_is_told_at_once():
    refused = take(RULES.hand_backs, CASES["hand_backs"], move("move_due", KEY_WORKER))
    assert "Why does it take longer" in refused.why
    assert "due is missing: By which day now?" in refused.why


def test_who_may_not_is_told_who_may():
    refused = take(RULES.hand_backs, CASES["hand_backs"], move("drop", EPC, reason="left"))
    assert "key worker, manager; not by: epc" in refused.why


def test_a_day_is_read_as_people_write_it_and_kept_in_one_way():
    case = take(
        RULES.hand_backs, CASES["hand_backs"], move("move_due", KEY_WORKER, words="away", facts={"due": "5/1/2027"})
    )
    assert not isinstance(case, Refused)
    assert case.steps[-1].facts == {"due": "2027-01-05"}
    assert engine.due_of(case) == dt.date(2027, 1, 5)


@pytest.mark.parametrize("given_day", ["30/11/2026", "tomorrow", "2026-13-01"])
def test_a_due_day_that_is_past_or_no_day_is_asked_again(given_day):
    said = move("move_due", KEY_WORKER, words="away", facts={"due": given_day})
    assert isinstance(take(RULES.hand_backs, CASES["hand_backs"], said), Refused)


def test_a_clock_that_jumped_back_is_told_with_both_days():
    refused = take(RULES.hand_backs, CASES["hand_backs"], move("accept", KEY_WORKER, -1))
    assert "of 1 December 2026, and this one says 30 November 2026" in refused.why


def test_a_state_that_these_rules_do_not_know_is_told_and_not_guessed():
    strange = CASES["hand_backs"].stepped(CASES["hand_backs"].steps[0].model_copy(update={"state": "lost"}))
    assert "'lost'" in take(RULES.hand_backs, strange, move("accept", KEY_WORKER)).why


def test_time_opens_a_step_and_says_from_when():
    early = take(RULES.challenges, CASES["challenges"], move("no_answer", days=13))
    assert "possible from 15 December 2026" in early.why
    late = take(RULES.challenges, CASES["challenges"], move("no_answer", days=14))
    assert late.state == "no_answer"


def test_an_employer_is_reminded_once_only():
    case = CASES["challenges"]
    for step, days in (("no_answer", 14), ("ask_again", 14), ("no_answer", 28)):
        case = take(RULES.challenges, case, move(step, days=days))
    refused = take(RULES.challenges, case, move("ask_again", days=28))
    assert "was taken once already" in refused.why


def test_whoever_said_no_is_not_the_one_who_looks_again():
    case = CASES["contests"]
    no = {"reason": "as_recorded", "words": "It is what was said on that day."}
    for one in (
        move("look", MANAGER),
        move("not_uphold", MANAGER, by="m-1", **no),
        move("ask_again", KEY_WORKER),
        move("look", MANAGER),
    ):
        case = take(RULES.contests, case, one)
    assert "m-1 has signed" in take(RULES.contests, case, move("not_uphold", MANAGER, by="m-1", **no)).why
    assert take(RULES.contests, case, move("not_uphold", MANAGER, by="m-2", **no)).state == "not_upheld"


@pytest.mark.parametrize(
    ("days", "clock"),
    [(0, None), (2, None), (3, "due_soon"), (4, "due_soon"), (5, "due_soon"), (10, "due_soon"), (11, "overdue")],
)
def test_the_last_clock_that_has_run_down_is_the_one_that_is_shown(days, clock):
    now = engine.standing(RULES.hand_backs, CASES["hand_backs"], on=day(days))
    assert (now.clock.id if now.clock else None) == clock


def test_nothing_overflows_at_the_end_of_the_calendar():
    assert engine.later(dt.date.max, 400) == dt.date.max
    last = copy.copy(CASES["challenges"]).model_copy(
        update={"steps": (CASES["challenges"].steps[0].model_copy(update={"on": dt.date.max}),)}
    )
    refused = take(RULES.challenges, last, Move("no_answer", dt.date.max, EPC))
    assert isinstance(refused, Refused)


# --- documents that do not hold together ---

SMALL = {
    "id": "small",
    "version": "1",
    "status": "draft",
    "owner": "nobody",
    "noun": "thing",
    "right": "act",
    "words_most": 100,
    "states": [{"id": "open", "says": "open"}, {"id": "shut", "says": "shut", "final": True}],
    "steps": [
        {"id": "begin", "to": "open", "who": ["epc"], "says": "begin"},
        {"id": "close", "from": ["open"], "to": "shut", "who": ["epc"], "says": "be shut"},
    ],
}


def _state(**more):
    return {"id": "lost", "says": "lost", **more}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["states"].append(_state(final=True)), "no step leads to lost"),
        (lambda d: d["states"].append(_state()), "no step leads to lost"),
        (lambda d: d["states"][1].pop("final"), "shut is not final, and no step leaves it"),
        (lambda d: d["states"][0].update(final=True), "open is final, and a step leaves it"),
        (lambda d: d["steps"][1].update(to="gone"), "names 'gone'"),
        (lambda d: d["steps"][1].update({"from": ["gone"]}), "names 'gone'"),
        (lambda d: d["steps"][1].update(who=["boss"]), "key_worker"),
        (lambda d: d["steps"][1].update(who=[]), "at least 1 item"),
        (lambda d: d["steps"][1].update(reasons=["why"]), "names 'why'"),
        (lambda d: d["steps"][1].update(after="noon"), "names 'noon'"),
        (lambda d: d["steps"][1].update(words="must"), "ask_words"),
        (lambda d: d["steps"].pop(0), "no step begins a case"),
        (lambda d: d.update(reasons=[{"id": "idle", "says": "idle"}]), "no step gives the reason idle"),
        (lambda d: d["steps"][0].pop("to"), "leads nowhere"),
        (
            lambda d: (
                d["states"].append(_state()),
                d["steps"].append({"id": "lose", "from": ["open"], "to": "lost", "who": ["epc"], "says": "x"}),
                d["steps"].append({"id": "stay", "from": ["lost"], "who": ["epc"], "says": "x"}),
            ),
            "no steps lead from lost to a final state",
        ),
    ],
)
def test_a_document_that_does_not_hold_together_is_refused_with_the_reason(change, said):
    document = copy.deepcopy(SMALL)
    Machine.model_validate(document)
    change(document)
    with pytest.raises(ValueError, match=said):
        Machine.model_validate(document)


def test_every_role_that_a_case_waits_on_can_do_something_there():
    for machine in MACHINES.values():
        for state in machine.states:
            for role in state.waits_on:
                if role is DeskRole.EMPLOYER:
                    continue
                now = engine.stands(machine, state.id, {}, on=ON)
                assert engine.possible(machine, now, role=role, on=ON), (machine.id, state.id, role)

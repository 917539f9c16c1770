"""A row is a look-up on its decision: parts add up, gates speak, questions come in order of what hangs on them."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil

import pytest
from hypothesis import given, settings

from matcher.base.ids import RequirementId
from matcher.explain import explain_list, for_client, for_employer, for_epc, row
from matcher.explain.lines import lines
from matcher.records.evidence import Action
from matcher.records.requirement import NotCompared, References, Requirement
from matcher.records.words import Importance
from tests.explain.made import (
    KNOWN,
    a_client,
    a_context,
    a_decision,
    a_list,
    a_row,
    a_vacancy,
    library,
    observed,
)
from tests.explain.random_rows import rows

TERMS = {term.id: term for term in library().terms.terms}
LINES = {line.term: line for line in lines(a_decision(), a_context())}


@given(rows())
@settings(max_examples=30)
def test_parts_add_up_and_every_number_is_a_lookup(ranked):
    found = row(ranked, a_context())
    decided = {one.term: one for one in ranked.decision.terms}
    for side, total in (("client", found.suits_client), ("job", found.suits_job)):
        own = [line for line in found.lines if line.side == side]
        assert sum(line.points for line in own) == total.points == total.low
        assert sum(line.of for line in own) == total.of
        assert sum(line.high for line in own) == total.high
        assert 0 <= total.low <= total.high
        assert total.points - total.extra <= total.of
    for line in found.lines:
        term, one = TERMS[line.term], decided[line.term]
        assert line.low == one.weight * term.bands[one.worst].points
        assert line.high == one.weight * term.bands[one.best].points
        assert line.code == (one.worst + 1 if one.best == one.worst else 0)
        assert (line.value is None) == (one.least != one.most)
        assert (line.band is None) == (line.code == 0)
        assert "{" not in line.says
        if TERMS[line.term].measure in ("goal_steps", "work_steps"):
            assert not any(character.isdigit() for character in line.says), "steps are never shown as numbers"
    assert len(found.questions) <= library().ranking.questions_most
    stakes = [question.points for question in found.questions]
    assert stakes == sorted(stakes, reverse=True)
    assert all(stake > 0 for stake in stakes)


@given(rows())
@settings(max_examples=20)
def test_what_blocks_is_what_the_decision_says(ranked):
    found = row(ranked, a_context())
    decision = ranked.decision
    assert bool(found.blocked_by) == bool(decision.blocked_by)
    stopping = {gate.id for gate in found.gates if gate.blocks}
    if not decision.opted_in:
        assert stopping == set(found.blocked_by)
    assert {gate.requirement for gate in found.gates if gate.requirement} == {"R1", "R2", "R3", "R4"}


def test_a_row_whose_lines_do_not_add_up_cannot_be_made():
    good = row(a_row(), a_context())
    worse = dataclasses.replace(good.suits_client, points=good.suits_client.points + 1)
    with pytest.raises(AssertionError, match="points of the client side"):
        dataclasses.replace(good, suits_client=worse)


def test_explanations_come_out_though_scoring_is_forbidden(monkeypatch):
    def forbidden(*_, **__):
        raise AssertionError("an explanation called scoring or matching")

    context, ranked = a_context(), a_list([a_row(), a_row(section="question")])
    # all are imported first: a module that is imported later would keep a forbidden function for good
    modules = [
        importlib.import_module(f"{name}.{found.name}")
        for name in ("matcher.scoring", "matcher.matching")
        for found in pkgutil.iter_modules(importlib.import_module(name).__path__)
        if found.name != "kernel"
    ]
    for module in modules:
        for function, _ in inspect.getmembers(module, inspect.isfunction):
            monkeypatch.setattr(module, function, forbidden)
    with pytest.raises(AssertionError, match="called scoring"):
        importlib.import_module("matcher.scoring.bind").term_bands(None, None, None)
    explained = explain_list(ranked, context)
    assert for_epc(explained.rows[0], context).strengths
    assert for_client(explained.rows[0], context).text
    assert for_employer(explained.rows[0], context, letter="A").grid


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("shift_cover", "every shift falls when the client is free, journey included"),
        ("journey", "about 32 minutes each way"),
        ("guaranteed_hours", "not settled yet (at worst: 16 hours a week of the hours wanted are not guaranteed)"),
        ("notice", "not known yet"),
        ("demands", "not known yet"),
        (
            "skills_shared",
            "not settled yet (at best: has 60 per cent of the skills usual in this job; "
            "at worst: has a quarter of the skills usual in this job)",
        ),
    ],
)
def test_a_line_says_what_is_known_and_no_more(term, says):
    assert LINES[term].says == says


def test_a_pair_just_under_a_band_says_so_and_an_estimate_says_it_is_one():
    assert LINES["journey"].note == "just over the line; our own estimate, to be checked before an introduction"
    said = {
        minutes: lines(a_decision({**KNOWN, "journey_minutes": (minutes, minutes)}), a_context())[4].note
        for minutes in (30, 31, 35, 36, 240)
    }
    assert [minutes for minutes, note in said.items() if "just over" in (note or "")] == [31, 35]
    margin = {line.term: line for line in lines(a_decision({**KNOWN, "pay_margin": (-4, -4)}), a_context())}["pay"]
    assert margin.note == "just under the line"
    assert margin.says == "4p an hour below the least the client needs"


def test_what_was_asked_and_not_answered_is_not_asked_again():
    unknown = {"pay_margin": (-10_000, 10_000)}
    decision = a_decision(unknown, open_vacancy=("journey",))
    pay = {line.term: line for line in lines(decision, a_context())}["pay"]
    assert (pay.code, pay.ask) == (0, None)
    assert pay.says == "not known; it was asked, and no answer is needed"


def test_a_condition_the_client_does_not_mind_is_shown_at_nothing_of_nothing():
    decision = a_decision({}, weights={"holidays": 0})
    line = {line.term: line for line in lines(decision, a_context())}["holidays"]
    assert (line.points, line.of, line.ask) == (0, 0, None)
    assert line.note == "the client does not mind"


def test_points_for_extras_stand_apart():
    found = row(a_row(a_decision({**KNOWN, "desirable_held": (2, 2)})), a_context())
    assert found.suits_job.extra == 4
    assert found.suits_job.of == 45


def verdict(**changes):
    return row(a_row(a_decision(**{"unknown": (), **changes})), a_context()).verdict


def test_verdicts_put_the_clients_choice_first():
    gap, asked, later = ("licence_held", "gap"), ("skills_evidence", "not_asked"), ("digital_access", "by_start")
    assert verdict() == "ready_now"
    assert verdict(criteria=[later]) == "ready_by_date"
    assert verdict(criteria=[later, asked]) == "ask_first"
    assert verdict(unknown=("R2",)) == "ask_first", "an applied requirement that is open"
    assert verdict(unknown=("R1",)) == "ready_now", "a requirement that is not applied asks nobody"
    assert verdict(unknown=("permission", "old_enough")) == "ready_now", "what everyone is asked marks nobody"
    assert verdict(unknown=("times",)) == "ask_first"
    assert verdict(criteria=[gap, asked]) == "support_first"
    assert verdict(fail=("times",), criteria=[gap]) == "outside_choices"
    assert verdict(fail=("remembered",)) == "ready_now", "only the client's own gates are the client's choice"


def test_a_client_who_wants_it_anyway_sets_their_own_gates_aside():
    decision = a_decision({**KNOWN, "uncovered_minutes": (90, 90)}, opted_in=True, unknown=())
    found = row(a_row(decision), a_context())
    times = next(gate for gate in found.gates if gate.gate == "times")
    assert (times.state, times.applied, times.blocks) == ("not_met", False, False)
    assert times.says.endswith("set aside, because the client wants to go for it")
    assert found.verdict == "ready_now"
    assert found.opted_in


def test_every_requirement_is_shown_whether_compared_or_not():
    needless = Requirement(
        id=RequirementId("Q41"), needs=(NotCompared(),), importance=Importance.NOT_REQUIRED, words="no licence"
    )
    many = (
        *(Requirement(id=RequirementId(f"Q{place}"), needs=(References(count=1),)) for place in range(41)),
        needless,
    )
    vacancy = a_vacancy(requirements=many)
    decision = a_decision(vacancy=vacancy, unknown=("Q0",), applied=("Q0",), fail=("Q1",))
    found = row(a_row(decision), a_context(vacancies=[vacancy], findings=()))
    own = {gate.requirement: gate for gate in found.gates if gate.requirement}
    assert list(own) == [f"Q{place}" for place in range(41)], "what is not needed is no condition"
    assert (own["Q0"].state, own["Q0"].applied) == ("unknown", True)
    assert (own["Q1"].state, own["Q1"].applied) == ("not_met", False)
    assert own["Q39"].state == "met"
    assert (own["Q40"].state, own["Q40"].compared, own["Q40"].applied) == ("unknown", False, False)
    assert "past the first 40" in own["Q40"].says
    assert found.not_applied == ("Not met, and not applied: 1 reference.",)


def test_requirements_are_named_in_words():
    found = row(a_row(), a_context())
    assert [gate.name for gate in found.gates if gate.requirement] == [
        "driving licence, category B",
        "GCSE Maths at grade 4 or the same, or a qualification at level 2",
        "1 reference",
        "a personal quality (“bubbly”)",
    ]


def test_questions_put_what_decides_before_what_adds():
    open_times = {**KNOWN, "uncovered_minutes": (0, 10_080)}
    decision = a_decision(
        open_times,
        criteria=[("skills_evidence", "not_asked")],
        unknown=("R2", "times"),
        open_client=("shift_cover", "preferred_times", "journey"),
    )
    asked = row(a_row(decision), a_context()).questions
    most = sum(line.of for line in lines(decision, a_context()))
    assert [question.points for question in asked[:3]] == [most, most, most]
    names = ["Times", "GCSE Maths at grade 4 or the same, or a qualification at level 2"]
    assert asked[0].about.startswith(names[0]), "fixed gates first"
    assert asked[1].about == names[1], "then requirements"
    assert asked[2].about.startswith("Experience of the tasks not taught on the job"), "then criteria"
    assert {question.of for question in asked} == {"client"}


def test_one_question_that_settles_two_terms_counts_for_both():
    decision = a_decision(
        {"uncovered_minutes": (0, 10_080), "minutes_not_chosen": (0, 10_080)},
        open_vacancy=("shift_cover", "preferred_times"),
    )
    asked = {question.ask: question for question in row(a_row(decision), a_context()).questions}
    shifts = asked["Which shifts are worked, on which days, from when to when?"]
    assert shifts.points == TERMS["shift_cover"].bands[0].points + TERMS["preferred_times"].bands[0].points
    assert shifts.about == "Times, Times the client likes"


def test_what_is_asked_at_the_head_is_not_asked_again_in_a_row():
    ranked = a_list([a_row(a_decision({}, open_vacancy=("notice",)))], left_out_terms=("notice",))
    found = explain_list(ranked, a_context())
    head = found.left_out_terms[0].ask
    assert head == TERMS["notice"].unknown.vacancy
    assert head not in {question.ask for question in found.rows[0].questions}


def test_a_requirement_that_keeps_somebody_out_is_a_question_to_the_employer():
    decision = a_decision(fail=("R1", "R2"), applied=("R1", "R2"), unknown=())
    asked = [
        q.ask for q in row(a_row(decision, section="one_requirement"), a_context()).questions if q.of == "employer"
    ]
    assert asked == [
        "What is driven in this job, how often, and could it be shared or done by bus or taxi?",
        "Is this needed on the first day, and for which task: "
        "GCSE Maths at grade 4 or the same, or a qualification at level 2?",
    ]


def test_a_travel_limit_that_was_given_is_not_asked_for_again():
    far = {**KNOWN, "journey_minutes": (0, 240), "journey_over_limit": (0, 240)}
    decision = a_decision(far, unknown=("travel",), gates_on=("travel",), open_vacancy=("journey", "shift_cover"))
    travel = next(g for g in row(a_row(decision), a_context()).gates if g.gate == "travel")
    assert [of for of, _ in travel.asks] == ["vacancy"]
    no_limit = a_client(conditions=a_client().conditions.model_copy(update={"travel_limit_minutes": None}))
    travel = next(g for g in row(a_row(decision), a_context(clients=[no_limit])).gates if g.gate == "travel")
    assert [of for of, _ in travel.asks] == ["client", "vacancy"]


def test_steps_name_who_could_close_a_gap_from_either_side():
    decision = a_decision(criteria=[("digital_access", "gap")])
    steps = row(a_row(decision), a_context(observations=[observed("digital_access", 1)])).actions
    assert [(step.who_can_close, step.agreed) for step in steps] == [("programme", False), ("employer", False)]
    assert steps[0].due is not None
    assert steps[0].owner == "key worker"


def test_what_a_clients_own_life_calls_for_stays_off_a_vacancys_list():
    rubric = library().rubric
    actions = [Action(client=a_client().id, criterion=rule.id, what=f"step for {rule.id}") for rule in rubric.criteria]
    context = a_context(actions=actions)
    on_a_shortlist = {step.criterion for step in row(a_row(), context, side="vacancy").actions}
    with_the_client = {step.criterion for step in row(a_row(), context, side="client").actions}
    private = {rule.id for rule in rubric.criteria if rule.who_triggers == "client" or rule.epc_sees != "standing"}
    assert {"care_plan", "better_off_calculation", "disclosure_plan"} <= private
    assert not on_a_shortlist & private
    assert private <= with_the_client
    assert "travel_plan" in on_a_shortlist


def test_a_criterion_says_where_it_stands_and_whether_to_look_again():
    import datetime as dt

    old = observed("digital_access", 3, on=dt.date(2025, 6, 1))
    found = row(a_row(a_decision(criteria=[("digital_access", "in_place")])), a_context(observations=[old])).criteria
    assert found[0].check_again
    assert found[0].says == "in place; recorded until 1 June 2026: check again"


def test_gaps_never_ask_anyone_to_move_a_clients_own_limit():
    ends = {**KNOWN, "uncovered_minutes": (200, 200)}
    stopped = row(a_row(a_decision(ends, fail=("times",)), section=None), a_context())
    gap = next(gap for gap in stopped.gaps if gap.says.startswith("Times: 3 hours"))
    assert gap.closers == ()
    wished = row(a_row(a_decision(ends)), a_context())
    gap = next(gap for gap in wished.gaps if gap.says.startswith("Times: 3 hours"))
    assert [who for who, _ in gap.closers] == ["employer", "programme"]

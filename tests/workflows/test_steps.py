"""Steps of the demo's people: the ways, the doors to the first step by the plain reference, and what is asked."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.base.problems import GivenProblems
from matcher.records.client import Statement
from matcher.records.requirement import OtherLicence
from matcher.records.shape import Link
from matcher.records.words import Condition, Emphasis, Kind, Stance
from matcher.store.about import About
from matcher.store.folder import create_folder
from matcher.store.services import Shelf
from matcher.workflows.desk import open_desk
from matcher.workflows.opening import steps as steps_module
from matcher.workflows.opening.steps import steps
from matcher.workflows.where import Where
from tests.demos import library, made_demo
from tests.hands import SIGNED
from tests.reference.market import market as reference

DEMO = Where(made_demo())


@pytest.fixture(scope="module")
def programme():
    return open_desk(DEMO).read().programme


def goal_of(found, occupation):
    return next(one for one in found.goals if one.occupation == occupation)


def changed(programme, folder, client, **update):
    """The demo with one client changed, in a folder of its own."""
    old = next(one for one in programme.clients if one.id == client)
    clients = tuple(one.model_copy(update=update) if one is old else one for one in programme.clients)
    with create_folder(folder, About(name="A test", data_date=open_desk(DEMO).on)).changing(SIGNED) as change:
        change.put(programme.model_copy(update={"clients": clients}))
    return Where(folder)


def test_a_goal_far_away_is_two_jobs_away_and_one_may_also_go_straight():
    goal = goal_of(steps(DEMO, "C0028"), "it_support_trainee")
    assert [[job.occupation for job in way.jobs] for way in goal.ways] == [
        ["customer_service_advisor", "it_support_trainee"],
        ["it_support_trainee"],
    ]
    first = goal.ways[0].jobs[0]
    assert "Serve customers" in first.carries
    assert {one.need for one in first.new} == {"skill:phone_calls", "skill:deal_with_complaints", "skill:log_tickets"}
    assert all(one.services for one in first.new)


def test_the_doors_to_the_first_step_are_those_the_reference_finds(programme):
    plain = reference(programme, library=library(), on=open_desk(DEMO).on)
    looked_at = 0
    for client in ("C0003", "C0008", "C0011", "C0016", "C0019", "C0026", "C0028", "C0042"):
        for goal in steps(DEMO, client).goals:
            for way in goal.ways:
                first, doors = way.jobs[0].occupation, way.doors
                pairs = [
                    plain.pair(client, one.id)
                    for one in programme.vacancies
                    if one.occupation and one.occupation.to == first and plain.is_open(one)
                ]
                stops = [pair.fail & (pair.fixed | pair.applied) for pair in pairs]
                alone = [stop for stop in stops if stop.bit_count() == 1 and stop >> 24]
                assert doors.open_count == stops.count(0)
                assert doors.one_requirement_count == len(alone)
                assert doors.others == len(stops) - stops.count(0) - len(alone)
                assert way.jobs[0].open_now == len(pairs)
                looked_at += len(pairs)
    assert looked_at > 8


def test_one_requirement_alone_is_named():
    goal = goal_of(steps(DEMO, "C0008"), "it_support_trainee")
    (door,) = goal.ways[0].doors.one_requirement
    assert (door.vacancy, door.section) == ("V0020", "a qualification at level 3")


def test_words_that_nobody_linked_are_asked_about():
    (goal,) = steps(DEMO, "C0022").goals
    assert goal.occupation is None
    assert goal.ways == ()
    assert "something with my hands" in goal.asks[0]


def test_words_that_are_near_a_job_are_asked_with_it(programme, tmp_path):
    wants = Statement(stance=Stance.WANTS, kind=Kind.OCCUPATION, what=Link(words="kitchen something"))
    (goal,) = steps(changed(programme, tmp_path / "p", "C0049", statements=(wants,)), "C0049").goals
    assert "Kitchen assistant" in " ".join(goal.asks)


def test_who_named_nothing_is_asked():
    found = steps(DEMO, "C0005")
    assert found.goals == ()
    assert len(found.asks) == 2


def test_no_way_says_what_it_is_made_of():
    (goal,) = steps(DEMO, "C0049").goals
    assert goal.ways == ()
    assert "4 jobs" in goal.says
    assert "skill:shelve_lend" in {one.need for one in goal.to_build}


def test_words_that_are_no_job_say_what_to_type():
    with pytest.raises(GivenProblems, match="florb"):
        steps(DEMO, "C0001", to="florb")


def test_what_the_client_ruled_out_has_no_way(programme, tmp_path):
    refuses = Statement(stance=Stance.REFUSES, kind=Kind.OCCUPATION, what=Link(words="cook", to="cook"))
    found = steps(changed(programme, tmp_path / "p", "C0049", statements=(refuses,)), "C0049", to="cook")
    assert found.goals[0].ways == ()
    assert "ruled out" in found.goals[0].says


def test_usual_conditions_that_break_a_must_are_asked_and_others_are_not(programme, tmp_path):
    old = next(one for one in programme.clients if one.id == "C0001")
    told = {}
    for emphasis in (Emphasis.MUST, Emphasis.PREFER):
        conditions = old.conditions.model_copy(
            update={"emphasis": {Condition.HOURS: emphasis}, "hours_least_minutes": 480, "hours_most_minutes": 600}
        )
        where = changed(programme, tmp_path / emphasis.value, "C0001", conditions=conditions)
        (goal,) = steps(where, "C0001", to="warehouse operative").goals
        told[emphasis] = [ask for ask in goal.ways[0].jobs[-1].asks if "Usual hours" in ask]
    assert told[Emphasis.PREFER] == []
    assert "at most 10 hours" in told[Emphasis.MUST][0]


def test_a_paper_that_is_held_is_not_on_the_way(programme, tmp_path):
    says = Statement(stance=Stance.HOLDS, kind=Kind.LICENCE_OTHER, what=Link(words="SIA", to="sia_guard"))
    where = changed(programme, tmp_path / "p", "C0049", statements=(says,))
    jobs = steps(where, "C0049", to="security officer").goals[0].ways[0].jobs
    assert jobs[-1].papers == ()
    (paper,) = steps(DEMO, "C0049", to="security officer").goals[0].ways[0].jobs[-1].papers
    assert (paper.need, paper.weeks, paper.known) == ("licence:sia_guard", (6, 12), False)
    assert OtherLicence(licence="sia_guard").licence in paper.need


def test_screen_and_json(run, demo, tmp_path):
    ran = run("steps", "C0028")
    assert ran.code == 0
    assert "Carries over: Serve customers" in ran.out
    told = json.loads(run("steps", "C0028", "--json").out)
    assert told["goals"][1]["ways"][0]["jobs"][0]["occupation"] == "customer_service_advisor"
    page = tmp_path / "steps.html"
    assert run("steps", "C0028", "-o", str(page)).code == 0
    assert "Customer service adviser" in page.read_text(encoding="utf-8")
    assert run("steps", "C0028", "--to", "zzz").code == 1
    assert run("steps", "C0028", "--to", "").code == 2


def test_the_same_records_give_the_same_run():
    found = steps(DEMO, "C0028", to="cook")
    assert found == steps(DEMO, "C0028", to="cook")
    assert found.stamp != steps(DEMO, "C0028", to="barista").stamp


def test_what_is_new_names_services_of_the_directory_that_are_not_ruled_out_by_age_or_area():
    jobs = steps(DEMO, "C0060", to="forklift driver").goals[0].ways[0].jobs
    assert [job.occupation for job in jobs][-1] == "forklift_driver"
    desk = open_desk(DEMO)
    held = {str(one.id): one for one in Shelf(desk.folder).all()}
    kinds = {service for one in (*jobs[-1].new, *jobs[-1].papers) for service, _ in one.services}
    assert jobs[-1].helpers
    for helper in jobs[-1].helpers:
        assert set(held[helper.service].kinds) & kinds
    assert len(jobs[-1].helpers) <= library().services.named


@settings(max_examples=40)
@given(words=st.text(min_size=1, max_size=80))
def test_any_words_for_a_goal_are_a_job_or_a_problem(words):
    try:
        found = steps_module._occupation(open_desk_once(), words)
    except GivenProblems as problem:
        told = problem.problems[0]
    else:
        assert found.to in library().occupations.by_id
        return
    assert told.where == "--to"
    assert told.fix


@cache
def open_desk_once():
    """The demo's desk, opened once."""
    return open_desk(DEMO)

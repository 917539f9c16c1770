"""Ways to a goal: the search against every path there is, and what more knowing may do to a way."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.matching.routes import Map, Start, Way, ways
from tests.demos import library

JOBS = [entry.id for entry in library().occupations.entries]
SKILLS = [entry.id for entry in library().skills.entries]
PAPERS = sorted({one.licence for one in library().steps.papers})
MAP = Map(library())


def some(names, most):
    return st.frozensets(st.sampled_from(names), max_size=most)


starts = st.builds(
    Start,
    held=some(SKILLS, 20),
    done=some(JOBS, 3),
    papers=some(PAPERS, 4),
    refused=some(JOBS, 6),
    refused_tasks=some(SKILLS, 3),
    named=some(JOBS, 5),
    anything=st.booleans(),
)
goals = st.sampled_from(JOBS)


def measured(path, start):
    """The length of a path, added up plainly."""
    rules, licences = library().steps, library().licences
    total, has, got = 0, set(start.held), set(start.papers)
    for job in path:
        work = {one for one in library().occupations.by_id[job].skills if not library().skills.by_id[one].general}
        new, has = len(work - has), has | work
        table = list(rules.length.new_work)
        while len(table) <= new:
            table.append(table[-1] + rules.length.new_work[-1] - rules.length.new_work[-2])
        total += rules.length.job + table[new]
        total += 0 if start.anything or job in start.named else rules.length.not_named
        for paper in rules.papers:
            if paper.occupation == job and paper.asks == "most" and paper.licence not in got:
                weeks = licences.by_id[paper.licence].weeks_least or 0
                total += rules.length.paper + weeks // rules.length.weeks_a_point
        asked = (one.licence for one in rules.papers if one.occupation == job and one.asks == "most")
        got |= set(chain.from_iterable(licences.held_with(one) for one in asked if one not in got))
    return total


def every_path(goal, start):
    """Every path to the goal within the number of jobs, by trying all."""
    links = {one.id: [step.to for step in one.to] for one in library().transfers.entries}
    ruled_out = {
        one.id
        for one in library().occupations.entries
        if one.id in start.refused
        or (one.id != goal and (one.id in start.done or start.refused_tasks & set(one.skills)))
    }
    paths: list[tuple[str, ...]] = [(job,) for job in JOBS if job not in ruled_out and MAP.can_enter(job, start)]
    found = []
    for _ in range(library().steps.jobs_most):
        found += [path for path in paths if path[-1] == goal]
        paths = [
            (*path, after)
            for path in paths
            if path[-1] != goal
            for after in links[path[-1]]
            if after not in ruled_out and after not in path
        ]
    return found


@settings(max_examples=15)
@given(goals, starts)
def test_the_search_finds_what_trying_every_path_finds(goal, start):
    lengths = {path: measured(path, start) for path in every_path(goal, start)}
    near = min(lengths.values(), default=0) + library().steps.near
    found = ways(goal, start, MAP)
    assert {way.jobs: way.length for way in found} == {path: n for path, n in lengths.items() if n <= near}
    assert [way.length for way in found] == sorted(way.length for way in found)


@settings(max_examples=60)
@given(goals, starts, st.sampled_from(SKILLS), st.sampled_from(PAPERS))
def test_knowing_or_holding_more_never_lengthens_the_way(goal, start, skill, paper):
    before = ways(goal, start, MAP)
    more = Start(
        start.held | {skill},
        start.done,
        start.papers | {paper},
        start.refused,
        start.refused_tasks,
        start.named,
        start.anything,
    )
    after = ways(goal, more, MAP)
    assert not before or (after and after[0].length <= before[0].length)


@settings(max_examples=60)
@given(goals, starts)
def test_what_is_ruled_out_is_never_on_a_way(goal, start):
    for way in ways(goal, start, MAP):
        assert not start.refused & set(way.jobs)
        for job in way.jobs[:-1]:
            assert not start.refused_tasks & set(library().occupations.by_id[job].skills)
            assert job not in start.done
        assert len(set(way.jobs)) == len(way.jobs) <= library().steps.jobs_most


@settings(max_examples=30)
@given(goals, starts)
def test_each_step_says_all_of_its_work_once(goal, start):
    for way in ways(goal, start, MAP):
        has = set(start.held)
        for leg in way.legs:
            assert set(leg.carries) == set(MAP.work(leg.occupation)) & has
            assert set(leg.new) == set(MAP.work(leg.occupation)) - has
            has |= set(MAP.work(leg.occupation))
        assert way.length == sum(leg.length for leg in way.legs)


def test_from_nothing_to_cooking_is_through_a_kitchen():
    found = ways("cook", Start(frozenset(), frozenset(), frozenset()), MAP)
    assert found[0].jobs == ("kitchen_assistant", "cook")


def test_a_paper_got_on_the_way_is_not_got_again():
    start = Start(frozenset(), frozenset(["construction_labourer"]), frozenset())
    (leg,) = ways("groundworker", start, MAP)[0].legs
    assert leg.papers == ("cscs_labourer",)
    start = Start(frozenset(), frozenset(["construction_labourer"]), frozenset(["cscs_labourer"]))
    (leg,) = ways("groundworker", start, MAP)[0].legs
    assert leg.papers == ()


@pytest.mark.parametrize("goal", ["library_assistant", "exam_invigilator"])
def test_no_way_is_an_answer(goal):
    assert ways(goal, Start(frozenset(), frozenset(), frozenset()), MAP) == ()


def test_a_way_knows_its_jobs():
    assert Way((), 0).jobs == ()

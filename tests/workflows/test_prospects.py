"""Prospects: people counted again pair by pair by the plain reference, sums that add up, pauses kept."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise

import pytest

from matcher.explain.requirements import RequirementWords
from matcher.library.prospects import step_of
from matcher.records.employer import Employer
from matcher.records.words import VacancyStatus
from matcher.store.about import About
from matcher.store.folder import create_folder
from matcher.workflows.desk import open_desk
from matcher.workflows.lists.jobs import only_open
from matcher.workflows.lists.prepared import prepare
from matcher.workflows.outlook import prospects as prospects_module
from matcher.workflows.outlook.gaps import count_all
from matcher.workflows.outlook.prospects import prospects
from matcher.workflows.where import Where
from tests.chances import Seeded
from tests.demos import library, made_demo
from tests.hands import SIGNED
from tests.reference.market import market as reference
from tests.wild import ON
from tests.wild_work import programme as wild_programme

RULES = library().prospects
GATES = {1 << gate.bit: gate.id for gate in library().gates.gates if gate.id in RULES.change_of}


@pytest.fixture(params=["demo", 0, 2], scope="module")
def where(request, tmp_path_factory):
    if request.param == "demo":
        return Where(made_demo())
    folder = tmp_path_factory.mktemp("prospects") / "programme"
    with create_folder(folder, About(name="A test", data_date=ON)).changing(SIGNED) as change:
        change.put(wild_programme(Seeded(request.param), clients=40, vacancies=15))
    return Where(folder)


def test_whom_one_change_would_bring_equals_a_recount(where):
    desk = open_desk(where)
    read = desk.read()
    prepared = prepare(desk, only_open(read.programme, on=desk.on), left_out=read.left_out)
    near = prospects_module._NearlyOpen(prepared)
    count_all(prepared, watch=near)
    plain = reference(read.programme, library=library(), on=desk.on)
    words, expected = RequirementWords(library()), defaultdict(set)
    for vacancy in prepared.programme.vacancies:
        for client in plain.subjects:
            pair = plain.pair(client, vacancy.id)
            stops = pair.fail & (pair.fixed | pair.applied)
            steps = next(line for line in pair.terms if line.term == "occupation_wanted")
            if vacancy.employer is None or stops.bit_count() != 1 or (steps.least > 1 and not pair.opted_in):
                continue
            if stops in GATES:
                expected[vacancy.employer, ("gate", GATES[stops])].add(client)
            elif stops >> 24:
                asked = vacancy.requirements[stops.bit_length() - 25]
                expected[vacancy.employer, ("requirement", words.name(asked))].add(client)
    assert {key: one.people.bit_count() for key, one in near.found.items()} == {
        key: len(people) for key, people in expected.items()
    }
    assert expected


def test_lines_are_declared_and_add_up_and_order_the_list(where):
    found = prospects(where, top=100)
    declared = {one.says: one.points for one in (*RULES.people, *RULES.unmet, *RULES.contact)}
    declared |= {one.says: one.points for one in (RULES.no_contact, RULES.lead, RULES.doubt)}
    declared |= {prospects_module.NAMES[kind]: points for kind, points in RULES.kinds.items()}
    for one in found.rows:
        assert one.points == sum(points for _, points in one.lines)
        assert all(declared[says] == points for says, points in one.lines)
        assert one.ask
    assert all(one.points >= other.points for one, other in pairwise(found.rows))
    employers = [one.employer for one in found.rows if one.employer]
    assert len(set(employers)) == len(employers)
    assert prospects(where, top=1).rows == found.rows[:1]


def test_a_must_of_a_few_people_is_in_no_prospect(where):
    few = step_of(RULES.people, 1)
    assert few is not None
    says = {one.says for one in RULES.changes_asked}
    for one in prospects(where, top=100).rows:
        if one.says in says:
            assert few.says not in dict(one.lines)
            assert one.to_employer is None


def test_whoever_is_paused_is_named_and_not_approached(where):
    desk = open_desk(where)
    found = prospects(where, top=100)
    paused = {one.employer for one in found.not_now}
    assert not paused & {one.employer for one in found.rows}
    employers = {str(one.id): one for one in desk.read().programme.employers}
    for reference_ in paused:
        own = employers[reference_]
        assert own.conduct or own.not_before or own.contact_full_until


def test_the_demo_names_the_grade_that_keeps_one_out_and_the_pauses():
    found = prospects(Where(made_demo()))
    says = {one.employer: (one.says, *one.also) for one in found.rows}
    assert "without asking for GCSE Maths at grade 4 or the same" in says["E007"]
    assert {one.employer for one in found.not_now} == {"E008", "E011"}
    assert "12 April 2027" in next(one.why for one in found.not_now if one.employer == "E008")
    inkwell = next(one for one in found.rows if one.employer == "E012")
    assert inkwell.says == "without asking for English at level C1"
    assert inkwell.to_employer is None  # language: no figure leaves the programme


def test_an_employer_that_is_paused_leaves_the_list(tmp_path):
    programme = open_desk(Where(made_demo())).read().programme
    on = open_desk(Where(made_demo())).on
    for field, day in (("contact_full_until", on), ("not_before", on.replace(day=on.day + 1))):
        employers = tuple(
            one.model_copy(update={field: day}) if one.id == "E007" else one for one in programme.employers
        )
        folder = tmp_path / field
        with create_folder(folder, About(name="A test", data_date=on)).changing(SIGNED) as change:
            change.put(programme.model_copy(update={"employers": employers}))
        found = prospects(Where(folder))
        assert "E007" not in {one.employer for one in found.rows}
        assert "E007" in {one.employer for one in found.not_now}


def test_work_that_was_had_leads_to_whoever_had_it(tmp_path):
    """Everybody wants the shelf filler's job; it is filled, so the store is asked whether more is coming."""
    programme = open_desk(Where(made_demo())).read().programme
    vacancies = tuple(
        one.model_copy(update={"status": VacancyStatus.FILLED})
        if one.occupation and one.occupation.to == "shelf_filler"
        else one
        for one in programme.vacancies
    )
    employers = (*programme.employers, Employer(id="E999", name="Nobody asked of"))
    with create_folder(tmp_path / "p", About(name="A test", data_date=open_desk(Where(made_demo())).on)).changing(
        SIGNED
    ) as c:
        c.put(programme.model_copy(update={"vacancies": vacancies, "employers": employers}))
    found = prospects(Where(tmp_path / "p"), top=100)
    asked = next(one for one in found.rows if one.kind == "wanted")
    assert asked.employer == "E007"
    assert "shelf filler" in asked.ask
    assert "10 to 19 people" in dict(asked.lines)
    assert "E999" not in {one.employer for one in found.rows}


def test_nobody_and_nothing_is_an_answer(tmp_path):
    for clients, vacancies in ((5, 0), (0, 4), (0, 0)):
        folder = tmp_path / f"{clients} {vacancies}"
        with create_folder(folder, About(name="A test", data_date=ON)).changing(SIGNED) as change:
            change.put(wild_programme(Seeded(3), clients=clients, vacancies=vacancies))
        assert prospects(Where(folder)).vacancies <= vacancies


def test_screen_json_and_page(run, demo, tmp_path):
    ran = run("prospects")
    assert ran.code == 0
    assert "Not now" in ran.out
    told = json.loads(run("prospects", "--json").out)
    assert told["rows"][0]["points"] == sum(line["points"] for line in told["rows"][0]["lines"])
    page = tmp_path / "prospects.html"
    assert run("prospects", "-o", str(page)).code == 0
    assert "To ask:" in page.read_text(encoding="utf-8")
    assert run("prospects", "--top", "0").code == 2

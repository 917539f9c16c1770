"""The demo's files: they load without complaint, and are as made up, half blank and careful as they claim."""

import csv
import re
from pathlib import Path

import pytest

from matcher.importers.export import write_csvs
from matcher.importers.workbook import read_files
from matcher.records.consents import clients_covered
from matcher.records.words import Emphasis, Importance, Opportunity, RequirementStatus, Stance
from matcher.store.about import read_about
from tests.journeys.personas import personas
from tests.specimens.conftest import ON
from tests.specimens.test_made_up import CLIENT_OPTIONAL, blank_share

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"


@pytest.fixture(scope="module")
def imported(library):
    return read_files([DEMO], library=library, on=ON)


@pytest.fixture(scope="module")
def demo(imported):
    return imported.programme


def test_every_row_loads_and_nothing_needs_saying(imported):
    assert [problem.say() for problem in imported.problems] == []
    assert all(counts.found == counts.loaded for counts in imported.read.values())


def test_it_is_the_size_it_says(demo):
    assert (len(demo.clients), len(demo.vacancies), len(demo.employers)) == (60, 26, 12)


def test_it_is_dated_alike_in_both_places(demo):
    assert demo.data_date == read_about(DEMO).data_date == ON


def test_about_half_of_what_could_be_asked_is_blank(demo):
    assert 0.40 <= blank_share([client.conditions for client in demo.clients], CLIENT_OPTIONAL) <= 0.60


def test_writing_it_out_and_reading_it_back_loses_nothing(imported, library, tmp_path):
    identities = imported.identities
    people = identities.values() if isinstance(identities, dict) else identities
    write_csvs(imported.programme, people, tmp_path, library=library)
    again = read_files([tmp_path], library=library, on=ON)
    assert again.programme == imported.programme
    assert again.identities == identities


def test_nobody_and_nothing_in_it_is_real(demo):
    assert all(place.sector.startswith("ND") for place in demo.places)
    with (DEMO / "clients.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert not row["Phone"] or row["Phone"].startswith("07700 900")
            assert not row["Email"] or row["Email"].endswith("@example.org")


def test_names_stand_in_the_identity_columns_only(imported):
    people = imported.identities.values() if isinstance(imported.identities, dict) else imported.identities
    family = {one.name.split()[-1] for one in people}
    assert len(family) > 40
    for path in (*DEMO.glob("*.csv"), DEMO / "personas.yaml"):
        text = path.read_text(encoding="utf-8")
        if path.name == "clients.csv":
            text = "\n".join(",".join(row[5:]) for row in csv.reader(text.splitlines()))
        assert not [name for name in family if name in text], path.name


def test_every_persona_is_in_the_files_and_shows_something_of_its_own(demo):
    held = {one.id for one in (*demo.clients, *demo.vacancies)}
    assert {one.id for one in personas()} <= held
    assert len({one.line for one in personas()}) == len(personas()) == len({one.id for one in personas()})
    assert {fact.other for one in personas() for fact in one.facts} <= held | {None}


CONDITIONS_AND_CAUSES = re.compile(
    r"\b(autis|adhd|depress|anxi|disab|mental|illness|diagnos|wheelchair|epilep|addict|convict|prison|offen[cd]"
    r"|benefit|chaotic|hard to reach|challenging|barrier|vulnerable)",
    re.IGNORECASE,
)


def test_no_condition_is_named_and_nobody_is_labelled():
    texts = {path.name: path.read_text(encoding="utf-8") for path in DEMO.glob("*.csv")}
    texts |= {one.id: one.line for one in personas()}
    found = {name: CONDITIONS_AND_CAUSES.findall(text) for name, text in texts.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_it_holds_what_a_first_look_should_show(demo):
    clients, vacancies = demo.clients, demo.vacancies
    asked = [one for vacancy in vacancies for one in vacancy.requirements]
    conditions = [client.conditions for client in clients]
    assert any(client.sector is None for client in clients)
    assert any(one.earnings_ceiling_week_pence for one in conditions)
    assert any(one.term_time_only and Emphasis.MUST in one.emphasis.values() for one in conditions)
    assert {choice.wants_it for client in clients for choice in client.choices} == {True, False}
    assert any(client.permission and client.permission.hours_most_minutes for client in clients)
    assert any(day > ON for client in clients for _, day in client.old_enough)
    assert any(put.declined for client in clients for put in client.questions_put)
    assert any(said.stance is Stance.REFUSES for client in clients for said in client.statements)
    assert any(client.refused_employers for client in clients)
    assert any(one.no_longer for one in demo.observations)
    assert {one.status for one in asked} >= {
        RequirementStatus.ASKED,
        RequirementStatus.KEPT,
        RequirementStatus.RELAXED,
    }
    assert any(one.needs[0].kind == "age" and one.status is RequirementStatus.ASKED for one in asked)
    assert any(len(one.needs) > 1 and one.importance is Importance.ESSENTIAL for one in asked)
    assert any(all(r.importance is Importance.DESIRABLE for r in v.requirements) for v in vacancies if v.requirements)
    assert {v.opportunity for v in vacancies} >= {Opportunity.VOLUNTEERING, Opportunity.APPRENTICESHIP}
    assert any(not shift.certain for v in vacancies for shift in v.shifts)
    assert any(v.pay_least_pence and v.pay_most_pence is None for v in vacancies)
    assert any(fact.stops for employer in demo.employers for fact in employer.conduct)
    covered = clients_covered(demo.consents, purpose="matching", on=ON)
    assert len(clients) - len(covered) == 2

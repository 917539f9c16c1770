"""A made-up programme: repeatable, valid, of any size, and as full of holes as real ones."""

import datetime as dt
import hashlib
import json
import subprocess
import sys
from collections import Counter
from enum import Enum
from typing import get_args

import pytest
from pydantic import BaseModel

from matcher.importers.export import write_csvs
from matcher.importers.workbook import read_files
from matcher.records.client import Client, Conditions
from matcher.records.consents import clients_covered
from matcher.records.employer import ConductFact, Employer
from matcher.records.evidence import Action, Consent, Introduction, Observation, Remembered
from matcher.records.programme import Programme
from matcher.records.requirement import Need, Requirement
from matcher.records.vacancy import Shift, Task, Vacancy
from matcher.records.words import Contract, Demand, Emphasis, Importance, Kind, Opportunity, RequirementStatus
from matcher.specimens.employers import how_many
from matcher.specimens.programme import made_up
from tests.specimens.conftest import ON

DIGEST = """
import datetime as dt, sys
sys.path.insert(0, ".")
from matcher.library.load import load_library
from matcher.specimens.programme import made_up
from tests.specimens.test_made_up import digest
print(digest(made_up(clients=80, vacancies=80, seed=3, on=dt.date(2026, 11, 16), library=load_library())))
"""


def plain(value: object) -> object:
    """A record as values that have one order: sets carry none."""
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in sorted(type(value).model_fields)}
    if isinstance(value, frozenset):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, dict):
        return sorted(((plain(key), plain(one)) for key, one in value.items()), key=str)
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value


def digest(programme: Programme) -> str:
    return hashlib.sha256(json.dumps(plain(programme)).encode()).hexdigest()


def test_the_same_seed_gives_the_same_programme_in_another_process(library, monkeypatch):
    here = digest(made_up(clients=80, vacancies=80, seed=3, on=ON, library=library))
    monkeypatch.setenv("PYTHONHASHSEED", "123")
    found = subprocess.run([sys.executable, "-c", DIGEST], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == here


def test_another_seed_gives_another_programme(library):
    one, other = (made_up(clients=20, vacancies=20, seed=seed, on=ON, library=library) for seed in (1, 2))
    assert one != other


@pytest.mark.parametrize(("clients", "vacancies"), [(0, 0), (1, 1), (0, 5), (5, 0), (1, 40), (60, 25)])
def test_any_size_is_possible(library, clients, vacancies):
    programme = made_up(clients=clients, vacancies=vacancies, seed=4, on=ON, library=library)
    assert (len(programme.clients), len(programme.vacancies)) == (clients, vacancies)
    assert len(programme.employers) == how_many(vacancies)


def test_a_size_below_nothing_is_refused(library):
    with pytest.raises(ValueError, match="sizes run from 0"):
        made_up(clients=-1, vacancies=1, seed=4, on=ON, library=library)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_record_is_what_it_would_be_if_it_were_read_from_a_file(library, seed):
    programme = made_up(clients=60, vacancies=60, seed=seed, on=ON, library=library)
    assert Programme.model_validate(programme.model_dump()) == programme


def test_references_are_used_once_and_lead_somewhere(large):
    for records in (large.clients, large.vacancies, large.employers):
        assert len({one.id for one in records}) == len(records)
    sectors, employers = {place.sector for place in large.places}, {one.id for one in large.employers}
    clients, vacancies = {one.id for one in large.clients}, {one.id for one in large.vacancies}
    assert len(sectors) == len(large.places)
    assert {one.sector for one in (*large.clients, *large.vacancies)} <= sectors | {None}
    assert {v.employer for v in large.vacancies} | {v.host for v in large.vacancies} <= employers | {None}
    assert {one for client in large.clients for one in client.refused_employers} <= employers
    filed = (*large.observations, *large.actions, *large.consents, *large.introductions, *large.remembered)
    assert {one.client for one in filed} <= clients
    assert {one.vacancy for one in (*large.introductions, *large.remembered)} <= vacancies
    assert {choice.vacancy for client in large.clients for choice in client.choices} <= vacancies


def test_vocabulary_words_lead_to_the_vocabulary(large, library):
    lists = {
        Kind.OCCUPATION: library.occupations.by_id,
        Kind.TASK: library.skills.by_id,
        Kind.LICENCE_OTHER: library.licences.by_id,
    }
    for client in large.clients:
        for said in client.statements:
            assert said.what.to is None or said.kind not in lists or said.what.to in lists[said.kind]
    for vacancy in large.vacancies:
        assert vacancy.occupation is None or vacancy.occupation.to in {None, *library.occupations.by_id}
        assert {task.what.to for task in vacancy.tasks} <= {None, *library.skills.by_id}
        assert set(vacancy.adjustments) <= set(library.adjustments.by_id)
        needs = [need for asked in vacancy.requirements for need in asked.needs]
        assert {need.licence for need in needs if need.kind == "licence_other"} <= set(library.licences.by_id)
        assert {need.skill for need in needs if need.kind in ("skill", "it_skills")} <= set(library.skills.by_id)
    criteria = {one.id for one in library.rubric.criteria}
    assert {one.criterion for one in (*large.observations, *large.actions)} <= criteria
    assert {need.kind for v in large.vacancies for r in v.requirements for need in r.needs} == {
        kind for shape in get_args(get_args(Need)[0]) for kind in get_args(shape.model_fields["kind"].annotation)
    }


EXERCISED = {
    Client: lambda p: p.clients,
    Conditions: lambda p: [one.conditions for one in p.clients],
    Vacancy: lambda p: p.vacancies,
    Shift: lambda p: [one for v in p.vacancies for one in v.shifts],
    Task: lambda p: [one for v in p.vacancies for one in v.tasks],
    Requirement: lambda p: [one for v in p.vacancies for one in v.requirements],
    Employer: lambda p: p.employers,
    ConductFact: lambda p: [one for e in p.employers for one in e.conduct],
    Observation: lambda p: p.observations,
    Introduction: lambda p: p.introductions,
    Action: lambda p: p.actions,
    Consent: lambda p: p.consents,
    Remembered: lambda p: p.remembered,
}
FREE_TEXT = {
    (Remembered, "words"),
    (Vacancy, "doubts"),
    (Employer, "also"),
    (Employer, "sites"),
    (Employer, "monthly_contacts"),
    (Employer, "weekly_contacts"),
    (ConductFact, "asked"),
}
"""What nobody draws: a worker's own note, and what is read in words when a record comes in."""


@pytest.mark.parametrize("record", EXERCISED, ids=lambda record: record.__name__)
def test_every_field_is_sometimes_filled_and_every_optional_one_sometimes_blank(large, record):
    found = EXERCISED[record](large)
    for name, field in record.model_fields.items():
        values = [getattr(one, name) for one in found]
        filled = [one for one in values if one or one is False or one == 0]
        assert filled or (record, name) in FREE_TEXT, f"{record.__name__}.{name} is never filled"
        if field.default is None:
            assert None in values, f"{record.__name__}.{name} is never blank"


def test_rare_things_occur(large):
    vacancies, clients = large.vacancies, large.clients
    asked = [one for v in vacancies for one in v.requirements]
    assert any(shift.end > 7 * 1440 for v in vacancies for shift in v.shifts), "no night over Sunday midnight"
    assert any(not shift.certain for v in vacancies for shift in v.shifts)
    assert any(len(v.requirements) > 40 for v in vacancies)
    assert any(len(one.needs) > 1 for one in asked), "no either ... or"
    assert {one.status for one in asked} == set(RequirementStatus)
    assert {one.importance for one in asked} == set(Importance)
    assert {v.opportunity for v in vacancies} == set(Opportunity)
    assert {v.contract for v in vacancies} == {None, *Contract}
    assert {d for v in vacancies for d in v.demands} == set(Demand)
    assert any(v.pay_least_pence is not None and v.pay_most_pence is None for v in vacancies)
    assert any(v.pay_most_pence is not None and v.pay_least_pence is None for v in vacancies)
    assert any(fact.stops for employer in large.employers for fact in employer.conduct)
    assert any(day > ON for client in clients for _, day in client.old_enough)
    assert {e for client in clients for e in client.conditions.emphasis.values()} == set(Emphasis)
    assert any(one.no_longer for one in large.observations)
    assert any(v.term_time_only for v in vacancies)
    assert any(client.conditions.term_time_only for client in clients)


def blank_share(records: list[BaseModel], names: tuple[str, ...]) -> float:
    values = [getattr(one, name) for one in records for name in names]
    return sum(one is None or one in ((), {}, "") for one in values) / len(values)


CLIENT_OPTIONAL = (
    "week",
    "hours_most_minutes",
    "longest_shift_minutes",
    "notice_days",
    "term_time_only",
    "modes",
    "travel_limit_minutes",
    "opportunities",
    "emphasis",
)
VACANCY_OPTIONAL = (
    "contract",
    "opened",
    "closes",
    "interviews",
    "starts",
    "last_word",
    "places",
    "decides",
    "decides_by",
    "nation",
    "shifts",
    "hours_least_minutes",
    "hours_most_minutes",
    "guaranteed_minutes",
    "notice_days",
    "term_time_only",
    "tasks",
    "drives",
    "demands",
    "apply_online_only",
)


def test_about_half_of_the_optional_fields_are_blank(large):
    assert 0.40 <= blank_share([one.conditions for one in large.clients], CLIENT_OPTIONAL) <= 0.60
    assert 0.40 <= blank_share(list(large.vacancies), VACANCY_OPTIONAL) <= 0.60


def test_some_clients_are_known_by_a_sector_only_and_some_in_full(large):
    shares = Counter(round(10 * blank_share([client.conditions], CLIENT_OPTIONAL)) for client in large.clients)
    assert shares[10] > 30
    assert shares[0] > 100


def test_blank_can_be_fixed_at_nothing_and_at_everything(library):
    full = made_up(clients=50, vacancies=50, seed=1, on=ON, library=library, blank=0)
    assert blank_share([one.conditions for one in full.clients], CLIENT_OPTIONAL) == 0
    assert blank_share(list(full.vacancies), VACANCY_OPTIONAL) < 0.02
    empty = made_up(clients=50, vacancies=50, seed=1, on=ON, library=library, blank=1000)
    assert blank_share([one.conditions for one in empty.clients], CLIENT_OPTIONAL) == 1


def test_conditions_can_be_made_firm(library):
    firm = made_up(clients=50, vacancies=5, seed=1, on=ON, library=library, blank=0, firm=1000)
    assert {e for c in firm.clients for e in c.conditions.emphasis.values()} == {Emphasis.MUST}
    loose = made_up(clients=50, vacancies=5, seed=1, on=ON, library=library, blank=0, firm=0)
    assert {e for c in loose.clients for e in c.conditions.emphasis.values()} == {Emphasis.PREFER}


def test_about_three_in_a_hundred_have_nothing_that_covers_matching(large):
    covered = clients_covered(large.consents, purpose="matching", on=ON)
    assert 0.015 <= 1 - len(covered) / len(large.clients) <= 0.045


def test_hours_wanted_fit_into_the_free_week(large):
    for client in large.clients:
        conditions = client.conditions
        if conditions.week is not None and conditions.hours_least_minutes:
            assert conditions.hours_least_minutes <= sum(one.end - one.start for one in conditions.week)


def test_a_made_up_programme_can_be_kept_in_a_spreadsheet(library, tmp_path):
    programme = made_up(clients=60, vacancies=60, seed=8, on=ON, library=library)
    write_csvs(programme, [], tmp_path, library=library)
    read = read_files([tmp_path], library=library, on=ON)
    assert read.problems == []
    assert read.programme == programme

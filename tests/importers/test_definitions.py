"""Every field of every record has a column, or a stated reason why not; every column is fit for people."""

import types
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from matcher.importers.cells import fold
from matcher.importers.columns import Sheet
from matcher.importers.labels import Lists
from matcher.importers.sheets.all_sheets import READING_ORDER, SHEETS
from matcher.importers.template import examples
from matcher.records import requirement as needs
from matcher.records.client import (
    CareWindow,
    Client,
    Conditions,
    Permission,
    QuestionPut,
    Spell,
    StandingChoice,
    Statement,
)
from matcher.records.dealings import Approach, Promise
from matcher.records.employer import ConductFact, Employer, Site
from matcher.records.evidence import Action, Consent, Introduction, Observation, Remembered
from matcher.records.identity import Identity
from matcher.records.jobs import Job, JobEnd, Worked
from matcher.records.programme import Place, Programme
from matcher.records.requirement import Requirement
from matcher.records.service import Service
from matcher.records.shape import Link
from matcher.records.vacancy import Shift, Task, Vacancy

RECORDS: tuple[type[BaseModel], ...] = (
    Client,
    Conditions,
    Permission,
    Spell,
    CareWindow,
    Statement,
    StandingChoice,
    QuestionPut,
    Identity,
    Employer,
    ConductFact,
    Site,
    Approach,
    Promise,
    Job,
    JobEnd,
    Worked,
    Vacancy,
    Shift,
    Task,
    Requirement,
    Link,
    Observation,
    Introduction,
    Action,
    Consent,
    Remembered,
    Place,
    Service,
    Programme,
    *get_args(get_args(needs.Need)[0]),
)

REASONS = {
    "Client.conditions": "its own fields have columns",
    "Client.statements": "one row each on the sheet of wants",
    "Client.choices": "one row each on the sheet of wants",
    "Client.questions_put": "one row each on the sheet of observations",
    "Conditions.care": "one row each on the sheet of care",
    "Statement.what": "wants: What",
    "Vacancy.shifts": "one row each on the sheet of shifts",
    "Vacancy.tasks": "one row each on the sheet of tasks",
    "Vacancy.requirements": "one row each on the sheet of requirements",
    "Requirement.needs": "one row each on the sheet of requirements",
    "Vacancy.doubts": "read in the words when the record comes in",
    "Site.name": "employers: Sites",
    "Site.sector": "employers: Sites",
    "Job.worked": "one row each on the sheet of worked",
    "Job.end": "its own fields have columns",
    "Approach.employer": "the first column of the sheet",
    "Promise.employer": "the first column of the sheet",
    "Employer.conduct": "one row each on the sheet of conduct",
    "Service.terms": "the directory's own words, kept as they came",
    "Service.source": "the directory it came from",
    "Link.words": "the column that a 'read as' column stands beside",
    **{
        f"{name}.client": "the first column of the sheet"
        for name in ("Observation", "Introduction", "Action", "Consent", "Remembered", "Identity")
    },
    **{
        f"Programme.{name}": "a sheet of its own"
        for name in (
            "clients",
            "vacancies",
            "employers",
            "observations",
            "introductions",
            "actions",
            "consents",
            "remembered",
            "places",
            "services",
        )
    },
    **{f"{need.__name__}.kind": "requirements: Kind" for need in get_args(get_args(needs.Need)[0])},
}


def carried() -> set[str]:
    """Every record field that some column carries."""
    found = {field for sheet in SHEETS for column in sheet.columns for field in column.covers}
    for sheet in SHEETS:
        for path in sheet.paths.values():
            found |= along(sheet, path)
    return found


def along(sheet: Sheet, path: str) -> set[str]:
    """The fields a path walks through, as `Conditions.notice_days`."""
    outer, _, inner = path.partition("[")[0].partition(".")
    if outer == "identity":
        return {f"Identity.{inner}"}
    assert sheet.model is not None
    assert outer in sheet.model.model_fields, path
    found = {f"{sheet.model.__name__}.{outer}"}
    if inner:
        held = record_in(sheet.model.model_fields[outer].annotation)
        assert inner in held.model_fields, path
        found.add(f"{held.__name__}.{inner}")
    return found


def record_in(annotation: Any) -> type[BaseModel]:
    if get_origin(annotation) in (types.UnionType,):
        annotation = next(one for one in get_args(annotation) if isinstance(one, type) and issubclass(one, BaseModel))
    record: type[BaseModel] = annotation
    return record


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: one.__name__)
def test_every_field_has_a_column_or_a_reason(record):
    missing = {f"{record.__name__}.{field}" for field in record.model_fields} - carried() - set(REASONS)
    assert missing == set(), "give it a column, or a reason here"


def test_no_reason_or_column_names_a_field_that_is_gone():
    there = {f"{record.__name__}.{field}" for record in RECORDS for field in record.model_fields}
    assert set(REASONS) - there == set()
    assert {one for one in carried() if not one.startswith("Need.")} - there - {"EqualityAnswers.answers"} == set()


def test_every_sheet_is_read():
    assert set(READING_ORDER) == set(SHEETS)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_a_sheet_is_fit_for_people(sheet):
    headings = [words for column in sheet.columns for words in column.folded]
    assert len(headings) == len(set(headings)), "two columns answer to one heading"
    assert len(sheet.name) <= 31
    assert sheet.key.needed
    for column in sheet.columns:
        assert column.note, column.name
        assert len(column.note) <= 255, "longer than a spreadsheet shows"
        assert len(column.header) <= 32, "longer than the title of a note may be"
        assert fold(column.header)[:1] != "", column.header


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_drop_downs_offer_what_can_be_read(sheet, library):
    lists = Lists(library)
    for column in sheet.columns:
        for offer in column.kind.offers(lists):
            value = column.kind.read(offer, lists)
            assert column.kind.say(value, lists) == offer
            assert len(offer) <= 255


def test_every_sheet_but_one_shows_two_examples(library):
    counts = {sheet.name: len(examples(sheet, Lists(library))) for sheet in SHEETS}
    assert {name for name, count in counts.items() if count != 2} == {"programme"}

"""What a description asks joins the vacancy beside the source's own requirement fields, as it was read."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from matcher.importers.adverts.importer import read_adverts
from matcher.library.load import load_library
from matcher.records.requirement import DrivingLicence, SameJob
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance

LIBRARY = load_library()
ON = dt.date(2026, 11, 16)


@pytest.fixture
def vacancy(tmp_path):
    """Reads one advert of the given description and requirement fields as a vacancy."""

    def reading(description: str, **fields: object) -> Vacancy:
        posting = {
            "@context": "http://schema.org",
            "@type": "JobPosting",
            "title": "Cleaner",
            "url": "https://j.example/1",
        }
        (tmp_path / "advert.json").write_text(json.dumps({**posting, "description": description, **fields}), "utf-8")
        return read_adverts([tmp_path], library=LIBRARY, on=ON).vacancies[0]

    return reading


def test_requirements_of_the_description_stand_after_those_of_the_fields(vacancy):
    found = vacancy(
        "<p>You must have a full driving licence.</p><p>Ideally you will have experience in a similar role.</p>",
        qualifications="Tidy handwriting",
    ).requirements
    assert [(one.id, one.importance, one.words) for one in found] == [
        ("r1", Importance.UNCLEAR, "qualifications: Tidy handwriting"),
        ("r2", Importance.ESSENTIAL, "full driving licence"),
        ("r3", Importance.DESIRABLE, "experience in a similar role"),
    ]
    assert found[1].needs == (DrivingLicence(),)
    assert found[2].needs == (SameJob(occupation="commercial_cleaner"),)


def test_what_an_advert_waives_is_on_record_as_not_required(vacancy):
    found = vacancy("No experience is needed: full training is given.").requirements
    assert [one.importance for one in found] == [Importance.NOT_REQUIRED]


def test_an_advert_that_asks_nothing_has_no_requirements_and_is_not_called_complete(vacancy):
    read = vacancy("Clean and tidy the offices of a friendly company.")
    assert read.requirements == ()
    assert not read.requirements_complete

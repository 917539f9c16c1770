"""Titles of real adverts, labelled by hand before their links were seen: links are right, and many enough.

Labels are ids of occupations by the advert's own id, so that no advert's words are kept here. No occupation
means that the job is none of ours; two mean that either is right.
"""

from __future__ import annotations

import json

import pytest

from matcher.library.load import load_library
from matcher.reading.link import Linker
from tests.reading.shared import shared_data

LABELS: dict[str, str] = {
    "": """
        nhs_jobs_2020:916212671 nhs_jobs_2020:916251526 nhs_jobs_2020:916256020
        adzuna_rmit_2013:72481557 nhs_jobs_2020:916245399 nhs_jobs_2020:916234237
        nhs_jobs_2020:916245013
    """,
    "admin_assistant": """
        nhs_jobs_2020:916248290 nhs_jobs_2020:916248435 nhs_jobs_2020:916255676
        adzuna_rmit_2013:62011450 nhs_jobs_2020:916252781 nhs_jobs_2020:916249495
        nhs_jobs_2020:916245111 nhs_jobs_2020:916260606 nhs_jobs_2020:916260071
        nhs_jobs_2020:916257813 nhs_jobs_2020:916249689 nhs_jobs_2020:916259555
    """,
    "admin_assistant call_centre_agent": """
        nhs_jobs_2020:916255847
    """,
    "admin_assistant data_entry_clerk": """
        nhs_jobs_2020:916258934
    """,
    "care_worker": """
        adzuna_kaggle_2013:46630337 adzuna_kaggle_2013:46628753 nhs_jobs_2020:916124767
        adzuna_kaggle_2013:46634855 adzuna_kaggle_2013:46630315 adzuna_kaggle_2013:55400419
        adzuna_kaggle_2013:46628751 adzuna_kaggle_2013:54486628 adzuna_kaggle_2013:46628014
        adzuna_kaggle_2013:46634264 adzuna_kaggle_2013:46635382 adzuna_kaggle_2013:50255413
        adzuna_kaggle_2013:46636665
    """,
    "commercial_cleaner": """
        gumtree_uk_2025:5417586994
    """,
    "domestic_housekeeper commercial_cleaner": """
        nhs_jobs_2020:916249386
    """,
    "healthcare_assistant": """
        nhs_jobs_2020:916253306 nhs_jobs_2020:916221079 adzuna_kaggle_2013:46627702
        nhs_jobs_2020:916258574 adzuna_rmit_2013:72186225 nhs_jobs_2020:916229884
        nhs_jobs_2020:916242877 nhs_jobs_2020:916253365 nhs_jobs_2020:916187771
        nhs_jobs_2020:916254752 nhs_jobs_2020:916250059
    """,
    "hospital_porter kitchen_assistant": """
        nhs_jobs_2020:916259378
    """,
    "it_support_trainee customer_service_advisor": """
        nhs_jobs_2020:916258617
    """,
    "passenger_assistant": """
        nhs_jobs_2020:916113121
    """,
    "pharmacy_assistant": """
        nhs_jobs_2020:916258113 nhs_jobs_2020:916240920
    """,
    "receptionist": """
        nhs_jobs_2020:916246939
    """,
    "records_clerk": """
        nhs_jobs_2020:916245206 nhs_jobs_2020:916255328
    """,
    "records_clerk admin_assistant": """
        nhs_jobs_2020:916259050
    """,
    "support_worker": """
        adzuna_kaggle_2013:46629628 nhs_jobs_2020:916223124 adzuna_kaggle_2013:46633676
    """,
    "teaching_assistant": """
        adzuna_api_2026:1121
    """,
}


@pytest.fixture(scope="module")
def checked():
    """(link, right answers) for every labelled advert."""
    right = {advert: answers.split() for answers, adverts in LABELS.items() for advert in adverts.split()}
    titles = {}
    with shared_data("adverts", "entry_level.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            advert = json.loads(line)
            if advert["id"] in right:
                titles[advert["id"]] = advert["title"]
    assert len(titles) == len(right) == 60
    links = Linker(load_library()).occupations(list(titles.values()))
    return [(link, right[advert]) for advert, link in zip(titles, links, strict=True)]


def test_what_is_linked_is_right(checked):
    linked = [(link, answers) for link, answers in checked if link.to]
    wrong = [link for link, answers in linked if link.to not in answers]
    assert len(wrong) <= len(linked) // 20, wrong


def test_most_titles_that_name_a_job_of_ours_are_linked(checked):
    ours = [link for link, answers in checked if answers]
    assert sum(link.to is not None for link in ours) >= 0.75 * len(ours)


def test_the_calibration_written_in_the_model_is_what_is_found(checked):
    calibration = load_library().linking.calibration[0]
    linked = [(link, answers) for link, answers in checked if link.to]
    assert calibration.titles == len(checked)
    assert calibration.linked == len(linked)
    assert calibration.right == sum(link.to in answers for link, answers in linked)

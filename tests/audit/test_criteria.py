"""Every criterion is complete, its question can be asked, and a review that is due is told."""

from __future__ import annotations

import datetime as dt
from typing import cast

import pytest

from matcher.audit.review import due_for_review
from matcher.library.catalogue import FAMILIES
from matcher.library.criteria import CriteriaFamily
from matcher.library.load import load_library
from matcher.workflows.programme.models import check_models

LIBRARY = load_library()
IDS = [
    "age_limit",
    "age_coded_young",
    "age_mature",
    "recent_graduate",
    "experience_cap",
    "dob_on_application",
    "sex_specified",
    "gendered_title",
    "family_or_marital_status",
    "no_caring_commitments",
    "would_suit_group",
    "no_term_time_leave",
    "nationality_specified",
    "rtw_document_restricted",
    "native_speaker",
    "accent_or_voice",
    "english_level_inflated",
    "other_language_unexplained",
    "uk_experience_only",
    "residency_history",
    "religion_specified",
    "dress_or_grooming_ban",
    "appearance_looks",
    "photo_required",
    "height_or_build",
    "fit_and_healthy",
    "lifting_blanket",
    "standing_mobility_blanket",
    "senses_blanket",
    "health_questions_pre_offer",
    "attendance_record",
    "pressure_resilience",
    "eye_contact",
    "outgoing_personality",
    "communication_inflated",
    "culture_fit",
    "multitasking_vague",
    "handwriting_spelling",
    "drug_test_blanket",
    "driving_licence",
    "own_vehicle",
    "clean_licence",
    "live_locally",
    "fixed_address_or_bank",
    "own_device",
    "own_kit",
    "upfront_cost",
    "overnight_travel",
    "degree_required",
    "grade_or_institution_bar",
    "gcse_required",
    "experience_inflated",
    "recent_experience",
    "no_gaps",
    "unemployed_excluded",
    "employer_references",
    "certificate_upfront",
    "it_skills_inflated",
    "no_criminal_record",
    "dbs_level_excess",
    "conviction_disclosure_early",
    "credit_check",
    "no_part_time",
    "total_availability",
    "compulsory_overtime",
    "zero_hours",
    "exclusivity",
    "immediate_start",
    "unpaid_trial",
    "pay_hidden",
    "commission_or_self_employed",
    "salary_history",
    "single_application_channel",
    "assessment_format",
    "social_media_check",
    "hostile_tone",
    "coded_wording",
    "non_smoker",
    "union_membership",
]
JOB_QUALITY = {
    "upfront_cost",
    "compulsory_overtime",
    "zero_hours",
    "exclusivity",
    "unpaid_trial",
    "pay_hidden",
    "commission_or_self_employed",
    "hostile_tone",
}
UNLAWFUL = {
    "age_limit",
    "sex_specified",
    "family_or_marital_status",
    "nationality_specified",
    "religion_specified",
    "health_questions_pre_offer",
    "dbs_level_excess",
    "union_membership",
}
ASKS_FIRST = {"union_membership"}
"""Whose question gives its reason behind the question mark."""


def test_the_79_criteria_are_those_of_the_guide_in_its_order():
    assert list(LIBRARY.criteria) == IDS
    assert [one.number for one in LIBRARY.criteria.values()] == list(range(1, 80))


def test_those_about_the_job_and_those_unlawful_as_written_are_the_guides():
    assert {one.id for one in LIBRARY.criteria.values() if one.job_quality} == JOB_QUALITY
    assert {one.id for one in LIBRARY.criteria.values() if one.severity == "unlawful_on_face"} == UNLAWFUL


@pytest.mark.parametrize("criterion", IDS)
def test_each_is_complete(criterion: str):
    one = LIBRARY.criteria[criterion]
    for said in (one.name, one.may_fall_on, one.justified_when, one.question, one.rewording, one.legal_basis):
        assert len(said.split()) > 1
        assert "TODO" not in said
    assert one.question.endswith("?") or (criterion in ASKS_FIRST and "? " in one.question)
    assert one.sources
    assert set(one.takes_the_place_of) <= set(IDS) - {criterion}


@pytest.mark.parametrize("criterion", IDS)
def test_each_is_read(criterion: str):
    reads = LIBRARY.audit_reads[criterion]
    assert reads.phrases or reads.topics


@pytest.mark.parametrize("family", FAMILIES)
def test_every_source_is_named_and_titled(family: str):
    document = cast(CriteriaFamily, LIBRARY.on_shelf(f"criteria_{family}"))
    titles = {str(source.id): source.title for source in document.sources}
    assert [one for one, title in titles.items() if "TODO" in title or not title.strip()] == []
    wanted = {source for one in document.criteria for source in one.sources}
    assert wanted <= titles.keys()


class TestReview:
    def test_a_criterion_is_due_after_twelve_months_and_not_a_day_before(self):
        first = min(one.reviewed_on for one in LIBRARY.criteria.values())
        year_on = first.replace(year=first.year + 1)
        assert due_for_review(LIBRARY, on=year_on - dt.timedelta(days=1)) == []
        due = due_for_review(LIBRARY, on=year_on)
        assert due
        assert due[0].say().endswith("look at it again.")

    def test_the_check_of_the_models_tells_it_and_still_passes(self):
        latest = max(one.reviewed_on for one in LIBRARY.criteria.values())
        checked = check_models(on=latest.replace(year=latest.year + 2))
        assert len(checked.notices) == len(IDS)
        assert "reviewed on" in checked.notices[0].say()
        assert checked.problems == []
        assert not any(notice.stops_row for notice in checked.notices)


@pytest.mark.parametrize("criterion", LIBRARY.criteria)
def test_what_people_read_fits_the_sentence_it_stands_in(criterion):
    """`May fall on ....` and `Ask: ...` are completed with these words, on screen and on the sheet."""
    about = LIBRARY.criteria[criterion]
    assert about.may_fall_on[0].islower() or about.may_fall_on.startswith("Deaf")
    assert not about.may_fall_on.endswith(".")
    assert about.justified_when.endswith(".")
    assert about.rewording.endswith((".", "!", "?"))

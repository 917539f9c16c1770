"""One structured doubt from end to end, and the status table for every severity and status."""

from __future__ import annotations

import pytest

from matcher.audit.doubts import effects_of, findings_of
from matcher.library.load import load_library
from matcher.records.finding import ReadDoubt
from matcher.records.requirement import (
    Degree,
    DrivingLicence,
    Language,
    LevelQualification,
    NotCompared,
    OtherLicence,
    OwnVehicle,
    Requirement,
    SameJob,
    Skill,
)
from matcher.records.shape import Link
from matcher.records.vacancy import Vacancy
from matcher.records.words import Contract, Importance, RequirementStatus

LIBRARY = load_library()


def vacancy(*requirements, occupation="shelf_filler", drives=None):
    link = Link(words=occupation, to=occupation, confidence=100) if occupation else None
    return Vacancy(
        id="V1", title="A job", occupation=link, drives=drives, requirements=requirements, pay_least_pence=1300
    )


def licence(**more):
    return Requirement(id="R1", needs=(DrivingLicence(),), **more)


def severities(found):
    return [finding.severity for finding in findings_of(found, library=LIBRARY)]


def effects(found):
    return effects_of(found, findings_of(found, library=LIBRARY), library=LIBRARY)


def test_a_licence_for_stacking_shelves_is_doubted_and_not_applied_until_it_is_kept_with_a_reason():
    assert severities(vacancy(licence())) == ["high_risk"]
    assert effects(vacancy(licence())).applied == (False,)
    kept = vacancy(licence(status=RequirementStatus.KEPT, reason="collects stock from two depots by van"))
    assert effects(kept).applied == (True,)
    assert effects(kept).doubted == (False,)


def test_a_driving_duty_silences_the_doubt():
    assert severities(vacancy(licence(), drives=True)) == []
    assert effects(vacancy(licence(), drives=True)).applied == (True,)


def test_where_nobody_said_and_the_job_may_drive_it_is_only_worth_asking_and_applied():
    depends = next(entry.id for entry in LIBRARY.occupations.entries if entry.driving == "depends")
    assert severities(vacancy(licence(), occupation=depends)) == ["worth_asking"]
    assert effects(vacancy(licence(), occupation=depends)).applied == (True,)
    assert severities(vacancy(licence(), occupation=None)) == ["worth_asking"]
    assert severities(vacancy(licence(), occupation=depends, drives=False)) == ["high_risk"]


def test_an_own_vehicle_narrows_the_pool_and_stays_applied_and_an_unneeded_licence_is_no_doubt():
    car = vacancy(Requirement(id="R1", needs=(OwnVehicle(),)))
    assert severities(car) == ["narrows_pool"]
    assert effects(car).applied == (True,)
    assert severities(vacancy(licence(importance=Importance.NOT_REQUIRED))) == []


def test_a_licence_that_would_be_a_plus_is_no_doubt_and_may_only_add():
    """L1 of the audit guide: a wish for a licence shuts nobody out. A wish about age is itself the problem."""
    wished = vacancy(licence(importance=Importance.DESIRABLE))
    assert severities(wished) == []
    assert effects(wished).counts == (True,)
    age = Requirement(id="R1", needs=(NotCompared(kind="age"),), importance=Importance.DESIRABLE)
    assert severities(vacancy(age)) == ["unlawful_on_face"]


@pytest.mark.parametrize(
    ("need", "criterion"),
    [
        (Degree(), "degree_required"),
        (LevelQualification(level=6), "degree_required"),
        (SameJob(occupation="shelf_filler"), "experience_inflated"),
        (Language(language="English", level=5), "english_level_inflated"),
        (Language(language="Polish", level=3), "other_language_unexplained"),
        (OtherLicence(licence="manual_handling_certificate"), "certificate_upfront"),
        (Skill(kind="it_skills", skill="spreadsheets"), "it_skills_inflated"),
    ],
)
def test_each_typed_requirement_that_the_work_does_not_need_is_doubted(need, criterion):
    every = {entry.id: entry for entry in LIBRARY.occupations.entries}
    wanted = {"degree_required": "degree", "experience_inflated": "experience", "english_level_inflated": "english"}
    reason = wanted.get(criterion)
    at = next(one for one, entry in every.items() if reason is None or reason in entry.not_required)
    raised = findings_of(vacancy(Requirement(id="R1", needs=(need,)), occupation=at, drives=True), library=LIBRARY)
    assert [one.rule for one in raised] == [criterion]


def test_what_is_odd_about_the_offer_itself_is_told_of_the_vacancy_and_not_of_a_requirement():
    offer = vacancy().model_copy(
        update={"contract": Contract.ZERO_HOURS, "apply_online_only": True, "pay_least_pence": None}
    )
    raised = findings_of(offer, library=LIBRARY)
    assert {(one.rule, one.requirement) for one in raised} == {
        ("single_application_channel", None),
        ("pay_hidden", None),
        ("zero_hours", None),
    }


def test_a_doubt_read_in_words_bears_on_its_requirement_unless_the_record_is_typed():
    words = Requirement(id="R1", needs=(NotCompared(kind="physical"),), words="must be able-bodied")
    read = ReadDoubt(criterion="fit_and_healthy", severity="high_risk", requirement="R1", start=0, end=19)
    found = vacancy(words).model_copy(update={"doubts": (read,)})
    assert severities(found) == ["high_risk"]
    typed = vacancy(licence(), drives=True).model_copy(
        update={"doubts": (read.model_copy(update={"criterion": "driving_licence"}),)}
    )
    assert severities(typed) == []


def test_a_stated_age_holds_the_vacancy_and_only_an_exception_in_writing_releases_it():
    age = Requirement(id="R1", needs=(NotCompared(kind="age"),), words="18 to 30")
    assert effects(vacancy(age)).held
    kept = age.model_copy(update={"status": RequirementStatus.KEPT})
    assert effects(vacancy(kept)).held
    assert not effects(vacancy(kept.model_copy(update={"exception": "Licensing Act 2003, section 147"}))).held
    assert not effects(vacancy(age.model_copy(update={"status": RequirementStatus.REMOVED}))).held


@pytest.mark.parametrize("status", list(RequirementStatus))
@pytest.mark.parametrize("severity", ["none", "worth_asking", "narrows_pool", "high_risk", "unlawful_on_face"])
def test_the_status_table_is_the_published_one(severity, status):
    """Design 5a, last table: relaxed and removed never apply; high risk applies only when kept with a reason."""
    effect = LIBRARY.statuses.effect(severity, status)
    if status in (RequirementStatus.RELAXED, RequirementStatus.REMOVED):
        assert effect == "not_applied"
    elif severity == "unlawful_on_face":
        assert effect == ("applied_with_exception" if status is RequirementStatus.KEPT else "held")
    elif severity == "high_risk":
        assert effect == ("applied" if status is RequirementStatus.KEPT else "not_applied")
    else:
        assert effect == "applied"

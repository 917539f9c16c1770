"""One structured doubt from end to end, and the status table for every severity and status."""

from __future__ import annotations

import pytest

from matcher.audit.doubts import effects_of, findings_of
from matcher.library.load import load_library
from matcher.records.requirement import DrivingLicence, NotCompared, OwnVehicle, Requirement
from matcher.records.shape import Link
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance, RequirementStatus

LIBRARY = load_library()


def vacancy(*requirements, occupation="shelf_filler", drives=None):
    link = Link(words=occupation, to=occupation, confidence=100) if occupation else None
    return Vacancy(id="V1", title="A job", occupation=link, drives=drives, requirements=requirements)


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


def test_an_own_vehicle_is_doubted_in_the_same_way_and_an_unneeded_licence_is_not():
    assert severities(vacancy(Requirement(id="R1", needs=(OwnVehicle(),)))) == ["high_risk"]
    assert severities(vacancy(licence(importance=Importance.NOT_REQUIRED))) == []


def test_a_desirable_licence_under_doubt_adds_no_points_either_way():
    assert effects(vacancy(licence(importance=Importance.DESIRABLE))).counts == (False,)
    assert effects(vacancy(licence(importance=Importance.DESIRABLE), drives=True)).counts == (True,)


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

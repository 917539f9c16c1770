"""What a vacancy's words raise when it comes in, tied to requirements so that the status table holds for each."""

from __future__ import annotations

from matcher.audit.doubts import effects_of, findings_of
from matcher.audit.incoming import Incoming
from matcher.library.load import load_library
from matcher.records.requirement import DrivingLicence, NotCompared, Requirement
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance, RequirementStatus

LIBRARY = load_library()
INCOMING = Incoming(LIBRARY)


def vacancy(*requirements, description="", title="Shop assistant"):
    raw = {"description": description} if description else {}
    return Vacancy(id="V1", title=title, requirements=requirements, raw=raw, pay_least_pence=1300)


def raised(one):
    return {(found.rule, found.requirement, found.severity) for found in findings_of(one, library=LIBRARY)}


def held(one):
    return effects_of(one, findings_of(one, library=LIBRARY), library=LIBRARY).held


MALES = "We sell shoes.\nMales only please.\nPay is 13 pounds an hour."


def test_a_vacancy_without_words_stays_as_it_is():
    plain = vacancy(Requirement(id="R1", needs=(DrivingLicence(),)))
    assert INCOMING.one(plain) == plain


def test_words_that_may_not_be_lawful_hold_the_vacancy_under_a_requirement_of_their_own():
    read = INCOMING.one(vacancy(description=MALES))
    assert raised(read) == {("sex_specified", "doubt-sex_specified", "unlawful_on_face")}
    assert held(read)
    (doubt,) = read.doubts
    assert MALES[doubt.start : doubt.end] == doubt.words
    assert not read.requirements[-1].compared


def test_an_answer_from_the_employer_settles_it_and_stays_when_the_words_are_read_again():
    read = INCOMING.one(vacancy(description=MALES))
    removed = read.requirements[-1].model_copy(update={"status": RequirementStatus.REMOVED})
    answered = read.model_copy(update={"requirements": (removed,)})
    assert not held(answered)
    again = INCOMING.one(answered)
    assert again == answered
    assert not held(again)


def test_reading_twice_changes_nothing_and_what_is_held_as_it_is_is_not_read_again():
    read = INCOMING.one(vacancy(description=MALES))
    assert INCOMING.one(read) == read
    assert INCOMING.read([read], held=[read]) == (read,)


def test_a_doubt_is_tied_to_the_requirement_whose_words_hold_it():
    fit = Requirement(id="R1", needs=(NotCompared(kind="physical"),), words="Must be physically fit")
    read = INCOMING.one(vacancy(fit, description="A shop. Must be physically fit. Pay is 13 pounds."))
    assert raised(read) == {("fit_and_healthy", "R1", "high_risk")}
    assert len(read.requirements) == 1


def test_the_words_of_a_spreadsheets_requirement_are_read_where_it_is_asked_for():
    fit = Requirement(id="R1", needs=(NotCompared(kind="physical"),), words="Must be physically fit")
    assert raised(INCOMING.one(vacancy(fit))) == {("fit_and_healthy", "R1", "high_risk")}
    waived = fit.model_copy(update={"importance": Importance.NOT_REQUIRED})
    assert raised(INCOMING.one(vacancy(waived))) == set()


def test_a_typed_record_knows_better_than_its_words():
    licence = Requirement(id="R1", needs=(DrivingLicence(),), words="Full driving licence essential")
    driving = vacancy(licence, title="Shop assistant").model_copy(update={"drives": True})
    assert raised(INCOMING.one(driving)) == set()
    assert {one[0] for one in raised(INCOMING.one(vacancy(licence)))} == {"driving_licence"}


def test_job_quality_is_told_of_the_vacancy_and_holds_nothing():
    read = INCOMING.one(vacancy(description="Sell on the doors. Commission only, paid per sale."))
    assert {one[0] for one in raised(read)} == {"commission_or_self_employed"}
    assert not held(read)
    assert read.requirements == ()


def test_a_form_that_contradicts_its_own_words_is_asked_about_and_both_are_kept():
    """L12 of the audit guide: the id is raised as a conflict, only worth asking."""
    licence = Requirement(id="R1", needs=(DrivingLicence(),), words="Driving licence desirable")
    read = INCOMING.one(vacancy(licence, title="Van driver").model_copy(update={"drives": True}))
    (finding,) = findings_of(read, library=LIBRARY)
    assert (finding.rule, finding.severity) == ("driving_licence", "worth_asking")
    assert "different things" in finding.question
    assert read.requirements[0].importance is Importance.ESSENTIAL
    assert effects_of(read, (finding,), library=LIBRARY).applied == (True,)


def test_a_form_that_agrees_with_its_words_is_no_conflict():
    licence = Requirement(id="R1", needs=(DrivingLicence(),), words="Driving licence essential")
    read = INCOMING.one(vacancy(licence, title="Van driver").model_copy(update={"drives": True}))
    assert findings_of(read, library=LIBRARY) == ()

"""Questions to employers: asked once, answered in their words, with effect on the vacancy and nowhere else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.audit.doubts import effects_of
from matcher.brokerage.challenge_counts import counted
from matcher.brokerage.challenge_memory import still_answered
from matcher.brokerage.challenges import Answered, Question, already_asked, answer, ask, family_of, subject_of
from matcher.brokerage.lesser import asks_less
from matcher.brokerage.machine import Refused
from matcher.records.finding import Finding
from matcher.records.jobs import Job
from matcher.records.requirement import (
    Degree,
    DrivingLicence,
    Gcse,
    LevelQualification,
    NotCompared,
    Requirement,
    SameJob,
    Skill,
    Years,
)
from matcher.records.shape import Link
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance, RequirementStatus
from tests.brokerage.cases import EPC, LIBRARY, MANAGER, RULES, day, move, moves
from tests.strategies import requirements

OCCUPATIONS = LIBRARY.occupations
MATHS = Requirement(id="R1", needs=(Gcse(subject="maths", grade=5),))


def vacancy(reference="V1", employer="E1", *needs, occupation="care_worker"):
    return Vacancy(
        id=reference,
        title="Somebody",
        employer=employer,
        occupation=Link(words="x", to=occupation),
        requirements=needs or (MATHS, Requirement(id="R2", needs=(DrivingLicence(),))),
    )


def put(reference="CH1", of=None, requirement="R1", days=0, earlier=(), **more):
    """A question put to an employer."""
    question = Question(id=reference, requirement=requirement, **more)
    return ask(
        RULES.challenges, of or vacancy(), question, move("ask", days=days), occupations=OCCUPATIONS, earlier=earlier
    )


def answered(asked, step, role=EPC, days=1, *, severity="none", lesser=None, **said):
    return answer(
        RULES.challenges,
        asked.challenge,
        asked.vacancy,
        move(step, role, days, **said),
        severity=severity,
        lesser=lesser,
    )


def status(found, requirement="R1"):
    return next(one.status for one in found.vacancy.requirements if one.id == requirement)


def test_asking_marks_the_requirement_as_asked_and_touches_no_other():
    asked = put(alone=7, question="What is it for?")
    assert status(asked) is RequirementStatus.ASKED
    assert status(asked, "R2") is RequirementStatus.AS_STATED
    assert asked.challenge.steps[0].facts == {"subject": "qualification_gcse:maths", "family": "61", "alone": "7"}


def test_kept_needs_the_reason_and_writes_it_to_the_requirement():
    asked = put()
    assert "Write the employer's reason" in answered(asked, "keep").why
    kept = answered(asked, "keep", words="Doses are worked out.")
    assert status(kept) is RequirementStatus.KEPT
    assert kept.vacancy.requirements[0].reason == "Doses are worked out."


def test_what_the_law_bars_on_its_face_is_kept_only_with_the_text_of_the_exception():
    asked = put()
    said = {"words": "We need it.", "severity": "unlawful_on_face"}
    assert answered(asked, "keep", **said).why == RULES.challenges.exception_ask
    kept = answered(asked, "keep", **said, facts={"exception": "Schedule 9, paragraph 1"})
    finding = Finding(rule="x", requirement="R1", severity="unlawful_on_face", question="?")
    assert kept.vacancy.requirements[0].exception == "Schedule 9, paragraph 1"
    assert not effects_of(kept.vacancy, [finding], library=LIBRARY).held
    assert effects_of(asked.vacancy, [finding], library=LIBRARY).held


def test_relaxed_is_the_old_one_relaxed_and_a_new_one_as_stated():
    asked = put()
    lesser = MATHS.model_copy(update={"needs": (Gcse(subject="maths", grade=3),)})
    relaxed = answered(asked, "relax", lesser=lesser, facts={"lesser": "maths at 3"})
    assert [(one.id, one.status.value) for one in relaxed.vacancy.requirements] == [
        ("R1", "relaxed"),
        ("R2", "as_stated"),
        ("R1.1", "as_stated"),
    ]
    facts = relaxed.challenge.steps[-1].facts
    assert (facts["lesser"], facts["lesser_id"]) == ("maths at 3", "R1.1")
    assert relaxed.vacancy.requirements[2].needs == lesser.needs


def test_relaxed_to_as_much_or_to_nothing_said_is_refused():
    asked = put()
    more = MATHS.model_copy(update={"needs": (Gcse(subject="maths", grade=6),)})
    assert answered(asked, "relax", lesser=more, facts={"lesser": "6"}).why == RULES.challenges.lesser_refused
    assert "lesser is missing" in answered(asked, "relax").why
    assert "lesser is missing" in answered(asked, "relax", facts={"lesser": "something"}).why


def test_taken_back_by_us_stands_as_stated_again_and_no_answer_stays_asked():
    asked = put()
    assert status(answered(asked, "withdraw", reason="no_doubt")) is RequirementStatus.AS_STATED
    silent = answered(asked, "no_answer", days=14)
    assert status(silent) is RequirementStatus.ASKED


def test_an_answer_written_down_wrongly_is_opened_again_by_a_manager_and_what_it_placed_is_gone():
    asked = put()
    lesser = MATHS.model_copy(update={"needs": (Gcse(subject="maths", grade=3),)})
    relaxed = answered(asked, "relax", lesser=lesser, facts={"lesser": "3"})
    assert "manager; not by: epc" in answered(relaxed, "correct", words="another vacancy").why
    again = answered(relaxed, "correct", MANAGER, words="another vacancy")
    assert [one.status.value for one in again.vacancy.requirements] == ["asked", "as_stated", "removed"]


def test_an_answer_about_a_requirement_that_is_gone_is_kept_and_leaves_the_vacancy_as_it_is():
    asked = put()
    gone = replace(asked, vacancy=vacancy("V1", "E1", Requirement(id="R2", needs=(DrivingLicence(),))))
    removed = answered(gone, "remove")
    assert removed.challenge.state == "removed"
    assert removed.vacancy == gone.vacancy


@settings(max_examples=80)
@given(st.data())
def test_any_moves_leave_each_requirement_once_with_the_status_of_the_question(data):
    found = put()
    for one in data.draw(st.lists(moves(RULES.challenges), max_size=6)):
        lesser = data.draw(st.none() | requirements())
        before = found
        after = answer(RULES.challenges, found.challenge, found.vacancy, one, lesser=lesser)
        assert found == before
        if isinstance(after, Refused):
            continue
        assert status(after) is RULES.challenges.status_in[after.challenge.state]
        assert status(after, "R2") is RequirementStatus.AS_STATED
        Vacancy.model_validate(after.vacancy.model_dump())
        found = after


# --- nobody is asked the same thing twice ---


def test_the_same_employer_is_not_asked_the_same_of_the_same_family_of_work_again():
    first = put().challenge
    other_job = vacancy(
        "V2", "E1", MATHS, occupation="care_assistant" if "care_assistant" in OCCUPATIONS.by_id else "care_worker"
    )
    refused = put("CH2", other_job, days=30, earlier=[first])
    assert "was asked the same on 1 December 2026" in refused.why
    assert "CH1, about R1 of V1" in refused.why
    assert "from 1 December 2027" in refused.why


@pytest.mark.parametrize(
    "other",
    [
        vacancy("V2", "E2", MATHS),
        vacancy("V2", "E1", MATHS, occupation="warehouse_operative"),
        vacancy("V2", "E1", Requirement(id="R1", needs=(Gcse(subject="english", grade=5),))),
        vacancy("V2", None, MATHS),
    ],
    ids=["another employer", "another family of work", "another subject", "nobody knows whose it is"],
)
def test_something_else_may_be_asked(other):
    assert isinstance(put("CH2", other, earlier=[put().challenge]), Answered)


def test_after_the_period_it_may_be_asked_again_and_before_it_may_not():
    first = put().challenge
    days = RULES.challenges.asked_once_in_days
    assert isinstance(put("CH2", vacancy("V2"), days=days - 1, earlier=[first]), Refused)
    assert isinstance(put("CH2", vacancy("V2"), days=days, earlier=[first]), Answered)


def test_what_was_never_sent_does_not_count_and_what_was_taken_back_otherwise_does():
    asked = put()
    never = answered(asked, "withdraw", reason="not_sent").challenge
    back = answered(asked, "withdraw", reason="no_doubt").challenge
    assert isinstance(put("CH2", vacancy("V2"), earlier=[never]), Answered)
    assert isinstance(put("CH2", vacancy("V2"), earlier=[back]), Refused)


def test_two_references_that_are_one_employer_are_one():
    first = put().challenge
    known = {"employers": ["E1", "E9"], "family": "61", "subject": "qualification_gcse:maths", "on": day(1)}
    assert already_asked(RULES.challenges, [first], **known) == first
    assert already_asked(RULES.challenges, [first], **{**known, "employers": ["E9"]}) is None


def test_things_of_no_kind_are_the_same_only_in_the_same_words():
    quality = Requirement(id="R1", needs=(NotCompared(kind="personal_quality"),), words="A  sunny smile")
    other = quality.model_copy(update={"words": "punctual"})
    assert subject_of(quality) == "personal_quality:a sunny smile"
    assert subject_of(quality) != subject_of(other)


@pytest.mark.parametrize("now", [one for one in RequirementStatus if one is not RequirementStatus.AS_STATED])
def test_a_requirement_that_has_an_answer_or_a_question_is_not_asked_about(now):
    held = vacancy("V1", "E1", MATHS.model_copy(update={"status": now}))
    assert isinstance(put(of=held), Refused)


def test_work_without_an_occupation_has_no_family():
    assert family_of(Vacancy(id="V1", title="x"), OCCUPATIONS) == ""


# --- what is less ---


def _one(*needs, importance=Importance.ESSENTIAL, words=""):
    return Requirement(id="R1", needs=needs, importance=importance, words=words)


@pytest.mark.parametrize(
    ("old", "new", "less"),
    [
        (_one(Gcse(subject="maths", grade=5)), _one(Gcse(subject="maths", grade=4)), True),
        (_one(Gcse(subject="maths", grade=5)), _one(Gcse(subject="maths", grade=5)), False),
        (_one(Gcse(subject="maths", grade=5)), _one(Gcse(subject="english", grade=4)), None),
        (_one(Years(occupation="cook", months=24)), _one(SameJob(occupation="cook")), True),
        (_one(SameJob(occupation="cook")), _one(Years(occupation="cook", months=24)), False),
        (_one(Degree()), _one(LevelQualification(level=3)), True),
        (_one(LevelQualification(level=3)), _one(Degree()), False),
        (_one(Degree()), _one(Degree(), Skill(skill="till")), True),
        (_one(Degree(), Skill(skill="till")), _one(Degree()), False),
        (_one(Degree()), _one(Degree(), importance=Importance.DESIRABLE), True),
        (_one(NotCompared(), words="lift 25 kg"), _one(NotCompared(), words="lift 15 kg"), None),
        (_one(NotCompared(), words="lift 25 kg"), _one(NotCompared(), words="lift 25 kg"), False),
    ],
)
def test_less_is_told_where_it_can_be(old, new, less):
    assert asks_less(old, new) is less


@given(requirements(), requirements())
def test_two_requirements_never_ask_less_of_each_other(one, other):
    both = (asks_less(one, other), asks_less(other, one))
    assert both != (True, True) or one.importance is not other.importance
    assert asks_less(one, one) is not True


# --- counted ---


def test_answers_people_and_starts_are_counted_by_employer_and_family():
    first = put("CH1", alone=7)
    second = put("CH2", vacancy("V2", "E1"), requirement="R2", alone=3)
    third = put("CH3", vacancy("V3", "E2"), alone=11)
    cases = [
        answered(first, "remove", days=5).challenge,
        answered(second, "keep", words="They drive.").challenge,
        third.challenge,
    ]
    jobs = [
        Job(id="J1", client="C1", vacancy="V1", started=day(20)),
        Job(id="J2", client="C2", vacancy="V1", started=day(4)),
        Job(id="J3", client="C3", vacancy="V2", started=day(20)),
    ]
    one, other = counted(RULES.challenges, cases, jobs=jobs)
    assert (one.employer, one.family, one.asked, dict(one.states)) == ("E1", "61", 2, {"kept": 1, "removed": 1})
    assert (one.reached, one.starts) == (7, 1)
    assert (other.employer, dict(other.states), other.reached) == ("E2", {"asked": 1}, 0)


@given(st.lists(st.tuples(st.sampled_from(["E1", "E2", None]), st.integers(0, 9)), max_size=8))
def test_every_question_is_counted_once(drawn):
    cases = [
        put(f"CH{number}", vacancy(f"V{number}", employer), alone=alone).challenge
        for number, (employer, alone) in enumerate(drawn)
    ]
    assert sum(one.asked for one in counted(RULES.challenges, cases)) == len(cases)


FIRST_DAY: dict[str, Any] = {"employers": ["E1"], "family": "", "subject": "x", "on": dt.date.min}


def test_the_first_day_of_the_calendar_is_no_trouble():
    assert already_asked(RULES.challenges, [], **FIRST_DAY) is None


# --- a file that knows nothing of it ---


def again(*cases, of=None):
    return still_answered(RULES.challenges, [of or vacancy()], [one.challenge for one in cases])[0]


def test_an_answer_stays_when_the_vacancy_comes_in_as_it_was():
    asked = put()
    assert again(asked) == asked.vacancy
    kept = answered(asked, "keep", words="Doses are worked out.", facts={"exception": "a rule"})
    assert again(kept) == kept.vacancy
    removed = answered(asked, "remove")
    assert again(removed) == removed.vacancy
    assert again(answered(asked, "withdraw", reason="no_doubt")) == vacancy()


@given(requirements())
def test_what_was_put_in_its_place_is_there_again(lesser):
    relaxed = answered(put(), "relax", lesser=lesser, facts={"lesser": "less"})
    if isinstance(relaxed, Answered) and "lesser_as" in relaxed.challenge.steps[-1].facts:
        assert again(relaxed) == relaxed.vacancy
        assert again(relaxed, of=relaxed.vacancy) == relaxed.vacancy


def test_what_a_file_states_otherwise_is_news_and_another_requirement_was_not_asked_about():
    removed = answered(put(), "remove")
    news = vacancy("V1", "E1", MATHS.model_copy(update={"status": RequirementStatus.KEPT, "reason": "since May"}))
    assert again(removed, of=news) == news
    other = vacancy("V1", "E1", Requirement(id="R1", needs=(DrivingLicence(),)))
    assert again(removed, of=other) == other
    assert again(removed, of=vacancy("V2")) == vacancy("V2")

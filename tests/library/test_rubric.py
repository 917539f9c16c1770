"""The rubric keeps its own rules: only the vacancy moves a section, and nothing about a person is a score."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from matcher.library.load import load_library
from matcher.library.rubric import Criterion, Trigger, who_triggers

RUBRIC = load_library().rubric


def changed(criterion, **changes):
    """The criterion with some facts changed, checked again."""
    return Criterion.model_validate({**RUBRIC.by_id[criterion].model_dump(), **changes})


def test_every_trigger_is_used_and_belongs_to_someone():
    used = {criterion.trigger for criterion in RUBRIC.criteria} | {step.trigger for step in RUBRIC.vacancy_steps}
    assert used == set(Trigger)
    assert {who_triggers(trigger) for trigger in Trigger} == {"everyone", "vacancy", "client"}


def test_only_three_criteria_of_the_vacancy_move_a_section():
    assert [criterion.id for criterion in RUBRIC.movers] == [
        "licence_held",
        "skills_evidence",
        "digital_access",
    ]


@pytest.mark.parametrize(
    ("criterion", "changes"),
    [
        ("care_plan", {"moves_section": True}),
        ("job_goal_agreed", {"moves_section": True}),
        ("cv_current", {"moves_section": True}),
        ("shift_app", {"moves_section": True}),
        ("licence_held", {"moves_section": True, "stage": "offer"}),
        ("licence_held", {"kind": "preparation"}),
        ("licence_held", {"trigger": "has_interview"}),
        ("care_plan", {"who_triggers": "vacancy"}),
        ("care_plan", {"who_triggers": "vacancy", "moves_section": True, "stage": "list"}),
        ("care_plan", {"employer_may_see": True}),
        ("bank_account", {"employer_may_see": True}),
        ("id_and_address", {"employer_may_see": True}),
        ("safe_for_me", {"attestors": ["key_worker"]}),
        ("licence_held", {"trigger": "has_licence"}),
    ],
)
def test_a_rubric_that_breaks_a_rule_is_refused(criterion, changes):
    with pytest.raises(ValidationError):
        changed(criterion, **changes)


def test_the_clients_own_word_stands_on_care_travel_health_and_money():
    for criterion in (
        *("care_plan", "travel_plan", "adjustments_known", "appointments_covered", "safe_for_me"),
        *("better_off_calculation", "bank_account", "first_weeks_money", "availability_recorded"),
    ):
        assert RUBRIC.by_id[criterion].client_word_stands, criterion
        assert RUBRIC.by_id[criterion].evidence.least_grade.value == "D", criterion


def test_nothing_a_clients_circumstances_trigger_is_shown_to_an_employer():
    seen = {criterion.id for criterion in RUBRIC.criteria if criterion.employer_may_see}
    assert seen == {"licence_held", "skills_evidence", "references_or_alternative"}


def test_what_could_say_something_about_a_person_is_asked_of_everyone_in_one_sentence():
    for criterion in RUBRIC.criteria:
        if criterion.epc_sees == "offered_on":
            assert criterion.ask_everyone, criterion.id


def test_papers_and_checks_are_no_criterion_that_blocks():
    assert RUBRIC.by_id["right_to_work_evidence"].kind == "practical"
    assert RUBRIC.by_id["right_to_work_evidence"].stage == "offer"
    assert "check_after_offer" not in RUBRIC.by_id
    assert [step.id for step in RUBRIC.vacancy_steps] == ["check_after_offer"]


def test_experience_does_not_go_out_of_date():
    assert RUBRIC.by_id["skills_evidence"].valid_days is None


def test_level_0_means_not_asked_in_every_criterion():
    for criterion in RUBRIC.criteria:
        first = criterion.levels[0]
        assert any(words in first for words in ("yet", "have not been talked")), (criterion.id, first)


def test_every_criterion_has_a_next_step_with_an_owner_and_a_date():
    for criterion in RUBRIC.criteria:
        assert criterion.not_yet.action
        assert criterion.not_yet.owner.value in ("key_worker", "epc")
        assert 1 <= criterion.not_yet.due_days <= 42


def test_no_benefit_triggers_anything():
    assert not any("benefit" in trigger.value for trigger in Trigger)
    assert RUBRIC.by_id["better_off_calculation"].trigger is Trigger.WANTS_MONEY_ADVICE


def test_the_verdicts_have_the_words_people_see():
    assert RUBRIC.verdict("support_first").label == "With some help first"
    assert RUBRIC.verdict("outside_choices").label == "Not what they asked for"
    assert RUBRIC.verdict("opted_in").label == "Wants to go for it"


def test_an_unknown_service_is_refused_with_the_list():
    broken = RUBRIC.model_dump(by_alias=True)
    broken["criteria"][0]["not_yet"]["service"] = "magic"
    with pytest.raises(ValidationError, match="write one of: application_support"):
        type(RUBRIC).model_validate(broken)

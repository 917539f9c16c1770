"""Steps between occupations rest on shared work, not on what every job has."""

from __future__ import annotations

from matcher.library.load import load_library
from matcher.library.transfers import computed

LIBRARY = load_library()
LINKS = {(entry.id, step.to): step for entry in LIBRARY.transfers.entries for step in entry.to}


def test_the_committed_steps_are_what_the_rule_gives():
    rule = LIBRARY.transfers.rule
    assert computed(LIBRARY.occupations, LIBRARY.skills, rule) == LIBRARY.transfers.entries


def test_steps_a_client_would_laugh_at_are_gone():
    for start, end in (
        ("care_worker", "exam_invigilator"),
        ("security_officer", "playworker"),
        ("animal_care_assistant", "vehicle_valeter"),
        ("bar_staff", "bus_driver"),
        ("bus_driver", "bar_staff"),
        ("hospital_porter", "warehouse_operative"),
        ("street_cleaner", "postal_worker"),
    ):
        assert (start, end) not in LINKS, (start, end)


def test_steps_that_make_sense_are_there():
    for start, end in (
        ("shelf_filler", "warehouse_operative"),
        ("kitchen_assistant", "school_kitchen_assistant"),
        ("care_worker", "healthcare_assistant"),
        ("care_worker", "support_worker"),
        ("customer_service_advisor", "it_support_trainee"),
        ("stock_control_clerk", "data_entry_clerk"),
        ("midday_supervisor", "teaching_assistant"),
        ("commercial_cleaner", "rail_airport_cleaner"),
    ):
        assert (start, end) in LINKS, (start, end)


def test_every_step_keeps_the_rule_and_says_why():
    rule, general = LIBRARY.transfers.rule, {s.id for s in LIBRARY.skills.entries if s.general}
    for (start, end), step in LINKS.items():
        here, there = LIBRARY.occupations.by_id[start], LIBRARY.occupations.by_id[end]
        assert start != end
        assert len(step.shared) >= rule.shared_least
        assert rule.similarity_least <= step.similarity <= 1000
        assert not general.intersection((*step.shared, *step.gap))
        assert set(step.shared) == (set(here.skills) & set(there.skills)) - general
        assert set(step.gap) == set(there.skills) - set(here.skills) - general
        assert step.why.startswith("Both: ")
        assert ("New: " in step.why) == bool(step.gap)


def test_similarity_is_the_same_both_ways():
    for (start, end), step in LINKS.items():
        if (end, start) in LINKS:
            assert LINKS[end, start].similarity == step.similarity


def test_no_more_steps_than_the_rule_says_nearest_first():
    for entry in LIBRARY.transfers.entries:
        assert len(entry.to) <= LIBRARY.transfers.rule.most_links
        assert [-step.similarity for step in entry.to] == sorted(-step.similarity for step in entry.to)

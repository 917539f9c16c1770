"""Documents about goals and the market that name what does not exist, or could show too small a number, are told."""

from __future__ import annotations

import pytest

from matcher.base.problems import GivenProblems
from matcher.library.checks import check_library
from matcher.library.load import Library, load_library

SHIPPED = load_library()
STEPS, GAPS, PROSPECTS = "market/steps.yaml", "market/gaps.yaml", "market/prospects.yaml"


def changed(file, old, new):
    text = SHIPPED.texts[file]
    assert old in text
    return Library({**SHIPPED.raw, file: text.replace(old, new, 1).encode()})


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            STEPS,
            "occupation: bus_driver, licence: driving_d,",
            "occupation: buss, licence: driving_d,",
            "does not exist",
        ),
        (STEPS, "licence: driving_d,", "licence: driving_z,", "does not exist"),
        (STEPS, "service: digital_inclusion", "service: digital", "does not exist"),
        (STEPS, "families: [office]", "families: [offices]", "does not exist"),
        (STEPS, "paper_service: vocational_training", "paper_service: training", "does not exist"),
        (STEPS, "learned_there: experience", "learned_there: practice", "does not exist"),
        (STEPS, "{least} to {most} a week", "{lest} to {most} a week", "nothing fills: lest"),
        (STEPS, "Is this held already: {what}?", "Is this held already: {what?", "without its other half"),
        (GAPS, "times: [school_hours,", "times: [school_hour,", "does not exist"),
        (GAPS, "{gate: travel,", "{gate: travelling,", "does not exist"),
        (PROSPECTS, "{gate: hours,", "{gate: hour,", "does not exist"),
        (PROSPECTS, "{times: nights,", "{times: night,", "does not exist"),
        (PROSPECTS, "You ask for {what}", "You ask for {which}", "nothing fills: which"),
    ],
)
def test_a_name_that_does_not_exist_is_told_with_its_line(file, old, new, told):
    problems = check_library(changed(file, old, new))
    assert any(told in one.what and file.rpartition("/")[2] in one.where for one in problems), problems


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (GAPS, "smallest: 5\n", "smallest: 3\n", "smallest"),
        (GAPS, "rounded_to: 5\n", "rounded_to: 1\n", "rounded_to"),
        (GAPS, "minutes: [15, 30,", "minutes: [30, 15,", "rise"),
        (GAPS, '{says: "may go above 30 hours"}', '{upto: 40, says: "up to 40"}', "last has none"),
        (STEPS, "new_work: [0, 2, 5,", "new_work: [0, 5, 2,", "never adds less"),
        (STEPS, "new_work: [0, 2,", "new_work: [1, 2,", "adds 0"),
        (PROSPECTS, "{at_least: 5, points: 4, says", "{at_least: 2, points: 4, says", "points at a person"),
        (PROSPECTS, "{at_least: 10, points: 7", "{at_least: 10, points: 12", "points down"),
        (PROSPECTS, "{at_least: 5, points: 2", "{at_least: 3, points: 2", "points at a person"),
    ],
)
def test_what_could_point_at_a_person_or_lengthen_a_way_is_refused(file, old, new, told):
    library = changed(file, old, new)
    with pytest.raises(GivenProblems) as given:
        _ = {STEPS: lambda: library.steps, GAPS: lambda: library.gaps, PROSPECTS: lambda: library.prospects}[file]()
    assert any(told in one.say() for one in given.value.problems), [one.say() for one in given.value.problems]

"""Names in the documents about cases that must exist in another file: each slip is told where it stands."""

from __future__ import annotations

import pytest

from matcher.library.brokerage.case_names import case_names
from matcher.library.load import Library, load_library

SHIPPED = load_library()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("endings.yaml", "criterion: job_goal_agreed\n  what", "criterion: job_goal\n  what", "job_goal_agreed"),
        ("endings.yaml", "criterion: travel_plan", "criterion: travel_plam", "Did you mean travel_plan?"),
        ("challenges.yaml", '  - {code: "61"', '  - {code: "60"', "occupations.yaml has such work"),
        ("hand_backs.yaml", "right: hand_back", "right: hand_bak", "Did you mean hand_back?"),
        ("actions.yaml", "who: [key_worker, epc, manager]", "who: [auditor]", "may not take open"),
        ("stuck.yaml", "days: 90", "days: 60", "rubric.yaml says 90"),
        ("contests.yaml", "    right: contest\n", "    right: contes\n", "contest"),
    ],
)
def test_a_slip_is_told_with_its_line_and_what_to_write(file, old, new, said):
    name = f"brokerage/{file}"
    text = SHIPPED.raw[name].decode("utf-8")
    assert old in text
    edition = Library({**SHIPPED.raw, name: text.replace(old, new, 1).encode("utf-8")})
    told = [problem.say() for problem in case_names(edition)]
    assert told
    assert all(file in one and "line" in one for one in told)
    assert any(said in one for one in told)


def test_nothing_is_wrong_with_those_that_are_shipped():
    assert case_names(SHIPPED) == []

"""A duty shows a kind of work, unless it is named only to be denied."""

from __future__ import annotations

import pytest

from matcher.audit.work import Work
from matcher.library.load import load_library
from matcher.reading.passage import read_passage

LIBRARY = load_library()
WORK = Work(LIBRARY.audit_work, LIBRARY.audit_phrases.lists)


def shown(text: str, occupation: str = "") -> frozenset[str]:
    return WORK.shown(occupation, read_passage(text))


@pytest.mark.parametrize(
    ("duty", "denial", "kind"),
    [
        ("You will sell alcohol.", "You will not sell alcohol.", "age_set_by_law"),
        ("You will give personal care.", "You will never give personal care.", "personal_care"),
        ("You will drive our van.", "You will not drive our van.", "drives"),
    ],
)
def test_a_duty_and_its_denial(duty: str, denial: str, kind: str):
    assert kind in shown(duty)
    assert kind not in shown(denial)
    assert kind not in shown(f"{duty} {denial}")


def test_a_denied_duty_beats_the_occupation():
    assert "personal_care" in shown("", "care assistant")
    assert "personal_care" not in shown("You will not give personal care.", "care assistant")


def test_not_only_is_no_denial():
    assert "age_set_by_law" in shown("You will not only sell alcohol but cook as well.")

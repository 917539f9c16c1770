"""Words of a duty, of pay or of who may apply that meet a pattern by chance raise nothing; the demand itself does."""

from __future__ import annotations

import pytest

from matcher.audit.advert_text import advert_audit
from matcher.library.load import load_library

CASES = [
    (
        "drug_test_blanket",
        "You will provide a prompt sample handling service for the wards.",
        "Please bring a urine sample to the interview.",
    ),
    (
        "culture_fit",
        "You join the front desk staff to support the whole eye clinic team along the corridor.",
        "We all go out together on Fridays.",
    ),
    (
        "multitasking_vague",
        "You keep the depot working by moving crates.",
        "You must juggle a dozen things at once.",
    ),
    (
        "single_application_channel",
        "This post is only open to people who work here now.",
        "Phone only, no other way to apply.",
    ),
    ("recent_experience", "Your pay will reflect your current skills.", "You need recent experience of cleaning."),
]


@pytest.mark.parametrize(("criterion", "chance", "asked"), CASES)
def test_a_chance_match_raises_nothing_and_the_demand_does(criterion: str, chance: str, asked: str) -> None:
    audit = advert_audit(load_library())
    raised = [{one.criterion for one in audit.findings(text, occupation="cleaner")} for text in (chance, asked)]
    assert [criterion in one for one in raised] == [False, True]

"""A few words of a longer sentence are too little for some criteria: something must be asked, or more be found."""

from __future__ import annotations

from functools import cache

import pytest

from matcher.audit.advert_text import AdvertAudit
from matcher.library.load import load_library


@cache
def audit() -> AdvertAudit:
    return AdvertAudit(load_library())


def raised(text: str, occupation: str) -> set[str]:
    return {one.criterion for one in audit().findings(text, occupation=occupation)}


@pytest.mark.parametrize(
    ("text", "occupation"),
    [
        ("Wipe the forklift ticket machine, then the counters, the glass and the floor by the far door.", "cleaner"),
        ("A hygiene certificate hangs by the back door of every one of our nine little tea rooms.", "cafe assistant"),
    ],
)
def test_a_few_words_in_passing_raise_nothing(text: str, occupation: str):
    assert "certificate_upfront" not in raised(text, occupation)


@pytest.mark.parametrize(
    ("text", "occupation"),
    [
        ("Hygiene certificate.", "cafe assistant"),
        ("We open at eight, close at five and look for somebody with a hygiene certificate in hand.", "cafe assistant"),
    ],
)
def test_the_same_words_alone_or_asked_for_do(text: str, occupation: str):
    assert "certificate_upfront" in raised(text, occupation)


def test_only_criteria_that_say_so_need_company():
    reads = load_library().audit_reads
    assert reads["certificate_upfront"].needs_company
    assert not reads["union_membership"].needs_company

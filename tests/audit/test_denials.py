"""What is denied, whoever is served and where a name stands raise nothing; a "no" that bars somebody still does."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.audit_scores import LABELLED, read_cases, score
from matcher.audit.advert_text import AdvertAudit
from matcher.library.load import load_library

FEWEST_RIGHT, FEWEST_FOUND, MOST_CLEAN_ALARMED = 0.95, 0.95, 0.03
"""The open set is mended until it is right: less is a step back, though more says little of texts nobody has seen."""


@cache
def audit() -> AdvertAudit:
    return AdvertAudit(load_library())


def raised(text: str, occupation: str) -> set[str]:
    return {one.criterion for one in audit().findings(text, occupation=occupation)}


@pytest.mark.parametrize(
    ("text", "occupation"),
    [
        ("You never pay for your DBS check.", "care assistant"),
        ("Nobody juggles anything here.", "packer"),
        ("Please get in touch.\nName Donna Beard Job title Team Leader", "administrator"),
        ("£12.40 an hour (21 and over), £10.10 (18-20), £7.60 (under 18).", "cleaner"),
    ],
)
def test_silent(text: str, occupation: str):
    assert raised(text, occupation) == set()


@pytest.mark.parametrize(
    ("text", "occupation", "criterion"),
    [
        ("You will pay for your DBS check.", "care assistant", "upfront_cost"),
        ("No beards, please.", "administrator", "dress_or_grooming_ban"),
        ("We want somebody who isn't about to go off having babies.", "receptionist", "family_or_marital_status"),
        ("Over 21s only, £12.40 an hour.", "cleaner", "age_limit"),
    ],
)
def test_raised(text: str, occupation: str, criterion: str):
    assert criterion in raised(text, occupation)


def test_the_third_open_set_is_read_right():
    scores = score(read_cases(sorted(LABELLED.glob("dev3_*.jsonl"))), audit(), show=False)
    whole = scores.whole
    assert whole.hit / (whole.hit + whole.alarm) >= FEWEST_RIGHT
    assert whole.hit / (whole.hit + whole.missed) >= FEWEST_FOUND
    assert scores.clean_alarmed / scores.clean <= MOST_CLEAN_ALARMED

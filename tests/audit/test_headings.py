"""What stands in a list under `Desirable` is a wish, as if the sentence said so; under `Essential` it is not."""

import pytest

from matcher.audit.advert_text import advert_audit
from matcher.library.load import load_library

ADVERT = """Kitchen porter

Essential
- Reliable timekeeping
{essential}

Desirable
- An eye for a clean kitchen
{desirable}

About us
We are a small firm. {after}
"""
LICENCE = "- Full driving licence"


def found(**told: str) -> set[str]:
    text = ADVERT.format(**{"essential": "", "desirable": "", "after": "", **told})
    return {one.criterion for one in advert_audit(load_library()).findings(text, occupation="kitchen porter")}


def test_under_essential_it_is_doubted():
    assert "driving_licence" in found(essential=LICENCE)


def test_under_desirable_it_is_a_wish():
    assert "driving_licence" not in found(desirable=LICENCE)


def test_when_the_list_is_over_the_heading_says_nothing():
    assert "driving_licence" in found(after="You must hold a driving licence.")


@pytest.mark.parametrize(
    ("line", "criterion"), [("- Aged 20 to 35", "age_limit"), ("- Native English speaker", "native_speaker")]
)
def test_a_wish_that_is_itself_the_problem_is_doubted_under_either(line, criterion):
    assert criterion in found(essential=line)
    assert criterion in found(desirable=line)

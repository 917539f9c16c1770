"""A client's own name is found in their words, and an ordinary word is not taken for one."""

from __future__ import annotations

import pytest

from matcher.base.ids import ClientId
from matcher.outputs.names import holds_name
from matcher.records.identity import Identity


@pytest.mark.parametrize(
    ("name", "words", "held"),
    [
        ("Grace May Example", "Call me Grace", True),
        ("Grace May Example", "I am GRACE and keen", True),
        ("Grace May Example", "I may start at six, with good grace", False),
        ("Jo O'Neill-Ngozi", "Ngozi likes early starts", True),
        ("Jo Li", "Jo can cook", False),
        ("", "Anything", False),
        ("Zoë Ünal", "Zoë can cook", True),
        ("Ann", "Annual leave suits me", False),
    ],
)
def test_a_part_of_the_name_is_found_as_a_name_is_written(name, words, held):
    assert holds_name(words, Identity(client=ClientId("C1"), name=name)) is held
    assert not holds_name(words, None)

"""What is wrong with the words of answers and packs is told, whoever changed them."""

from __future__ import annotations

import pytest

from matcher.base.problems import GivenProblems
from matcher.library.load import load_library


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("answers.yaml", ("yields_to: [filled]", "yields_to: [gone]"), "these are no answers: gone"),
        ("answers.yaml", ("words: [trial,", "words: [meet, trial,"), "are there twice: meet"),
        ("answers.yaml", ("id: too_many\n", "id: experience\n"), "are there twice: experience"),
        ("answers.yaml", ('["yes please", interview,', '["yes please", intervju,'), "names an answer"),
        ("packs.yaml", ("  grid: What you ask for, and", "  gird: What you ask for, and"), "gird"),
        (
            "packs.yaml",
            ("grid: What you ask for, answers: Answers", "grid: Answers, answers: Answers"),
            "names of sheets differ",
        ),
        ("packs.yaml", ("people_most: 10", "people_most: 40"), "people_most"),
    ],
)
def test_a_slip_in_the_words_is_told_with_its_place(tmp_path, file, change, said):
    shipped = load_library().texts[f"brokerage/{file}"]
    assert change[0] in shipped
    (tmp_path / "brokerage").mkdir()
    (tmp_path / "brokerage" / file).write_text(shipped.replace(change[0], change[1], 1), encoding="utf-8")
    with pytest.raises(GivenProblems) as caught:
        load_library(tmp_path)
    told = " ".join(one.say() for one in caught.value.problems)
    assert said in told
    assert file in told

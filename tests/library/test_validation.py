"""A wrong model file is told with file, line, key and what may stand there."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import Field, model_validator

from matcher.base.days import Day
from matcher.base.problems import GivenProblems
from matcher.library.document import Document, Part
from matcher.library.strict_yaml import parse_yaml
from matcher.library.validation import checked, load_document

HEAD = 'id: fruit\nversion: "1"\nstatus: draft\nowner: me\n'


class Apple(Part):
    kind: Literal["apple"] = "apple"
    grams: int = Field(ge=1)


class Pear(Part):
    kind: Literal["pear"] = "pear"
    ripe: bool


class Fruit(Document):
    season: Literal["summer", "autumn"] = "summer"
    on: Day | None = None
    price: float = 1.0
    baskets: tuple[Apple | Pear, ...] = ()
    names: dict[str, int] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _not_too_many(self) -> Fruit:
        if len(self.baskets) > 2:
            raise ValueError("at most two baskets fit")
        return self


def said(body):
    with pytest.raises(GivenProblems) as caught:
        checked(parse_yaml((HEAD + body).encode(), "fruit.yaml"), Fruit)
    return [problem.say() for problem in caught.value.problems]


def test_a_good_file_is_a_document(tmp_path):
    path = tmp_path / "fruit.yaml"
    path.write_text(HEAD + "on: 2026-04-01\nprice: 2\nbaskets:\n  - {kind: pear, ripe: true}\n")
    document = load_document(path, Fruit)
    assert document.on is not None
    assert document.on.year == 2026
    assert isinstance(document.baskets[0], Pear)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            "season: autum\n",
            'fruit.yaml, line 5, season "autum": is not one of the allowed values. '
            "Did you mean autumn? Write one of: summer, autumn.",
        ),
        (
            "seson: summer\n",
            "fruit.yaml, line 5, seson: is not a key here. Did you mean season? "
            "Write one of: id, version, status, owner, sources, changes, season, on, price, baskets, names.",
        ),
        (
            "on: 1 April\n",
            'fruit.yaml, line 5, on "1 April": must be a valid date in the format YYYY-MM-DD, '
            "input is too short. Write the day as 2026-04-01.",
        ),
        (
            'price: "2"\n',
            'fruit.yaml, line 5, price "2": must be a valid number. Write a number, without quotes.',
        ),
        (
            "names:\n  a: 1\n  b: two\n",
            'fruit.yaml, line 7, names.b "two": must be a valid integer. Write a whole number, without quotes.',
        ),
        (
            "names: [1]\n",
            "fruit.yaml, line 5, names: must be an object. Write a mapping: `key: value`, one a line.",
        ),
        ("owner2: x\n", "fruit.yaml, line 5, owner2: is not a key here."),
    ],
)
def test_each_problem_names_line_key_and_what_may_stand_there(body, sentence):
    assert any(one.startswith(sentence) for one in said(body)), said(body)


def test_a_missing_key_is_told_where_it_should_stand():
    with pytest.raises(GivenProblems) as caught:
        checked(parse_yaml(b'id: fruit\nversion: "1"\nstatus: draft\n', "fruit.yaml"), Fruit)
    assert [one.say() for one in caught.value.problems] == [
        "fruit.yaml, line 1, owner: is not there. Add the key `owner`."
    ]


def test_a_number_is_no_text_and_yes_is_no_true():
    told = said("baskets:\n  - {kind: pear, ripe: yes}\nsources:\n  - {id: 7, title: x}\n")
    assert any("baskets[0].ripe" in one and "Write true or false." in one for one in told)
    assert any("sources[0].id" in one and "put it in quotes" in one for one in told)


def test_our_own_rules_are_told_in_their_own_words():
    told = said("baskets:\n" + "  - {kind: apple, grams: 3}\n" * 3)
    assert told == ["fruit.yaml, line 1: is refused: at most two baskets fit."]


def test_all_problems_of_a_file_come_at_once():
    assert len(said("season: x\nprice: y\non: z\nnames: 3\nbaskets: 4\n")) == 5


def test_a_list_is_not_a_document():
    with pytest.raises(GivenProblems, match=r"fruit\.yaml, line 1"):
        checked(parse_yaml(b"- 1\n", "fruit.yaml"), Fruit)

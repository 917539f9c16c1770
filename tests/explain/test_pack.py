"""A pack: exactly the fields that an employer may read, letters that say nothing of rank, words looked at once more."""

from __future__ import annotations

import dataclasses
import re
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.base.codes import LETTERS, pack_code, read_code
from matcher.base.ids import ClientId, RequirementId, VacancyId
from matcher.explain import row
from matcher.explain.pack import PackView, letter_order, pack_of
from matcher.records.finding import Finding
from matcher.records.requirement import Language, Requirement
from tests.explain.made import ON, a_client, a_context, a_decision, a_row, a_vacancy, library
from tests.outputs.packs import PACK, STORY, UNTIL, packed

ALLOWED = {
    "PackView": {
        "pack", "job", "employer", "about", "people", "grid", "everyone", "questions", "ring", "sent", "until",
    },
    "PackPerson": {"letter", "code", "words", "shifts", "start", "brings", "adjustments", "provides"},
    "PackLine": {"asked", "stands"},
}  # fmt: skip


def types_in(kind: object) -> set[type]:
    """Every type that a value of a type can hold, itself among them."""
    parts = typing.get_args(kind)
    if parts:
        return set().union(*map(types_in, parts))
    found = {kind} if isinstance(kind, type) else set()
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        for one in typing.get_type_hints(kind).values():
            found |= types_in(one)
    return found


def test_the_type_has_the_allowed_fields_and_no_other():
    classes = {kind for kind in types_in(PackView) if dataclasses.is_dataclass(kind)}
    fields = {kind.__name__: {field.name for field in dataclasses.fields(kind)} for kind in classes}
    assert fields == ALLOWED, "whoever adds a field asks first whether an employer may read it of a person"
    plain = {kind.__name__ for kind in types_in(PackView) - classes} - {"ellipsis"}
    assert plain == {"str", "date"}, "no number can stand in a pack, so no score and no rank"


def text_of(view: PackView) -> str:
    return repr(dataclasses.asdict(view))


def test_nothing_of_a_person_but_what_is_allowed():
    said = text_of(packed().view)
    for never in ("C0012", "C0044", "C0101", "ND3 4", "ND1 2", "E007", "V0031", "2026-11-16-1a2b3c4d"):
        assert never not in said
    assert not re.search(r"\b(points?|rank|score|level \d|fit)\b", said.replace("qualification at level 2", ""))
    assert not re.search(r"\b(he|she|his|her|him|hers)\b", said)
    assert [one.letter for one in packed().view.people] == ["A", "B", "C"]
    assert {str(read_code(one.code)) for one in packed().view.people} == {one.code for one in packed().view.people}


def test_what_somebody_brings_is_told_without_a_figure():
    said = [line for one in packed().view.people for line in one.brings]
    assert said
    assert not [line for line in said if re.search(r"\d", line)]


def test_a_standing_reads_only_in_place_by_a_date_or_to_talk_about():
    for line in packed().view.grid:
        assert len(line.stands) == 3
        assert all(re.fullmatch(r"in place|by \d+ \w+ \d{4}|to talk about", one) for one in line.stands)


def test_adjustments_come_only_from_whoever_asked_to_share_them():
    view = packed().view
    letters = {client: letter for letter, client in packed().letters.items()}
    given_of = {one.letter: one.adjustments for one in view.people}
    assert given_of[letters[ClientId("C0044")]] == ("instructions in writing",)
    assert given_of[letters[ClientId("C0012")]] == ()


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("She is never late", "hold"),
        ("He's a good cook", "hold"),
        ("I live at ND3 4AB and can walk", "postcode"),
        ("I live in ND3 4 and can walk", "postcode"),
        ("Ring me on 07700 900 123", "number to ring"),
        ("me@example.org", "e-mail"),
        ("C0012 likes early starts", "reference"),
        ("I can start at 6 and work 20 hours over 4 days. My heritage is cooking; here is there.", ""),
        ("Worked 12 years with her majesty's own brand? No: mine.", "hold"),
    ],
)
def test_words_that_may_not_stand_wait_for_the_client_and_are_told_without_being_repeated(words, held):
    context = a_context(clients=[a_client(words_for_employers=words)])
    made = pack_of([row(a_row(), context)], context, pack=PACK, until=UNTIL, story=STORY)
    (person,) = made.view.people
    assert (person.words == "") == bool(held)
    assert bool(made.withheld) == bool(held)
    if held:
        (problem,) = made.withheld
        assert held in problem.what
        assert "C0012" in problem.where
        assert words not in problem.say()


def test_words_that_nobody_agreed_to_tell_this_employer_stay_here():
    context = a_context()
    made = pack_of([row(a_row(), context)], context, pack=PACK, until=UNTIL, story=[])
    assert made.view.people[0].words == ""
    assert "`matcher consent C0012 story --employer E007`" in made.withheld[0].fix
    named = pack_of([row(a_row(), context)], context, pack=PACK, until=UNTIL, story=STORY, named=STORY)
    assert named.view.people[0].words == ""
    assert "own name" in named.withheld[0].what
    silent = a_context(clients=[a_client(words_for_employers="")])
    assert pack_of([row(a_row(), silent)], silent, pack=PACK, until=UNTIL, story=[]).withheld == ()


def test_questions_that_touch_a_person_are_left_to_the_sheet_without_people():
    spoken = Requirement(id=RequirementId("R9"), needs=(Language(language="english", level=3),), words="good English")
    vacancy = a_vacancy(requirements=(*a_vacancy().requirements, spoken))
    findings = [
        Finding(rule="x", requirement=RequirementId("R9"), severity="high_risk", question="Which English, for what?"),
        Finding(rule="x", requirement=RequirementId("R1"), severity="high_risk", question="what is driven?"),
        Finding(rule="x", requirement=RequirementId("R2"), severity="worth_asking", question="left to the EPC"),
        Finding(rule="x", requirement=RequirementId("R3"), severity="high_risk", question="settled", open=False),
        Finding(rule="x", severity="high_risk", question="Of the job as a whole?"),
    ]
    context = a_context(vacancies=[vacancy], findings=findings)
    made = pack_of([row(a_row(), context)], context, pack=PACK, until=UNTIL, story=STORY)
    assert made.view.questions == ("What is driven?",)
    assert not any("nglish" in line.asked for line in made.view.grid)


def test_a_line_that_only_some_have_is_not_in_the_grid():
    people = [a_client(), a_client(id=ClientId("C0044"))]
    context = a_context(clients=people)
    rows = [
        row(a_row(a_decision(client=people[0], criteria=[("licence_held", "in_place")])), context),
        row(a_row(a_decision(client=people[1])), context),
    ]
    made = pack_of(rows, context, pack=PACK, until=UNTIL, story=STORY)
    name = library().rubric.by_id["licence_held"].name
    assert name not in [line.asked for line in made.view.grid]


@given(st.integers(0, 10**9), st.lists(st.from_regex(r"C[0-9]{4}", fullmatch=True), unique=True, max_size=12))
def test_the_order_of_letters_depends_on_the_pack_and_the_people_alone(number, clients):
    pack = pack_code(number)
    order = letter_order(pack, clients)
    assert sorted(order) == sorted(clients)
    assert order == letter_order(pack, clients[::-1])


def test_over_many_packs_everybody_comes_first_about_as_often():
    clients = [ClientId(f"C{n:04d}") for n in range(5)]
    first = [letter_order(pack_code(n * 7919), clients)[0] for n in range(1_000)]
    assert all(abs(first.count(client) - 200) < 70 for client in clients)


def test_a_pack_is_of_one_vacancy_and_of_somebody():
    context = a_context()
    one = row(a_row(), context)
    for rows in ([], [one, one]):
        with pytest.raises(ValueError, match="one vacancy"):
            pack_of(rows, context, pack=PACK, until=UNTIL, story=STORY)
    assert len(LETTERS) >= library().brokerage.packs.people_most
    assert context.vacancies[VacancyId("V0031")].starts is not None
    assert packed().view.sent == ON

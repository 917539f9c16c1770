"""The sheet for an employer: the question with its words, the job apart, nobody on it, no figure but a word."""

from __future__ import annotations

import dataclasses

from matcher.audit.sheet import EmployerSheet, Questioned, SheetLine, sheet_of
from matcher.library.load import load_library
from matcher.outputs.sheet import as_page, as_text

LIBRARY = load_library()


def sheet(*questioned, **more):
    return sheet_of("Shelf filler", questioned, library=LIBRARY, employer="Teasel Stores", **more)


def asked(criterion, words="", **more):
    severity = LIBRARY.criteria[criterion].severity
    return Questioned(criterion, severity, words, **more)


def test_the_gravest_is_asked_first_and_what_is_only_worth_asking_is_left_to_the_epc():
    made = sheet(asked("own_vehicle"), asked("pressure_resilience"), asked("driving_licence"), asked("sex_specified"))
    wanted = [LIBRARY.criteria[one].question for one in ("sex_specified", "driving_licence", "own_vehicle")]
    assert [line.question for line in made.who_may_apply] == wanted
    more = sheet(asked("pressure_resilience"), also_worth_asking=True)
    assert [line.question for line in more.who_may_apply] == [LIBRARY.criteria["pressure_resilience"].question]


def test_questions_about_the_job_stand_apart_from_who_may_apply():
    made = sheet(asked("commission_or_self_employed", "commission only"), asked("driving_licence", "full licence"))
    assert [line.words for line in made.about_the_job] == ["commission only"]
    assert [line.words for line in made.who_may_apply] == ["full licence"]


def test_the_same_question_is_asked_once_with_all_its_words():
    made = sheet(asked("driving_licence", "full licence"), asked("driving_licence", "must drive"))
    assert [line.words for line in made.who_may_apply] == ["full licence ... must drive"]


def test_a_sheet_has_no_field_for_a_person():
    """Questions about records, health, age, family, address or language can never travel with a name or a letter."""
    fields = {field.name for shape in (EmployerSheet, SheetLine, Questioned) for field in dataclasses.fields(shape)}
    assert fields == {
        "title",
        "employer",
        "who_may_apply",
        "about_the_job",
        "about",
        "words",
        "question",
        "rewording",
        "settles",
        "several",
        "criterion",
        "severity",
    }


def test_page_and_text_say_the_same_and_nothing_is_markup():
    hostile = "<script>alert(1)</script> & =HYPERLINK(1)"
    made = sheet(asked("driving_licence", hostile, several="several people"))
    page, text = as_page(made), as_text(made)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    for part in (LIBRARY.criteria["driving_licence"].question.split()[0], "Teasel Stores", "several people"):
        assert part in page
        assert part in text
    assert max(map(len, text.splitlines())) <= 76
    assert all(line.isprintable() for line in text.splitlines())


def test_a_sheet_with_nothing_to_ask_says_so():
    assert sheet().empty
    assert "nothing we would ask about" in as_text(sheet())

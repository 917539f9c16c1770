"""Answers that come back in a workbook edited by hand, e-mails, texts and by code: kept if clear, else asked about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.base.codes import pack_code, reply_code
from matcher.importers.replies.importer import Replies, read_replies
from matcher.importers.replies.mail import _of_text
from matcher.importers.replies.text import read_typed
from tests.explain.made import library
from tests.importers.replies_of import HEADINGS, LETTERS, A, B, C, an_email, answers_of, came_back, means
from tests.outputs.packs import PACK

FILLED = {
    "A": {HEADINGS.answer: "Yes, we would like to meet", HEADINGS.note: "Tuesday at 10, ask for Jo"},
    "B": {
        HEADINGS.answer: "No",
        HEADINGS.reason: "A licence or certificate is needed first",
        HEADINGS.share: "Yes",
    },
}


def read(*paths) -> Replies:
    return read_replies(paths, library=library(), packs=LETTERS)


def short(found: Replies) -> dict[str, tuple[str, str, str, bool | None]]:
    return {one.letter: (one.answer, one.reason, one.side, one.share) for one in found.replies}


def in_text(text: str, subject: str = f"Pack {PACK}") -> Replies:
    return _of_text(text, subject, "reply.txt", "text", means=means())


PLAIN = {"A": ("interview", "", "", None), "B": ("no", "licence_or_certificate", "client", True)}


def test_the_workbook_that_came_back_is_read_and_a_blank_row_is_not_decided(tmp_path):
    found = read(came_back(tmp_path, FILLED))
    assert short(found) == PLAIN
    assert found.problems == []
    assert found.blank == [(PACK, "C")]
    first = next(one for one in found.replies if one.letter == "A")
    assert (first.pack, first.code, first.how) == (PACK, A, "workbook")
    assert first.note == "Tuesday at 10, ask for Jo"
    assert first.where == "pack.xlsx, Answers!C3"


def reordered(book):
    sheet = answers_of(book)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    for number, row in enumerate(reversed(rows), 3):
        for place, value in enumerate(row, 1):
            sheet.cell(number, place).value = value


def without_columns(book):
    sheet = answers_of(book)
    sheet.delete_cols(6)
    sheet.delete_cols(1)


def without_codes(book):
    answers_of(book).delete_cols(2)


def renamed(book):
    answers_of(book).title = "Copy of answers (2)"
    del book["About"], book["Lists"]


def with_notes_around(book):
    sheet = answers_of(book)
    sheet.insert_rows(1, 3)
    sheet["A1"] = "sorry for the delay, Jo"
    sheet.cell(5, 8, "Manager")


def columns_moved(book):
    sheet = answers_of(book)
    sheet.move_range("C2:F5", cols=3)


@pytest.mark.parametrize("edit", [reordered, without_columns, without_codes, renamed, with_notes_around, columns_moved])
def test_whatever_was_done_to_it_by_hand_the_answers_are_the_same(tmp_path, edit):
    found = read(came_back(tmp_path, FILLED, edit))
    assert short(found) == PLAIN
    assert not [one for one in found.problems if one.stops_row]


def test_words_typed_over_the_drop_downs_are_read_and_unclear_ones_are_asked_about(tmp_path):
    filled = {
        "A": {HEADINGS.answer: "yes if they have a licence"},
        "B": {HEADINGS.answer: " no THANKS", HEADINGS.reason: "bad vibes", HEADINGS.share: "hm", HEADINGS.note: 12},
        "C": {HEADINGS.reason: "Too far"},
    }
    found = read(came_back(tmp_path, filled))
    assert short(found) == {"B": ("no", "", "", None)}
    assert found.replies[0].note == "no THANKS / bad vibes / 12"
    said = {one.where: one for one in found.problems}
    assert said["pack.xlsx, Answers!C3"].stops_row
    assert f"reply {A}" in said["pack.xlsx, Answers!C3"].fix
    assert not said["pack.xlsx, Answers!D4"].stops_row
    assert not said["pack.xlsx, Answers!E4"].stops_row
    assert said["pack.xlsx, Answers!C5"].what == "says something about C, and the answer is blank."


def test_a_code_column_that_was_sorted_by_itself_is_noticed(tmp_path):
    def sorted_alone(book):
        sheet = answers_of(book)
        sheet["B3"], sheet["B4"] = sheet["B4"].value, sheet["B3"].value

    found = read(came_back(tmp_path, FILLED, sorted_alone))
    assert found.replies == []
    assert all("a column was moved by itself" in one.what for one in found.problems)


def test_a_row_added_without_a_code_and_a_wrong_code_are_told(tmp_path):
    def added(book):
        sheet = answers_of(book)
        sheet.delete_cols(1)
        sheet.append([None, "Yes, we would like to meet"])
        sheet.append([A[:-1] + ("2" if A[-1] != "2" else "3"), "No"])

    found = read(came_back(tmp_path, FILLED, added))
    assert short(found) == PLAIN
    assert [one.what.split(",")[0] for one in found.problems] == ["has no reply code", "is not a code: a sign is wrong"]


def test_a_workbook_that_is_not_ours_is_told(tmp_path):
    def emptied(book):
        book.remove(answers_of(book))

    found = read(came_back(tmp_path, {}, emptied))
    assert found.replies == []
    assert "has no sheet with answers" in found.problems[0].what


def test_the_same_file_twice_is_one_and_two_answers_for_a_letter_are_asked_about(tmp_path):
    path = came_back(tmp_path, FILLED)
    assert short(read(path, path)) == PLAIN
    mail = tmp_path / "reply.eml"
    mail.write_bytes(an_email("A: no thanks"))
    found = read(path, mail)
    assert short(found) == {"B": PLAIN["B"]}
    (problem,) = [one for one in found.problems if one.stops_row]
    assert "answers A one way" in problem.what
    assert "reply.eml, line 1" in problem.what


def test_an_email_is_read_without_what_it_quotes_and_how_it_is_signed(tmp_path):
    text = (
        "Hi Sam,\n\nA: yes please\nB - no, needs a licence. Please pass this on.\nC maybe after Easter\n\n"
        "Kind regards\nA. Manager\nB Street 4\n\n> C: filled\n> A: no\n\nOn Monday, Sam wrote:\nA: no\n"
    )
    mail = tmp_path / "reply.eml"
    mail.write_bytes(an_email(text))
    found = read(mail)
    assert short(found) == {**PLAIN, "C": ("maybe_later", "", "", None)}
    assert found.problems == []
    assert {one.where for one in found.replies} == {f"reply.eml, line {number}" for number in (3, 4, 5)}


def test_a_page_and_an_attached_workbook_in_an_email_are_read(tmp_path):
    mail = tmp_path / "reply.eml"
    mail.write_bytes(an_email("A: yes<br>B: no, needs a licence", page=True))
    assert set(short(read(mail))) == {"A", "B"}
    mail.write_bytes(an_email("Please see attached.", attached=came_back(tmp_path, FILLED)))
    found = read(mail)
    assert short(found) == PLAIN
    assert found.problems == []
    assert found.replies[0].where == "reply.eml, attached pack.xlsx, Answers!C3"


def test_a_text_with_the_heads_of_a_mail_and_codes_in_lines(tmp_path):
    text = f"From: Jo <jo@example.org>\nSubject: Re: people\n\n{A} yes\n{B.lower().replace('-', ' ')} no: too far\n"
    path = tmp_path / "reply.txt"
    path.write_text(text, encoding="utf-16")
    assert short(read(path)) == {"A": ("interview", "", "", None), "B": ("no", "journey", "client", None)}


@pytest.mark.parametrize(
    "text",
    [
        "Yes to A, no to B",
        "Yes, A; no, B",
        "Yes:\nA\nB\n\nNo:\nC",
        "Interview: A, B. No: C",
        "A trial would suit B",
        "We would like to meet A",
        "all of them please",
        "A meeting on Tuesday would be good",
        "A",
        "A: yes or no?",
        "A's a yes",
        "",
    ],
)
def test_what_could_be_meant_otherwise_is_asked_about_and_never_guessed(text):
    found = in_text(text)
    assert found.replies == []
    assert [one for one in found.problems if one.stops_row]


def test_letters_without_a_pack_and_with_two_packs_are_asked_about():
    for subject in ("", f"{PACK} and {pack_code(99)}"):
        found = in_text("A: yes", subject)
        assert found.replies == []
        assert "no one pack is named" in found.problems[0].what


@pytest.mark.parametrize(
    "text", ["A and " * 8_000, "A: yes\n" * 5_000, "A: " + "," * 40_000, ">" * 40_000, "a - " * 9_000]
)
def test_long_texts_that_repeat_themselves_are_read_all_the_same(text):
    found = in_text(text)
    assert found.replies or found.problems


def test_a_pack_that_nobody_made_is_told():
    found = in_text("A: yes", pack_code(99))
    assert found.replies == []
    assert "is not a pack that we made" in found.problems[0].what


def test_letters_joined_share_an_answer_and_an_article_is_no_letter():
    assert short(in_text("A and B: yes, C no. A good lot, thank you")) == {
        "A": ("interview", "", "", None),
        "B": ("interview", "", "", None),
        "C": ("no", "", "", None),
    }


def test_a_mistyped_code_is_told_and_nothing_is_taken_in_its_place():
    wrong = A[:-1] + ("Z" if A[-1] != "Z" else "Y")
    found = in_text(f"{wrong} yes\n{B} no")
    assert set(short(found)) == {"B"}
    assert "is not a code" in found.problems[0].what


def test_a_code_typed_with_an_answer():
    assert short(read_typed(C.lower(), "no, no experience", means=means())) == {
        "C": ("no", "experience", "client", None)
    }
    for typed, words in ((PACK, "yes"), (A, " "), (A, "perhaps not"), ("MX", "yes"), (A[:-1] + "0", "yes")):
        found = read_typed(typed, words, means=means())
        assert found.replies == []
        assert len(found.problems) == 1


def test_words_about_what_no_answer_should_rest_on_are_noticed():
    found = in_text("A: no, at their age it will not work")
    assert short(found) == {"A": ("no", "", "", None)}
    assert "speaks of age" in found.problems[0].what
    assert "at their age" not in found.problems[0].say(), "the words are for us alone"


def test_a_file_that_is_not_there_or_of_another_kind_is_told(tmp_path):
    (tmp_path / "reply.docx").write_bytes(b"PK")
    (tmp_path / "bytes.txt").write_bytes(b"\0\1\2")
    found = read(tmp_path / "none.eml", tmp_path / "reply.docx", tmp_path / "bytes.txt")
    assert len(found.problems) == 3


ANSWER_WORDS = {
    "interview": ["yes please", "Yes", "happy to meet"],
    "no": ["no thanks", "No"],
    "filled": ["the post is filled"],
    "maybe_later": ["not now", "ask us again"],
    "trial": ["a paid trial"],
}
FORMS = [
    "{letter}: {words}",
    "{letter} - {words}",
    "({letter}) {words}",
    "{letter}) {words}",
    "{code} {words}",
    "{code}: {words}",
]


@given(
    st.dictionaries(
        st.sampled_from("ABC"),
        st.tuples(st.sampled_from(sorted(ANSWER_WORDS)), st.integers(0, 2), st.sampled_from(FORMS)),
        min_size=1,
    ),
    st.sampled_from(["\n", "\n\n", ", ", "; ", ". ", " and "]),
)
def test_any_letters_in_any_of_the_usual_forms_are_read(said, between):
    lines = [
        form.format(letter=letter, code=reply_code(PACK, letter), words=(ANSWER_WORDS[answer] * 3)[which])
        for letter, (answer, which, form) in said.items()
    ]
    found = in_text(between.join(lines))
    assert {one.letter: one.answer for one in found.replies} == {letter: one[0] for letter, one in said.items()}
    assert found.problems == []


PIECES = st.sampled_from(
    [*("A", "B", "C", "a", "A:", "B -", "yes", "no", "No,", "interview", "and", "&", ",", ".", ";", "\n", "\n\n", "("),
     *(A, B, PACK, "to", "for", "trial", "if", "not", "Regards", "> ", "--", "On Monday Sam wrote:", "4", ")")]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_any_text_at_all_gives_answers_of_the_model_or_problems(text):
    found = in_text(text)
    assert all(one.answer in means().answers.by_id and one.letter in "ABC" for one in found.replies)
    assert all(one.where and one.what for one in found.problems)
    assert found.replies or found.problems

"""To an employer and back: a pack out, answers in, in again, and the next list keeps to them."""

from __future__ import annotations

import re
import sqlite3

import pytest

from matcher.base.ids import ClientId
from matcher.records.requirement import NotCompared, Requirement
from matcher.store.backup import back_up
from matcher.store.folder import open_folder
from matcher.store.restore import restore
from tests.hands import SIGNED
from tests.journeys.packs import (
    EMPLOYER,
    OFFICE,
    READY,
    VACANCY,
    as_json,
    change,
    counted,
    decided_on,
    filled_in,
    put_forward,
    through_libreoffice,
    withdrawn,
)
from tests.server import new_database

MADE = ("pack", VACANCY, "--ring", "Sam at the desk, 01632 960 111", "--by", "epc-2", "--json", "-o")


@pytest.fixture
def packed(run, own_demo, tmp_path):
    """A workbook for four people of the demo, and who stands behind each letter."""
    put_forward(own_demo, *READY)
    book = tmp_path / "pack.xlsx"
    made = as_json(run(*MADE, str(book)))
    return book, {one["letter"]: one for one in made["letters"]}, made["pack"]


def listed(run, day: str) -> list[str]:
    return [row["client"] for row in as_json(run("shortlist", VACANCY, "--top", "50", "--on", day, "--json"))["rows"]]


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_pack_out_answers_edited_in_libreoffice_in_and_in_again_one_effect_and_the_right_next_list(
    run, own_demo, packed, tmp_path, kind
):
    book, letters, code = packed
    before = listed(run, "16/11/2026")
    assert not set(before) & set(READY), "who is put forward is not on the list"
    reason = "A licence or certificate is needed first"
    told = {
        "A": {"Your answer": "Yes, we would like to meet", "A note for us alone": "Tuesday at 10"},
        "B": {"Your answer": "No", "If no or not now: why": reason, "May we tell them why?": "Yes"},
        "C": {"Your answer": "Not now, ask us again later"},
    }
    filled_in(book, told)
    back = through_libreoffice(book, tmp_path, to=kind)

    first = run("reply", str(back), "--json")
    said = as_json(first)
    assert first.code == 0
    assert [(one["letter"], one["answer"], one["reason"], one["side"], one["share"]) for one in said["kept"]] == [
        ("A", "interview", "", "", None),
        ("B", "no", "licence_or_certificate", "client", True),
        ("C", "maybe_later", "", "", None),
    ]
    assert [one["client"] for one in said["kept"]] == [letters[letter]["client"] for letter in "ABC"]
    assert said["blank"] == [{"pack": code, "letter": "D"}]
    assert said["problems"] == []
    held = counted(own_demo)
    assert held["employer_answer"] == 3

    again = run("reply", str(back), "--json")
    assert as_json(again)["kept"] == []
    assert [one["letter"] for one in as_json(again)["already"]] == ["A", "B", "C"]
    assert counted(own_demo) == held, "in again changes nothing at all"

    who = {letter: one["client"] for letter, one in letters.items()}
    later = listed(run, "20/03/2027")  # put forward is remembered for 90 days, a no for 182, maybe later for 28
    assert who["B"] not in later
    assert {who["A"], who["C"], who["D"]} <= set(later)
    assert who["B"] in listed(run, "01/06/2027")


def test_the_pack_holds_nobody_and_the_log_no_word_of_them(run, own_demo, packed, tmp_path):
    page = tmp_path / "pack.html"
    run(*MADE, str(page))
    text = page.read_text(encoding="utf-8")
    for never in (*READY, VACANCY, "E007"):
        assert never not in text
    assert not re.search(
        r"\b(points?|rank|score)\b", text[text.index("<body>") :].replace("Nobody is ranked or scored", "")
    )
    _, letters, code = packed
    run("reply", letters["A"]["code"], "no,", "secretwords", "needs", "a", "licence")
    with sqlite3.connect(own_demo / "programme.sqlite") as held:
        events = held.execute("SELECT action, client, codes, words FROM event ORDER BY seq").fetchall()
        named = held.execute("SELECT run FROM event WHERE action = 'pack'").fetchall()
        kept = held.execute("SELECT run, manifest FROM run WHERE command = 'pack'").fetchall()
    assert [action for action, *_ in events if action in ("pack", "packed", "reply")].count("packed") == 8
    assert {run for (run,) in named} == {run for run, _ in kept}, "the run that a pack names is kept"
    assert not [client for client in READY if client in str(kept)]
    said = str(events)
    assert "secretwords" not in said
    assert not [client for client in READY if client in said]
    assert code in said


def test_the_contact_counts_once_a_day_and_is_answered_by_the_first_answer(run, own_demo, packed, tmp_path):
    run(*MADE, str(tmp_path / "again.html"))
    _, letters, _ = packed
    run("reply", letters["A"]["code"], "yes")
    with sqlite3.connect(own_demo / "programme.sqlite") as held:
        bodies = [body for (body,) in held.execute("SELECT body FROM record WHERE kind = 'approach'")]
    assert len(bodies) == 2
    assert sum('"answered":"2026-11-16"' in body.replace(" ", "") for body in bodies) == 1


def test_only_people_who_agreed_to_this_employer_are_in_it_and_the_others_are_told(run, own_demo, tmp_path):
    put_forward(own_demo, READY[0], READY[1], helps="instructions in writing")
    nobody_asked = ClientId("C0030")
    put_forward(own_demo, nobody_asked, agreed=False, story=False)
    put_forward(own_demo, READY[3], story=False)
    made = as_json(run(*MADE, str(tmp_path / "pack.html")))
    assert {one["client"] for one in made["letters"]} == {READY[0], READY[1], READY[3]}
    assert [one["where"] for one in made["left_out"]] == [nobody_asked]
    assert {one["where"].split()[1].strip(",") for one in made["withheld"]} <= {READY[3]}
    text = (tmp_path / "pack.html").read_text(encoding="utf-8")
    assert text.count("Instructions in writing.") == 2


def test_nobody_put_forward_a_role_that_may_not_and_a_bad_ending_are_told_and_nothing_is_made(run, own_demo, tmp_path):
    before = counted(own_demo)
    none = run("pack", VACANCY, "--by", "epc-2", "-o", str(tmp_path / "x.html"))
    assert none.code == 1
    assert "nobody who is put forward" in none.err
    put_forward(own_demo, READY[0])
    before = counted(own_demo)
    for arguments in (("--as", "key-worker", "--by", "kw-1"), ("--by", "epc-2", "--on", "01/01/2028"), ()):
        ran = run("pack", VACANCY, "-o", str(tmp_path / "x.html"), *arguments)
        assert ran.code == 1, arguments
        assert "Traceback" not in ran.err
    assert run("pack", VACANCY, "-o", "x.docx").code == 2
    assert run("pack", VACANCY).code == 2
    assert counted(own_demo) == before
    assert not (tmp_path / "x.html").exists()


def test_where_the_file_cannot_be_written_nothing_is_kept(run, own_demo, tmp_path):
    put_forward(own_demo, READY[0])
    before = counted(own_demo)
    ran = run("pack", VACANCY, "--by", "epc-2", "-o", str(tmp_path / "no" / "folder" / "x.html"))
    assert ran.code == 1
    assert counted(own_demo) == before


def test_a_vacancy_that_is_held_is_refused(run, own_demo, tmp_path):
    put_forward(own_demo, READY[0])

    def unlawful(changing):
        known = changing.known
        needs = Requirement(id="R99", needs=(NotCompared(kind="age"),), words="must be under 30")
        vacancies = tuple(
            one.model_copy(update={"requirements": (*one.requirements, needs)}) if one.id == VACANCY else one
            for one in known.vacancies
        )
        changing.put(known.model_copy(update={"vacancies": vacancies}))

    change(own_demo, unlawful)
    ran = run("pack", VACANCY, "--by", "epc-2", "-o", str(tmp_path / "x.html"))
    assert ran.code == 1
    assert "is held" in ran.err


def test_a_reply_about_somebody_who_took_consent_back_and_a_late_one_are_kept_and_told(run, own_demo, packed):
    _, letters, _ = packed
    withdrawn(own_demo, letters["A"]["client"])
    first = run("reply", letters["A"]["code"], "yes", "--json")
    assert len(as_json(first)["kept"]) == 1
    assert "no more may be told" in first.out
    late = run("reply", letters["B"]["code"], "no thanks", "--on", "01/02/2027", "--json")
    assert len(as_json(late)["kept"]) == 1
    assert "to be thrown away after 14 December 2026" in late.out


def test_another_word_later_takes_the_place_of_the_first_and_an_old_file_does_not_turn_it_back(
    run, own_demo, packed, tmp_path
):
    _, letters, code = packed
    mail = tmp_path / "reply.txt"
    mail.write_text(f"Pack {code}\nA: no thanks\n", encoding="utf-8")
    assert run("reply", str(mail)).code == 0
    changed = run("reply", letters["A"]["code"], "yes", "--on", "18/11/2026")
    assert "takes the place of what they said on 16 November 2026" in changed.out
    old = run("reply", str(mail), "--on", "19/11/2026")
    assert "they have said otherwise on 18 November 2026" in old.out
    assert counted(own_demo)["employer_answer"] == 2
    new = run("reply", letters["A"]["code"], "no thanks", "--on", "20/11/2026")
    assert new.code == 0
    assert counted(own_demo)["employer_answer"] == 3


def test_answers_that_cannot_be_placed_are_asked_about_and_nothing_is_kept(run, own_demo, packed, tmp_path):
    _, letters, code = packed
    before = counted(own_demo)
    mail = tmp_path / "reply.txt"
    mail.write_text("A yes, B no", encoding="utf-8")
    assert run("reply", str(mail)).code == 1
    mail.write_text(f"Pack {code}\nYes to A, no to B", encoding="utf-8")
    assert run("reply", str(mail)).code == 1
    other = run("reply", "002BBR", "yes")
    assert other.code == 1
    right = letters["A"]["code"]
    for typed in ("MX7Q", "002BB-AZ", right[:-1] + ("0" if right[-1] != "0" else "2")):
        assert run("reply", typed, "yes").code == 1
    assert run("reply", right, "perhaps not").code == 1
    assert counted(own_demo) == before


def test_the_same_way_on_a_server(run, own_demo, tmp_path, monkeypatch):
    """The demo moved to PostgreSQL by its backup: consent, two put forward, a pack, the answers, the next list."""
    whole = back_up(open_folder(own_demo), tmp_path / "demo.zip", SIGNED, version="0").file
    folder, url = tmp_path / "served", new_database()
    restore(whole, folder, SIGNED, replace=False, database_url=url)
    monkeypatch.setenv("MATCHER_PROGRAMME", str(folder))
    monkeypatch.setenv("MATCHER_DATABASE_URL", url)
    for client in READY[:2]:
        assert run("consent", client, "introduction", "--employer", EMPLOYER, "--by", "kw-1").code == 0
        seen = as_json(run("decide", client, VACANCY, "put-forward", "--by", "epc-2", "--json"))["code"]
        decided = run("decide", client, VACANCY, "put-forward", "--seen", seen, "--by", "epc-2")
        assert decided.code == 0, decided.err
    made = as_json(run(*MADE, str(tmp_path / "pack.html")))
    code = {one["client"]: one["code"] for one in made["letters"]}
    assert set(code) == set(READY[:2])
    mail = tmp_path / "reply.txt"
    mail.write_text(f"{code[READY[0]]}: no, needs a licence\n{code[READY[1]]}: yes please\n", encoding="utf-8")
    first = as_json(run("reply", str(mail), "--json"))
    assert {one["client"]: one["answer"] for one in first["kept"]} == {READY[0]: "no", READY[1]: "interview"}
    again = as_json(run("reply", str(mail), "--json"))
    assert (again["kept"], len(again["already"])) == ([], 2)
    assert not set(listed(run, "17/11/2026")) & set(READY[:2])
    assert run("log", "verify").code == 0
    assert not (folder / "programme.sqlite").exists()


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here")
def test_from_a_shortlist_through_decisions_and_a_pack_to_the_answer(run, own_demo, tmp_path):
    book = tmp_path / "shortlist.xlsx"
    assert run("shortlist", VACANCY, "-o", str(book)).code == 0
    not_asked = ClientId("C0030")
    decided_on(book, {READY[2]: "Put forward", READY[3]: "Put forward", not_asked: "Put forward"})
    back = through_libreoffice(book, tmp_path, to="xlsx")
    first = run("decide", str(back), "--by", "epc-2")
    assert "2 recorded" in first.out, first.out + first.err  # the third has not agreed to this employer
    assert "1 to put right" in first.out
    assert "0 recorded, 2 recorded before" in run("decide", str(back), "--by", "epc-2").out
    made = as_json(run(*MADE, str(tmp_path / "pack.html")))
    assert {one["client"] for one in made["letters"]} == {READY[2], READY[3]}
    answered = as_json(run("reply", made["letters"][0]["code"], "yes", "please", "--json"))
    assert answered["kept"][0]["client"] == made["letters"][0]["client"]

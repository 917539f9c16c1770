"""`matcher employers`: what is typed, what is said, what is kept, and what never leaves."""

from __future__ import annotations

import json
import shlex

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from matcher.records.employer import Employer
from matcher.store.folder import open_folder
from tests.cli.given import ledger
from tests.hands import SIGNED


def said(ran):
    """What was printed, whatever the width."""
    return " ".join(ran.out.split())


def add_employer(folder, *employers):
    with open_folder(folder).changing(SIGNED) as change:
        change.put(change.known.model_copy(update={"employers": (*change.known.employers, *employers)}))


def events(folder):
    import sqlite3

    with sqlite3.connect(folder / "programme.sqlite") as connection:
        return connection.execute("SELECT action, codes FROM event ORDER BY seq").fetchall()


class TestContact:
    def test_contacts_are_counted_down_and_the_list_says_who_is_left_in_peace(self, run, own_demo):
        first = run("employers", "contact", "E001", "--how", "call", "--by", "epc-2")
        assert "Left: 1 this week, 4 in the month." in said(first)
        assert "Employer partnership team holds the relation: tell them." in said(first)
        assert "Held already" in said(run("employers", "contact", "E001", "--how", "call"))
        over = run("employers", "contact", "E001", "--how", "visit", "--team", "employer partnership team")
        assert "This was more than was agreed, or in a pause. It is kept as it was." in said(over)
        assert "holds the relation" not in said(over)
        page = said(run("employers", "show", "E001"))
        assert "Has had as many contacts in seven days as agreed." in page
        assert "The next contact may be on 23 November 2026." in page
        listed = said(run("employers", "list"))
        assert listed.index("Not now") < listed.index("Copperkettle Parcels (E001)")
        shown = run("shortlist", "V0014", "--json")
        assert json.loads(shown.out)["rows"] == []
        passed = json.loads(run("employers", "show", "E001", "--json", "--on", "23/11/2026").out)
        assert (passed["room"]["why"], passed["room"]["left_week"]) == ([], 2)

    def test_an_answer_ends_the_waiting_and_a_no_is_kept_to(self, run, own_demo):
        run("employers", "contact", "E004", "--how", "email", "--day", "12/11/2026")
        answered = run("employers", "contact", "E004", "--answered", "13/11/2026", "--said", "not_now")
        assert "email, 12 November 2026, answered on 13 November 2026" in said(answered)
        page = json.loads(run("employers", "show", "E004", "--json").out)
        assert (page["room"]["why"], page["room"]["next_on"]) == (["no"], "2026-11-27")
        assert [one["answered"] for one in page["contacts"]] == ["2026-11-13"]
        assert "has no contact that waits" in run("employers", "contact", "E004", "--answered", "14/11/2026").err

    def test_what_is_done_is_logged_in_codes(self, run, own_demo):
        before = len(events(own_demo))
        run("employers", "contact", "E001", "--how", "call", "--about", "PK9")
        run("employers", "promise", "E001", "Sentinel words of theirs")
        run("employers", "join", "E001", "E002")
        new = events(own_demo)[before:]
        assert [action for action, _ in new] == ["contact", "promise", "same_employer"]
        assert "Sentinel" not in str(new)


class TestPromise:
    def test_a_promise_from_its_day_to_how_it_ended(self, run, own_demo):
        assert "Kept for Copperkettle Parcels (E001): rota_ahead" in said(
            run("employers", "promise", "E001", "Rota told ahead", "--by-day", "10/11/2026", "--day", "02/11/2026")
        )
        assert "Ask how it went: Rota told ahead." in said(run("employers", "list"))
        ended = run("employers", "promise", "E001", "rota_ahead", "--broken")
        assert "it did not hold" in said(ended)
        (one,) = json.loads(run("employers", "show", "E001", "--json").out)["promised"]
        assert (one["state"], one["settled"]) == ("broken", "2026-11-16")
        assert "Held already" in said(run("employers", "promise", "E001", "rota_ahead", "--broken"))
        put_right = run("employers", "promise", "E001", "rota_ahead", "--kept")
        assert "it held" in said(put_right)
        run("employers", "promise", "E001", "rota_ahead", "--broken")
        listed = json.loads(run("employers", "list", "--json").out)["employers"]
        assert next(one for one in listed if one["employer"] == "E001")["promises"]["broken"] == 1


class TestFacts:
    def test_a_stop_has_an_end_a_source_and_the_employers_side(self, run, own_demo):
        what = "Paid a week late"
        assert "has no source" in run("employers", "fact", "E001", what).err
        assert "without an end" in run("employers", "fact", "E001", what, "--source", "Payslip", "--stops").err
        typed = ("fact", "E001", what, "--source", "Payslip", "--stops", "--until", "31/12/2026", "--day", "02/11/2026")
        made = said(run("employers", *typed))
        assert "It stops introductions until 31 December 2026." in made
        assert "Ask for their side" in made
        assert "should have been asked for their side by 7 November 2026" in said(run("employers", "list"))
        assert json.loads(run("shortlist", "V0014", "--json").out)["rows"] == []
        run("employers", "fact", "E001", what, "--asked", "16/11/2026")
        run("employers", "fact", "E001", "paid a week late.", "--reply", "A mistake by the bank.", "--as", "employer")
        (one,) = [one for one in json.loads(run("employers", "show", "E001", "--json").out)["facts"] if one["stops"]]
        assert (one["asked"], one["reply"], one["asks"]) == ("2026-11-16", "A mistake by the bank.", [])
        assert "Held already" in said(run("employers", *typed))
        assert "A mistake" not in str(events(own_demo))
        assert "is not for the employer to do" in run("employers", *typed, "--as", "employer").err


class TestOneEmployer:
    def test_pairs_are_shown_and_a_person_decides(self, run, own_demo):
        add_employer(own_demo, Employer(id="E-9", name="COPPERKETTLE PARCELS LTD"))
        page = said(run("employers", "pairs"))
        assert "Copperkettle Parcels (E001) and COPPERKETTLE PARCELS LTD (E-9)" in page
        found = json.loads(run("employers", "pairs", "--json").out)
        assert [(one["first"], one["second"]) for one in found["sure"]] == [("E001", "E-9")]
        assert "read as one employer under E-9" in said(run("employers", "join", "E001", "E-9"))
        assert json.loads(run("employers", "pairs", "--json").out)["sure"] == []
        assert json.loads(run("employers", "show", "E001", "--json").out)["references"] == ["E001", "E-9"]
        run("employers", "contact", "E-9", "--how", "call")
        assert "Has had" not in said(run("employers", "show", "E001"))
        assert "are two employers" in said(run("employers", "apart", "E001", "E-9"))
        again = json.loads(run("employers", "show", "E001", "--json").out)
        assert again["references"] == ["E001"]
        assert json.loads(run("employers", "pairs", "--json").out)["sure"] == []

    def test_words_that_cannot_be_followed_are_refused(self, run, own_demo):
        add_employer(own_demo, Employer(id="E-9", name="A"), Employer(id="E-8", name="B"))
        assert "is one record" in run("employers", "join", "E001", "E001").err
        assert 'employer "E99": is not an employer' in run("employers", "join", "E001", "E99").err
        run("employers", "join", "E001", "E-9")
        run("employers", "apart", "E-9", "E-8")
        refused = run("employers", "join", "E001", "E-8")
        assert refused.code == 1
        assert "keeps records of the two apart" in refused.err
        run("employers", "join", "E-9", "E-8")
        assert "are one by other words" in run("employers", "apart", "E001", "E-8").err

    def test_an_agency_and_its_host_are_never_one(self, run, own_demo):
        with open_folder(own_demo).changing(SIGNED) as change:
            known = change.known
            vacancies = tuple(
                one.model_copy(update={"host": "E002"}) if one.id == "V0014" else one for one in known.vacancies
            )
            change.put(known.model_copy(update={"vacancies": vacancies}))
        refused = run("employers", "join", "E001", "E002")
        assert "an agency and its host" in refused.err


class TestLedger:
    def test_another_programmes_contacts_count_and_a_second_import_changes_nothing(self, run, own_demo, tmp_path):
        path = ledger(tmp_path / "north.jsonl")
        tried = run("employers", "import", str(path), "--dry-run")
        assert "1 contacts of North: 1 new" in said(tried)
        assert json.loads(run("employers", "show", "E001", "--json").out)["contacts"] == []
        assert run("employers", "import", str(path)).code == 0
        page = json.loads(run("employers", "show", "E001", "--json").out)
        assert (page["room"]["left_week"], page["contacts"][0]["programme"]) == (1, "North")
        again = run("employers", "import", str(path), "--json")
        assert json.loads(again.out)["read"] == {"found": 1, "loaded": 0, "rejected": 0, "repeated": 1}
        assert json.loads(run("employers", "show", "E001", "--json").out) == page

    def test_what_goes_out_holds_no_person_and_is_known_again_when_it_comes_back(self, run, own_demo, tmp_path):
        path = tmp_path / "ours.jsonl"
        run("employers", "export", str(path))
        before = len(path.read_text(encoding="utf-8").splitlines())
        run("employers", "contact", "E001", "--how", "call", "--by", "epc-2")
        run("employers", "import", str(ledger(tmp_path / "north.jsonl")))
        assert "Wrote" in said(run("employers", "export", str(path)))
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert [one["how"] for one in lines if one.get("on") == "2026-11-16" and "how" in one] == ["call"]
        assert len(lines) in (before + 1, before + 2)  # the contact, and its employer where it was not named before
        text = path.read_text(encoding="utf-8")
        assert "epc-2" not in text
        assert "North" not in text
        back = run("employers", "import", str(path))
        assert back.code == 1
        assert "is our own ledger" in said(back)

    def test_the_doubtful_are_listed_and_settled(self, run, own_demo, tmp_path):
        path = ledger(tmp_path / "north.jsonl", employer="Copperkettle Parcels (Depot)")
        asked = run("employers", "import", str(path))
        assert asked.code == 1
        assert "may be Copperkettle Parcels (E001)" in said(asked)
        assert run("employers", "import", str(path), "--same", "9=E001").code == 0
        assert len(json.loads(run("employers", "show", "E001", "--json").out)["contacts"]) == 1


@pytest.mark.parametrize(
    ("typed", "words", "code"),
    [
        ("contact E001", "Say how it was", 2),
        ("contact E001 --how fax", '--how "fax": is not one we know. Choose one of: call', 1),
        ("contact E99 --how call", "is not an employer of this programme", 1),
        ("contact E001 --how call --day 12/11/2026 --answered 11/11/2026", "is before the contact", 1),
        ("contact E001 --how call --answered 17/11/2026", "is after the day you work on", 1),
        ("contact E001 --how call --day 17/11/2026", "is after the day you work on", 1),
        ("contact E001 --how call --vacancy V99", "is not a vacancy", 1),
        ("contact E001 --how call --as auditor", "is not for an auditor to do", 1),
        ("join E001 E002 --as key-worker", "is not for a key worker to do", 1),
        ("promise E001 x --kept --broken", "say --kept or --broken", 2),
        ("promise E001 ''", "WHAT is empty", 2),
        ("import none.jsonl --same 9", "--same needs their reference", 2),
        ("list --as client", "is not for the client to read", 1),
        ("list -o x.pdf", "-o needs a name that ends in", 2),
        ("show Copperkettle", "Did you mean E001?", 1),
    ],
)
def test_what_cannot_be_says_what_to_type(run, demo, typed, words, code):
    ran = run("employers", *shlex.split(typed))
    assert words in " ".join(ran.err.split())
    assert ran.code == code


def test_pages_are_written(run, demo, tmp_path):
    for name in ("list", "pairs", "show E001"):
        path = tmp_path / "page.html"
        assert run("employers", *name.split(), "-o", str(path)).code == 0
        assert "<script" not in path.read_text(encoding="utf-8")


COMMANDS = ["list", "show", "pairs", "join", "apart", "contact", "promise", "fact", "export", "import"]
TYPED = """
E001 E002 E99 V0031 --how call fax they_contacted --day --answered --said no --about --vacancy --team --kept --broken
--by-day --source --stops --until --asked --reply --same 9=E001 =x --dry-run --all --json -o a.html a.jsonl north.jsonl
rota_ahead --on 16/11/2026 31/02/2026 31/12/9999 01/01/0001 --as manager auditor --by epc-2
"""
WORDS = st.sampled_from(TYPED.split()) | st.text(st.characters(exclude_characters="/\0~"), max_size=8)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(command=st.sampled_from(COMMANDS), words=st.lists(WORDS, max_size=6))
@example(command="contact", words=["E001", "--how", "call", "--day", "31/12/9999"])
@example(
    command="contact",
    words=["E001", "--how", "call", "--day", "01/01/0001", "--answered", "01/01/0001", "--said", "no"],
)
@example(
    command="fact", words=["E001", "x", "--source", "y", "--stops", "--until", "31/12/9999", "--asked", "31/12/9999"]
)
@example(command="list", words=["--on", "31/12/9999"])
@example(command="list", words=["--on", "01/01/0001"])
def test_any_arguments(run, own_demo, tmp_path, monkeypatch, command, words):
    monkeypatch.chdir(tmp_path)
    ran = run("employers", command, *words)
    assert ran.code in (0, 1, 2), (command, words, ran.err)
    assert "Traceback" not in ran.err
    assert ran.code == 0 or ran.err or ran.out

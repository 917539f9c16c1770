"""Cases kept: step and effect in one transaction, logged, refused plainly to whoever comes second, and never twice."""

from __future__ import annotations

import datetime as dt
import json
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.base.problems import GivenProblems
from matcher.records.client import Client
from matcher.records.requirement import DrivingLicence, Gcse, NotCompared, Requirement, Years
from matcher.records.signed import DeskRole
from matcher.records.words import RequirementStatus
from matcher.store.change import Change
from matcher.store.folder import open_folder
from matcher.store.seen import days_shown
from matcher.workflows.cases import acting, case_lists, challenging, contesting, handing_back, in_work
from matcher.workflows.cases.case_pages import case_report, waiting_report
from matcher.workflows.cases.casework import Told
from matcher.workflows.cases.handing_back import Wanted
from matcher.workflows.cases.stuck import waiting_on_us
from matcher.workflows.outlook.lesser import lesser_requirement
from matcher.workflows.programme.demo import demo_files
from matcher.workflows.where import Where
from tests.demos import library
from tests.hands import SIGNED

DAY = dt.date(2026, 11, 16)
EPC, KEY_WORKER, MANAGER = DeskRole.EPC, DeskRole.KEY_WORKER, DeskRole.MANAGER
NEEDS = (Gcse(subject="maths", grade=5), DrivingLicence(), NotCompared(), Years(occupation="cleaner", months=9))
OLD = tuple(Requirement(id="R1", needs=(need,)) for need in NEEDS)
TRAVEL = Wanted("travel_plan", "the way for the early shift", "", "", None)


@pytest.fixture(autouse=True)
def _one_library(run):
    """The shipped models are read once for all of these tests, as `run` has it."""


def at(folder, role=EPC, days=0):
    return Where(folder, on=DAY + dt.timedelta(days=days), by="epc-1", role=role)


def records(folder):
    return open_folder(folder).everything()


def ledger(folder):
    return open_folder(folder).ledger(purpose="accountability", on=DAY)


def client(folder, reference):
    return next(one for one in records(folder).clients if one.id == reference)


def requirement(folder, vacancy, reference):
    found = next(one for one in records(folder).vacancies if one.id == vacancy)
    return next(one for one in found.requirements if one.id == reference)


def events(folder):
    """(action, client, codes, words) of every entry of the log, as they lie there."""
    with open_folder(folder).changing(SIGNED) as change:
        rows = change.connection.exec_driver_sql("SELECT action, client, codes, words FROM event ORDER BY seq")
        return [tuple(row) for row in rows.fetchall()]


def everything(folder):
    return records(folder), ledger(folder), events(folder)


def problem(call, *arguments, **more):
    """The one problem that a call is refused with."""
    with pytest.raises(GivenProblems) as caught:
        call(*arguments, **more)
    (found,) = caught.value.problems
    return found.say()


class TestChallenges:
    def test_a_question_marks_the_vacancy_and_keeps_the_audits_words_and_figure(self, own_demo):
        kept = challenging.ask(at(own_demo), "V0031", "R1")
        case = next(one for one in ledger(own_demo).challenges if one.id == kept.case.id)
        assert requirement(own_demo, "V0031", "R1").status is RequirementStatus.ASKED
        assert (case.employer, case.steps[0].facts["alone"], case.steps[0].by) == ("E007", "14", "epc-1")
        assert case.question.startswith("What is driven in this job")
        assert case.criterion

    def test_the_same_is_not_asked_twice_and_nothing_is_changed_by_trying(self, own_demo):
        challenging.ask(at(own_demo), "V0031", "R1")
        before = everything(own_demo)
        assert "its status is asked" in problem(challenging.ask, at(own_demo), "V0031", "R1")
        assert everything(own_demo) == before

    def test_another_vacancy_of_the_same_employer_is_the_same_question(self, own_demo):
        challenging.ask(at(own_demo), "V0031", "R1")
        with open_folder(own_demo).changing(SIGNED) as change:
            vacancy = next(one for one in change.known.vacancies if one.id == "V0031")
            twin = vacancy.model_copy(
                update={
                    "id": "V9001",
                    "requirements": tuple(
                        one.model_copy(update={"status": RequirementStatus.AS_STATED}) for one in vacancy.requirements
                    ),
                }
            )
            change.add([twin])
        said = problem(challenging.ask, at(own_demo, days=30), "V9001", "R1")
        assert "was asked the same on 16 November 2026" in said

    def test_relaxed_puts_the_lesser_one_in_its_place_and_a_correction_takes_it_away(self, own_demo):
        case = challenging.ask(at(own_demo), "V0031", "R2").case
        told = problem(challenging.answer, at(own_demo), case.id, "relaxed", Told(), lesser="6")
        assert "as much as before, or more" in told
        challenging.answer(at(own_demo), case.id, "relaxed", Told(), lesser="3")
        assert requirement(own_demo, "V0031", "R2").status is RequirementStatus.RELAXED
        assert requirement(own_demo, "V0031", "R2.1").needs[0].grade == 3
        challenging.answer(at(own_demo, MANAGER), case.id, "correct", Told(words="another vacancy"))
        assert requirement(own_demo, "V0031", "R2").status is RequirementStatus.ASKED
        assert requirement(own_demo, "V0031", "R2.1").status is RequirementStatus.REMOVED

    def test_what_the_law_bars_is_kept_only_with_the_exception(self, own_demo):
        assert "exception" in problem(challenging.answer, at(own_demo), "CH1", "kept", Told(words="a scheme"))
        told = Told(words="A funded place.", facts={"exception": "the rule of the scheme"})
        challenging.answer(at(own_demo), "CH1", "kept", told)
        kept = requirement(own_demo, "V0029", "R1")
        assert (kept.status, kept.exception) == (RequirementStatus.KEPT, "the rule of the scheme")

    def test_the_counts_hold_every_question(self, own_demo):
        challenging.answer(at(own_demo), "CH1", "removed", Told())
        challenging.ask(at(own_demo), "V0031", "R1")
        found = challenging.tally(at(own_demo))
        assert sum(one.asked for one, _ in found) == len(ledger(own_demo).challenges) == 2
        assert {family for _, family in found} >= {"elementary administration and service occupations"}


class TestHandBacks:
    def test_the_action_is_opened_with_it_and_goes_its_way(self, own_demo):
        before = set(records(own_demo).actions)
        case = handing_back.open_(at(own_demo), "C0012", TRAVEL, Told()).case
        (action,) = set(records(own_demo).actions) - before
        assert (action.client, action.criterion, action.owner) == ("C0012", "travel_plan", "key_worker")
        told = Told(facts={"evidence": "travelled together"}, seen=1)
        handing_back.step(at(own_demo, KEY_WORKER, 2), case.id, "done", told)
        (done,) = set(records(own_demo).actions) - before
        assert done.done == DAY + dt.timedelta(days=2)

    def test_a_second_one_tells_a_manager_there_in_the_list_and_in_the_log(self, own_demo):
        first = handing_back.open_(at(own_demo), "C0012", TRAVEL, Told())
        assert not any(mark == "!" for mark, _ in first.lines)
        second = handing_back.open_(at(own_demo, days=1), "C0012", TRAVEL, Told())
        assert any("For the manager" in said for mark, said in second.lines if mark == "!")
        listed = case_lists.hand_backs(at(own_demo), client="C0012").rows
        assert [any("For the manager" in line for line in row.lines) for row in listed].count(True) >= 1
        assert [one for one in events(own_demo) if one[0] == "hand_backs.again"]

    def test_a_key_pressed_twice_is_one_and_tells_nobody(self, own_demo):
        first = handing_back.open_(at(own_demo), "C0012", TRAVEL, Told())
        before = everything(own_demo)
        again = handing_back.open_(at(own_demo), "C0012", TRAVEL, Told())
        assert again.case == first.case
        assert again.lines == (("", "Held already, as it was told. Nothing was changed."),)
        assert everything(own_demo) == before

    def test_whoever_comes_second_with_a_stale_page_is_told_and_loses_nothing(self, own_demo):
        case = handing_back.open_(at(own_demo), "C0012", TRAVEL, Told()).case
        handing_back.step(at(own_demo, KEY_WORKER), case.id, "accept", Told(seen=1))
        before = everything(own_demo)
        said = problem(handing_back.step, at(own_demo, KEY_WORKER), case.id, "talk", Told(words="when?", seen=1))
        assert "since you looked" in said
        assert everything(own_demo) == before
        handing_back.step(at(own_demo, KEY_WORKER), case.id, "talk", Told(words="when?", seen=2))

    def test_all_that_is_missing_is_told_and_no_number_is_used_up_in_the_ledger(self, own_demo):
        said = problem(handing_back.open_, at(own_demo), "C0012", Wanted("", "", "", "", None), Told())
        for name in ("criterion", "missing", "what", "owner"):
            assert name in said
        assert len(ledger(own_demo).hand_backs) == 3

    def test_a_client_whom_nobody_asked_about_matching_can_be_looked_after(self, own_demo):
        unasked = {one.id for one in records(own_demo).clients} - {
            one.client for one in records(own_demo).consents if one.purpose == "matching"
        }
        assert handing_back.open_(at(own_demo), sorted(unasked)[0], TRAVEL, Told()).case.state == "open"


class TestOthers:
    def test_a_request_told_twice_is_held_once(self, own_demo):
        told = Told(words="I want to talk about the list.")
        first = contesting.open_(at(own_demo), "C0012", "person", told)
        before = everything(own_demo)
        assert contesting.open_(at(own_demo), "C0012", "person", told).case == first.case
        assert everything(own_demo) == before
        other = contesting.open_(at(own_demo), "C0012", "person", Told(words="And about the times."))
        assert other.case.id != first.case.id

    def test_a_request_is_answered_by_the_right_role_with_words_for_the_client(self, own_demo):
        assert "is not for an EPC to do" in problem(contesting.step, at(own_demo), "CT1", "look", Told())
        contesting.step(at(own_demo, KEY_WORKER), "CT1", "look", Told())
        told = Told(facts={"change": "35 hours at most stands there now"})
        done = contesting.step(at(own_demo, KEY_WORKER), "CT1", "uphold", told)
        assert done.lines[-1] == ("", "For the client: done as asked. 35 hours at most stands there now")

    def test_what_is_done_as_asked_changes_the_record_with_it_and_what_stood_before_is_kept(self, own_demo):
        before = client(own_demo, "C0020")
        with pytest.raises(GivenProblems):  # an EPC may not settle it, and then nothing is changed
            contesting.step(at(own_demo), "CT1", "uphold", Told())
        assert client(own_demo, "C0020") == before
        done = contesting.step(at(own_demo, KEY_WORKER), "CT1", "uphold", Told())
        after = client(own_demo, "C0020")
        conditions = before.conditions.model_copy(update={"hours_most_minutes": 35 * 60})
        assert after == before.model_copy(update={"conditions": conditions}) != before
        says = "most hours a week: 35 now; before: 40."
        assert done.lines == (
            ("", f"The record of C0020 was changed. {says}"),
            ("", f"For the client: done as asked. {says}"),
        )
        with open_folder(own_demo).changing(SIGNED) as change:
            past = change.connection.exec_driver_sql("SELECT body FROM past WHERE kind = 'client' AND id = 'C0020'")
            assert [Client.model_validate_json(row[0]) for row in past] == [before]
            who = change.connection.exec_driver_sql(
                "SELECT hand, role FROM record WHERE kind = 'client' AND id = 'C0020'"
            )
            assert [tuple(row) for row in who] == [("epc-1", "key_worker")]
        found = events(own_demo)
        assert [one[0] for one in found][-2:] == ["contests.uphold", "contests.corrected"]
        assert found[-1][2] == '{"case":"CT1"}', "neither the field nor what stands in it is in the log"

    @pytest.mark.parametrize(
        ("kind", "about", "after", "said"),
        [
            ("correct", "Longest shift, in hours", "6", "changed. Longest shift, in hours: 6 now"),
            ("correct", "Week", "Mon-Fri 10am to 2pm", "was changed. Week: Mon-Fri 10am to 2pm stands there now."),
            ("strike_out", "Words about you that you chose", "", "nothing now; before: I like"),
            ("strike_out", "hours_most", "", "hours_most: nothing now"),
            ("correct", "hours_most", "30", "said so already"),
            ("correct", "most hours a week", "twenty-ish", "is not changed by this"),
            ("correct", "what the EPC said of me", "kinder", "is no single field of it"),
            ("correct", "Name", "Sam", "is no single field of it"),
        ],
    )
    def test_by_any_name_of_a_field_or_by_hand(self, own_demo, kind, about, after, said):
        with open_folder(own_demo).changing(SIGNED) as change:
            held = client(own_demo, "C0012")
            limits = held.conditions.model_copy(update={"hours_most_minutes": 30 * 60})
            words = "I like a busy kitchen."
            change.add([held.model_copy(update={"conditions": limits, "words_for_employers": words})])
        before = client(own_demo, "C0012")
        told = Told(facts={"after": after} if after else {})
        case = contesting.open_(at(own_demo), "C0012", kind, told, about=about).case
        if "is n" in said:
            assert said in problem(contesting.step, at(own_demo, KEY_WORKER), case.id, "uphold", Told())
        done = contesting.step(at(own_demo, KEY_WORKER), case.id, "uphold", Told(facts={"change": "done"}))
        assert said in done.lines[0][1], done.lines
        assert (client(own_demo, "C0012") != before) == ("now" in said)

    def test_a_contact_that_was_made_is_a_word_between_us(self, own_demo):
        before = len(ledger(own_demo).contacts)
        done = in_work.step(at(own_demo, KEY_WORKER), "IW1", "made", Told(facts={"signs": "pay_wrong"}))
        assert len(ledger(own_demo).contacts) == before + 1
        assert any("payslip" in said for _, said in done.lines)
        assert "cannot" in problem(in_work.step, at(own_demo, KEY_WORKER), "IW1", "missed", Told())

    def test_an_action_that_somebody_has_moved_since_is_not_held_under_its_old_name(self, own_demo):
        mark = case_lists.actions(at(own_demo), client="C0007").rows[0].id
        moved = acting.step(at(own_demo), mark, "move_due", Told(facts={"due": "1/12/2026"}))
        assert moved.reference != mark
        assert "is not held" in problem(acting.step, at(own_demo), mark, "done", Told())
        assert acting.step(at(own_demo), moved.reference, "done", Told()).todo is not None

    def test_every_step_is_in_the_log_and_no_reference_or_word_of_a_client_is(self, own_demo):
        case = handing_back.open_(at(own_demo), "C0012", TRAVEL, Told(words="she told me of her mother")).case
        handing_back.step(at(own_demo, KEY_WORKER), case.id, "accept", Told())
        mark = case_lists.actions(at(own_demo), client="C0007").rows[0].id
        acting.step(at(own_demo), mark, "done", Told())
        found = events(own_demo)
        assert [one[0] for one in found][-3:] == ["hand_backs.hand_back", "hand_backs.accept", "actions.done"]
        text = json.dumps(found)
        assert "mother" not in text
        assert "early shift" not in text
        assert '"C0012' not in text


def test_a_change_about_one_case_never_reads_the_whole_programme(run, own_demo, monkeypatch):
    def whole(_change):
        raise AssertionError("everything was read")

    monkeypatch.setattr(Change, "known", property(whole))
    monkeypatch.setattr(Change, "ledger", property(whole))
    actions = json.loads(run("action", "list", "--json").out)["rows"]
    for typed in (
        ("hand-back", "open", "C0012", "--criterion", "travel_plan", "--missing", "the early shift"),
        ("hand-back", "move", "HB4", "done", "--evidence", "the bus at six", "--as", "key-worker"),
        ("action", "move", actions[0]["id"], "done"),
        ("contest", "open", "C0012", "correct", "--about", "hours", "--after", "20"),
        ("challenge", "ask", "V0031", "R1"),
        ("challenge", "answer", "CH2", "keep", "--words", "it is driven every day"),
        ("outcome", "start", "C0012", "V0031"),
        ("outcome", "hours", "J3", "--hours", "16"),
        ("in-work", "move", "IW5", "made"),
        ("outcome", "end", "J3", "--client-reason", "journey"),
        ("employers", "contact", "E007", "--how", "call"),
        ("employers", "promise", "E007", "to ring back"),
        ("employers", "fact", "E007", "They rang back.", "--source", "our note"),
        ("employers", "join", "E007", "E008"),
        ("data", "hold", "C0012", "--owner", "dpo-1", "--review", "30/11/2026", "--as", "manager"),
    ):
        assert run(*typed, "--by", "epc-1").code == 0, typed


class TestStuck:
    def test_everybody_is_looked_at_also_whom_matching_may_not_read(self, own_demo):
        found = waiting_on_us(at(own_demo))
        assert found.clients == len(records(own_demo).clients)
        unasked = {
            who.client for who in found.rows if any(one.kind.value == "no_consent_record" for one in who.waiting)
        }
        asked = {one.client for one in records(own_demo).consents if one.purpose == "matching"}
        assert unasked == {one.id for one in records(own_demo).clients} - asked
        assert unasked
        assert found.lists_kept

    def test_whoever_was_on_a_list_is_not_said_to_be_on_none(self, own_demo):
        shown = days_shown(open_folder(own_demo))
        assert shown is not None
        assert set(shown) <= {one.id for one in records(own_demo).clients}
        assert all(days == tuple(sorted(days)) for days in shown.values())
        waiting = {
            who.client for who in waiting_on_us(at(own_demo)).rows if "never_shown" in {one.kind for one in who.waiting}
        }
        assert waiting
        assert not waiting & set(shown)

    def test_a_word_takes_the_silence_off_and_the_same_records_give_the_same_run(self, own_demo, run):
        silent = next(
            who.client
            for who in waiting_on_us(at(own_demo)).rows
            if any(one.kind.value == "no_contact" for one in who.waiting)
        )
        assert run("spoke", silent, "--as", "key-worker").code == 0
        assert run("spoke", silent, "--as", "key-worker").code == 0
        found = waiting_on_us(at(own_demo))
        kinds = [one.kind.value for who in found.rows if who.client == silent for one in who.waiting]
        assert "no_contact" not in kinds
        assert waiting_on_us(at(own_demo)) == found

    def test_it_is_not_for_everybody(self, demo):
        assert "is not for an auditor to read" in problem(waiting_on_us, at(demo, DeskRole.AUDITOR))


@pytest.mark.parametrize("name", ["challenge", "hand-back", "contest", "in-work", "action"])
def test_every_list_comes_as_json_page_and_workbook(run, own_demo, tmp_path, name):
    printed = json.loads(run(name, "list", "--json").out)
    assert {"id", "about", "state", "says", "possible"} <= set(printed["rows"][0])
    for ending in (".html", ".xlsx", ".json"):
        assert run(name, "list", "-o", str(tmp_path / f"list{ending}")).code == 0
        assert (tmp_path / f"list{ending}").stat().st_size > 100
    assert run(name, "list", "-o", "list.pdf").code == 2


def test_a_long_list_is_cut_on_screen_and_says_so_and_files_have_all(demo):
    found = waiting_on_us(at(demo))
    cut = waiting_report(found, most=2)
    assert len(cut.parts[0].items) == 2
    assert cut.says[-1] == f"The first 2 of {len(found.rows)}: -o FILE and --json have all."
    assert len(waiting_report(found).parts[0].items) == len(found.rows)
    listed = case_lists.actions(at(demo))
    assert sum(len(part.items) for part in case_report(listed, most=3).parts) == 3
    assert sum(len(part.items) for part in case_report(listed).parts) == len(listed.rows)


def test_what_is_typed_wrongly_is_told_with_what_to_type(run, own_demo):
    for typed, said in (
        (("challenge", "ask", "V0031", "R9"), "has no requirement R9"),
        (("challenge", "answer", "CH9", "kept"), "is not held"),
        (("challenge", "answer", "CH1", "kpt"), "is no step"),
        (("challenge", "answer", "CH1", "withdrawn"), "needs a reason, one of: not_sent"),
        (("hand-back", "open", "C0012", "--criterion", "travel_plam", "--missing", "x"), "Did you mean travel_plan?"),
        (("hand-back", "open", "C9912", "--criterion", "travel_plan", "--missing", "x"), "is not a client"),
        (("contest", "open", "C0012", "complain"), "is no kind of request"),
        (("action", "move", "A000000", "done"), "is not held"),
    ):
        ran = run(*typed)
        assert ran.code == 1, typed
        assert said in ran.err, ran.err
        assert "Traceback" not in ran.err


def test_an_answer_is_not_forgotten_when_the_same_file_comes_in_again(run, own_demo):
    case = challenging.ask(at(own_demo), "V0031", "R2").case
    challenging.answer(at(own_demo), case.id, "relaxed", Told(), lesser="3")
    before = next(one for one in records(own_demo).vacancies if one.id == "V0031")
    assert run("import", str(demo_files() / "requirements.csv")).code == 0
    assert next(one for one in records(own_demo).vacancies if one.id == "V0031") == before


def test_two_at_one_moment_one_is_kept_and_the_other_is_told(own_demo):
    case = handing_back.open_(at(own_demo), "C0012", TRAVEL, Told()).case
    ends: list[str] = []

    def try_it() -> None:
        try:
            handing_back.step(at(own_demo, KEY_WORKER), case.id, "accept", Told(seen=1))
            ends.append("kept")
        except GivenProblems as given:
            ends.append(given.problems[0].say())

    threads = [threading.Thread(target=try_it) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert ends.count("kept") == 1
    assert all("since you looked" in one for one in ends if one != "kept")
    held = next(one for one in ledger(own_demo).hand_backs if one.id == case.id)
    assert [step.name for step in held.steps] == ["hand_back", "accept"]


ODD = ["or ", "GCSE: maths, 99", "or GCSE: ,", "Skill:", "6 months", "B1", ":"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20) | st.sampled_from(ODD), st.sampled_from(OLD))
def test_whatever_is_typed_as_lesser_is_a_requirement_or_told(typed, old):
    try:
        told = str(lesser_requirement(old, typed, library=library()).id)
    except GivenProblems as given_problems:
        told = given_problems.problems[0].fix
    assert told

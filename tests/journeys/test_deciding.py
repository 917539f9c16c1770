"""From a list to a decision and to the next list: consent, reasons that are read, answers, and what the log keeps."""

from __future__ import annotations

import csv
import datetime as dt
import json

import openpyxl
import pytest
from sqlalchemy import create_engine, text

from matcher.store.folder import open_folder
from tests.demos import Commands, copy_of_demo, library

C, V, BY = "C0014", "V0031", ("--by", "epc-2")


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    for name in ("MATCHER_PROGRAMME", "MATCHER_BY", "MATCHER_ROLE", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(capsys, monkeypatch):
    return Commands(capsys, monkeypatch)


@pytest.fixture
def demo(tmp_path, monkeypatch):
    folder = copy_of_demo(tmp_path / "demo")
    monkeypatch.setenv("MATCHER_PROGRAMME", str(folder))
    return folder


def told(run, *typed: str):
    ran = run(*typed, "--json")
    assert ran.out, ran.err
    return ran.code, json.loads(ran.out)


def events(demo) -> list[dict[str, str]]:
    with create_engine(f"sqlite:///{demo / 'programme.sqlite'}").connect() as connection:
        found = connection.execute(text("SELECT * FROM event ORDER BY seq"))
        return [dict(row._mapping) for row in found]


def listed(run, vacancy: str = V, *more: str) -> list[str]:
    return [row["client"] for row in told(run, "shortlist", vacancy, "--top", "100", *more)[1]["rows"]]


CODES: dict[str, str] = {}
"""By client, of the reasons in the demo as it comes: looked up once."""


def code_for(run, client: str = C) -> str:
    if client not in CODES:
        CODES[client] = told(run, "decide", client, V, "put-forward", "--by", "epc-2")[1]["code"]
    return CODES[client]


def put(run, client: str = C, *more: str):
    return told(run, "decide", client, V, "put-forward", "--by", "epc-2", "--seen", code_for(run, client), *more)


def employer_of(demo) -> str:
    programme = open_folder(demo).everything()
    return str(next(one.employer for one in programme.vacancies if one.id == V))


def asked(run, demo, client: str = C) -> None:
    assert run("consent", client, "introduction", "--employer", employer_of(demo), "--by", "kw-1").code == 0


class TestPuttingForward:
    """Reasons first, consent, a person, and then the next list."""

    def test_reasons_are_read_before_anything_is_recorded(self, run, demo):
        ran = run("decide", C, V, "put-forward", "--by", "epc-2")
        assert ran.code == 0
        assert "Nothing is recorded yet" in ran.out
        assert "To ask:" in ran.out or "Could start" in ran.out
        assert open_folder(demo).ledger(purpose="support", on=dt.date(2026, 11, 16)).decisions == ()

    def test_with_consent_and_reasons_read_it_is_recorded_logged_and_kept_to(self, run, demo):
        asked(run, demo)
        assert C in listed(run)
        before = len(events(demo))
        code, done = put(run)
        assert (code, done["recorded"], done["agrees"]) == (0, True, True)
        (event,) = events(demo)[before:]
        codes = json.loads(event["codes"])
        assert (event["action"], event["hand"], event["role"], event["vacancy"]) == ("decide", "epc-2", "epc", V)
        assert codes["decision"] == "put_forward"
        assert codes["consent"] == "2026-11-16 one_employer" or codes["consent"].endswith("employer")
        assert codes["explanation"] == done["code"]
        with create_engine(f"sqlite:///{demo / 'programme.sqlite'}").connect() as connection:
            kept = [
                dict(row._mapping) for row in connection.execute(text("SELECT * FROM run WHERE command = 'decide'"))
            ]
        assert [one["run"] for one in kept] == [event["run"]], "what the reasons were made from is kept"
        assert C not in json.dumps(kept)
        assert C not in json.dumps(event)
        assert C not in listed(run)
        assert C in listed(run, V, "--on", "01/03/2027"), "what was decided runs out"

    def test_again_is_once_and_by_another_hand_is_told_it_was_done(self, run, demo):
        asked(run, demo)
        put(run)
        count = len(events(demo))
        _, again = put(run)
        assert (again["recorded"], again["already"]) == (True, True)
        assert len(events(demo)) == count
        ran = run("decide", C, V, "put-forward", "--by", "epc-3", "--seen", code_for(run))
        assert ran.code == 1
        assert "put forward for it on 16 November 2026 already" in ran.err

    @pytest.mark.parametrize("client", ["C0035"])
    def test_nobody_is_put_forward_without_their_consent(self, run, demo, client):
        run("consent", client, "introduction", "--withdraw", "--by", "kw-1")
        code, done = put(run, client)
        assert (code, done["recorded"]) == (1, False)
        assert "consent" in {no["why"] for no in done["refused"]}

    def test_nobody_is_put_forward_by_nobody_by_the_wrong_role_or_on_reasons_that_were_not_read(self, run, demo):
        asked(run, demo)
        code = code_for(run)
        assert "--by with your staff reference" in run("decide", C, V, "put-forward", "--seen", code).err
        ran = run("decide", C, V, "put-forward", "--seen", code, "--by", "kw-1", "--as", "key-worker")
        assert ran.code == 1
        assert "An EPC or a manager may" in ran.err
        ran = run("decide", C, V, "put-forward", "--seen", "00000000", "--by", "epc-2")
        assert "the reasons are others by now" in ran.err

    def test_reasons_that_changed_since_they_were_read_are_not_the_reasons(self, run, demo):
        asked(run, demo)
        code = code_for(run)
        with open_folder(demo).changing(_signed()) as change:
            clients = tuple(
                one.model_copy(update={"statements": ()}) if one.id == C else one for one in change.known.clients
            )
            change.put(change.known.model_copy(update={"clients": clients}))
        ran = run("decide", C, V, "put-forward", "--seen", code, "--by", "epc-2")
        assert ran.code == 1
        assert "the reasons are others by now" in ran.err

    def test_what_will_refuse_it_is_told_before_the_reasons_are_read_and_what_is_still_to_be_typed_refuses_nothing(
        self, run, demo
    ):
        missing = told(run, "consent", "--missing", "introduction", "--employer", employer_of(demo))[1]["missing"]
        rows = told(run, "shortlist", V, "--top", "100")[1]["rows"]
        ready = next(row["client"] for row in rows if row["client"] in missing["not_asked"])
        ran = run("decide", ready, V, "put-forward", "--by", "epc-2")
        assert (ran.code, "Nothing was recorded." in ran.out, "--seen" in ran.out) == (1, True, False)
        assert f"`matcher consent {ready} introduction --employer {employer_of(demo)}`" in ran.err
        assert "as it stands:" in ran.out, "the reasons are shown all the same"
        asked(run, demo)
        ran = run("decide", C, V, "put-forward", "--until", "01/11/2026", "--by", "epc-2")
        assert (ran.code, "is over already" in ran.err) == (1, True)
        ran = run("decide", C, V, "put-forward")
        assert (ran.code, ran.err) == (0, "")
        assert "Still to be given: nobody is named as deciding it." in ran.out
        assert f"put-forward --by REF --seen {code_for(run)}" in ran.out

    def test_a_reason_that_is_needed_is_asked_for_while_the_reasons_are_read(self, run, demo):
        """Somebody whom a requirement keeps out: putting them forward goes another way than the list."""
        rows = told(run, "shortlist", V, "--top", "100")[1]["rows"]
        who = next(row["client"] for row in rows if row["verdict"] != "outside_choices" and row["blocked_by"])
        asked(run, demo, who)
        ran = run("decide", who, V, "put-forward", *BY)
        assert (ran.code, "Still to be given" in ran.out) == (0, True), ran.err
        assert '--reason CODE --words "TEXT" --seen' in ran.out
        ran = run("decide", who, V, "put-forward", "--reason", "client-wants-it", *BY)
        assert 'put-forward --reason client_wants_it --words "TEXT" --seen' in ran.out
        typed = ("--reason", "client-wants-it", "--words", "They asked me twice about it.", *BY)
        ran = run("decide", who, V, "put-forward", *typed)
        assert 'put-forward --reason client_wants_it --words "They asked me twice about it." --seen' in ran.out
        code = ran.out.split("--seen")[1].strip()
        assert run("decide", who, V, "put-forward", *typed, "--seen", code).code == 0

    def test_a_no_of_the_client_stops_it_and_a_later_yes_opens_it(self, run, demo):
        asked(run, demo)
        assert run("answer", C, V, "no", "--by", "kw-1").code == 0
        assert "client_no" in {no["why"] for no in put(run)[1]["refused"]}
        assert run("answer", C, V, "yes", "--by", "kw-1", "--on", "17/11/2026").code == 0
        on = ("--on", "17/11/2026")
        code = told(run, "decide", C, V, "put-forward", "--by", "epc-2", *on)[1]["code"]
        assert told(run, "decide", C, V, "put-forward", "--by", "epc-2", "--seen", code, *on)[1]["recorded"]

    def test_not_now_stands_until_its_day_and_then_says_nothing(self, run, demo):
        assert run("answer", C, V, "not-now", "--until", "30/11/2026", "--by", "kw-1").code == 0
        assert C not in listed(run, V, "--on", "30/11/2026")
        assert C in listed(run, V, "--on", "01/12/2026")

    def test_taking_consent_back_is_one_step_and_tells_what_has_to_be_taken_back_with_it(self, run, demo):
        asked(run, demo)
        put(run)
        ran = run("consent", C, "introduction", "--withdraw", "--by", "kw-1")
        assert ran.code == 0
        assert f"matcher decide {C} {V} withdrawn --reason client_asked" in ran.out
        assert run("decide", C, V, "withdrawn", "--reason", "client_asked", "--by", "epc-2").code == 0
        assert C in listed(run), "the way is open again for them"
        assert [no["why"] for no in put(run)[1]["refused"]] == ["stronger_today"]
        tomorrow = ("--on", "17/11/2026")
        assert "consent" in {no["why"] for no in put(run, C, *tomorrow)[1]["refused"]}


def _signed():
    from tests.hands import SIGNED

    return SIGNED


class TestOthers:
    """Holding, reasons, and the sheet."""

    def test_holding_somebody_who_could_start_needs_a_reason_in_ones_own_words(self, run, demo):
        assert "needs a reason" in run("decide", C, V, "held", *BY).err
        assert "nobody is named as deciding it" in run("decide", C, V, "held", "--reason", "timing").err
        assert "15 characters or more" in run("decide", C, V, "held", "--reason", "timing", *BY).err
        done = told(run, "decide", C, V, "held", "--reason", "timing", "--words", "They move house this month.", *BY)[1]
        assert (done["recorded"], done["agrees"]) == (True, False)
        assert C not in listed(run)
        words = [event for event in events(demo) if event["action"] == "decide"][-1]
        assert "move house" not in json.dumps(words)

    @pytest.mark.parametrize("said", ["hold", "Held for now", "ON HOLD", "held"])
    def test_a_decision_goes_by_other_names_too(self, run, demo, said):
        ran = run("decide", C, V, said, "--reason", "timing", "--words", "They move house this month.", *BY)
        assert (ran.code, "Held for now, recorded" in ran.out) == (0, True), ran.err

    def test_a_no_on_the_telephone_has_the_reasons_that_a_reply_has_and_older_codes_are_understood(self, run, demo):
        rules = library().brokerage
        ours = rules.decisions.by_id["employer_said_no"].reasons
        assert ours == (*(one.id for one in rules.answers.reasons), "no_reason_given", "other")
        for said in ("chose_someone_else", "somebody-else", "We have chosen somebody else"):
            assert run("decide", C, V, "employer-says-no", "--reason", said, *BY).code == 0
        assert "not one of the list" in run("decide", C, V, "held", "--reason", "somebody_else", *BY).err
        found = open_folder(demo).ledger(purpose="support", on=dt.date(2026, 11, 16)).decisions
        assert [one.reason for one in found] == ["somebody_else"], "once, whatever it was called"

    def test_a_sheet_goes_out_comes_back_and_comes_back_again(self, run, demo, tmp_path):
        asked(run, demo)
        for ending in ("csv", "xlsx"):
            assert run("decide", V, "--sheet", str(tmp_path / f"out.{ending}")).code == 0
        with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows[0]["Decision"] == ""
        by_client = {row["Client"]: row for row in rows}
        by_client[C]["Decision"] = "Put forward"
        never = told(run, "consent", "--missing", "introduction", "--employer", employer_of(demo))[1]["missing"][
            "not_asked"
        ]
        nobody_asked = next(client for client in by_client if client in never and client not in (C, "C0024", "C0001"))
        by_client[nobody_asked]["Decision"] = "put-forward"
        by_client["C0024"] |= {"Decision": "Held for now", "Reason": "timing", "In your words": "They start a course."}
        by_client["C0001"]["Decision"] = "Perhaps"
        back = tmp_path / "decided.csv"
        with back.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        code, first = told(run, "decide", str(back), "--by", "epc-2")
        assert (code, first["recorded"], first["already"]) == (1, 2, 0), first
        assert first["undecided"] == len(rows) - 4
        assert len(first["to_put_right"]) == 2
        assert {one["where"].split(",")[1].strip()[:3] for one in first["to_put_right"]} == {"row"}
        shown = listed(run)
        assert C not in shown
        assert "C0024" not in shown
        assert nobody_asked in shown
        _, again = told(run, "decide", str(back), "--by", "epc-2")
        assert (again["recorded"], again["already"]) == (0, 2)
        assert listed(run) == shown

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_a_row_with_two_faults_is_one_row_to_put_right(self, run, demo, tmp_path, ending):
        rows = [("Client", "Vacancy", "Decision", "Until", "Reason", "In your words")]
        rows += [(C, V, "held", "31.2.2026", "t" * 50, "They move house this month."), ("C0024", V, "", "", "", "")]
        back = tmp_path / f"decide.{ending}"
        if ending == "csv":
            with back.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
        else:
            book = openpyxl.Workbook()
            del book["Sheet"]
            sheet = book.create_sheet("decide")
            for row in rows:
                sheet.append(row)
            book.save(back)
        ran = run("decide", str(back), *BY)
        assert "2 rows: 0 recorded, 0 recorded before, 1 decide nothing, 1 to put right." in ran.out
        assert len(ran.out.splitlines()) == 3, ran.out

    def test_recorded_already_is_not_said_of_somebody_who_took_their_consent_back(self, run, demo):
        asked(run, demo)
        assert put(run)[1]["recorded"]
        assert put(run)[1]["already"]
        assert run("consent", C, "introduction", "--withdraw", "--by", "kw-1").code == 0
        code, found = put(run)
        assert (code, found["already"]) == (1, False)
        assert {one["why"] for one in found["refused"]} >= {"consent", "already"}
        fixes = " ".join(one["fix"] for one in found["refused"])
        assert f"`matcher decide {C} {V} withdrawn`" in fixes
        assert "CLIENT" not in fixes

    def test_a_file_that_is_none_is_told_in_a_line(self, run, demo, tmp_path):
        (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
        for name in ("x.xlsx", "missing.csv"):
            ran = run("decide", str(tmp_path / name))
            assert ran.code == 1
            assert "Traceback" not in ran.err + ran.out


class TestConsent:
    """By purpose and employer; who was not asked is counted."""

    def test_who_was_not_asked_is_counted_and_the_counts_add_up(self, run, demo):
        _, found = told(run, "consent", "--missing", "introduction")
        assert found["covered"] + sum(map(len, found["missing"].values())) == found["clients"] == 60
        asked(run, demo, "C0002")
        _, after = told(run, "consent", "--missing", "introduction", "--employer", employer_of(demo))
        assert "C0002" not in after["missing"]["not_asked"]

    def test_asking_for_matching_brings_somebody_on_to_lists_and_taking_it_back_off_the_same_day(self, run, demo):
        _, found = told(run, "consent", "--missing", "matching")
        who = found["missing"]["not_asked"][0]
        left_out = told(run, "shortlist", V)[1]["left_out"]
        assert run("consent", who, "matching", "--by", "kw-1").code == 0
        assert told(run, "shortlist", V)[1]["left_out"] == left_out - 1
        assert run("consent", who, "matching", "--withdraw", "--by", "kw-1").code == 0
        assert told(run, "shortlist", V)[1]["left_out"] == left_out
        ran = run("consent", who, "matching", "--by", "kw-1")
        assert ran.code == 1
        assert "Within one day a no stands" in ran.err

    def test_one_employer_taken_back_leaves_the_others(self, run, demo):
        employer = employer_of(demo)
        assert run("consent", C, "introduction", "--every-employer", "--by", "kw-1").code == 0
        assert run("consent", C, "introduction", "--employer", employer, "--withdraw", "--by", "kw-1").code == 0
        assert "consent" in {no["why"] for no in put(run)[1]["refused"]}
        _, found = told(run, "consent", C)
        states = {one["purpose"]: one["state"]["covered"] for one in found["purposes"]}
        assert states["introduction"]

    def test_twice_is_once(self, run, demo):
        asked(run, demo)
        count = len(events(demo))
        assert (
            "stands as it was" in run("consent", C, "introduction", "--employer", employer_of(demo), "--by", "kw-1").out
        )
        assert len(events(demo)) == count

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ((C, "introduction"), "--employer E003 for one employer"),
            ((C, "intro", "--every-employer"), "is not one that people are asked about"),
            ((C, "matching", "--employer", "E0001"), "is for the whole service"),
            ((C, "introduction", "--employer", "E9999"), "is not an employer of this programme"),
            (("C9999", "matching"), "is not a client of this programme"),
            ((C, "matching", "--withdraw", "--words", "x"), "nobody asks why"),
            ((C, "story", "--every-employer", *("--may-say", "x") * 4), "3 times"),
        ],
    )
    def test_a_slip_is_told_with_what_to_type(self, run, demo, typed, said):
        ran = run("consent", *typed)
        assert ran.code in (1, 2)
        assert said in ran.err

    def test_roles_that_may_not_are_told_who_may(self, run, demo):
        ran = run("consent", C, "matching", "--as", "auditor")
        assert ran.code == 1
        assert "may" in ran.err
        assert run("answer", C, V, "yes", "--as", "employer").code == 1
        assert run("judge", C, V, "yes", "--as", "manager").code == 1


class TestJudging:
    """Each role before it sees the other's."""

    def test_blind_until_both_are_there(self, run, demo):
        assert told(run, "judge", C, V, "yes", "--as", "epc")[1]["other"] is None
        seen = told(run, "judge", C, V, "--as", "key-worker")[1]
        assert (seen["own"], seen["other"], seen["both"]) == (None, None, False)
        code, both = told(run, "judge", C, V, "not-yet", "--because", "care_plan", "--as", "key-worker")
        assert (code, both["other"]["answer"], both["both"]) == (0, "yes", True)
        assert told(run, "judge", C, V, "--as", "epc")[1]["other"]["criterion"] == "care_plan"
        ran = run("judge", C, V, "not-yet", "--because", "care_plan", "--as", "epc")
        assert ran.code == 1
        assert "Both have spoken" in ran.err

    def test_an_answer_is_whole(self, run, demo):
        assert "--because" in run("judge", C, V, "not-yet").err
        assert "--words" in run("judge", C, V, "yes-with").err
        assert "goes with not yet only" in run("judge", C, V, "yes", "--because", "care_plan").err
        assert "is not a criterion" in run("judge", C, V, "not-yet", "--because", "attitude").err


LISTS = (
    ("shortlist", V),
    ("jobs", C),
    ("why", C, V),
    ("why", C, V, "--above", "C0004"),
    ("what-if", C, V, "--set", "Most hours a week=20"),
    ("what-if", C, "--lever", "bicycle"),
)


class TestWhoReadsLists:
    @pytest.mark.parametrize("role", ["client", "auditor", "employer"])
    def test_who_may_not_is_told_who_may_and_nothing_is_kept(self, run, demo, role):
        before = len(events(demo))
        for typed in (*LISTS, ("batch", "-o", str(demo / "out"))):
            ran = run(*typed, "--as", role)
            assert (ran.code, ran.out) == (1, ""), typed
            assert "A key worker, an EPC or a manager may" in ran.err, typed
        assert len(events(demo)) == before
        assert not (demo / "out").exists()

    @pytest.mark.parametrize("role", ["key-worker", "manager"])
    def test_who_may_reads_the_same(self, run, demo, role, monkeypatch):
        for typed in LISTS:
            by_default = run(*typed, "--json")
            monkeypatch.setenv("MATCHER_ROLE", role)
            assert (by_default.code, run(*typed, "--json").out) == (0, by_default.out), typed
            monkeypatch.delenv("MATCHER_ROLE")

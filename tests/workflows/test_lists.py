"""Lists from a programme on disk: stamped, repeatable, for those who may be matched, remembering what was shown."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import pytest

from matcher.records.words import VacancyStatus
from matcher.store.folder import open_folder
from matcher.workflows.lists.jobs import jobs
from matcher.workflows.lists.shortlist import shortlist
from matcher.workflows.lists.why import why
from matcher.workflows.where import Where
from tests.cli.given import csvs
from tests.demos import made_demo
from tests.hands import SIGNED
from tests.limits import bound_by_permissions, only_to_be_read


def change_vacancy(folder, reference, **said):
    with open_folder(folder).changing(SIGNED) as change:
        vacancies = tuple(one.model_copy(update=said) if one.id == reference else one for one in change.known.vacancies)
        change.put(change.known.model_copy(update={"vacancies": vacancies}))


class TestRuns:
    """The same inputs give the same run and the same bytes; other inputs give another run."""

    def test_again_is_the_same(self):
        where = Where(made_demo())
        assert shortlist(where, "V0031").explained == shortlist(where, "V0031").explained

    def test_in_another_process_too(self):
        here = shortlist(Where(made_demo()), "V0031").explained.stamp.run
        typed = ["shortlist", "V0031", "--json", "--programme", str(made_demo())]
        ran = subprocess.run([sys.executable, "-m", "matcher", *typed], capture_output=True, text=True, check=True)
        assert json.loads(ran.stdout)["run"] == here

    def test_what_was_asked_is_part_of_it(self):
        where = Where(made_demo())
        runs = {
            shortlist(where, "V0031").explained.stamp.run,
            shortlist(where, "V0031", top=5).explained.stamp.run,
            shortlist(where, "V0012").explained.stamp.run,
            shortlist(Where(made_demo(), on=dt.date(2026, 11, 17)), "V0031").explained.stamp.run,
            jobs(where, "C0001").explained.stamp.run,
            why(where, "C0001", "V0031").stamp.run,
        }
        assert len(runs) == 6

    def test_the_records_are_part_of_it_and_other_vacancies_are_not(self, own_demo):
        where = Where(own_demo)
        before = shortlist(where, "V0031").explained.stamp.run
        change_vacancy(own_demo, "V0012", title="Another title")
        assert shortlist(where, "V0031").explained.stamp.run == before
        change_vacancy(own_demo, "V0031", title="Another title")
        assert shortlist(where, "V0031").explained.stamp.run != before

    def test_the_models_are_part_of_it(self, tmp_path):
        from matcher.library.find import shipped_models

        (tmp_path / "matching").mkdir()
        text = (shipped_models() / "matching" / "ranking.yaml").read_text()
        (tmp_path / "matching" / "ranking.yaml").write_text(text.replace("wanted_lead: 3", "wanted_lead: 2"))
        ours = shortlist(Where(made_demo(), models=tmp_path), "V0031").explained.stamp
        theirs = shortlist(Where(made_demo()), "V0031").explained.stamp
        assert ours.digest != theirs.digest
        assert ours.run != theirs.run


class TestWhoIsConsidered:
    def test_a_client_sees_open_vacancies_only(self, own_demo):
        where = Where(own_demo)
        before = jobs(where, "C0001").explained.considered
        change_vacancy(own_demo, "V0031", status=VacancyStatus.PAUSED)
        change_vacancy(own_demo, "V0012", closes=dt.date(2026, 11, 15))
        after = jobs(where, "C0001").explained
        assert after.considered == before - 2
        assert not {"V0031", "V0012"} & {row.vacancy for row in after.rows}

    def test_a_vacancy_closing_today_is_open(self, own_demo):
        before = jobs(Where(own_demo), "C0001").explained.considered
        change_vacancy(own_demo, "V0031", closes=dt.date(2026, 11, 16))
        assert jobs(Where(own_demo), "C0001").explained.considered == before

    @pytest.mark.parametrize(
        ("said", "notice"),
        [
            ({"status": VacancyStatus.FILLED}, "not open"),
            ({"closes": dt.date(2026, 11, 1)}, "closed on 1 November 2026"),
            ({"last_word": dt.date(2026, 7, 1)}, "Nothing has been heard"),
        ],
    )
    def test_a_shortlist_for_such_a_vacancy_prints_under_a_notice(self, own_demo, said, notice):
        change_vacancy(own_demo, "V0031", **said)
        explained = shortlist(Where(own_demo), "V0031").explained
        assert any(notice in one for one in explained.notices)
        assert explained.rows

    def test_an_open_one_has_no_notice(self):
        assert shortlist(Where(made_demo()), "V0031").explained.notices == ()

    def test_top_is_for_each_section(self):
        explained = shortlist(Where(made_demo()), "V0031", top=2).explained
        assert [section.shown for section in explained.sections] == [2, 2, 2, 2]
        whole = shortlist(Where(made_demo()), "V0031").explained
        for section in whole.sections:
            first = [row.client for row in whole.rows_of(section.id)][:2]
            assert [row.client for row in explained.rows_of(section.id)] == first


class TestAnsweredSince:
    """Who answered a question since being shown keeps a row on the next list: honesty makes nobody disappear."""

    @pytest.fixture
    def answer(self, run, own_demo, tmp_path):
        """C0005 of whom nothing is known says when they are free."""

        def give(number: int) -> None:
            text = f"Client,Longest journey in minutes\nC0005,{number}\n"
            assert run("import", str(csvs(tmp_path / "answers", clients=text))).code == 0

        return give

    def rows(self, folder, top=None):
        explained = shortlist(Where(folder), "V0031", top=top).explained
        return {row.client: row for row in explained.rows}

    def test_marked_on_the_next_list_and_not_on_the_one_after(self, own_demo, answer):
        shown = self.rows(own_demo)
        assert "C0005" in shown
        assert not any(row.answered_since for row in shown.values())
        answer(45)
        assert [name for name, row in self.rows(own_demo).items() if row.answered_since] == ["C0005"]
        answer(50)
        assert not any(row.answered_since for row in self.rows(own_demo).values())

    def test_kept_beside_the_rows_that_there_is_room_for(self, own_demo, answer):
        self.rows(own_demo)
        answer(45)
        short = self.rows(own_demo, top=1)
        assert short["C0005"].answered_since
        assert sum(row.section == short["C0005"].section for row in short.values()) == 2

    def test_printed_again_it_is_the_same_list(self, own_demo, answer):
        self.rows(own_demo)
        answer(45)
        first = shortlist(Where(own_demo), "V0031").explained
        self.rows(own_demo, top=1)
        assert shortlist(Where(own_demo), "V0031").explained == first

    def test_declining_or_waiting_is_no_answer(self, run, own_demo, tmp_path):
        self.rows(own_demo)
        text = "Client,About,On,Answer,Words\nC0005,Question put,16/11/2026,Declined,week\n"
        assert run("import", str(csvs(tmp_path / "said", observations=text))).code == 0
        assert not any(row.answered_since for row in self.rows(own_demo).values())

    def test_on_a_clients_list_too(self, own_demo):
        where = Where(own_demo)
        listed = [row.vacancy for row in jobs(where, "C0030").explained.rows]
        with open_folder(own_demo).changing(SIGNED) as change:
            vacancies = tuple(
                one.model_copy(update={"notice_days": 3}) if one.id in listed and one.notice_days is None else one
                for one in change.known.vacancies
            )
            assert vacancies != change.known.vacancies
            change.put(change.known.model_copy(update={"vacancies": vacancies}))
        assert any(row.answered_since for row in jobs(where, "C0030").explained.rows)

    def test_in_a_folder_that_may_only_be_read_the_list_is_printed_all_the_same(self, own_demo):
        typed = ["shortlist", "V0031", "--json", "--programme", str(own_demo)]
        with only_to_be_read(own_demo):
            ran = subprocess.run(
                [sys.executable, "-m", "matcher", *typed],
                capture_output=True,
                text=True,
                preexec_fn=bound_by_permissions,
            )
        assert ran.returncode == 0
        assert json.loads(ran.stdout)["rows"]
        assert ran.stderr.startswith("This list could not be remembered for the next one: ")
        assert ran.stderr.count("\n") == 1


class TestWhatIf:
    def test_nothing_is_saved(self, run, own_demo):
        before = (own_demo / "programme.sqlite").read_bytes()
        ran = run(
            "what-if", "C0004", "V0031", "--set", "Most hours a week=16", "--set", "vacancy: Shifts=Mon 9am to 1pm"
        )
        assert ran.code == 0
        assert "Nothing was saved." in ran.out
        assert (own_demo / "programme.sqlite").read_bytes() == before

    def test_it_is_what_an_import_of_the_fact_would_do(self, run, own_demo, tmp_path):
        told = json.loads(run("what-if", "C0004", "V0031", "--set", "Most hours a week=16", "--json").out)
        text = "Client,Most hours a week\nC0004,16\n"
        assert run("import", str(csvs(tmp_path / "in", clients=text))).code == 0
        now = json.loads(run("why", "C0004", "V0031", "--json").out)
        assert {key: now[key] for key in told["after"]} == told["after"]

    def test_a_fact_of_both_is_the_clients_unless_said(self, run, demo):
        both = run("what-if", "C0004", "V0031", "--set", "Most hours a week=16").out
        assert "C0004: Most hours a week were 16" in both
        job = run("what-if", "C0004", "V0031", "--set", "vacancy: Most hours a week=30").out
        assert "V0031: Most hours a week were 30" in job

    @pytest.mark.parametrize(
        ("fact", "said"),
        [
            ("Colour=red", "is not a fact of a client or a vacancy."),
            ("Hours a week at most=20", 'Did you mean "Most hours a week"'),
            ("Most hours a week=lots", "is not a number of hours."),
            ("client: Pay an hour from=12", "is not a fact of a client or a vacancy."),
            ("Pay an hour from=free", "is not an amount"),
        ],
    )
    def test_a_slip_says_what_to_type(self, run, demo, fact, said):
        ran = run("what-if", "C0004", "V0031", "--set", fact)
        assert ran.code == 1
        assert said in ran.err

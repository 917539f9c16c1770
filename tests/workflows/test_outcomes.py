"""Jobs kept and followed up, by command and by file the same: told twice once, back on the caseload the same day."""

import datetime as dt

import pytest

from matcher.base.problems import GivenProblems
from matcher.brokerage.working import Bounds
from matcher.records.dealings import Promise
from matcher.records.jobs import Worked
from matcher.records.signed import DeskRole
from matcher.store.folder import open_folder
from matcher.workflows.placements.outcome_pages import listed, shown
from matcher.workflows.placements.outcomes import Parting, Told, end, hours, start
from matcher.workflows.programme.importing import bring_in
from matcher.workflows.where import Where
from tests.cli.given import csvs
from tests.hands import SIGNED

DAY = dt.date(2026, 11, 16)
WEEKS = dt.timedelta(weeks=1)
SIXTEEN = Told(960, 20_336, "payslip")


def at(folder, on=DAY, role=DeskRole.EPC):
    return Where(folder, on=on, by="epc-1", role=role)


def ledger(folder, on=DAY):
    return open_folder(folder).ledger(purpose="accountability", on=on)


def records(folder):
    return open_folder(folder).everything()


def events(folder):
    """(action, codes, words) of every entry of the log, as they lie there."""
    with open_folder(folder).changing(SIGNED) as change:
        return change.connection.exec_driver_sql("SELECT action, codes, words FROM event ORDER BY seq").fetchall()


class TestStart:
    def test_it_is_kept_with_its_employer_and_contacts(self, own_demo):
        written = start(at(own_demo), "C0012", "V0031", told=SIXTEEN)
        job = next(one for one in ledger(own_demo).jobs if one.id == written.job.id)
        assert (job.client, job.vacancy, job.employer, job.started) == ("C0012", "V0031", "E007", DAY)
        assert job.worked == (Worked(since=DAY, minutes_week=960, pay_week_pence=20_336, source="payslip"),)
        planned = [one for one in ledger(own_demo).in_work if one.job == job.id]
        assert sorted((one.week, one.due) for one in planned) == [
            (week, DAY + week * WEEKS) for week in (1, 2, 4, 8, 13, 26, 39, 52)
        ]
        assert all(one.client == "C0012" and one.state == "planned" for one in planned)

    def test_told_again_it_is_there_once(self, own_demo):
        first = start(at(own_demo), "C0012", "V0031", told=SIXTEEN)
        before = ledger(own_demo)
        again = start(at(own_demo, DAY + WEEKS), "C0012", "V0031", first_day=DAY, told=Told())
        assert (again.new, again.job.id) == (False, first.job.id)
        assert ledger(own_demo) == before

    def test_the_same_job_from_another_day_is_asked_about(self, own_demo):
        start(at(own_demo), "C0012", "V0031", told=Told())
        with pytest.raises(GivenProblems, match="already, from 16 November 2026"):
            start(at(own_demo, DAY + WEEKS), "C0012", "V0031", first_day=DAY + WEEKS, told=Told())

    def test_a_day_to_come_is_no_start(self, own_demo):
        before = ledger(own_demo)
        with pytest.raises(GivenProblems, match="nobody has started yet"):
            start(at(own_demo), "C0012", "V0031", first_day=DAY + 46 * WEEKS, told=SIXTEEN)
        assert ledger(own_demo) == before

    def test_a_start_told_late_is_not_a_row_of_missed_calls(self, own_demo):
        written = start(at(own_demo), "C0012", "V0031", first_day=DAY - 5 * WEEKS, told=Told())
        assert [one.week for one in written.contacts] == [4, 8, 13, 26, 39, 52]

    def test_a_reference_that_was_imported_is_not_given_again(self, own_demo):
        assert {one.id for one in ledger(own_demo).jobs} == {"J1", "J2"}
        assert start(at(own_demo), "C0012", None, title="Porter", told=Told()).job.id == "J3"

    def test_somebody_matching_may_not_read_has_a_job_all_the_same(self, own_demo, tmp_path):
        bring_in(at(own_demo), [csvs(tmp_path / "in", clients="Client,Joined\nC0099,05/10/2026\n")])
        assert start(at(own_demo), "C0099", None, title="Porter", told=Told()).job.client == "C0099"

    @pytest.mark.parametrize(
        ("client", "vacancy", "said"),
        [("C0O12", "V0031", "Did you mean C0012?"), ("C0012", "V0O31", "Did you mean V0031?")],
    )
    def test_a_slip_in_a_reference_names_the_nearest(self, own_demo, client, vacancy, said):
        with pytest.raises(GivenProblems) as caught:
            start(at(own_demo), client, vacancy, told=Told())
        assert said in str(caught.value)


class TestHours:
    def test_new_hours_end_the_old_and_a_correction_stands_alone(self, own_demo):
        job = start(at(own_demo), "C0012", "V0031", told=SIXTEEN).job.id
        hours(at(own_demo), job, since=DAY + 2 * WEEKS, told=Told(1200, None, "client"))
        hours(at(own_demo), job, since=DAY, told=Told(900))
        held = next(one for one in ledger(own_demo).jobs if one.id == job)
        assert [(one.since, one.until, one.minutes_week, one.source) for one in held.worked] == [
            (DAY, DAY + 2 * WEEKS - dt.timedelta(days=1), 900, "payslip"),
            (DAY + 2 * WEEKS, None, 1200, "client"),
        ]
        line = next(one for one in listed(at(own_demo, DAY + 4 * WEEKS)) if one.job.id == job)
        assert line.so_far is not None
        assert line.so_far.minutes == Bounds((2 * 7 * 900 + (2 * 7 + 1) * 1200) // 7, (14 * 900 + 15 * 1200) // 7)
        assert [(one.hours, one.pay) for one in line.asks] == [(False, True)]

    def test_what_was_corrected_stays_in_the_past(self, own_demo):
        job = start(at(own_demo), "C0012", "V0031", told=SIXTEEN).job.id
        hours(at(own_demo), job, since=DAY, told=Told(900))
        with open_folder(own_demo).changing(SIGNED) as change:
            query = "SELECT body FROM past WHERE kind = 'job' AND id = ?"
            assert '"minutes_week":960' in change.connection.exec_driver_sql(query, (job,)).scalar_one()

    def test_days_that_overlap_are_refused_and_nothing_changes(self, own_demo):
        job = start(at(own_demo), "C0012", "V0031", told=Told()).job.id
        hours(at(own_demo), job, until=DAY + WEEKS, told=Told(900))
        before = ledger(own_demo)
        with pytest.raises(GivenProblems, match="told already for days from 16 November 2026"):
            hours(at(own_demo), job, since=DAY + WEEKS, told=Told(900))
        assert ledger(own_demo) == before


class TestEnd:
    @pytest.fixture
    def ended(self, own_demo):
        """The reference of a job that ended after three weeks, told by both sides."""
        job = start(at(own_demo), "C0012", "V0031", told=SIXTEEN).job.id
        with open_folder(own_demo).changing(SIGNED) as change:
            change.add([Promise(employer="E007", what="pay_on_time", on=DAY)])
        day = DAY + 3 * WEEKS
        told = Parting(None, "journey", "Sentinel words of one side.", "other_job", "Of the other.", ("rota_ahead",))
        followed = end(at(own_demo, day), job, told).followed
        assert followed is not None
        self.followed = followed
        return job

    def test_both_sides_stay_with_the_job_and_nowhere_else(self, own_demo, ended):
        page = shown(at(own_demo, DAY + 4 * WEEKS), ended)
        assert page.line.job.end is not None
        assert page.line.job.end.client_words == "Sentinel words of one side."
        assert (page.client_reason, page.employer_reason) == (
            "the way there or back was too hard",
            "they went to another job",
        )
        others = (
            records(own_demo).model_dump_json() + ledger(own_demo).model_copy(update={"jobs": ()}).model_dump_json()
        )
        assert "Sentinel" not in others
        assert "journey" not in str([one.words for one in records(own_demo).remembered])
        assert not any("Sentinel" in str(one) or "journey" in str(one) for one in events(own_demo))

    def test_they_are_back_the_same_day_with_something_agreed(self, own_demo, ended):
        day = DAY + 3 * WEEKS
        own = [one for one in records(own_demo).actions if one.client == "C0012" and one.due == day + WEEKS]
        assert [one.owner for one in own] == ["key_worker"] * len(own)
        assert {one.criterion for one in own} >= {"job_goal_agreed", "travel_plan"}
        assert self.followed.after.back_since == day
        kept_off = [one for one in records(own_demo).remembered if (one.client, one.on) == ("C0012", day)]
        assert [(one.vacancy, one.words) for one in kept_off] == [("V0031", "")]
        assert not next(line for line in listed(at(own_demo, day), all_of=True) if line.job.id == ended).goes_on

    def test_promises_that_did_not_hold_stand_with_the_employer_and_the_others_are_asked_about(self, own_demo, ended):
        promises = {one.what: one.kept for one in ledger(own_demo).promises if one.employer == "E007"}
        assert promises["rota_ahead"] is False
        assert promises["pay_on_time"] is None
        assert any("Pay on time" in one for one in self.followed.after.questions)

    def test_contacts_that_are_not_needed_stop(self, own_demo, ended):
        assert {one.state for one in ledger(own_demo).in_work if one.job == ended} == {"stopped"}

    def test_told_again_it_changes_nothing_and_a_reason_more_adds_only_that(self, own_demo, ended):
        before, after = ledger(own_demo), records(own_demo)
        later = at(own_demo, DAY + 5 * WEEKS)
        assert end(later, ended, Parting(client_reason="journey")).followed is None
        assert (ledger(own_demo), records(own_demo)) == (before, after)
        more = end(later, ended, Parting(client_reason="pay")).followed
        assert more is not None
        assert {one.criterion for one in more.actions} == {"better_off_calculation", "availability_recorded"}
        job = next(one for one in ledger(own_demo).jobs if one.id == ended)
        assert job.end is not None
        assert (job.end.client_reason, job.end.client_words) == ("pay", "Sentinel words of one side.")

    def test_the_same_person_can_start_there_again(self, own_demo, ended):
        again = start(at(own_demo, DAY + 5 * WEEKS), "C0012", "V0031", told=Told())
        assert again.new
        assert [one.days for one in shown(at(own_demo, DAY + 6 * WEEKS), ended).gaps] == [13]

    def test_what_is_typed_as_a_reason_is_not_repeated(self, own_demo, ended):
        with pytest.raises(GivenProblems) as caught:
            end(at(own_demo), ended, Parting(client_reason="Sentinel told me", did_not_hold=("Sentinel",)))
        assert "Sentinel" not in str(caught.value)
        assert [one.where for one in caught.value.problems] == ["--client-reason", "--did-not-hold"]


class TestByFile:
    JOBS = "Job,Client,First paid day,Vacancy,Last paid day,The client says why\n"

    def test_a_file_has_the_same_consequences_as_commands(self, own_demo, tmp_path):
        files = csvs(tmp_path / "in", jobs=f"{self.JOBS}A7,C0012,09/11/2026,V0031,,\n")
        assert bring_in(at(own_demo), [files]).stopping == []
        assert sorted(one.week for one in ledger(own_demo).in_work if one.job == "A7") == [1, 2, 4, 8, 13, 26, 39, 52]
        ended = csvs(tmp_path / "then", jobs=f"{self.JOBS}A7,,,,16/11/2026,the way there or back was too hard\n")
        bring_in(at(own_demo, DAY + WEEKS), [ended])
        assert {one.state for one in ledger(own_demo).in_work if one.job == "A7"} == {"stopped"}
        mine = [one for one in records(own_demo).actions if one.client == "C0012" and one.due == DAY + 2 * WEEKS]
        assert {one.criterion for one in mine} >= {"job_goal_agreed", "travel_plan"}
        before = (ledger(own_demo), records(own_demo), len(events(own_demo)))
        bring_in(at(own_demo, DAY + 2 * WEEKS), [ended, files])
        assert (ledger(own_demo), records(own_demo), len(events(own_demo))) == before

    def test_a_job_that_started_and_ended_in_one_file_waits_for_no_contact(self, own_demo, tmp_path):
        row = "A7,C0012,09/11/2026,V0031,30/11/2026,the way there or back was too hard\n"
        bring_in(at(own_demo), [csvs(tmp_path / "in", jobs=self.JOBS + row)])
        found = [one for one in ledger(own_demo).in_work if one.job == "A7"]
        assert {one.week: one.state for one in found} == {1: "stopped", 2: "stopped"}

    def test_an_approach_that_was_answered_is_one_approach(self, own_demo, tmp_path):
        for number, answered in enumerate(("", "18/11/2026")):
            rows = f"Employer,On,How,Answered on\nE007,16/11/2026,Call,{answered}\n"
            bring_in(at(own_demo), [csvs(tmp_path / str(number), approaches=rows)])
        assert [one.answered for one in ledger(own_demo).approaches] == [dt.date(2026, 11, 18)]


@pytest.mark.parametrize("role", [DeskRole.CLIENT, DeskRole.AUDITOR, DeskRole.EMPLOYER])
def test_who_may_not_is_told_who_may(own_demo, role):
    with pytest.raises(GivenProblems, match="A key worker, an EPC or a manager may"):
        start(at(own_demo, role=role), "C0012", "V0031", told=Told())
    with pytest.raises(GivenProblems, match="A key worker, an EPC or a manager may"):
        listed(at(own_demo, role=role))

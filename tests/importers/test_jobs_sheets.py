"""Jobs and weeks worked from a workbook: added to, never halved, and each slip told with what to type."""

import datetime as dt

import pytest

from matcher.base.weeks import WEEK
from matcher.importers.merge import fresh, merged, merged_ledger
from matcher.records.jobs import Worked
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from tests.importers.sheets_of import csvs, says

CLIENTS = "Client\nC1\nC2"
JOBS = "Job,Client,First paid day,Job title\nJ1,C1,05/10/2026,Kitchen assistant"
WORKED = "Job,From,Hours a week,Pay a week,It rests on\nJ1,05/10/2026,16,203.36,Payslip"


def day(text):
    return dt.datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=dt.UTC).date()


@pytest.fixture
def held(read, tmp_path):
    """(programme, dealings) with one job of sixteen hours."""
    first = read(csvs(tmp_path / "held", clients=CLIENTS, jobs=JOBS, worked=WORKED))
    assert says(first) == []
    return merged(Programme(), first), merged_ledger(Ledger(), first)


@pytest.fixture
def then(read, tmp_path, held):
    """The job after one more import, and what was said of it."""
    programme, ledger = held

    def bring(**sheets):
        new = read(csvs(tmp_path / "then", **sheets), known=programme, ledger=ledger)
        return merged_ledger(ledger, new).jobs[0], says(new)

    return bring


def test_a_job_comes_in_with_its_weeks(held):
    (job,) = held[1].jobs
    assert (job.client, job.title, job.started, job.end) == ("C1", "Kitchen assistant", day("05/10/2026"), None)
    assert job.worked == (Worked(since=day("05/10/2026"), minutes_week=960, pay_week_pence=20336, source="payslip"),)


def test_new_hours_end_the_old_ones_and_the_old_file_changes_nothing(then, held, read, tmp_path):
    job, said = then(worked="Job,From,Hours a week\nJ1,02/11/2026,20")
    assert said == []
    assert [(one.since, one.until, one.minutes_week) for one in job.worked] == [
        (day("05/10/2026"), day("01/11/2026"), 960),
        (day("02/11/2026"), None, 1200),
    ]
    programme, ledger = held
    now = ledger.model_copy(update={"jobs": (job,)})
    stale = read(csvs(tmp_path / "stale", clients=CLIENTS, jobs=JOBS, worked=WORKED), known=programme, ledger=now)
    assert says(stale) == []
    assert fresh(now, merged_ledger(now, stale)) == ()


def test_the_same_first_day_corrects_and_not_known_takes_back(then):
    job, _ = then(worked="Job,From,Hours a week\nJ1,05/10/2026,12")
    assert [(one.minutes_week, one.pay_week_pence) for one in job.worked] == [(720, 20336)]
    job, _ = then(worked="Job,From,Hours a week\nJ1,05/10/2026,Not known")
    assert [(one.minutes_week, one.pay_week_pence) for one in job.worked] == [(None, 20336)]
    job, _ = then(worked="Job,From,Hours a week,Pay a week\nJ1,05/10/2026,Not known,Not known")
    assert job.worked == ()


def test_an_end_is_added_and_told_again_by_the_other_side(then):
    job, said = then(
        jobs="Job,Last paid day,The client's words,The employer's words\nJ1,30/10/2026,The early bus stopped.,"
    )
    assert said == []
    assert (job.end.on, job.end.client_words, job.end.employer_words) == (
        day("30/10/2026"),
        "The early bus stopped.",
        "",
    )
    assert job.title == "Kitchen assistant"


@pytest.mark.parametrize(
    ("sheet", "row", "says_so"),
    [
        ("worked", "J1,01/10/2026,,16,", '"From" "01/10/2026": does not fit: the job has no hours before it started.'),
        ("worked", "J1,02/11/2026,01/11/2026,16,", '"To" "01/11/2026": does not fit: the job cannot have hours'),
        ("worked", "J1,02/11/2026,,200,", '"Hours a week" "200": is not from 0 to 168 hours.'),
        ("worked", "J1,02/11/2026,,16,20000", '"Pay a week" "20000": is not from 0 to 10,000.00 pounds.'),
        ("worked", "J1,02/11/2026,,,", '"Hours a week": is missing, and so is the pay.'),
        ("worked", "J9,02/11/2026,,16,", '"Job" "J9": is not a reference of any job. Add a row for it'),
        ("worked", "J1,32/11/2026,,16,", '"From" "32/11/2026": is not a date we can read.'),
        ("jobs", "J1,C1,05/10/2026,04/10/2026,", '"Last paid day" "04/10/2026": does not fit: the job ends before it'),
        ("jobs", "J1,C1,06/10/2026,,", '"First paid day" "06/10/2026": does not fit: hours are given from before'),
        ("jobs", "J1,C1,,,moved", '"The client says why" "moved": goes with a last paid day, which is missing.'),
        ("jobs", "J2,C1,,,", '"First paid day": is missing.'),
        ("jobs", "J2,C7,05/10/2026,,", '"Client" "C7": is not a reference of any client.'),
    ],
)  # fmt: skip
def test_a_slip_is_told_where_it_is_with_what_to_type(then, held, sheet, row, says_so):
    heads = {
        "worked": "Job,From,To,Hours a week,Pay a week",
        "jobs": "Job,Client,First paid day,Last paid day,The client says why",
    }
    job, said = then(**{sheet: f"{heads[sheet]}\n{row}"})
    assert len(said) == 1
    assert f"{sheet}.csv, row 2, {says_so}" in said[0]
    assert said[0].rstrip().endswith((".", "?"))
    assert job == held[1].jobs[0]


def test_overlapping_stretches_are_told_and_the_first_stands(then):
    job, said = then(
        worked="Job,From,To,Hours a week\nJ1,02/11/2026,30/11/2026,20\nJ1,16/11/2026,,12\nJ1,01/12/2026,,8",
    )
    (one,) = [line for line in said if "later than the day" not in line]
    assert one == (
        'worked.csv, row 3, "From" "16/11/2026": does not fit: the job has hours told already for days from '
        "2 November 2026 to 30 November 2026. Choose days that do not overlap, or correct the earlier ones first."
    )
    assert [one.minutes_week for one in job.worked] == [960, 1200, 480]


def test_one_first_day_told_twice_in_one_file_is_asked_about(then):
    job, said = then(worked="Job,From,Hours a week\nJ1,02/11/2026,20\nJ1,02/11/2026,12\nJ1,02/11/2026,20")
    assert [line.partition(": ")[2] for line in said] == [
        "is told at worked.csv, row 2 too, with other hours or pay. Keep one row for each first day."
    ]
    assert job.worked[-1].minutes_week == 1200


def test_hours_after_the_end_are_told_and_planned_weeks_are_cut(then):
    job, said = then(
        jobs="Job,Last paid day\nJ1,30/10/2026",
        worked="Job,From,To,Hours a week\nJ1,19/10/2026,30/11/2026,20\nJ1,09/11/2026,,12",
    )
    (line,) = said
    assert "does not fit: the job has no hours after it ended. The last paid day is 30 October 2026: correct" in line
    assert job.end.on == day("30/10/2026")


def test_an_end_before_hours_that_are_held_is_asked_about(then, held):
    job, said = then(jobs="Job,First paid day,Last paid day\nJ1,01/10/2026,02/10/2026")
    assert "hours are given from after the job ended" in said[0]
    assert job == held[1].jobs[0]


def test_an_end_cannot_be_left_out_but_can_be_corrected(read, tmp_path, held):
    programme, ledger = held
    said = []
    for number, text in enumerate(("30/10/2026", "31/10/2026", "Not known")):
        new = read(csvs(tmp_path / str(number), jobs=f"Job,Last paid day\nJ1,{text}"), known=programme, ledger=ledger)
        ledger = merged_ledger(ledger, new)
        said += says(new)
    assert said == [
        'jobs.csv, row 2, "Last paid day" "Not known": cannot be taken back. '
        "Write the last paid day, or leave it blank."
    ]
    assert ledger.jobs[0].end.on == day("31/10/2026")


def test_a_week_has_no_more_hours_than_a_week(then):
    job, said = then(worked=f"Job,From,Hours a week\nJ1,02/11/2026,{WEEK // 60}")
    assert said == []
    assert job.worked[-1].minutes_week == WEEK

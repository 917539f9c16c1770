"""The sheets `jobs` and `worked`: jobs that people started, how they ended, and what was worked week by week."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.importers.answers import WORKED_SOURCES
from matcher.importers.columns import Column, Sheet, Values
from matcher.importers.job_hours import HoursTold, told_of
from matcher.importers.kinds import Choice, Date, Reference, Several, Text
from matcher.importers.labels import CLIENT_ENDINGS, EMPLOYER_ENDINGS, PROMISES, Lists
from matcher.importers.paths import said
from matcher.importers.quantities import Hours, Money
from matcher.importers.rows import Row, RowFault
from matcher.importers.tools import Tools
from matcher.records.jobs import Job, Worked
from matcher.records.ledger import Ledger

PAY_MOST_PENCE = 1_000_000
_ENDING = ("client_reason", "client_words", "employer_reason", "employer_words", "did_not_hold")
_TAKEN_BACK = {"hours": "minutes_week", "pay": "pay_week_pence"}


def _together(row: Row, _tools: Tools, base: Job | None) -> None:
    """What is said of an end needs its day, and a day that was said can be corrected but not left out."""
    ended = row.values.get("ended")
    if ended is None and base is not None and base.end is not None:
        if "ended" in row.values:
            raise RowFault("ended", "cannot be taken back.", "Write the last paid day, or leave it blank.")
        return
    if ended is None:
        row.values.pop("ended", None)
        for name in _ENDING:
            if row.values.pop(name, None):
                raise RowFault(name, "goes with a last paid day, which is missing.", "Fill in Last paid day.")


def _write_jobs(ledger: Ledger, _lists: Lists) -> Iterable[Values]:
    for job in ledger.jobs:
        told = ((column.name, said(job, column)) for column in JOBS.columns)
        yield {name: value for name, (is_said, value) in told if is_said}


JOBS = Sheet(
    name="jobs",
    about="One row a job that somebody started. It starts on the first paid day, and ends on the last one.",
    owner="job",
    keeps="record",
    columns=(
        Column(
            "job",
            "Job",
            "Your own reference for it.",
            Reference(),
            ("example-J1", "example-J2"),
            path="id",
            needed=True,
        ),
        Column(
            "client",
            "Client",
            "The person's reference, as on the sheet of clients.",
            Reference(to="client"),
            ("example-C1", "example-C2"),
            path="client",
            needed=True,
        ),
        Column(
            "started",
            "First paid day",
            "The first day they were paid for.",
            Date(),
            ("05/10/2026", "02/11/2026"),
            path="started",
            needed=True,
        ),
        Column("title", "Job title", "What the job is called.", Text(), ("Kitchen assistant", "Cleaner"), path="title"),
        Column(
            "vacancy",
            "Vacancy",
            "The vacancy it came from, where it came from one of ours.",
            Reference(to="vacancy"),
            ("example-V1", ""),
            path="vacancy",
        ),
        Column(
            "employer",
            "Employer",
            "The employer's reference, where we know them.",
            Reference(to="employer"),
            ("example-E1", ""),
            path="employer",
        ),
        Column("ended", "Last paid day", "Blank while it goes on.", Date(), ("", "27/11/2026"), path="end.on"),
        Column(
            "client_reason",
            "The client says why",
            "What the person says. It is kept with the job and is no mark on them.",
            Choice(CLIENT_ENDINGS),
            path="end.client_reason",
            width=26,
        ),
        Column(
            "client_words",
            "The client's words",
            "In their own words.",
            Text(),
            ("", "The early bus stopped running."),
            path="end.client_words",
            private=True,
            width=30,
        ),
        Column(
            "employer_reason",
            "The employer says why",
            "What the employer says.",
            Choice(EMPLOYER_ENDINGS),
            path="end.employer_reason",
            width=26,
        ),
        Column(
            "employer_words",
            "The employer's words",
            "In their own words, without names of people.",
            Text(),
            path="end.employer_words",
            private=True,
            width=30,
        ),
        Column(
            "did_not_hold",
            "Promises that did not hold",
            "What the employer had said and did not do, with semicolons between.",
            Several(PROMISES),
            path="end.did_not_hold",
            width=26,
        ),
    ),
    write_ledger=_write_jobs,
    model=Job,
    together=_together,
    blames=(
        ("ends before it starts", ("ended", "started")),
        ("from before the job started", ("started",)),
        ("from after the job ended", ("ended",)),
    ),
)


def _hours(row: Row, tools: Tools) -> HoursTold:
    values = row.values
    told = HoursTold(
        row.key,
        Worked(
            since=values["since"],
            until=values.get("until"),
            minutes_week=values.get("hours"),
            pay_week_pence=values.get("pay"),
            source=values.get("source") or "",
        ),
        frozenset(field for name, field in _TAKEN_BACK.items() if name in values and values[name] is None),
    )
    if values.get("hours") is None and values.get("pay") is None and not told.not_known:
        raise RowFault("hours", "is missing, and so is the pay.", "Fill in hours a week or pay a week, or both.")
    if values["since"] > tools.on:
        row.blame("since", "is later than the day of this import.", "Correct it if that is a slip.", stops=False)
    before, where = tools.told_once.setdefault((row.key, told.worked.since), (told, row.where()))
    if before == told:
        tools.held.job[row.key] = told_of(tools.held.job[row.key], told)
        return told
    raise RowFault("since", f"is told at {where} too, with other hours or pay.", "Keep one row for each first day.")


def _write_worked(ledger: Ledger, _lists: Lists) -> Iterable[Values]:
    for job in ledger.jobs:
        for one in sorted(job.worked, key=lambda stretch: stretch.since):
            told = {
                "since": one.since,
                "until": one.until,
                "hours": one.minutes_week,
                "pay": one.pay_week_pence,
                "source": one.source or None,
            }
            if one.minutes_week is not None or one.pay_week_pence is not None:
                yield {"job": job.id, **{name: value for name, value in told.items() if value is not None}}


WORKED = Sheet(
    name="worked",
    about="Hours and pay of a job, week by week. One row for each stretch of weeks that are alike. Never an estimate.",
    owner="job",
    keeps="facts",
    columns=(
        Column(
            "job",
            "Job",
            "The job's reference, as on the sheet of jobs.",
            Reference(to="job"),
            ("example-J1", "example-J2"),
            needed=True,
        ),
        Column(
            "since",
            "From",
            "The first day of these weeks. A row with the same day corrects it; a new day ends the weeks before.",
            Date(),
            ("05/10/2026", "02/11/2026"),
            covers=("Worked.since",),
            needed=True,
        ),
        Column(
            "until", "To", "The last day; blank while it goes on.", Date(), ("", "27/11/2026"), covers=("Worked.until",)
        ),
        Column(
            "hours",
            "Hours a week",
            "Worked and paid in each of these weeks. Not known takes it back.",
            Hours(),
            ("16", "7.5"),
            covers=("Worked.minutes_week",),
        ),
        Column(
            "pay",
            "Pay a week",
            "In pounds, before tax.",
            Money(PAY_MOST_PENCE),
            ("203.36", "95.33"),
            covers=("Worked.pay_week_pence",),
        ),
        Column(
            "source",
            "It rests on",
            "Payslip, employer, client or contract.",
            Choice(WORKED_SOURCES),
            ("Payslip", "Client says so"),
            covers=("Worked.source",),
            width=20,
        ),
    ),
    write_ledger=_write_worked,
    build=_hours,
)

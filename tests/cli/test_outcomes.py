"""`matcher outcome`: what is typed, what is said, and what is never said."""

from __future__ import annotations

import json

import pytest


def test_a_job_from_start_to_end(run, own_demo):
    ran = run("outcome", "start", "C0012", "V0031", "--hours", "16h 30m", "--pay", "£210.50", "--source", "payslip")
    assert ran.code == 0
    assert "Kept as J3: C0012 started on 16 November 2026, Shelf filler (V0031)." in ran.out
    assert "ask how it is going around 23 November 2026 (week 1)" in ran.out
    assert "held already" in run("outcome", "start", "C0012", "V0031").out
    ran = run("outcome", "hours", "J3", "--hours", "20", "--since", "30/11/2026")
    assert "From 16 November 2026 to 29 November 2026: 16 hours 30 minutes a week, £210.50 a week (payslip)" in ran.out
    assert "From 30 November 2026 on: 20 hours a week, pay not known" in ran.out
    ended = run(
        "outcome", "end", "J3", "--on", "14/12/2026", "--client-reason", "hours_few", "--client-words", "Sentinel"
    )
    assert "Kept: the last paid day of J3 is 14 December 2026. C0012 is back on the caseload from that day" in ended.out
    assert "How few and how many hours a week" in ended.out
    assert "Sentinel" not in ended.out + ended.err
    page = " ".join(run("outcome", "show", "J3", "--on", "21/12/2026").out.split())
    assert 'The client: there were too few hours; "Sentinel"' in page
    assert "The employer: nothing was said" in page
    assert "Between jobs: from 15 December 2026, goes on (7 days)" in page


def test_what_is_listed_and_its_json(run, demo):
    shown = run("outcome", "list").out
    assert "J1 C0055" in shown
    assert "J2" not in shown
    assert "To ask: pay from 2 November 2026 to 16 November 2026." in shown
    every = json.loads(run("outcome", "list", "--all", "--json").out)
    assert [(one["job"], one["goes_on"]) for one in every["jobs"]] == [("J1", True), ("J2", False)]
    assert every["jobs"][0]["so_far"]["pay_pence"] == {"least": 81344, "most": None}
    assert [one["job"] for one in json.loads(run("outcome", "list", "--client", "C0046", "--json").out)["jobs"]] == [
        "J2"
    ]
    page = json.loads(run("outcome", "show", "J1", "--json").out)
    assert [one["week"] for one in page["contacts"]] == [8, 13, 26, 39, 52]
    assert run("outcome", "list", "--client", "C0001").out == "No job goes on that we know of.\n"


@pytest.mark.parametrize(
    ("typed", "said", "code"),
    [
        (("start", "C0012"), "Say which vacancy it is, or give a job from elsewhere a --title.", 2),
        (("start", "C9999", "V0031"), "is not a client of this programme", 1),
        (("hours", "J1"), "Say hours a week, pay a week, or both", 2),
        (("hours", "J1", "--hours", "200"), '--hours "200" is not from 0 to 168 hours.', 2),
        (("hours", "J1", "--hours", "many"), '--hours "many" is not a number of hours.', 2),
        (("hours", "J1", "--pay", "20000"), '--pay "20000" is not from 0 to 10,000.00 pounds.', 2),
        (("hours", "J1", "--hours", "8", "--source", "guess"), "--source must be one of payslip, employer", 2),
        (("hours", "J1", "--hours", "8", "--since", "01/10/2026"), "has no hours before it started", 1),
        (("hours", "J1", "--hours", "8", "--since", "06/10/2026"), "has hours told already", 1),
        (("hours", "j01", "--hours", "8"), "Did you mean J1?", 1),
        (("end", "J1", "--last-day", "01/10/2026"), "would end before it starts", 1),
        (("end", "J1", "--client-reason", "jurney"), "is not in the list. Did you mean journey?", 1),
        (("end", "J1", "--did-not-hold", "rota_ahed"), "Did you mean rota_ahead?", 1),
        (("end", "J1", "--as", "employer"), "is not for the employer to do", 1),
    ],
)
def test_mistakes_say_what_to_type(run, own_demo, typed, said, code):
    ran = run("outcome", *typed)
    assert (ran.code, said in ran.err) == (code, True), ran.err

"""`matcher services`, and the same services in explanations."""

from __future__ import annotations

import json

import pytest


def test_a_client_s_own_needs_with_reasons(run, demo):
    ran = run("services", "C0007")
    assert ran.code == 0
    for said in (
        "Services that could help for C0007",
        "Because: agreed: Ring the family information service together",
        "Childcare finder (Nettlemere Family Information Service",
        "Open: Mon to Fri 9am to 4:30pm",
    ):
        assert said in " ".join(ran.out.split())


def test_what_stands_between_a_client_and_a_vacancy(run, demo):
    found = json.loads(run("services", "C0001", "--vacancy", "V0031", "--json").out)
    need = next(one for one in found["needs"] if one["need"] == "licence_or_course")
    assert need["because"][0] == "Shelf filler (V0031) asks for driving licence, category B"
    assert need["ours"] == ["employer_negotiation"]
    assert "licence-courses" in [one["service"] for one in need["services"]]


def test_a_need_for_anybody_and_what_is_held(run, demo):
    found = json.loads(run("services", "--need", "housing", "--json").out)
    assert (found["client"], found["services"]) == (None, 23)
    ids = {one["service"] for one in found["needs"][0]["services"]}
    assert ids >= {"housing-advice", "later-homes", "young-homes"}
    held = json.loads(run("services", "--json").out)
    assert held["services"] == 23
    assert "immigration" not in held
    assert next(one for one in held["needs"] if one["need"] == "permission")["services"] == 0
    assert "no service known" in run("services").out


def test_an_epc_is_not_shown_the_client_s_own_life(run, demo):
    whole = json.loads(run("services", "C0007", "--json").out)["needs"]
    epc = json.loads(run("services", "C0007", "--for", "epc", "--json").out)["needs"]
    assert "childcare" in {one["need"] for one in whole}
    assert "childcare" not in {one["need"] for one in epc}


@pytest.mark.parametrize(
    ("typed", "said", "code"),
    [
        (("services", "C0007", "--need", "huosing"), "Did you mean housing?", 1),
        (("services", "C9999"), "is not a client of this programme", 1),
        (("services", "--vacancy", "V0031"), "--vacancy goes with a client", 2),
        (("services", "C0007", "--for", "employer"), "--for must be one of key-worker, epc", 2),
        (("services", "C0007", "--top", "0"), "--top must be 1 or more", 2),
    ],
)
def test_mistakes_say_what_to_type(run, demo, typed, said, code):
    ran = run(*typed)
    assert (ran.code, said in ran.err) == (code, True), ran.err


def test_steps_name_who_could_help_to_staff_and_to_nobody_else(run, demo, tmp_path):
    shown = run("why", "C0003", "V0031").out
    rows = json.loads(run("shortlist", "V0031", "--json").out)["rows"]
    helped = [row for row in rows if any(step["who_could_help"] for step in row["actions"])]
    assert helped
    names = {one["name"] for row in helped for step in row["actions"] for one in step["who_could_help"]}
    client, vacancy = helped[0]["client"], helped[0]["vacancy"]
    assert "Who could help:" in run("why", client, vacancy).out
    for_employer = run("why", client, vacancy, "--for", "employer").out
    for_client = run("why", client, vacancy, "--for", "client").out
    assert not any(name in for_employer or name in for_client for name in names)
    run("shortlist", "V0031", "-o", str(tmp_path / "list.html"))
    page = (tmp_path / "list.html").read_text(encoding="utf-8")
    line = next(line for line in page.splitlines() if "Who could help:" in line and ";" in line)
    assert "; " in line.partition("Who could help:")[2]
    assert for_client.count("places that may help") <= 1
    assert shown


def test_a_directory_comes_in_by_what_it_holds(run, own_demo, tmp_path):
    service = {"id": "S-1", "name": "Debt advice", "status": "active", "description": "Debt advice."}
    (tmp_path / "found.json").write_text(json.dumps({"contents": [service, {**service, "name": ""}]}))
    ran = run("import", str(tmp_path / "found.json"))
    assert ran.code == 1
    assert "services: 2 found; 1 good, 1 to put right." in ran.out
    assert "found.json, service 2, name: is missing. Say what the service is called." in ran.out
    assert "Next: matcher services --need housing" in ran.out
    assert "Nothing is new" in run("import", str(tmp_path / "found.json")).out
    (tmp_path / "found.json").write_text("[]")
    assert "holds no service" in run("import", "--services", str(tmp_path / "found.json")).out

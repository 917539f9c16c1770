"""What is printed: the ladder below a list, for a pair, a lever tried; and care, named to its two readers only."""

from __future__ import annotations

import json
import re

import pytest

from tests.demos import library

HOME = [one.says for one in library().levers.levers if one.at_home]


def words(text: str) -> str:
    """Printed text without its line ends."""
    return " ".join(text.split())


def test_a_clients_ladder_says_counts_changes_employers_and_who_acts(run):
    said = words(run("jobs", "C0001", "--ladder").out)
    assert "2 of 25 jobs are open today" in said
    assert "if the start or finish were moved by up to 45 minutes" in said
    assert "Brindle Facilities: Office cleaner, daytime (V0027), if the start were 30 minutes later" in said
    assert "The employer; from 23 November 2026; cost not known" in said


def test_the_ladder_is_added_to_json_and_the_page_and_changes_nothing_else(run, tmp_path):
    plain, told = (json.loads(run("jobs", "C0001", *more, "--json").out) for more in ((), ("--ladder",)))
    ladder = told.pop("ladder")
    assert told == plain
    assert ladder["open_today"] == told["passing"]
    assert ladder["open_today"] + ladder["shut"] == ladder["considered"] == told["considered"]
    assert [one["minutes"] for one in ladder["by_minutes"]] == [15, 30, 45]
    for door in ladder["doors"]:
        assert 1 <= len(door["sets"]) <= 3
        for one in door["sets"]:
            assert 1 <= len(one["steps"]) <= 3
            assert all(step["who"] and step["ask"].endswith("?") for step in one["steps"])
    page = tmp_path / "jobs.html"
    assert run("jobs", "C0001", "--ladder", "-o", str(page)).code == 0
    assert "What would open more doors" in page.read_text(encoding="utf-8")
    assert run("jobs", "C0001", "-o", str(page)).code == 0
    assert "What would open more doors" not in page.read_text(encoding="utf-8")


def test_a_vacancys_ladder_has_counts_and_what_the_employer_may_read(run):
    told = json.loads(run("shortlist", "V0031", "--ladder", "--json").out)
    ladder = told["ladder"]
    assert ladder["frame"] == "among our clients"
    assert ladder["open_today"] == told["passing"]
    assert not re.search(r"\bC\d{4}\b", json.dumps(ladder))
    for move in ladder["moves"]:
        assert move["to_employer"] is None or not re.search(r"\d", move["to_employer"])


@pytest.mark.parametrize("client", ["C0001", "C0006", "C0007", "C0056"])
def test_care_is_named_on_no_page_that_an_epc_or_an_employer_reads(run, client):
    for vacancy in ("V0012", "V0015", "V0027", "V0031"):
        for reader in ("epc", "employer"):
            said = words(run("why", client, vacancy, "--for", reader).out)
            assert not any(one in said for one in HOME)
        assert not any(one in run("why", client, vacancy, "--json").out for one in HOME)
    lists = [words(run("shortlist", vacancy, "--ladder").out) for vacancy in ("V0027", "V0031")]
    assert not any(one in each for each in lists for one in HOME)


def test_why_shows_what_the_what_if_confirms(run):
    told = json.loads(run("why", "C0001", "V0027", "--json").out)
    assert told["blocked_by"]
    first = told["would_change"]["sets"][0]
    assert "What would change this" in run("why", "C0001", "V0027").out
    tried = [part for step in first["steps"] for part in ("--lever", step["id"])]
    after = json.loads(run("what-if", "C0001", "V0027", *tried, "--json").out)["after"]
    assert after["blocked_by"] == []
    assert json.loads(run("why", "C0001", "V0031", "--json").out)["would_change"] is None


def test_a_lever_is_tried_on_a_whole_list_and_nothing_is_saved(run):
    told = json.loads(run("what-if", "C0001", "--lever", "both_ends_30", "--json").out)
    assert (told["before"], told["after"], told["opens"], told["closes"]) == (2, 1, 1, 2)
    assert [one["vacancy"] for one in told["opened"]] == ["V0027"]
    people = json.loads(run("what-if", "V0031", "--lever", "both_ends_30", "--json").out)
    assert people["after"] - people["before"] == people["opens"] - people["closes"]
    assert people["opened"] == people["closed"] == []
    assert "2 of 25 jobs" in words(run("jobs", "C0001", "--ladder").out)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("C0001", "--lever", "start_latr_30"), "Did you mean start_later_30?"),
        (("C0001", "V0031", "--lever", "requirement:R99"), "is not a lever."),
        (("C0001", "--lever", "certificate:wings"), "is not a lever."),
        (("C0001", "--lever", ""), "is not a lever."),
        (("V0031", "--lever", "breakfast_club"), "is about one client's home"),
        (("C9999", "--lever", "bicycle"), "is not a client of this programme."),
        (("C0001", "--lever", "start_later_30", "--lever", "start_later_45"), "moves the shift another way as well."),
        (("C0001", "--lever", "later_first_day_14", "--lever", "later_first_day_28"), "moves the first day as well."),
    ],
)
def test_a_lever_that_cannot_be_is_told_with_what_to_type(run, typed, said):
    ran = run("what-if", *typed)
    assert said in words(ran.err)
    assert ran.code in (1, 2)
    assert ran.out == ""


def test_two_short_jobs_are_shown_as_a_pair_with_their_employers(run):
    """C0012 wants ten hours or more; neither job at the school has them alone, and the two together do."""
    said = words(run("jobs", "C0012", "--ladder").out)
    assert "1 pair fits together, out of 2 jobs with few hours." in said
    assert "Midday supervisor (V0013), Larkmoor Primary School" in said
    assert "School kitchen helper, mid-morning (V0037), Larkmoor Primary School" in said
    assert "13 hours 45 minutes a week" in said

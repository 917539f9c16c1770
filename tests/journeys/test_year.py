"""A small year, lived in every run of the tests; `make year` lives the whole one: 1,000 people, 60 employers, 52 weeks.

What is asserted is recounted from the raw tables by `year_recount`, and each recount is shown to fail where it should.
"""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import json
from collections import Counter

import pytest

from tests.demos import library
from tests.journeys import year_recount as recount
from tests.journeys.year_checks import check_erasure, check_year
from tests.journeys.year_people import Size
from tests.journeys.year_script import Year, live

SMALL = Size(clients=60, vacancies=12, weeks=5, epcs=(1, 1), months=1)


@pytest.fixture(scope="module")
def year(tmp_path_factory) -> Year:
    """The year, lived once."""
    return live(SMALL, tmp_path_factory.mktemp("year"), library())


@pytest.fixture(scope="module")
def raws(year):
    """What is in both databases, read once."""
    return [recount.raw(side.folder) for side in year.sides]


def test_something_happened(year):
    for what in ("shortlist", "answer", "consent", "put forward", "pack", "reply", "hand-back", "challenge", "start"):
        assert year.done[what] > 0, what
    whys = {why.partition(": ")[0] for why in year.refused}
    assert {"put forward", "pack"} <= whys
    assert year.refused["put forward: consent"] > 0


class TestNoEmployerOverBudget:
    def test_in_any_week_or_month(self, raws):
        assert recount.contacts(raws) > 0
        assert recount.over_budget(raws) == []

    def test_one_contact_more_would_be_seen(self, raws):
        with_more = copy.deepcopy(raws[0])
        last = next(one for one in with_more["approach"] if not one["programme"])
        for n in range(10):
            day = recount.day(last["on"]) + dt.timedelta(days=n % 2)
            with_more["approach"].append({**last, "vacancy": f"V{n}", "on": str(day)})
        assert recount.over_budget([with_more, raws[1]]) != []


class TestNoIntroductionWithoutConsent:
    def test_on_its_day(self, raws):
        assert sum(len(one["letter"]) for one in raws) > 0
        assert [line for one in raws for line in recount.without_consent(one)] == []

    def test_a_consent_taken_away_would_be_seen(self, raws):
        one = next(one for one in raws if one["letter"])
        client = one["letter"][0]["client"]
        others = [row for row in one["consent"] if row["client"] != client]
        without = dataclasses.replace(one, kinds={**one.kinds, "consent": others}, past_consents=[])
        assert any(line.startswith(client) for line in recount.without_consent(without))


class TestEveryHandBackHasAnAction:
    def test_with_an_owner_and_a_day(self, raws):
        assert sum(len(one["hand_back"]) for one in raws) > 0
        assert [line for one in raws for line in recount.without_action(one)] == []

    def test_one_without_would_be_seen(self, raws):
        one = next(one for one in raws if one["hand_back"])
        assert recount.without_action(dataclasses.replace(one, kinds={**one.kinds, "action": []})) != []


def test_no_decision_is_forgotten_by_the_next_list(year):
    assert year.kept_off > 0
    assert year.forgotten == []


class TestTheChain:
    def test_verifies(self, raws):
        assert all(one.events for one in raws)
        assert [line for one in raws for line in recount.broken_chain(one)] == []

    def test_a_changed_entry_would_be_seen(self, raws):
        events = list(raws[0].events)
        events[1] = (*events[1][:4], "another", *events[1][5:])
        assert recount.broken_chain(dataclasses.replace(raws[0], events=events)) == ["entry 2"]

    def test_it_names_nobody(self, year, raws):
        """No client's reference, name or words stand in the log itself."""
        told = json.dumps([entry for one in raws for entry in one.events])
        for one in raws:
            for client in one["client"]:
                assert client["id"] not in told
        assert "Whispered" not in told


def test_what_the_log_counts_is_what_was_done(year, raws):
    logged = sum((recount.actions_of(one) for one in raws), Counter())
    assert logged["outcome.start"] == year.done["start"]
    assert logged["pack"] == year.done["pack"]
    assert logged["hand_backs.hand_back"] == year.done["hand-back"]


def test_the_year_as_the_whole_one_is_checked(year):
    assert check_year(year, tell=str) == []


def test_nothing_is_left_of_somebody_erased_and_what_was_published_stands(year):
    """Last of all: it takes people out of the year."""
    told: list[str] = []
    assert check_erasure(year, 3, tell=told.append) == []
    assert all("3 erased" in line for line in told)

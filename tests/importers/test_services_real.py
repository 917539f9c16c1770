"""Real contracts and the standard's own samples, sound and broken: all of them come in or are named."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from matcher.base.ids import ClientId
from matcher.importers.services.here import is_directory_of_services
from matcher.importers.services.importer import read_services
from matcher.records.client import Client
from matcher.signposts.directory import Held
from matcher.signposts.find import Signposts
from tests.demos import library
from tests.reading.shared import shared_data


def test_all_contracts_come_in():
    folder = shared_data("services", "moj_interventions_contracts")
    assert is_directory_of_services(folder)
    found = read_services([folder], library=library())
    assert (found.counts.found, found.counts.loaded, found.counts.rejected) == (197, 196, 1)
    assert [one.where for one in found.problems if one.stops_row] == ["contractDetails.json"]
    assert all(any(said.to == "probation" for said in one.for_whom) for one in found.services)
    groups = Counter(said.to for one in found.services for said in one.for_whom if said.to in ("women", "men"))
    assert groups == {"men": 110, "women": 58}, "as many as the files say: allowed are one of the two"
    assert all(one.kinds and one.areas for one in found.services)
    assert sum("@" in one.email for one in found.services) < 40, "people's own addresses stay out"
    ages = Counter((one.age_least, one.age_most) for one in found.services)
    assert ages == {(18, None): 188, (18, 25): 4, (26, None): 4}


def test_the_samples_of_the_standard():
    folder = shared_data("services", "oruk_mocks")
    found = read_services([folder], library=library())
    by_file = Counter(one.where.partition(",")[0] for one in found.problems if one.stops_row)
    assert [one.name for one in found.services] == ["Community Counselling"]
    assert found.counts.add_up
    assert by_file["V3.0-UK-Fail__service_list.json"] == 4, "none of the four has a name"
    services = {path.name for path in folder.glob("*service*.json") if "dashboard" not in path.name}
    assert {name for name in by_file if name in services} == {"V3.0-UK-Fail__service_list.json"}
    others = {path.name for path in folder.glob("*.json")} - services
    assert set(by_file) >= {
        name for name in others if "organization.json" not in name and "organization_full" not in name
    }
    said = " ".join(one.say() for one in found.problems)
    for fault in ('latitude "100"', 'postal_code "ABC 1234"', 'email "email-example_com"', 'url "example/counselling"'):
        assert fault in said


def test_the_young_and_the_older_get_different_real_services():
    services = read_services([shared_data("services", "moj_interventions_contracts")], library=library()).services
    posts = Signposts(Held(services), library().services, dt.date(2025, 11, 16))
    young = Client(id=ClientId("P"), nation="wales", old_enough=((18, dt.date(2019, 5, 2)),))
    older = Client(id=ClientId("O"), nation="wales", old_enough=((60, dt.date(2024, 3, 1)),))
    groups = {
        client.id: {one.service.id: one for one in posts.of_kinds(["talking_help", "mentoring"], client)}
        for client in (young, older)
    }
    for_the_young = {one.id for one in services if one.age_most == 25}
    for_the_older = {one.id for one in services if one.age_least == 26}
    assert (len(for_the_young), len(for_the_older)) == (4, 4)
    for own, others, client in ((for_the_young, for_the_older, young), (for_the_older, for_the_young, older)):
        assert {groups[client.id][one].group for one in own} == {"ask"}, "for people on probation: asked, of everyone"
        assert {groups[client.id][one].group for one in others} == {"not_met"}
    women = next(one for one in groups[older.id].values() if one.group == "ask" and "Women" in one.service.name)
    assert "This service says it is for women. Ask whether that is right for them." in women.asks

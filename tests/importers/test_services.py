"""Directories of services: every form is read, every fault is named where it stands, and the counts add up."""

from __future__ import annotations

import datetime as dt
import json
import zipfile

import pytest

from matcher.importers.services.here import is_directory_of_services, services_apart
from matcher.importers.services.importer import read_services
from matcher.importers.services.merge import clashes, with_services
from matcher.records.programme import Programme
from matcher.records.service import KindsFrom, ServiceStatus
from tests.demos import library
from tests.importers.services_of import a_contract, a_service, read, read_one, told


def test_a_service_in_full(tmp_path):
    given = a_service(
        minimum_age=18,
        maximum_age="24",
        service_areas=[{"service_area": "ND1, ND2 and ND3 4"}],
        attributes=[{"taxonomy_term": {"name": "Debt advice"}}],
        cost_options=[{"amount": 0, "amount_description": "for residents"}],
        schedules=[{"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "12:30"}],
        service_at_locations=[
            {"location": {"name": "Market Square", "addresses": [{"postal_code": "nd1 1aa", "city": "Nettlemere"}]}}
        ],
        contacts=[
            {"name": "A Person", "phones": [{"number": "01632 960000"}]},
            {"phones": [{"number": "01632 960001"}]},
        ],
        email="info@example.org",
        url="https://example.org/debt",
        languages=[{"name": "Welsh"}],
        assured_date="2026-03-01",
        application_process="Ring.",
    )
    service = read_one(tmp_path, given)
    assert (service.age_least, service.age_most, service.status) == (18, 24, ServiceStatus.ACTIVE)
    assert service.areas[0].postcodes == ("ND1", "ND2", "ND3 4")
    assert (service.kinds, service.kinds_from) == (("money_and_debt_advice",), KindsFrom.TERMS)
    assert (service.free, service.places[0].sector, service.phone) == (True, "ND1 1", "01632 960001")
    assert [(one.weekday, one.opens, one.closes) for one in service.sessions] == [(0, 540, 750), (1, 540, 750)]
    assert (service.last_checked, service.how_to_refer) == (dt.date(2026, 3, 1), "Ring.")
    assert "A Person" not in service.model_dump_json()


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"total_items": 1, "contents": [one]},
        lambda one: {"totalElements": 1, "content": [one]},
        lambda one: {"items": [one]},
        lambda one: {"id": "at", "location": {"name": "Here"}, "service": one},
        lambda one: {"id": "O-1", "name": "Riverside Advice", "logo": "x", "services": [one]},
        lambda one: {"contents": [{"id": "O-1", "name": "Riverside Advice", "services": [one]}]},
    ],
)
def test_every_shape_of_a_document(tmp_path, wrap):
    found = read(tmp_path, wrap(a_service()))
    assert ([one.name for one in found.services], told(found)) == (["Debt advice"], [])


def test_the_first_version_of_the_standard(tmp_path):
    given = a_service(
        eligibilitys=[
            {"eligibility": "For women aged 18 and over", "minimum_age": 18, "maximum_age": 64},
            {"eligibility": "Residents who rent", "minimum_age": 16},
        ],
        regular_schedules=[{"opens_at": "10:00", "closes_at": "11:00", "byday": "WE", "freq": "WEEKLY"}],
        service_taxonomys=[{"taxonomy": {"id": "t", "name": "Counselling", "vocabulary": "x"}}],
        service_at_locations=[{"location": {"name": "Hall", "physical_addresses": [{"postal_code": "ND4 1AA"}]}}],
    )
    service = read_one(tmp_path, given)
    assert (service.age_least, service.age_most) == (16, None), "the widest that any alternative allows"
    assert [(one.to, one.words) for one in service.for_whom] == [("women", "for women"), (None, "Residents who rent")]
    assert service.kinds == ("talking_help",)
    assert service.places[0].sector == "ND4 1"
    assert service.sessions[0].weekday == 2


def test_a_contract(tmp_path):
    service = read_one(tmp_path, a_contract())
    assert service.kinds == ("housing_help",)
    assert {one.to for one in service.for_whom} == {"women", "probation"}
    assert (service.age_least, service.age_most) == (18, 25)
    assert [(area.name, area.nation) for area in service.areas] == [("Gwent (police area)", "wales")]
    assert (service.organisation, service.places[0].name) == ("EXAMPLE TRUST", "Newport")


def test_a_person_s_address_is_not_kept(tmp_path):
    found = read(tmp_path, a_contract(incoming_distribution_email="sam.example@example.org"))
    assert found.services[0].email == ""
    assert "sam.example" not in " ".join(told(found))
    assert "may be a person's own address" in told(found)[0]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"minimum_age": "old"}, 'minimum_age "old": is not an age in whole years'),
        ({"minimum_age": 500}, "is not an age in whole years"),
        ({"minimum_age": -1}, "is not an age in whole years"),
        ({"minimum_age": 30, "maximum_age": 20}, "is above maximum_age 20"),
        ({"status": "perhaps"}, 'status "perhaps": is not a status we know'),
        ({"status": None}, "whether it is running is not known"),
        ({"description": None}, "description: is missing"),
        ({"email": "not an address"}, "is not an e-mail address"),
        ({"email": False}, "is yes or no where text belongs"),
        ({"url": "javascript:alert(1)"}, "is not a web address"),
        ({"assured_date": "31/02/2026"}, "is not a date"),
        ({"cost_options": [{"amount": "lots"}]}, "is not an amount"),
        ({"schedules": [{"byday": "XX", "opens_at": "9:00", "closes_at": "10:00"}]}, "is not a day of the week"),
        ({"schedules": [{"byday": "MO", "opens_at": "25:00", "closes_at": "10:00"}]}, "is not a time"),
        ({"schedules": [{"byday": "MO", "opens_at": "9", "closes_at": "10:00"}]}, "is not a time"),
        ({"schedules": [{"byday": "MO", "opens_at": "10:00", "closes_at": "10:00"}]}, "is when it opens too"),
        ({"schedules": [{"byday": "MO", "opens_at": "22:00", "closes_at": "02:00"}]}, "was read as the next day"),
        ({"schedules": "always"}, "is not an entry of the standard's form"),
        (
            {"service_at_locations": [{"location": {"addresses": [{"postal_code": "ABC 1234"}]}}]},
            "is not a UK postcode",
        ),
        ({"service_at_locations": [{"location": {"latitude": 100, "longitude": 1}}]}, "is not a place on the globe"),
        ({"name": {"of": "many"}}, "name: is not text"),
    ],
)
def test_each_fault_is_named_with_what_to_write(tmp_path, more, said):
    found = read(tmp_path, a_service(**more))
    wrong = [one for one in found.problems if said in one.say()]
    assert wrong, told(found)
    assert all(one.fix and one.where.startswith("given.json") for one in wrong)


@pytest.mark.parametrize("lacks", ["id", "name"])
def test_what_a_service_cannot_do_without(tmp_path, lacks):
    found = read(tmp_path, {"contents": [{**a_service(), lacks: ""}, a_service("S-2", "Another")]})
    assert [one.id for one in found.services] == ["S-2"]
    assert found.counts.rejected == 1
    assert any(one.stops_row and one.where == f"given.json, service 1, {lacks}" for one in found.problems)


def test_the_same_again_is_one_and_another_with_its_reference_is_refused(tmp_path):
    fuller = a_service(minimum_age=18, email="info@example.org")
    other = {**a_service(name="Driving lessons"), "organization": {"name": "Wheels"}}
    found = read(tmp_path, {"contents": [a_service(), fuller, other]})
    assert (found.counts.loaded, found.counts.repeated, found.counts.rejected) == (1, 1, 1)
    assert (found.services[0].age_least, found.services[0].email) == (18, "info@example.org")
    assert "is the reference of another service too: given.json, service 1" in told(found)[-1]


def test_the_same_service_told_otherwise_is_noted(tmp_path):
    found = read(tmp_path, [a_service(minimum_age=18), a_service(minimum_age=21)])
    assert found.services[0].age_least == 18
    assert "says otherwise than given.json, service 1: age least" in told(found)[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("{", "cannot be read as JSON"),
        ("[" * 100_000, "cannot be read as JSON"),
        ("<html>", "is not JSON"),
        ('{"a": 1}', "holds no service"),
        ("[]", "holds no service"),
        ('[1, null, "x"]', "holds no service"),
        ('{"contents": 3}', "holds no service"),
    ],
)
def test_what_is_no_directory_says_so(tmp_path, text, said):
    found = read(tmp_path, text)
    assert found.services == ()
    assert (found.counts.found, found.counts.rejected) == (1, 1)
    assert said in told(found)[0]


def test_hostile_words_are_kept_as_words(tmp_path):
    given = a_service(
        name="=HYPERLINK(1)<script>alert(1)</script>",
        description="x" * 11_000_000,
        organization={"name": "\u202eevil\x1b[2J", "parent_organization_id": "O-1"},
    )
    service = read_one(tmp_path, given)
    assert "<script>" not in service.name
    assert "\x1b" not in service.organisation
    assert len(service.description) <= 20_000


PACKAGE = {
    "services.csv": "id,organization_id,name,description,status,minimum_age\n"
    "S1,O1,Debt advice,Help.,active,18\nS2,O9,Job club,,active,old\n",
    "organizations.csv": "id,name,parent_organization_id\nO1,Riverside Advice,O1\n",
    "locations.csv": "id,name,latitude,longitude\nL1,Market Square,,\n",
    "addresses.csv": "id,location_id,address_1,city,postal_code\nA1,L1,1 Example Street,Nettlemere,ND1 1AA\n",
    "service_at_locations.csv": "id,service_id,location_id\nX1,S1,L1\nX2,S7,L1\n",
    "schedules.csv": "id,service_id,service_at_location_id,freq,byday,opens_at,closes_at\n"
    "C1,S1,,WEEKLY,MO,09:00,10:00\n"
    "C2,,X1,WEEKLY,TU,09:00,10:00\n",
    "service_areas.csv": "id,service_id,name\nZ1,S1,ND1\n",
    "attributes.csv": "id,link_id,link_entity,taxonomy_term_id\nT1,S1,service,D1\n",
    "taxonomy_terms.csv": "id,name,parent_id\nD1,Debt advice,D1\n",
    "cost_options.csv": "id,service_id,amount,amount_description\nK1,S1,0,\n",
    "meta_table_descriptions.csv": "id,name\n1,x\n",
    "datapackage.json": "{}",
}


def _packed(folder, form):
    if form == "zip":
        with zipfile.ZipFile(folder / "directory.zip", "w") as packed:
            for name, text in PACKAGE.items():
                packed.writestr(f"hsds/{name}", text)
        return folder / "directory.zip"
    for name, text in PACKAGE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["zip", "folder"])
def test_a_package_of_tables(tmp_path, form):
    path = _packed(tmp_path, form)
    assert is_directory_of_services(path)
    found = read_services([path], library=library())
    first, second = found.services
    assert (found.counts.loaded, found.counts.rejected) == (2, 0)
    assert (first.organisation, first.kinds, first.free) == ("Riverside Advice", ("money_and_debt_advice",), True)
    assert (first.places[0].sector, [one.weekday for one in first.sessions]) == ("ND1 1", [0, 1])
    assert (second.age_least, second.kinds) == (None, ("application_support",))
    said = " ".join(told(found))
    assert 'services.csv, row 3, minimum_age "old"' in said
    assert 'service_at_locations.csv, row 3 "S7": is service_id of no service' in said
    assert "meta_table_descriptions.csv: is not a table we use" in said


def test_a_bomb_and_a_damaged_zip_are_told(tmp_path):
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 nothing more")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("services.json", " " * 101_000_000)
    found = read_services([tmp_path / "bad.zip", tmp_path / "bomb.zip"], library=library())
    assert found.counts.rejected == len(found.problems) == 2


def test_what_lies_in_a_folder_decides(tmp_path):
    (tmp_path / "adverts").mkdir()
    (tmp_path / "adverts" / "one.json").write_text('{"@type": "JobPosting", "status": "active"}')
    (tmp_path / "services.json").write_text(json.dumps([a_service()]))
    (tmp_path / "clients.csv").write_text("Client\nC1\n")
    (tmp_path / "services.csv").write_text("Service,Name\nS1,Debt\n")
    assert not is_directory_of_services(tmp_path / "adverts")
    assert not is_directory_of_services(tmp_path / "clients.csv")
    assert not is_directory_of_services(tmp_path / "services.csv"), "our own sheet"
    assert not is_directory_of_services(tmp_path / "nowhere.json")
    own, others = services_apart(tmp_path)
    assert [one.name for one in own] == ["services.json"]
    assert [one.name for one in others] == ["clients.csv", "services.csv"]


def test_a_second_time_changes_nothing_and_another_service_is_refused(tmp_path):
    found = read(tmp_path, [a_service(), a_service("S-2", "Another")])
    once = with_services(Programme(), found)
    assert with_services(once, clashes(found, once.services)) == once
    other = read(tmp_path, [{**a_service(name="Driving lessons"), "organization": {"name": "Wheels"}}])
    kept = clashes(other, once.services)
    assert (kept.services, kept.counts.rejected, kept.counts.add_up) == ((), 1, True)
    assert "has the reference of another service that is held: Debt advice" in told(kept)[-1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_another_encoding_is_read_or_told(tmp_path, encoding):
    text = json.dumps([a_service(description="Café: £5 a week")], ensure_ascii=False)
    (tmp_path / "given.json").write_bytes(text.encode(encoding))
    found = read_services([tmp_path / "given.json"], library=library())
    assert [one.description for one in found.services] == ["Café: £5 a week"]
    assert any("read as Windows text" in said for said in told(found)) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("For women and men of any age", set()),
        ("For women only", {("women", False)}),
        ("We support lone parents and carers aged 16 and over", {("lone_parents", False), ("carers", False)}),
        ("Run by veterans, open to everyone", {("veterans", True)}),
        ("Carers' allowance is explained", set()),
    ],
)
def test_whom_a_description_says_it_is_for(tmp_path, text, groups):
    service = read_one(tmp_path, a_service(description=text))
    assert {(one.to, one.in_passing) for one in service.for_whom} == groups


@pytest.mark.parametrize("name", ["total_pages", "totalPages"])
def test_a_page_that_says_there_are_more_is_told(tmp_path, name):
    page = {name: 8, "page_number": 1, "contents": [a_service()]}
    found = read(tmp_path, page)
    assert len(found.services) == 1
    assert "is one page of 8" in " ".join(told(found))
    assert told(read(tmp_path, {**page, name: 1})) == []

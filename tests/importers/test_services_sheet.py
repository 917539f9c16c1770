"""Our own sheet of services: read, told, written back, and used to correct a directory."""

from __future__ import annotations

import datetime as dt

import pytest

from matcher.base.ids import SectorCode, ServiceId
from matcher.importers.export import write_csvs, write_workbook
from matcher.importers.merge import merged
from matcher.records.programme import Programme
from matcher.records.service import Area, KindsFrom, Service, ServicePlace, ServiceStatus, Session, Stated
from tests.importers.sheets_of import csvs, says

OWN = Service(
    id=ServiceId("S1"),
    name="=cmd|' /C calc'!A1",
    organisation="Riverside Advice",
    description="Debts; rent.",
    status=ServiceStatus.ACTIVE,
    kinds=("money_and_debt_advice", "housing_help"),
    kinds_from=KindsFrom.STATED,
    age_least=18,
    age_most=25,
    areas=(Area(name="ND1", postcodes=("ND1",)), Area(name="Wales", nation="wales", whole_nation=True)),
    for_whom=(Stated(words="Lone parents", to="lone_parents"), Stated(words="Members of the allotment")),
    free=False,
    cost="£2",
    sessions=(Session(weekday=0, opens=540, closes=1020), Session(weekday=6, opens=1320, closes=1500)),
    times="Not in August",
    places=(ServicePlace(name="Market Square", sector=SectorCode("ND1 1")), ServicePlace(name="The hall")),
    online=True,
    phone="01632 960000",
    email="info@example.org",
    website="https://example.org",
    languages=("Welsh", "Polish"),
    how_to_refer="Ring.",
    opens_on=dt.date(2026, 1, 1),
    closes_on=dt.date(2027, 1, 1),
    last_checked=dt.date(2026, 10, 1),
)


@pytest.mark.parametrize("form", ["workbook", "csv"])
def test_what_is_written_is_read_back(read, library, tmp_path, form):
    programme = Programme(services=(OWN, Service(id=ServiceId("S2"), name="Nothing else known")))
    if form == "workbook":
        write_workbook(programme, (), tmp_path / "out.xlsx", library=library)
        paths = [tmp_path / "out.xlsx"]
    else:
        paths = write_csvs(programme, (), tmp_path / "out", library=library)
    found = read(*paths)
    assert says(found) == []
    assert found.programme.services == programme.services
    assert merged(programme, read(*paths, known=programme)) == programme


def test_a_row_corrects_what_a_directory_said_and_leaves_the_rest(read, tmp_path):
    monthly = Session(weekday=1, nth=(2,), opens=600, closes=660)
    held = OWN.model_copy(update={"sessions": (monthly,), "kinds_from": KindsFrom.DESCRIPTION, "terms": ("Debt",)})
    folder = csvs(tmp_path / "in", services="Service,Least age,Helps with\nS1,16,A home and keeping it")
    found = read(folder, known=Programme(services=(held,)))
    assert found.programme.services[0] == held.model_copy(
        update={"age_least": 16, "kinds": ("housing_help",), "kinds_from": KindsFrom.STATED}
    )


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("Least age,Most age\nS1,Debt,30,20", "is above the most age, 20. Correct one of the two."),
        ("Most age\nS1,Debt,500", "is not from 0 to 120."),
        ("Helps with\nS1,Debt,Home and keep it", "Did you mean A home and keeping it?"),
        ("Open\nS1,Debt,always", "does not give days and times. Write it like Mon-Fri 9am to 5pm; Sat 9am to noon."),
        ("Open\nS1,Debt,Mon 9 to 5", "does not give days and times."),
        ("Last checked\nS1,Debt,soon", "is not a date we can read."),
    ],
)
def test_a_fault_is_told_at_its_cell(read, tmp_path, cells, said):
    found = read(csvs(tmp_path / "in", services=f"Service,Name,{cells}"))
    assert (found.programme.services, found.read["services"].rejected) == ((), 1)
    assert said in says(found)[0]

"""Sound directories of services in each form, and ways to spoil them."""

import json
import random
import zipfile
from pathlib import Path

from matcher.importers.services.importer import ServicesRead
from tests.fuzz import others, spoiling
from tests.importers.services_of import a_contract, a_service

FULL = a_service(
    minimum_age=18,
    maximum_age=24,
    email="info@example.org",
    url="https://example.org",
    assured_date="2026-03-01",
    service_areas=[{"service_area": "ND1, ND2"}],
    eligibility_description="For lone parents aged 18 to 24",
    attributes=[{"taxonomy_term": {"id": "t", "name": "Debt advice", "parent_id": "t"}}],
    cost_options=[{"amount": 3.5, "amount_description": "a session"}],
    schedules=[{"freq": "MONTHLY", "byday": "2TU", "interval": 1, "opens_at": "09:00", "closes_at": "12:30"}],
    service_at_locations=[
        {"location": {"name": "Hall", "latitude": 51.5, "longitude": -0.1, "addresses": [{"postal_code": "ND1 1AA"}]}}
    ],
    contacts=[{"name": "A Person", "phones": [{"number": "01632 960000"}]}],
    languages=[{"name": "Welsh"}],
)
FIRST = a_service(
    "S-9",
    "Talking",
    eligibilitys=[{"eligibility": "Adults", "minimum_age": 18}],
    regular_schedules=[{"opens_at": "10:00", "closes_at": "11:00", "byday": "WE", "valid_to": "2027-01-01"}],
    service_taxonomys=[{"taxonomy": {"id": "t", "name": "Counselling"}}],
)
TABLES = {
    "services.csv": "id,organization_id,name,description,status,minimum_age\nT1,O1,Debt advice,Help.,active,18\n",
    "organizations.csv": "id,name\nO1,Riverside Advice\n",
    "schedules.csv": "id,service_id,freq,byday,opens_at,closes_at\nC1,T1,WEEKLY,MO,09:00,10:00\n",
}


def directories(folder: Path) -> list[Path]:
    """A page, the first version of the standard, a contract, lines, and a package of tables in a zip."""
    files = {
        "page.json": json.dumps({"total_items": 1, "contents": [FULL]}),
        "first.json": json.dumps([FIRST]),
        "contract.json": json.dumps(a_contract()),
        "lines.jsonl": "\n".join(json.dumps(a_service(f"L-{number}")) for number in range(3)),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(folder / "tables.zip", "w") as packed:
        for name, text in TABLES.items():
            packed.writestr(name, text)
    return sorted(folder.iterdir())


def directory(chance: random.Random, source: Path, folder: Path) -> Path:
    """A directory with something wrong with it."""
    if source.suffix != ".zip":
        return others.advert(chance, source, folder)
    path = folder / source.name
    if chance.random() < 0.3:
        path.write_bytes(chance.choice(spoiling.BYTES)(chance, source.read_bytes()))
        return path
    table = chance.choice(sorted(TABLES))
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in TABLES.items():
            data = text.encode()
            if name == table:
                data = _of_a_table(chance, text)
            packed.writestr(name, data)
    return path


def _of_a_table(chance: random.Random, text: str) -> bytes:
    """A cell is another, or the bytes are broken."""
    if chance.random() < 0.4:
        return chance.choice(spoiling.BYTES[:3])(chance, text.encode())
    cells = text.split(",")
    cells[chance.randrange(len(cells))] = chance.choice(spoiling.NASTY)
    return ",".join(cells).encode("utf-8", "replace")


def check(read: ServicesRead) -> None:
    """Loaded, the same as another, or named; each service once."""
    assert read.counts.add_up
    assert read.counts.loaded == len(read.services) == len({one.id for one in read.services})
    assert read.counts.rejected == 0 or any(one.stops_row for one in read.problems)
    assert all(problem.what and problem.where and len(problem.say()) < 4_000 for problem in read.problems)

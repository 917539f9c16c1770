"""Small files as people would give them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.importers.feeds import write_feed, zipped


def an_advert(reference: str = "A-1", title: str = "Cleaner", **more: object) -> str:
    """One schema.org JobPosting."""
    return json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "identifier": {"@type": "PropertyValue", "value": reference},
            "title": title,
            "hiringOrganization": {"@type": "Organization", "name": "Brightwater Cleaning"},
            "description": "Cleaning offices in the evening.",
            **more,
        }
    )


def texts(folder: Path) -> None:
    """An advert as text and as a page, adverts and notes by the line; what is travelled by; another's ledger."""
    travelled_by(folder)
    ledger(folder / "north.jsonl")
    words = "Office cleaner\n\n16 hours a week, £12.21 an hour. A driving licence is essential.\n"
    (folder / "advert.txt").write_text(words, encoding="utf-8")
    (folder / "advert.html").write_text(f"<html><body><p>{words}</p></body></html>", encoding="utf-8")
    (folder / "note.txt").write_text("She came across well and was on time.\n", encoding="utf-8")
    home = {"id": "h1", "on": "2026-11-16", "adults": [{"age": 29, "hours": 16, "hourly_pay_pence": 1271}]}
    (folder / "households.jsonl").write_text(json.dumps({**home, "rent_week": 15_000}) + "\n", encoding="utf-8")
    held = "C0014,V0031,Held for now,timing,After the holidays as they asked.\n"
    (folder / "decided.csv").write_text("Client,Vacancy,Decision,Reason,In your words\n" + held, encoding="utf-8")
    (folder / "export.csv").write_text("Participant ID,Post code,Colour\nP-1,ND3 4,blue\n", encoding="utf-8")
    columns = "{Participant ID: Client, Post code: Postcode or sector}"
    taken = f"sheets:\n  - {{sheet: export, becomes: clients, columns: {columns}, not_taken: [Colour]}}\n"
    (folder / "our-map.yaml").write_text(f"format: 1\nconfirmed: true\n{taken}", encoding="utf-8")
    service = {"id": "S-1", "name": "Debt advice", "status": "active", "description": "Debt advice."}
    (folder / "services.json").write_text(json.dumps({"contents": [service]}), encoding="utf-8")
    line = json.dumps({"id": "A-1", "text": words, "occupation": "Cleaner"}) + "\n"
    for name in ("adverts.jsonl", "notes.jsonl"):
        (folder / name).write_text(line, encoding="utf-8")


def ledger(path: Path, *contacts: dict[str, str], name: str = "North", employer: str = "Copperkettle Parcels") -> Path:
    """Another programme's contacts with an employer of the demo."""
    head = {"contact_ledger": 1, "programme": name, "on": "2026-11-16"}
    call = {"contact": "9", "on": "2026-11-12", "how": "call", "answered": "2026-11-13"}
    lines = [head, {"employer": "9", "name": employer, "also": [], "sectors": []}, *(contacts or (call,))]
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return path


def travelled_by(folder: Path) -> None:
    """Lists of postcodes, a timetable and a table of travel times, as they would be downloaded."""
    (folder / "sectors.csv").write_text("sector,east,north,postcodes\nND1 1,50000,50000,40\n", encoding="utf-8")
    listed = "pcds,doterm,oseast1m,osnrth1m\nND1 1AB,,50000,50000\nND1 2AB,,50600,50300\n"
    with zipfile.ZipFile(folder / "ONSPD.zip", "w") as archive:
        archive.writestr("Data/ONSPD_UK.csv", listed)
    with zipfile.ZipFile(folder / "codepo_gb.zip", "w") as archive:
        archive.writestr("Data/CSV/nd.csv", '"ND1 1AB",10,50000,50000,"E92","","","","",""\n')
    zipped(write_feed(folder / "feed"), folder / "gtfs.zip")
    times = "From,To,By,Minutes,Arrive by\nND1,ND2,bus,25,09:00\n"
    (folder / "travel-times.csv").write_text(times, encoding="utf-8")


def csvs(folder: Path, **sheets: str) -> Path:
    """A folder of CSV files, one for each sheet."""
    folder.mkdir(exist_ok=True)
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


PEOPLE = "Client,Joined\n007,05/10/2026\nC9,05/10/2026\n"
AGREED = "Client,For,Rests on,On\n007,Matching,Consent,05/10/2026\n"
WORK = "Vacancy,Title\n0042,Porter\n"
